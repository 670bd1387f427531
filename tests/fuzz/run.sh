#!/usr/bin/env bash
# Builds the fuzz targets with clang and runs each for a while. What breaks one is kept in build/fuzz/found.
# usage: tests/fuzz/run.sh [SECONDS] [TARGET...]
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-10}
targets=("${@:2}")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(grep -o 'billing_fuzzer(fuzz_[a-z]*' tests/fuzz/CMakeLists.txt | sed 's/.*(//')
cmake --preset development -B build/fuzz -DCMAKE_CXX_COMPILER=clang++-19 -DBILLING_FUZZERS=ON -DBILLING_BUILD_GUI=OFF -Wno-dev >/dev/null
cmake --build build/fuzz --target "${targets[@]}" -j"$(nproc)"
mkdir -p build/fuzz/found

fuzz() {  # fuzz TARGET: one line
  local target=$1 seeds=() dictionary=() log=build/fuzz/$1.log
  mkdir -p "build/fuzz/corpus/$target"
  [[ $target =~ ^fuzz_(payload|answer)$ ]] && seeds=(resources/events/dodo resources/events/stripe)
  [ -f "tests/fuzz/${target#fuzz_}.dict" ] && dictionary=("-dict=tests/fuzz/${target#fuzz_}.dict")
  if "build/fuzz/tests/fuzz/$target" "-max_total_time=$seconds" -max_len=8192 -timeout=5 -rss_limit_mb=1024 -print_final_stats=1 \
      "-artifact_prefix=build/fuzz/found/$target-" "${dictionary[@]}" "build/fuzz/corpus/$target" "${seeds[@]}" >"$log" 2>&1; then
    printf 'ok   %-16s %s runs\n' "$target" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
  else
    printf 'FAIL %-16s see %s\n' "$target" "$log"
    tail -n 30 "$log"
    return 1
  fi
}
export -f fuzz
export seconds
# As many beside each other as there are processors.
printf '%s\n' "${targets[@]}" | xargs -P "$(nproc)" -I TARGET bash -c 'fuzz TARGET'
