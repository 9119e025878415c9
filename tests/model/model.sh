#!/usr/bin/env bash
# The sync protocol as a spin model (tests/model/sync.pml): as built, and with each fault built in. One core, at
# most 7.5 GB.
#   tests/model/model.sh [NAME...]     all of them when none is named; traces stay in build/model/NAME
# Exit 1: an error in the protocol as built, fewer than 10^7 states of it, or a fault that is not found.
set -uo pipefail
cd "$(dirname "$0")/../.."
least=10000000

S='-DDESKENTRIES=1 -DTABLETENTRIES=1'
T='-DDESKENTRIES=1 -DTABLETENTRIES=2'
server='-DBACKUPS=1 -DPUTBACKS=1'
device='-DCOPIES=1 -DRESTORES=1'
# verdict | name | what | sizes and faults | a piece of the assertion that must fail, or ltl | no deeper than
# good: no error. bad: found.
runs="
good|plain|loss, repeats, kills, revocation|-DDESKENTRIES=1 -DTABLETENTRIES=2 -DSTRAYS=1|
good|server|the same, the server put back|$S $server -DCUTSAVES=1|
good|device|a database put back, the mark knows|$S $device|
good|silent|a database put back, nobody knows|$S $device -DSILENT=1|
good|folder|a whole folder put back|$T $device -DSILENT=2|
good|certificate|held for a key not yet certified|-DCERT $S|
good|released|the same, the server put back|-DCERT $S -DPUTBACKS=1|
good|both|the server and a database put back|$S $server $device|
good|settles|LTL: it comes to rest, step by step|$S|ltl
bad|1|the cursor is kept before the lines|$S -DBUG=1|cursor[
bad|2|acknowledged, not stored|$S -DBUG=2|wNoticed
bad|3|a database put back goes on counting|$T $device -DBUG=3|given[
bad|4|the chain at the cursor is not compared|$S $server -DBUG=4|seqs[
bad|5|a gap in the counters is accepted|$T $server -DBUG=5|wFirstAt!=0
bad|6|a revoked device is fed|$S -DBUG=6|wReach
bad|7|what a revoked device sends is routed|$S -DBUG=7|wFirstAt!=0
bad|8|an overlap is not compared|$T $device -DSILENT=2 -DBUG=8|aLane[
bad|9|a known id gets another sequence|$S -DBUG=9|wTwice
bad|10|held entries go to tablets|-DCERT $S $device -DBUG=10|wLine
bad|11|own entries of an earlier incarnation wait|$S $server $device -DBUG=11|wFork
bad|12|counters beyond its own do not alarm a device|$T $device -DSILENT=2 -DBUG=12|cursor[
bad|13|acknowledgements outlive a server put back|$S $server -DBUG=13|wUpheavals
bad|14|a page for the old incarnation is used|$S $device -DSILENT=1 -DBUG=14|cursor[
bad|15|sequences outlive a server put back|$S $server -DBUG=15|
bad|16|acknowledged where it was held, though released|-DCERT $S -DBUG=16|seqs[
bad|17|held outlives the log that held it|-DCERT -DPUTBACKS=1 -DBUG=17|held[|75
bad|18|what came back to its writer is another's|-DPUTBACKS=1 $device -DBUG=18|have[|75
bad|19|own entries stay out of a page too soon|$T $device -DSILENT=1 -DBUG=19|cursor[|110
"

one() { # folder, defines, piece, depth: prints states depth errors seconds MB, and the assertion on the next line
  local folder=$1 defines=$2 kind=$3 search=(-DSAFETY) options=(-m500000)
  # A long way round visits much; REACH finds what is near all the same.
  [ -n "$4" ] && { search+=(-DREACH); options=("-m$4"); }
  [ "$kind" = ltl ] && { search=() options=(-m500000 -a -f); defines="$defines -DLTL"; }
  rm -rf "$folder"; mkdir -p "$folder"
  # shellcheck disable=SC2086
  (cd "$folder" && spin -a $defines "$OLDPWD/tests/model/sync.pml" >spin.log \
    && gcc -O2 -w -fwrapv -DNOREDUCE -DCOLLAPSE -DMEMLIM=7500 -DNFAIR=3 "${search[@]}" -o pan pan.c 2>gcc.log) \
    || { cat "$folder"/*.log >&2; return 2; }
  python3 - "$folder" "${options[@]}" <<'PY'
import re, resource, subprocess, sys, time
folder, options = sys.argv[1], sys.argv[2:]
start = time.monotonic()
out = subprocess.run(["./pan", "-n", *options], cwd=folder, capture_output=True, text=True).stdout
seconds = time.monotonic() - start
open(folder + "/pan.log", "w").write(out)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
number = lambda pattern: (re.search(pattern, out) or [0, "?"])[1]
whole = "Search not completed" not in out and "max search depth too small" not in out
errors = number(r"errors: (\d+)")
print(number(r"(\d+) states, stored"), number(r"depth reached (\d+)"), errors if whole or errors != "0" else "unfinished",
      round(seconds), peak)
print("; ".join(re.findall(r"pan:\d+: (.*?) \(at depth", out)))
PY
}

mkdir -p build/model
total=0 wrong=0
printf '%-12s %-52s %11s %6s %6s %5s %6s\n' run what states depth errors s MB
while IFS='|' read -r verdict name what defines piece deepest; do
  [ -n "$verdict" ] || continue
  [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
  answer=$(one "build/model/$name" "$defines" "$piece" "$deepest") || { echo "$name: not run"; wrong=1; continue; }
  { read -r states depth errors seconds peak; read -r said; } <<<"$answer"
  printf '%-12s %-52s %11s %6s %6s %5s %6s' "$name" "$what" "$states" "$depth" "$errors" "$seconds" "$peak"
  case $verdict in
    good)
      if [ "$errors" = 0 ]; then echo; total=$((total + states))
      else wrong=1; echo "  WRONG: $said"; fi ;;
    *)
      if [ "$errors" != 0 ] && [ "$errors" != unfinished ] && [[ $said == *"$piece"* ]]; then echo "  found"
      else wrong=1; echo "  NOT FOUND: $said"; fi ;;
  esac
done <<<"$runs"
echo "states of the protocol as built: $total"
if [ $# -eq 0 ] && [ "$total" -lt "$least" ]; then echo "fewer than $least"; wrong=1; fi
exit $wrong
