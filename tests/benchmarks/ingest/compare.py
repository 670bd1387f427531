#!/usr/bin/env python3
"""Runs both receivers in turns under the same load and compares them. Started by run.sh."""
import argparse
import json
import os
import pathlib
import secrets
import base64
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
HIGHEST_RATE = {"ours": 60000, "node": 9000}  # events to have signed in advance, a second


class Receiver:
    """One receiver with a database of its own, from start to end."""

    def __init__(self, kind, build, folder, slow=False, process=True):
        self.kind, self.build = kind, build
        self.database = folder / f"{kind}.sqlite"
        for file in folder.glob(f"{kind}.sqlite*"):
            file.unlink()
        environment = dict(os.environ)
        if slow:
            environment["LD_PRELOAD"] = str(build / "tests/benchmarks/ingest/libingest_slowsync.so")
        self.process = subprocess.Popen(self.command(folder, process), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                        env=environment, text=True)
        self.port = int(self.process.stdout.readline())

    def command(self, folder, process):
        secret = str(folder / "secret")
        if self.kind == "node":
            return ["node", str(HERE / "handler.mjs"), str(self.database), secret]
        command = [str(self.build / "app/billingctl"), "listen", "--port", "0", "--print-port", "--database", str(self.database),
                   "--route", "/hook=standard-webhooks", "--secret-file", secret]
        return command if process else command + ["--no-process"]

    def peak_megabytes(self):
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
        return 0.0

    def rows(self):
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as database:
            return database.execute("SELECT count(*) FROM webhook_events").fetchone()[0]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def measure(kind, options, folder, connections, slow=False, process=True):
    receiver = Receiver(kind, options.build, folder, slow, process)
    try:
        events = int(HIGHEST_RATE[kind] * options.seconds)
        output = subprocess.run([str(options.build / "tests/benchmarks/ingest/ingest_loadgen"), str(receiver.port), "/hook",
                                 str(folder / "secret"), str(connections), str(options.seconds), str(events)],
                                stdout=subprocess.PIPE, text=True, check=True, timeout=120).stdout
        result = json.loads(output)
        result["megabytes"] = receiver.peak_megabytes()
    finally:
        receiver.stop()
    result["rows"] = receiver.rows()
    if result["failed"] or result["rows"] < result["acknowledged"]:
        sys.exit(f"{kind} at {connections}: {result['failed']} failed, {result['acknowledged']} acknowledged, {result['rows']} rows")
    return result


def bare(options, folder):
    for file in folder.glob("bare.sqlite*"):
        file.unlink()
    program = str(options.build / "tests/benchmarks/ingest/ingest_bare")
    return float(subprocess.run([program, str(folder / "bare.sqlite"), "60000"], stdout=subprocess.PIPE, text=True, check=True,
                                timeout=120).stdout)


CASES = [("1", 1, False, True), ("8", 8, False, True), ("64", 64, False, True), ("64, 2 ms syncs", 64, True, True)]



def run_rounds(options, folder):
    results = {}
    for number in range(options.rounds):
        for name, connections, slow, process in CASES:
            for kind in ("ours", "node"):
                if kind == "node" and not process:
                    continue
                result = measure(kind, options, folder, connections, slow, process)
                results.setdefault((name, kind), []).append(result)
                print(f"round {number + 1}  {name:18} {kind:5} {result['rate']:9.0f}/s  p99 {result['p99_ms']:8.2f} ms", file=sys.stderr)
        results.setdefault(("bare", "sqlite"), []).append({"rate": bare(options, folder)})
    return results


def median(results, name, kind, figure):
    return statistics.median(result[figure] for result in results[(name, kind)])


def ratio(results, name, figure):
    """Median over the rounds of ours to Node's, each within one round."""
    pairs = zip(results[(name, "ours")], results[(name, "node")])
    return statistics.median(ours[figure] / node[figure] for ours, node in pairs)


def print_table(results):
    print(f"{'connections':20} {'receiver':9} {'events/s':>9} {'p50 ms':>8} {'p99 ms':>8} {'RSS MB':>7} {'rows = acks':>12}")
    for (name, kind), runs in results.items():
        if name == "bare":
            print(f"{'64 to a commit':20} {'SQLite':9} {median(results, name, kind, 'rate'):9.0f}")
            continue
        figures = [median(results, name, kind, figure) for figure in ("rate", "p50_ms", "p99_ms", "megabytes")]
        complete = all(run["rows"] == run["acknowledged"] for run in runs)
        print(f"{name:20} {kind:9} {figures[0]:9.0f} {figures[1]:8.2f} {figures[2]:8.2f} {figures[3]:7.1f} {'yes' if complete else 'more':>12}")


def verdicts(results):
    against_bare = statistics.median(ours["rate"] / limit["rate"] for ours, limit in zip(results[("64", "ours")], results[("bare", "sqlite")]))
    yield "events/s at 1 connection, times Node", ratio(results, "1", "rate"), ">=", 1.0
    yield "events/s at 8 connections, times Node", ratio(results, "8", "rate"), ">=", 4.0
    yield "events/s at 64 connections, times Node", ratio(results, "64", "rate"), ">=", 6.0
    yield "p99 at 64 connections, of Node's", ratio(results, "64", "p99_ms"), "<", 0.35
    yield "resident memory at 64 connections, of Node's", ratio(results, "64", "megabytes"), "<", 0.5
    yield "events/s at 64 with 2 ms syncs, times Node", ratio(results, "64, 2 ms syncs", "rate"), ">=", 20.0
    yield "events/s at 64, of bare SQLite's", against_bare, ">=", 0.5


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "secret").write_text("whsec_" + base64.b64encode(secrets.token_bytes(32)).decode() + "\n")
        results = run_rounds(options, folder)
    print_table(results)
    missed = 0
    for what, value, relation, target in verdicts(results):
        good = value >= target if relation == ">=" else value < target
        missed += not good
        print(f"{'met   ' if good else 'MISSED'}  {what}: {value:.2f} (target {relation} {target:g})")
    return 1 if missed and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
