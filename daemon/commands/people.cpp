// SPDX-License-Identifier: EUPL-1.2
// `person` and `coach`.
#include "daemon/commands/people.hpp"

#include <nlohmann/json.hpp>

#include "daemon/commands/commands.hpp"
#include "daemon/office/finding.hpp"
#include "protocol/carriage/record_json.hpp"

namespace veldwerk::office {

Command add_verb(const std::string& type, std::vector<Parameter> parameters) {
    Command command;
    command.name = "add";
    command.meaning = "add a " + type + "; prints the id";
    command.parameters = std::move(parameters);
    command.run = [type, wanted = command.parameters](Context& context,
                                                      const Given& given) -> Result<void> {
        carriage::RecordEdit edit;
        edit.type = type;
        for (const auto& parameter : wanted) {
            if (!given.has(parameter.name)) continue;
            edit.fields.push_back({.field = parameter.name.substr(2),
                                   .values = {given.text(parameter.name)}});
        }
        const auto id = context.act(std::move(edit));
        if (!id) return tl::unexpected<Error>(id.error());
        if (context.json()) context.print(carriage::Json{{"id", id->text()}});
        context.tell(id->text());
        return {};
    };
    return command;
}

Command list_verb(const std::string& type, std::vector<std::string> fields) {
    Command command;
    command.name = "list";
    command.meaning = "list them";
    command.run = [type, fields](Context& context, const Given&) -> Result<void> {
        const auto found = find_records(context.office().ledger(), {type, {}, {}});
        if (!found) return tl::unexpected<Error>(found.error());
        std::vector<carriage::TableRow> rows;
        for (const auto& state : *found) {
            if (context.json()) context.print(carriage::json_of_record(state));
            carriage::TableRow& row = rows.emplace_back();
            for (const auto& field : fields) {
                const auto texts =
                    carriage::texts_in_force(state, *find_type(state.type)->find(field));
                row.push_back(texts.empty() ? "" : texts.front());
            }
            row.push_back(state.id.text().substr(28));
        }
        carriage::TableRow headings{fields.begin(), fields.end()};
        headings.emplace_back("id");
        if (!context.json()) context.print(headings, rows);
        return {};
    };
    return command;
}

Command person_command() {
    Command command;
    command.name = "person";
    command.meaning = "people of the office";
    command.verbs = {
        add_verb("person", {{.name = "--name", .meaning = "their name", .required = true},
                            {.name = "--role",
                             .meaning = "back_office, team_leader, adviser or reader",
                             .required = true},
                            {.name = "--code", .meaning = "a short code"}}),
        list_verb("person", {"name", "role"})};
    return command;
}

Command coach_command() {
    Command command;
    command.name = "coach";
    command.meaning = "job coaches";
    command.verbs = {
        add_verb("coach", {{.name = "--name", .meaning = "their name", .required = true},
                           {.name = "--code", .meaning = "a short code"}}),
        list_verb("coach", {"code", "name"})};
    return command;
}

}  // namespace veldwerk::office
