#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Compares what libveldwerk.so shows with exported-symbols.txt beside this script.
#   exported_symbols.sh <nm> <library>
set -euo pipefail
export LC_ALL=C
list=$(dirname "$0")/exported-symbols.txt
"$1" -D --defined-only "$2" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort |
    diff --label "exported-symbols.txt" --label "what the library shows" -u "$list" - && exit
echo "The library's surface is not what the list says. If that is meant, change the list and" >&2
echo "the \`Since\` of the functions in veldwerk.h." >&2
exit 1
