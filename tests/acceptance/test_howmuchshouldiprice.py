#!/usr/bin/python3
"""HowMuchShouldIPrice's documented smoke test against `billingctl serve`: credits by a checkout, exactly once under 20
concurrent duplicate deliveries, bad metadata refused and visible, a failing card gives nothing. Prints TAP.
usage: test_howmuchshouldiprice.py PATH_TO_billingctl
"""
import concurrent.futures
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from served import Served, billingctl_argument  # noqa: E402
from tap import Tap, until  # noqa: E402

USER = "5f0c2b9e-8d2a-4a6e-9f0b-1c2d3e4f5a6b"


def credits(served):
    return served.get(f"/api/credits?account={USER}").json["credits"]


def deliver_at_once(served, event, ids):
    with concurrent.futures.ThreadPoolExecutor(len(ids)) as pool:
        return list(pool.map(lambda message: served.deliver(event, message), ids))


def checkout(served, amount):
    return served.post("/api/payments/create-checkout", {"credits": amount, "userId": USER, "email": "ada@example.com"})


def buying(tap, served):
    served.post("/api/accounts", {"userId": USER, "email": "ada@example.com"})
    tap.equal("a new profile starts with 3 credits", credits(served), 3)
    opened = checkout(served, 25)
    tap.equal("the checkout has an address", opened.status, 200)
    page, paid = served.pay(opened.json["checkoutUrl"])
    tap.equal("its page takes discount codes", "discount" in page.text, True)
    tap.equal("paying leads to the dashboard", (paid.status, paid.field("Location")),
              (303, "http://localhost:3000/dashboard?payment=success"))
    tap.equal("25 credits were added", credits(served), 28)
    _, again = served.pay(opened.json["checkoutUrl"])
    tap.equal("the same checkout cannot be paid twice", (again.status, credits(served)), (303, 28))

    _, declined = served.pay(checkout(served, 10).json["checkoutUrl"], card="0119")
    tap.equal("a failing card leads back with the reason", declined.field("Location").endswith("payment=failed"), True)
    tap.equal("and gives no credits", credits(served), 28)
    cancelled = served.curl("POST", checkout(served, 10).json["checkoutUrl"], token=False, form={"action": "cancel"})
    tap.equal("cancelling leads back", cancelled.field("Location").endswith("payment=cancelled"), True)
    tap.equal("a wrong discount code is told",
              served.pay(checkout(served, 10).json["checkoutUrl"], discount="NOPE")[1].status, 400)
    for bad in (0, -5, 2.5, "25", 26, 10**30):
        if checkout(served, bad).status != 400:
            tap.equal(f"{bad!r} credits cannot be bought", checkout(served, bad).status, 400)
    tap.equal("bad amounts are refused with the field named", "credits" in checkout(served, "25").text, True)


def duplicates(tap, served):
    before = credits(served)
    event = served.dodo_payment("pay_dup", {"userId": USER, "credits": "10"})
    answers = deliver_at_once(served, event, ["msg_dup"] * 20)
    tap.equal("20 duplicate deliveries at once are all acknowledged", set(answers), {200})
    until(lambda: credits(served) > before, 5, "the credits")
    answers = deliver_at_once(served, event, [f"msg_other_{i}" for i in range(20)])
    tap.equal("so are 20 more under other ids", set(answers), {200})
    until(lambda: not served.rows("SELECT 1 FROM webhook_events WHERE state = 'pending'"), 5, "the end of processing")
    tap.equal("the payment was credited exactly once", credits(served), before + 10)


def bad_metadata(tap, served):
    before = credits(served)
    wrong = {"none": None, "text": "many", "negative": "-5", "zero": "0", "fraction": "2.5", "huge": "9" * 30}
    for name, value in wrong.items():
        metadata = {"userId": USER, **({"credits": value} if value is not None else {})}
        status = served.deliver(served.dodo_payment(f"pay_{name}", metadata), f"msg_{name}")
        if status != 200:
            tap.equal(f"a payment with bad metadata ({name}) is acknowledged", status, 200)
    until(lambda: not served.rows("SELECT 1 FROM webhook_events WHERE state = 'pending'"), 5, "the end of processing")
    tap.equal("bad metadata gives no credits", credits(served), before)
    refused = dict(served.rows("SELECT payment_external_id, reason FROM credit_purchases WHERE status = 'refused'"))
    tap.equal("and is visible with its reason", sorted(refused), sorted(f"pay_{n}" for n in wrong))
    print(f"# {refused}", flush=True)
    tap.equal("a forged signature is refused",
              served.deliver(served.dodo_payment("pay_forged", {"userId": USER, "credits": "10"}), "msg_forged",
                             {"webhook-id": "msg_forged", "webhook-timestamp": str(served.seconds()),
                              "webhook-signature": "v1,AAAA"}), 401)


def trip(tap):
    with Served(billingctl_argument(sys.argv), "howmuchshouldiprice") as served:
        buying(tap, served)
        duplicates(tap, served)
        bad_metadata(tap, served)
        tap.equal("serve ends cleanly", served.stop(), 0)


if __name__ == "__main__":
    Tap("HowMuchShouldIPrice").run(trip)
