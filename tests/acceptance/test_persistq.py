#!/usr/bin/python3
"""PersistQ's documented smoke test against `billingctl serve`: checkout, paid page, plan and ids filled, usage to the
limit, 429 with statistics, an upgrade lifts the limit, cancel. Prints TAP.  usage: test_persistq.py PATH_TO_billingctl
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from served import Served, billingctl_argument  # noqa: E402
from tap import Tap, until  # noqa: E402

USER = "user_2abc"
LIMIT = 5


def small_limits(text):
    """Limits that a test reaches; prices, ids and everything else are those that are shipped."""
    return text.replace("limits = { api_calls = 1000, memories = 100 }", f"limits = {{ api_calls = {LIMIT}, memories = 2 }}") \
               .replace("limits = { api_calls = 10000, memories = 2500 }", f"limits = {{ api_calls = {3 * LIMIT}, memories = 9 }}")


def search(served, number, **more):
    return served.post("/api/usage", {"account": USER, "action": "memory.search", "request_id": f"r{number}", **more})


def smoke(tap, served):
    tap.equal("without the token nothing is told",
              served.get("/api/billing/subscription", token=False).status, 401)
    account = served.post("/api/accounts", {"userId": USER, "email": "ada@example.com", "name": "Ada"})
    tap.equal("a new user is on the free plan", (account.status, account.json["planId"]), (200, "free"))
    tap.equal("there is nothing to manage yet", served.get(f"/api/billing/portal?account={USER}").status, 404)

    bad = served.post("/api/billing/checkout", {"planId": "gold", "interval": "monthly", "userId": USER})
    tap.equal("an unknown plan is refused with a message", (bad.status, bad.json["error"]["code"]), (400, "unknown_plan"))
    checkout = served.post("/api/billing/checkout", {"planId": "starter", "interval": "monthly", "userId": USER})
    tap.equal("the checkout has an address", checkout.status, 200)
    page, paid = served.pay(checkout.json["url"])
    tap.equal("its page says that no money moves", "TEST checkout, no money moves" in page.text, True)
    tap.equal("its page is safe from frames and scripts",
              "default-src 'none'" in page.field("Content-Security-Policy") and "<script" not in page.text, True)
    tap.equal("paying leads to the dashboard", (paid.status, paid.field("Location")),
              (303, "http://localhost:3000/dashboard/billing?success=true"))
    card = served.get("/api/billing/subscription", headers=[f"X-Account-Id: {USER}"]).json
    tap.equal("the user is on starter", (card["planId"], card["interval"], card["status"]), ("starter", "monthly", "active"))
    tap.equal("the provider's ids are filled", bool(card["billingCustomerId"] and card["billingSubscriptionId"]), True)
    tap.equal("the renewal date is known", card["currentPeriodEnd"] is not None, True)

    for number in range(3 * LIMIT):
        answer = search(served, number)
        if answer.status != 200:
            tap.equal(f"call {number + 1} of {3 * LIMIT} is let in", answer.status, 200)
    figure = answer.json["usage"][0]
    tap.equal("every call was counted", (figure["used"], figure["limit"]), (3 * LIMIT, 3 * LIMIT))
    again = search(served, 0)
    tap.equal("a repeated request id counts nothing", (again.status, again.json["repeated"]), (200, True))
    full = search(served, 99)
    tap.equal("beyond the limit it is 429", full.status, 429)
    tap.equal("with usage statistics",
              (full.json["error"]["code"], full.json["usage"][0]["used"], full.json["usage"][0]["limit"]),
              ("quota_exceeded", 3 * LIMIT, 3 * LIMIT))
    tap.equal("and the larger plans", [plan["planId"] for plan in full.json["upgrade"]["plans"]], ["pro", "premium"])
    tap.equal("and when to come again", full.field("Retry-After").isdigit(), True)

    changed = served.post("/api/billing/subscription", {"planId": "pro", "interval": "monthly", "userId": USER})
    tap.equal("the plan is changed", (changed.status, changed.json["planId"]), (200, "pro"))
    tap.equal("the upgrade lifts the limit", search(served, 100).status, 200)

    portal = served.get(f"/api/billing/portal?account={USER}")
    page = served.curl("GET", portal.json["url"], token=False)
    tap.equal("the portal shows the plan", page.status == 200 and "Pro" in page.text, True)
    cancelled = served.curl("DELETE", f"/api/billing/subscription?account={USER}")
    tap.equal("cancelling is for the end of the period",
              (cancelled.status, cancelled.json["cancelAtPeriodEnd"], cancelled.json["planId"]), (200, True, "pro"))
    tap.equal("the probe is healthy", served.get("/api/consolidated?action=health", token=False).json["status"], "healthy")
    served.set_time("2026-04-10T12:00:01Z")
    ended = served.dodo_subscription("subscription.cancelled", card["billingSubscriptionId"], "cancelled",
                                     "pdt_PQ5t4Rm2ProMo8Zj", {"userId": USER}, cancelled_at=served.now())
    tap.equal("the provider tells the end", served.deliver(ended, "msg_end"), 200)
    tap.check("at the end the user is on free", lambda: until(
        lambda: served.get(f"/api/billing/subscription?account={USER}").json["planId"] == "free", 5, "the free plan"))
    tap.equal("serve ends cleanly", served.stop(), 0)


def trip(tap):
    with Served(billingctl_argument(sys.argv), "persistq", small_limits, now="2026-03-10T12:00:00Z") as served:
        smoke(tap, served)


if __name__ == "__main__":
    Tap("PersistQ").run(trip)
