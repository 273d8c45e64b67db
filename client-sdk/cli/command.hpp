// SPDX-License-Identifier: EUPL-1.2
// One command of `veldwerk`, described as data: its words, its options, and what it does. They
// stand in the list of main.cpp; command_line.cpp reads the command line for all of them. A no of
// the command itself is returned, one of the SDK is thrown (sdk::Failure); either becomes one line
// and an exit code.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "client-sdk/include/veldwerk.hpp"
#include "protocol/carriage/text_table.hpp"
#include "protocol/carriage/value_json.hpp"
#include "protocol/records/civil.hpp"
#include "protocol/records/result.hpp"

namespace veldwerk::cli {

using carriage::Json;

enum class Takes : std::uint8_t {
    word,     ///< one word
    words,    ///< several: an option is repeated, the last positional takes all that follows
    nothing,  ///< it is there or not
};

/// An option (`--code`) or, without dashes, a word by its place (`TYPE`).
struct Parameter {
    std::string name;
    std::string meaning;
    Takes takes = Takes::word;
    bool required = false;
};

/// What was typed, by the names of the parameters.
class Given {
public:
    [[nodiscard]] bool has(std::string_view name) const { return !words(name).empty(); }
    /// Empty if it was not given.
    [[nodiscard]] const std::string& text(std::string_view name) const;
    [[nodiscard]] const std::vector<std::string>& words(std::string_view name) const;

    std::map<std::string, std::vector<std::string>, std::less<>> by_name;
};

/// What holds for every command: `--replica`, `--key-file`, `--now`, `--json`.
struct Everywhere {
    std::string replica;
    std::string key_file;  ///< empty: the user's own
    std::function<Instant()> now;
    bool json = false;
};

/// The surroundings of a command that runs, and its way to say something.
class Context {
public:
    explicit Context(Everywhere everywhere) : everywhere_(std::move(everywhere)) {}

    /// Refuses where there is no replica or no usable key.
    [[nodiscard]] Result<sdk::Replica> open() const;
    /// For enrolment: makes the key and the file if they are not there.
    [[nodiscard]] Result<sdk::Replica> open_or_create() const;
    [[nodiscard]] bool json() const { return everywhere_.json; }

    /// One document on one line.
    void print(const Json& document) const;
    /// The elements of an array, one line each.
    void print_lines(const Json& list) const;
    void print(const carriage::TableRow& headings,
               const std::vector<carriage::TableRow>& rows) const;
    /// Lines, ending in a line feed.
    void write(std::string_view lines) const;
    void tell(std::string_view sentence) const;

private:
    [[nodiscard]] Result<sdk::Replica> open_with(const Result<sdk::Key>& key, bool create) const;
    Everywhere everywhere_;
};

using Run = std::function<Result<void>(Context&, const Given&)>;

struct Command {
    std::string name;
    std::string meaning;
    std::vector<Parameter> parameters;
    Run run;                     ///< of a command without verbs
    std::vector<Command> verbs;  ///< `refused list`, `refused retry`
    std::string more;            ///< at the end of its help: examples
};

/// A command whose name is fixed and which is not built yet: it says so and exits 2.
[[nodiscard]] Command later(std::string name, std::string meaning);

/// The SDK's answer, which is always JSON.
[[nodiscard]] Json parsed(const std::string& answer);

}  // namespace veldwerk::cli
