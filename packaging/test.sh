#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# Installs what is missing, builds and tests; ends with one line that counts every test that ran.
#   packaging/test.sh          g++ Release: tidy, quick and e2e
#   packaging/test.sh --slow   those and the slow tier
#   packaging/test.sh --all    those, then clang with asan+ubsan (its warnings and the fuzzers too),
#                              then tsan for what has threads
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

slow=no all=no
case "${1:-}" in
    "") ;;
    --slow) slow=yes ;;
    --all) slow=yes all=yes ;;
    *) echo "usage: packaging/test.sh [--slow | --all]" >&2; exit 2 ;;
esac

passed=0 failed=0 skipped=0
broken=()  # the names of what failed, told again beside the summary
say() { printf '[%3d:%02d] %s\n' $((SECONDS / 60)) $((SECONDS % 60)) "$*"; }

# The last line is the summary, however the run ends.
summarise() {
    local line="$passed passed, $failed failed"
    ((skipped == 0)) || line+=", $skipped skipped"
    say "done"
    if ((${#broken[@]} > 0)); then printf 'failed: %s\n' "${broken[@]}"; fi
    echo "$line"
}
# A step that is no test (install, configure, build) counts as one failure and ends the run.
must() {
    local what=$1
    shift
    say "$what"
    "$@" || { failed=$((failed + 1)); broken+=("$what"); summarise; exit 1; }
}

build() { # preset
    must "configure $1" cmake --preset "$1" --log-level=WARNING
    must "build $1" cmake --build --preset "$1" --parallel 2
}

attribute() { # name, file: a number from the head of ctest's JUnit report
    sed -n "0,/[ \t]$1=\"/s/.*[ \t]$1=\"\([0-9]*\)\".*/\1/p" "$2"
}

names_of_failed() { # file: of the tests in ctest's JUnit report
    sed -n 's/.*<testcase name="\([^"]*\)".* status="fail".*/\1/p' "$1"
}

run() { # preset, ctest's selection
    local preset=$1 report status=0
    shift
    report=$PWD/build/$preset/report.xml
    rm -f "$report"
    say "test $preset: ctest $*"
    ctest --test-dir "build/$preset" --output-on-failure -j2 --output-junit "$report" "$@" ||
        status=$?
    if [[ ! -f $report ]]; then
        failed=$((failed + 1))
        broken+=("$preset: ctest $*")
        return
    fi
    local ran lost idle missing name
    while read -r name; do broken+=("$preset: $name"); done < <(names_of_failed "$report")
    ran=$(attribute tests "$report")
    lost=$(attribute failures "$report")
    idle=$(attribute skipped "$report")
    # A program that was not built is no skipped test but a failed one.
    missing=$(grep -c 'message="Unable to find executable' "$report" || true)
    idle=$((idle - missing)) lost=$((lost + missing))
    if ((status != 0 && lost == 0)); then lost=1 ran=$((ran + 1)); fi
    passed=$((passed + ran - lost - idle))
    failed=$((failed + lost))
    skipped=$((skipped + idle))
}

if [[ $all == yes ]]; then
    must "install" packaging/install.sh --all
else
    must "install" packaging/install.sh
fi

build release
# A tier that has lost all its tests is a failure, not a quick success.
run release --no-tests=error -L '^(tidy|quick|e2e)$'
if [[ $slow == yes ]]; then run release -L '^slow$'; fi

if [[ $all == yes ]]; then
    build asan
    run asan --no-tests=error -L '^(quick|e2e)$'
    build tsan
    run tsan --no-tests=error -L '^threads$' -LE '^(slow|night)$'
fi

summarise
((failed == 0))
