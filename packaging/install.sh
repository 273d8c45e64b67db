#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Installs what is missing to build and test on Debian 12, by package name, and fetches SQLite.
# A second run finds everything in place and needs neither root nor a network.
#   packaging/install.sh          what the release build and its tests need
#   packaging/install.sh --all    also clang 14, for the sanitizer builds and the fuzzers
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packages=(
    g++ cmake ninja-build pkg-config git ca-certificates jq
    libasio-dev libssl-dev libsodium-dev libsqlitecpp-dev
    libcereal-dev libzstd-dev libxxhash-dev libexpected-dev
    libcli11-dev libspdlog-dev nlohmann-json3-dev libtomlplusplus-dev libical-dev
    libgtest-dev libbenchmark-dev librapidcheck-dev
)
case "${1:-}" in
    "") ;;
    --all) packages+=(clang-14 libclang-rt-14-dev llvm-14 clang-format-14) ;;
    *) echo "usage: packaging/install.sh [--all]" >&2; exit 2 ;;
esac

missing=()
for package in "${packages[@]}"; do
    state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [[ $state == installed ]] || missing+=("$package")
done
# Debian's npm conflicts with another node already there, so any npm will do.
command -v npm >/dev/null || [[ -f build/sqlite-amalgamation/checksum ]] || missing+=(npm)

if ((${#missing[@]} > 0)); then
    as_root=()
    if [[ $(id -u) != 0 ]]; then
        command -v sudo >/dev/null || {
            echo "install: root is needed for: ${missing[*]}" >&2
            exit 3
        }
        as_root=(sudo)
    fi
    echo "install: ${missing[*]}"
    "${as_root[@]}" apt-get update --quiet
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install --quiet --yes --no-install-recommends "${missing[@]}"
else
    echo "install: all ${#packages[@]} Debian packages are in place"
fi

packaging/sqlite.sh
