// SPDX-License-Identifier: EUPL-1.2
// What a coach writes: records, observations, and what becomes of changes that the office refused.
#include "client-sdk/cli/commands.hpp"
#include "protocol/carriage/type_names.hpp"
#include "protocol/carriage/typed_fields.hpp"

#include <nlohmann/json.hpp>

#include <charconv>

namespace veldwerk::cli {
namespace {

/// Adds one typed field: `a=b` as its text, `a+=b` and `a-=b` as parts of a set.
void add_field(Json& fields, const carriage::FieldEdit& edit) {
    Json& field = fields[edit.field];
    if (edit.mode == carriage::EditMode::add) {
        field["add"] = edit.values;
    } else if (edit.mode == carriage::EditMode::remove) {
        field["remove"] = edit.values;
    } else if (edit.values.empty()) {
        field = nullptr;
    } else if (edit.values.size() == 1) {
        field = edit.values.front();
    } else {
        field = edit.values;
    }
}

void print_saved(const Context& context, const std::string& answer) {
    const Json saved = parsed(answer);
    const Json& record = saved["records"].front();
    if (context.json()) {
        context.print(record);
    } else {
        context.tell(record["id"].get<std::string>());
    }
}

Result<void> put(Context& context, const Given& given) {
    const std::string& type = given.text("TYPE");
    const auto edits = carriage::parse_typed_fields(type, given.words("FIELD=VALUE"));
    if (!edits) return tl::unexpected<Error>(edits.error());
    const auto name = carriage::parse_record_name(given.text("--id"));
    Json save{{"type", type}};
    if (!name.record.empty()) save["id"] = name.record;
    if (!name.version.empty()) save["version"] = name.version;
    save["fields"] = Json::object();
    for (const auto& edit : *edits)
        add_field(save["fields"], edit);
    auto replica = context.open();
    if (!replica) return tl::unexpected<Error>(replica.error());
    print_saved(context, replica->write(save.dump(-1, ' ', false, Json::error_handler_t::replace)));
    return {};
}

Result<void> observe(Context& context, const Given& given) {
    const bool whole = given.has("--status") && given.has("--minutes");
    if (whole == given.has("--parts") || (given.has("--status") != given.has("--minutes"))) {
        return refuse(
            Reason::wrong_use,
            "say what was seen: --status STATUS --minutes N, or --parts present:300,sick:180");
    }
    Json fields{{"placement", given.text("--placement")}, {"date", given.text("--date")}};
    fields["parts"] =
        whole ? given.text("--status") + ':' + given.text("--minutes") : given.text("--parts");
    fields["source"] = given.has("--source") ? given.text("--source") : "seen";
    if (given.has("--confirm")) fields["confirmed"] = true;
    if (given.has("--supersedes")) fields["supersedes"] = given.words("--supersedes");
    auto replica = context.open();
    if (!replica) return tl::unexpected<Error>(replica.error());
    const Json save{{"type", "observation"}, {"fields", std::move(fields)}};
    print_saved(context, replica->write(save.dump(-1, ' ', false, Json::error_handler_t::replace)));
    return {};
}

Result<void> list_refused(Context& context, const Given&) {
    auto replica = context.open();
    if (!replica) return tl::unexpected<Error>(replica.error());
    const Json refused = parsed(replica->refused());
    if (context.json()) {
        context.print_lines(refused);
        return {};
    }
    if (refused.empty()) {
        context.tell("The office refused nothing.");
        return {};
    }
    std::vector<carriage::TableRow> rows;
    for (const Json& change : refused) {
        std::string records;
        for (const Json& record : change["records"]) {
            records += (records.empty() ? "" : ", ") + record.get<std::string>();
        }
        rows.push_back({change["id"].dump(), change["at"].get<std::string>(), records,
                        change["detail"].get<std::string>()});
    }
    context.print({"id", "written", "records", "why"}, rows);
    context.tell(
        "Save one anew with `veldwerk refused retry ID`, or give it up with `discard ID`.");
    return {};
}

Result<std::uint64_t> change_number(const std::string& text) {
    std::uint64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size()) {
        return refuse(Reason::wrong_use,
                      '"' + text + "\" is not a number of `veldwerk refused list`");
    }
    return number;
}

using Settle = std::string (sdk::Replica::*)(std::uint64_t);

Run settling(Settle settle, std::string done) {
    return [settle, done](Context& context, const Given& given) -> Result<void> {
        const auto number = change_number(given.text("ID"));
        if (!number) return tl::unexpected<Error>(number.error());
        auto replica = context.open();
        if (!replica) return tl::unexpected<Error>(replica.error());
        const std::string answer = ((*replica).*settle)(*number);
        if (context.json()) {
            context.print(parsed(answer));
        } else {
            context.tell(done);
        }
        return {};
    };
}

}  // namespace

Command put_command() {
    return {
        .name = "put",
        .meaning = "write a record: make one, or change fields of one (--id)",
        .parameters = {{"TYPE", "kind of record: participant, placement, job, coaching_log, ...",
                        Takes::word, true},
                       {"FIELD=VALUE",
                        "fields; of a set FIELD=a,b or FIELD+=a,b or FIELD-=a; FIELD=@FILE reads "
                        "a file; FIELD= clears",
                        Takes::words},
                       {"--id",
                        "the record to change: id, code (L1) or the last 8 digits of an "
                        "id; ID@VERSION only if nobody changed it since"}},
        .run = put,
        .more =
            "Prints the record's id. Examples:\n"
            "  veldwerk put coaching_log participant=D001 date=2026-12-01 minutes=45\n"
            "  veldwerk put placement --id L8 state=requested\n"
            "  veldwerk put participant --id D001 phones+=0612345678\n\n" +
            carriage::listed_types()};
}

Command observe_command() {
    return {
        .name = "observe",
        .meaning = "write down a day's attendance",
        .parameters = {{"--placement", "the placement: code (L1) or id", Takes::word, true},
                       {"--date", "the day, like 2026-11-30; not in the future", Takes::word, true},
                       {"--status",
                        "present, sick, leave, special_leave, workplace_closed, "
                        "authorised_absence or unauthorised_absence"},
                       {"--minutes", "minutes with that status"},
                       {"--parts", "a day of several parts instead: present:300,sick:180"},
                       {"--source",
                        "who says so: seen (you did; the default), employer or "
                        "participant"},
                       {"--supersedes", "an earlier observation of yours that this one corrects",
                        Takes::words},
                       {"--confirm", "yes, on a holiday, a day off or outside the placement",
                        Takes::nothing}},
        .run = observe,
        .more =
            "Prints the observation's id. It is a fact: correct it with --supersedes.\n"
            "  veldwerk observe --placement L1 --date 2026-11-30 --status present "
            "--minutes 480"};
}

Command refused_command() {
    const Parameter id{"ID", "number of the change, as `refused list` shows it", Takes::word, true};
    return {.name = "refused",
            .meaning = "your changes that the office refused",
            .verbs = {
                {.name = "list", .meaning = "show them, and why", .run = list_refused},
                {.name = "retry",
                 .meaning = "save one anew, on what is known now",
                 .parameters = {id},
                 .run = settling(&sdk::Replica::retry, "Saved anew; it goes with the next sync.")},
                {.name = "discard",
                 .meaning = "give one up",
                 .parameters = {id},
                 .run = settling(&sdk::Replica::discard, "Given up.")}}};
}

}  // namespace veldwerk::cli
