// SPDX-License-Identifier: EUPL-1.2
// One command of `veldwerkd`, described as data: its words, its options, and what it does. Each
// lives in a file of its own (<verb>.cpp), is declared in commands.hpp and stands in the list of
// main.cpp; command_line.cpp reads the command line for all of them. A no is returned: one line on
// stderr and exit 1 (exit 2 for Reason::wrong_use). A failing world throws: exit 3.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/office/office.hpp"
#include "protocol/carriage/text_table.hpp"
#include "protocol/carriage/value_json.hpp"

namespace veldwerk::office {

enum class Takes : std::uint8_t {
    word,     ///< one word
    words,    ///< several: an option is repeated, the last positional takes all that follows
    nothing,  ///< it is there or not
};

/// An option (`--coach`) or, without dashes, a word by its place (`TYPE`).
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

/// What holds for every command: `--data`, `--as`, `--now`, `--json`.
struct Everywhere {
    std::filesystem::path folder;
    std::string as;
    bool json = false;
    Environment environment;  ///< `now` follows `--now @FILE` at each use
};

/// The surroundings of a command that runs, and its way to say something.
class Context {
public:
    explicit Context(Everywhere everywhere) : everywhere_(std::move(everywhere)) {}

    [[nodiscard]] const std::filesystem::path& folder() const { return everywhere_.folder; }
    [[nodiscard]] const Environment& environment() const { return everywhere_.environment; }
    [[nodiscard]] bool json() const { return everywhere_.json; }
    /// Opened at the first use; throws if there is none in the folder.
    [[nodiscard]] Office& office();
    /// Whom `--as` names; the first person without it.
    [[nodiscard]] Result<RecordId> person();
    /// For the audit log: the id, or the month, that the command is about.
    void concerns(std::string object) { object_ = std::move(object); }
    /// Writes down how the command went, if somebody may ask later: `audited` ones always, others
    /// when the role or the person was refused. Throws if it cannot be written.
    void audit(const std::string& action, bool audited, const Result<void>& answer);
    /// One act of that person, of one edit: the record's id.
    [[nodiscard]] Result<RecordId> act(carriage::RecordEdit edit, Act act = Act::write);

    /// One document on one line.
    void print(const carriage::Json& document) const;
    void print(const carriage::TableRow& headings,
               const std::vector<carriage::TableRow>& rows) const;
    /// Lines for people, ending in a line feed; with `--json` they go unsaid.
    void write(std::string_view lines) const;
    /// A sentence for people; with `--json` it goes unsaid.
    void tell(std::string_view sentence) const;

private:
    Everywhere everywhere_;
    std::unique_ptr<Office> office_;
    std::string object_ = "-";
    std::string actor_ = "-";
    bool nobody_ = false;  ///< `--as` named no person
};

using Run = std::function<Result<void>(Context&, const Given&)>;

struct Command {
    std::string name;
    std::string meaning;
    std::vector<Parameter> parameters;
    Run run;                     ///< none: it has verbs
    std::vector<Command> verbs;  ///< `device invite`, `device list`
    std::string more;            ///< at the end of its help: examples
    bool audited = false;        ///< each use stands in the audit log
};

}  // namespace veldwerk::office
