#!/usr/bin/env python3
"""Kills `billingctl bulk` in the middle of one order over many subscriptions, at both providers, against a sandbox that counts charges.

usage: killedbulk.py BILLINGCTL KILLS [SEED]
Whatever the moments: every subscription is changed exactly once or visibly not at all, what is charged is what was done, and nobody
had to say where it was interrupted. Output: TAP.
"""
import collections
import json
import pathlib
import random
import secrets
import subprocess
import sys
import tempfile
import time

import killedoutbox
import moments
from crashloop import Tap
from killedoutbox import Dodo, Outbox, Stripe

killedoutbox.SUBSCRIPTIONS = 20
PACE = ["--ask-after", "60,120,250", "--not-done-after", "900"]
SLOW_MS = 40  # every answer to a change: so long it is on its way, whatever the machine
WHILE_STARTING = 0.2  # of the lives


class Bulk(Outbox):
    def start(self):
        """The run is asked for; nobody works on it yet."""
        told = self.done("bulk", "start", "--kind", "change_plan", "--product", self.products["large"], "--charge", "prorated",
                         "--where", "status=active", "--reason", "to be killed", "--undo-ms", "0", "--detach")
        return json.loads(told)["id"]

    def run(self, run):
        return self.command("bulk", "run", str(run), *PACE)

    def slow_down(self):
        self.box.json("POST", "/sandbox/faults", {"stage": "slow", "times": 10_000, "ms": SLOW_MS, "method": "POST",
                                                  "path": self.provider.write_path})

    def calls(self):
        """How many left, and which are on their way."""
        rows = self.rows("SELECT id, state FROM outbox_calls WHERE state <> 'waiting'")
        return len(rows), {row["id"] for row in rows if row["state"] == "sending"}

    def kill_once(self, run, lives):
        """While it starts, or with a call on its way, after some of the objects: "starting", "sending", or None when it ended by itself."""
        left, left_behind = self.calls()
        process = subprocess.Popen(self.run(run), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if self.chance.random() < WHILE_STARTING:
            time.sleep(self.chance.uniform(0, 0.02))
            return "starting" if moments.killed(process) else None
        wanted = left + moments.share(self.chance, len(self.subscriptions) - left, lives)

        def on_its_way():
            now, sending = self.calls()
            return now > wanted and sending - left_behind

        if moments.reached(process, on_its_way):
            time.sleep(self.chance.uniform(0, SLOW_MS / 1000))
        return "sending" if moments.killed(process) else None

    def finish(self, run):
        ended = subprocess.run(self.run(run), capture_output=True, text=True, timeout=60)
        return ended.returncode, ended.stdout, ended.stderr


def verify(tap, bulk, run, ended):
    name, (code, out, said) = bulk.provider.name, ended
    report = json.loads(out or "{}")
    states = collections.Counter(item["state"] for item in report.get("items", []))
    print(f"# {name}: {dict(states)}, run {report.get('run', {}).get('state')}")
    tap.check(code in (0, 1) and report["run"]["state"] == "done", f"{name}: the run comes to its end", f"{code} {report.get('run')} {said}")
    tap.check(sum(states.values()) == len(bulk.subscriptions) and set(states) <= {"done", "refused"}, f"{name}: each object has an outcome", str(states))
    calls = collections.Counter(row["subject"] for row in bulk.rows("SELECT subject FROM outbox_calls"))
    tap.check(all(calls[one] == 1 for one in bulk.subscriptions), f"{name}: each was handed over once", str(calls))
    done = {item["subject"] for item in report["items"] if item["state"] == "done"}
    held = {one: bulk.provider.held(one)[0] for one in bulk.subscriptions}
    tap.check(all((held[one] == bulk.products["large"]) == (one in done) for one in held), f"{name}: what is done is done, and nothing else", str(held))
    tap.check(len(done) > len(bulk.subscriptions) // 4, f"{name}: many of them are done", str(states))
    whole = subprocess.run([bulk.program, "audit", "verify", "--database", str(bulk.file), "--json"], capture_output=True, text=True, timeout=60)
    tap.check(whole.returncode == 0, f"{name}: the audit log is whole", whole.stdout + whole.stderr)


def main():
    program, kills = sys.argv[1], int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else secrets.randbelow(1 << 30)
    began, tap = time.monotonic(), Tap()
    killed = collections.Counter()
    with tempfile.TemporaryDirectory() as name:
        bulks = [Bulk(program, pathlib.Path(name), provider, random.Random(f"{seed} {provider.name}")) for provider in (Stripe, Dodo)]
        time.sleep(2.5)  # what was paid at the beginning is told apart from the change by its time, to the second
        before = sum(bulk.box.charged() for bulk in bulks)
        for bulk in bulks:
            run = bulk.start()
            bulk.slow_down()
            killed.update(bulk.kill_once(run, kills // 2 - life) for life in range(kills // 2))
            bulk.box.ask("DELETE", "/sandbox/faults")
            verify(tap, bulk, run, bulk.finish(run))
        tap.check(killed["sending"] >= kills // 4, f"of {kills} lives many were ended with kill -9 in the middle", str(dict(killed)))
        accepted = sum(row[0] for bulk in bulks for row in bulk.rows("SELECT COALESCE(SUM(actual_minor), 0) FROM outbox_calls WHERE state = 'done'"))
        charged = sum(bulk.box.charged() for bulk in bulks) - before
        tap.check(charged == accepted and charged > 0, "what was charged is what was done", f"charged {charged}, accepted {accepted}")
        for bulk in bulks:
            bulk.box.stop()
    print(f"1..{tap.number}")
    print(f"# seed {seed}: killed {dict(killed)}, {charged} cents charged and accepted, {time.monotonic() - began:.0f} s in all")
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
