// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/night.hpp"

#include <algorithm>
#include <map>

#include "daemon/office/attesting.hpp"
#include "daemon/office/closes.hpp"
#include "daemon/office/devices.hpp"
#include "daemon/office/month_days.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/period_views.hpp"
#include "daemon/office/quarantine.hpp"
#include "daemon/office/reading.hpp"
#include "daemon/office/waiting.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

NightRow received_until_now(Ledger& ledger, const Life& life, CivilDate date) {
    NightRow night{date, {{life.writer, life.acts}}};
    for (const auto& row : ledger.writers()) night.received.push_back({row.writer, row.received});
    return night;
}

std::vector<ChangeRange> ranges_of(const NightRow& night, const std::optional<NightRow>& before) {
    std::map<WriterId, std::uint64_t> after;
    for (const auto& last : before ? before->received : std::vector<Stamp>{}) {
        after[last.writer] = last.counter;
    }
    std::vector<ChangeRange> ranges;
    for (const auto& last : night.received) {
        const std::uint64_t from = after[last.writer];
        if (from < last.counter) ranges.push_back({last.writer, from, last.counter});
    }
    return ranges;
}

/// The devices whose writers these are, in order of enrolment.
std::vector<CameIn> came_in(Ledger& ledger, const std::vector<ChangeRange>& ranges) {
    std::vector<CameIn> devices;
    for (const auto& row : ledger.writers()) {
        const auto range =
            std::find_if(ranges.begin(), ranges.end(), [&row](const ChangeRange& one) {
                return one.writer == row.writer;
            });
        if (range == ranges.end()) continue;
        CameIn in{row.device, name_of_person(ledger, row.person), range->until - range->after,
                  0, 0};
        for (const auto& change : ledger.unsettled(row.writer, range->after)) {
            if (range->until < change.stamp.counter) continue;
            if (change.standing == Standing::refused) ++in.refused;
            if (change.standing == Standing::parked) ++in.parked;
        }
        devices.push_back(std::move(in));
    }
    return devices;
}

SentMeeting sent_meeting(Ledger& ledger, const RecordWrites& writes) {
    SentMeeting sent;
    sent.meeting = writes.record;
    sent.title = label_of(ledger, type::meeting, writes.record);
    const SlotNumber sequence = find_type(type::meeting)->find("sequence")->slot;
    for (const auto& write : writes.writes) {
        if (write.slot == sequence) sent.sequence = decode_integer(write.value).value_or(0);
    }
    const auto meeting = ledger.load(type::meeting, writes.record);
    sent.cancelled =
        meeting && number_in_force(meeting->state, "state") == meeting_state::cancelled;
    return sent;
}

/// What the office did: its people's acts counted, its own publications named.
void read_acts(Ledger& ledger, const ChangeRange& acts, NightReport& report) {
    for (auto counter = acts.after + 1; counter <= acts.until; ++counter) {
        const Stamp stamp{acts.writer, counter};
        const auto stored = ledger.find_change(stamp);
        const auto act = stored ? decode_change(stored->bytes, stamp) : Result<Change>{};
        if (!stored || !act) continue;
        if (!act->person.empty()) ++report.acts;
        if (act->act != Act::publish) continue;
        for (const auto& writes : act->records) {
            if (writes.type == type::meeting) {
                report.published.push_back(sent_meeting(ledger, writes));
            }
        }
    }
}

std::vector<WaitingKind> waiting_kinds(Ledger& ledger, CivilDate night) {
    std::vector<WaitingKind> kinds;
    for (const auto& review : waiting_reviews(ledger, night)) {
        const std::string kind = name_of_kind(review.kind);
        auto known = std::find_if(kinds.begin(), kinds.end(),
                                  [&kind](const WaitingKind& one) { return one.kind == kind; });
        if (known == kinds.end()) known = kinds.insert(known, {kind, 0, 0});
        ++known->open;
        known->oldest_days = std::max(known->oldest_days, review.days_on(night));
    }
    return kinds;
}

bool in_use(std::int64_t device_state) {
    return device_state == device_state::active || device_state == device_state::overdue ||
           device_state == device_state::blocked;
}

std::vector<SilentDevice> silent_devices(Ledger& ledger, CivilDate night) {
    const auto days_max = Settings(ledger).number("overdue_days", night, 0);
    std::map<RecordId, std::int64_t> contacts;
    for (const auto& row : ledger.writers()) contacts[row.device] = row.last_contact_ms;
    std::vector<SilentDevice> silent;
    each_record(ledger, type::device, [&](const RecordState& device) {
        if (!in_use(number_in_force(device, "state").value_or(0))) return;
        const std::int64_t contact = contacts[device.id];
        SilentDevice one{device.id, name_of_person(ledger, reference_in_force(device, "coach")),
                         {}};
        if (contact != 0) one.last_contact = amsterdam_date(Instant{contact});
        if (one.last_contact && night.days - one.last_contact->days <= days_max) return;
        silent.push_back(std::move(one));
    });
    return silent;
}

std::vector<DeviceAlarm> device_alarms(Ledger& ledger, CivilDate night) {
    std::vector<DeviceAlarm> alarms;
    for (const auto& view : devices_on(ledger, night)) {
        if (view.lives > 1) {
            alarms.push_back({view.id, view.coach_name,
                              "SECURITY: " + std::to_string(view.lives) +
                                  " devices go on from it: somebody has a copy of this phone"});
        }
        if (view.state == "blocked") {
            alarms.push_back({view.id, view.coach_name,
                              "blocked: look at its work (veldwerkd quarantine list), then unblock "
                              "or revoke it"});
        }
    }
    return alarms;
}

std::vector<CivilMonth> months_due(Ledger& ledger, CivilDate night) {
    std::vector<CivilMonth> due;
    const CivilMonth running = month_of(night);
    auto month = first_month(ledger).value_or(running);
    month.months = std::max(month.months, running.months - months_listed_max);
    for (; month < running; month = month.next()) {
        if (closes_of(ledger, month).empty()) due.push_back(month);
    }
    return due;
}

}  // namespace

CivilDate settle_night(Office& office, const DeliverMeeting& deliver) {
    const CivilDate night = office.today();
    (void)office.turn_day();
    office.transact([&] {
        Acting acting(office);
        (void)publish_meetings(office, acting, deliver);
        (void)attest_innovations(office, acting);
        Ledger& ledger = office.ledger();
        if (!ledger.night(night)) {
            ledger.save_night(received_until_now(ledger, acting.integration().life(), night));
        }
        acting.finish();
    });
    return night;
}

NightReport report_night(Office& office, CivilDate night) {
    Ledger& ledger = office.ledger();
    const auto settled = ledger.night(night);
    expect(settled.has_value(), "a night is settled before it is reported");
    const auto before = ledger.night_before(night);
    const auto ranges = ranges_of(*settled, before);
    NightReport report;
    report.night = night;
    if (before) report.since = before->date;
    report.came_in = came_in(ledger, ranges);
    const WriterId own = ledger.life().writer;
    for (const auto& range : ranges) {
        if (range.writer == own) read_acts(ledger, range, report);
    }
    report.waiting = waiting_kinds(ledger, night);
    report.silent = silent_devices(ledger, night);
    report.alarms = device_alarms(ledger, night);
    report.quarantined = quarantined(office).size();
    report.settled = settled_by_rule(ledger, ranges);
    report.months_due = months_due(ledger, night);
    return report;
}

}  // namespace veldwerk::office
