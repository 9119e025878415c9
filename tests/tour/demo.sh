#!/usr/bin/env bash
# demo.sh BIN_FOLDER [PATIENTS]: a practice server with invented patients on this machine, a tablet that
# has joined it, and the app on today's round. Without a display it says so and takes the tour instead.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
bin=$(realpath "$1")
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  out=$(mktemp -d)
  echo "There is no display here. The tour is taken instead; its pictures go to $out"
  exec "$here/tour.sh" "$bin" "$out"
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/temporary"
export TMPDIR="$work/temporary" TOUR_WORK="$work" LC_ALL=C.UTF-8
# The keyring's own home hides the display; the app gets it back.
for name in DISPLAY WAYLAND_DISPLAY XAUTHORITY XDG_SESSION_TYPE; do
  [ -z "${!name:-}" ] || export "DEMO_$name=${!name}"
done
if [ -n "${WAYLAND_DISPLAY:-}" ] && [ -n "${XDG_RUNTIME_DIR:-}" ]; then
  export DEMO_WAYLAND_DISPLAY="$XDG_RUNTIME_DIR/$WAYLAND_DISPLAY"
fi
"$here/../support/in_season.py" "$here/../../core/clinical/packs/flu-2026-27.json" \
  "$here/../support/with-keyring.sh" python3 "$here/demo.py" "$bin" "${2:-300}" 2> >(grep -v 'fd limit' >&2)
