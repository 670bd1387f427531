#!/usr/bin/env bash
# 24 months of movements over 1,000,000 subscriptions and 3,000,000 changes: our full recompute, SQLite's window
# functions, DuckDB, and the overview from the stored sums, in turns; the totals must be identical.
# usage: tests/benchmarks/finance/run.sh [--check] [--rounds N] [--subscriptions N] [--folder FOLDER] [--build FOLDER]
# Prints a table and a verdict for each target. Exit status 0 even when a target is missed, unless --check is given.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../../.." && pwd)
build=$top/build/release
folder=$top/build/finance-benchmark
arguments=("$@")
while [ $# -gt 0 ]; do
  [ "$1" = --build ] && build=$2
  [ "$1" = --folder ] && folder=$2
  shift
done
if [ "$build" = "$top/build/release" ]; then
  (cd "$top" && cmake --preset release >/dev/null && cmake --build build/release --target finance_benchmark)
fi
[ -d "$here/node_modules/@duckdb/node-api" ] || (cd "$here" && npm ci --no-audit --no-fund >/dev/null)
exec python3 "$here/compare.py" --build "$build" --folder "$folder" "${arguments[@]}"
