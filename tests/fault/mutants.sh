#!/usr/bin/env bash
# Proof that the fault tests and the simulation can fail: builds each seeded fault of
# core/base/mutant.h into a build of its own and runs the test that must see it; the same tests must
# pass without one. The faults of sync are one optimised build, which is told at its start which of
# them is at work; the simulation stops at the first seed that sees it.
#   tests/fault/mutants.sh [NUMBER ...]      all of them when none is named
set -uo pipefail
cd "$(dirname "$0")/../.."
export CCACHE_BASEDIR="$PWD" CCACHE_NOHASHDIR=1 QT_HASH_SEED=0 QTEST_DISABLE_STACK_DUMP=1

# number | what is wrong | program | its arguments, or the test function
mutants='
1|a line is not synced|fault_store|--only power-cut --cases 1500
2|a rename is not made durable|fault_store|--only power-cut --seed 20261130 --cases 1
3|a file is renamed before its content is synced|fault_store|--only power-cut --seed 20261130 --cases 1
4|a file is written in place|fault_store|--only lockout --cases 300
5|a torn line stays at the end|fault_store|--only power-cut --cases 1500
6|the sum of a line is not checked|test_store|read_everyBitFlipped_neverGivesAnotherLine
7|the sealed outbox is left out of a save|test_store|killedWhileSaving_everyAcknowledgedSaveIsWhole
8|the lines of a failed save stay|fault_store|--only io-errors --cases 1
9|the spool is not taken in at opening|fault_store|--only damage --cases 400
10|an attempt is counted after Argon2id|fault_store|--only lockout --cases 10
11|the lockout file is not authenticated|test_store|olderCopyUnderAnotherDeviceSecret_isForged
12|an emptied store is made anew|fault_store|--only damage --cases 400
13|commits are not synced|fault_store|--only power-cut --cases 1500
14|the tag of a page is not checked|test_fault|bitFlip_anywhereInTheStore_isAnErrorAndVerifyNamesThePage
15|a page is not bound to its number|test_fault|pages_swapped_areErrors
16|a nonce is used twice|test_vfs|nonces_ofAPool_areNeverTheSame
17|the sum of a WAL frame is not masked|test_vfs|masks_ofAFrameAndARecord_areTheFormatsBytes
18|a torn WAL frame is an error|fault_store|--only power-cut --cases 1500
19|a torn first page is an error|fault_store|--only damage --cases 400
20|the tag of sealed bytes is not checked|test_crypto|open_anyByteChanged_isCorrupt
21|a secret is not wiped|fault_store|--only memory --cases 1
22|memory that SQLite gives back is not wiped|fault_store|--only memory --cases 4
23|a cursor is saved before its page|sim|--seeds 10000
24|an acknowledgement counts for what was not in the request|sim|--seeds 10000
25|the server takes another entry under a counter it has|sim|--seeds 10000
26|a device put back goes on under its incarnation|sim|--seeds 10000
27|a scope is given up before own entries are acknowledged|sim|--seeds 10000
28|entries are folded as they arrived|sim|--seeds 10000
29|the server acknowledges past a gap|sim|--seeds 10000
30|the server feeds a revoked device|sim|--seeds 10000
31|the live cursor passes the entry that a page has no room for|sim|--seeds 10000
32|the server does not notice that its log was put back|sim|--seeds 10000
33|what the server lost stays acknowledged|sim|--seeds 10000
34|the live feed reads past the end of a grant|sim|--seeds 10000
35|an entry sent again is told a new position|sim|--seeds 10000
36|what a revoked device sends is routed|sim|--seeds 10000
37|a released entry keeps the place where it was held|sim|--seeds 10000
38|the page made for an earlier incarnation is taken|sim|--seeds 10000
39|two devices contradict each other and no hold says so|sim|--seeds 10000
'

make_build() { # number of the mutant, 0 for none; program
  local preset=dev flags=""
  build=build/mutants
  [ "$1" = 0 ] || flags="-DDOORSTEP_MUTANT=$1"
  if [ "$2" = sim ]; then
    preset=release flags=-DDOORSTEP_SYNC_MUTANTS build=build/mutants-sync
  fi
  cmake --preset "$preset" -B "$build" -DCMAKE_CXX_FLAGS="$flags" >"$build.log" 2>&1 \
    && cmake --build "$build" --target "$2" -- --quiet >>"$build.log" 2>&1 \
    || { cat "$build.log"; echo "mutants: $1 does not build"; exit 2; }
}

passes() { # number of the mutant, program, arguments or function
  case $2 in
  fault_store)
    # shellcheck disable=SC2086
    "$build/bin/$2" $3 >"$build.log" 2>&1 ;;
  sim)
    # Only the simulation's own verdict is one: not a crash, not a kind of fault that never happened.
    # Without a fault every life would be lived: as many as any fault needs are enough.
    local lives=$3
    [ "$1" != 0 ] || lives="--seeds 1000"
    # shellcheck disable=SC2086
    DOORSTEP_MUTANT=$1 "$build/bin/sim" $lives --stop first >"$build.log" 2>&1
    [ $? = 0 ] || { [ "$1" != 0 ] && ! grep -q 'the first with --seed [1-9]' "$build.log"; } ;;
  *)
    # A class without the function says so and fails; only the function's own verdict counts.
    QT_QPA_PLATFORM=offscreen "$build/bin/$2" "$3" 2>&1 | grep -v 'Function not found' >"$build.log"
    grep -q "^PASS *: .*::$3(" "$build.log" && ! grep -q "^FAIL! *: .*::$3(" "$build.log" ;;
  esac
}

mkdir -p build
wrong=0 caught=0
declare -A sound # what passed without a fault
judge() { # 0, or the mutant
  while IFS='|' read -r number what program arguments; do
    [ -n "$number" ] || continue
    [ ${#wanted[@]} -eq 0 ] || [[ " ${wanted[*]} " == *" $number "* ]] || continue
    if [ "$1" = 0 ]; then
      [ -z "${sound[$program $arguments]:-}" ] || continue
      make_build 0 "$program"
      passes 0 "$program" "$arguments" || { cat "$build.log"; echo "$number: fails without the fault"; wrong=1; }
      sound[$program $arguments]=yes
    else
      make_build "$number" "$program"
      if passes "$number" "$program" "$arguments"; then
        echo "$number: NOT SEEN: $what"; wrong=1
      else
        echo "$number: seen: $what"; caught=$((caught + 1))
        [ "$program" != sim ] || sed -n 's/^[0-9]* lives went wrong; the first with/    /p' "$build.log"
      fi
    fi
  done <<<"$mutants"
}
wanted=("$@")
judge 0
judge each
echo "mutants: $caught seen"
exit $wrong
