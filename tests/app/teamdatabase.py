#!/usr/bin/env python3
"""billingctl over a team's server: fills it, reads it, gives a role its rights, and is refused where the role ends.

usage: teamdatabase.py, with BILLINGCTL=path and BILLING_TEST_DATABASE as tests/support/databaseservers.py sets it.
"""
import json
import os
import subprocess
import sys
import tempfile

CTL = os.environ["BILLINGCTL"]
KIND, HOST, PORT, OWNER, ADMIN_DATABASE = os.environ["BILLING_TEST_DATABASE"].split(":")
NAME = f"cli_{os.getpid()}"
READER = f"reader_{os.getpid()}"
failed = 0


def address(user, name=NAME):
    return f"{KIND}://{user}@{HOST}:{PORT}/{name}"


def sql(text):
    """As the server's administrator."""
    if KIND == "postgresql":
        command = ["psql", "-h", HOST, "-p", PORT, "-U", OWNER, "-d", ADMIN_DATABASE, "-qc", text]
    else:
        command = ["mariadb", "--no-defaults", "-h", HOST, "-P", PORT, "-u", OWNER, "-e", text]
    subprocess.run(command, check=True)


def ctl(*arguments, password_file=None):
    environment = dict(os.environ)
    if password_file:
        environment["BILLING_DATABASE_PASSWORD_FILE"] = password_file
    return subprocess.run([CTL, *arguments], env=environment, capture_output=True, text=True, timeout=60, check=False)


def check(what, good, done):
    global failed
    failed += not good
    print(("ok   " if good else "FAIL ") + what)
    if not good:
        print(f"  exit {done.returncode}\n  {done.stdout[-800:]}\n  {done.stderr[-800:]}")


def main():
    sql(f"CREATE DATABASE {NAME}")
    sql(f"CREATE ROLE {READER} LOGIN" if KIND == "postgresql" else f"CREATE USER '{READER}'@'127.0.0.1'")
    who = READER if KIND == "postgresql" else READER + "@127.0.0.1"

    done = ctl("demo", "--database", address(OWNER), "--customers", "12")
    check("a year of twelve customers is made there", done.returncode == 0, done)
    done = ctl("events", "list", "--database", address(OWNER), "--json")
    check("and read there", done.returncode == 0 and "event_id" in done.stdout or len(done.stdout) > 200, done)

    done = ctl("database", "grants", "--database", address(OWNER), "--role", "viewer", "--user", who)
    check("what a viewer needs is printed", done.returncode == 0 and "GRANT SELECT" in done.stdout, done)
    done = ctl("events", "list", "--database", address(READER))
    check("without it nothing is shown", done.returncode != 0 and "database grants" in done.stderr, done)
    done = ctl("database", "grants", "--database", address(OWNER), "--role", "viewer", "--user", who, "--apply", "--json")
    check("and given", done.returncode == 0 and json.loads(done.stdout)["applied"], done)
    done = ctl("database", "rights", "--database", address(READER), "--role", "viewer")
    check("then it is exactly that", done.returncode == 0, done)
    done = ctl("database", "rights", "--database", address(READER), "--role", "finance")
    check("of finance something is missing, and named", done.returncode == 1 and "is missing" in done.stdout, done)
    done = ctl("events", "list", "--database", address(READER))
    check("a viewer reads", done.returncode == 0, done)
    done = ctl("switch", "on", "pause_processing", "--reason", "a test of rights", "--database", address(READER))
    check("and writes nothing", done.returncode != 0, done)

    with tempfile.TemporaryDirectory() as folder:
        password = os.path.join(folder, "password")
        for text, expected in (("wrong", "password"), ("of a test", None)):
            with open(password, "w", encoding="ascii") as file:
                file.write(text + "\n")
            done = ctl("events", "list", "--database", address("guarded"), password_file=password)
            said = "Check user and password" in done.stderr
            check(f"a password that is {'wrong' if expected else 'right'} is told apart", said == bool(expected), done)
    done = ctl("events", "list", "--database", address(OWNER, "nowhere"))
    check("a database that is not there is said to be missing", "Check the name" in done.stderr, done)
    done = ctl("events", "list", "--database", f"{KIND}://{OWNER}:x@{HOST}:{PORT}/{NAME}")
    check("a password on the command line is refused", "does not belong into an address" in done.stderr, done)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
