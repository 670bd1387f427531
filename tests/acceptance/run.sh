#!/usr/bin/env bash
# Acceptance: the window through accessibility, and the five systems' smoke tests against `billingctl serve`. Prints TAP.
# usage: tests/acceptance/run.sh BUILD_FOLDER
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
failed=0
for test in "$here"/test_*.py; do
  case $(basename "$test") in
    test_adminer.py | test_howmuchshouldiprice.py | test_llmxt.py | test_persistq.py | test_pixell.py)
      timeout -k 10 60 /usr/bin/python3 "$test" "$build/app/billingctl" || failed=1 ;;
    *)
      timeout -k 10 180 "$here/../support/withdisplay.sh" /usr/bin/python3 "$test" "$build/app/billing-console" || failed=1 ;;
  esac
done
exit $failed
