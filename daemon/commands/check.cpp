// SPDX-License-Identifier: EUPL-1.2
// `check`: whether the ledger is what it claims to be; with `--rebuild` also whether its state is
// what the history gives, in the recorded order and in any other.
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <charconv>
#include <iostream>

#include "daemon/commands/commands.hpp"
#include "daemon/custody/audit.hpp"
#include "daemon/custody/missing.hpp"
#include "daemon/office/checking.hpp"

namespace veldwerk::office {
namespace {

Result<std::uint64_t> number_of(const Given& given, const char* option, std::uint64_t otherwise) {
    if (!given.has(option)) return otherwise;
    const std::string& text = given.text(option);
    std::uint64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) {
        return refuse(Reason::wrong_use, std::string(option) + " takes a whole number");
    }
    return number;
}

std::string counted(std::uint64_t number, const std::string& what) {
    return std::to_string(number) + ' ' + what + (number == 1 ? "" : "s");
}

void tell_history(Context& context, const HistoryCheck& history) {
    context.tell("history: " + counted(history.changes, "change") + ", " +
                 std::to_string(history.refused) + " refused, " + std::to_string(history.parked) +
                 " parked; journal: " + counted(history.journalled, "act"));
    for (const auto& fault : history.faults) context.tell("  wrong: " + fault);
}

void tell_rebuild(Context& context, const RebuildCheck& rebuild) {
    context.tell("rebuilt " + counted(rebuild.changes, "change") + " in " +
                 counted(rebuild.orders.size(), "order") + " and compared " +
                 counted(rebuild.scopes, "scope") + " and " + counted(rebuild.records, "record") +
                 " (" + counted(rebuild.days, "established day") + ", " +
                 counted(rebuild.reviews, "review") + "): " +
                 (rebuild.same() ? "the same every time" : "not the same"));
    for (const auto& order : rebuild.orders) {
        for (const auto& differing : order.differing) {
            context.tell("  " + order.order + ": " + differing);
        }
    }
}

carriage::Json json_of(const RebuildCheck& rebuild) {
    carriage::Json orders = carriage::Json::array();
    for (const auto& order : rebuild.orders) {
        orders.push_back({{"order", order.order}, {"differing", order.differing}});
    }
    return {{"changes", rebuild.changes}, {"scopes", rebuild.scopes}, {"records", rebuild.records},
            {"days", rebuild.days},       {"reviews", rebuild.reviews},
            {"orders", std::move(orders)}};
}

Result<void> check(Context& context, const Given& given) {
    const auto orders = number_of(given, "--orders", 0);
    if (!orders) return tl::unexpected<Error>(orders.error());
    const auto seed = number_of(given, "--seed", 1);
    if (!seed) return tl::unexpected<Error>(seed.error());
    HistoryCheck history = check_history(context.office());
    const AuditCheck audit = check_audit(context.folder());
    if (audit.fault) history.faults.push_back(*audit.fault);
    tell_history(context, history);
    carriage::Json document = {{"changes", history.changes},   {"refused", history.refused},
                               {"parked", history.parked},     {"journalled", history.journalled},
                               {"audited", audit.lines},       {"faults", history.faults}};
    carriage::Json missing = carriage::Json::array();
    for (const auto& one : missing_work(context.office().ledger())) {
        missing.push_back(one.told());
        context.tell("missing until it returns: " + one.told());
    }
    document["missing"] = std::move(missing);
    bool sound = history.faults.empty();
    if (given.has("--rebuild") || *orders > 0) {
        RebuildOrder asked{.random_orders = *orders, .seed = *seed, .done = {}};
        if (::isatty(STDERR_FILENO) == 1) {
            asked.done = [](const OrderCheck& order) { std::cerr << order.order << " done\n"; };
        }
        const RebuildCheck rebuild = check_rebuild(context.office(), asked);
        tell_rebuild(context, rebuild);
        document["rebuild"] = json_of(rebuild);
        sound = sound && rebuild.same();
    }
    if (context.json()) context.print(document);
    if (sound) return {};
    return refuse(Reason::rule,
                  "the ledger is not what it claims to be: see above, keep a copy, and "
                  "restore the last verified backup");
}

}  // namespace

Command check_command() {
    return {
        .name = "check",
        .meaning = "whether the ledger is sound, and its state what its history gives",
        .parameters = {{"--rebuild", "merge the whole history anew and compare", Takes::nothing},
                       {"--orders", "and in so many random orders"},
                       {"--seed", "of those orders"}},
        .run = check,
        .verbs = {}};
}

}  // namespace veldwerk::office
