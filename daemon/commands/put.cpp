// SPDX-License-Identifier: EUPL-1.2
// `put`: the office's own writes. One act; state=active on a placement is the grant.
#include <nlohmann/json.hpp>

#include "daemon/commands/commands.hpp"
#include "protocol/carriage/type_names.hpp"
#include "protocol/carriage/typed_fields.hpp"

namespace veldwerk::office {
namespace {

Result<void> put(Context& context, const Given& given) {
    const std::string& type = given.text("TYPE");
    auto fields = carriage::parse_typed_fields(type, given.words("FIELD"));
    if (!fields) return tl::unexpected<Error>(fields.error());
    const carriage::RecordName name = carriage::parse_record_name(given.text("--id"));
    if (given.has("--id") && name.record.empty()) {
        return refuse(Reason::wrong_use, "--id names no record");
    }
    if (type == "decision") {
        return refuse(Reason::wrong_use, "decisions are taken with veldwerkd review decide");
    }
    if (type == "period") {
        return refuse(Reason::wrong_use, "months are closed with veldwerkd period close");
    }
    const auto id = context.act({.type = type, .record = name.record, .version = name.version,
                                 .fields = std::move(*fields), .create_as = {}});
    if (!id) return tl::unexpected<Error>(id.error());
    if (context.json()) {
        context.print({{"id", id->text()}});
    } else {
        context.tell(id->text());
    }
    return {};
}

}  // namespace

Command put_command() {
    return {
        .name = "put",
        .meaning = "write a record: prints its id",
        .parameters = {{"TYPE", "record type: participant, placement, job ...", Takes::word, true},
                       {"FIELD", "field=value, field+=a,b, field-=a or field=@FILE", Takes::words},
                       {"--id",
                        "the record to change: its code, id or the last 8 digits; ID@VERSION "
                        "only if nobody changed it since"}},
        .run = put,
        .verbs = {},
        .more = "A participant, a job and a placement take a code, by which commands then know "
                "them.\n"
                "  veldwerkd put participant code=D001 given_name=Dilan family_name=Yildiz\n"
                "  veldwerkd put placement --id L1 state=active     (grants the seat)\n"
                "A field that does not exist is answered with those that do.\n\n" +
                carriage::listed_types()};
}

}  // namespace veldwerk::office
