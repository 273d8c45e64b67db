#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Veldwerk in a few minutes, on a machine with nothing but this repository: installs what is
# missing, builds, opens an office on this machine alone, and plays a working day of two coaches
# without a signal. It leaves the office running until Ctrl-C. A second run takes seconds.
#   packaging/quickstart.sh                       all of that
#   packaging/quickstart.sh --once                stops at the end of the story
#   packaging/quickstart.sh --built BIN           with the programs in folder BIN: nothing is built
#   packaging/quickstart.sh --folder DIR          plays in DIR instead of build/quickstart
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

wrong_use() {
    echo "usage: packaging/quickstart.sh [--once] [--built BIN] [--folder DIR]" >&2
    exit 2
}
once=no built="" folder=build/quickstart
while (($# > 0)); do
    case $1 in
        --once) once=yes ;;
        --built) built=${2:-}; [[ -n $built ]] || wrong_use; shift ;;
        --folder) folder=${2:-}; [[ -n $folder ]] || wrong_use; shift ;;
        *) wrong_use ;;
    esac
    shift
done

bold="" dim="" plain=""
if [[ -t 1 ]]; then bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'; fi
steps=5
[[ -z $built ]] || steps=3
step=0
chapter() {
    step=$((step + 1))
    printf '\n%s[%d/%d] %s%s\n' "$bold" "$step" "$steps" "$*" "$plain"
}
say() { printf '  %s\n' "$*"; }
fail() { echo "quickstart: $*" >&2; exit 1; }

# The office that this run started, and nothing else, is stopped when it ends.
office_process=""
close_office() {
    [[ -n $office_process ]] || return 0
    kill -TERM "$office_process" 2>/dev/null || true
    wait "$office_process" 2>/dev/null || true
    office_process=""
}
trap close_office EXIT
trap 'close_office; printf "\n  The office is closed.\n"; exit 130' INT
trap 'exit 143' TERM

# --- The programs ---

if [[ -z $built ]]; then
    chapter "Installing what is missing"
    packaging/install.sh
    chapter "Building (some minutes the first time, seconds after that)"
    [[ -f build/release/build.ninja ]] || cmake --preset release --log-level=WARNING
    cmake --build --preset release --target veldwerkd veldwerk_cli
    built=build/release/bin
fi
[[ -x $built/veldwerkd && -x $built/veldwerk ]] ||
    fail "there is no veldwerkd and veldwerk in $built"
built=$(cd "$built" && pwd)
command -v jq >/dev/null || fail "jq is missing: packaging/install.sh installs it"

# --- The folder, and the clock of the story ---

# Only what an earlier run made is cleared away.
if [[ -e $folder ]]; then
    [[ -f $folder/made-by-quickstart ]] ||
        fail "$folder is there and not of an earlier quickstart: choose another --folder"
    running=$(jq -r .pid "$folder/office/serve.json" 2>/dev/null || true)
    if [[ -n $running ]] && kill -0 "$running" 2>/dev/null; then
        fail "an office is still running in $folder (process $running): stop it first, with Ctrl-C"
    fi
    rm -rf "$folder"
fi
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
touch "$folder/made-by-quickstart"
cat >"$folder/settings" <<END
# Read by a shell (. settings), so that the commands find this office and these phones.
export PATH="$built:\$PATH"
export VELDWERK_DATA="$folder/office" VELDWERK_KEY_FILE="$folder/phone.key"
END
# shellcheck source=/dev/null
. "$folder/settings"
cd "$folder"
log=quickstart.log

# The story is yesterday's, so that by hand you go on today, on the clock on the wall. The office and
# the phones read one clock: a phone corrects its own by the office's.
export TZ=Europe/Amsterdam VELDWERK_NOW=@$folder/clock
day=$(date -d yesterday +%F)
at() {
    date -d "$day $1" +%FT%T%:z >clock.next
    mv clock.next clock
}
# Prints a command as it is typed, and runs it.
run() {
    local words=() word
    for word in "$@"; do
        [[ $word != *[[:space:]]* ]] || word="\"$word\""
        words+=("$word")
    done
    printf '      %s$ %s%s\n' "$dim" "${words[*]}" "$plain"
    "$@" >>"$log" || fail "that did not work; what came before is in $folder/$log"
}
new() { "$@" --json | jq -r .id; }
open_office() { # address
    veldwerkd serve --listen "$1" >>"$log" 2>&1 &
    office_process=$!
    local tries
    for ((tries = 0; tries < 200; tries++)); do
        # An office that was here before left its file: only this one's counts.
        address=$(jq -r "select(.pid == $office_process).listen" office/serve.json 2>>"$log") ||
            true
        [[ -z $address ]] || return 0
        kill -0 "$office_process" 2>/dev/null || break
        sleep 0.05
    done
    fail "the office did not open; its log is $folder/$log"
}

chapter "Opening an office in $folder"
at 07:30
run veldwerkd init --programme Basisbanen
open_office 127.0.0.1:0
say "It listens on $address, for this machine alone."
say "People: Carla of the back office, the coaches Anja and Bram, and three participants:"
say "Dilan (D001), Kees (D002) and Mila (D003). All are made up."
{
    new veldwerkd person add --name Carla --role back_office
    new veldwerkd coach add --name Anja --code A
    new veldwerkd coach add --name Bram --code B
} >>"$log"
employer=$(new veldwerkd put employer name="Gemeente" kvk=00000001 holidays=none)
workplace=$(new veldwerkd put workplace employer="$employer" name="Wijkcentrum")
veldwerkd put employer_agreement employer="$employer" signed_on=2026-01-01 \
    valid_until=2099-12-31 >>"$log"
every_day=mon:480,tue:480,wed:480,thu:480,fri:480,sat:480,sun:480
prepare() { # number, given name, family name, title of the job
    local participant=D00$1 job=J$1
    veldwerkd put participant code="$participant" given_name="$2" family_name="$3"
    veldwerkd put consent participant="$participant" kind=data given_on=2026-01-01
    veldwerkd put job code="$job" title="$4" employer="$employer" workplace="$workplace" \
        kind=public minutes_per_week=2160 seats=1
    veldwerkd put displacement_check job="$job" result=positive valid_until=2099-12-31
    veldwerkd put volunteer_coordination job="$job" organisation=Buurt status=agreed
    veldwerkd put job --id "$job" state=approved
    veldwerkd assign --participant "$participant" --coach A
    veldwerkd assign --participant "$participant" --coach B --role substitute
}
place() { # number: the participant's placement, granted
    veldwerkd put placement code="L$1" participant="D00$1" job="J$1" workplace="$workplace" \
        kind=public start=2026-01-01 contract_minutes_per_week=2160 schedule="$every_day"
    veldwerkd put placement --id "L$1" state=active --as Carla
}
enrol() { # phone, code of the coach
    local code
    code=$(veldwerkd device invite --coach "$2" --json | jq -r .code)
    veldwerk enrol --replica "$1.db" --office "$address" --code "$code"
    veldwerk sync --replica "$1.db"
}
{
    prepare 1 Dilan Yildiz "Neighbourhood care"
    prepare 2 Kees Smit "Upkeep of schools"
    prepare 3 Mila Jansen "Plants and post"
    place 1
    place 2
    enrol anja A
    enrol bram B
} >>"$log"
say "Both coaches have a phone now (anja.db, bram.db), with their own caseload and nothing else."

# --- The day ---

chapter "A working day, $day: both coaches are out, without a signal"
at 08:10
say "08:10  Kees phones Anja: he is ill."
run veldwerk observe --replica anja.db --placement L2 --date "$day" --status sick --minutes 480 \
    --source participant
at 09:30
say "09:30  Anja asks for a place for Mila, who would start tomorrow."
run veldwerk put --replica anja.db placement code=L3 participant=D003 job=J3 \
    workplace="${workplace: -8}" kind=public start="$(date -d "$day 2 days" +%F)" \
    contract_minutes_per_week=1440 schedule=mon:480,wed:480,fri:480 state=requested
at 16:00
say "16:00  Dilan worked all day, says Anja, who was there. Bram has it from the employer: ten"
say "       minutes less."
run veldwerk observe --replica anja.db --placement L1 --date "$day" --status present --minutes 480
run veldwerk observe --replica bram.db --placement L1 --date "$day" --status present --minutes 470 \
    --source employer
at 16:30
say "16:30  Bram sees Kees at work after all, and does not know of the phone call."
run veldwerk observe --replica bram.db --placement L2 --date "$day" --status present --minutes 480
say "       Each phone keeps what was saved:" \
    "$(veldwerk status --replica anja.db --json | jq .unsent) changes wait on Anja's," \
    "$(veldwerk status --replica bram.db --json | jq .unsent) on Bram's."
at 23:10
say "23:10  At home there is a signal. Both sync, in any order; the result is the same."
run veldwerk sync --replica bram.db
run veldwerk sync --replica anja.db
run veldwerk sync --replica bram.db

# --- What came of it ---

digest_of() { veldwerk digest --replica "$1.db" --json | jq -r .digest; }
why_of() { # placement: why its day is what it is, one sentence a line
    veldwerkd show established_day --where placement="$1" --where date="$day" --why --json |
        jq -r '.why.parts' | sed 's/\. /.\n/g' | sed 's/^/    /'
}
unset VELDWERK_NOW TZ
chapter "What came of it"
printf '\n  %sWhat the office sees%s\n' "$bold" "$plain"
say "Dilan, L1: settled by a rule. Why?"
why_of L1
say "Kees, L2: waits for a person, for it is about pay. Why?"
why_of L2
say "Mila, L3: $(veldwerkd show placement --id L3 --json | jq -r .state)." \
    "A seat is the office's to give; Anja could only ask."
review=$(veldwerkd review list --open --json | jq -rs '[.[] | select(.kind == "day")][0].id')
[[ -n $review && $review != null ]] || fail "no question waits for a person, but one should"

for phone in Anja Bram; do
    file=${phone,}.db
    printf "\n  %sWhat %s's phone says%s\n" "$bold" "$phone" "$plain"
    status=$(veldwerk status --replica "$file" --json)
    say "Waiting to be sent: $(jq .unsent <<<"$status"). Refused by the office:" \
        "$(jq .refused <<<"$status"). Questions that wait: $(jq .reviews <<<"$status")."
    codes=$(veldwerk show placement --replica "$file" --json | jq -s 'map({(.id): .code}) | add')
    veldwerk show established_day --replica "$file" --where date="$day" --json |
        jq -rs --argjson codes "$codes" '
            map({code: $codes[.placement], parts: (.parts // [])}) | sort_by(.code)[] |
            "  \(.code): " + if .parts == [] then "not settled yet, a person decides."
            else ([.parts[] | "\(.status) \(.minutes) minutes"] | join(", ")) + ", settled." end'
done
printf '\n'
if [[ $(digest_of anja) == "$(digest_of bram)" &&
      $(digest_of anja) == "$(veldwerkd digest --coach A --json | jq -r .digest)" ]]; then
    say "Both phones and the office hold the same: one digest, $(digest_of anja | cut -c1-8)..."
else
    fail "the phones and the office should hold the same, and do not: please report it"
fi

printf '\n  %sGo on by hand%s\n' "$bold" "$plain"
cat <<END
  In another terminal:
    cd $folder && . ./settings
  Carla answers the question: Kees worked until one and then went home ill.
    veldwerkd review show ${review: -8}
    veldwerkd review decide ${review: -8} --value parts=present:300,sick:180 \\
        --reason "home at one" --as Carla
  She gives Mila the seat:
    veldwerkd put placement --id L3 state=active --as Carla
  Anja sees both after a sync, and why:
    veldwerk sync --replica anja.db
    veldwerk show placement --id L3 --why --replica anja.db
    veldwerk show established_day --where placement=L2 --why --replica anja.db
  More: veldwerkd --help, veldwerk --help, README.md
END
[[ $once == no ]] || exit 0

# On the clock of today from here on, at the same address: the phones remember it.
close_office
open_office "$address"
printf '\n'
say "The office is open on $address. Ctrl-C closes it; the next quickstart starts afresh."
wait "$office_process" || true
