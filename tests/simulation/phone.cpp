// SPDX-License-Identifier: EUPL-1.2
#include "tests/simulation/phone.hpp"

#include <algorithm>

#include "tests/simulation/broken_promise.hpp"
#include "tests/simulation/habits.hpp"
#include "tests/simulation/line.hpp"
#include "tests/simulation/promises.hpp"
#include "tests/simulation/town.hpp"

namespace veldwerk::simulation {

Phone::Phone(World& world, std::string name, const RecordId& coach)
    : world_(world),
      name_(std::move(name)),
      coach_(coach),
      dice_(world.dice.fork("phone " + name_)),
      disk_(world.folder.path() / name_, world.dice.fork("disk " + name_)) {
    open_replica();
    writer_ = replica_->identity().writer;
    writers_.insert(writer_);
    record_ = world_.town->enrol(name_, coach_, writer_);
    device::Enrolment enrolment;
    enrolment.reply = {name_, "authority", record_, coach_, world_.now().unix_ms};
    enrolment.private_key = "key";
    enrolment.office_address = "office:7443";
    promised(replica_->enrolled(enrolment, clock()).has_value(), promise::stands,
             "a new phone does not enrol");
}

Phone::~Phone() = default;

void Phone::open_replica() {
    auto luck = std::make_shared<Dice>(
        dice_.fork("luck " + std::to_string(world_.calendar.planned())));
    auto opened = device::Replica::open(
        {.path = file().string(), .key = {7},
         .luck = [luck](void* bytes, std::size_t count) { luck->fill(bytes, count); },
         .create = true, .durable = true});
    promised(opened.has_value(), promise::nothing_lost,
             opened ? "" : name_ + " does not open: " + opened.error().detail);
    replica_ = std::move(*opened);
}

bool Phone::guarded(const char* doing, const std::function<void()>& work) {
    bool done = false;
    try {
        work();
        done = true;
    } catch (const BrokenPromise&) {
        throw;
    } catch (const BrokenInvariant& broken) {
        promised(disk_.dead(), promise::stands,
                 name_ + ", " + doing + ": the replica broke: " + broken.what());
    } catch (const std::exception& failure) {
        world_.chronicle.tell(name_, std::string(doing) + " failed: " + failure.what());
        promised(disk_.dead() || disk_.full(), promise::stands,
                 name_ + ", " + doing + ", on a sound disk: " + failure.what());
        if (!disk_.dead()) hang_up();
    }
    if (disk_.dead()) {
        go_off(dice_.between(minute_ms, 3 * hour_ms));
        return false;
    }
    return done;
}

std::string Phone::bytes_of_own(std::uint64_t counter) {
    const auto push = replica_->next_push(counter, 1);
    return push ? push->changes.front() : std::string{};
}

void Phone::acknowledge(const device::Saved& saved, const TypedSave& typed) {
    AcknowledgedSave save;
    save.phone = name_;
    save.stamp = saved.stamp;
    save.typed = typed;
    for (const auto& record : saved.records) save.records.push_back(record.id);
    save.bytes = bytes_of_own(saved.stamp.counter);
    save.life = life_;
    acknowledged_ = saved.stamp.counter;
    world_.chronicle.count("saves");
    if (!typed.empty()) check_as_typed(save);
    check_seen(*this, save);
    for (std::size_t i = 0; i < typed.size(); ++i) {
        if (typed[i].type == "observation") observed_.insert(saved.records[i].id.text());
    }
    world_.notebook.saves.push_back(std::move(save));
}

bool Phone::save(const TypedSave& typed) {
    if (!usable()) return false;
    bool saved = false;
    guarded("saving", [&] {
        const auto receipt = replica_->save(edits_of_device(typed), clock());
        if (!receipt) {
            world_.chronicle.tell(name_, "no: " + told(typed) + ": " + receipt.error().detail);
            world_.chronicle.count("saves the phone refused");
            return;
        }
        saved = true;
        world_.chronicle.tell(name_, "saved " + std::to_string(receipt->stamp.counter) + ": " +
                                         told(typed));
        acknowledge(*receipt, typed);
    });
    if (saved && line_) line_->saved();
    return saved;
}

bool Phone::retry(std::uint64_t counter) {
    if (!usable()) return false;
    return guarded("retrying", [&] {
        const auto receipt = replica_->retry(counter, clock());
        if (!receipt) return;
        given_up_.insert(counter);
        world_.chronicle.tell(name_, "retried " + std::to_string(counter));
        acknowledge(*receipt, {});
    });
}

bool Phone::discard(std::uint64_t counter) {
    if (!usable()) return false;
    return guarded("discarding", [&] {
        const auto receipt = replica_->discard(counter, clock());
        if (!receipt) return;
        given_up_.insert(counter);
        world_.chronicle.tell(name_, "discarded " + std::to_string(counter));
        acknowledge(*receipt, {});
    });
}

bool Phone::syncing() const { return line_ && !line_->over(); }

void Phone::sync(bool live) {
    if (!usable() || syncing() || world_.now() < silent_until_) return;
    world_.chronicle.count("syncs");
    line_ = std::make_shared<Line>(world_, *this,
                                   device::SessionOptions{.live = live, .app_version = "1"});
    line_->open();
}

void Phone::hang_up() {
    if (line_) line_->drop_device();
    line_.reset();
}

void Phone::may_know(const Knowledge& shown) {
    for (const auto& [writer, counter] : shown) {
        auto& known = knowledge_[writer];
        known = std::max(known, counter);
    }
}

void Phone::caught_up(const Knowledge& shown) {
    may_know(shown);
    last_caught_up_ = world_.now();
    check_caseload(world_, *this, shown);
    check_own_work_shows(world_, *this);
}

void Phone::session_ended(const device::Outcome& outcome) {
    line_.reset();
    last_outcome_ = outcome;
    world_.chronicle.tell(
        name_, "sync ended: sent " + std::to_string(outcome.sent) + ", received " +
                   std::to_string(outcome.received) + ", refused " +
                   std::to_string(outcome.refused) + (outcome.caught_up ? ", caught up" : "") +
                   (outcome.error ? ", " + outcome.error->detail : ""));
    world_.chronicle.count("refused at the office", outcome.refused);
    promised(outcome.alarms == 0, promise::one_result, name_ + ": a digest differed at caught-up");
    if (outcome.wiped) return was_wiped(outcome.left_work);
    if (outcome.went_on) {
        promised(set_back_, promise::any_age, name_ + " was never set back, and goes on anew");
        world_.chronicle.count("phones that went on");
        if (!guarded("going on", [&] { adopt_identity(); })) return;
        world_.calendar.after(dice_.between(second_ms, hour_ms), [this] { sync(); });
        return;
    }
    if (!outcome.error) return;
    const Reason reason = outcome.error->reason;
    if (reason == Reason::revoked && world_.town->revoked(record_)) {
        // The line broke before its work was left there; it tries again, and wipes then.
        return;
    }
    if (reason == Reason::cloned) {
        // The line broke before it could go on; it asks again at the next sync.
        promised(set_back_, promise::any_age, name_ + " was never set back, but is told so");
        world_.chronicle.count("phones found to be set back");
        return;
    }
    if (reason == Reason::not_authorised && world_.town->lost_sight_of(record_)) {
        world_.chronicle.count("phones the office lost sight of");
        state_ = PhoneState::replaced;
        replace_later(world_, coach_, dice_.between(minute_ms, 5 * hour_ms));
        return;
    }
    if (reason == Reason::not_authorised && world_.town->blocked(record_)) {
        world_.chronicle.count("phones blocked");
        world_.calendar.after(dice_.between(minute_ms, hour_ms),
                              [this] { world_.town->unblock(record_); });
        return;
    }
    if (reason == Reason::rule && set_back_) {
        world_.chronicle.count("phones that went on too often");
        state_ = PhoneState::replaced;
        replace_later(world_, coach_, dice_.between(minute_ms, 5 * hour_ms));
        return;
    }
    const bool repeated = reason == Reason::malformed && world_.weather.repeats_per_mille > 0;
    promised(reason == Reason::crowded || repeated, promise::stands,
             name_ + ": the sync ended with: " + outcome.error->detail);
}

void Phone::was_wiped(bool left_work) {
    promised(world_.town->revoked(record_), promise::stands,
             name_ + " was wiped, and nobody had revoked it");
    if (left_work) {
        world_.chronicle.count("sealed uploads");
        check_left_sealed(world_, *this);
    }
    state_ = PhoneState::wiped;
    replica_.reset();
    const auto again = device::Replica::open({.path = file().string(), .key = {7}, .luck = {}});
    promised(!again && again.error().reason == Reason::revoked, promise::own_caseload,
             name_ + " opens after it was wiped");
    for (auto& save : world_.notebook.saves) {
        if (save.stamp.writer == writer_) save.excused = "its phone was revoked";
    }
}

/// It may have become another writer since we looked: then what it has not sent has other stamps.
void Phone::adopt_identity() {
    const auto identity = replica_->identity();
    record_ = identity.device;
    if (identity.writer == writer_) return;
    const WriterId old = std::exchange(writer_, identity.writer);
    may_know({{old, acknowledged_}});
    writers_.insert(writer_);
    acknowledged_ = replica_->standpoint().next_counter - 1;
    given_up_.clear();
    std::map<std::uint64_t, std::uint64_t> counters;  // by the change's id
    for (std::uint64_t counter = 1; counter <= acknowledged_; ++counter) {
        counters[decode_change(bytes_of_own(counter), {writer_, counter}).value().id] = counter;
    }
    for (auto& save : world_.notebook.saves) {
        const bool mine = save.phone == name_ && save.life == life_ && save.stamp.writer == old;
        if (!mine || !save.excused.empty()) continue;
        const auto moved = counters.find(decode_change(save.bytes, save.stamp).value().id);
        if (moved == counters.end()) continue;
        save.stamp = {writer_, moved->second};
        save.bytes = bytes_of_own(moved->second);
    }
    world_.chronicle.tell(name_, "goes on as another writer with " +
                                     std::to_string(acknowledged_) + " changes");
}

void Phone::go_off(std::int64_t ms) {
    if (state_ != PhoneState::in_use) return;
    state_ = PhoneState::off;
    world_.chronicle.tell(name_, "died");
    world_.chronicle.count("phones that died");
    disk_.fail_power();
    hang_up();
    replica_.reset();
    world_.calendar.after(ms, [this] { start_again(); });
}

void Phone::start_again() {
    if (state_ != PhoneState::off) return;
    state_ = PhoneState::in_use;
    disk_.restart();
    world_.chronicle.tell(name_, "starts again");
    if (!guarded("starting", [&] { open_replica(); })) return;
    if (!guarded("looking", [&] { adopt_identity(); })) return;
    if (!guarded("looking", [&] { check_nothing_forgotten(); })) return;
    check_own_work_shows(world_, *this);
}

/// At most the save that was under way when it died is there beside what was acknowledged.
void Phone::check_nothing_forgotten() {
    const std::uint64_t head = replica_->standpoint().next_counter - 1;
    promised(head == acknowledged_ || head == acknowledged_ + 1, promise::nothing_lost,
             name_ + " acknowledged " + std::to_string(acknowledged_) +
                 " saves and has " + std::to_string(head) + " after it died");
    acknowledged_ = head;
}

void Phone::copy_files(const std::filesystem::path& from, const std::filesystem::path& to) {
    for (const char* end : {"", "-wal"}) {
        const std::filesystem::path source = from.string() + end;
        const std::filesystem::path target = to.string() + end;
        std::filesystem::remove(target);
        if (std::filesystem::exists(source)) std::filesystem::copy_file(source, target);
    }
}

void Phone::back_up() {
    if (!usable() || syncing()) return;
    guarded("backing up", [&] {
        const std::uint64_t counter = replica_->standpoint().next_counter - 1;
        replica_.reset();
        if (disk_.dead()) return;
        copy_files(file(), disk_.folder() / "backup.db");
        backup_counter_ = counter;
        backup_writer_ = writer_;
        backup_life_ = life_;
        backup_given_up_ = given_up_;
        backup_knowledge_ = knowledge_;
        world_.chronicle.tell(name_, "was backed up at " + std::to_string(counter));
        open_replica();
    });
}

void Phone::restore_backup() {
    if (!usable() || !backup_counter_) return;
    hang_up();
    replica_.reset();
    disk_.restart();
    copy_files(disk_.folder() / "backup.db", file());
    set_back_ = true;
    acknowledged_ = *backup_counter_;
    knowledge_ = backup_knowledge_;
    writer_ = backup_writer_;
    given_up_ = backup_given_up_;
    ++life_;
    for (auto& save : world_.notebook.saves) {
        if (save.phone != name_ || !save.excused.empty()) continue;
        const bool kept = save.stamp.writer == writer_ && save.stamp.counter <= acknowledged_ &&
                          save.life >= backup_life_;
        if (kept) {
            save.life = life_;
        } else if (!world_.town->holds(save.stamp, save.bytes)) {
            save.excused = "its phone was set back";
        }
    }
    world_.chronicle.tell(name_, "was set back to " + std::to_string(acknowledged_));
    world_.chronicle.count("phones set back");
    guarded("starting", [&] { open_replica(); });
}

}  // namespace veldwerk::simulation
