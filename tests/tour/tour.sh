#!/usr/bin/env bash
# tour.sh BIN_FOLDER OUT_FOLDER: the main job on real parts, with a keyring, a home and a temporary
# folder of its own, so that whatever the programs leave behind is found and searched.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -eq 2 ] || { echo "tour.sh BIN_FOLDER OUT_FOLDER" >&2; exit 2; }
mkdir -p "$2"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/temporary"
export TMPDIR="$work/temporary" TOUR_WORK="$work" TZ=Europe/London LC_ALL=C.UTF-8
"$here/../support/in_season.py" "$here/../../core/clinical/packs/flu-2026-27.json" \
  "$here/../support/with-keyring.sh" python3 "$here/tour.py" "$(realpath "$1")" "$(realpath "$2")" 2> >(grep -v 'fd limit' >&2)
"$here/walks.sh" "$1" "$2"
