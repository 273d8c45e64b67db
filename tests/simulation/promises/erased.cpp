// SPDX-License-Identifier: EUPL-1.2
// P6: of an erased participant nothing that may go is left in the history, in any record, in any
// change on a phone, or as a byte of a file of the office; and what the law keeps is there as it
// was written.
#include <algorithm>
#include <fstream>
#include <sstream>

#include "daemon/custody/erasing.hpp"
#include "tests/simulation/broken_promise.hpp"
#include "tests/simulation/promises.hpp"

namespace veldwerk::simulation {
namespace {

bool may_go(TypeNumber type, SlotNumber slot) {
    const auto fields = find_type(type)->slot(slot);
    return std::all_of(fields.begin(), fields.end(),
                       [](const Field* field) { return field->erasure == Erasure::erase; });
}

bool is_erased(const Oracle& oracle, const RecordWrites& record) {
    const auto participant = oracle.participant_of(record.type, record.record);
    return participant && oracle.erased().contains(*participant);
}

void check_empty(const Oracle& oracle, const Change& change, const std::string& where) {
    for (const auto& record : change.records) {
        if (!is_erased(oracle, record)) continue;
        for (const auto& write : record.writes) {
            const bool empty = write.value.empty() && write.element.empty();
            promised(empty || !may_go(record.type, write.slot), promise::erased,
                     where + " still says something of an erased participant");
        }
    }
}

void check_records(World& world, const Oracle& oracle) {
    for (const auto& type : schema()) {
        for (const auto& id : world.town->ledger().all(type.number)) {
            const auto participant = oracle.participant_of(type.number, id);
            if (!participant || !oracle.erased().contains(*participant)) continue;
            const auto record = world.town->ledger().load(type.number, id);
            for (const auto& candidate : record->state.candidates) {
                promised(!may_go(type.number, candidate.slot) ||
                             (candidate.value.empty() && candidate.element.empty()),
                         promise::erased, "a " + std::string(type.name) + " is not emptied");
            }
        }
    }
}

/// What the secrets of the erased begin with, and end in.
std::vector<std::string> ends_of_secrets(const Oracle& oracle) {
    std::vector<std::string> ends;
    for (const auto& participant : oracle.erased()) ends.push_back("-of-" + participant.text());
    return ends;
}

/// Backups rotate out within their term.
void check_files(World& world, const std::vector<std::string>& ends) {
    namespace fs = std::filesystem;
    fs::recursive_directory_iterator files(world.town->office().folder());
    for (const auto& entry : files) {
        if (entry.path().filename() == "backups") files.disable_recursion_pending();
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::stringstream bytes;
        bytes << file.rdbuf();
        for (const auto& end : ends) {
            promised(bytes.str().find(end) == std::string::npos, promise::erased,
                     entry.path().filename().string() + " holds a note of an erased participant");
        }
    }
}

}  // namespace

void check_same_but_erased(const Oracle& oracle, const AcknowledgedSave& save,
                           const std::string& bytes, const std::string& name) {
    const auto saved = decode_change(save.bytes, save.stamp);
    const auto kept = decode_change(bytes, save.stamp);
    promised(kept.has_value() && kept->id == saved->id && kept->claimed == saved->claimed &&
                 kept->records.size() == saved->records.size(),
             promise::nothing_lost, name + " is nowhere");
    for (std::size_t i = 0; i < saved->records.size(); ++i) {
        const RecordWrites& record = saved->records[i];
        if (!is_erased(oracle, record)) {
            promised(kept->records[i] == record, promise::nothing_lost, name + " was changed");
            continue;
        }
        for (const auto& write : record.writes) {
            if (may_go(record.type, write.slot)) continue;
            const Write* left = kept->find(record.record, write.slot, write.element);
            promised(left != nullptr && *left == write, promise::erased,
                     name + " lost what the law keeps");
        }
    }
}

void ask_erased(World& world, const Oracle& oracle) {
    if (oracle.erased().empty()) return;
    const auto followed = office::follow_erasures(world.town->office());
    promised(followed.waiting == 0, promise::erased, "the office's files are not clean");
    for (const auto& [stamp, entry] : oracle.entries()) {
        check_empty(oracle, entry.change, "change " + std::to_string(stamp.counter));
    }
    check_records(world, oracle);
    check_files(world, ends_of_secrets(oracle));
    for (Phone* phone : world.phones_in_use()) {
        for (const auto& save : world.notebook.saves) {
            if (save.stamp.writer != phone->writer() || !save.excused.empty()) continue;
            const std::string bytes = phone->bytes_of_own(save.stamp.counter);
            const auto change = decode_change(bytes, save.stamp);
            if (change) check_empty(oracle, *change, phone->name());
        }
    }
}

}  // namespace veldwerk::simulation
