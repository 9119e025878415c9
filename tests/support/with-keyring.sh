#!/usr/bin/env bash
# Runs a command with a session bus and an unlocked keyring of its own, in a home of its own, so that
# the real keystore path runs and nobody's keyring is touched.
#   with-keyring.sh COMMAND [ARGUMENTS...]
# WITH_KEYRING=locked leaves the keyring closed; WITH_KEYRING=none starts no keyring daemon.
set -euo pipefail
[ $# -ge 1 ] || { echo "with-keyring.sh COMMAND [ARGUMENTS...]" >&2; exit 2; }
for program in dbus-run-session gnome-keyring-daemon; do
  command -v "$program" >/dev/null || { echo "with-keyring.sh: $program is not installed" >&2; exit 3; }
done
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir -m 700 "$home/run" "$home/cache"
export HOME="$home" XDG_RUNTIME_DIR="$home/run" XDG_CACHE_HOME="$home/cache"
export XDG_DATA_HOME="$home/.local/share" XDG_CONFIG_HOME="$home/.config"
unset DISPLAY WAYLAND_DISPLAY XDG_CURRENT_DESKTOP DESKTOP_SESSION KDE_FULL_SESSION GNOME_KEYRING_CONTROL
dbus-run-session -- bash -c '
  set -euo pipefail
  start() { gnome-keyring-daemon "$@" --components=secrets >/dev/null 2>&1; }
  case ${WITH_KEYRING:-open} in
    open) printf "keyring\n" | start --unlock --daemonize ;;
    locked)
      # Make the keyring once, then a daemon that was never given its password.
      printf "keyring\n" | start --unlock --daemonize
      gnome-keyring-daemon --replace --daemonize --components=secrets </dev/null >/dev/null 2>&1 ;;
    none) : ;;
  esac
  "$@"' with-keyring "$@"
