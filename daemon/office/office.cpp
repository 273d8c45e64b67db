// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/office.hpp"

#include <algorithm>
#include <array>

#include "daemon/custody/after_restore.hpp"
#include "daemon/custody/gaps.hpp"
#include "daemon/ledger/sqlite_ledger.hpp"
#include "daemon/office/acting.hpp"
#include "daemon/office/caseload.hpp"
#include "daemon/office/settings.hpp"

namespace veldwerk::office {
namespace {

std::filesystem::path ledger_path(const std::filesystem::path& folder) {
    return folder / "ledger.db";
}

/// What holds until the office writes another (DOMAIN.md 4). Dated rows, so never constants in
/// rules.
constexpr std::array<std::pair<const char*, const char*>, 10> first_settings{{
    {"tolerance_minutes", "15"}, {"full_time_minutes_per_week", "2160"}, {"overdue_days", "3"},
    {"lock_days", "14"}, {"backups_kept", "30"}, {"sync_window", "23:00-05:00"},
    {"contact_weeks_max", "6"}, {"trial_weeks_max", "12"},
    {"hours_above_contract_minutes_max", "60"}, {"old_basis_syncs_max", "5"},
}};

}  // namespace

void Office::make(const std::filesystem::path& folder, const std::string& programme,
                  const Environment& environment) {
    std::filesystem::create_directories(folder);
    if (std::filesystem::exists(ledger_path(folder))) {
        throw std::runtime_error(folder.string() + " holds an office already");
    }
    // What the office knows of people is for the account that runs it.
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
    {
        SqliteLedger ledger(ledger_path(folder).string(), true);
        ledger.begin();
        Life life;
        life.epoch = environment.random_id<EpochId>();
        life.writer = environment.random_id<WriterId>();
        ledger.save_life(life);
        (void)ledger.scope_number(Scope::programme, {});
        (void)ledger.scope_number(Scope::office, {});
        ledger.commit();
    }
    Office office(folder, environment);
    // A millisecond before everybody else, so that it is the first by id also under a clock that
    // stands still.
    const auto luck = environment.random<std::array<std::uint8_t, 10>>();
    const RecordId first_person = make_record_id(environment.now().unix_ms - 1, luck);
    ActOrder order;
    order.person = first_person;
    order.edits.push_back({.type = "person", .record = {}, .version = {},
                           .fields = {{.field = "name", .values = {"Administrator"}},
                                      {.field = "role", .values = {"team_leader"}}},
                           .create_as = first_person});
    order.edits.push_back({.type = "programme", .record = {}, .version = {},
                           .fields = {{.field = "name", .values = {programme}}},
                           .create_as = {}});
    for (const auto& [name, value] : first_settings) {
        order.edits.push_back({.type = "setting", .record = {}, .version = {},
                               .fields = {{.field = "name", .values = {name}},
                                          {.field = "value", .values = {value}}},
                               .create_as = {}});
    }
    const auto made = office.act(order);
    expect(made.has_value(), "a new office takes its first settings");
}

Office::Office(const std::filesystem::path& folder, Environment environment)
    : folder_(folder),
      environment_(std::move(environment)),
      ledger_(std::make_unique<SqliteLedger>(ledger_path(folder).string(), false)),
      journal_(folder / "journal") {
    heal_if_set_back();
    journal_.append(missed_acts());
}

/// Acts that a crash or a full disk kept out of the journal; they were never acknowledged. None may
/// follow before they stand there, or the gap would never be seen again.
std::vector<JournalEntry> Office::missed_acts() {
    const Life life = ledger_->life();
    expect(!life.epoch.empty(), "a ledger has a life");
    std::vector<JournalEntry> missed;
    const std::uint64_t journalled = std::max(journal_.last(life.writer), life.fork);
    for (auto counter = journalled + 1; counter <= life.acts; ++counter) {
        const auto stored = ledger_->find_change({life.writer, counter});
        expect(stored.has_value(), "the office's own acts have no gaps");
        missed.push_back({stored->stamp, stored->bytes});
    }
    return missed;
}

void Office::heal_if_set_back() {
    if (!lacks_acts(*ledger_, journal_)) return;
    begin_new_life({.cause = "the ledger was found set back behind its journal"});
}

void Office::begin_new_life(const Beginning& why) {
    ledger_->begin();
    std::vector<JournalEntry> entries;
    try {
        entries = missed_acts();
        const auto acts = journal_.read_all();
        // A ledger older than every kept backup: what was dropped from the journal is lost.
        Beginning beginning = why;
        for (const auto& gap : gaps_after(ledger_->life().acts, acts)) {
            beginning.acts_lost = true;
            beginning.cause += "; " + gap;
        }
        (void)replay_acts(*ledger_, acts);
        entries.push_back(begin_life(*ledger_, environment_, beginning));
        ledger_->commit();
    } catch (...) {
        ledger_->rollback();
        throw;
    }
    journal_.append(entries);
    after_restore(*this);
}

void Office::transact(const std::function<void()>& work) {
    heal_if_set_back();
    ledger_->begin();
    to_journal_.clear();
    try {
        journal_.append(missed_acts());
        work();
        ledger_->commit();
    } catch (...) {
        ledger_->rollback();
        to_journal_.clear();
        throw;
    }
    journal_.append(to_journal_);
    to_journal_.clear();
}

Result<ActReceipt> Office::act(const ActOrder& order) {
    return std::move(act_all({&order, 1}).front());
}

std::vector<Result<ActReceipt>> Office::act_all(std::span<const ActOrder> orders) {
    std::vector<Result<ActReceipt>> receipts;
    transact([&] {
        Acting acting(*this);
        for (const auto& order : orders) receipts.push_back(acting.take(order));
        acting.finish();
    });
    return receipts;
}

ActReceipt Office::act_writes(Act act, const RecordId& person, std::vector<RecordWrites> writes) {
    ActReceipt receipt;
    transact([&] {
        Acting acting(*this);
        receipt = acting.take(act, person, std::move(writes));
        acting.finish();
    });
    return receipt;
}

bool Office::turn_day() {
    const CivilDate day = today();
    const auto last = office::today(*ledger_);
    if (last && day <= *last) return false;
    ActOrder order;
    order.act = Act::day;
    order.edits.push_back({.type = "day_act", .record = {}, .version = {},
                           .fields = {{.field = "date", .values = {day.text()}}},
                           .create_as = derive_record_id("day " + day.text())});
    const auto taken = act(order);
    expect(taken.has_value(), "a day act is always taken");
    return true;
}

Result<RecordId> Office::find_person(std::string_view asked) {
    const Field& name = *find_type(type::person)->find("name");
    if (asked.empty()) {
        const auto persons = ledger_->all(type::person);
        expect(!persons.empty(), "an office has a person");
        // Ids rise with time: the first is the one that init made.
        return persons.front();
    }
    const auto named = ledger_->where(type::person, name, asked);
    if (named.size() == 1) return named.front();
    if (named.size() > 1) {
        return refuse(Reason::unknown_record, "several people are called \"" + std::string(asked) +
                                                  "\": give the id");
    }
    return ledger_->resolve(type::person, asked);
}

}  // namespace veldwerk::office
