// SPDX-License-Identifier: EUPL-1.2
// Admission: a phone's change is in the set if and only if its author held, after the acts of its
// basis, every participant it writes about; whatever the order and time of arrival. What refers to
// something that is not there is parked; what refers to something its writer discarded is refused.
#include <algorithm>

#include "protocol/records/value.hpp"
#include "tests/simulation/broken_promise.hpp"
#include "tests/simulation/promises.hpp"

namespace veldwerk::simulation {
namespace {

/// The last act that counts for a basis: its own, or the one with which its life ended here.
std::uint64_t position_of(World& world, const Basis& basis) {
    std::uint64_t end = 0;
    for (const auto& life : world.town->ledger().lives()) {
        if (life.epoch == basis.epoch && end == 0) end = life.acts;
        if (life.parent == basis.epoch) end = life.fork;
    }
    // A life that was lost with its journal: it counts up to where the present one began.
    if (end == 0) end = world.town->ledger().life().fork;
    return std::min(basis.position, end);
}

bool author_held_all(World& world, const Oracle& oracle, const Change& change) {
    for (const auto& record : change.records) {
        const RecordType* type = find_type(record.type);
        if (type->scope == Scope::coach) {
            const Write* coach = change.find(record.record, type->find("coach")->slot, {});
            if (coach == nullptr || coach->value != change.person.view()) return false;
        }
        const auto participant = oracle.participant_of(record.type, record.record);
        if (!participant) continue;
        if (!world.caseloads.held(change.person, *participant, position_of(world, change.basis))) {
            return false;
        }
    }
    return true;
}

/// A record it writes to, or refers to, that no change in effect created.
bool lacks_something(const Oracle& oracle, const Change& change) {
    std::set<RecordId> made;
    for (const auto& record : change.records) {
        if (record.creates) made.insert(record.record);
    }
    const auto there = [&](const RecordId& id) { return made.contains(id) || oracle.created(id); };
    for (const auto& record : change.records) {
        if (!there(record.record)) return true;
        for (const auto& write : record.writes) {
            for (const Field* field : find_type(record.type)->slot(write.slot)) {
                if (field->kind != Kind::reference || field->grouped()) continue;
                const auto id = RecordId::from_view(field->is_set() ? write.element : write.value);
                if (id && !there(*id)) return true;
            }
        }
    }
    return false;
}

bool claims_ahead(World& world, const WriterId& writer) {
    return std::any_of(world.phones.begin(), world.phones.end(), [&writer](const auto& phone) {
        return phone->had(writer) && phone->acts_claimed_ahead() > 0;
    });
}

}  // namespace

void ask_rightly_refused(World& world, const Oracle& oracle) {
    world.caseloads.read(world.town->ledger());
    for (const auto& [stamp, entry] : oracle.entries()) {
        if (entry.change.act != Act::none) continue;
        const std::string name = "change " + std::to_string(stamp.counter) + " of " +
                                 stamp.writer.text().substr(0, 8);
        switch (entry.stored.standing) {
            case Standing::in_effect:
                promised(author_held_all(world, oracle, entry.change), promise::admission,
                         name + " took effect outside its author's caseload");
                break;
            case Standing::parked:
                world.chronicle.count("parked");
                // Acts that were not taken before a life ended never will be.
                if (claims_ahead(world, stamp.writer)) break;
                promised(lacks_something(oracle, entry.change), promise::admission,
                         name + " is parked, and all it refers to is there");
                break;
            case Standing::refused:
                if (entry.stored.refusal.reason == Reason::discarded) break;
                if (claims_ahead(world, stamp.writer)) break;
                promised(entry.stored.refusal.reason == Reason::not_authorised &&
                             !author_held_all(world, oracle, entry.change),
                         promise::admission,
                         name + " was refused: " + entry.stored.refusal.detail);
                break;
            case Standing::twin:
                world.chronicle.count("saves under two stamps");
                break;
            default: promised(false, promise::admission, name + " has no standing");
        }
    }
}

}  // namespace veldwerk::simulation
