// SPDX-License-Identifier: EUPL-1.2
#include "tests/daemon/office/every_order.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "daemon/office/integration.hpp"
#include "protocol/merge/digest.hpp"

namespace veldwerk::office {
namespace {

/// Everything a ledger holds of its records, derived ones too, type by type.
std::map<std::string, std::string> told_state(Ledger& ledger) {
    std::map<std::string, std::string> told;
    for (const auto& type : schema()) {
        Digest sum;
        for (const auto& id : ledger.all(type.number)) {
            sum += digest_of(ledger.load(type.number, id)->state);
        }
        told[std::string(type.name)] = sum.text();
    }
    for (const auto& scope : ledger.scopes()) {
        told["scope " + std::to_string(scope.name.number)] = scope.digest.text();
    }
    return told;
}

void replay(Ledger& target, const StoredChange& change) {
    Integration integration(target);
    integration.replay(change);
    integration.finish();
}

std::string told_order(const std::vector<std::size_t>& order) {
    std::string told;
    for (const auto at : order) told += (told.empty() ? "" : " ") + std::to_string(at);
    return told;
}

}  // namespace

std::vector<Stamp> history_of(SmallWorld& world) {
    std::vector<Stamp> stamps;
    world.office->ledger().each_change(
        [&stamps](const StoredChange& stored) { stamps.push_back(stored.stamp); });
    return stamps;
}

OrdersTried every_order_since(SmallWorld& world, const std::vector<Stamp>& before) {
    Ledger& source = world.office->ledger();
    const std::set<Stamp> known(before.begin(), before.end());
    std::vector<StoredChange> moving;
    source.each_change([&](const StoredChange& stored) {
        if (!known.contains(stored.stamp)) moving.push_back(stored);
    });
    expect(moving.size() <= 7, "more than seven changes have too many orders");
    const auto expected = told_state(source);

    const auto path = world.office->folder() / "every-order.db";
    const auto target = source.copy_to(path.string());
    target->begin();
    target->forget_derived();
    target->forget_history();
    source.each_change([&](const StoredChange& stored) {
        if (known.contains(stored.stamp)) replay(*target, stored);
    });
    std::vector<std::size_t> order(moving.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    OrdersTried tried;
    do {
        target->set_savepoint();
        for (const auto at : order) replay(*target, moving[at]);
        const auto state = told_state(*target);
        for (const auto& [part, digest] : expected) {
            if (state.at(part) == digest) continue;
            tried.differing.push_back("order " + told_order(order) + ": " + part + " differs");
        }
        target->rollback_to_savepoint();
        ++tried.orders;
    } while (std::next_permutation(order.begin(), order.end()));
    target->rollback();
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    return tried;
}

}  // namespace veldwerk::office
