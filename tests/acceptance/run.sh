#!/usr/bin/env bash
# Acceptance on a real window with a real listener, through accessibility. Prints TAP.
# usage: tests/acceptance/run.sh BUILD_FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
for test in "$here"/test_*.py; do
  timeout -k 10 180 "$here/../support/withdisplay.sh" /usr/bin/python3 "$test" "$build/app/billing-console"
done
