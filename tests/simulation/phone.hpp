// SPDX-License-Identifier: EUPL-1.2
// A coach's phone: a replica on a disk that may fail, a clock that may be wrong, and the app around
// them, which saves what the coach types and syncs when there is a line. It may die at any write,
// run full, be set back to a backup, be lost.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "client-sdk/replica/replica.hpp"
#include "client-sdk/session/device_session.hpp"
#include "tests/simulation/disk.hpp"
#include "tests/simulation/world.hpp"

namespace veldwerk::simulation {

class Line;

enum class PhoneState {
    in_use,
    off,      ///< without power; it starts again
    wiped,    ///< revoked, and it obeyed
    replaced, ///< found to be set back or copied; its coach has a new one
};

class Phone {
public:
    Phone(World& world, std::string name, const RecordId& coach);
    ~Phone();

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const RecordId& coach() const { return coach_; }
    [[nodiscard]] const WriterId& writer() const { return writer_; }
    [[nodiscard]] const RecordId& record() const { return record_; }  ///< of the device
    [[nodiscard]] PhoneState state() const { return state_; }
    [[nodiscard]] device::Replica& replica() { return *replica_; }
    [[nodiscard]] Disk& disk() { return disk_; }
    [[nodiscard]] bool usable() const { return state_ == PhoneState::in_use && replica_; }
    [[nodiscard]] const Knowledge& knowledge() const { return knowledge_; }
    [[nodiscard]] bool was_set_back() const { return set_back_; }
    /// As which of its identities it wrote.
    [[nodiscard]] bool had(const WriterId& writer) const { return writers_.contains(writer); }
    [[nodiscard]] int life() const { return life_; }
    [[nodiscard]] std::optional<Instant> last_caught_up() const { return last_caught_up_; }
    Dice& dice() { return dice_; }
    /// By record: a version that a screen showed.
    [[nodiscard]] std::map<std::string, std::string>& versions_seen() { return versions_seen_; }
    /// Observations made on this phone.
    [[nodiscard]] const std::set<std::string>& observed() const { return observed_; }

    /// What its clock says.
    [[nodiscard]] Instant clock() const { return {world_.now().unix_ms + clock_offset_ms_}; }
    void set_clock_offset(std::int64_t ms) { clock_offset_ms_ = ms; }
    /// From now on it claims to know so many acts more than it was shown.
    void claim_ahead(std::uint64_t acts) { acts_claimed_ahead_ = acts; }
    [[nodiscard]] std::uint64_t acts_claimed_ahead() const { return acts_claimed_ahead_; }
    void set_silent_until(Instant until) { silent_until_ = until; }

    /// The app saves; what is acknowledged goes into the notebook. False: a no, or the phone died.
    bool save(const TypedSave& typed);
    bool retry(std::uint64_t counter);
    bool discard(std::uint64_t counter);
    /// Calls the office, unless it is doing so, off, or silent.
    void sync(bool live = false);
    [[nodiscard]] bool syncing() const;
    void hang_up();

    /// Runs what touches the replica. Dead power ends it, a full disk is borne, a broken invariant
    /// breaks a promise.
    bool guarded(const char* doing, const std::function<void()>& work);

    /// Refused changes that were retried or discarded.
    [[nodiscard]] const std::set<std::uint64_t>& given_up() const { return given_up_; }
    [[nodiscard]] std::string bytes_of_own(std::uint64_t counter);

    // What the line tells.
    void may_know(const Knowledge& shown);
    void caught_up(const Knowledge& shown);
    void session_ended(const device::Outcome& outcome);

    /// Power is gone now; it comes back after so long.
    void go_off(std::int64_t ms);
    void start_again();
    void back_up();
    [[nodiscard]] bool has_backup() const { return backup_counter_.has_value(); }
    void restore_backup();

    /// The highest counter acknowledged to the coach, and the one in doubt after a crash.
    [[nodiscard]] std::uint64_t acknowledged() const { return acknowledged_; }
    [[nodiscard]] const device::Outcome& last_outcome() const { return last_outcome_; }

private:
    void open_replica();
    void check_nothing_forgotten();
    void adopt_identity();
    void was_wiped(bool left_work);
    void acknowledge(const device::Saved& saved, const TypedSave& typed);
    [[nodiscard]] std::filesystem::path file() const { return disk_.folder() / "replica.db"; }
    void copy_files(const std::filesystem::path& from, const std::filesystem::path& to);

    World& world_;
    std::string name_;
    RecordId coach_;
    Dice dice_;
    Disk disk_;
    std::unique_ptr<device::Replica> replica_;
    std::shared_ptr<Line> line_;
    WriterId writer_;
    RecordId record_;
    PhoneState state_ = PhoneState::in_use;
    std::int64_t clock_offset_ms_ = 0;
    Instant silent_until_;
    std::uint64_t acts_claimed_ahead_ = 0;
    Knowledge knowledge_;
    std::uint64_t acknowledged_ = 0;
    std::optional<std::uint64_t> backup_counter_;  ///< the counter at the backup
    Knowledge backup_knowledge_;
    WriterId backup_writer_;
    std::set<WriterId> writers_;
    int life_ = 1;
    int backup_life_ = 1;
    bool set_back_ = false;
    std::optional<Instant> last_caught_up_;
    device::Outcome last_outcome_;
    std::map<std::string, std::string> versions_seen_;
    std::set<std::string> observed_;
    std::set<std::uint64_t> given_up_;
    std::set<std::uint64_t> backup_given_up_;
};

}  // namespace veldwerk::simulation
