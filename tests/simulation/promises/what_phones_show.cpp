// SPDX-License-Identifier: EUPL-1.2
// What a coach reads is what the rule of each field gives, computed from the history; and what was
// saved on a phone shows there, unless it was refused, is parked, or is no longer its business.
#include <algorithm>

#include "protocol/records/slots.hpp"
#include "protocol/records/value.hpp"
#include "tests/simulation/broken_promise.hpp"
#include "tests/simulation/promises.hpp"

namespace veldwerk::simulation {
namespace {

std::vector<std::string> expected_texts(const Oracle& oracle, TypeNumber type, const RecordId& id,
                                        const Field& field) {
    std::vector<std::string> texts;
    if (field.is_set()) {
        for (const auto& element : oracle.elements(type, id, field.slot)) {
            texts.push_back(format_value(field, element));
        }
    } else {
        const auto bytes = field_of_slot(field, oracle.in_force(type, id, field.slot));
        if (!bytes.empty()) texts.push_back(format_value(field, bytes));
    }
    return texts;
}

/// Parked work stays on top of what the office confirmed, and so shows here alone.
std::set<RecordId> with_own_parked(const Oracle& oracle, const Phone& phone) {
    std::set<RecordId> records;
    for (const auto& [stamp, entry] : oracle.entries()) {
        if (stamp.writer != phone.writer() || entry.stored.standing != Standing::parked) continue;
        for (const auto& record : entry.change.records) records.insert(record.record);
    }
    return records;
}

void check_phone(World& world, const Oracle& oracle, Phone& phone) {
    const auto parked = with_own_parked(oracle, phone);
    const auto acts = world.town->ledger().life().acts;
    world.caseloads.read(world.town->ledger());
    for (const auto& type : schema()) {
        if (type.scope == Scope::office || type.derived()) continue;
        std::set<RecordId> wanted;
        for (const auto& id : oracle.records(type.number)) {
            const auto participant = oracle.participant_of(type.number, id);
            const bool held =
                type.scope == Scope::coach
                    ? oracle.in_force(type.number, id, "coach") == phone.coach().view()
                    : !participant || world.caseloads.held(phone.coach(), *participant, acts);
            if (held && !parked.contains(id)) wanted.insert(id);
        }
        const auto shown = phone.replica().show({std::string(type.name), {}, {}});
        promised(shown.has_value(), promise::stands, phone.name() + " shows nothing");
        for (const auto& record : *shown) {
            if (parked.contains(record.id)) continue;
            const std::string name =
                phone.name() + ": " + std::string(type.name) + ' ' + record.id.text();
            promised(wanted.erase(record.id) == 1, promise::own_caseload,
                     name + " has no business there");
            for (const auto& field : record.fields) {
                const bool by_rule = field.field->written_by == WrittenBy::derived ||
                                     field.field->merge == Merge::request;
                if (by_rule) continue;
                const auto expected = expected_texts(oracle, type.number, record.id, *field.field);
                const auto first = [](const std::vector<std::string>& texts) {
                    return texts.empty() ? "nothing" : texts.front();
                };
                promised(field.values == expected, promise::no_overwrite,
                         name + '.' + std::string(field.field->name) + " shows " +
                             first(field.values) + " where its rule gives " + first(expected));
            }
        }
        promised(wanted.empty(), promise::own_caseload,
                 phone.name() + " lacks " + std::to_string(wanted.size()) + " records of type " +
                     std::string(type.name));
    }
}

}  // namespace

void ask_what_phones_show(World& world, const Oracle& oracle) {
    for (Phone* phone : world.phones_in_use()) check_phone(world, oracle, *phone);
}

}  // namespace veldwerk::simulation
