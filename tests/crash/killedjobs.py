#!/usr/bin/env python3
"""Kills `billingctl downgrade --run` at random moments until everything is done, and counts the deeds.

usage: killedjobs.py BILLINGCTL KILLS [SEED]
Thousands of accounts are due. Whatever the moments, each is downgraded once, and every run is on record. Output: TAP.
"""
import json
import pathlib
import random
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import tomllib

from crashloop import Tap

ACCOUNTS = 6000
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


def longest_life(program, file, kills):
    """Seconds from the start to the kill, so that all lives together get about four fifths of the work done on this machine."""
    copy = file.with_suffix(".copy")
    shutil.copyfile(file, copy)
    took = []
    for _ in range(2):  # with everything to do, then with nothing
        began = time.monotonic()
        subprocess.run(command(program, copy, "--run"), check=True, capture_output=True, timeout=300)
        took.append(time.monotonic() - began)
    return took[1] + 1.6 * (took[0] - took[1]) / kills


def kill_at_random(program, file, chance, longest):
    """True when it was still at work."""
    process = subprocess.Popen(command(program, file, "--run"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(chance.uniform(0, longest))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


def two_at_once(program, file):
    """Exit codes of two runs that were started together: one works, the other says who does."""
    pair = [subprocess.Popen(command(program, file, "--run"), stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    ended = [(process.communicate(timeout=120)[1].decode(), process.returncode) for process in pair]
    return sorted(code for _, code in ended), "".join(text for text, _ in ended)


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
        longest = longest_life(program, file, kills)
        killed = sum(kill_at_random(program, file, chance, longest) for _ in range(kills))
        tap.check(killed >= kills // 2, f"of {kills} runs most were killed at work", f"only {killed}")
        codes, said = two_at_once(program, file)
        tap.check(codes == [0, 4] and "is in use" in said, "of two runs at once one works and the other says that it does", f"{codes} {said}")
        last = subprocess.run(command(program, file, "--run"), capture_output=True, timeout=300)
        tap.check(last.returncode == 0 and json.loads(last.stdout)["run"]["status"] == "done", "the last run ends well",
                  last.stderr.decode())
        states = verify(tap, file)
    print(f"1..{tap.number}")
    print(f"# seed {seed}: {killed} killed, runs {states}, {time.monotonic() - began:.0f} s in all")
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
