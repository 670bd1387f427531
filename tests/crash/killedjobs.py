#!/usr/bin/env python3
"""Kills `billingctl downgrade --run` after random shares of its work until most is done, and counts the deeds.

usage: killedjobs.py BILLINGCTL KILLS [SEED]
Thousands of accounts are due. Whatever the moments, each is downgraded once, and every run is on record. Output: TAP.
"""
import collections
import contextlib
import json
import pathlib
import random
import secrets
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import tomllib

import moments
from crashloop import Tap

ACCOUNTS = 6000
LEFT_OVER = 1500  # for what comes after the kills
WHILE_STARTING = 0.2  # of the lives
NIGHT = "2026-03-02T02:00:00Z"
DUE = 1_772_416_800_000  # that night, in milliseconds
WORKSPACE = pathlib.Path(__file__).parents[2] / "resources" / "workspaces" / "adminer.toml"


def command(program, file, *more):
    return [program, "downgrade", "--workspace", str(WORKSPACE), "--database", str(file), "--at", NIGHT, "--json", *more]


def product_of_pro():
    plans = tomllib.loads(WORKSPACE.read_text())["plan"]
    return next(plan for plan in plans if plan["key"] == "pro")["price"][0]["test"]


def fill(program, file):
    """An empty database, made by the program itself, with accounts whose cancelled plan is due."""
    product = product_of_pro()
    file.touch()
    subprocess.run(command(program, file, "--dry-run"), check=True, capture_output=True, timeout=60)
    with sqlite3.connect(file) as database:
        for number in range(ACCOUNTS):
            key = f"org_{number}"
            database.execute(
                "INSERT INTO accounts (id, account_key, billing_provider, billing_customer_id, billing_subscription_id, plan_id, "
                "billing_status, downgrade_due_at, downgrade_reason, created_at, updated_at) "
                "VALUES (?, ?, 'dodo', ?, ?, 'pro', 'cancelled', ?, 'cancelled', 0, 0)",
                (number + 1, key, "cus_" + key, "sub_" + key, DUE))
            database.execute("INSERT INTO account_customers (provider, customer_external_id, account_id) VALUES ('dodo', ?, ?)",
                             ("cus_" + key, number + 1))
            database.execute(
                "INSERT INTO subscriptions (provider, external_id, customer_external_id, product_id, status, cancelled_at, "
                "object_time, updated_at) VALUES ('dodo', ?, ?, ?, 'cancelled', ?, 0, 0)",
                ("sub_" + key, "cus_" + key, product, DUE - 1))
    database.close()


class Watch:
    """Looks at the runs from beside, on one connection that reads."""

    def __init__(self, file):
        self.database = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=30)

    def done(self):
        return one(self.database, "SELECT COUNT(*) FROM job_items WHERE outcome = 'done'")

    def running(self):
        return one(self.database, "SELECT COUNT(*) FROM job_runs WHERE status = 'running' AND dry_run = 0")


def start(program, file):
    return subprocess.Popen(command(program, file, "--run"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def kill_at_random(program, file, watch, chance, lives):
    """While it starts, or after a share of the work: "starting", "working", or None when it ended by itself."""
    done = watch.done()
    process = start(program, file)
    if chance.random() < WHILE_STARTING:
        time.sleep(chance.uniform(0, 0.02))
        return "starting" if moments.killed(process) else None
    wanted = done + moments.share(chance, ACCOUNTS - LEFT_OVER - done, lives)
    got_there = moments.reached(process, lambda: watch.done() > wanted)
    return "working" if moments.killed(process) and got_there else None


def two_at_once(program, file, watch):
    """Exit codes of a run that is held in the middle of its work, and of one that is started meanwhile; what the latter says."""
    done = watch.done()
    held = start(program, file)
    moments.reached(held, lambda: watch.done() > done)
    held.send_signal(signal.SIGSTOP)
    other = start(program, file)
    said = other.communicate(timeout=120)[1].decode()
    held.send_signal(signal.SIGCONT)
    held.communicate(timeout=120)
    return [held.returncode, other.returncode], said


def one(database, sql):
    return database.execute(sql).fetchone()[0]


def verify(tap, file):
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
        done = one(database, "SELECT COUNT(*) FROM job_items WHERE outcome = 'done'")
        whom = one(database, "SELECT COUNT(DISTINCT account_id) FROM job_items WHERE outcome = 'done'")
        tap.check(done == whom == ACCOUNTS, "every account that was due is downgraded once", f"{done} deeds, {whom} accounts")
        free = one(database, "SELECT COUNT(*) FROM accounts WHERE plan_id = 'free' AND downgrade_due_at IS NULL")
        tap.check(free == ACCOUNTS, "and is on the free plan", f"{free} are")
        history = one(database, "SELECT COUNT(*) FROM plan_changes WHERE cause = 'job' AND from_plan = 'pro' AND to_plan = 'free'")
        tap.check(history == ACCOUNTS, "and has one change of plan in its history", f"{history} changes")
        other = one(database, "SELECT COUNT(*) FROM job_items WHERE outcome <> 'done'")
        tap.check(other == 0, "nothing was skipped or failed", f"{other} were")
        states = dict(database.execute("SELECT status, COUNT(*) FROM job_runs WHERE dry_run = 0 GROUP BY status"))
        tap.check("running" not in states, "every run that was killed is closed by the next", str(states))
        hits = one(database, "SELECT SUM(hits) FROM job_runs WHERE dry_run = 0")
        tap.check(hits == ACCOUNTS, "the runs' counts add up to what was done", f"{hits}")
        tap.check(one(database, "PRAGMA integrity_check") == "ok", "the database of the jobs is sound")
        interrupted = one(database, "SELECT COALESCE(SUM(hits), 0) FROM job_runs WHERE status = 'failed'")
        return f"{states}, {interrupted} of {ACCOUNTS} deeds in runs that were killed"


def main():
    program, kills = sys.argv[1], int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else secrets.randbelow(1 << 30)
    chance, began, tap = random.Random(seed), time.monotonic(), Tap()
    with tempfile.TemporaryDirectory() as name:
        file = pathlib.Path(name) / "jobs.sqlite"
        fill(program, file)
        watch = Watch(file)
        with contextlib.closing(watch.database):
            killed = collections.Counter(kill_at_random(program, file, watch, chance, kills - life) for life in range(kills))
            tap.check(killed["working"] >= kills // 2, f"of {kills} runs most were killed at work", str(dict(killed)))
            codes, said = two_at_once(program, file, watch)
        tap.check(codes == [0, 4] and "is in use" in said, "of two runs at once one works and the other says that it does", f"{codes} {said}")
        last = subprocess.run(command(program, file, "--run"), capture_output=True, timeout=300)
        tap.check(last.returncode == 0 and json.loads(last.stdout)["run"]["status"] == "done", "the last run ends well",
                  last.stderr.decode())
        states = verify(tap, file)
    print(f"1..{tap.number}")
    print(f"# seed {seed}: killed {dict(killed)}, runs {states}, {time.monotonic() - began:.0f} s in all")
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
