#!/usr/bin/env bash
# walks.sh BIN_FOLDER OUT_FOLDER: bad input walked on real screens (walks.py), with a keyring, a home and
# a temporary folder of its own. Pictures go to OUT_FOLDER/walks. The locked keyring asks for its password
# in a window, for which there is no display: that is not worth a line.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -eq 2 ] || { echo "walks.sh BIN_FOLDER OUT_FOLDER" >&2; exit 2; }
mkdir -p "$2"
work=$(mktemp -d)
leave() {
  if mountpoint -q "$work/small"; then umount "$work/small"; fi
  rm -rf "$work"
}
trap leave EXIT
mkdir "$work/temporary"
export TMPDIR="$work/temporary" TOUR_WORK="$work" TZ=Europe/London LC_ALL=C.UTF-8
"$here/../support/in_season.py" "$here/../../core/clinical/packs/flu-2026-27.json" \
  "$here/../support/with-keyring.sh" python3 "$here/walks.py" "$(realpath "$1")" "$(realpath "$2")" 2> >(grep -vE 'fd limit|[Pp]rompter|^$' >&2)
