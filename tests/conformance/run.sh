#!/usr/bin/env bash
# The npm packages of both providers sign what our listener accepts, and verify what we fire. Prints TAP.
# usage: tests/conformance/run.sh [BUILD_FOLDER] [SEED]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${1:-$here/../../build/release}" && pwd)
cd "$here"
npm ci --ignore-scripts --omit=dev --no-audit --no-fund --silent >&2
exec node conformance.mjs "$build/app/billingctl" ${2:+"$2"}
