#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# A week in the life (the acceptance week): two coaches, an office with a second pair of eyes, every
# conflict they meet, and the numbers that must come out, typed with the commands that people type.
# Revocation of a stolen phone, erasing a participant and restoring a backup are part of it.
#   tests/end-to-end/week_test.sh BIN     the folder with veldwerkd and veldwerk
set -euo pipefail
programs=$1

scratch=$(mktemp -d)
office=$scratch/office
export XDG_STATE_HOME=$scratch/state VELDWERK_DATA=$office VELDWERK_NOW=@$scratch/now
daemon=""
port=0
end() {
    [[ -z $daemon ]] || kill -TERM "$daemon" 2>/dev/null || true
    wait
    rm -rf "$scratch"
}
trap end EXIT
trap 'echo "week_test: line $LINENO failed" >&2' ERR

# --- the people and their programs ---------------------------------------------------------------

now() { printf '%s\n' "$1" >"$scratch/now.new" && mv "$scratch/now.new" "$scratch/now"; }
off() { "$programs/veldwerkd" "$@"; }
anja() { "$programs/veldwerk" "$@" --replica "$scratch/a.db"; }
bram() { "$programs/veldwerk" "$@" --replica "$scratch/b.db"; }
bram_anew() { "$programs/veldwerk" "$@" --replica "$scratch/b2.db"; }
brams_phone=bram
id() { jq -r .id; }
quietly() { "$@" >/dev/null; }

fail() {
    echo "week_test: $*" >&2
    exit 1
}
is() { [[ $1 == "$2" ]] || fail "$3: got '$1', wanted '$2'"; }
# A no: the exit code that was expected, and exactly one line that says why.
refuses() {
    local code=$1 got=0
    shift
    "$@" >"$scratch/out" 2>"$scratch/err" || got=$?
    is "$got" "$code" "exit of $*: $(<"$scratch/err")"
    is "$(wc -l <"$scratch/err")" 1 "lines of the refusal of $*"
}
open_reviews() { off review list --json | jq -s '[.[] | select(.state == "open")] | length'; }
review_of() {
    off review list --json | jq -rs --arg kind "$1" \
        '[.[] | select(.kind == $kind)][0] | "\(.id)@\(.version)"'
}
sync_both() { quietly anja sync; quietly "$brams_phone" sync; }
# The evening's sync, the office's night, and the sync of the next morning.
night() {
    now "$1"
    sync_both
    now "$2"
    quietly off nightly
    sync_both
}
observe() { # who placement date status minutes [option ...]
    local who=$1 placement=$2 date=$3 status=$4 minutes=$5
    shift 5
    "$who" observe --placement "$placement" --date "$date" --status "$status" \
        --minutes "$minutes" "$@" --json | id
}
enrol() { # who coach
    local code
    code=$(off device invite --coach "$2" --json | jq -r .code)
    quietly "$1" enrol --office "127.0.0.1:$port" --code "$code"
}
serve() {
    : >"$scratch/serve.out"
    "$programs/veldwerkd" serve --data "$office" --listen 127.0.0.1:0 \
        >"$scratch/serve.out" 2>"$scratch/serve.log" &
    daemon=$!
    # Its first line says where it listens; `read` waits for it, the daemon ends with the test.
    local said
    exec 3< <(tail -f --pid="$daemon" -n +1 "$scratch/serve.out")
    read -r -t 30 said <&3 || fail "serve says nothing"
    exec 3<&-
    port=${said##*:}
}

# --- Friday 27-11-2026: the office is furnished --------------------------------------------------

now 2026-11-27T09:00:00+01:00
quietly off init --programme Basisbanen
serve
carla=$(off person add --name Carla --role back_office --json | id)
dirk=$(off person add --name Dirk --role team_leader --json | id)
a=$(off coach add --name Anja --code A --json | id)
b=$(off coach add --name Bram --code B --json | id)
put() { off put "$@" --as "$carla" --json | id; }

quietly put setting name=full_time_minutes_per_week value=2160 from=2026-01-01
quietly put setting name=tolerance_minutes value=15 from=2026-01-01
quietly put setting name=cap_public value=4 from=2026-01-01
quietly put target kind=public count=20 due=2027-12-31
quietly put target kind=public_private count=25 due=2027-12-31
quietly put target kind=total count=5 due=2026-12-31
quietly put cost_rate from=2026-01-01 cost_cents_per_fte=2900000 saving_cents_per_fte=1600000
employer=$(put employer name=Gemeente kvk=00000001)
workplace=$(put workplace employer="$employer" name=Wijkcentrum)
quietly put employer_agreement employer="$employer" signed_on=2026-11-01 valid_until=2027-12-31
for n in 1 2 3 4 5 6 7 8 9; do
    quietly put participant code=D00$n given_name=Test$n family_name=Persoon$n
    quietly put consent participant=D00$n kind=data given_on=2026-11-01
done

vet() { # job, by whom
    quietly off put displacement_check job="$1" result=positive valid_until=2027-12-31 --as "$2"
    quietly off put volunteer_coordination job="$1" organisation=Buurt status=agreed --as "$2"
    quietly off put job --id "$1" state=approved --as "$2"
}
job() {
    quietly put job code="$1" title="$2" employer="$employer" workplace="$workplace" kind="$3" \
        minutes_per_week="$4" seats=1
}
job J1 neighbourhood public 1920
job J2 hostess public_private 1440
job J3 schools public 2160
job J6 buildings public 2160
job J7 upkeep public 2160
job J8 gardens public 2160
for j in J1 J2 J3 J6 J7 J8; do vet $j "$carla"; done
job J4 kitchen public 2160
undecided=$(put displacement_check job=J4)
job J5 office public_private 2160

place() { # code participant job kind start minutes schedule
    quietly put placement code="$1" participant="$2" ${3:+job="$3"} workplace="$workplace" \
        kind="$4" start="$5" contract_minutes_per_week="$6" schedule="$7"
}
full=mon:432,tue:432,wed:432,thu:432,fri:432
place L1 D001 J1 public 2026-11-30 1920 mon:480,tue:480,wed:480,thu:480
place L2 D002 J2 public_private 2026-11-30 1440 mon:480,tue:480,thu:480
place L3 D003 J3 public 2026-11-30 2160 $full
place L4 D004 "" top_up 2026-11-30 960 wed:480,fri:480
place L5 D005 J5 public_private 2026-12-07 2160 $full
place L6 D006 J6 public 2026-11-30 2160 $full
place L7 D009 J4 public 2026-12-14 2160 $full
place L8 D007 J7 public 2026-12-14 2160 $full
place L9 D008 J8 public 2026-12-14 2160 $full
for l in L1 L2 L3 L4 L6; do quietly put placement --id $l state=active; done

assign() { # coach role participant ...
    local coach=$1 role=$2
    shift 2
    for participant in "$@"; do
        quietly off assign --participant "$participant" --coach "$coach" --role "$role" \
            --from 2026-11-27
    done
}
assign "$a" main D001 D002 D005 D007
assign "$a" substitute D004
assign "$b" main D003 D004 D006 D008 D009
assign "$b" substitute D001 D002 D005
meeting=$(put meeting title=Bijeenkomst start=2026-12-17T18:00 place=Kiosk room=1)
enrol anja "$a"
enrol bram "$b"
sync_both
quietly bram put placement code=L4b participant=D004 workplace="$workplace" kind=top_up \
    start=2026-11-30 contract_minutes_per_week=960 schedule=wed:480,fri:480
quietly bram put participant --id D001 address="Oude straat 1"
quietly anja put coaching_goal participant=D001 code=G1 text=ritme
quietly bram put coaching_goal participant=D002 code=G2 text=gastvrouw
sync_both
sync_both

# --- Monday and Tuesday --------------------------------------------------------------------------

now 2026-11-30T16:00:00+01:00
first=$(observe anja L1 2026-11-30 present 480 --source seen)
quietly observe anja L2 2026-11-30 present 480 --source employer
quietly observe bram L3 2026-11-30 present 432
night 2026-11-30T23:10:00+01:00 2026-12-01T02:00:00+01:00
is "$(open_reviews)" 0 "reviews open after Monday"

now 2026-12-01T16:30:00+01:00
quietly observe anja L2 2026-12-01 sick 480 --source participant # C1
quietly observe bram L2 2026-12-01 present 480
quietly observe anja L1 2026-12-01 present 480
quietly anja put coaching_log participant=D001 goal=G1 date=2026-12-01 minutes=45 travel_minutes=15
quietly observe bram L3 2026-12-01 present 432
quietly bram put coaching_log participant=D002 goal=G2 date=2026-12-01 minutes=30 travel_minutes=20
night 2026-12-01T23:10:00+01:00 2026-12-02T02:00:00+01:00
is "$(open_reviews)" 1 "reviews open after Tuesday: C1"

# --- Wednesday: both carve, both ask for the last place, the line breaks at night -----------------

now 2026-12-02T10:00:00+01:00
quietly put displacement_check --id "$undecided" result=rejected
now 2026-12-02T11:00:00+01:00
quietly bram put placement --id L7 state=requested # C7, offline
now 2026-12-02T16:00:00+01:00
quietly observe anja L1 2026-12-02 present 480
quietly anja put participant --id D001 phones+=0612345678
quietly anja put coaching_log participant=D002 date=2026-12-02 minutes=60
task() { # who description minutes
    "$1" put task employer="$employer" description="$2" minutes_per_week="$3" --json | id
}
post=$(task anja post 120)
plants=$(task anja plants 60)
quietly anja put job --id J5 tasks+="$post,$plants"
quietly anja put placement --id L8 state=requested # C8
quietly bram put participant --id D001 address="Nieuwe straat 2" # C12
quietly observe bram L3 2026-12-02 present 432
quietly observe bram L4 2026-12-02 present 480
plants_again=$(task bram "Plants " 90) # C11
coffee=$(task bram coffee 300)
quietly bram put job --id J5 tasks+="$plants_again,$coffee"
quietly bram put contact participant=D004 kind=personal date=2026-12-02 minutes=0 \
    text="zorgen over de huur XYZZY"
quietly bram put placement --id L9 state=requested # C8
quietly off review decide "$(review_of day)" --value parts=present:300,sick:180 \
    --reason "ging om 13:00 naar huis" --as "$carla" # C1
now 2026-12-02T21:00:00+01:00
quietly observe anja L1 2026-11-30 present 420 --supersedes "$first"
now 2026-12-02T23:10:00+01:00
quietly anja sync --changes 7
quietly bram sync
is "$(anja status --json | jq .unsent)" 1 "Anja's changes after the line broke: the correction"
now 2026-12-03T02:00:00+01:00
quietly off nightly
quietly bram sync
is "$(off show job --id J5 --json | jq -c '[.tasks_minutes_least, .tasks_minutes_most]')" \
    "[480,570]" "the range of J5's tasks"

# --- Thursday: November closes ----------------------------------------------------------------------

is "$(open_reviews)" 3 "reviews open on Thursday: C7, C8, C11"
now 2026-12-03T12:00:00+01:00
refuses 1 off period close 2026-11 --as "$carla"
off period close 2026-11 --as "$carla" --accept-open "L6: bestand van de werkgever volgt" --json \
    >"$scratch/close.json"
is "$(jq .minutes "$scratch/close.json")" 1392 "November"
is "$(jq -c .open_days "$scratch/close.json")" '[{"placement":"L6","date":"2026-11-30"}]' \
    "the open day of November"
quietly off export period --month 2026-11 --out "$scratch/november.csv"
now 2026-12-03T15:00:00+01:00
quietly observe anja L1 2026-12-03 present 480
quietly observe anja L2 2026-12-03 present 480
quietly observe bram L3 2026-12-03 present 432
quietly bram put coaching_log participant=D003 date=2026-12-03 minutes=75
quietly bram put placement --id L4b state=withdrawn # C10
quietly observe anja L4b 2026-12-02 present 480
refuses 1 anja observe --placement L4 --date 2026-12-04 --status present --minutes 480 --source seen
quietly anja put meeting --id "$meeting" start=2026-12-17T18:30
quietly bram put meeting --id "$meeting" room=2
night 2026-12-03T23:10:00+01:00 2026-12-04T02:00:00+01:00 # and the rest of Anja's batch: C5
is "$(off show meeting --id "$meeting" --json | jq -c '[.start, .room, .sequence]')" \
    '["2026-12-17T18:30","2",1]' "the meeting"
cp "$scratch/b.db" "$scratch/imaged.db"
quietly off backup "$scratch/thursday.backup"
refuses 1 off backup "$scratch/thursday.backup"
refuses 1 off restore "$scratch/thursday.backup" # while serve runs

# --- Friday: a phone is stolen, and the office settles what waits ---------------------------------

now 2026-12-04T09:00:00+01:00
stolen=$(off device list --json |
    jq -r 'select(.coach_name == "Bram" and .state == "active") | .id')
quietly off device revoke --device "$stolen" --as "$carla"
enrol bram_anew "$b"
quietly bram_anew sync
brams_phone=bram_anew
is "$(bram_anew show participant --json | jq -r .code | sort | xargs)" \
    "D001 D002 D003 D004 D005 D006 D008 D009" "Bram's caseload, and no more"
quietly observe bram L3 2026-12-04 unauthorised_absence 0 # the thief, offline
now 2026-12-04T15:00:00+01:00
refuses 1 bram sync # C15
refuses 1 bram show participant
head -c 32 /dev/urandom >"$scratch/other.key"
chmod 600 "$scratch/other.key"
refuses 1 "$programs/veldwerk" show participant --replica "$scratch/imaged.db" \
    --key-file "$scratch/other.key"

{
    echo 'placement;date;status;minutes'
    for day in 30-11 01-12 02-12 03-12 04-12; do echo "L6;$day-2026;present;432"; done
} >"$scratch/l6.csv"
now 2026-12-04T17:00:00+01:00
import_l6() { off import observation "$scratch/l6.csv" --as "$carla" --json; }
is "$(import_l6 | jq -c '[.rows, .accepted, (.refused | length)]')" "[5,5,0]" "the employer's file"
is "$(import_l6 | jq .accepted)" 0 "the same file again"
quietly observe bram_anew L4 2026-12-04 present 480
quietly bram_anew sync
quietly put placement --id L4 end=2026-12-04 end_reason=left_pilot
would=$(off erase --participant D004 --dry-run --as "$carla" --json)
is "$(jq -c '[.erased[] | "\(.record).\(.field)"] | index("contact.text") != null' <<<"$would")" \
    true "what an erasure would empty"
is "$(jq -c '[.kept[] | select(.record == "observation" and .field == "parts") | .category] | unique' \
    <<<"$would")" '["keep_tax"]' "what the law keeps"
grep -rqa XYZZY "$office" || fail "a dry run erased something"
refuses 2 off erase --participant D004 --as "$carla" # without a reason
refuses 1 off erase --participant D999 --reason "op verzoek" --as "$carla"
is "$(off erase --participant D004 --reason "op verzoek" --as "$carla" --json | jq .office_done)" \
    true "the office is clean"
refuses 1 off erase --participant D004 --reason "nog eens" --as "$carla"
decide() { quietly off review decide "$@" --as "$carla"; }
decide "$(review_of withdrawal)" --value placement=L4 --reason "dubbel ingevoerd" # C10
decide "$(review_of guard)" --choose 1 --reason "Bram ingelicht" # C7
l8=$(off review show "$(review_of seat)" --json |
    jq '[.alternatives[].record == "L8"] | index(true) + 1')
decide "$(review_of seat)" --choose "$l8" --reason "eerste op de lijst" # C8
decide "$(review_of double)" --value minutes_per_week=90 --reason "hele kantoor" # C11
further=$(put task employer="$employer" description=further minutes_per_week=1650)
quietly put job --id J5 tasks+="$further"
vet J5 "$dirk"
quietly put placement --id L5 state=active
for l in L1 L6; do
    correction=$(off period corrections --json |
        jq -r --arg l $l 'select(.placement == $l and .date == "2026-11-30") | .id')
    refuses 1 off period approve "$correction" --as "$carla" # she closed November
    quietly off period approve "$correction" --as "$dirk"
done
now 2026-12-05T02:00:00+01:00
quietly off nightly

# --- the weekend: everybody holds the same ----------------------------------------------------------

now 2026-12-05T11:00:00+01:00
quietly anja put contact participant=D004 kind=personal date=2026-12-05 minutes=0 \
    text="weer over de huur XYZZY" # C14, offline
now 2026-12-06T20:00:00+01:00
sync_both
quietly off nightly
sync_both
digest_of() { jq -r .digest; }
is "$(anja digest --json | digest_of)" "$(off digest --coach "$a" --json | digest_of)" "Anja's digest"
is "$(bram_anew digest --json | digest_of)" "$(off digest --coach "$b" --json | digest_of)" \
    "Bram's digest"
shared=$(jq -rn --argjson a "$(anja digest --json)" --argjson b "$(bram_anew digest --json)" '
    [$a.scopes[] as $x | $b.scopes[] | select(.scope == $x.scope)
     | if .digest == $x.digest then "same" else "differs" end] | unique | join(" ")')
is "$shared" same "scopes that both hold"
quietly off check --rebuild --orders 20
statement=$(off erase list --json)
is "$(jq -r .state <<<"$statement")" complete "the erasure"
is "$(jq -c '[.devices[] | select(.out_of_reach | not) | .done] | unique' <<<"$statement")" \
    '[true]' "what the devices in use say"
is "$(anja show contact --where participant=D004 --json | jq -rs 'map(.text // "") | join("")')" \
    "" "D004's notes on Anja's phone"
is "$(anja show contact --where participant=D004 --json --why | jq -rs '.[0].why.text[0:15]')" \
    "Erased by order" "why they are empty"

# --- what it must say -----------------------------------------------------------------------------

month=$(off report month --month 2026-12 --format json)
for line in L1:1440:0 L2:780:180 L3:1296:0 L4:960:0 L6:1728:0; do
    IFS=: read -r l present sick <<<"$line"
    is "$(jq -c --arg l "$l" '[.placements[] | select(.placement == $l) | .minutes.present,
        (.minutes.sick // 0)]' <<<"$month")" "[$present,$sick]" "December of $l"
done
is "$(jq -c '[.worked_minutes, .correction_minutes, .total_minutes]' <<<"$month")" \
    "[6204,372,6576]" "December"
is "$(jq -c .open_days <<<"$month")" '[{"placement":"L3","date":"2026-12-04"}]' \
    "the open day of December"
quietly off export period --month 2026-11 --out "$scratch/november-again.csv"
cmp "$scratch/november.csv" "$scratch/november-again.csv"
is "$(off period list --json | jq -r 'select(.month == "2026-11").digest')" \
    "$(jq -r .digest "$scratch/close.json")" "November's digest, for ever"
is "$(off review list --json | jq -rs 'map(.kind) | sort | join(" ")')" \
    "correction correction day double guard seat withdrawal" "the seven reviews"
is "$(open_reviews)" 0 "reviews open at the end"
is "$(off report hours --month 2026-12 --format json |
    jq -c '[.coaches[] | [.coach, .minutes, .travel_minutes]]')" \
    '[["A",105,15],["B",105,20]]' "the coaches' hours"
is "$(off report progress --date 2026-12-07 --format json | jq -c '[.filled, .public,
    .public_private, .planned, .milestone_reached, .waiting]')" "[5,3,2,45,true,1]" "progress"
is "$(off report costs --date 2026-12-07 --format json | jq -c '[.minutes_per_week, .cost_cents,
    .saving_cents, .gap_cents]')" "[9840,13211111,7288889,5922222]" "money"
is "$(off show participant --id D001 --json | jq -c '[.address, (.phones | length)]')" \
    '["Nieuwe straat 2",1]' "C12"
states=""
for l in L7 L8 L9 L4b; do states+="$(off show placement --id $l --json | jq -r .state) "; done
is "$states" "requested active waiting withdrawn " "where the placements stand"

# No byte of what was erased, neither here nor in what was exported; backups have their term.
forgotten() {
    local text
    for text in XYZZY Persoon4; do
        if grep -rqa "$text" "$office" "$scratch"/*.csv --exclude-dir=backups; then
            fail "erased text is left: $(grep -rla "$text" "$office" "$scratch"/*.csv | xargs)"
        fi
    done
}
forgotten
if grep -qa -e Persoon -e huur -e Anja "$office/audit.jsonl" "$scratch/serve.log"; then
    fail "a log names people or what was noted"
fi
for action in enrol "device revoke" erase "period close" "period approve" "review decide" export; do
    grep -q "\"action\":\"$action\"" "$office/audit.jsonl" || fail "no $action in the audit log"
done

# --- Thursday's backup ------------------------------------------------------------------------------

before=$(off digest --json | digest_of)
kill -TERM "$daemon"
wait "$daemon" || true
daemon=""
grep -qa XYZZY "$scratch/thursday.backup" || fail "Thursday's backup is of before the erasure"
quietly off restore "$scratch/thursday.backup"
forgotten # before anything is served
[[ $(off digest --json | digest_of) != "$before" ]] || fail "the phones' work cannot be there yet"
serve
for phone in anja bram_anew; do quietly "$phone" sync --office "127.0.0.1:$port"; done
quietly off nightly
sync_both
is "$(off digest --json | digest_of)" "$before" "the field healed the office"
is "$(off check --json | jq -c .missing)" "[]" "what is missing once all are back"
refuses 1 bram sync --office "127.0.0.1:$port" # still revoked
quietly off check --rebuild
forgotten
echo "the week ends as it should"
