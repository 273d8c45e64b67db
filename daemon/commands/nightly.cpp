// SPDX-License-Identifier: EUPL-1.2
// `nightly`: settles the night and tells the morning, in plain words or as JSON. What the timer
// runs; running it twice in one night is running it once.
#include <nlohmann/json.hpp>

#include "daemon/commands/commands.hpp"
#include "daemon/custody/erasing.hpp"
#include "daemon/custody/lifting.hpp"
#include "daemon/custody/missing.hpp"
#include "daemon/custody/retention.hpp"
#include "daemon/custody/rotation.hpp"
#include "daemon/exchange/calendar.hpp"
#include "daemon/office/night.hpp"
#include "daemon/office/settings.hpp"
#include "protocol/carriage/told_failure.hpp"

namespace veldwerk::office {
namespace {

using carriage::Json;

// A screen shows the beginning of a long list; `--json` has all of it.
constexpr std::size_t lines_told_max = 10;

/// What became of the night's backup: it is told, and a failing disk still fails the command.
struct NightlyBackup {
    std::optional<Rotated> rotated;
    std::vector<std::string> notices;
    std::exception_ptr failure;
};

NightlyBackup back_up(Office& office, CivilDate night) {
    NightlyBackup backup;
    try {
        const auto rotated = rotate_backups(office, night);
        if (rotated) {
            backup.rotated = *rotated;
            for (const auto& sentence : rotated->unreadable) {
                backup.notices.push_back("counts for nothing: " + sentence);
            }
        } else {
            backup.notices.push_back("no backup was made: " + rotated.error().detail);
        }
    } catch (const std::exception& failure) {
        backup.failure = std::current_exception();
        backup.notices.push_back("no backup was made: " + carriage::told_failure(failure));
    }
    return backup;
}

Json json_of(const Rotated& rotated) {
    return {{"file", rotated.tonight.string()},
            {"made", format_instant(rotated.made)},
            {"verified", true},
            {"kept", rotated.kept},
            {"removed", rotated.removed}};
}

Json json_of(const MissingWork& one) {
    Json json = {{"coach", one.whose}, {"from", one.from}, {"to", one.to}};
    if (!one.device.empty()) json["device"] = one.device.text();
    return json;
}

std::string programme_name(Ledger& ledger) {
    const auto programmes = ledger.all(type::programme);
    if (programmes.empty()) return "Veldwerk";
    return field_in_force(ledger.load(type::programme, programmes.front())->state, "name");
}

Json json_of(const CameIn& device) {
    return {{"device", device.device.text()},
            {"coach", device.coach},
            {"changes", device.changes},
            {"refused", device.refused},
            {"parked", device.parked}};
}

Json json_of(const SilentDevice& device) {
    Json json = {{"device", device.device.text()}, {"coach", device.coach}};
    if (device.last_contact) json["last_contact"] = device.last_contact->text();
    return json;
}

Json json_of(const SentMeeting& meeting) {
    return {{"meeting", meeting.meeting.text()},
            {"title", meeting.title},
            {"sequence", meeting.sequence},
            {"cancelled", meeting.cancelled}};
}

/// What the morning must know of the ledger itself.
struct Custody {
    std::string set_back;  ///< why another life began since the last night; else empty
    std::vector<MissingWork> missing;
    std::vector<Hold> held;
    std::uint64_t retention_due{};     ///< persons and categories whose term is over
    std::uint64_t erasures_waiting{};  ///< ordered, and not yet out of the office's files
};

Custody custody_of(Office& office, const NightReport& report) {
    Ledger& ledger = office.ledger();
    Custody custody;
    custody.missing = missing_work(ledger);
    custody.held = holds(ledger);
    custody.retention_due = retention_due(ledger, office.today()).size();
    const auto began = life_began(ledger);
    const bool lately = began && (!report.since || *report.since <= amsterdam_date(*began));
    if (lately) custody.set_back = life_cause(ledger);
    return custody;
}

Json json_of(const NightReport& report, const NightlyBackup& backup, const Custody& custody) {
    Json json = {{"night", report.night.text()}};
    if (report.since) json["since"] = report.since->text();
    json["came_in"] = Json::array();
    for (const auto& device : report.came_in) json["came_in"].push_back(json_of(device));
    json["acts"] = report.acts;
    json["published"] = Json::array();
    for (const auto& meeting : report.published) json["published"].push_back(json_of(meeting));
    json["waiting"] = Json::array();
    for (const auto& kind : report.waiting) {
        json["waiting"].push_back({{"kind", kind.kind},
                                   {"open", kind.open},
                                   {"oldest_days", kind.oldest_days}});
    }
    json["not_synced"] = Json::array();
    for (const auto& device : report.silent) json["not_synced"].push_back(json_of(device));
    json["device_alarms"] = Json::array();
    for (const auto& one : report.alarms) {
        json["device_alarms"].push_back(
            {{"device", one.device.text()}, {"coach", one.coach}, {"what", one.what}});
    }
    json["quarantined"] = report.quarantined;
    json["settled_by_rule"] = Json::array();
    for (const auto& one : report.settled) {
        json["settled_by_rule"].push_back({{"subject", one.subject}, {"rule", one.rule}});
    }
    json["months_to_close"] = Json::array();
    for (const auto& month : report.months_due) json["months_to_close"].push_back(month.text());
    if (backup.rotated) json["backup"] = json_of(*backup.rotated);
    json["notices"] = backup.notices;
    json["missing"] = Json::array();
    for (const auto& one : custody.missing) json["missing"].push_back(json_of(one));
    if (!custody.set_back.empty()) json["set_back"] = custody.set_back;
    json["retention_due"] = custody.retention_due;
    json["erasures_waiting"] = custody.erasures_waiting;
    json["held"] = Json::array();
    for (const auto& hold : custody.held) {
        json["held"].push_back({{"since", format_instant(hold.at)},
                                {"holds_all", hold.holds_all},
                                {"changes", hold.changes},
                                {"cause", hold.cause}});
    }
    return json;
}

std::string counted(std::uint64_t count, const char* noun) {
    return std::to_string(count) + ' ' + noun + (count == 1 ? "" : "s");
}

/// A heading and its lines; nothing at all without lines.
void tell_list(const Context& context, const std::string& heading,
               const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    context.tell(heading);
    for (std::size_t i = 0; i < std::min(lines.size(), lines_told_max); ++i) {
        context.tell("  " + lines[i]);
    }
    if (lines.size() > lines_told_max) {
        context.tell("  and " + std::to_string(lines.size() - lines_told_max) + " more");
    }
}

template <class Items, class Line>
std::vector<std::string> lines_of(const Items& items, Line line) {
    std::vector<std::string> lines;
    for (const auto& item : items) lines.push_back(line(item));
    return lines;
}

void tell(const Context& context, const NightReport& report) {
    context.tell("Night of " + report.night.text() +
                 (report.since ? ", since that of " + report.since->text() : ""));
    if (report.came_in.empty()) context.tell("Nothing came in.");
    tell_list(context, "Came in:", lines_of(report.came_in, [](const CameIn& one) {
                  return one.coach + ": " + counted(one.changes, "change") +
                         (one.refused == 0 ? "" : ", " + std::to_string(one.refused) + " refused") +
                         (one.parked == 0 ? "" : ", " + std::to_string(one.parked) + " parked");
              }));
    if (report.waiting.empty()) context.tell("Nothing waits for a person.");
    tell_list(context, "Waits for a person (veldwerkd review list --open):",
              lines_of(report.waiting, [](const WaitingKind& one) {
                  return one.kind + ": " + std::to_string(one.open) + " open, the oldest for " +
                         counted(static_cast<std::uint64_t>(one.oldest_days), "day");
              }));
    tell_list(context, "Months to close:", lines_of(report.months_due, [](CivilMonth month) {
                  return month.text() + ": veldwerkd period close " + month.text();
              }));
    tell_list(context, "Has not synced:", lines_of(report.silent, [](const SilentDevice& one) {
                  return one.coach + ", device " + one.device.text().substr(28) + ": " +
                         (one.last_contact ? "since " + one.last_contact->text() : "never");
              }));
    tell_list(context, "Devices to look at:", lines_of(report.alarms, [](const DeviceAlarm& one) {
                  return one.coach + ", device " + one.device.text().substr(28) + ": " + one.what;
              }));
    if (report.quarantined > 0) {
        context.tell("In quarantine: " + counted(report.quarantined, "piece") +
                     " of work to take over or drop (veldwerkd quarantine list)");
    }
    tell_list(context, "Settled by rule:", lines_of(report.settled, [](const SettledByRule& one) {
                  return one.subject + ": " + one.rule;
              }));
    tell_list(context, "Published:", lines_of(report.published, [](const SentMeeting& one) {
                  return one.title + (one.cancelled ? ", cancelled" : "") + " (" +
                         (one.sequence == 0 ? "for the first time"
                                            : "change " + std::to_string(one.sequence)) + ')';
              }));
}

void tell(const Context& context, const NightlyBackup& backup) {
    if (backup.rotated) {
        context.tell("Backed up and verified: " + backup.rotated->tonight.string() + "; " +
                     counted(backup.rotated->kept, "backup") + " kept" +
                     (backup.rotated->removed.empty()
                          ? ""
                          : ", " + std::to_string(backup.rotated->removed.size()) + " removed"));
    }
    for (const auto& notice : backup.notices) context.tell(notice);
}

void tell(const Context& context, const Custody& custody) {
    if (!custody.set_back.empty()) context.tell("The office was set back: " + custody.set_back);
    tell_list(context, "Held (veldwerkd quarantine list):",
              lines_of(custody.held, [](const Hold& hold) { return hold.cause; }));
    tell_list(context, "Missing since the office was set back, until it returns:",
              lines_of(custody.missing, [](const MissingWork& one) { return one.told(); }));
    if (custody.retention_due > 0) {
        context.tell("Kept for longer than its term: " + std::to_string(custody.retention_due) +
                     " in all (veldwerkd report retention)");
    }
    if (custody.erasures_waiting > 0) {
        context.tell("Erased, but not yet out of the files: " +
                     std::to_string(custody.erasures_waiting) +
                     ", for a program still reads them; the next nightly tries again");
    }
}

Result<void> run(Context& context, const Given&) {
    Office& office = context.office();
    const std::string programme = programme_name(office.ledger());
    const CivilDate night = settle_night(office, [&](const PublishedMeeting& meeting) {
        put_in_outbox(office.folder(), meeting, programme);
    });
    // Outside a transaction: reading a long night must not keep `serve` from writing.
    const NightReport report = report_night(office, night);
    Custody custody = custody_of(office, report);
    // Before the backup, so that what is erased is in no backup of this night or a later one.
    custody.erasures_waiting = follow_erasures(office).waiting;
    const NightlyBackup backup = back_up(office, night);
    if (context.json()) {
        context.print(json_of(report, backup, custody));
    } else {
        tell(context, report);
        tell(context, custody);
        tell(context, backup);
    }
    if (backup.failure) std::rethrow_exception(backup.failure);
    if (!backup.rotated) return refuse(Reason::rule, backup.notices.front());
    return {};
}

}  // namespace

Command nightly_command() {
    return {.name = "nightly",
            .meaning = "settle the night and tell the morning; what the timer runs",
            .parameters = {},
            .run = run,
            .verbs = {}};
}

}  // namespace veldwerk::office
