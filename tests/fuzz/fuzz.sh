#!/usr/bin/env bash
# fuzz.sh PROGRAM [TARGET...] [--seconds N | --runs N] [--seed N]: the corpus, then N seconds (10) or N inputs of
# every target. Inputs and a seed are the same anywhere; seconds go further on a faster machine.
# An input that breaks something stays in build/fuzz/broken/TARGET; with its fix it belongs into the corpus.
set -uo pipefail
cd "$(dirname "$0")/../.."
program=$1; shift
seconds=10 runs=0 seed=$((RANDOM * 32768 + RANDOM + 1)) chosen=()
while [ $# -gt 0 ]; do
  case $1 in
    --seconds) seconds=${2:?}; shift 2 ;;
    --runs) runs=${2:?}; shift 2 ;;
    --seed) seed=${2:?}; shift 2 ;;
    *) chosen+=("$1"); shift ;;
  esac
done
[ ${#chosen[@]} -gt 0 ] || mapfile -t chosen < <(ls tests/fixtures/fuzz)

# Scratch files of the store's readers: memory is faster than a disk that is told to sync.
[ -w /dev/shm ] && export TMPDIR=/dev/shm
# Most of the time goes into remembering who allotted what.
export ASAN_OPTIONS=malloc_context_size=6:quarantine_size_mb=16 UBSAN_OPTIONS=print_stacktrace=1
export program seconds runs seed

one() {
  local target=$1 log=build/fuzz/$1.log
  mkdir -p "build/fuzz/corpus/$target" "build/fuzz/broken/$target"
  # -runs=0 only replays; 0 seconds would mean for ever.
  local limit=(-max_total_time="$seconds")
  [ "$seconds" -gt 0 ] || limit=(-runs=0)
  [ "$runs" -eq 0 ] || limit=(-runs="$runs")
  if "$program" --target="$target" -seed="$seed" "${limit[@]}" -timeout=20 -rss_limit_mb=1536 -max_len=4096 \
    -artifact_prefix="build/fuzz/broken/$target/" -print_final_stats=1 \
    "build/fuzz/corpus/$target" "tests/fixtures/fuzz/$target" >"$log" 2>&1; then
    printf '%-16s %9s inputs\n' "$target" "$(grep -oP 'number_of_executed_units: \K\d+' "$log")"
  else
    grep -v '^#' "$log" | tail -60
    printf '%-16s FAILED; again: ./run fuzz %s --seed %s; log: %s\n' "$target" "$target" "$seed" "$log"
    return 1
  fi
}
export -f one
[ "$runs" -eq 0 ] && each="$seconds s" || each="$runs inputs"
echo "fuzz: seed $seed, $each each"
printf '%s\n' "${chosen[@]}" | xargs -P "$(nproc)" -I{} bash -c 'one "$1"' _ {}
