#!/usr/bin/env bash
# peers.sh DIR: fetches, checks and builds the libraries of peers.txt as DIR/NAME/libsqlite3.so.0, which a
# process of bench_store loads in place of the system's. What cannot be had is named and left out.
set -euo pipefail
list=$(dirname "$(realpath "$0")")/peers.txt
mkdir -p "$1"
cd "$1"
# shellcheck disable=SC2054 # the commas are the linker's
common=(-O2 -fPIC -shared -Wl,-soname,libsqlite3.so.0 -DSQLITE_THREADSAFE=1 -DSQLITE_USE_URI -DSQLITE_TEMP_STORE=2
  -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_ENABLE_FTS5 -DSQLITE_SECURE_DELETE -DSQLITE_MAX_VARIABLE_NUMBER=250000)

build_peer() {
  local name=$1 package=$2 sum=$3 source=$4 options work archive
  read -ra options <<<"$5"
  work=$(mktemp -d "$PWD/$name-XXXXXX")
  # shellcheck disable=SC2064 # the folder of this call
  trap "rm -rf '$work'" RETURN
  archive=$(npm pack --silent --pack-destination "$work" "$package" 2>/dev/null | tail -1) || return 1
  echo "$sum  $work/$archive" | sha256sum --check --quiet - || return 1
  tar -xzf "$work/$archive" -C "$work" || return 1
  mkdir -p "$name"
  nice "${CC:-cc}" "${common[@]}" "$work/package/$source/sqlite3.c" -o "$work/library" "${options[@]}" \
    -lpthread -ldl -lm 2>"$name/build.log" || return 1
  mv "$work/library" "$name/libsqlite3.so.0"
}

while IFS='|' read -r name package sum source options; do
  case $name in '' | '#'*) continue ;; esac
  [ -f "$name/libsqlite3.so.0" ] && continue
  echo "building $package" >&2
  build_peer "$name" "$package" "$sum" "$source" "$options" </dev/null || echo "$name: peer not there" >&2
done <"$list"
