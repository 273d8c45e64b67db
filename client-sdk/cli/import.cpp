// SPDX-License-Identifier: EUPL-1.2
// `import`: a CSV file into the replica, offline, each accepted row one change. This house of the
// import (protocol/carriage/import.hpp) knows no more than any app: it asks and writes through the
// SDK.
#include "protocol/carriage/import.hpp"

#include "client-sdk/cli/commands.hpp"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <iterator>

namespace veldwerk::cli {
namespace {

/// A screen's worth; a file with more wrong is mended with --json beside it.
constexpr std::size_t refused_told_max = 20;

std::string text_of(const Json& document) {
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// What the SDK refused; anything else it throws is no matter of one row.
Error refusal_of(const sdk::Failure& failure) {
    if (failure.status() != VELDWERK_REFUSED) throw failure;
    return {static_cast<Reason>(failure.reason()), failure.what()};
}

Result<Json> record(sdk::Replica& replica, const RecordType& type, const std::string& name) {
    try {
        const Json found = parsed(replica.show(text_of({{"type", type.name}, {"id", name}})));
        if (!found.empty()) return found.front();
    } catch (const sdk::Failure& failure) {
        return tl::unexpected<Error>(refusal_of(failure));
    }
    return refuse(Reason::unknown_record, "there is no " + std::string(type.name) + ' ' + name);
}

std::vector<Json> placements(sdk::Replica& replica, const RecordId& participant) {
    const Json asked{{"type", "placement"}, {"where", {{"participant", participant.text()}}}};
    const Json found = parsed(replica.show(text_of(asked)));
    return {found.begin(), found.end()};
}

/// By SQL: a placement may have years of observations, and a row asks for those of one day.
std::vector<Json> observations(sdk::Replica& replica, const RecordId& placement, CivilDate date) {
    constexpr const char* of_day = R"sql(
        SELECT uuid_text(id), parts, source, confirmed, supersedes, row FROM observation
        WHERE placement = uuid(?) AND date = ?)sql";
    const Json parameters = Json::array({placement.text(), date.text()});
    std::vector<Json> found;
    const Json answer = parsed(replica.query(of_day, text_of(parameters)));
    for (const Json& row : answer.at("rows")) {
        Json& one = found.emplace_back(Json{{"id", row.at(0)}, {"parts", row.at(1)}});
        one["confirmed"] = row.at(3) == 1;
        if (row.at(2).is_string()) one["source"] = row.at(2);
        if (row.at(4).is_string()) one["supersedes"] = parsed(row.at(4).get<std::string>());
        if (row.at(5).is_string()) one["row"] = row.at(5);
    }
    return found;
}

Json json_of(const carriage::RecordEdit& edit) {
    Json save{{"type", edit.type}};
    if (!edit.record.empty()) save["id"] = edit.record;
    if (edit.create_as) save["create_as"] = edit.create_as->text();
    save["fields"] = Json::object();
    for (const auto& field : edit.fields) {
        const bool is_set = find_type(edit.type)->find(field.field)->is_set();
        Json& value = save["fields"][field.field];
        if (field.mode == carriage::EditMode::add) {
            value["add"] = field.values;
        } else if (is_set) {
            value = field.values;
        } else {
            value = field.values.empty() ? Json() : Json(field.values.front());
        }
    }
    return save;
}

carriage::ImportHouse house_of(sdk::Replica& replica, bool rehearsal) {
    carriage::ImportHouse house;
    house.ground = {
        .record = [&replica](const RecordType& type,
                             const std::string& name) { return record(replica, type, name); },
        .placements =
            [&replica](const RecordId& participant) { return placements(replica, participant); },
        .observations = [&replica](
                            const RecordId& placement,
                            CivilDate date) { return observations(replica, placement, date); }};
    house.write = [&replica, rehearsal](std::span<const carriage::RecordEdit> edits) {
        std::vector<carriage::WriteOutcome> outcomes;
        for (const auto& edit : edits) {
            const std::string save = text_of(json_of(edit));
            try {
                if (rehearsal) {
                    replica.check(save);
                } else {
                    replica.write(save);
                }
                outcomes.push_back(true);
            } catch (const sdk::Failure& failure) {
                outcomes.push_back(tl::unexpected<Error>(refusal_of(failure)));
            }
        }
        return outcomes;
    };
    return house;
}

Result<carriage::MapFile> map_of(const std::string& path) {
    if (path.empty()) return carriage::MapFile{};
    std::ifstream file(path, std::ios::binary);
    if (!file) return refuse(Reason::wrong_use, "cannot read " + path);
    return carriage::read_map_file(
        std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()));
}

void tell_progress(std::uint64_t rows) {
    std::cerr << '\r' << rows << " rows" << std::flush;
}

Result<void> import(Context& context, const Given& given) {
    const std::string& path = given.text("FILE");
    std::ifstream file(path, std::ios::binary);
    if (!file) return refuse(Reason::wrong_use, "cannot read " + path);
    auto map = map_of(given.text("--map"));
    if (!map) return tl::unexpected<Error>(map.error());
    auto replica = context.open();
    if (!replica) return tl::unexpected<Error>(replica.error());

    const bool rehearsal = given.has("--dry-run");
    auto house = house_of(*replica, rehearsal);
    const bool watched = !context.json() && ::isatty(STDERR_FILENO) == 1;
    if (watched) house.progress = tell_progress;
    const auto report = carriage::import_csv(file, {given.text("TYPE"), std::move(*map)}, house);
    if (watched) std::cerr << "\r\033[K";
    if (!report) return tl::unexpected<Error>(report.error());
    if (context.json()) {
        context.print(carriage::json_of_report(*report));
        return {};
    }
    std::string told = carriage::told_report(*report, refused_told_max);
    if (rehearsal) told += "a dry run: nothing was written\n";
    told.pop_back();
    context.tell(told);
    return {};
}

}  // namespace

Command import_command() {
    return {.name = "import",
            .meaning = "take in a CSV file, row by row; what is refused is listed with its line",
            .parameters = {{"TYPE", "kind of record: observation, coaching_log, ...", Takes::word,
                            true},
                           {"FILE", "the CSV file; headings are field names, Dutch or English",
                            Takes::word, true},
                           {"--map", "TOML file: [columns], [values.FIELD], [factor]"},
                           {"--dry-run", "check everything, write nothing", Takes::nothing}},
            .run = import,
            .more =
                "The same file twice adds nothing. Example:\n"
                "  veldwerk import observation absence.csv --dry-run"};
}

}  // namespace veldwerk::cli
