// SPDX-License-Identifier: EUPL-1.2
#include "daemon/commands/command.hpp"

#include <nlohmann/json.hpp>

#include <iostream>

#include "daemon/custody/audit.hpp"

namespace veldwerk::office {

const std::string& Given::text(std::string_view name) const {
    static const std::string none;
    const auto& typed = words(name);
    return typed.empty() ? none : typed.front();
}

const std::vector<std::string>& Given::words(std::string_view name) const {
    static const std::vector<std::string> none;
    const auto found = by_name.find(name);
    return found == by_name.end() ? none : found->second;
}

Office& Context::office() {
    if (!office_) office_ = std::make_unique<Office>(folder(), environment());
    return *office_;
}

Result<RecordId> Context::person() {
    auto found = office().find_person(everywhere_.as);
    nobody_ = !found.has_value();
    if (found) actor_ = found->text();
    return found;
}

void Context::audit(const std::string& action, bool audited, const Result<void>& answer) {
    const bool denied = !answer && answer.error().reason == Reason::not_authorised;
    const bool wrong_use = !answer && !nobody_ && answer.error().reason == Reason::wrong_use;
    if (!office_ || wrong_use || !(audited || denied || nobody_)) return;
    AuditEvent event{.action = action, .object = object_, .result = "done", .origin = "command",
                     .actor = actor_};
    if (!answer) event.result = "refused: " + std::string(name_of(answer.error().reason));
    if (!Audit(folder()).record(event, environment().now())) {
        throw std::runtime_error("the audit log cannot be written: see to " +
                                 (folder() / "audit.jsonl").string());
    }
}

Result<RecordId> Context::act(carriage::RecordEdit edit, Act act) {
    auto who = person();
    if (!who) return who;
    auto receipt = office().act({.act = act, .person = *who, .edits = {std::move(edit)}});
    if (!receipt) return tl::unexpected<Error>(receipt.error());
    concerns(receipt->ids.front().text());
    return receipt->ids.front();
}

void Context::print(const carriage::Json& document) const {
    // Bytes that are no UTF-8 can only come from a damaged store; they are shown as replaced.
    using Replacing = carriage::Json::error_handler_t;
    std::cout << document.dump(-1, ' ', false, Replacing::replace) << '\n';
}

void Context::print(const carriage::TableRow& headings,
                    const std::vector<carriage::TableRow>& rows) const {
    std::cout << carriage::format_table(headings, rows);
}

void Context::write(std::string_view lines) const {
    if (!json()) std::cout << lines;
}

void Context::tell(std::string_view sentence) const {
    if (!json()) std::cout << sentence << '\n';
}

}  // namespace veldwerk::office
