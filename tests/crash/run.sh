#!/usr/bin/env bash
# Loops of send / SIGKILL `billingctl listen` at a random moment / restart on the same file.
# usage: tests/crash/run.sh [BUILD_FOLDER [LOOPS]]      default: build/release 500
# Prints TAP: what was acknowledged is there exactly once, and applied exactly once.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
exec python3 "$top/tests/crash/crashloop.py" "${1:-$top/build/release}/app/billingctl" "${2:-500}"
