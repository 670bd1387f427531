#!/usr/bin/python3
"""Exports of 10,000 and 100,000 subscriptions: time and peak memory of each format, read back included, beside openpyxl
in its write-only mode with the same cells, all in one run. Exit code 1 when 100,000 rows as XLSX take 10 s or memory
grows with the rows.

usage: compare.py EXPORT_BENCHMARK
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

PEER = """
import json, resource, sys, time
from datetime import datetime, timedelta
from openpyxl import Workbook
rows, path = int(sys.argv[1]), sys.argv[2]
began = time.monotonic()
book = Workbook(write_only=True)
sheets = {currency: book.create_sheet(currency) for currency in ("USD", "EUR", "JPY")}
start = datetime(2025, 2, 19)
for at in range(rows):
    currency = ("USD", "EUR", "JPY")[at % 3]
    minor = 999 + at % 10000
    amount = minor if currency == "JPY" else minor / 100
    made = start + timedelta(minutes=6 * at)
    sheets[currency].append([f"Customer {at} GmbH & Co. KG", "Pro yearly", "past_due" if at % 7 == 0 else "active", made,
                             amount, amount, currency, "month", 1, "stripe", None, made, made, made, None, False, None, None,
                             made, f"billing+{at}@customer.example", f"sub_{at:014}", f"cus_{at:014}", "prod_pro",
                             "Europe/Berlin"])
book.save(path)
print(json.dumps({"rows": rows, "ms": int((time.monotonic() - began) * 1000),
                  "cpu_ms": int(time.process_time() * 1000),
                  "peak_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
"""


def run(*command):
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main():
    program = sys.argv[1]
    measured = {}
    with tempfile.TemporaryDirectory() as folder:
        for rows in (10_000, 100_000):
            for ending in ("xlsx", "csv", "jsonl"):
                measured[ending, rows] = run(program, str(rows), str(Path(folder) / f"rows.{ending}"))
            measured["openpyxl", rows] = run("/usr/bin/python3", "-c", PEER, str(rows), str(Path(folder) / "peer.xlsx"))
    print(f"{'':10}{'rows':>9}{'seconds':>10}{'CPU s':>8}{'rows/s':>10}{'peak MB':>10}")
    for (what, rows), found in measured.items():
        print(f"{what:10}{rows:>9,}{found['ms'] / 1000:>10.2f}{found['cpu_ms'] / 1000:>8.2f}{rows * 1000 // max(1, found['ms']):>10,}"
              f"{found['peak_kb'] / 1024:>10.1f}")
    few, many = measured["xlsx", 10_000], measured["xlsx", 100_000]
    slow = many["ms"] >= 10_000
    grows = many["peak_kb"] > few["peak_kb"] * 1.25 + 4096
    print(f"XLSX of 100,000 rows: {'SLOW' if slow else 'under 10 s'}, memory {'GROWS' if grows else 'flat'}, "
          f"{measured['openpyxl', 100_000]['cpu_ms'] / max(1, many['cpu_ms']):.1f} times as fast as openpyxl, which reads nothing back")
    return 1 if slow or grows else 0


if __name__ == "__main__":
    sys.exit(main())
