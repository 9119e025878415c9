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
folders='core sync platform app programs'
# Compile commands of clang's own: gcc's, or a neighbour's for a file that only a unity source names,
# make clang-tidy guess flags, and a wrong guess reports Qt's headers.
commands() { cmake --preset tidy -DCMAKE_UNITY_BUILD="$1" >/dev/null || failed=1; }
tidy() { xargs -P 2 -n 1 clang-tidy -p build/tidy --quiet "$@" 2> >(grep -v 'warnings\? generated' >&2); }
base=$(git rev-list -1 --before='1 day ago' HEAD 2>/dev/null || true)
# shellcheck disable=SC2086
changed=$(git diff --name-only --diff-filter=d "${base:-HEAD~1}" -- $folders 2>/dev/null | grep '\.cpp$' || true)
if [ "${1:-}" = "--all" ] || [ "$(wc -w <<<"$changed")" -gt 50 ]; then
  # Whole targets at a time: headers are read once for eight files.
  commands ON
  grep -oP '"file": "\K[^"]+' build/tidy/compile_commands.json \
    | grep -E "^$PWD/(build/tidy/)?(${folders// /|})/" | grep -vE '_autogen/|/\.(qt|rcc)/|qmlcache|_qmltyperegistrations|plugin(_init)?\.dir/' \
    | tidy --checks=-bugprone-suspicious-include --header-filter="^$PWD/(${folders// /|})/.*\.(h|cpp)\$" || failed=1
elif [ -n "$changed" ]; then
  commands OFF
  # Not what other systems build: nothing here says how.
  for file in $changed; do
    if grep -qF "\"$PWD/$file\"" build/tidy/compile_commands.json; then say "$file"; fi
  done | tidy || failed=1
fi
[ $failed -eq 0 ] && say "check: clean" || say "check: failed"
exit $failed
