#!/usr/bin/python3
"""Pixell's documented smoke test against `billingctl serve`: the four Stripe triggers in their order with linked ids, trial
to paid to failed to grace to free, usage of each size, and a top-up. Prints TAP.  usage: test_pixell.py PATH_TO_billingctl
"""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from served import Served, billingctl_argument  # noqa: E402
from tap import Tap, until  # noqa: E402

ORG = "org_pixels"
STARTER = "price_1RkT4vPxLs7dQm2STARTER9w"


def subscription(served):
    return served.get(f"/api/subscription?org={ORG}").json


def trigger(served, kind, **values):
    """One of Stripe's events about the organisation's subscription; all of them agree on their ids."""
    body = served.compose(kind, 7, metadata=json.dumps({"organization_id": ORG}), price_id=STARTER, amount_minor=999,
                          currency="usd", customer_email="ops@pixels.example", customer_name="Pixels", **values)
    return served.deliver(body, "")


def trial(tap, served):
    made = served.post("/api/accounts", {"org": ORG, "email": "ops@pixels.example", "name": "Pixels", "trial": True})
    tap.equal("a trial of 7 days begins without a card",
              (made.status, made.json["planId"], made.json["status"], made.json["trialEndsAt"][:16]),
              (200, "starter", "trialing", "2026-03-17T12:00"))
    again = served.post("/api/accounts", {"org": ORG, "trial": True})
    tap.equal("but only once", (again.status, again.json["error"]["code"]), (409, "trial_used"))
    usage = served.get(f"/api/usage?org={ORG}").json["usage"]
    tap.equal("there is a counter for each size", [(figure["quota"], figure["limit"]) for figure in usage],
              [("images_small", 250), ("images_medium", 100), ("images_large", 50), ("images_xl", 15)])
    used = served.post("/api/usage", {"org": ORG, "action": "image.medium", "units": 2})
    tap.equal("images are counted by size", (used.status, used.json["usage"][0]["used"]), (200, 2))


def paid(tap, served):
    served.set_time("2026-03-16T12:00:00Z")
    period = {"period_start": "2026-03-16T12:00:00Z", "period_end": "2026-04-16T12:00:00Z"}
    order = ("checkout.session.completed", "customer.subscription.created", "invoice.payment_succeeded")
    for kind in order:
        status = trigger(served, kind, **({"status": "active", **period} if "subscription" in kind else {}))
        tap.equal(f"{kind} is acknowledged", status, 200)
    card = until(lambda: (found := subscription(served))["status"] == "active" and found, 5, "the subscription")
    tap.equal("the organisation pays for starter", (card["planId"], card["interval"]), ("starter", "monthly"))
    tap.equal("the ids of the four triggers are linked", len(served.rows("SELECT DISTINCT customer_external_id FROM subscriptions")), 1)
    return period


def failed(tap, served):
    served.set_time("2026-04-16T12:00:00Z")
    tap.equal("invoice.payment_failed is acknowledged", trigger(served, "invoice.payment_failed", invoice_id="in_second", payment_id="pi_second"), 200)
    trigger(served, "customer.subscription.updated", status="past_due", created_at="2026-03-16T12:00:00Z",
            period_start="2026-04-16T12:00:00Z", period_end="2026-05-16T12:00:00Z")
    card = until(lambda: (found := subscription(served))["status"] == "past_due" and found, 5, "past due")
    tap.equal("a failed payment begins 7 days of grace", (card["planId"], card["graceEndsAt"][:10]), ("starter", "2026-04-23"))


def job(served, at, mode):
    return served.run("downgrade", "--workspace", str(served.profile), "--database", str(served.database), mode, "--at", at)


def after_grace(tap, served):
    served.stop()
    code, text = job(served, "2026-04-23T11:59:00Z", "--run")
    tap.equal("within the grace nobody is downgraded", (code, ORG in text), (0, False))
    night = "2026-04-24T02:00:00Z"
    code, text = job(served, night, "--dry-run")
    tap.equal("in the night after it a dry run tells who would be", (code, ORG in text), (0, True))
    code, text = job(served, night, "--run")
    tap.equal("and the job runs", (code, ORG in text), (0, True))
    served.set_time("2026-04-24T02:05:00Z")
    served.start()
    tap.equal("and the organisation is on free", subscription(served)["planId"], "free")


def top_up(tap, served):
    for _ in range(2):
        served.post("/api/usage", {"org": ORG, "action": "image.large"})
    over = served.post("/api/usage", {"org": ORG, "action": "image.large"})
    tap.equal("beyond the allowance and without credits it is 402", over.status, 402)
    opened = served.post("/api/credits/top-up", {"org": ORG})
    tap.equal("a top-up gives a checkout address", opened.status, 200)
    page, done = served.pay(opened.json["checkoutUrl"])
    tap.equal("it is 500 credits for 20 USD", "500 credits" in page.text and "20.00 USD" in page.text, True)
    tap.equal("paid", done.status, 303)
    tap.equal("500 credits are there", served.get(f"/api/credits?org={ORG}").json["credits"], 500)
    used = served.post("/api/usage", {"org": ORG, "action": "image.large"})
    tap.equal("a large image now costs 5 of them", (used.status, used.json["creditsTaken"], used.json["credits"]), (200, 5, 495))
    declined = served.pay(served.post("/api/credits/top-up", {"org": ORG}).json["checkoutUrl"], card="9995")[1]
    tap.equal("a card without funds gives none",
              ("failed" in declined.field("Location") or "false" in declined.field("Location"),
               served.get(f"/api/credits?org={ORG}").json["credits"]), (True, 495))


def trip(tap):
    with Served(billingctl_argument(sys.argv), "pixell", now="2026-03-10T12:00:00Z") as served:
        trial(tap, served)
        paid(tap, served)
        failed(tap, served)
        after_grace(tap, served)
        top_up(tap, served)
        tap.equal("a bad signature is 400", served.deliver(b"{}", "", {"Stripe-Signature": "t=1,v1=00"}), 400)
        tap.equal("serve ends cleanly", served.stop(), 0)


if __name__ == "__main__":
    Tap("Pixell").run(trip)
