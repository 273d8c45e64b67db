// SPDX-License-Identifier: EUPL-1.2
// P9: a sample of records, on phones and at the office: every field that was written gives a
// reason.
#include <algorithm>

#include "daemon/office/why.hpp"
#include "tests/simulation/broken_promise.hpp"
#include "tests/simulation/promises.hpp"

namespace veldwerk::simulation {
namespace {

constexpr int samples_per_world = 12;

void check_office(World& world, const CellName& cell) {
    const auto record = world.town->ledger().load(cell.type, cell.record);
    if (!record) return;
    const auto reasons = office::why(world.town->ledger(), record->state);
    const auto* fields = &reasons;
    for (const Field* field : find_type(cell.type)->slot(cell.slot)) {
        const bool told = std::any_of(fields->begin(), fields->end(), [&](const auto& reason) {
            return reason.field == field->name && !reason.why.empty();
        });
        // Of a group that was written, at least the members with a value.
        if (told || field->grouped()) continue;
        promised(false, promise::explained,
                 "the office does not say why " + std::string(find_type(cell.type)->name) + '.' +
                     std::string(field->name) + " is what it is");
    }
}

void check_phone(Phone& phone, const CellName& cell) {
    const std::string type(find_type(cell.type)->name);
    const auto shown = phone.replica().show({type, cell.record.text(), {}});
    if (!shown || shown->empty()) return;
    const auto reasons = phone.replica().why(type, cell.record.text());
    promised(reasons && !reasons->empty(), promise::explained,
             phone.name() + " does not say why its " + type + " is what it is");
    for (const auto& reason : *reasons) {
        promised(!reason.why.empty(), promise::explained,
                 phone.name() + " says nothing about " + type + '.' + reason.field);
    }
}

}  // namespace

void ask_explained(World& world, const Oracle& oracle) {
    Dice dice = world.dice.fork("explained");
    const auto cells = oracle.cells();
    const auto phones = world.phones_in_use();
    for (int i = 0; i < samples_per_world && !cells.empty(); ++i) {
        const CellName& cell = dice.pick(cells);
        check_office(world, cell);
        if (!phones.empty() && find_type(cell.type)->scope != Scope::office) {
            check_phone(*dice.pick(phones), cell);
        }
    }
}

}  // namespace veldwerk::simulation
