// SPDX-License-Identifier: EUPL-1.2
// `import`: a CSV file into the ledger, row by row, each accepted row an act. Refused rows are a
// result.
#include "daemon/exchange/import.hpp"

#include "daemon/commands/commands.hpp"
#include "daemon/office/roles.hpp"

#include <nlohmann/json.hpp>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <iterator>

namespace veldwerk::office {
namespace {

/// A screen's worth; a file with more wrong is mended with --json beside it.
constexpr std::size_t refused_told_max = 20;

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
    const auto person = context.person();
    if (!person) return tl::unexpected<Error>(person.error());
    // Once for the whole file, and not as a no for each of its rows.
    if (auto may = check_role(context.office().ledger(), *person, Act::write); !may) return may;
    const bool rehearsal = given.has("--dry-run");

    auto house = import_house(context.office(), {*person, rehearsal});
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
            .meaning = "take in a CSV file",
            .parameters = {{"TYPE", "record type: observation, participant ...", Takes::word, true},
                           {"FILE", "the CSV file; headings are field names, Dutch or English",
                            Takes::word, true},
                           {"--map", "TOML file: [columns], [values.FIELD], [factor]"},
                           {"--dry-run", "check everything, write nothing", Takes::nothing}},
            .run = import,
            .verbs = {}};
}

}  // namespace veldwerk::office
