// SPDX-License-Identifier: EUPL-1.2
// `digest`: the sums by which office and devices tell that they hold the same. With `--coach` those
// of what each caught-up device of that coach holds.
#include <nlohmann/json.hpp>

#include <algorithm>

#include "daemon/commands/commands.hpp"
#include "daemon/office/caseload.hpp"
#include "daemon/office/checking.hpp"
#include "daemon/office/naming.hpp"

namespace veldwerk::office {
namespace {

struct Sum {
    std::string scope;
    Digest digest;
};

Result<std::vector<Sum>> sums_of(Ledger& ledger, const std::string& coach) {
    std::vector<Sum> sums;
    if (coach.empty()) {
        for (const auto& scope : ledger.scopes()) {
            sums.push_back({text_of(scope.name), scope.digest});
        }
    } else {
        const auto id = ledger.resolve(type::coach, coach);
        if (!id) return tl::unexpected<Error>(id.error());
        for (const auto& held : caseload_of(ledger, *id)) {
            sums.push_back({text_of(held.scope.name), held.scope.digest});
        }
    }
    std::sort(sums.begin(), sums.end(),
              [](const Sum& a, const Sum& b) { return a.scope < b.scope; });
    return sums;
}

/// "participant D001": the root by its name.
std::string told_scope(Ledger& ledger, const std::string& scope) {
    const auto slash = scope.find('/');
    const auto root = RecordId::parse(scope.substr(std::min(slash, scope.size() - 1) + 1));
    const RecordType* type = find_type(std::string_view(scope).substr(0, slash));
    if (slash == std::string::npos || !root || type == nullptr) return scope;
    return std::string(type->name) + ' ' + label_of(ledger, type->number, *root);
}

Result<void> digest(Context& context, const Given& given) {
    Office& office = context.office();
    Result<std::vector<Sum>> sums;
    // In one transaction: the sums are of one moment.
    office.transact([&] { sums = sums_of(office.ledger(), given.text("--coach")); });
    if (!sums) return tl::unexpected<Error>(sums.error());
    Digest total;
    carriage::Json scopes = carriage::Json::array();
    std::vector<carriage::TableRow> rows;
    for (const auto& sum : *sums) {
        total += sum.digest;
        scopes.push_back({{"scope", sum.scope}, {"digest", sum.digest.text()}});
        rows.push_back({told_scope(office.ledger(), sum.scope), sum.digest.text()});
    }
    if (context.json()) {
        context.print({{"digest", total.text()}, {"scopes", std::move(scopes)}});
    } else {
        rows.push_back({"all of it", total.text()});
        context.print({"scope", "digest"}, rows);
    }
    return {};
}

}  // namespace

Command digest_command() {
    return {.name = "digest",
            .meaning = "sums of what is held, to compare with devices",
            .parameters = {{"--coach", "of what this coach's devices hold"}},
            .run = digest,
            .verbs = {}};
}

}  // namespace veldwerk::office
