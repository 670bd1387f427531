#!/usr/bin/env bash
# The providers' own libraries and an independent mock, against our listener and our sandbox; our files, opened by
# LibreOffice and openpyxl. Each script prints TAP.
# usage: tests/conformance/run.sh [BUILD_FOLDER] [SEED]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${1:-$here/../../build/release}" && pwd)
seed=${2:-}
cd "$here"
./install.sh

failed=0
conform() {
  echo "# $1"
  node "$1" "$build/app/billingctl" "${@:2}" || failed=1
}

conform conformance.mjs ${seed:+"$seed"}
conform prism.mjs
conform sandbox_dodo.mjs
conform sandbox_stripe.mjs
conform sandbox_stripe_more.mjs
conform stripe_cli.mjs
conform pages.mjs
echo "# exports.py"
/usr/bin/python3 exports.py "$build/app/billingctl" || failed=1
exit $failed
