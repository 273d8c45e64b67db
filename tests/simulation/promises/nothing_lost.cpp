// SPDX-License-Identifier: EUPL-1.2
// P1: every acknowledged save is in the ledger's history with its bytes, or still on its phone; a
// refused one with its reason on both sides. Every acknowledged act is in the ledger and in the
// journal.
#include <algorithm>

#include "daemon/office/checking.hpp"
#include "tests/simulation/broken_promise.hpp"
#include "tests/simulation/promises.hpp"

namespace veldwerk::simulation {
namespace {

Phone& phone_of(World& world, const std::string& name) {
    return **std::find_if(world.phones.begin(), world.phones.end(),
                          [&name](const auto& phone) { return phone->name() == name; });
}

bool knows_of_refusal(Phone& phone, const Stamp& stamp, const office::StoredChange& stored) {
    // A phone that went on as another writer may have handed it in again under a new stamp.
    if (stamp.writer != phone.writer() || phone.given_up().contains(stamp.counter)) return true;
    const auto refused = phone.replica().refused();
    return std::any_of(refused.begin(), refused.end(), [&](const device::RefusedChange& one) {
        return one.counter == stamp.counter && one.reason == stored.refusal.reason;
    });
}

void check_save(World& world, const Oracle& oracle, const AcknowledgedSave& save) {
    Phone& phone = phone_of(world, save.phone);
    const std::string name = save.phone + "'s save " + std::to_string(save.stamp.counter) + " (" +
                             told(save.typed) + ")";
    const auto entry = oracle.entries().find(save.stamp);
    // A phone that was set back gave its counters out twice: the id tells which save arrived.
    const bool arrived = entry != oracle.entries().end() &&
                         entry->second.change.id == decode_change(save.bytes, save.stamp)->id;
    if (!arrived) {
        const bool here = phone.usable() || phone.state() == PhoneState::replaced;
        promised(here && phone.writer() == save.stamp.writer, promise::nothing_lost,
                 name + " is nowhere");
        check_same_but_erased(oracle, save, phone.bytes_of_own(save.stamp.counter), name);
        return;
    }
    check_same_but_erased(oracle, save, entry->second.stored.bytes, name);
    const office::StoredChange& stored = entry->second.stored;
    if (stored.standing != Standing::refused || !phone.usable()) return;
    promised(!stored.refusal.detail.empty(), promise::nothing_lost,
             name + " was refused without a reason");
    promised(knows_of_refusal(phone, save.stamp, stored), promise::nothing_lost,
             name + " was refused, and its phone does not say so");
}

}  // namespace

void ask_nothing_lost(World& world, const Oracle& oracle) {
    for (const auto& save : world.notebook.saves) {
        if (save.excused.empty()) check_save(world, oracle, save);
    }
    for (const auto& act : world.notebook.acts) {
        promised(act.lost || oracle.entries().contains(act.stamp), promise::nothing_lost,
                 "act " + std::to_string(act.stamp.counter) + " is not in the ledger");
    }
    const auto check = office::check_history(world.town->office());
    promised(check.faults.empty(), promise::nothing_lost,
             check.faults.empty() ? std::string{} : check.faults.front());
    std::uint64_t journalled = 0;
    for (const auto& entry : world.town->office().journal().read_all()) {
        journalled = std::max(journalled, entry.stamp.counter);
    }
    promised(journalled == world.town->ledger().life().acts, promise::nothing_lost,
             "the journal ends at act " + std::to_string(journalled));
}

}  // namespace veldwerk::simulation
