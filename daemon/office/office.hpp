// SPDX-License-Identifier: EUPL-1.2
// The office: its ledger, its journal, and the one way anything the office does gets into them. An
// act is a change by the office's writer, taken by a named person. Whoever changes the ledger does
// it inside `transact`, so that acts are journalled before they are acknowledged.
//
// One thread. Several processes may hold an Office on one data folder; their transactions take
// turns.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "daemon/custody/journal.hpp"
#include "daemon/custody/lives.hpp"
#include "daemon/ledger/ledger.hpp"
#include "daemon/office/environment.hpp"
#include "daemon/office/integration.hpp"
#include "protocol/carriage/editing.hpp"

namespace veldwerk::office {

/// What a person tells the office to write.
struct ActOrder {
    Act act{Act::write};
    RecordId person;
    std::vector<carriage::RecordEdit> edits;
};

struct ActReceipt {
    Stamp stamp;                        ///< counter 0: nothing was new, so nothing was written
    std::vector<RecordId> ids;          ///< one for each edit
    std::vector<std::string> versions;  ///< beside them
};

class Office {
public:
    /// Makes the ledger of a new office: its first life, its first person, the settings that hold
    /// without another. Throws if the folder has a ledger already.
    static void make(const std::filesystem::path& folder, const std::string& programme,
                     const Environment& environment);

    /// Opens an office. Throws if there is none. A ledger that lacks acts of its journal was set
    /// back: it takes them in and begins another life before anything else.
    Office(const std::filesystem::path& folder, Environment environment);

    [[nodiscard]] Ledger& ledger() { return *ledger_; }
    [[nodiscard]] Journal& journal() { return journal_; }
    [[nodiscard]] const Environment& environment() const { return environment_; }
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    [[nodiscard]] CivilDate today() const { return amsterdam_date(environment_.now()); }

    /// One act: durable, journalled and derived from when it returns; or a no, and nothing
    /// happened.
    [[nodiscard]] Result<ActReceipt> act(const ActOrder& order);
    /// Many acts in one commit, each for itself: a no leaves the others.
    [[nodiscard]] std::vector<Result<ActReceipt>> act_all(std::span<const ActOrder> orders);
    /// An act whose writes were made elsewhere (a decision, a close).
    [[nodiscard]] ActReceipt act_writes(Act act, const RecordId& person,
                                        std::vector<RecordWrites> writes);

    /// Writes the day act if the civil day has turned since the last one; says whether it did.
    bool turn_day();

    /// Begins a transaction, runs `work`, commits, journals the acts that `work` took. Rolls back
    /// and passes on what `work` throws.
    void transact(const std::function<void()>& work);

    /// Looks whether the ledger lacks acts of its journal, as opening and every transaction do;
    /// also before a device is looked up. Outside a transaction, both.
    void heal_if_set_back();
    /// Takes in what the journal has beyond the ledger, and begins another life of it.
    void begin_new_life(const Beginning& why);
    /// Acts taken in this transaction so far; and to forget those after so many, when what was
    /// written since a savepoint is undone.
    [[nodiscard]] std::size_t acts_taken() const { return to_journal_.size(); }
    void forget_acts_after(std::size_t count) { to_journal_.resize(count); }

    /// A person by full id, unique code, unique name, or tail; the first person if nothing is
    /// asked.
    [[nodiscard]] Result<RecordId> find_person(std::string_view asked);

private:
    friend class Acting;
    [[nodiscard]] std::vector<JournalEntry> missed_acts();

    std::filesystem::path folder_;
    Environment environment_;
    std::unique_ptr<Ledger> ledger_;
    Journal journal_;
    std::vector<JournalEntry> to_journal_;
};

}  // namespace veldwerk::office
