#!/usr/bin/python3
"""The first trip, on a real window: a signed delivery becomes a row within a second, its details open, an event is fired
from the dialog and its row appears. Prints TAP.  usage: test_first_trip.py PATH_TO_billing-console
"""
import base64
import hashlib
import hmac
import json
import os
import pathlib
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from atspi import Missing, Program, until  # noqa: E402

PROFILE = """
name = "Acceptance"
mode = "test"
provider = "dodo"

[listener]
port = {port}

[[listener.route]]
path = "/webhooks/dodo"
scheme = "standard-webhooks"
secret = "dodo"
"""


FINAL_STATES = ("applied", "outdated", "nothing to change")


class Tap:
    def __init__(self):
        self.count = 0
        self.failed = 0

    def check(self, what, step):
        """Runs one step. A step that fails ends the trip: what follows stands on it."""
        self.count += 1
        try:
            answer = step()
        except (Missing, AssertionError, ValueError) as error:
            self.failed += 1
            print(f"not ok {self.count} - {what}\n# {error}", flush=True)
            if picture := os.environ.get("PICTURE_ON_FAILURE"):
                subprocess.run(["import", "-window", "root", picture], check=False)
            raise SystemExit(1) from error
        print(f"ok {self.count} - {what}", flush=True)
        return answer


def expect(truth, otherwise):
    if not truth:
        raise Missing(otherwise)
    return truth


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def accepts(port):
    try:
        socket.create_connection(("127.0.0.1", port), 0.2).close()
        return True
    except OSError:
        return False


def event(kind, subscription, status):
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return json.dumps({
        "business_id": "bus_acceptance", "type": kind, "timestamp": now,
        "data": {
            "payload_type": "Subscription", "subscription_id": subscription, "status": status, "product_id": "pdt_pro",
            "recurring_pre_tax_amount": 2900, "currency": "USD", "quantity": 1, "payment_frequency_interval": "Month",
            "payment_frequency_count": 1, "created_at": now, "previous_billing_date": now, "next_billing_date": now,
            "cancel_at_next_billing_date": False, "customer": {
                "customer_id": "cus_acceptance", "name": "Acceptance Ltd", "email": "acceptance@example.com"}}}).encode()


def deliver(port, secret, body, message_id):
    """Posts as the provider does (Standard Webhooks). Gives the status."""
    stamp = str(int(time.time()))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{stamp}.".encode() + body
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/webhooks/dodo", body, {
        "content-type": "application/json", "webhook-id": message_id, "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{signature}"})
    with urllib.request.urlopen(request, timeout=5) as answer:
        return answer.status


def trip(tap, console, folder):
    port = free_port()
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
    (folder / "acceptance.toml").write_text(PROFILE.format(port=port))
    (folder / "secret").write_text(secret + "\n")
    (folder / "secret").chmod(0o600)
    program = Program([console, "--workspace", str(folder / "acceptance.toml"), "--database", str(folder / "a.sqlite"),
                       "--secret-file", str(folder / "secret")])
    try:
        window = tap.check("the window opens and is on the accessibility bus", lambda: program.window("Acceptance"))
        tap.check("the listener accepts", lambda: until(lambda: accepts(port), 10, f"port {port}"))
        tap.check("the lamp says on which port", lambda: window.find(name=f"Webhook listener: listening :{port}"))
        window.find(role="radio button", name="Webhooks").press()
        tap.check("an empty log says why and offers to fire", lambda: window.find(name="No webhook has arrived yet"))

        began = time.monotonic()
        status = deliver(port, secret, event("subscription.active", "sub_first", "active"), "msg_first")
        tap.check("a signed delivery is acknowledged", lambda: expect(status == 200, f"answered {status}"))
        table = tap.check("the delivery is a row within a second", lambda: until(
            lambda: (t := window.look(role="table", name="Webhooks table")) and t.rows() == 1 and t, 1.0, "the first row"))
        print(f"# from the request's start to the row: {1000 * (time.monotonic() - began):.0f} ms", flush=True)
        tap.check("the row tells its type", lambda: until(lambda: "subscription.active" in table.cell(0, "Type"), 3, "the type"))
        tap.check("it was applied", lambda: until(lambda: "applied" in table.cell(0, "State"), 5, "the state"))

        table.select_row(0)
        tap.check("its details open beside it", lambda: window.find(role="push button", name="Replay"))
        tap.check("they name the event", lambda: window.find(name="msg_first"))

        window.find(role="push button", name="Fire…").press()
        dialog = tap.check("the fire dialog opens", lambda: program.window("Fire an event"))
        dialog.find(role="push button", name="Send").press()
        tap.check("the dialog shows the answer", lambda: until(
            lambda: dialog.look(starts="200 in "), 10, "the answer 200"))
        tap.check("the fired event is a row", lambda: until(lambda: table.rows() == 2, 2.0, "the second row"))
        # Composed in the second of the first delivery it may well be the older of the two: any final word will do.
        tap.check("it was worked through too", lambda: until(
            lambda: any(word in table.cell(0, "State") for word in FINAL_STATES), 10, "the state"))
        tap.check("the program ends on request", lambda: program.end() is not None)
    finally:
        program.end()


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        trip(tap, sys.argv[1], pathlib.Path(folder))
    print(f"1..{tap.count}")
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
