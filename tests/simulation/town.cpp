// SPDX-License-Identifier: EUPL-1.2
#include "tests/simulation/town.hpp"

#include <algorithm>

#include "daemon/custody/healing.hpp"
#include "daemon/office/devices.hpp"
#include "protocol/records/vocabulary.hpp"
#include "tests/simulation/broken_promise.hpp"
#include "tests/simulation/line.hpp"
#include "tests/simulation/phone.hpp"

namespace veldwerk::simulation {
namespace {

// `serve` looks for foreign commits within a second.
constexpr std::int64_t look_ms_max = second_ms;

}  // namespace

Town::Town(World& world)
    : world_(world),
      dice_(world.dice.fork("town")),
      luck_(world.dice.fork("luck of the town")),
      disk_(world.folder.path() / "office", world.dice.fork("disk of the town")) {
    office::Office::make(disk_.folder(), "Basisbanen", environment());
    open();
    person_ = office_->find_person({}).value();
    plan_midnight();
}

Town::~Town() = default;

office::Environment Town::environment() {
    return {.now = [this] { return world_.now(); },
            .luck = [this](void* bytes, std::size_t size) { luck_.fill(bytes, size); }};
}

void Town::open() {
    office_ = std::make_unique<office::Office>(disk_.folder(), environment());
    queue_ = std::make_unique<office::CommitQueue>(*office_);
    queue_->on_work([this] { plan_commit(); });
    commits_told_ = office_->ledger().commits_seen();
}

Knowledge Town::knowledge() {
    Knowledge known;
    for (const auto& life : ledger().lives()) known[life.writer] = life.acts;
    for (const auto& row : ledger().writers()) known[row.writer] = row.received;
    return known;
}

bool Town::guarded(const char* doing, const std::function<void()>& work) {
    if (!up()) return false;
    bool whole = false;
    try {
        work();
        whole = true;
    } catch (const BrokenPromise&) {
        throw;
    } catch (const BrokenInvariant& broken) {
        promised(disk_.dead(), promise::stands,
                 std::string("the office, ") + doing + ": " + broken.what());
    } catch (const std::exception& failure) {
        world_.chronicle.tell("office", std::string(doing) + " failed: " + failure.what());
        promised(disk_.dead() || disk_.full(), promise::stands,
                 std::string("the office, ") + doing + ", on a sound disk: " + failure.what());
    }
    if (disk_.dead()) {
        go_down(dice_.between(second_ms, hour_ms));
        return false;
    }
    return whole;
}

void Town::done(const Stamp& stamp, const TypedSave& typed) {
    if (stamp.counter == 0) return;
    world_.notebook.acts.push_back({stamp, typed});
    world_.chronicle.count("acts");
    plan_look();
}

std::uintmax_t Town::journal_size() const {
    return std::filesystem::file_size(disk_.folder() / "journal" / "acts.journal");
}

std::optional<office::ActReceipt> Town::put(const TypedSave& typed) {
    std::optional<office::ActReceipt> receipt;
    guarded("an act", [&] {
        const auto size_before = journal_size();
        office::ActOrder order;
        order.person = person_;
        order.edits = edits_of_office(typed);
        auto taken = office_->act(order);
        if (!taken) {
            world_.chronicle.tell("office", "no: " + told(typed) + ": " + taken.error().detail);
            world_.chronicle.count("acts the office refused");
            return;
        }
        const auto size_after = journal_size();
        if (fails_in_journal_ && size_after > size_before) {
            fails_in_journal_ = false;
            std::filesystem::resize_file(
                disk_.folder() / "journal" / "acts.journal",
                size_before + dice_.below(size_after - size_before));
            world_.chronicle.count("deaths before the journal");
            disk_.fail_power();
            return;
        }
        world_.chronicle.tell("office", "act " + std::to_string(taken->stamp.counter) + ": " +
                                            told(typed));
        done(taken->stamp, typed);
        receipt = std::move(*taken);
    });
    return receipt;
}

bool Town::decide(const office::DecisionOrder& order) {
    bool decided = false;
    guarded("a decision", [&] {
        const auto receipt = office::decide(*office_, order);
        const std::string review = order.review.substr(order.review.size() - 8);
        if (!receipt) {
            world_.chronicle.tell("office", "undecided " + review + ": " + receipt.error().detail);
            world_.chronicle.count("decisions refused");
            return;
        }
        const office::Life life = ledger().life();
        world_.chronicle.tell("office", "act " + std::to_string(life.acts) + " decides " + review +
                                            ": " + receipt->outcome);
        world_.chronicle.count("decisions");
        done({life.writer, life.acts}, {});
        decided = true;
    });
    return decided;
}

RecordId Town::enrol(const std::string& phone, const RecordId& coach, const WriterId& writer) {
    std::string hex = writer.text();
    std::erase(hex, '-');
    const auto receipt = put({{.type = "device", .record = {}, .version = {},
                               .fields = {{"coach", coach.text()}, {"writer", hex},
                                          {"state", "active"}},
                               .create_as = {}}});
    promised(receipt.has_value(), promise::stands, "a phone cannot be enrolled");
    office_->transact([&] {
        office::WriterRow row;
        row.writer = writer;
        row.device = receipt->ids.front();
        row.person = coach;
        row.fingerprint = phone;
        ledger().save_writer(row);
    });
    return receipt->ids.front();
}

void Town::revoke(const RecordId& device) {
    // Also if the office dies of it: nobody then knows whether it stands.
    revoked_.insert(device);
    put({{.type = "device", .record = device.text(), .version = {},
          .fields = {{"state", "revoked"}}, .create_as = {}}});
    world_.chronicle.count("phones revoked");
}

bool Town::blocked(const RecordId& device) {
    bool is_blocked = !up();  // nobody can tell at the moment
    guarded("looking", [&] {
        is_blocked = office::device_state_of(ledger(), device) == device_state::blocked;
    });
    return is_blocked;
}

void Town::unblock(const RecordId& device) {
    guarded("unblocking", [&] {
        if (!blocked(device)) return;
        put({{.type = "device", .record = device.text(), .version = {},
              .fields = {{"state", "active"}}, .create_as = {}}});
    });
}

bool Town::holds(const Stamp& stamp, const std::string& bytes) {
    bool held = false;
    guarded("looking", [&] {
        // By the id of the save: of an erased participant neither side keeps all the bytes.
        const auto stored = ledger().find_change(stamp);
        const auto change = decode_change(bytes, stamp);
        held = stored && change && stored->id == change->id;
    });
    return held;
}

void Town::turn_day() {
    guarded("turning the day", [&] {
        if (!office_->turn_day()) return;
        const office::Life life = ledger().life();
        world_.chronicle.tell("office", "the day turned to " + office_->today().text());
        done({life.writer, life.acts}, {});
    });
}

void Town::plan_midnight() {
    const CivilDate tomorrow = amsterdam_date(world_.now()).plus(1);
    const Instant midnight = instant_of({std::int64_t{tomorrow.days} * 1440});
    world_.calendar.at({midnight.unix_ms + dice_.between(0, look_ms_max)}, [this] {
        turn_day();
        // Also a phone that claims to know more can make the office hold.
        lift_hold();
        plan_midnight();
    });
}

/// The name in a certificate is the writer's; here it stands first, or is the phone's.
std::string Town::name_in(const std::string& certificate) const {
    for (const auto& phone : world_.phones) {
        if (phone->name() == certificate) return phone->writer().text();
    }
    return certificate.substr(0, certificate.find(' '));
}

std::shared_ptr<office::OfficeSession> Town::answer(const std::string& certificate) {
    if (!up()) return nullptr;
    const std::string name = name_in(certificate);
    const bool whole = guarded("recognising", [&] {
        if (!office::can_recognise(ledger(), certificate, name)) return;
        office_->transact([&] { office::recognise(ledger(), certificate, name); });
        world_.chronicle.count("phones recognised");
    });
    if (!whole || !up()) return nullptr;
    return std::make_shared<office::OfficeSession>(
        *office_, *queue_, certificate,
        [this](const std::string&, const WriterId& writer) -> Result<office::SignedCertificate> {
            // A certificate is its own fingerprint here.
            const std::string made = writer.text() + ' ' + std::to_string(dice_.next());
            return office::SignedCertificate{made, made, {world_.now().unix_ms + 365 * day_ms}};
        });
}

void Town::remove(const Line& line) {
    std::erase_if(lines_, [&line](const auto& one) { return one.get() == &line; });
}

void Town::receive(Line& line, const Message& message) {
    auto kept = line.shared_from_this();
    const bool whole = guarded("a message", [&] { line.office()->receive(message); });
    if (!whole && up()) line.drop_office();
    line.pump();
}

std::optional<Message> Town::next_of(Line& line) {
    std::optional<Message> message;
    auto kept = line.shared_from_this();
    const bool whole = guarded("answering", [&] { message = line.office()->next(); });
    if (!whole && up()) line.drop_office();
    return whole ? message : std::nullopt;
}

void Town::plan_commit() {
    if (std::exchange(commit_planned_, true)) return;
    world_.calendar.after(dice_.between(0, 20), [this] {
        commit_planned_ = false;
        if (up()) commit();
    });
}

void Town::commit() {
    if (queue_->empty()) return;
    world_.chronicle.count("commits");
    guarded("a commit", [&] { queue_->commit(); });
    for (const auto& line : std::vector(lines_)) line->pump();
    plan_look();
}

void Town::plan_look() {
    if (std::exchange(look_planned_, true)) return;
    world_.calendar.after(dice_.between(1, look_ms_max), [this] {
        look_planned_ = false;
        look();
    });
}

void Town::look() {
    guarded("looking", [&] {
        const std::uint64_t commits = ledger().commits_seen();
        if (commits == commits_told_) return;
        commits_told_ = commits;
        for (const auto& line : std::vector(lines_)) {
            if (line->office() != nullptr) line->office()->ledger_moved();
        }
    });
    for (const auto& line : std::vector(lines_)) line->pump();
}

void Town::go_down(std::int64_t ms) {
    if (!up()) return;
    world_.chronicle.tell("office", "died");
    world_.chronicle.count("offices that died");
    disk_.fail_power();
    for (const auto& line : std::vector(lines_)) line->drop_office();
    queue_.reset();
    office_.reset();
    world_.calendar.after(ms, [this] { start_again(); });
}

void Town::start_again() {
    if (up()) return;
    disk_.restart();
    open();
    world_.chronicle.tell("office", "starts again");
    if (std::exchange(journal_lost_, false)) forget_lost_acts();
    const office::Life life = ledger().life();
    std::uint64_t last = 0;
    for (const auto& act : world_.notebook.acts) {
        if (!act.lost) last = std::max(last, act.stamp.counter);
    }
    promised(last <= life.acts, promise::nothing_lost,
             "the office acknowledged act " + std::to_string(last) + " and has " +
                 std::to_string(life.acts) + " after it died");
    turn_day();
}

}  // namespace veldwerk::simulation
