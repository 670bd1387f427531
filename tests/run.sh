#!/usr/bin/env bash
# The README's test command: installs what is missing, builds, runs everything, ends with "N passed, N failed".
# usage: tests/run.sh [STEP...]   steps: build unit conformance crash acceptance sanitizers fuzz plain style (default: all)
# Each step has a time limit, writes build/results/STEP.log, and prints one line.
set -uo pipefail
cd "$(dirname "$0")/.."
top=$PWD
steps=("$@")
[ ${#steps[@]} -eq 0 ] && steps=(build unit conformance crash acceptance sanitizers fuzz plain style)

export LANG=C.UTF-8 LC_ALL=C.UTF-8 CMAKE_COLOR_DIAGNOSTICS=OFF
export CCACHE_DIR=${CCACHE_DIR:-$top/.cache/ccache} CCACHE_BASEDIR=$top CCACHE_NOHASHDIR=1
results=$top/build/results
release=$top/build/release
failed=0
mkdir -p "$results"
# A home and a run folder of our own: tests touch nobody's settings, key ring or windows.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"; [ -z "${plain:-}" ] || kill "$plain" 2>/dev/null' EXIT
mkdir -m 700 "$scratch/run" "$scratch/home"

step() {  # step NAME SECONDS COMMAND...
  local name=$1 limit=$2 began=$SECONDS code
  shift 2
  timeout -k 10 "$limit" env XDG_RUNTIME_DIR="$scratch/run" HOME="$scratch/home" npm_config_cache="$top/.cache/npm" "$@" \
    >"$results/$name.log" 2>&1 </dev/null
  code=$?
  if [ $code -eq 0 ]; then
    printf '%-22s ok      %4d s\n' "$name" $((SECONDS - began))
  else
    [ $code -eq 124 ] && echo "stopped after its limit of $limit s" >>"$results/$name.log"
    printf '%-22s FAILED  %4d s   last lines of build/results/%s.log:\n' "$name" $((SECONDS - began)) "$name"
    tail -n 30 "$results/$name.log" | sed 's/^/    /'
    failed=1
  fi
  return $code
}

tap() {  # tap NAME SECONDS COMMAND...: a step whose standard output is TAP
  local name=$1
  step "$@"
  local code=$?
  cp "$results/$name.log" "$release/results/$name.tap"
  [ $code -ne 0 ] && ! grep -q '^not ok' "$results/$name.log" && echo "not ok - $name ended with exit code $code" >>"$release/results/$name.tap"
  return 0
}

wanted() { [[ " ${steps[*]} " == *" $1 "* ]]; }
configure() { cmake --preset "$1" "${@:2}" -Wno-dev; }
build() { cmake --build "build/$1" -j"$(nproc)"; }
ctests() {
  QT_QPA_PLATFORM=offscreen ctest --test-dir "build/$1" -j"$(nproc)" --no-tests=error --output-on-failure --timeout 180 \
    --output-junit "$top/build/$1/results/ctest.xml"
}
both() { configure "$@" && build "$1"; }
export -f configure build ctests both
export top

packaging/install-dependencies.sh build test quality || exit 1

# Everything below stands on this one.
step build 1500 bash -c 'both release' || { echo "0 passed, 1 failed"; exit 1; }
rm -f "$release"/results/*.xml "$release"/results/*.tap

# Before the programs that speak to Prism; without it they skip, and say so.
{ wanted unit || wanted conformance; } && step packages 300 tests/conformance/install.sh
wanted unit && step unit 600 bash -c 'ctests release'
# Compiled while the programs below mostly wait for one another.
plain=
wanted plain && { (step plain 1500 nice -n 19 bash -c 'both plain') & plain=$!; }
wanted conformance && [ -x tests/conformance/run.sh ] && tap conformance 400 tests/conformance/run.sh "$release"
wanted crash && [ -x tests/crash/run.sh ] && tap crash 300 tests/crash/run.sh "$release" 60
wanted acceptance && [ -x tests/acceptance/run.sh ] && tap acceptance 400 tests/acceptance/run.sh "$release"
[ -n "$plain" ] && { wait "$plain" || failed=1; }
folders=("$release/results")
if wanted sanitizers; then
  rm -f build/sanitizers/results/*.xml
  step sanitizers-build 1200 bash -c 'both sanitizers -DBILLING_TEST_OBJECTS=$top/build/release' &&
    step sanitizers 900 bash -c 'ctests sanitizers' && folders+=(build/sanitizers/results)
fi
wanted fuzz && [ -x tests/fuzz/run.sh ] && step fuzz 300 tests/fuzz/run.sh 6
wanted style && step style 600 tests/style.sh

tests/support/tally.py "${folders[@]}" >"$results/tally.txt" || failed=1
if [ $failed -ne 0 ] && grep -q ', 0 failed$' "$results/tally.txt"; then
  # A step broke without a test function to blame: it counts as one.
  sed -i 's/, 0 failed$/, 1 failed/' "$results/tally.txt"
fi
cat "$results/tally.txt"
exit $failed
