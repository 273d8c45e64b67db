// SPDX-License-Identifier: EUPL-1.2
// P3: what a save replaces its phone has seen; what nobody replaced is a candidate in the ledger;
// and what is in force follows from the candidates by the rule of the field.
#include <algorithm>

#include "protocol/merge/derived.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/records/slots.hpp"
#include "protocol/records/value.hpp"
#include "tests/simulation/broken_promise.hpp"
#include "tests/simulation/promises.hpp"

namespace veldwerk::simulation {
namespace {

std::string name_of(const CellName& cell) {
    const RecordType* type = find_type(cell.type);
    return std::string(type->name) + ' ' + cell.record.text() + '.' +
           std::string(type->slot(cell.slot).front()->name);
}

std::string told(const std::vector<Candidate>& candidates) {
    std::string text;
    for (const auto& candidate : candidates) {
        text += ' ' + candidate.by.stamp.writer.text().substr(0, 8) + '/' +
                std::to_string(candidate.by.stamp.counter);
    }
    return text.empty() ? " none" : text;
}

void check_cell(const Oracle& oracle, const CellName& cell, const RecordState& state) {
    const ExpectedCell expected = oracle.expected(cell);
    std::vector<Candidate> found;
    for (const auto& candidate : state.cell(cell.slot, cell.element)) {
        if (!is_derived(candidate)) found.push_back(candidate);
    }
    promised(found == expected.candidates, promise::no_overwrite,
             name_of(cell) + " has the candidates" + told(found) + ", expected are" +
                 told(expected.candidates));
    const Field& field = *find_type(cell.type)->slot(cell.slot).front();
    if (field.is_set()) return;
    const std::string value = in_force_as_written(state, cell.slot);
    const std::string wanted = oracle.in_force(cell.type, cell.record, cell.slot);
    const auto shown = [&field](const std::string& bytes) {
        return format_value(field, field_of_slot(field, bytes));
    };
    promised(value == wanted, promise::no_overwrite,
             name_of(cell) + " says \"" + shown(value) + "\" where its rule gives \"" +
                 shown(wanted) + "\" between" + told(found));
}

}  // namespace

void check_seen(Phone& phone, const AcknowledgedSave& save) {
    const Change change = decode_change(save.bytes, save.stamp).value();
    for (const auto& record : change.records) {
        for (const auto& write : record.writes) {
            for (const auto& replaced : write.replaces) {
                const auto known = phone.knowledge().find(replaced.writer);
                const bool own = replaced.writer == save.stamp.writer;
                const bool seen = own || (known != phone.knowledge().end() &&
                                          replaced.counter <= known->second);
                promised(seen, promise::no_overwrite,
                         phone.name() + "'s save " + std::to_string(save.stamp.counter) +
                             " replaces a value that it cannot have seen");
            }
        }
    }
}

void ask_no_silent_overwrite(World& world, const Oracle& oracle) {
    std::optional<office::StoredRecord> record;
    for (const auto& cell : oracle.cells()) {
        if (!record || record->state.id != cell.record || record->state.type != cell.type) {
            record = world.town->ledger().load(cell.type, cell.record);
        }
        const bool any = !oracle.expected(cell).candidates.empty();
        promised(record || !any, promise::no_overwrite, name_of(cell) + " is not in the ledger");
        if (record) check_cell(oracle, cell, record->state);
    }
}

}  // namespace veldwerk::simulation
