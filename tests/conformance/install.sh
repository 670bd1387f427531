#!/usr/bin/env bash
# The libraries of package-lock.json; quiet and quick when they are there already.
set -euo pipefail
cd "$(dirname "$0")"
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --ignore-scripts --omit=dev --no-audit --no-fund --silent >&2
