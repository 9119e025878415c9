#!/usr/bin/env bash
# The gates before any test: format, rules, qmllint, clang-tidy. With --all, clang-tidy sees every file.
set -uo pipefail
cd "$(dirname "$0")/../.."
failed=0
say() { printf '%s\n' "$*"; }

sources=$(git ls-files '*.cpp' '*.h' | grep -v '^tests/fixtures/')
say "clang-format"
# shellcheck disable=SC2086
clang-format --dry-run -Werror $sources || failed=1

say "rules"
python3 tests/rules/rules.py . || failed=1
python3 tests/rules/rules_test.py || failed=1

say "qmllint"
[ -f build/dev/build.ninja ] || cmake --preset dev >/dev/null || failed=1
cmake --build --preset dev --target all_qmllint -- --quiet || failed=1

say "clang-tidy"
base=$(git rev-list -1 --before='1 day ago' HEAD 2>/dev/null || true)
if [ "${1:-}" = "--all" ]; then
  changed=$(git ls-files 'core/*.cpp' 'sync/*.cpp' 'platform/*.cpp' 'app/*.cpp')
elif [ -n "$base" ]; then
  changed=$(git diff --name-only --diff-filter=d "$base" -- 'core/*.cpp' 'sync/*.cpp' 'platform/*.cpp' 'app/*.cpp')
else
  changed=$(git diff --name-only --diff-filter=d HEAD~1 -- 'core/*.cpp' 'sync/*.cpp' 'platform/*.cpp' 'app/*.cpp' 2>/dev/null || true)
fi
if [ -n "$changed" ]; then
  # shellcheck disable=SC2086
  printf '%s\n' $changed | xargs -P 2 -n 4 clang-tidy -p build/dev --quiet 2>/dev/null || failed=1
fi
[ $failed -eq 0 ] && say "check: clean" || say "check: failed"
exit $failed
