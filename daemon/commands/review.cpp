// SPDX-License-Identifier: EUPL-1.2
// `review`: the questions that wait for a person, and answering them.
#include <nlohmann/json.hpp>

#include <charconv>

#include "daemon/commands/commands.hpp"
#include "daemon/office/decisions.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/reviews.hpp"
#include "protocol/carriage/typed_fields.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

std::string term(Vocabulary vocabulary, std::int64_t number) {
    const Term* known = find_term(vocabulary, number);
    return known == nullptr ? std::to_string(number) : std::string(known->name);
}

carriage::Json json_of(const Alternative& alternative) {
    carriage::Json json = {{"number", alternative.number},
                           {"record", alternative.record},
                           {"value", alternative.value},
                           {"by", alternative.by}};
    if (alternative.stamp.counter != 0) json["at"] = format_instant(alternative.at);
    json["source"] = alternative.source;
    if (alternative.minutes) json["minutes"] = *alternative.minutes;
    if (alternative.cents) json["cents"] = *alternative.cents;
    return json;
}

carriage::Json json_of(const ReviewView& review) {
    carriage::Json alternatives = carriage::Json::array();
    for (const auto& alternative : review.alternatives)
        alternatives.push_back(json_of(alternative));
    carriage::Json json = {{"id", review.id.text()},
                           {"version", review.version},
                           {"kind", term(Vocabulary::review_kind, review.kind)},
                           {"subject", review.subject},
                           {"state", term(Vocabulary::review_state, review.state)},
                           {"reasons", review.reasons},
                           {"meanwhile", review.meanwhile},
                           {"alternatives", std::move(alternatives)}};
    if (review.decision) {
        json["decision"] = {{"id", review.decision->id.text()},
                            {"by", review.decision->by},
                            {"at", format_instant(review.decision->at)},
                            {"outcome", review.decision->outcome},
                            {"reason", review.decision->reason}};
    }
    return json;
}

/// The end of the id and the version: what `review decide` takes.
std::string short_name(const ReviewView& review) {
    return review.id.text().substr(28) + '@' + review.version;
}

Result<void> list(Context& context, const Given& given) {
    Ledger& ledger = context.office().ledger();
    std::vector<carriage::TableRow> rows;
    for (const auto& id : ledger.all(type::review)) {
        const ReviewView review = view_review(ledger, ledger.load(type::review, id)->state);
        if (given.has("--open") && review.state != review_state::open) continue;
        if (context.json()) {
            context.print(json_of(review));
            continue;
        }
        rows.push_back({short_name(review), term(Vocabulary::review_kind, review.kind),
                        term(Vocabulary::review_state, review.state), review.subject,
                        std::to_string(review.alternatives.size())});
    }
    if (!rows.empty()) context.print({"id@version", "about", "state", "subject", "choices"}, rows);
    if (rows.empty()) context.tell(given.has("--open") ? "No question waits." : "No questions.");
    return {};
}

Result<void> show(Context& context, const Given& given) {
    Ledger& ledger = context.office().ledger();
    const auto id = ledger.resolve(type::review,
                                   carriage::parse_record_name(given.text("ID")).record);
    if (!id) return tl::unexpected<Error>(id.error());
    const ReviewView review = view_review(ledger, ledger.load(type::review, *id)->state);
    if (context.json()) {
        context.print(json_of(review));
        return {};
    }
    context.tell("review " + review.id.text() + '@' + review.version + " (" +
                 term(Vocabulary::review_kind, review.kind) + ", " +
                 term(Vocabulary::review_state, review.state) + ')');
    context.tell(review.subject +
                 (review.meanwhile.empty() ? "" : "; meanwhile in force: " + review.meanwhile));
    for (const auto& alternative : review.alternatives) {
        context.tell("  " + told_alternatives({alternative}));
    }
    if (review.decision) {
        context.tell("Decided by " + review.decision->by + " on " + told_time(review.decision->at) +
                     ": " + review.decision->outcome + " (" + review.decision->reason + ')');
    }
    if (review.state == review_state::open) {
        context.tell("Decide: veldwerkd review decide " + short_name(review) +
                     " --choose N --reason WHY   (or --value field=value)");
    }
    return {};
}

Result<DecisionOrder> order_of(const Given& given) {
    const carriage::RecordName name = carriage::parse_record_name(given.text("ID"));
    DecisionOrder order{.review = name.record, .version = name.version, .choose = {}, .values = {},
                        .reason = given.text("--reason"), .person = {}};
    if (given.has("--choose")) {
        const std::string& text = given.text("--choose");
        std::size_t number = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) {
            return refuse(Reason::wrong_use, "--choose takes the number of an alternative");
        }
        order.choose = number;
    }
    for (const auto& word : given.words("--value")) {
        const auto equals = word.find('=');
        if (equals == std::string::npos || equals == 0) {
            return refuse(Reason::wrong_use, "--value " + word + ": write field=value");
        }
        order.values.push_back({word.substr(0, equals), word.substr(equals + 1)});
    }
    return order;
}

Result<void> take_decision(Context& context, const Given& given) {
    auto order = order_of(given);
    if (!order) return tl::unexpected<Error>(order.error());
    const auto person = context.person();
    if (!person) return tl::unexpected<Error>(person.error());
    order->person = *person;
    const auto decided = decide(context.office(), *order);
    if (!decided) return tl::unexpected<Error>(decided.error());
    context.concerns(decided->review.text());
    if (context.json()) {
        context.print({{"id", decided->decision.text()},
                       {"review", decided->review.text()},
                       {"outcome", decided->outcome}});
    } else {
        context.tell("decided: " + decided->outcome);
    }
    return {};
}

}  // namespace

Command review_command() {
    const Parameter id{"ID", "the review: ID[@VERSION], as it was listed", Takes::word, true};
    return {
        .name = "review",
        .meaning = "questions that wait for a person",
        .parameters = {},
        .run = {},
        .verbs = {{.name = "list",
                   .meaning = "all of them, decided ones too",
                   .parameters = {{"--open", "only those not decided", Takes::nothing}},
                   .run = list,
                   .verbs = {}},
                  {.name = "show",
                   .meaning = "one, with its alternatives",
                   .parameters = {id},
                   .run = show,
                   .verbs = {}},
                  {.name = "decide",
                   .meaning = "choose an alternative, or give a value",
                   .parameters = {id,
                                  {"--choose", "the number of an alternative"},
                                  {"--value", "field=value instead", Takes::words},
                                  {"--reason", "why, for whoever asks later", Takes::word, true}},
                   .run = take_decision,
                   .verbs = {},
                   .audited = true}}};
}

}  // namespace veldwerk::office
