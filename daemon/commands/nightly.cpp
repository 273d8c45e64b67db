// SPDX-License-Identifier: EUPL-1.2
// `nightly`: settles the night and tells the morning, in plain words or as JSON. What the timer
// runs; running it twice in one night is running it once.
#include <nlohmann/json.hpp>

#include "daemon/commands/commands.hpp"
#include "daemon/custody/erasing.hpp"
#include "daemon/custody/retention.hpp"
#include "daemon/exchange/calendar.hpp"
#include "daemon/office/night.hpp"
#include "daemon/office/settings.hpp"

namespace veldwerk::office {
namespace {

using carriage::Json;

// A screen shows the beginning of a long list; `--json` has all of it.
constexpr std::size_t lines_told_max = 10;

constexpr const char* no_backup = "no backup was made: that is not built yet";

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

Json json_of(const NightReport& report) {
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
    json["settled_by_rule"] = Json::array();
    for (const auto& one : report.settled) {
        json["settled_by_rule"].push_back({{"subject", one.subject}, {"rule", one.rule}});
    }
    json["months_to_close"] = Json::array();
    for (const auto& month : report.months_due) json["months_to_close"].push_back(month.text());
    json["notices"] = {no_backup};
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
    tell_list(context, "Settled by rule:", lines_of(report.settled, [](const SettledByRule& one) {
                  return one.subject + ": " + one.rule;
              }));
    tell_list(context, "Published:", lines_of(report.published, [](const SentMeeting& one) {
                  return one.title + (one.cancelled ? ", cancelled" : "") + " (" +
                         (one.sequence == 0 ? "for the first time"
                                            : "change " + std::to_string(one.sequence)) + ')';
              }));
    context.tell(no_backup);
}

/// What is to be forgotten.
struct Custody {
    std::uint64_t retention_due = 0;
    std::uint64_t erasures_waiting = 0;
};

void tell(const Context& context, const Custody& custody) {
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
    Custody custody;
    custody.erasures_waiting = follow_erasures(office).waiting;
    custody.retention_due = retention_due(office.ledger(), office.today()).size();
    // Outside a transaction: reading a long night must not keep `serve` from writing.
    const NightReport report = report_night(office, night);
    if (context.json()) {
        Json json = json_of(report);
        json["retention_due"] = custody.retention_due;
        json["erasures_waiting"] = custody.erasures_waiting;
        context.print(json);
    } else {
        tell(context, report);
        tell(context, custody);
    }
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
