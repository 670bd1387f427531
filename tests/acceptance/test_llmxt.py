#!/usr/bin/python3
"""llmxt's documented smoke test against `billingctl serve`: a payment becomes an entitlement, a one-time token carries it
to the product once, an unknown product is the default plan, and a store that fails lets in only where the profile says
so. Prints TAP.  usage: test_llmxt.py PATH_TO_billingctl
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from served import Served, billingctl_argument  # noqa: E402
from tap import Tap, until  # noqa: E402

NOON = "2026-03-10T12:00:00Z"
PROFESSIONAL = "pdt_LX7r2Nq5ProfMo9Dw"


def payment(served, number, email, product):
    return served.dodo_payment(f"pay_{number}", {"email": email}, product_cart=[{"product_id": product, "quantity": 1}],
                               customer={"customer_id": f"cus_{number}", "name": "Ada", "email": email})


def check(served, email):
    return served.get(f"/api/entitlement?email={email}")


def entitled(served, email):
    return until(lambda: (answer := check(served, email)).status == 200 and answer.json["entitled"] and answer.json, 5,
                 "the entitlement")


def access(tap, served):
    tap.equal("the check needs the token", served.get("/api/entitlement?email=a@b.c", token=False).status, 401)
    tap.equal("who has not paid has no access", check(served, "ada@example.com").json["entitled"], False)
    tap.equal("nor a token", served.post("/api/entitlement/token", {"email": "ada@example.com"}).status, 404)
    tap.equal("a wrong signature is 401",
              served.deliver(payment(served, 0, "eve@example.com", PROFESSIONAL), "msg_0",
                             {"webhook-id": "msg_0", "webhook-timestamp": str(served.seconds()),
                              "webhook-signature": "v1,AAAA"}), 401)

    status = served.deliver(payment(served, 1, "ada@example.com", PROFESSIONAL), "msg_1")
    tap.equal("a payment is acknowledged", status, 200)
    tap.equal("it is an entitlement", entitled(served, "ada@example.com")["plan"], "professional")
    issued = served.post("/api/entitlement/token", {"email": "Ada@Example.com"})
    tap.equal("it gives a token for 10 minutes", (issued.status, issued.json["expiresAt"][:15]), (200, "2026-03-10T12:1"))
    token = issued.json["token"]
    redeemed = served.post("/api/entitlement/redeem", {"token": token})
    tap.equal("the token opens the product", (redeemed.status, redeemed.json["plan"]), (200, "professional"))
    again = served.post("/api/entitlement/redeem", {"token": token})
    tap.equal("but only once", (again.status, again.json["error"]["code"]), (401, "token_used"))
    unknown = served.post("/api/entitlement/redeem", {"token": "x" * 43})
    tap.equal("a made-up token opens nothing", (unknown.status, unknown.json["error"]["code"]), (401, "token_unknown"))
    late = served.post("/api/entitlement/token", {"email": "ada@example.com"}).json["token"]
    served.set_time("2026-03-10T12:11:30Z")
    expired = served.post("/api/entitlement/redeem", {"token": late})
    tap.equal("a token of more than 10 minutes is expired", (expired.status, expired.json["error"]["code"]),
              (401, "token_expired"))

    served.deliver(payment(served, 2, "bob@example.com", "pdt_UnknownProduct99"), "msg_2")
    tap.equal("an unknown product is the default plan", entitled(served, "bob@example.com")["plan"], "professional")
    bad = check(served, "no-address")
    tap.equal("what is no e-mail address is refused by name", (bad.status, "email" in bad.text), (400, True))


def bought(tap, served):
    opened = served.post("/api/billing/checkout", {"planId": "enterprise", "interval": "monthly", "email": "cy@example.com"})
    _, paid = served.pay(opened.json["url"])
    tap.equal("paying leads to the success page", paid.field("Location"), "http://localhost:3000/upgrade/success")
    tap.equal("and to access", entitled(served, "cy@example.com")["plan"], "enterprise")


def store_fails(tap, served, opens):
    served.deliver(payment(served, 3, "ada@example.com", PROFESSIONAL), "msg_3")
    entitled(served, "ada@example.com")
    served.damage("ALTER TABLE entitlements RENAME TO entitlements_gone")
    answer = check(served, "ada@example.com")
    if not opens:
        tap.equal("a store that fails closes the door where the profile says so", answer.status, 503)
        return
    tap.equal("a store that fails opens the door where the profile says so",
              (answer.status, answer.json["entitled"], answer.json["status"]), (200, True, "let_through"))
    listed = until(lambda: served.rows("SELECT what, account_key FROM let_through"), 5, "the list")
    tap.equal("and who was let in is listed", listed, [("entitlement", "ada@example.com")])
    served.damage("ALTER TABLE entitlements_gone RENAME TO entitlements")
    tap.equal("until the store is back", check(served, "ada@example.com").json["status"], "active")


def closed(text):
    return text.replace('on_error = "allow"', 'on_error = "deny"')


def trip(tap):
    billingctl = billingctl_argument(sys.argv)
    with Served(billingctl, "llmxt", now=NOON) as served:
        access(tap, served)
        bought(tap, served)
        store_fails(tap, served, True)
        tap.equal("serve ends cleanly", served.stop(), 0)
    with Served(billingctl, "llmxt", closed, now=NOON) as served:
        store_fails(tap, served, False)


if __name__ == "__main__":
    Tap("llmxt").run(trip)
