#!/usr/bin/env python3
"""Kills `billingctl outbox run` at every stage of a change by hand, at both providers, against a sandbox that counts charges.

usage: killedoutbox.py BILLINGCTL KILLS [SEED]
Changes of plan, refunds and cancellations are asked for, sent, killed in mid-flight (on a line of a stage, while the sandbox holds
its answer, when it hangs up before or after it acted), and settled by the next life. Whatever the moments: every change is applied
once or not at all, as its row says; the money at the sandbox is the money of the changes that were done; nothing arrives twice; the
audit log is whole. Output: TAP.
"""
import collections
import contextlib
import http.client
import json
import pathlib
import queue
import random
import re
import secrets
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

from crashloop import Tap

SUBSCRIPTIONS = 14  # at each provider
STAGES = ("claimed", "sending", "answered", "written", "asking", "settled")
PACE = ["--ask-after", "60,120,250", "--not-done-after", "900"]
SLOW_MS = 250  # well below what counts as "not done"
PLANS = {"small": 1000, "large": 3000}

PROFILE = """
name = "Killed"
mode = "test"
provider = "{provider}"
api_base = "sandbox"
time_zone = "UTC"
[account]
kind = "user"
[[plan]]
key = "free"
name = "Free"
[[plan]]
key = "small"
name = "Small"
[[plan.price]]
interval = "month"
amount = "10.00"
currency = "USD"
test = "{small}"
[[plan]]
key = "large"
name = "Large"
[[plan.price]]
interval = "month"
amount = "30.00"
currency = "USD"
test = "{large}"
"""


class Sandbox:
    def __init__(self, program):
        self.process = subprocess.Popen([program, "sandbox", "--port", "0", "--print-port"], stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)
        self.port = int(self.process.stdout.readline())
        self.base = f"http://127.0.0.1:{self.port}"

    def ask(self, method, path, body=None, form=False, key=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        text = None if body is None else urllib.parse.urlencode(body) if form else json.dumps(body)
        fields = {"Content-Type": "application/x-www-form-urlencoded" if form else "application/json", "Origin": self.base}
        if key:
            fields["Authorization"] = f"Bearer {key}"
        connection.request(method, path, text, fields)
        answer = connection.getresponse()
        content = answer.read().decode()
        connection.close()
        return answer.status, content

    def json(self, *args, **more):
        status, content = self.ask(*args, **more)
        if status >= 300:
            sys.exit(f"not ok 1 - the sandbox takes {args[:2]}\n# {status}: {content}")
        return json.loads(content)

    def pay(self, url, email):
        path = urllib.parse.urlsplit(url).path
        form = re.search(r'name="form" value="([0-9a-f]+)"', self.ask("GET", path)[1]).group(1)
        entered = {"form": form, "email": email, "name": "Ada", "card-number": "4242424242424242", "card-expiry": "06/32",
                   "card-cvc": "123", "action": "pay"}
        status, content = self.ask("POST", path, entered, form=True)
        if status not in (302, 303):
            sys.exit(f"not ok 1 - the page takes the card\n# {status}: {content[:200]}")

    def charged(self):
        return self.json("GET", "/sandbox/charges")["sum"].get("USD", 0)

    def stop(self):
        self.process.terminate()
        self.process.wait(30)


class Stripe:
    name, form, key = "stripe", True, "sk_" + "test_" + "killedoutbox"
    write_path, charges_ways = "/v1/subscriptions", ["prorated"]

    def __init__(self, box):
        self.box = box

    def call(self, method, path, body=None):
        return self.box.json(method, path, body, form=True, key=self.key)

    def sell(self):
        prices = {plan: self.call("POST", "/v1/prices", {"currency": "usd", "unit_amount": minor, "recurring[interval]": "month",
                                                         "product_data[name]": plan})["id"] for plan, minor in PLANS.items()}
        sold = []
        for number in range(SUBSCRIPTIONS):
            customer = self.call("POST", "/v1/customers", {"email": f"c{number}@example.com", "payment_method": "pm_card_visa",
                                                           "invoice_settings[default_payment_method]": "pm_card_visa"})["id"]
            sold.append(self.call("POST", "/v1/subscriptions", {"customer": customer, "items[0][price]": prices["small"]})["id"])
        return prices, sold

    def held(self, subscription):
        state = self.call("GET", f"/v1/subscriptions/{subscription}")
        item = state["items"]["data"][0]
        return item["price"]["id"], item["quantity"], state["cancel_at_period_end"]

    def refunded(self, payment):
        return sum(refund["amount"] for refund in self.call("GET", f"/v1/refunds?payment_intent={payment}&limit=100")["data"])


class Dodo:
    name, form, key = "dodo", False, "killed_outbox_test"
    write_path, charges_ways = "/subscriptions", ["prorated", "full", "difference"]

    def __init__(self, box):
        self.box = box

    def call(self, method, path, body=None):
        return self.box.json(method, path, body, key=self.key)

    def sell(self):
        price = {"type": "recurring_price", "currency": "USD", "discount": 0, "purchasing_power_parity": False,
                 "payment_frequency_count": 1, "payment_frequency_interval": "Month", "subscription_period_count": 10,
                 "subscription_period_interval": "Year"}
        products = {plan: self.call("POST", "/products", {"name": plan, "tax_category": "saas", "price": {**price, "price": minor}})
                    ["product_id"] for plan, minor in PLANS.items()}
        sold = []
        for number in range(SUBSCRIPTIONS):
            email = f"d{number}@example.com"
            order = {"product_cart": [{"product_id": products["small"], "quantity": 1}], "customer": {"email": email, "name": "Ada"},
                     "billing_address": {"country": "US", "city": "Springfield", "state": "NY", "street": "1 Main Street",
                                         "zipcode": "10001"}, "return_url": "http://127.0.0.1:1/back"}
            session = self.call("POST", "/checkouts", order)
            self.box.pay(session["checkout_url"], email)
            payment = self.call("GET", f"/checkouts/{session['session_id']}")["payment_id"]
            sold.append(self.call("GET", f"/payments/{payment}")["subscription_id"])
        return products, sold

    def held(self, subscription):
        state = self.call("GET", f"/subscriptions/{subscription}")
        return state["product_id"], state["quantity"], state["cancel_at_next_billing_date"]

    def refunded(self, payment):
        return sum(refund["amount"] for refund in self.call("GET", f"/refunds?page_size=100")["items"] if refund["payment_id"] == payment)


class Outbox:
    """One workspace: asks for changes, and lets runs of the outbox live for a while."""

    def __init__(self, program, folder, kind, chance):
        self.box, self.chance, self.program = Sandbox(program), chance, program
        self.provider = provider = kind(self.box)
        self.file, profile, key = (folder / f"{provider.name}{end}" for end in (".sqlite", ".toml", ".key"))
        self.orders = folder / f"{provider.name}.orders"
        self.products, self.subscriptions = provider.sell()
        profile.write_text(PROFILE.format(provider=provider.name, **self.products))
        key.write_text(provider.key + "\n")
        self.where = ["--workspace", str(profile), "--database", str(self.file), "--json"]
        self.reach = ["--key-file", str(key), "--base", self.box.base]
        self.kills, self.lives, self.killed_at = 0, 0, collections.Counter()
        self.faults = collections.Counter()
        self.done("sync")
        self.payments = [row[0] for row in self.rows("SELECT external_id FROM payments WHERE status = 'succeeded'")]

    def command(self, *words):
        return [self.program, *words, *self.where, *self.reach]

    def done(self, *words):
        ended = subprocess.run(self.command(*words), capture_output=True, text=True, timeout=120)
        if ended.returncode not in (0, 1):
            sys.exit(f"not ok 1 - billingctl {' '.join(words)}\n# {ended.returncode}: {ended.stderr}")
        return ended.stdout

    def rows(self, sql):
        with contextlib.closing(sqlite3.connect(self.file, timeout=30)) as database:
            database.row_factory = sqlite3.Row
            return database.execute(sql).fetchall()

    def wish(self, subscription):
        """A change that this subscription can take."""
        product, quantity, ending = self.provider.held(subscription)
        wish = {"subject": subscription, "reason": "to be killed"}
        if ending:
            return {**wish, "kind": "undo_cancel"}
        if self.chance.random() < 0.12:
            return {**wish, "kind": "cancel_at_period_end"}
        other = self.chance.choice([(self.products[plan], count) for plan in PLANS for count in (1, 2, 3)
                                    if (self.products[plan], count) != (product, quantity)])
        return {**wish, "kind": "change_plan", "product": other[0], "quantity": str(other[1]),
                "charge": self.chance.choice(self.provider.charges_ways)}

    def ask_for_changes(self):
        """Of every object that has no open change; how many were accepted."""
        busy = {row["subject"] for row in self.rows("SELECT subject FROM outbox_calls WHERE open_lane IS NOT NULL")}
        wishes = [self.wish(one) for one in self.subscriptions if one not in busy]
        wishes += [{"kind": "refund", "subject": one, "reason": "to be killed", "amount_minor": str(self.chance.randint(1, 30)),
                    "currency": "USD"} for one in self.payments if one not in busy and self.chance.random() < 0.3]
        self.chance.shuffle(wishes)
        self.orders.write_text("\n".join(json.dumps(wish) for wish in wishes))
        told = [json.loads(line) for line in self.done("outbox", "submit", "--undo-ms", "0", "--orders", str(self.orders)).splitlines()]
        for refused in (one for one in told if "refused" in one):
            print(f"# {self.provider.name} refused: {refused['message']}")
        return sum("operation" in one for one in told)

    def order_fault(self):
        """Of the next write of this provider: what the client meets instead of an answer."""
        stage = self.chance.choice(["slow", "slow", "drop_before", "drop_after", "half_body"])
        path = self.chance.choice([self.provider.write_path, self.provider.write_path, self.provider.write_path.replace("subscriptions", "refunds")])
        self.faults[stage] += 1
        self.box.json("POST", "/sandbox/faults", {"stage": stage, "times": 1, "ms": SLOW_MS, "method": "POST", "path": path})

    def live_and_die(self):
        """One run, killed on a line of a stage or shortly after it; False when it came to its end by itself."""
        if self.chance.random() < 0.35:
            self.order_fault()
        lines = self.chance.choice([1, 1, 2, 2, 3, 4, 5, 6, 8])
        process = subprocess.Popen(self.command("outbox", "run", "--wait", "2", *PACE), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.lives += 1
        stage = "starting"
        for _ in range(lines):
            line = process.stdout.readline()
            if not line:
                break
            stage = json.loads(line)["stage"]
        if self.chance.random() < 0.6:
            time.sleep(self.chance.choice([0.0005, 0.001, 0.002, 0.004, 0.02]))
        process.send_signal(signal.SIGKILL)
        _, said = process.communicate()
        if process.returncode == -signal.SIGKILL:
            self.kills += 1
            self.killed_at[stage] += 1
        elif process.returncode != 0:
            print(f"# {self.provider.name}: ended with {process.returncode}: {said.strip()}")
        return process.returncode == -signal.SIGKILL

    def kill(self, kills):
        while self.kills < kills:
            if not self.rows("SELECT 1 FROM outbox_calls WHERE state IN ('waiting', 'sending', 'unconfirmed') LIMIT 1"):
                self.ask_for_changes()
            elif len(self.rows("SELECT 1 FROM outbox_calls WHERE state = 'waiting' LIMIT 2")) < 2:
                self.ask_for_changes()
            self.live_and_die()

    def settle(self):
        self.box.ask("DELETE", "/sandbox/faults")
        self.done("outbox", "run", "--wait", "30", *PACE)


def verify(tap, outbox):
    name = outbox.provider.name
    arrived = outbox.box.json("GET", "/sandbox/writes")["operations"]
    calls = outbox.rows("SELECT * FROM outbox_calls ORDER BY id")
    states = collections.Counter(row["state"] for row in calls)
    print(f"# {name}: {outbox.kills} kills of {outbox.lives} lives, at {dict(outbox.killed_at)}, faults {dict(outbox.faults)}")
    print(f"# {name}: {len(calls)} changes: {dict(states)}")
    tap.check(set(states) <= {"done", "not_done", "refused"}, f"{name}: every change is settled", str(states))
    tap.check(states["done"] > states["not_done"] + states["refused"], f"{name}: most of them are done", str(states))
    settled = outbox.rows("SELECT COUNT(*) FROM audit_entries WHERE action LIKE '%.settled'")[0][0]
    tap.check(settled > outbox.kills // 12, f"{name}: many had been unconfirmed, visibly, and were settled by asking", f"{settled} were")
    twice = {row["operation"]: arrived[row["operation"]] for row in calls if arrived.get(row["operation"], 0) > 1}
    tap.check(not twice or name == "stripe", f"{name}: nothing was sent twice", str(twice))
    verify_states(tap, outbox, calls)
    entries = outbox.rows("SELECT operation, action FROM audit_entries WHERE operation <> '' ORDER BY id")
    claims = collections.Counter(row["operation"] for row in entries if row["action"].endswith(".sent"))
    tap.check(max(claims.values()) == 1, f"{name}: each was claimed once", str(claims.most_common(3)))
    ends = collections.Counter(row["operation"] for row in entries if row["action"].split(".")[1] in ("done", "refused", "settled"))
    tap.check(all(ends[row["operation"]] == 1 for row in calls), f"{name}: the log tells one end of each", str(ends.most_common(3)))
    whole = subprocess.run([outbox.program, "audit", "verify", "--database", str(outbox.file), "--json"], capture_output=True, text=True, timeout=60)
    tap.check(whole.returncode == 0, f"{name}: the audit log is whole", whole.stdout + whole.stderr)
    tap.check(outbox.rows("PRAGMA integrity_check")[0][0] == "ok", f"{name}: the database is sound")


def verify_states(tap, outbox, calls):
    """What the provider holds is what the last change that was done says."""
    wrong = []
    wanted = {one: [outbox.products["small"], 1, False] for one in outbox.subscriptions}
    refunds = collections.Counter()
    for row in (row for row in calls if row["state"] == "done"):
        order = json.loads(row["order_json"])
        if row["kind"] == "change_plan":
            wanted[row["subject"]][:2] = [order["product"], int(order.get("quantity", "1"))]
        elif row["kind"] == "refund":
            refunds[row["subject"]] += int(order["amount_minor"])
        else:
            wanted[row["subject"]][2] = row["kind"] == "cancel_at_period_end"
    for one, state in wanted.items():
        held = list(outbox.provider.held(one))
        if held != state:
            wrong.append(f"{one}: holds {held}, wanted {state}")
    tap.check(not wrong, f"{outbox.provider.name}: each subscription is what the last change that was done made of it", "; ".join(wrong))
    given = {one: outbox.provider.refunded(one) for one in outbox.payments}
    tap.check(all(given[one] == refunds[one] for one in outbox.payments),
              f"{outbox.provider.name}: given back is what was done, to the cent", f"{given} {dict(refunds)}")
    held = dict((row["external_id"], row["product_id"]) for row in outbox.rows("SELECT external_id, product_id FROM subscriptions"))
    tap.check(all(held[one] == wanted[one][0] for one in wanted), f"{outbox.provider.name}: and so does our own database say", str(held))


def main():
    program, kills = sys.argv[1], int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else secrets.randbelow(1 << 30)
    began, tap = time.monotonic(), Tap()
    with tempfile.TemporaryDirectory() as name:
        outboxes = [Outbox(program, pathlib.Path(name), provider, random.Random(f"{seed} {provider.name}")) for provider in (Stripe, Dodo)]
        before = sum(outbox.box.charged() for outbox in outboxes)
        failed = queue.Queue()

        def work(outbox):
            try:
                outbox.kill(kills // 2)
                outbox.settle()
            except BaseException as error:  # a thread's end must not be silence
                failed.put(f"{outbox.provider.name}: {type(error).__name__}: {error}")

        threads = [threading.Thread(target=work, args=(outbox,)) for outbox in outboxes]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        killed_in, problems = time.monotonic() - began, [failed.get() for _ in range(failed.qsize())]
        tap.check(not problems, "nobody stopped on the way", "; ".join(problems))
        killed = sum(outbox.kills for outbox in outboxes)
        tap.check(killed >= kills, f"{kills} lives were ended with kill -9", f"only {killed}")
        stages = sum((outbox.killed_at for outbox in outboxes), collections.Counter())
        tap.check(all(stages[stage] > 0 for stage in STAGES), "at every stage", str(stages))
        for outbox in outboxes:
            verify(tap, outbox)
        accepted = sum(row[0] for outbox in outboxes
                       for row in outbox.rows("SELECT COALESCE(SUM(actual_minor), 0) FROM outbox_calls WHERE state = 'done' AND kind = 'change_plan'"))
        charged = sum(outbox.box.charged() for outbox in outboxes) - before
        tap.check(charged == accepted and charged > 0, "the sum of the charges is the sum of the changes that were done",
                  f"charged {charged}, accepted {accepted}")
        for outbox in outboxes:
            outbox.box.stop()
    print(f"1..{tap.number}")
    print(f"# seed {seed}: {killed} kills in {killed_in:.0f} s, {charged} cents charged and accepted, {time.monotonic() - began:.0f} s in all")
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
