#!/usr/bin/env bash
# Durable events a second: `billingctl listen` beside a Node 20 handler, and beside bare SQLite.
# usage: tests/benchmarks/ingest/run.sh [--check] [--rounds N] [--seconds S] [--build FOLDER]
# Prints a table and a verdict for each target. Exit status 0 even when a target is missed, unless --check is given.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../../.." && pwd)
build=$top/build/release
arguments=("$@")
while [ $# -gt 0 ]; do
  [ "$1" = --build ] && build=$2
  shift
done
if [ "$build" = "$top/build/release" ]; then
  (cd "$top" && cmake --preset release >/dev/null && cmake --build build/release --target billingctl ingest_loadgen ingest_bare ingest_slowsync)
fi
if [ ! -d "$here/node_modules/better-sqlite3/build" ]; then
  echo "Building the Node handler's packages (about 80 s, once)"
  # The headers of the system's Node, so that nothing but the packages is fetched.
  (cd "$here" && npm_config_nodedir=/usr npm_config_build_from_source=true npm ci --no-audit --no-fund >/dev/null)
fi
exec python3 "$here/compare.py" --build "$build" "${arguments[@]}"
