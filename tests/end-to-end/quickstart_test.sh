#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# The quickstart as a newcomer meets it: it tells its story, may be run again, touches nothing that
# is not its own, and each command that it, or the README, proposes to type by hand works.
#   tests/end-to-end/quickstart_test.sh BIN     the folder with veldwerkd and veldwerk
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
programs=$1

scratch=$(mktemp -d)
quickstart=""
end() {
    [[ -z $quickstart ]] || kill -TERM "$quickstart" 2>/dev/null || true
    wait
    rm -rf "$scratch"
}
trap end EXIT
fail() {
    echo "quickstart_test: $*" >&2
    cat "$scratch/said" >&2
    exit 1
}
play=(packaging/quickstart.sh --built "$programs" --folder "$scratch/played")
says() { grep -qF -- "$1" "$scratch/said" || fail "it does not say: $1"; }

"${play[@]}" --once >"$scratch/said" 2>&1 || fail "it does not run"
says "Dilan, L1: settled by a rule."
says "what was observed agrees within 15 minutes, and the strongest source counts"
says "Kees, L2: waits for a person"
says "the observations differ by more than 15 minutes"
says "Mila, L3: requested."
says "L1: present 480 minutes, settled."
says "L2: not settled yet, a person decides."
says "Both phones and the office hold the same"
serving() { jq .pid "$scratch/played/office/serve.json"; }
gone() { ! kill -0 "$1" 2>/dev/null; }
[[ ! -f $scratch/played/office/serve.json ]] || gone "$(serving)" || fail "an office runs on"

# A phone that corrected its clock by an office of another hour would not know this day yet.
at_midnight() { TZ=Europe/Amsterdam date -d "today 00:01" "+$1"; }
(
    cd "$scratch/played" && . ./settings
    VELDWERK_NOW=$(at_midnight %FT%T%:z) veldwerk observe --replica anja.db --placement L1 \
        --date "$(at_midnight %F)" --status present --minutes 480
) >>"$scratch/said" || fail "the story leaves the phones with a wrong clock"

mkdir "$scratch/diary"
if packaging/quickstart.sh --built "$programs" --folder "$scratch/diary" >"$scratch/said" 2>&1; then
    fail "it plays in a folder that is not its own"
fi

# A run that stays, until `close`.
open() {
    : >"$scratch/said" # what an earlier run said must not pass for this one's
    "${play[@]}" >>"$scratch/said" 2>&1 &
    quickstart=$!
    local tries
    for ((tries = 0; tries < 600; tries++)); do
        grep -qF "Ctrl-C closes it" "$scratch/said" && return 0
        kill -0 "$quickstart" 2>/dev/null || break
        read -rt 0.05 <> <(:) || true
    done
    fail "the quickstart did not open its office"
}
close() {
    local office
    office=$(serving)
    kill -TERM "$quickstart"
    wait "$quickstart" || true
    quickstart=""
    gone "$office" || fail "the office outlives the quickstart"
}
# Types the commands of a file, as a person who went on by hand.
type_in() {
    bash -euo pipefail "$1" >"$scratch/answers" 2>&1 && return 0
    cat "$scratch/answers" >&2
    fail "a command that is proposed does not work"
}
# The code blocks of a language below a heading of a document, or all of them.
blocks() { # document, language, heading
    awk -v language="$2" -v heading="${3:-}" '
        /^## / { here = heading == "" || $0 == "## " heading }
        /^```/ { inside = !inside && $0 == "```" language && here; next }
        inside' "$1"
}

open
if "${play[@]}" --once >"$scratch/third" 2>&1; then fail "it clears away an office that is open"; fi
sed -n '/In another terminal/,$p' "$scratch/said" | grep '^    ' >"$scratch/by-hand.sh"
(($(wc -l <"$scratch/by-hand.sh") >= 7)) || fail "it proposes too little to do by hand"
type_in "$scratch/by-hand.sh"
grep -q "decided: present:300,sick:180" "$scratch/answers" || fail "the question was not answered"
close

# The README's day and morning, as they stand there but for the folder.
open
for heading in "A coach's day" "An office's morning"; do
    blocks README.md sh "$heading" | sed "s|^cd build/quickstart|cd $scratch/played|" \
        >"$scratch/by-hand.sh"
    (($(wc -l <"$scratch/by-hand.sh") >= 7)) || fail "the README says too little of: $heading"
    type_in "$scratch/by-hand.sh"
done
grep -q "the same every time" "$scratch/answers" || fail "check --rebuild is not content"

# The apps of the READMEs, against the library that was built.
library=$(cd "$programs/../lib" && pwd)
blocks README.md c >"$scratch/app.c"
blocks client-sdk/README.md cpp >"$scratch/app.cpp"
strictly=(-Wall -Wextra -Werror -I client-sdk/include)
[[ -z ${SANITIZE:-} ]] || strictly+=("$SANITIZE")
# Linked as C++, because a sanitizer's run-time comes in with that.
link() { # object, program
    "${CXX:-c++}" ${SANITIZE:-} "$1" -o "$2" -L "$library" -lveldwerk "-Wl,-rpath,$library"
}
{
    "${CC:-cc}" "${strictly[@]}" -c "$scratch/app.c" -o "$scratch/app-c.o"
    link "$scratch/app-c.o" "$scratch/app-c"
} || fail "the README's app does not compile"
{
    "${CXX:-c++}" -std=c++20 "${strictly[@]}" -c "$scratch/app.cpp" -o "$scratch/app-cpp.o"
    link "$scratch/app-cpp.o" "$scratch/app-cpp"
} || fail "the client-sdk README's app does not compile"
(cd "$scratch/played" && "$scratch/app-c") | grep -q '"code":"L1"' ||
    fail "the README's app does not show the placements"
(cd "$scratch/played" && "$scratch/app-cpp") | grep -q "first talk" ||
    fail "the client-sdk README's app does not show what it wrote"
close
