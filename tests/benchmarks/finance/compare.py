#!/usr/bin/env python3
"""Asks each engine in turns for the movements of 24 months and compares times and totals. Started by run.sh."""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


class Engine:
    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, wish):
        self.process.stdin.write(wish + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.process.args[0]} gave no answer to {wish}")
        return json.loads(line)

    def stop(self):
        self.process.stdin.close()
        self.process.wait(60)


def verdict(name, value, limit):
    good = value <= limit
    print(f"{'ok    ' if good else 'MISSED'} {name}: {value:.4g} (at most {limit:g})")
    return good


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--subscriptions", type=int, default=1_000_000)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    program = str(options.build / "tests/benchmarks/finance/finance_benchmark")
    options.folder.mkdir(parents=True, exist_ok=True)
    if not (options.folder / "changes.csv").exists():
        print("Making the changes (some minutes, once)", flush=True)
        subprocess.run([program, "make", str(options.folder), str(options.subscriptions)], check=True)
    ours = Engine([program, "serve", str(options.folder)])
    duckdb = Engine(["node", str(HERE / "duckdb.mjs"), str(options.folder)])
    duckdb.process.stdout.readline()  # its tables are there
    asks = {"recompute": lambda: ours.ask("recompute"), "overview": lambda: ours.ask("overview"),
            "sqlite": lambda: ours.ask("sql"), "duckdb": lambda: duckdb.ask("run")}
    for ask in asks.values():
        ask()  # files in memory, statements known: for all alike
    times = {name: [] for name in asks}
    totals = None
    for _ in range(options.rounds):
        for name, ask in asks.items():
            answer = ask()
            times[name].append(answer["ms"])
            totals = totals or answer["totals"]
            if answer["totals"] != totals:
                differing = [key for key in set(totals) | set(answer["totals"]) if totals.get(key) != answer["totals"].get(key)]
                sys.exit(f"{name} has other totals: {sorted(differing)[:5]}")
    ours.stop()
    duckdb.stop()
    middle = {name: statistics.median(list_) for name, list_ in times.items()}
    print(f"{len(totals)} totals (currency, month, kind), identical in all engines and rounds")
    for name, text in (("sqlite", "SQLite, window functions"), ("duckdb", "DuckDB, two threads"),
                       ("recompute", "one pass over SQLite"), ("overview", "overview from the stored sums")):
        print(f"{text:32} {middle[name]:10.2f} ms  ({min(times[name]):.2f} to {max(times[name]):.2f})")
    good = [verdict("full recompute / SQLite window functions", middle["recompute"] / middle["sqlite"], 0.1),
            verdict("full recompute / DuckDB", middle["recompute"] / middle["duckdb"], 1.1),
            verdict("overview / DuckDB", middle["overview"] / middle["duckdb"], 0.01)]
    return 1 if options.check and not all(good) else 0


if __name__ == "__main__":
    sys.exit(main())
