// SPDX-License-Identifier: EUPL-1.2
#include "daemon/commands/command.hpp"

#include <nlohmann/json.hpp>

#include <iostream>

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

Result<RecordId> Context::person() { return office().find_person(everywhere_.as); }

Result<RecordId> Context::act(carriage::RecordEdit edit, Act act) {
    auto who = person();
    if (!who) return who;
    auto receipt = office().act({.act = act, .person = *who, .edits = {std::move(edit)}});
    if (!receipt) return tl::unexpected<Error>(receipt.error());
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

Command later(std::string name, std::string meaning) {
    return {.name = std::move(name), .meaning = std::move(meaning) + " (not built yet)"};
}

}  // namespace veldwerk::office
