#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# How this repository is written, checked by reading it: prints each offence as file:line and a
# sentence, and fails if there was one. Plain find and awk, so a bare machine can run it.
#   tests/tidy/tidy.sh <tree> <rule>      one rule of the list below
#   tests/tidy/tidy.sh <tree>             all of them
# An exception is a line of tests/tidy/allowed.txt: the rule, the file, the reason.
set -euo pipefail
export LC_ALL=C
rules=(floors quotes names words lengths licences mirrors proofs top_level allowances)
cd "$1"
rooms=()
for room in protocol daemon client-sdk tests packaging; do
    [[ -d $room ]] && rooms+=("$room")
done
allowed=tests/tidy/allowed.txt
[[ -f $allowed ]] || allowed=/dev/null

# Files below the rooms whose name ends in one of the patterns given.
files() {
    local names=()
    for pattern in "$@"; do names+=(-o -name "$pattern"); done
    find "${rooms[@]}" -name node_modules -prune -o -type f \( "${names[@]:1}" \) -print | sort
}
code() { files '*.cpp' '*.hpp' '*.h' '*.c'; }

# Runs an awk program over the files of standard input. The program calls offence(line, sentence).
over_files() {
    awk -v rule="$1" -v allowed="$allowed" "$2"'
        function offence(line, sentence) {
            if ((rule " " path) in exempt) return
            print path ":" line ": " sentence
            found = 1
        }
        function read_exemptions(    line, word) {
            while ((getline line < allowed) > 0) {
                if (line ~ /^[a-z_]+ /) { split(line, word, " "); exempt[word[1] " " word[2]] = 1 }
            }
        }
        BEGIN { read_exemptions() }
        { path = $0; number = 0
          while ((getline text < path) > 0) { number++; each_line() }
          close(path); each_file() }
        END { exit found }'
}

floors() {
    code | over_files floors '
        function each_file() {}
        function each_line(    pure) {
            if (path ~ /^tests\//) return
            pure = path ~ /^protocol\/(records|merge|rules|wire)\//
            if (text ~ /^[ \t]*#[ \t]*include/) {
                if (text ~ /"tests\//) offence(number, "a floor never includes tests.")
                if (path ~ /^protocol\// && text ~ /"(daemon|client-sdk)\//)
                    offence(number, "protocol is the ground floor and includes no house above it.")
                if (path ~ /^daemon\// && text ~ /"client-sdk\//)
                    offence(number, "the office never includes the device.")
                if (path ~ /^client-sdk\// && text ~ /"daemon\//)
                    offence(number, "the device never includes the office.")
                if (path ~ /^client-sdk\/cli\// && text ~ /"client-sdk\// \
                    && text !~ /"client-sdk\/(cli|include)\//)
                    offence(number, "the command stands on the public surface alone.")
                if (pure && text ~ /"protocol\/carriage\//)
                    offence(number, "the pure protocol does not know how it is carried.")
                if (pure && text ~ /<(asio|boost|sqlite3|SQLiteCpp|openssl|sodium|sys)[\/.]/)
                    offence(number, "the pure protocol knows no socket, store or key.")
                if (pure && text ~ \
                    /<(thread|mutex|shared_mutex|condition_variable|future|fstream|filesystem)>/)
                    offence(number, "the pure protocol knows no thread and no file.")
            }
            if (pure && text ~ /::now[ ]*\(/ && text !~ /^[ \t]*\/\//)
                offence(number, "the pure protocol takes the time as an argument.")
        }'
}

quotes() {
    code | over_files quotes '
        function exists(name,    line) {
            if (!(name in seen)) { seen[name] = (getline line < name) >= 0; close(name) }
            return seen[name]
        }
        function each_file() {}
        function each_line(    name) {
            if (text ~ /^[ \t]*#[ \t]*include[ \t]*<(protocol|daemon|client-sdk|tests)\//)
                offence(number, "own files are included in quotes.")
            if (text !~ /^[ \t]*#[ \t]*include[ \t]*"/) return
            name = text
            sub(/^[^"]*"/, "", name); sub(/".*/, "", name)
            # An app sees the two public headers without a folder.
            if (name ~ /^veldwerk\.hp?p?$/ && path ~ /^(client-sdk\/include|tests)\//) return
            # Written into the build folder from the schema.
            if (name ~ /^generated\//) return
            if (!exists(name)) offence(number, "\"" name "\" is not a path from the root.")
        }'
}

names() {
    local status=0
    find "${rooms[@]}" -name node_modules -prune -o -print | sort | awk '
        { name = tolower($0); sub(/.*\//, "", name); sub(/\..*/, "", name); sub(/_test$/, "", name)
          sub(/.*[_-]/, "", name) }
        name ~ /^(util|utils|common|misc|helper|helpers|impl|manager|handler|data|info)$/ {
            print $0 ":1: \"" name "\" says nothing about what is inside."; found = 1 }
        END { exit found }' || status=1
    code | over_files names '
        function each_file() {}
        function each_line(    name) {
            if (text ~ /^[ \t]*(\/\/|\*)/) return
            if (!match(text, /(class|struct|namespace)[ \t]+[A-Za-z_0-9:]+/)) return
            name = substr(text, RSTART, RLENGTH); sub(/^[a-z]+[ \t]+/, "", name)
            if (name ~ /(Util|Utils|Common|Misc|Helper|Helpers|Impl|Manager|Handler|Data|Info)$/ \
                || name ~ /(^|_|:)(util|utils|common|misc|helpers?|impl|manager|handler|data|info)$/)
                offence(number, "the name " name " does not say what it is.")
        }' || status=1
    return $status
}

words() {
    files '*.cpp' '*.hpp' '*.h' '*.c' '*.sh' '*.cmake' CMakeLists.txt '*.md' '*.java' '*.swift' \
        '*.js' '*.ts' '*.css' '*.sql' | over_files words '
        function each_file() {}
        function each_line() {
            if (text ~ /(^|[^A-Za-z0-9_])(TODO|FIXME|XXX)([^A-Za-z0-9_]|$)/)
                offence(number, "what is still to be done is an issue, not a remark.")
        }'
}

lengths() {
    code | over_files lengths '
        function each_file() {
            if (number > 400) offence(number, "a file fits in a head: at most 400 lines.")
        }
        function each_line() {
            gsub(/[\200-\277]/, "", text)       # a letter of several bytes is one column
            if (length(text) > 100) offence(number, "a line has at most 100 columns.")
        }'
}

licences() {
    files '*.cpp' '*.hpp' '*.h' '*.c' '*.sh' '*.cmake' CMakeLists.txt | over_files licences '
        function each_line() {
            if (number <= 3 && text ~ /SPDX-License-Identifier: EUPL-1\.2/) named = 1
        }
        function each_file() {
            if (!named) offence(1, "the first three lines name the licence, EUPL-1.2, as SPDX does.")
            named = 0
        }'
}

mirrors() {
    files '*_test.cpp' | over_files mirrors '
        function exists(name,    line, there) {
            there = (getline line < name) >= 0; close(name)
            return there
        }
        function each_line() {}
        function each_file(    source) {
            if (path !~ /^tests\/(protocol|carriage|daemon|client-sdk)\//) return
            source = path
            sub(/^tests\//, "", source); sub(/^carriage\//, "protocol/carriage/", source)
            sub(/_test\.cpp$/, "", source)
            if (!exists(source ".cpp") && !exists(source ".hpp") && !exists(source ".h"))
                offence(1, "tests a file that is not there (" source ".cpp or .hpp).")
        }'
}

# A document that names a test as proof (`Suite.Name`) names one that is there.
proofs() {
    local status=0 proof name
    local -A tests=()
    while read -r name; do tests[$name]=1; done < <(
        files '*_test.cpp' | xargs -r cat | tr '\n' ' ' |
            grep -oE 'TEST(_F|_P)?\([A-Za-z0-9]+, *[A-Za-z0-9]+\)' |
            sed -E 's/.*\((.*), *(.*)\)/\1.\2/')
    while IFS= read -r proof; do
        name=${proof##*:}
        name=${name//\`/}
        [[ -n ${tests[$name]:-} ]] && continue
        echo "${proof%:*}: there is no test $name."
        status=1
    done < <(files '*.md' | xargs -r grep -HnoE '`[A-Z][A-Za-z0-9]+\.[A-Z][A-Za-z0-9]+`' || true)
    return $status
}

top_level() {
    find . -mindepth 1 -maxdepth 1 ! -name '.*' | sed 's|^\./||' | sort | awk '
        BEGIN { split("CMakeLists.txt daemon protocol client-sdk tests packaging README.md " \
                      "CMakePresets.json LICENSE LICENSES publiccode.yml CHANGELOG.md " \
                      "CONTRIBUTING.md SECURITY.md build", names, " ")
                for (i in names) known[names[i]] = 1 }
        !($0 in known) { print $0 ":1: does not belong at the top level."; found = 1 }
        END { exit found }'
}

# An exception that lost its file or never had a reason is itself an offence.
allowances() {
    awk -v path="$allowed" '
        /^(#|$)/ { next }
        { line = (getline ignored < $2) ; close($2) }
        line < 0 { print path ":" NR ": " $2 " is not there any more."; found = 1 }
        NF < 4 { print path ":" NR ": an exception has a rule, a file and a reason."; found = 1 }
        END { exit found }' "$allowed"
}

failed=0
for rule in "${rules[@]}"; do
    if [[ $# -lt 2 || $2 == "$rule" ]]; then
        known=yes
        "$rule" || failed=1
    fi
done
[[ -n ${known:-} ]] || { echo "tidy: there is no rule $2" >&2; exit 2; }
exit $failed
