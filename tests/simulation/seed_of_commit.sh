#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# A few worlds whose first seed is the commit's hash; of a tree without history the day's date.
set -eu
program=$1
tree=$2
seed=$(git -C "$tree" rev-parse HEAD 2>/dev/null || date +%Y%m%d)
exec "$program" --first "$seed" --seeds 3
