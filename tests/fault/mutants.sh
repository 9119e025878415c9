#!/usr/bin/env bash
# Proof that the fault tests can fail: builds each seeded fault of core/base/mutant.h into a build of
# its own and runs the test that must see it; the same tests must pass without one.
#   tests/fault/mutants.sh [NUMBER ...]      all of them when none is named
set -uo pipefail
cd "$(dirname "$0")/../.."
export CCACHE_BASEDIR="$PWD" CCACHE_NOHASHDIR=1 QT_HASH_SEED=0 QTEST_DISABLE_STACK_DUMP=1
build=build/mutants

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
'

make_build() { # number of the mutant, 0 for none
  local flags=""
  [ "$1" = 0 ] || flags="-DDOORSTEP_MUTANT=$1"
  cmake --preset dev -B "$build" -DCMAKE_CXX_FLAGS="$flags" >"$build.log" 2>&1 \
    && cmake --build "$build" --target "$2" -- --quiet >>"$build.log" 2>&1 \
    || { cat "$build.log"; echo "mutants: $1 does not build"; exit 2; }
}

passes() { # program, arguments or function
  if [ "$1" = fault_store ]; then
    # shellcheck disable=SC2086
    "$build/bin/fault_store" $2 >"$build.log" 2>&1
  else
    # A class without the function says so and fails; only the function's own verdict counts.
    QT_QPA_PLATFORM=offscreen "$build/bin/$1" "$2" 2>&1 | grep -v 'Function not found' >"$build.log"
    grep -q "^PASS *: .*::$2(" "$build.log" && ! grep -q "^FAIL! *: .*::$2(" "$build.log"
  fi
}

mkdir -p build
wrong=0 caught=0
judge() { # 0, or the mutant
  while IFS='|' read -r number what program arguments; do
    [ -n "$number" ] || continue
    [ ${#wanted[@]} -eq 0 ] || [[ " ${wanted[*]} " == *" $number "* ]] || continue
    if [ "$1" = 0 ]; then
      make_build 0 "$program"
      passes "$program" "$arguments" || { cat "$build.log"; echo "$number: fails without the fault"; wrong=1; }
    else
      make_build "$number" "$program"
      if passes "$program" "$arguments"; then
        echo "$number: NOT SEEN: $what"; wrong=1
      else
        echo "$number: seen: $what"; caught=$((caught + 1))
      fi
    fi
  done <<<"$mutants"
}
wanted=("$@")
judge 0
judge each
echo "mutants: $caught seen"
exit $wrong
