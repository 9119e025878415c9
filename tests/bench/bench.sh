#!/usr/bin/env bash
# bench.sh BIN [NAME] [--json FILE]: one bench program, or all of them. Figures are ratios to a baseline of
# the same run; nothing fails on time.
set -euo pipefail
bin=$1
shift
name=
[ $# -gt 0 ] && [ "${1#--}" = "$1" ] && { name=$1; shift; }
export QT_QPA_PLATFORM=offscreen
# Asked for by name only: the peers come from outside.
[ "$name" != store ] || "$(dirname "$0")/store/peers.sh" build/peers
[ "$name" != sync ] || "$(dirname "$0")/sync/peers.sh" build/sync-peers
for program in "$bin"/bench_${name:-*}; do
  [ -x "$program" ] || { echo "there is no bench called ${name}" >&2; exit 2; }
  "$program" "$@"
done
