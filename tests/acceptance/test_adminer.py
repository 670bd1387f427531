#!/usr/bin/python3
"""Adminer's documented smoke test against `billingctl serve`: 400 on a bad signature, 401 without the token, 402 with
hints, 502 with details, and the nightly job that takes a cancelled plan away. Prints TAP.
usage: test_adminer.py PATH_TO_billingctl
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from served import Served, billingctl_argument  # noqa: E402
from tap import Tap, until  # noqa: E402

ORG = "org_31"
PRO = "prod_pro_4Wd7Rk2HnC9s"


def profile(text):
    """A limit that a test reaches, and a plan whose product nobody has entered yet."""
    return text.replace("limits = { queries = 1000, exports = 10 }", "limits = { queries = 3, exports = 1 }") \
               .replace("prod_enterprise_6Yf1Jp8GxV3e", "prod_enterprise_…")


def subscription(served):
    return served.get(f"/api/billing/subscription?customer_id={ORG}").json


def upgrading(tap, served):
    health = served.get("/api/consolidated?action=health", token=False)
    tap.equal("the health probe needs no token", (health.status, health.json["status"]), (200, "healthy"))
    for method, path in (("POST", "/api/billing/upgrade"), ("GET", "/api/usage"), ("GET", "/api/billing/subscription")):
        answer = served.curl(method, path, body={} if method == "POST" else None, token=False)
        tap.equal(f"{method} {path} without the token is 401", (answer.status, "Bearer" in answer.field("WWW-Authenticate")),
                  (401, True))
    tap.equal("a wrong token is 401", served.get("/api/usage", token="0" * 64).status, 401)
    forged = served.dodo_subscription("subscription.active", "sub_x", "active", PRO, {"org_id": ORG})
    tap.equal("a bad signature is 400, not 500", served.deliver(forged, "", {"X-Dodo-Signature": "0" * 64}), 400)
    tap.equal("a missing signature is 400", served.deliver(forged, "", {"X-Other": "1"}), 400)

    served.post("/api/accounts", {"customer_id": ORG, "name": "Harbour Ltd", "email": "ops@harbour.example"})
    for _ in range(3):
        served.post("/api/usage", {"customer_id": ORG, "action": "query.run"})
    over = served.post("/api/usage", {"customer_id": ORG, "action": "query.run"})
    tap.equal("over the quota is 402", (over.status, over.json["error"]["code"]), (402, "quota_exceeded"))
    tap.equal("with upgrade hints", ("Upgrade to Pro" in over.json["upgrade"]["hint"],
                                     [plan["planId"] for plan in over.json["upgrade"]["plans"]]),
              (True, ["pro", "enterprise"]))

    failed = served.post("/api/billing/upgrade", {"plan": "enterprise", "customer_id": ORG})
    tap.equal("a plan that the provider cannot sell is 502", failed.status, 502)
    tap.equal("with details", "placeholder" in failed.json["error"]["details"], True)
    tap.equal("an unknown plan is 400", served.post("/api/billing/upgrade", {"plan": "x", "customer_id": ORG}).status, 400)
    upgrade = served.post("/api/billing/upgrade", {"plan": "pro", "customer_id": ORG})
    tap.equal("an upgrade gives a checkout address", (upgrade.status, upgrade.json["checkout_url"].startswith("http")),
              (200, True))
    served.pay(upgrade.json["checkout_url"])
    tap.equal("paid, the organisation is on pro", subscription(served)["planId"], "pro")
    tap.equal("and has its limits at once", served.post("/api/usage", {"customer_id": ORG, "action": "query.run"}).status, 200)


def nightly(tap, served):
    served.set_time("2026-03-10T15:00:00Z")
    card = subscription(served)
    event = served.dodo_subscription("subscription.canceled", card["billingSubscriptionId"], "cancelled", PRO,
                                     {"org_id": ORG}, cancelled_at=served.now(),
                                     customer={"customer_id": card["billingCustomerId"], "name": "Harbour Ltd",
                                               "email": "ops@harbour.example"})
    tap.equal("a cancellation by the team's own event name is acknowledged", served.deliver(event, ""), 200)
    due = until(lambda: subscription(served)["downgradeDueAt"], 5, "the date of the downgrade")
    tap.equal("it is due in the night at 02:00 UTC", due, "2026-03-11T02:00:00Z")
    tap.equal("until then the plan stays", subscription(served)["planId"], "pro")
    served.stop()

    job = ["downgrade", "--workspace", str(served.profile), "--database", str(served.database)]
    code, text = served.run(*job, "--dry-run", "--at", "2026-03-11T02:00:00Z")
    tap.equal("a dry run tells who would be downgraded", (code, ORG in text), (0, True))
    code, text = served.run(*job, "--run", "--at", "2026-03-11T02:00:00Z")
    tap.equal("the job runs", (code, ORG in text), (0, True))
    code, text = served.run(*job, "--run", "--at", "2026-03-11T02:00:00Z")
    tap.equal("a second run finds nothing to do", code, 0)
    served.set_time("2026-03-11T02:10:00Z")
    served.start()
    tap.equal("after the job the organisation is on free", subscription(served)["planId"], "free")
    changes = served.rows("SELECT to_plan, cause FROM plan_changes ORDER BY id")
    tap.equal("downgraded once, by the job", changes[-1], ("free", "job"))


def trip(tap):
    with Served(billingctl_argument(sys.argv), "adminer", profile, now="2026-03-10T12:00:00Z") as served:
        upgrading(tap, served)
        nightly(tap, served)
        tap.equal("serve ends cleanly", served.stop(), 0)


if __name__ == "__main__":
    Tap("Adminer").run(trip)
