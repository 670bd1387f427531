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
trap 'rm -rf "$scratch"; for one in ${rest:-} ${crash:-}; do kill "$one" 2>/dev/null; done' EXIT
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

# What is compiled while the programs mostly wait for one another; nothing of it is in their way.
compile_rest() {
  if wanted plain; then step plain 1500 nice -n 19 bash -c 'both plain'; fi
  wanted sanitizers || return 0
  rm -f build/sanitizers/results/*.xml "$results/sanitizers-build.done"
  step sanitizers-build 1800 nice -n 19 bash -c 'both sanitizers -DBILLING_TEST_OBJECTS=$top/build/release' &&
    touch "$results/sanitizers-build.done"
}
# Beside the others; `wait` tells whether all of it went well.
beside() { (failed=0; "$@"; exit "$failed") & }

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
rest= crash=
if wanted plain || wanted sanitizers; then beside compile_rest; rest=$!; fi
# Killed at what they have done, not after a time: a busy machine changes nothing for them.
if wanted crash && [ -x tests/crash/run.sh ]; then beside tap crash 400 tests/crash/run.sh "$release" 60; crash=$!; fi
wanted conformance && [ -x tests/conformance/run.sh ] && tap conformance 400 tests/conformance/run.sh "$release"
wanted acceptance && [ -x tests/acceptance/run.sh ] && tap acceptance 400 tests/acceptance/run.sh "$release"
[ -z "$crash" ] || wait "$crash" || failed=1
[ -z "$rest" ] || wait "$rest" || failed=1
folders=("$release/results")
if wanted sanitizers && [ -f "$results/sanitizers-build.done" ]; then
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
