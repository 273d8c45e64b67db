// SPDX-License-Identifier: EUPL-1.2
// `show`: records as they are in force, and with `--why` how each value came about.
#include <nlohmann/json.hpp>

#include "daemon/commands/commands.hpp"
#include "daemon/office/finding.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/why.hpp"
#include "protocol/carriage/record_json.hpp"
#include "protocol/carriage/record_listing.hpp"
#include "protocol/carriage/type_names.hpp"
#include "protocol/merge/in_force.hpp"

namespace veldwerk::office {
namespace {

Result<Asked> asked_of(const Given& given) {
    Asked asked{given.text("TYPE"), given.text("--id"), {}};
    for (const auto& word : given.words("--where")) {
        const auto equals = word.find('=');
        if (equals == std::string::npos || equals == 0) {
            return refuse(Reason::wrong_use, "--where " + word + ": write field=value");
        }
        asked.where.push_back({word.substr(0, equals), word.substr(equals + 1)});
    }
    return asked;
}

/// Values for people: codes and names where a reference points.
std::string told(Ledger& ledger, const RecordState& state, const Field& field) {
    if (!field.is_set()) {
        const std::string value = value_in_force(state, field);
        return value.empty() ? std::string{} : told_value(ledger, field, value);
    }
    std::string elements;
    for (const auto& element : elements_in_force(state, field.slot)) {
        elements += (elements.empty() ? "" : ", ") + told_value(ledger, field, element);
    }
    return elements;
}

void print_json(Context& context, const RecordState& state, bool with_why) {
    carriage::Json record = carriage::json_of_record(state);
    if (with_why) {
        carriage::Json reasons = carriage::Json::object();
        for (auto& reason : why(context.office().ledger(), state)) {
            reasons[reason.field] = std::move(reason.why);
        }
        record["why"] = std::move(reasons);
    }
    context.print(record);
}

carriage::ListedRecord listed(Ledger& ledger, const RecordState& state) {
    carriage::ListedRecord record{state.id.text(), version_of(state), {}};
    for (const Field& field : find_type(state.type)->fields) {
        record.values.push_back(told(ledger, state, field));
    }
    return record;
}

void tell_why(Context& context, const RecordState& state) {
    Ledger& ledger = context.office().ledger();
    std::vector<carriage::FieldStory> stories;
    for (auto& reason : why(ledger, state)) {
        stories.push_back({std::move(reason.field), std::move(reason.why)});
    }
    context.write(carriage::format_stories(*find_type(state.type), listed(ledger, state), stories));
}

/// One whole, many as a table.
void tell_records(Context& context, const std::vector<RecordState>& found, bool whole) {
    const RecordType& type = *find_type(found.front().type);
    std::vector<carriage::ListedRecord> records;
    for (const auto& state : found) records.push_back(listed(context.office().ledger(), state));
    context.write(whole ? carriage::format_record(type, records.front())
                        : carriage::format_listing(type, records));
}

Result<void> show(Context& context, const Given& given) {
    const auto asked = asked_of(given);
    if (!asked) return tl::unexpected<Error>(asked.error());
    const auto found = find_records(context.office().ledger(), *asked);
    if (!found) return tl::unexpected<Error>(found.error());
    const bool with_why = given.has("--why");
    for (const auto& state : *found) {
        if (context.json()) print_json(context, state, with_why);
        if (with_why) tell_why(context, state);
    }
    if (found->empty()) context.tell("there is no such " + asked->type);
    if (!found->empty() && !with_why) tell_records(context, *found, given.has("--id"));
    return {};
}

}  // namespace

Command show_command() {
    return {
        .name = "show",
        .meaning = "show records, and why they are so",
        .parameters = {{"TYPE", "record type: participant, placement, job ...", Takes::word, true},
                       {"--id", "this one: id, code or tail"},
                       {"--where", "only those with field=value; repeat it for more", Takes::words},
                       {"--why", "tell how each value came about", Takes::nothing}},
        .run = show,
        .verbs = {},
        .more = "  veldwerkd show participant\n"
                "  veldwerkd show placement --id L1 --why\n"
                "  veldwerkd show observation --where placement=L1 --where date=2026-11-30\n\n" +
                carriage::listed_types()};
}

}  // namespace veldwerk::office
