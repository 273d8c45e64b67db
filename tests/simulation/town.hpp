// SPDX-License-Identifier: EUPL-1.2
// The office: its ledger and journal on a disk that may fail, the loop that serves, and the acts of
// its people. It commits what several phones sent together, tells live phones what moved, turns the
// day, and starts again after it died.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "daemon/office/decisions.hpp"
#include "daemon/office/office.hpp"
#include "daemon/session/office_session.hpp"
#include "tests/simulation/disk.hpp"
#include "tests/simulation/world.hpp"

namespace veldwerk::simulation {

class Line;

class Town {
public:
    explicit Town(World& world);
    ~Town();

    [[nodiscard]] bool up() const { return office_ != nullptr; }
    [[nodiscard]] office::Office& office() { return *office_; }
    [[nodiscard]] office::Ledger& ledger() { return office_->ledger(); }
    [[nodiscard]] Disk& disk() { return disk_; }
    /// All that the ledger holds now.
    [[nodiscard]] Knowledge knowledge();

    // --- its people ------------------------------------------------------------------------------
    /// A no, or a failing office, gives nothing.
    std::optional<office::ActReceipt> put(const TypedSave& typed);
    bool decide(const office::DecisionOrder& order);
    [[nodiscard]] RecordId enrol(const std::string& phone, const RecordId& coach,
                                 const WriterId& writer);
    void revoke(const RecordId& device);
    void unblock(const RecordId& device);
    [[nodiscard]] bool blocked(const RecordId& device);
    /// Whether the ledger has this very change.
    [[nodiscard]] bool holds(const Stamp& stamp, const std::string& bytes);
    [[nodiscard]] bool revoked(const RecordId& device) const { return revoked_.contains(device); }
    [[nodiscard]] const RecordId& person() const { return person_; }
    void turn_day();
    /// Between two events something of the ledger is read; not while it is down.
    bool guarded(const char* doing, const std::function<void()>& work);

    // --- serving ---------------------------------------------------------------------------------
    /// A session for whoever shows this certificate; none while it is down.
    [[nodiscard]] std::shared_ptr<office::OfficeSession> answer(const std::string& certificate);
    void add(const std::shared_ptr<Line>& line) { lines_.push_back(line); }
    void remove(const Line& line);
    void receive(Line& line, const Message& message);
    [[nodiscard]] std::optional<Message> next_of(Line& line);

    // --- trouble ---------------------------------------------------------------------------------
    void go_down(std::int64_t ms);
    void start_again();
    /// The next act is committed, but power fails before its journal entry is whole.
    void fail_in_next_journal_entry() { fails_in_journal_ = true; }
    /// The night's backup; the oldest go.
    void back_up();
    /// Closed for a moment, without dying, while `work` has its files.
    void close_for(const std::function<void()>& work);
    /// Closed, restored from one of the kept backups, opened again.
    enum class WithJournal : bool { no, yes };
    void restore(std::size_t chosen, WithJournal journal);
    /// A person looks and lifts the hold, if there is one.
    void lift_hold();
    /// The office does not know this device: its enrolment was among the lost acts.
    [[nodiscard]] bool lost_sight_of(const RecordId& device);
    /// An end to troubles that are still to come.
    void be_calm() {
        fails_in_journal_ = false;
        disk_.be_calm();
    }

private:
    [[nodiscard]] std::string name_in(const std::string& certificate) const;
    void open();
    void forget_lost_acts();
    void excuse_lost_twice();
    void order_erasures_again();
    void plan_commit();
    void commit();
    void plan_look();
    void look();
    void plan_midnight();
    void done(const Stamp& stamp, const TypedSave& typed);
    [[nodiscard]] std::uintmax_t journal_size() const;
    [[nodiscard]] office::Environment environment();

    World& world_;
    Dice dice_;
    Dice luck_;
    Disk disk_;
    std::unique_ptr<office::Office> office_;
    std::unique_ptr<office::CommitQueue> queue_;
    std::vector<std::shared_ptr<Line>> lines_;
    std::set<RecordId> revoked_;
    RecordId person_;
    bool commit_planned_ = false;
    bool look_planned_ = false;
    bool fails_in_journal_ = false;
    bool journal_lost_ = false;       ///< looked at when it starts again
    bool journal_ever_lost_ = false;
    std::uint64_t commits_told_ = 0;
};

}  // namespace veldwerk::simulation
