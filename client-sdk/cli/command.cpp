// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/cli/command.hpp"

#include "client-sdk/cli/key_file.hpp"

#include <nlohmann/json.hpp>

#include <iostream>

namespace veldwerk::cli {

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

Result<sdk::Replica> Context::open() const {
    return open_with(read_key(key_path(everywhere_.key_file)), false);
}

Result<sdk::Replica> Context::open_or_create() const {
    return open_with(read_or_make_key(key_path(everywhere_.key_file)), true);
}

Result<sdk::Replica> Context::open_with(const Result<sdk::Key>& key, bool create) const {
    if (everywhere_.replica.empty()) {
        return refuse(Reason::wrong_use,
                      "say which replica: --replica FILE, or VELDWERK_REPLICA in "
                      "the environment");
    }
    if (!key) return tl::unexpected<Error>(key.error());
    sdk::OpenOptions options;
    options.path = everywhere_.replica;
    options.key = [bytes = *key] { return std::optional(bytes); };
    options.create = create;
    options.now = [now = everywhere_.now] { return now().unix_ms; };
    options.app_version = std::string("veldwerk ") + veldwerk_library_version();
    return sdk::Replica(std::move(options));
}

void Context::print(const Json& document) const {
    std::cout << document.dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
}

void Context::print_lines(const Json& list) const {
    for (const Json& one : list)
        print(one);
}

void Context::print(const carriage::TableRow& headings,
                    const std::vector<carriage::TableRow>& rows) const {
    std::cout << carriage::format_table(headings, rows);
}

void Context::write(std::string_view lines) const {
    std::cout << lines;
}

void Context::tell(std::string_view sentence) const {
    std::cout << sentence << std::endl;
}

Command later(std::string name, std::string meaning) {
    Command command;
    command.run = [name](Context&, const Given&) -> Result<void> {
        return refuse(Reason::wrong_use, name + " is not built yet");
    };
    command.meaning = std::move(meaning) + " (not built yet)";
    command.name = std::move(name);
    command.parameters = {{"WORD", "not read yet", Takes::words}};
    return command;
}

Json parsed(const std::string& answer) {
    return Json::parse(answer);
}

}  // namespace veldwerk::cli
