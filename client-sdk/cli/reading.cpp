// SPDX-License-Identifier: EUPL-1.2
// What a coach reads: records and why they say what they say, where the replica stands, questions
// that wait at the office. For people short tables, with --json what the SDK says.
#include "client-sdk/cli/commands.hpp"
#include "client-sdk/cli/naming.hpp"
#include "protocol/carriage/type_names.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace veldwerk::cli {
namespace {

std::string text_of(const Json& record, const char* key) {
    if (!record.contains(key)) return {};
    const Json& value = record[key];
    return value.is_string() ? value.get<std::string>() : value.dump();
}

/// What the clock in Amsterdam said: "2026-12-01 16:30".
std::string told_time(const std::string& instant) {
    const auto parsed_instant = parse_instant(instant);
    if (!parsed_instant) return instant;
    std::string text = amsterdam_time(*parsed_instant).text();
    std::replace(text.begin(), text.end(), 'T', ' ');
    return text;
}

/// The end of an id, as commands take it.
std::string tail_of(const std::string& id) { return id.size() == 36 ? id.substr(28) : id; }

/// "outside_dates" and the like, one a line, as words.
std::string told_reasons(std::string reasons) {
    std::replace(reasons.begin(), reasons.end(), '_', ' ');
    for (auto at = reasons.find('\n'); at != std::string::npos; at = reasons.find('\n', at)) {
        reasons.replace(at, 1, ", ");
    }
    return reasons;
}

void tell_why(const Context& context, const RecordType& type, const carriage::ListedRecord& record,
              const Json& why) {
    std::vector<carriage::FieldStory> stories;
    for (const auto& [field, story] : why.items()) stories.push_back({field, story});
    context.write(carriage::format_stories(type, record, stories));
}

/// For people: one record whole, many as a table, or each with its story.
void tell_records(const Context& context, sdk::Replica& replica, const Json& records,
                  const Given& given) {
    const RecordType& type = *find_type(given.text("TYPE"));
    Names names(replica);
    std::vector<carriage::ListedRecord> listed;
    for (const Json& record : records) listed.push_back(names.listed(type, record));
    if (given.has("--why")) {
        for (std::size_t i = 0; i < listed.size(); ++i) {
            tell_why(context, type, listed[i], records[i]["why"]);
        }
        return;
    }
    context.write(given.has("--id") ? carriage::format_record(type, listed.front())
                                    : carriage::format_listing(type, listed));
}

Result<Json> question_of(const Given& given) {
    Json asked{{"type", given.text("TYPE")}};
    if (given.has("--id")) asked["id"] = given.text("--id");
    for (const std::string& word : given.words("--where")) {
        const auto equals = word.find('=');
        if (equals == std::string::npos) {
            return refuse(Reason::wrong_use, "--where takes field=value");
        }
        asked["where"][word.substr(0, equals)] = word.substr(equals + 1);
    }
    return asked;
}

Result<void> show(Context& context, const Given& given) {
    const auto asked = question_of(given);
    if (!asked) return tl::unexpected<Error>(asked.error());
    auto replica = context.open();
    if (!replica) return tl::unexpected<Error>(replica.error());
    Json records =
        parsed(replica->show(asked->dump(-1, ' ', false, Json::error_handler_t::replace)));
    if (given.has("--why")) {
        for (Json& record : records) {
            record["why"] = parsed(replica->why(given.text("TYPE"), record["id"]));
        }
    }
    if (context.json()) {
        context.print_lines(records);
    } else if (records.empty()) {
        context.tell("there is no such " + given.text("TYPE") + " here");
    } else {
        tell_records(context, *replica, records, given);
    }
    return {};
}

Result<void> tell_status(Context& context, const Given&) {
    auto replica = context.open();
    if (!replica) return tl::unexpected<Error>(replica.error());
    const Json status = parsed(replica->status());
    if (context.json()) {
        context.print(status);
        return {};
    }
    const auto row = [&context](const std::string& what, const std::string& value) {
        context.tell(what + std::string(24 - what.size(), ' ') + value);
    };
    row("not sent yet", text_of(status, "unsent"));
    row("refused by the office", text_of(status, "refused"));
    row("open questions", text_of(status, "reviews"));
    const std::string last = text_of(status, "last_sync");
    row("last sync", last.empty() ? "never" : told_time(last));
    if (status.contains("locks_at")) row("locks without a sync", told_time(status["locks_at"]));
    if (status["parked"] != 0) row("waiting for others", text_of(status, "parked"));
    if (status["alarms"] != 0) row("digests that differed", text_of(status, "alarms"));
    if (status["locked"] == true) {
        context.tell("Locked for reading, after too long without contact: `veldwerk sync` unlocks. "
                     "Saving works.");
    }
    if (status["enrolled"] == false) {
        context.tell("Not enrolled: begin with `veldwerk enrol`.");
    } else if (status["ready"] == false) {
        context.tell("The first sync is not complete: go on with `veldwerk sync`.");
    }
    return {};
}

Result<void> tell_digest(Context& context, const Given&) {
    auto replica = context.open();
    if (!replica) return tl::unexpected<Error>(replica.error());
    const Json digest = parsed(replica->digest());
    if (context.json()) {
        context.print(digest);
        return {};
    }
    Names names(*replica);
    std::vector<carriage::TableRow> rows;
    for (const Json& scope : digest["scopes"]) {
        rows.push_back({names.of_scope(text_of(scope, "scope")), text_of(scope, "digest")});
    }
    rows.push_back({"all of it", text_of(digest, "digest")});
    context.print({"scope", "digest"}, rows);
    return {};
}

Result<void> list_reviews(Context& context, const Given&) {
    auto replica = context.open();
    if (!replica) return tl::unexpected<Error>(replica.error());
    const Json reviews = parsed(replica->reviews());
    if (context.json()) {
        context.print_lines(reviews);
        return {};
    }
    if (reviews.empty()) {
        context.tell("No question waits at the office.");
        return {};
    }
    std::vector<carriage::TableRow> rows;
    for (const Json& review : reviews) {
        rows.push_back({tail_of(text_of(review, "id")), text_of(review, "kind"),
                        text_of(review, "state"), text_of(review, "subject"),
                        told_reasons(text_of(review, "reasons"))});
    }
    context.print({"id", "about", "state", "subject", "why"}, rows);
    return {};
}

Result<void> show_review(Context& context, const Given& given) {
    auto replica = context.open();
    if (!replica) return tl::unexpected<Error>(replica.error());
    const Json review = parsed(replica->review(given.text("ID")));
    if (context.json()) {
        context.print(review);
        return {};
    }
    context.tell("review " + text_of(review, "id") + " (" + text_of(review, "kind") + ", " +
                 text_of(review, "state") + ')');
    const std::string reasons = told_reasons(text_of(review, "reasons"));
    context.tell(text_of(review, "subject") + (reasons.empty() ? "" : ": " + reasons));
    for (const Json& one : review["alternatives"]) {
        context.tell("  " + text_of(one, "number") + ": " + text_of(one, "value") + " (" +
                     text_of(one, "by") + ", " + told_time(text_of(one, "at")) + ", " +
                     text_of(one, "source") + ')');
    }
    if (review.contains("decision")) {
        const Json& decision = review["decision"];
        const std::string reason = text_of(decision, "reason");
        context.tell("decided: " + text_of(decision, "outcome") + " (" +
                     told_time(text_of(decision, "at")) + ')' +
                     (reason.empty() ? "" : ", because: " + reason));
    }
    if (text_of(review, "state") == "open") context.tell("It waits for a person at the office.");
    return {};
}

Result<void> export_plain(Context& context, const Given& given) {
    auto replica = context.open();
    if (!replica) return tl::unexpected<Error>(replica.error());
    replica->export_plain(given.text("FILE"));
    if (!context.json()) {
        context.tell("Written, unencrypted: " + given.text("FILE") +
                     ". Delete it when it has served.");
    } else {
        context.print({{"file", given.text("FILE")}});
    }
    return {};
}

}  // namespace

Command show_command() {
    return {.name = "show",
            .meaning = "show records, and why they say what they say",
            .parameters = {{"TYPE", "kind of record: participant, placement, observation, ...",
                            Takes::word, true},
                           {"--id", "one record: id, code (L1) or the last 8 digits of an id"},
                           {"--where", "only those with field=value", Takes::words},
                           {"--why", "also who wrote what, and where your own change is now",
                            Takes::nothing}},
            .run = show,
            .more =
                "  veldwerk show participant\n"
                "  veldwerk show placement --id L1 --why\n"
                "  veldwerk show observation --where placement=L1 --where date=2026-11-30\n\n" +
                carriage::listed_types()};
}

Command status_command() {
    return {.name = "status",
            .meaning = "what is not sent yet, what was refused, when the last sync was",
            .run = tell_status};
}

Command digest_command() {
    return {
        .name = "digest",
        .meaning = "one number for all that is here, equal at the office when both hold the same",
        .run = tell_digest};
}

Command review_command() {
    return {.name = "review",
            .meaning = "questions that wait for a person at the office",
            .verbs = {{.name = "list", .meaning = "those about your caseload", .run = list_reviews},
                      {.name = "show",
                       .meaning = "one of them, with what was stated",
                       .parameters = {{"ID", "its id, or the last 8 digits", Takes::word, true}},
                       .run = show_review}}};
}

Command export_plain_command() {
    return {.name = "export-plain",
            .meaning = "write an unencrypted copy of the records, for support",
            .parameters = {{"FILE", "a new SQLite file", Takes::word, true}},
            .run = export_plain};
}

}  // namespace veldwerk::cli
