#!/usr/bin/env python3
"""Runs test programs over private servers: a PostgreSQL and a MariaDB, started once and ended by process id.

usage: databaseservers.py [--only postgresql|mysql] PROGRAM...
Each program is told by BILLING_TEST_DATABASE=kind:host:port:user:database. A server that is not installed is a visible
skip; when none is, the exit code is 77. As root, the servers run as the users that Debian made for them.
"""
import glob
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

START_SECONDS = 60
MEMORY_BYTES = 1 << 30


class Failed(Exception):
    pass


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A data folder of its own; neither the network nor anybody's data is touched."""

    def __init__(self, owner):
        # In memory where there is room: every test makes a schema of its own, and its files would be synced one by one.
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) and shutil.disk_usage("/dev/shm").free > MEMORY_BYTES else None
        self.root = tempfile.mkdtemp(prefix="billing-" + self.kind + ".", dir=memory)
        os.chmod(self.root, 0o755)
        self.as_owner = []
        if os.getuid() == 0:
            account = pwd.getpwnam(owner)
            os.chown(self.root, account.pw_uid, account.pw_gid)
            self.as_owner = ["runuser", "-u", owner, "--"]
        self.port = free_port()
        self.log = open(os.path.join(self.root, "log"), "w+b")  # noqa: SIM115 (lives as long as the server)
        self.process = None

    def call(self, *command):
        done = subprocess.run(self.as_owner + list(command), stdout=self.log, stderr=self.log, check=False)
        if done.returncode != 0:
            raise Failed(f"{command[0]} ended with {done.returncode}: {self.said()}")

    def said(self):
        self.log.flush()
        self.log.seek(0)
        return self.log.read().decode(errors="replace")[-2000:]

    def begin(self, *command):
        self.process = subprocess.Popen(self.as_owner + list(command), stdout=self.log, stderr=self.log)
        until = time.monotonic() + START_SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise Failed(f"{self.name} did not start: {self.said()}")
            time.sleep(0.05)  # nobody tells when a server is ready

    def answers(self):
        asked = subprocess.run(self.ping, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        return asked.returncode == 0

    def end(self):
        if self.process:
            self.process.terminate()  # runuser passes it on
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.log.close()
        shutil.rmtree(self.root, ignore_errors=True)


class PostgreSql(Server):
    kind, name = "postgresql", "PostgreSQL"

    @staticmethod
    def programs():
        return (sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: float(path.split("/")[4])) or [""])[-1]

    def __init__(self):
        super().__init__("postgres")
        programs, data = self.programs(), os.path.join(self.root, "data")
        self.ping = [programs + "/pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        self.call(programs + "/initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
                  "--no-sync")
        rules = os.path.join(data, "pg_hba.conf")
        with open(rules, encoding="ascii") as file:
            trusting = file.read()
        with open(rules, "w", encoding="ascii") as file:  # one user has a password
            file.write("host all guarded 127.0.0.1/32 scram-sha-256\n" + trusting)
        settings = ("listen_addresses=127.0.0.1", "fsync=off", "full_page_writes=off", "synchronous_commit=off",
                    "shared_buffers=64MB", "autovacuum=off", "wal_level=minimal", "max_wal_senders=0")
        self.begin(programs + "/postgres", "-D", data, "-p", str(self.port), "-k", self.root,
                   *(word for setting in settings for word in ("-c", setting)))
        self.call(programs + "/psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-qc",
                  "CREATE ROLE guarded LOGIN PASSWORD 'of a test'")
        self.address = f"postgresql:127.0.0.1:{self.port}:postgres:postgres"

    def end(self):
        if self.process and self.process.poll() is None:
            with open(os.path.join(self.root, "data", "postmaster.pid"), encoding="ascii") as pid:
                os.kill(int(pid.readline()), 2)  # fast: does not wait for connections
        super().end()


class MariaDb(Server):
    kind, name = "mysql", "MariaDB"

    @staticmethod
    def programs():
        return "/usr/sbin" if shutil.which("mariadbd", path="/usr/sbin:/usr/bin") else ""

    def __init__(self):
        super().__init__("mysql")
        data, door = os.path.join(self.root, "data"), os.path.join(self.root, "s")
        owner = pwd.getpwuid(os.stat(self.root).st_uid).pw_name
        self.ping = ["mariadb-admin", "--no-defaults", "-S", door, "-uroot", "ping"]
        self.call("mariadb-install-db", "--no-defaults", "--user=" + owner, "--datadir=" + data,
                  "--auth-root-authentication-method=normal", "--skip-test-db")
        self.begin("mariadbd", "--no-defaults", "--datadir=" + data, "--socket=" + door, "--bind-address=127.0.0.1",
                   f"--port={self.port}", "--skip-name-resolve", "--innodb-flush-log-at-trx-commit=0",
                   "--innodb-buffer-pool-size=64M", "--innodb-flush-method=nosync",
                   "--skip-innodb-file-per-table", "--skip-innodb-doublewrite", "--sync-frm=0",
                   "--innodb-log-file-size=8M", "--skip-log-bin",
                   "--pid-file=" + os.path.join(self.root, "pid"))
        self.call("mariadb", "--no-defaults", "-S", door, "-uroot", "-e",
                  "CREATE USER guarded@'127.0.0.1' IDENTIFIED BY 'of a test'; CREATE USER tester@'127.0.0.1'; "
                  "GRANT ALL ON *.* TO tester@'127.0.0.1' WITH GRANT OPTION")
        self.address = f"mysql:127.0.0.1:{self.port}:tester:mysql"


def run(server_class, programs, told):
    """One line for each program; the program's own words when it failed."""
    began = time.monotonic()
    if not server_class.programs():
        told.append((None, f"skipped: {server_class.name} is not installed", ""))
        return
    server = None
    try:
        server = server_class()
        told.append((True, f"{server.name} is ready after {time.monotonic() - began:.1f} s", ""))
        environment = dict(os.environ, BILLING_TEST_DATABASE=server.address)
        for program in programs:
            began = time.monotonic()
            done = subprocess.run([program], env=environment, capture_output=True, text=True, errors="replace",
                                  check=False)
            what = f"{server.name}: {os.path.basename(program)} in {time.monotonic() - began:.1f} s"
            told.append((done.returncode == 0, what, "" if done.returncode == 0 else done.stdout + done.stderr))
    except (Failed, OSError, KeyError) as error:
        told.append((False, f"{server_class.name}: {error}", ""))
    finally:
        if server:
            server.end()


def main(arguments):
    classes = [PostgreSql, MariaDb]
    if arguments[:1] == ["--only"]:
        classes = [one for one in classes if one.kind == arguments[1]]
        arguments = arguments[2:]
    told = []
    threads = [threading.Thread(target=run, args=(one, arguments, told)) for one in classes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for good, what, words in told:
        print(("skip" if good is None else "ok  " if good else "FAIL"), what)
        if words:
            print("\n".join(line for line in words.splitlines() if not line.startswith("PASS")))
    if all(good is None for good, _, _ in told):
        return 77
    return 0 if all(good is not False for good, _, _ in told) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
