#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# A rule that cannot fail proves nothing: each is shown one file that breaks it and must name the
# line, and a clean tree on which it must stay silent.
set -euo pipefail
tidy="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/tidy.sh"
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
licence='// SPDX-License-Identifier: EUPL-1.2'
failed=0

# write <file> <line>...: a file of the tree, below a licence line.
write() {
    mkdir -p "$tree/$(dirname "$1")"
    printf '%s\n' "$licence" "${@:2}" >"$tree/$1"
}

# must_name <rule> <file:line>, or must_pass <rule>; either way the tree is emptied.
must_name() {
    local said
    said=$("$tidy" "$tree" "$1" 2>&1) && { echo "$1 passed over $2"; failed=1; }
    [[ $said == *"$2: "* ]] || { echo "$1 did not name $2 but said: $said"; failed=1; }
    find "$tree" -mindepth 1 -delete
}
must_pass() {
    local said
    said=$("$tidy" "$tree" "$1" 2>&1) || { echo "$1 refused a clean tree: $said"; failed=1; }
    find "$tree" -mindepth 1 -delete
}

write protocol/merge/a.cpp '#include "daemon/office/b.hpp"';     must_name floors protocol/merge/a.cpp:2
write protocol/carriage/a.cpp '#include "client-sdk/b.hpp"';     must_name floors protocol/carriage/a.cpp:2
write protocol/wire/a.hpp '' '#include "protocol/carriage/b.hpp"'; must_name floors protocol/wire/a.hpp:3
write protocol/rules/a.cpp '#include <asio.hpp>';                must_name floors protocol/rules/a.cpp:2
write protocol/rules/a.cpp '#include <openssl/ssl.h>';           must_name floors protocol/rules/a.cpp:2
write protocol/records/a.cpp '#include <mutex>';                 must_name floors protocol/records/a.cpp:2
write protocol/records/a.cpp 'auto t = std::chrono::system_clock::now();'
must_name floors protocol/records/a.cpp:2
write daemon/session/a.cpp '#include "client-sdk/session/b.hpp"'; must_name floors daemon/session/a.cpp:2
write client-sdk/replica/a.cpp '#include "daemon/ledger/b.hpp"'; must_name floors client-sdk/replica/a.cpp:2
write client-sdk/cli/a.cpp '#include "client-sdk/replica/b.hpp"'; must_name floors client-sdk/cli/a.cpp:2
write daemon/office/a.cpp '#include "tests/golden/b.hpp"';       must_name floors daemon/office/a.cpp:2
write protocol/carriage/a.cpp '#include <asio.hpp>' 'auto t = std::chrono::steady_clock::now();'
write client-sdk/cli/a.cpp '#include "client-sdk/include/veldwerk.hpp"'
write tests/simulation/a.cpp '#include "daemon/b.hpp"' '#include "client-sdk/b.hpp"'
must_pass floors

write protocol/merge/a.cpp '#include "a.hpp"';                   must_name quotes protocol/merge/a.cpp:2
write protocol/merge/a.cpp '#include <protocol/merge/a.hpp>';    must_name quotes protocol/merge/a.cpp:2
write protocol/merge/a.hpp
write protocol/merge/a.cpp '#include "protocol/merge/a.hpp"' '#include <map>'
write client-sdk/include/veldwerk.hpp '#include "veldwerk.h"'
must_pass quotes

write protocol/merge/merge_util.cpp;                             must_name names protocol/merge/merge_util.cpp:1
write daemon/common/a.cpp;                                       must_name names daemon/common:1
write daemon/office/a.hpp 'class SessionManager {};';            must_name names daemon/office/a.hpp:2
write daemon/office/a.hpp 'namespace veldwerk::impl {';          must_name names daemon/office/a.hpp:2
write daemon/office/data_folder.hpp 'struct addrinfo;';          must_pass names

for word in TODO FIXME XXX; do
    write daemon/office/a.cpp "// $word later";                  must_name words daemon/office/a.cpp:2
done
write packaging/a.sh 'mktemp -d a.XXXXXX';                       must_pass words

write daemon/a.cpp "// $(printf 'x%.0s' {1..98})";               must_name lengths daemon/a.cpp:2
write daemon/a.cpp $(printf '// %.0s' {1..200}) $(printf '// %.0s' {1..200})
must_name lengths daemon/a.cpp:401
write daemon/a.cpp "// $(printf 'é%.0s' {1..97})";               must_pass lengths

mkdir -p "$tree/daemon"; echo 'int a;' >"$tree/daemon/a.cpp";    must_name licences daemon/a.cpp:1
write daemon/a.cpp 'int a;';                                     must_pass licences

write tests/daemon/office/gone_test.cpp;                         must_name mirrors tests/daemon/office/gone_test.cpp:1
write tests/carriage/gone_test.cpp;                              must_name mirrors tests/carriage/gone_test.cpp:1
write daemon/office/a.cpp; write tests/daemon/office/a_test.cpp; must_pass mirrors

write daemon/README.md '`Access.IsGone`';                        must_name proofs daemon/README.md:2
write tests/daemon/a_test.cpp 'TEST_F(Access,' 'IsThere) {}'
write daemon/README.md '`Access.IsThere` and `ledger.hpp`';      must_pass proofs

write scratch/a.cpp;                                             must_name top_level scratch:1
write protocol/a.cpp; mkdir "$tree/.ci" "$tree/build";           must_pass top_level

write tests/tidy/allowed.txt 'lengths daemon/gone.cpp a table of one row per record'
sed -i 1d "$tree/tests/tidy/allowed.txt";                        must_name allowances allowed.txt:1
write daemon/a.cpp; write tests/tidy/allowed.txt 'lengths daemon/a.cpp'
sed -i 1d "$tree/tests/tidy/allowed.txt";                        must_name allowances allowed.txt:1
write daemon/a.cpp "// $(printf 'x%.0s' {1..98})"
write tests/tidy/allowed.txt 'lengths daemon/a.cpp a table of one row per record'
sed -i 1d "$tree/tests/tidy/allowed.txt";                        must_pass lengths

((failed == 0)) && echo "every rule can fail, and stays silent on clean files"
exit $failed
