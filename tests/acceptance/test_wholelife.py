#!/usr/bin/python3
"""The whole life of a subscription on a real window, with a real browser and nobody else's server: checkout with 4242 in
Chromium, the webhook, the row; the clock moved on in the window, renewal and invoice; a card that fails, past due, grace,
the free plan; another subscription with upgrade and proration, refund, cancellation. Prints TAP.
usage: test_wholelife.py PATH_TO_billing-console
"""
import json
import os
import pathlib
import secrets
import base64
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests" / "support"))
from atspi import Missing, Program, until  # noqa: E402
from tap import Failed, Tap  # noqa: E402

PATIENCE = 30  # seconds
CONFORMANCE = TOP / "tests" / "conformance"


def asserting(step):
    def run():
        try:
            return step()
        except Missing as error:
            raise Failed(str(error)) from error
    return run


class Buyer:
    """Chromium, driven by playwright-core."""

    def __init__(self):
        self.process = subprocess.Popen(["node", "buyer.mjs"], cwd=CONFORMANCE, text=True, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        self.hear()

    def hear(self):
        line = self.process.stdout.readline()
        if not line:
            raise Failed("the browser did not start")
        answer = json.loads(line)
        if not answer["ok"]:
            raise Failed(answer["error"])
        return answer

    def ask(self, deed, url, **more):
        self.process.stdin.write(json.dumps({"do": deed, "url": url, **more}) + "\n")
        self.process.stdin.flush()
        return self.hear()

    def end(self):
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()


class World:
    """The console with one workspace in a folder that vanishes."""

    def __init__(self, console, folder):
        self.token = secrets.token_hex(32)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.database = folder / "life.sqlite"
        for name, text in (("api", self.token), ("stripe", "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode())):
            path = folder / name
            path.write_text(text + "\n")
            path.chmod(0o600)
        self.program = Program([console, "--workspace", "pixell", "--database", str(self.database), "--port", str(self.port),
                                "--secret-file", f"api={folder / 'api'}", "--secret-file", f"stripe={folder / 'stripe'}"])
        self.window = self.program.window("Pixell", PATIENCE)
        self.sandbox = None

    def call(self, method, url, body=None, headers=None):
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        request = urllib.request.Request(url, data, headers or {}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise Failed(f"{method} {url}: {error.code} {error.read().decode()[:500]}") from error

    def api(self, method, path, body=None):
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        return self.call(method, f"http://127.0.0.1:{self.port}{path}", body, headers)

    def provider(self, path, **form):
        """The provider's own API, for what the window has no button yet."""
        headers = {"Authorization": "Bearer sk_" + "test_wholelife", "Content-Type": "application/x-www-form-urlencoded"}
        body = urllib.parse.urlencode(form).encode() if form else None
        return self.call("POST" if form else "GET", self.sandbox + path, body, headers)

    def checkout(self, org, plan):
        opened = self.api("POST", "/api/billing/checkout", {"org": org, "email": f"{org}@pixels.example", "planId": plan,
                                                            "interval": "monthly"})
        url = urllib.parse.urlsplit(opened["url"])
        self.sandbox = f"{url.scheme}://{url.netloc}"
        return opened["url"]

    def portal(self, org):
        return self.api("GET", f"/api/billing/portal?org={org}")["url"]

    def subscription(self, org):
        return self.api("GET", f"/api/subscription?org={org}")

    def charges(self):
        return self.call("GET", self.sandbox + "/sandbox/charges")

    def rows(self, sql):
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=5)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def comes(self, org, right, what):
        """The account once it is right; asked seldom enough for the workspace's own limit of requests."""
        return until(lambda: right(now := self.subscription(org)) and now, PATIENCE, what, step=0.25)

    def becomes(self, org, **wanted):
        return self.comes(org, lambda now: wanted.items() <= now.items(), f"{org} with {wanted}")

    def move(self, unit):
        before = self.call("GET", self.sandbox + "/sandbox")["time"]
        self.window.find(role="push button", name=f"Move the sandbox's clock on by a {unit}", seconds=PATIENCE).press()
        until(lambda: self.call("GET", self.sandbox + "/sandbox")["time"][:10] != before[:10], PATIENCE, "another day")

    def pane(self, name):
        self.window.find(role="radio button", name=name, seconds=PATIENCE).press()

    def row_says(self, pane, column, *words):
        """A row of the pane's table has one of the words in the column."""
        self.pane(pane)

        def found():
            table = self.window.look(role="table", name=f"{pane} table")
            return table and any(word in table.cell(row, column).lower() for row in range(min(table.rows(), 10)) for word in words)
        return until(found, PATIENCE, f"a row of {pane} with {words} under {column}")


def bought(tap, world, buyer, org):
    url = tap.check("a plan is chosen: the checkout is a page of the sandbox",
                    lambda: until_answers(lambda: world.checkout(org, "starter")))
    tap.check("Chromium pays with 4242 and is led back to the shop", lambda: "success=true" in
              buyer.ask("pay", url, card="4242 4242 4242 4242")["led"] or fail("not led back"))
    tap.check("the webhook makes the subscription active",
              asserting(lambda: world.becomes(org, planId="starter", status="active")))


def until_answers(step):
    """The listener and the sandbox start beside the window."""
    def attempt():
        try:
            return step()
        except (Failed, OSError) as error:
            attempt.last = error
            return None
    attempt.last = None
    try:
        return until(attempt, PATIENCE, "an answer")
    except Missing as error:
        raise Failed(f"{error}: {attempt.last}") from error


def fail(why):
    raise Failed(why)


def renewed(tap, world, org):
    tap.check("its row is in the window", asserting(lambda: world.row_says("Subscriptions", "Status", "active")))
    start = world.subscription(org)["currentPeriodEnd"]
    tap.check("the clock is moved on by a month in the window", asserting(lambda: world.move("month") or True))
    tap.check("the subscription is renewed", asserting(
        lambda: world.comes(org, lambda now: now["currentPeriodEnd"] > start, "a later end")))
    tap.check("and its second invoice is there, paid", asserting(lambda: until(
        lambda: len(world.rows("SELECT 1 FROM invoices WHERE status = 'paid'")) == 2, PATIENCE, "two invoices")))
    tap.check("in the window too", asserting(lambda: world.row_says("Invoices", "Status", "paid")))
    tap.equal("two charges were made", world.charges()["count"], 2)


def lapsed(tap, world, buyer, org):
    tap.check("the portal takes a card that will fail", lambda: buyer.ask("card", world.portal(org), card="4000 0000 0000 0341"))
    tap.check("a month later", asserting(lambda: world.move("month") or True))
    card = tap.check("the renewal fails: past due, with the plan kept for the grace",
                     asserting(lambda: world.becomes(org, planId="starter", status="past_due")))
    tap.check("the grace has an end", lambda: card["graceEndsAt"] or fail(str(card)))
    tap.check("the row says past due", asserting(lambda: world.row_says("Subscriptions", "Status", "past due")))
    for _ in range(9):
        asserting(lambda: world.move("day"))()
    tap.check("when the grace is over the nightly job brings the free plan", asserting(lambda: world.becomes(org, planId="free")))


def changed(tap, world, buyer, org):
    before = world.charges()["sum"]["USD"]
    due = tap.check("the portal previews and makes an upgrade", lambda: buyer.ask("change", world.portal(org), plan="Pro,")["due"])
    tap.check("the console has the new plan", asserting(lambda: world.becomes(org, planId="pro", status="active")))
    tap.equal("charged was the proration that the preview named", f"${(world.charges()['sum']['USD'] - before) / 100:.2f} USD", due)
    subscription = world.subscription(org)["billingSubscriptionId"]
    intents = world.provider("/v1/payment_intents?customer=" + world.subscription(org)["billingCustomerId"])["data"]
    refund = world.provider("/v1/refunds", payment_intent=intents[0]["id"])
    tap.equal("a refund is made", refund["status"], "succeeded")
    tap.check("and known to the console", asserting(lambda: until(
        lambda: world.rows(f"SELECT 1 FROM refunds WHERE external_id = '{refund['id']}'"), PATIENCE, "the refund")))
    tap.check("the portal cancels", lambda: buyer.ask("cancel", world.portal(org)))
    tap.check("the console knows that it ends", asserting(lambda: world.becomes(org, cancelAtPeriodEnd=True)))
    tap.check("a month later it is over", asserting(lambda: world.move("month") or True))
    tap.check("and the row says so", asserting(lambda: until(
        lambda: world.rows(f"SELECT 1 FROM subscriptions WHERE external_id = '{subscription}' AND status = 'cancelled'"),
        PATIENCE, "cancelled")))
    tap.check("the row in the window is cancelled", asserting(lambda: world.row_says("Subscriptions", "Status", "cancelled")))


def trip(tap, console, folder):
    buyer = Buyer()
    world = World(console, folder)
    try:
        bought(tap, world, buyer, "org_pixels")
        renewed(tap, world, "org_pixels")
        lapsed(tap, world, buyer, "org_pixels")
        bought(tap, world, buyer, "org_frames")
        changed(tap, world, buyer, "org_frames")
    finally:
        world.program.end()
        buyer.end()


def main():
    if not (CONFORMANCE / "node_modules" / "playwright-core").exists():
        subprocess.run(["npm", "ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--silent"], cwd=CONFORMANCE,
                       check=True)
    tap = Tap("whole life")
    folder = pathlib.Path(tempfile.mkdtemp())
    os.environ["XDG_DATA_HOME"] = str(folder / "data")
    os.environ["XDG_CONFIG_HOME"] = str(folder / "config")
    try:
        tap.run(lambda tap: trip(tap, sys.argv[1], folder))
    except Missing as error:
        print(f"not ok {tap.count + 1} - whole life: the test goes on\n# {error}", flush=True)
        sys.exit(1)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
