#!/usr/bin/env bash
# peers.sh DIR: the peers of bench_sync with their programs, from package-lock.json, which holds every
# checksum, and a certificate for their servers. What cannot be had is named and left out.
set -euo pipefail
source=$(dirname "$(realpath "$0")")/peers
mkdir -p "$1"
cd "$1"
cp "$source"/* .
for tool in node npm openssl; do
  command -v "$tool" >/dev/null || { echo "no $tool: sync peers not there" >&2; exit 0; }
done
[ -f certificate.pem ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 \
  -subj /CN=practice.example -addext subjectAltName=IP:127.0.0.1,IP:127.77.0.2 -keyout key.pem -out certificate.pem 2>/dev/null
cmp -s package-lock.json node_modules/.installed && exit 0
echo "fetching the sync peers" >&2
# Their install scripts would fetch and build more; what is measured runs without.
if npm ci --ignore-scripts --no-audit --no-fund --silent; then
  cp package-lock.json node_modules/.installed
else
  echo "npm ci failed: sync peers not there" >&2
fi
