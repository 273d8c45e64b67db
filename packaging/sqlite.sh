#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Fetches the one SQLite of every program here: SQLite3 Multiple Ciphers 2.3.5 over SQLite 3.53.2,
# as one C file. The npm package is only its carrier: no install script runs, and the checksum below
# decides what is accepted. All presets share build/sqlite-amalgamation; a second run does nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

carrier=better-sqlite3-multiple-ciphers@12.11.1
sha512=a46ef6fb7564522a67998c782f042aa0e5cd1b6089d479660eb96faa0afbc501e0b04f9ccf9ac064489a2479d42931da19f1a27e0800fc2d12bfda99954adfa3
target=build/sqlite-amalgamation

# The checksum is written last, so an interrupted run starts again.
if [[ -f $target/checksum && $(<"$target/checksum") == "$sha512" ]]; then
    echo "sqlite: already in $target"
    exit 0
fi

mkdir -p build
scratch=$(mktemp -d build/sqlite-fetch.XXXXXX)
trap 'rm -rf "$scratch"' EXIT
echo "sqlite: fetching $carrier"
(cd "$scratch" && npm pack --silent "$carrier" >/dev/null)
archive=("$scratch"/*.tgz)
if ! echo "$sha512  ${archive[0]}" | sha512sum --check --status; then
    echo "sqlite: the checksum of $carrier is not the one kept in packaging/sqlite.sh;" \
         "nothing was unpacked" >&2
    exit 1
fi
tar -xzf "${archive[0]}" -C "$scratch" package/deps/sqlite3/sqlite3.c package/deps/sqlite3/sqlite3.h
mkdir -p "$target"
mv "$scratch"/package/deps/sqlite3/sqlite3.{c,h} "$target"/
echo "$sha512" >"$target/checksum"
echo "sqlite: unpacked into $target"
