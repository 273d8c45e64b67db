// SPDX-License-Identifier: EUPL-1.2
// `quarantine`: what waits outside for a person. Work that was kept and not merged is taken over or
// dropped; the hold after a restore without a journal is lifted.
#include "daemon/commands/quarantine.hpp"

#include <nlohmann/json.hpp>

#include "daemon/commands/commands.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/quarantine.hpp"

namespace veldwerk::office {
namespace {

std::string word_of(KeptBecause because) {
    switch (because) {
        case KeptBecause::refused: return "refused";
        case KeptBecause::blocked: return "blocked";
        case KeptBecause::recovered: return "recovered";
        case KeptBecause::sealed: break;
    }
    return "sealed";
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

void print_list(Context& context, const std::vector<Quarantined>& list) {
    Ledger& ledger = context.office().ledger();
    std::vector<carriage::TableRow> rows;
    for (const auto& kept : list) {
        const auto records = records_of(kept);
        const std::string coach = name_of_person(ledger, kept.coach);
        if (context.json()) {
            carriage::Json line{{"id", kept.id.text()},       {"kind", word_of(kept.because)},
                                {"device", kept.device.text()}, {"coach", coach},
                                {"bytes", kept.bytes.size()},  {"records", records},
                                {"why", kept.why}};
            if (kept.when) line["at"] = format_instant(*kept.when);
            context.print(line);
            continue;
        }
        const std::string about = kept.because == KeptBecause::sealed
                                      ? std::to_string(kept.bytes.size()) + " bytes, sealed"
                                      : joined(records);
        rows.push_back({kept.id.text().substr(28), word_of(kept.because), coach,
                        kept.device.text().substr(28), kept.when ? told_time(*kept.when) : "",
                        about, kept.why});
    }
    if (context.json()) return;
    if (list.empty()) return context.tell("Nothing waits in quarantine.");
    context.print({"id", "kind", "coach", "device", "at", "about", "why"}, rows);
}

Result<void> list_kept(Context& context, const Given&) {
    const bool held = list_holds(context, context.office().ledger());
    const auto kept = quarantined(context.office());
    if (!held || !kept.empty()) print_list(context, kept);
    return {};
}

Result<void> take_kept(Context& context, const Given& given) {
    const auto person = context.person();
    if (!person) return tl::unexpected<Error>(person.error());
    const auto kept = find_quarantined(context.office(), given.text("ID"));
    if (!kept) return tl::unexpected<Error>(kept.error());
    if (kept->because == KeptBecause::sealed) {
        const auto contents = contents_of(context.office(), *kept);
        if (!contents) return tl::unexpected<Error>(contents.error());
        context.tell("Take over or drop each of these; nothing is merged by itself:");
        print_list(context, *contents);
        return {};
    }
    const auto receipt = take_over(context.office(), *person, *kept);
    if (!receipt) return tl::unexpected<Error>(receipt.error());
    if (context.json()) {
        context.print({{"id", kept->id.text()}, {"records", records_of(*kept)}});
    }
    context.tell("taken over: " + joined(records_of(*kept)) + ", written by " +
                 name_of_person(context.office().ledger(), kept->coach));
    return {};
}

Result<void> drop_kept(Context& context, const Given& given) {
    const auto person = context.person();
    if (!person) return tl::unexpected<Error>(person.error());
    const auto kept = find_quarantined(context.office(), given.text("ID"));
    if (!kept) return tl::unexpected<Error>(kept.error());
    if (auto done = drop(context.office(), *person, *kept, given.text("--reason")); !done) {
        return done;
    }
    if (context.json()) context.print({{"id", kept->id.text()}, {"state", "dropped"}});
    context.tell("dropped: it is listed no more");
    return {};
}

}  // namespace

Command quarantine_command() {
    const Parameter id{"ID", "its id, or the last 8 digits of it", Takes::word, true};
    const Parameter reason{"--reason", "why, for who asks later", Takes::word, true};
    Command command;
    command.name = "quarantine";
    command.meaning = "what waits outside for a person";
    command.verbs = {
        {.name = "list", .meaning = "what waits for a person", .run = list_kept},
        {.name = "take",
         .meaning = "write a change anew as an act; of a sealed upload, list what is in it",
         .parameters = {id},
         .run = take_kept,
         .audited = true},
        {.name = "drop",
         .meaning = "leave it where it is and list it no more",
         .parameters = {id, reason},
         .run = drop_kept,
         .audited = true},
        quarantine_lift_command()};
    return command;
}

}  // namespace veldwerk::office
