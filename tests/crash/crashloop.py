#!/usr/bin/env python3
"""Sends signed events to `billingctl listen`, kills it after a random moment or number of answers, starts it again on the same file, and so on.

usage: crashloop.py BILLINGCTL LOOPS [SEED]
Then everything is processed and the file is compared with what the senders were told. Output: TAP.
"""
import base64
import datetime
import hashlib
import hmac
import json
import pathlib
import random
import secrets
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import moments

CONNECTIONS = 12
SUBSCRIPTIONS = 40
LONGEST_LIFE = 0.030  # seconds between readiness and the kill, of every other life
MOST_ANSWERS = 30  # before the kill, of the others: so many are surely acknowledged, however slow the machine
KILL_WHILE_STARTING = 0.1  # of the loops
DRAIN_SECONDS = 240


class Event:
    """One event of one subscription; its quantity tells afterwards which event won."""

    def __init__(self, number, key):
        self.id = f"msg_{number:07d}"
        self.subscription = f"sub_{number % SUBSCRIPTIONS}"
        self.quantity = number + 1
        # The object's own time rises with the number, whatever the order of delivery.
        instant = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(seconds=number)
        self.body = json.dumps({
            "business_id": "bus_crash", "type": "subscription.updated", "timestamp": instant.isoformat(),
            "data": {"payload_type": "Subscription", "subscription_id": self.subscription, "status": "active",
                     "product_id": "pdt_crash", "quantity": self.quantity, "currency": "USD",
                     "recurring_pre_tax_amount": 100 * self.quantity, "payment_frequency_count": 1,
                     "payment_frequency_interval": "Month", "created_at": "2026-01-01T00:00:00Z",
                     "customer": {"customer_id": "cus_" + self.subscription, "email": "a@example.com", "name": "A"}}}).encode()
        self.key = key

    def request(self):
        timestamp = str(int(time.time()))
        mac = hmac.new(self.key, f"{self.id}.{timestamp}.".encode() + self.body, hashlib.sha256).digest()
        head = (f"POST /hook HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nwebhook-id: {self.id}\r\n"
                f"webhook-timestamp: {timestamp}\r\nwebhook-signature: v1,{base64.b64encode(mac).decode()}\r\n"
                f"Content-Length: {len(self.body)}\r\n\r\n")
        return head.encode() + self.body


class Source:
    """Hands out events: first those that got no answer, as a provider would, then new ones. Thread-safe."""

    def __init__(self, key):
        self.key, self.lock = key, threading.Lock()
        self.made, self.again = 0, []
        self.acknowledged = set()
        self.answered = threading.Condition(self.lock)

    def next(self):
        with self.lock:
            if self.again:
                return self.again.pop()
            self.made += 1
            return Event(self.made - 1, self.key)

    def settle(self, event, acknowledged):
        with self.lock:
            if acknowledged:
                self.acknowledged.add(event.id)
                self.answered.notify_all()
            else:
                self.again.append(event)


    def wait_for(self, more):
        """Until so many more are acknowledged."""
        with self.lock:
            wanted = len(self.acknowledged) + more
            self.answered.wait_for(lambda: len(self.acknowledged) >= wanted, timeout=moments.PATIENCE)


def send_until_dead(port, source):
    """One connection, one event after the other, until the other side is gone."""
    try:
        connection = socket.create_connection(("127.0.0.1", port), timeout=5)
    except OSError:
        return
    with connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while True:
            event = source.next()
            acknowledged = False
            try:
                connection.sendall(event.request())
                answer = connection.recv(4096)
                acknowledged = answer.startswith(b"HTTP/1.1 2")
            except OSError:
                answer = b""
            source.settle(event, acknowledged)
            if not acknowledged:
                return


class Listener:
    def __init__(self, program, folder):
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [program, "listen", "--port", "0", "--print-port", "--database", str(folder / "crash.sqlite"),
             "--route", "/hook=standard-webhooks", "--secret-file", str(folder / "secret")],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def port(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"Bail out! billingctl listen did not start: {self.process.stderr.read().decode()}")
        self.started = time.monotonic() - self.began
        return int(line)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()


def loop(program, folder, source, chance):
    """One life of the listener. Gives how long its start took, None when it was killed before."""
    listener = Listener(program, folder)
    if chance.random() < KILL_WHILE_STARTING:
        time.sleep(chance.uniform(0, LONGEST_LIFE))
        listener.kill()
        return None
    port = listener.port()
    senders = [threading.Thread(target=send_until_dead, args=(port, source)) for _ in range(CONNECTIONS)]
    for sender in senders:
        sender.start()
    if chance.random() < 0.5:
        time.sleep(chance.uniform(0, LONGEST_LIFE))
    else:
        source.wait_for(chance.randint(1, MOST_ANSWERS))
    listener.kill()
    for sender in senders:
        sender.join()
    return listener.started


def reader(folder):
    return sqlite3.connect(f"file:{folder / 'crash.sqlite'}?mode=ro", uri=True)


def drain(program, folder):
    """The last life: long enough to process everything, and ended politely."""
    listener = Listener(program, folder)
    listener.port()
    end = time.monotonic() + DRAIN_SECONDS
    with reader(folder) as database:
        while time.monotonic() < end:
            if database.execute("SELECT count(*) FROM webhook_events WHERE state = 'pending'").fetchone()[0] == 0:
                break
            time.sleep(0.1)
    listener.process.send_signal(signal.SIGTERM)
    listener.process.communicate(timeout=30)
    return listener.process.returncode


def expected_quantities(database):
    """subscription -> the quantity that the newest stored event gave it."""
    newest = {}
    for (event_id,) in database.execute("SELECT event_id FROM webhook_events WHERE verdict = 'ok'"):
        number = int(event_id.removeprefix("msg_"))
        subscription = f"sub_{number % SUBSCRIPTIONS}"
        newest[subscription] = max(newest.get(subscription, 0), number + 1)
    return newest


class Tap:
    def __init__(self):
        self.number, self.failed = 0, 0

    def check(self, good, what, why=""):
        self.number += 1
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} {self.number} - {what}", flush=True)
        if not good and why:
            print(f"# {why}", flush=True)


def verify(tap, database, source):
    counts = dict(database.execute("SELECT event_id, count(*) FROM webhook_events WHERE event_id IS NOT NULL GROUP BY event_id"))
    missing = [event for event in source.acknowledged if event not in counts]
    twice = [event for event, count in counts.items() if count != 1]
    tap.check(not missing, "every event that got a 2xx is stored", f"missing: {missing[:5]}")
    tap.check(not twice, "no event is stored twice", f"twice: {twice[:5]}")
    states = dict(database.execute("SELECT state, count(*) FROM webhook_events GROUP BY state"))
    tap.check(set(states) <= {"applied", "stale", "unchanged"}, "every stored event has been processed", str(states))
    effects = database.execute("SELECT count(*) FROM (SELECT 1 FROM webhook_effects GROUP BY event_row, entity, external_id "
                               "HAVING count(*) > 1)").fetchone()[0]
    tap.check(effects == 0, "no event was applied to an object twice", f"{effects} were")
    without = database.execute("SELECT count(*) FROM webhook_events e WHERE state = 'applied' AND NOT EXISTS "
                               "(SELECT 1 FROM webhook_effects f WHERE f.event_row = e.id)").fetchone()[0]
    tap.check(without == 0, "every applied event has its effect", f"{without} have none")
    orphans = database.execute("SELECT count(*) FROM webhook_events e WHERE attempts <> "
                               "(SELECT count(*) FROM webhook_attempts a WHERE a.event_row = e.id)").fetchone()[0]
    tap.check(orphans == 0, "every event has exactly the attempts that it counts", f"{orphans} have not")
    held = dict(database.execute("SELECT external_id, quantity FROM subscriptions"))
    tap.check(held == expected_quantities(database), "every subscription is as its newest event left it")
    integrity = database.execute("PRAGMA integrity_check").fetchone()[0]
    tap.check(integrity == "ok", "the database file is sound", integrity)
    return states


def main():
    program, loops = sys.argv[1], int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else secrets.randbelow(1 << 30)
    chance, began, tap, starts = random.Random(seed), time.monotonic(), Tap(), []
    key = secrets.token_bytes(32)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "secret").write_text("whsec_" + base64.b64encode(key).decode() + "\n")
        source = Source(key)
        for _ in range(loops):
            starts.append(loop(program, folder, source, chance))
        tap.check(len(source.acknowledged) >= loops, f"{loops} lives of the listener acknowledged deliveries",
                  f"only {len(source.acknowledged)}")
        tap.check(drain(program, folder) == 0, "what is left is processed, and the listener ends cleanly")
        with reader(folder) as database:
            states = verify(tap, database, source)
    finished = [start for start in starts if start is not None]
    print(f"1..{tap.number}")
    print(f"# seed {seed}: {source.made} events, {len(source.acknowledged)} acknowledged, {states}, "
          f"{sum(start is None for start in starts)} kills while starting, start-up median "
          f"{1000 * statistics.median(finished):.0f} ms, most {1000 * max(finished):.0f} ms, {time.monotonic() - began:.0f} s in all")
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
