// SPDX-License-Identifier: EUPL-1.2
// `export`: the records of a type as CSV or JSON Lines, or what the close of a month stored; to a
// file or to standard output.
#include "daemon/exchange/export.hpp"

#include "daemon/commands/commands.hpp"
#include "daemon/office/closes.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <system_error>

namespace veldwerk::office {
namespace {

Result<ExportFormat> format_of(const Given& given) {
    const std::string& format = given.text("--format");
    if (given.has("--month")) {
        return refuse(Reason::wrong_use, "--month goes with export period only");
    }
    if (format.empty() || format == "csv") return ExportFormat::csv;
    if (format == "jsonl") return ExportFormat::jsonl;
    if (format == "xlsx") return refuse(Reason::wrong_use, "--format xlsx is not built yet");
    return refuse(Reason::wrong_use, "--format is csv or jsonl");
}

void demand_written(const std::ostream& out, const std::string& where) {
    // errno is that of the last write; a stream says no more.
    if (!out) throw std::system_error(errno, std::generic_category(), "cannot write " + where);
}

/// Writes something; how many records that were.
using Writing = std::function<Result<std::uint64_t>(std::ostream&)>;

Result<std::uint64_t> write_file(const std::filesystem::path& path, const Writing& write) {
    // Whoever reads it finds the whole of it, or what was there before.
    const std::filesystem::path beside = path.string() + ".part";
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    demand_written(out, beside.string());
    auto count = write(out);
    out.close();
    if (!count || !out) {
        const int failure = errno;
        std::error_code ignored;
        std::filesystem::remove(beside, ignored);
        if (!count) return count;
        errno = failure;
        demand_written(out, path.string());
    }
    std::filesystem::rename(beside, path);
    return count;
}

Result<void> write_out(Context& context, const Given& given, const Writing& write) {
    if (!given.has("--out")) {
        if (auto count = write(std::cout); !count) return tl::unexpected<Error>(count.error());
        std::cout.flush();
        demand_written(std::cout, "to standard output");
        return {};
    }
    const std::filesystem::path path = given.text("--out");
    const auto count = write_file(path, write);
    if (!count) return tl::unexpected<Error>(count.error());
    if (context.json()) {
        context.print({{"file", path.string()}, {"records", *count}});
    } else {
        context.tell(std::to_string(*count) + " records in " + path.string());
    }
    return {};
}

/// The stored bytes of a closed month, as they are: a line each for headings and records.
Result<void> export_period(Context& context, const Given& given) {
    const auto month = parse_month(given.text("--month"));
    if (!month) {
        return refuse(Reason::wrong_use, "say which month: export period --month YYYY-MM");
    }
    if (given.has("--format") && given.text("--format") != "csv") {
        return refuse(Reason::wrong_use, "a closed month keeps its export as csv");
    }
    const auto bytes = export_of(context.office().ledger(), *month);
    if (!bytes) return tl::unexpected<Error>(bytes.error());
    return write_out(context, given, [&bytes](std::ostream& out) -> Result<std::uint64_t> {
        out << *bytes;
        const auto lines = std::count(bytes->begin(), bytes->end(), '\n');
        return static_cast<std::uint64_t>(std::max<std::ptrdiff_t>(lines - 1, 0));
    });
}

Result<void> run_export(Context& context, const Given& given) {
    if (given.text("TYPE") == "period") return export_period(context, given);
    const auto format = format_of(given);
    if (!format) return tl::unexpected<Error>(format.error());
    if (const RecordType* type = find_type(given.text("TYPE"))) {
        context.concerns(std::string(type->name));
    }
    return write_out(context, given, [&](std::ostream& out) {
        return export_records(context.office().ledger(), given.text("TYPE"), *format, out);
    });
}

}  // namespace

Command export_command() {
    return {.name = "export",
            .meaning = "write the records of a type as CSV (Dutch headings) or JSON Lines",
            .parameters = {{"TYPE", "record type: participant ... or period", Takes::word, true},
                           {"--format", "csv (default) or jsonl; xlsx is not built yet"},
                           {"--month", "of a period, YYYY-MM: the stored bytes of a closed month"},
                           {"--out", "write to this file instead of standard output"}},
            .run = run_export,
            .verbs = {},
            .audited = true};
}

}  // namespace veldwerk::office
