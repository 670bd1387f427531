#!/usr/bin/env python3
"""Kills `billingctl sync` after random pages until everything has been read, from a small server that answers like Stripe.

usage: killedsync.py BILLINGCTL KILLS [SEED]
Whatever the moments: every object of the server is in the database once, no page is asked for twice but the one that was
interrupted, and the next run goes on where the killed one was. Output: TAP.
"""
import collections
import http.server
import json
import pathlib
import random
import secrets
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

import moments
from crashloop import Tap

WHILE_STARTING = 0.2  # of the lives
OBJECTS = 4000  # of each kind
PAGE = 100
CREATED = 1_767_225_600
WORKSPACE = pathlib.Path(__file__).parents[2] / "resources" / "workspaces" / "pixell.toml"


def customer(number):
    return {"id": f"cus_{number}", "object": "customer", "email": f"c{number}@example.com", "name": f"Customer {number}",
            "created": CREATED + number, "livemode": False, "metadata": {}}


def subscription(number):
    price = {"id": "price_killed", "object": "price", "product": "prod_killed", "currency": "usd", "unit_amount": 900, "active": True,
             "type": "recurring", "recurring": {"interval": "month", "interval_count": 1, "usage_type": "licensed"}, "livemode": False}
    item = {"id": f"si_{number}", "object": "subscription_item", "price": price, "quantity": 1, "created": CREATED,
            "current_period_start": CREATED, "current_period_end": CREATED + 2_678_400, "subscription": f"sub_{number}"}
    return {"id": f"sub_{number}", "object": "subscription", "customer": f"cus_{number}", "status": "active", "created": CREATED + number,
            "currency": "usd", "livemode": False, "metadata": {}, "cancel_at_period_end": False,
            "items": {"object": "list", "data": [item], "has_more": False, "url": "/v1/subscription_items"}}


def intent(number):
    return {"id": f"pi_{number}", "object": "payment_intent", "amount": 900, "amount_received": 900, "currency": "usd",
            "status": "succeeded", "customer": f"cus_{number}", "created": CREATED + number, "livemode": False, "metadata": {}}


LISTS = {"/v1/customers": (customer, "cus_"), "/v1/subscriptions": (subscription, "sub_"), "/v1/payment_intents": (intent, "pi_")}


class Server(http.server.ThreadingHTTPServer):
    """Newest first, as Stripe does, by starting_after. Holds a page back where it is told to."""
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.pages = {}  # how often each page was asked for
        self.lock = threading.Lock()
        self.allowed = None  # how many more pages are given; None: all
        self.gate = threading.Condition()
        self.held = False

    def handle_error(self, *_):
        """A client that was killed in the middle of an answer is what this is about."""

    def hold_after(self, pages):
        with self.gate:
            self.allowed, self.held = pages, False
            self.gate.notify_all()

    def wait_for_turn(self):
        """Of a page: returns when it may be given."""
        with self.gate:
            if self.allowed == 0:
                self.held = True
            self.gate.wait_for(lambda: self.allowed != 0)
            if self.allowed:
                self.allowed -= 1

    def page(self, path, after, limit):
        make, prefix = LISTS[path]
        start = int(after.removeprefix(prefix)) - 1 if after else OBJECTS
        with self.lock:
            key = (path, start)
            if limit == PAGE:
                self.pages[key] = self.pages.get(key, 0) + 1
        last = max(0, start - limit)
        return [make(number) for number in range(start, last, -1)], last > 0


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        data, more = [], False
        if url.path in LISTS:
            limit = int(query.get("limit", 10))
            if limit == PAGE:
                self.server.wait_for_turn()
            data, more = self.server.page(url.path, query.get("starting_after"), limit)
        body = {"object": "list", "data": data, "has_more": more, "url": url.path}
        if url.path == "/v1/account":
            body = {"id": "acct_killed", "object": "account"}
        if url.path == "/v1/balance":
            body = {"object": "balance", "livemode": False}
        text = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.send_header("Request-Id", f"req_{secrets.token_hex(4)}")
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


class Sync:
    def __init__(self, program, folder, port):
        self.file = folder / "killed.sqlite"
        key = folder / "key"
        key.write_text("sk_" + "test_" + "killed\n")
        self.command = [program, "sync", "--workspace", str(WORKSPACE), "--database", str(self.file), "--key-file", str(key),
                        "--base", f"http://127.0.0.1:{port}", "--full", "--json"]

    def start(self):
        return subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def kill_at_random(self, server, chance, lives):
        """While it starts, or while it waits for a page after some others: "starting", "reading", or None when it ended by itself."""
        left = 3 * OBJECTS // PAGE - len(server.pages)
        starting = chance.random() < WHILE_STARTING
        server.hold_after(0 if starting else 1 + moments.share(chance, left - 1, lives))
        process = self.start()
        if starting:
            time.sleep(chance.uniform(0, 0.02))
        waits = not starting and moments.reached(process, lambda: server.held)
        if waits:
            time.sleep(chance.uniform(0, 0.01))  # what came before may still be on its way into the file
        killed = moments.killed(process)
        server.hold_after(None)
        return ("reading" if waits else "starting") if killed else None

    def interrupt(self, server):
        """With Ctrl-C while it waits for a page: the exit code, and how long it took to end."""
        server.hold_after(1)
        process = self.start()
        moments.reached(process, lambda: server.held)
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        process.communicate(timeout=60)
        server.hold_after(None)
        return process.returncode, time.monotonic() - began

    def finish(self):
        done = subprocess.run(self.command, capture_output=True, timeout=600)
        return done.returncode, json.loads(done.stdout or b"{}"), done.stderr.decode()


def verify(tap, file):
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
        for table, prefix in (("customers", "cus_"), ("subscriptions", "sub_"), ("payments", "pi_")):
            rows = [row[0] for row in database.execute(f"SELECT external_id FROM {table}")]
            missing = {f"{prefix}{number}" for number in range(1, OBJECTS + 1)} - set(rows)
            tap.check(not missing and len(rows) == OBJECTS, f"every one of the {table} is there once", f"{len(missing)} missing, {len(rows)} rows")
        unconfirmed = database.execute("SELECT COUNT(*) FROM subscriptions WHERE confirmed_at IS NULL").fetchone()[0]
        tap.check(unconfirmed == 0, "each is confirmed", f"{unconfirmed} are not")
        runs = database.execute("SELECT state, seen, created, unchanged FROM sync_runs").fetchall()
        tap.check(len(runs) == 1 and runs[0][0] == "done", "all lives together are one run, and it is done", str(runs))
        tap.check(runs[0][2] == 3 * OBJECTS, "what it counted as new is what there is", str(runs))
        accounts = database.execute("SELECT COUNT(*) FROM accounts").fetchone()[0]
        tap.check(accounts == OBJECTS, "each customer has one account", f"{accounts} accounts")
        tap.check(database.execute("PRAGMA integrity_check").fetchone()[0] == "ok", "the database of the sync is sound")


def main():
    program, kills = sys.argv[1], int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else secrets.randbelow(1 << 30)
    chance, began, tap = random.Random(seed), time.monotonic(), Tap()
    server = Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        sync = Sync(program, folder, server.server_port)
        killed = collections.Counter(sync.kill_at_random(server, chance, kills - life) for life in range(kills))
        tap.check(killed["reading"] >= kills // 2, f"of {kills} runs most were killed at work", str(dict(killed)))
        code, took = sync.interrupt(server)
        tap.check(code == 130 and took < 3, "Ctrl-C ends it within a second, as interrupted", f"{code} after {took:.1f} s")
        code, report, said = sync.finish()
        tap.check(code == 0 and report["state"] == "done", "the last run ends well", f"{code} {report} {said}")
        verify(tap, sync.file)
    asked, once = sum(server.pages.values()), 3 * OBJECTS // PAGE
    # A killed run may have had one page in hand and one more on its way.
    tap.check(len(server.pages) == once and asked <= once + 2 * (kills + 2), "no more than the interrupted pages were asked for again",
              f"{asked} requests for {len(server.pages)} pages")
    print(f"1..{tap.number}")
    print(f"# seed {seed}: killed {dict(killed)}, {asked} requests for {once} pages, {time.monotonic() - began:.0f} s in all")
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
