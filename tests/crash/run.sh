#!/usr/bin/env bash
# Loops of send / SIGKILL `billingctl listen` at a random moment / restart on the same file; then the same with a job and with a sync, 20 times each.
# usage: tests/crash/run.sh [BUILD_FOLDER [LOOPS]]      default: build/release 500
# And changes by hand, killed 300 times at every stage; and one order over many, 16 times.
# Prints TAP: what was acknowledged is there exactly once, and applied exactly once; what a job does is done once; what is read from a provider is there once;
# what is changed by hand is charged once.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
program=${1:-$top/build/release}/app/billingctl
failed=0
python3 "$top/tests/crash/crashloop.py" "$program" "${2:-500}" || failed=1
python3 "$top/tests/crash/killedjobs.py" "$program" 20 || failed=1
python3 "$top/tests/crash/killedsync.py" "$program" 20 || failed=1
python3 "$top/tests/crash/killedoutbox.py" "$program" 300 || failed=1
python3 "$top/tests/crash/killedbulk.py" "$program" 16 || failed=1
exit $failed
