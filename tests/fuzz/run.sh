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
failed=0
for target in "${targets[@]}"; do
  mkdir -p "build/fuzz/corpus/$target"
  seeds=()
  [[ $target =~ ^fuzz_(payload|answer)$ ]] && seeds=(resources/events/dodo resources/events/stripe)
  dictionary=()
  [ -f "tests/fuzz/${target#fuzz_}.dict" ] && dictionary=("-dict=tests/fuzz/${target#fuzz_}.dict")
  log=build/fuzz/$target.log
  if "build/fuzz/tests/fuzz/$target" "-max_total_time=$seconds" -max_len=8192 -timeout=5 -rss_limit_mb=1024 -print_final_stats=1 \
      "-artifact_prefix=build/fuzz/found/$target-" "${dictionary[@]}" "build/fuzz/corpus/$target" "${seeds[@]}" >"$log" 2>&1; then
    printf 'ok   %-16s %s runs\n' "$target" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
  else
    printf 'FAIL %-16s see %s\n' "$target" "$log"
    tail -n 30 "$log"
    failed=1
  fi
done
exit $failed
