#!/usr/bin/env bash
# The README's run command: installs what is missing, builds, and opens the console on the demo workspace. With no display it
# says so, runs the tour offscreen and writes its screenshots. Arguments go to the console.
# usage: packaging/run.sh [CONSOLE ARGUMENTS...]
set -euo pipefail
cd "$(dirname "$0")/.."
top=$PWD
export CCACHE_DIR=${CCACHE_DIR:-$top/.cache/ccache} CCACHE_BASEDIR=$top CCACHE_NOHASHDIR=1

packaging/install-dependencies.sh build
mkdir -p build
if ! { cmake --preset release -DBILLING_BUILD_TESTS=OFF -B build/run -Wno-dev && cmake --build build/run -j"$(nproc)"; } >build/run.log 2>&1; then
  tail -n 30 build/run.log >&2
  echo "The build did not succeed; the whole log is in build/run.log" >&2
  exit 1
fi

console=build/run/app/billing-console
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ -n "${QT_QPA_PLATFORM:-}" ]; then
  exec "$console" --demo "$@"
fi
echo "No display here: the tour runs offscreen and writes its pictures to screenshots/."
QT_QPA_PLATFORM=offscreen exec "$console" --demo --tour screenshots "$@"
