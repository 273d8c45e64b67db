// SPDX-License-Identifier: EUPL-1.2
// `period`: closing months, and the corrections of days that changed after their month was closed.
#include <nlohmann/json.hpp>

#include <array>

#include "daemon/commands/commands.hpp"
#include "daemon/office/closing.hpp"
#include "daemon/office/correction_reviews.hpp"
#include "daemon/office/naming.hpp"
#include "protocol/carriage/record_json.hpp"
#include "protocol/carriage/typed_fields.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

std::string term(Vocabulary vocabulary, std::int64_t number) {
    const Term* known = find_term(vocabulary, number);
    return known == nullptr ? std::to_string(number) : std::string(known->name);
}

carriage::Json json_of(const PeriodView& period) {
    carriage::Json open_days = carriage::Json::array();
    for (const auto& day : period.open_days) {
        open_days.push_back({{"placement", day.code}, {"date", day.date.text()}});
    }
    carriage::Json json = {{"month", period.month.text()},
                           {"state", term(Vocabulary::period_state, period.state)},
                           {"minutes", period.minutes}};
    if (!period.digest.empty()) json["digest"] = period.digest;
    json["open_days"] = std::move(open_days);
    for (const auto& empty : period.empty) {
        json["empty_closes"].push_back({{"id", empty.period.text()},
                                        {"by", empty.by},
                                        {"at", format_instant(empty.at)}});
    }
    return json;
}

const Field& delta_field() { return *find_type(type::correction)->find("delta"); }

std::string told_delta(const CorrectionView& correction) {
    return format_value(delta_field(), encode_parts(correction.delta));
}

carriage::Json json_of(const CorrectionView& correction) {
    const std::array delta{told_delta(correction)};
    carriage::Json json = {{"id", correction.id.text()},
                           {"version", correction.version},
                           {"placement", correction.code},
                           {"date", correction.date.text()},
                           {"delta_minutes", correction.delta_minutes},
                           {"delta", carriage::json_of_texts(delta_field(), delta)},
                           {"state", term(Vocabulary::correction_state, correction.state)}};
    if (correction.booked_in) json["booked_in"] = correction.booked_in->text();
    return json;
}

std::string told_open(const PeriodView& period) {
    return period.open_days.empty() ? "none"
                                    : std::to_string(period.open_days.size()) + ": " +
                                          told_days(period.open_days);
}

void tell_empty_closes(Context& context, const PeriodView& period) {
    for (const auto& empty : period.empty) {
        context.tell(period.month.text() + ": the close by " + empty.by + " on " +
                     told_time(empty.at) + " is an empty act, for an earlier one counts");
    }
}

Result<CivilMonth> month_of_text(const std::string& text) {
    const auto month = parse_month(text);
    if (month) return *month;
    return refuse(Reason::wrong_use, '"' + text + "\" is not a month like 2026-11");
}

Result<void> close(Context& context, const Given& given) {
    const auto month = month_of_text(given.text("MONTH"));
    if (!month) return tl::unexpected<Error>(month.error());
    const auto person = context.person();
    if (!person) return tl::unexpected<Error>(person.error());
    context.concerns(month->text());
    const auto closed = close_month(
        context.office(),
        {.month = *month, .person = *person, .accept_open = given.text("--accept-open")});
    if (!closed) return tl::unexpected<Error>(closed.error());
    if (context.json()) {
        carriage::Json json = json_of(closed->period);
        if (!closed->notices.empty()) json["notices"] = closed->notices;
        context.print(json);
        return {};
    }
    context.tell(month->text() + " is closed: " + std::to_string(closed->period.minutes) +
                 " minutes present, open days " + told_open(closed->period));
    context.tell("digest of the export (sha256): " + closed->period.digest);
    for (const auto& notice : closed->notices) context.tell("notice: " + notice);
    return {};
}

Result<void> list(Context& context, const Given&) {
    const auto periods = view_periods(context.office().ledger(), context.office().today());
    std::vector<carriage::TableRow> rows;
    for (const auto& period : periods) {
        if (context.json()) context.print(json_of(period));
        rows.push_back({period.month.text(), term(Vocabulary::period_state, period.state),
                        std::to_string(period.minutes), told_open(period)});
    }
    if (context.json()) return {};
    context.print({"MONTH", "STATE", "MINUTES", "OPEN DAYS"}, rows);
    for (const auto& period : periods) tell_empty_closes(context, period);
    return {};
}

Result<void> corrections(Context& context, const Given&) {
    Ledger& ledger = context.office().ledger();
    std::vector<carriage::TableRow> rows;
    for (const auto& correction : view_corrections(ledger)) {
        if (context.json()) {
            context.print(json_of(correction));
            continue;
        }
        rows.push_back({correction.id.text() + '@' + correction.version, correction.code,
                        correction.date.text(), told_delta(correction),
                        term(Vocabulary::correction_state, correction.state),
                        correction.booked_in ? correction.booked_in->text() : ""});
    }
    if (!rows.empty()) {
        context.print({"ID@VERSION", "PLACEMENT", "DATE", "DELTA", "STATE", "BOOKED IN"}, rows);
    } else {
        context.tell("no corrections");
    }
    return {};
}

Result<void> decide_one(Context& context, const Given& given, bool approve) {
    const carriage::RecordName name = carriage::parse_record_name(given.text("ID"));
    const auto person = context.person();
    if (!person) return tl::unexpected<Error>(person.error());
    const auto decided =
        decide_correction(context.office(), {.correction = name.record,
                                             .version = name.version,
                                             .approve = approve,
                                             .reason = given.text("--reason"),
                                             .person = *person});
    if (!decided) return tl::unexpected<Error>(decided.error());
    context.concerns(decided->review.text());
    if (context.json()) {
        context.print({{"id", decided->decision.text()},
                       {"review", decided->review.text()},
                       {"outcome", decided->outcome}});
    }
    context.tell(decided->outcome);
    return {};
}

}  // namespace

Command period_command() {
    const Parameter id{"ID", "the correction: ID[@VERSION], as it was listed", Takes::word, true};
    Command command;
    command.name = "period";
    command.meaning = "close months, correct closed days";
    command.verbs = {
        {.name = "close",
         .meaning = "close a month for ever, with its export",
         .parameters = {{"MONTH", "YYYY-MM", Takes::word, true},
                        {"--accept-open", "why its open days are accepted"}},
         .run = close,
         .verbs = {},
         .audited = true},
        {.name = "list",
         .meaning = "months, with their open days",
         .parameters = {},
         .run = list,
         .verbs = {}},
        {.name = "corrections",
         .meaning = "what changed after a close",
         .parameters = {},
         .run = corrections,
         .verbs = {}},
        {.name = "approve",
         .meaning = "approve a correction, as a second person",
         .parameters = {id, {"--reason", "why, for whoever asks later"}},
         .run = [](Context& context, const Given& given) {
             return decide_one(context, given, true);
         },
         .verbs = {},
         .audited = true},
        {.name = "reject",
         .meaning = "reject a correction, as a second person",
         .parameters = {id, {"--reason", "why, for whoever asks later", Takes::word, true}},
         .run = [](Context& context, const Given& given) {
             return decide_one(context, given, false);
         },
         .verbs = {},
         .audited = true}};
    return command;
}

}  // namespace veldwerk::office
