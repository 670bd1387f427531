#!/usr/bin/env bash
# Signature and body check per event, beside npm standardwebhooks and JSON.parse, in turns in one run.
# usage: tests/benchmarks/signature/run.sh [BUILD_FOLDER] [ROUNDS]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${1:-$here/../../../build/release}" && pwd)
rounds=${2:-5}
[ -d "$here/../../conformance/node_modules" ] || npm --prefix "$here/../../conformance" ci --omit=dev --no-audit --no-fund --silent >&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
secret=whsec_$(head -c 32 /dev/urandom | base64)
sizes='200\n1500\n20000\n200000\n'
for _ in $(seq "$rounds"); do
  printf "$sizes" | "$build/tests/benchmarks/signature/bench_signature" "$secret" >>"$work/ours"
  printf "$sizes" | node "$here/bench_signature.mjs" "$secret" >>"$work/theirs"
done
median() { awk -v size="$2" -v column="$3" '$1 == size { print $column }' "$work/$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
printf '%10s %14s %14s %8s %16s %14s\n' bytes 'verify us' 'npm us' times 'body check us' 'JSON.parse us'
for size in $(awk '{ print $1 }' "$work/ours" | sort -nu); do
  ours=$(median ours "$size" 2)
  theirs=$(median theirs "$size" 2)
  printf '%10s %14s %14s %8s %16s %14s\n' "$size" "$ours" "$theirs" "$(awk "BEGIN { printf \"%.1f\", $theirs / $ours }")" \
    "$(median ours "$size" 3)" "$(median theirs "$size" 3)"
done
