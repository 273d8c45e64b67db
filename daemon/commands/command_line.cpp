// SPDX-License-Identifier: EUPL-1.2
#include "daemon/commands/command_line.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>
#include <iostream>
#include <list>

#include "protocol/carriage/told_failure.hpp"
#include "protocol/carriage/told_time.hpp"

namespace veldwerk::office {
namespace {

/// A command or verb as the parser knows it, and where the parser puts what it finds.
struct Reading {
    const Command* command = nullptr;
    CLI::App* app = nullptr;
    Reading* parent = nullptr;  ///< of a verb
    Given given;
};

struct EverywhereTyped {
    std::string folder;
    std::string as;
    std::string now;
    bool json = false;
};

/// The names of the commands or verbs below: "init, serve, person".
std::string names_below(const CLI::App& app) {
    std::string names;
    for (const CLI::App* below : app.get_subcommands([](const CLI::App*) { return true; })) {
        names += (names.empty() ? "" : ", ") + below->get_name();
    }
    return names;
}

bool is_option(const Parameter& parameter) { return parameter.name.starts_with('-'); }

void add_parameter(CLI::App& app, const Parameter& parameter, std::vector<std::string>& typed) {
    if (parameter.takes == Takes::nothing) {
        app.add_flag_callback(parameter.name, [&typed] { typed = {"yes"}; }, parameter.meaning);
        return;
    }
    CLI::Option* option = app.add_option(parameter.name, typed, parameter.meaning);
    const bool many = parameter.takes == Takes::words;
    if (is_option(parameter)) {
        option->type_size(1)->expected(1)->allow_extra_args(false);
        if (many) option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    } else {
        // A single word that may be missing still expects one: the parser takes none otherwise.
        const int least = parameter.required || !many ? 1 : 0;
        option->expected(least, many ? CLI::detail::expected_max_vector_size : 1);
        // Else a single word, being kept in a vector, swallows the words that stand behind it.
        option->allow_extra_args(many);
    }
}

/// `device --coach ID invite` means the same as `device invite --coach ID`: the command takes the
/// options of its verbs too, unseen in its help.
void add_before_verb(Reading& parent, const Command& verb) {
    for (const auto& parameter : verb.parameters) {
        const bool known = parent.app->get_option_no_throw(parameter.name) != nullptr;
        if (!is_option(parameter) || known) continue;
        add_parameter(*parent.app, parameter, parent.given.by_name[parameter.name]);
        parent.app->get_option(parameter.name)->group("");
    }
}

class CommandLine {
public:
    explicit CommandLine(const std::vector<Command>& commands)
        : app_(
              "Veldwerk, the office: job coaches work without a signal, and by morning there is "
              "one "
              "truth.",
              "veldwerkd") {
        app_.require_subcommand(1);
        app_.get_formatter()->label("SUBCOMMAND", "COMMAND");
        app_.get_formatter()->label("TEXT", "WORD");
        app_.add_option("--data", everywhere_.folder, "folder of the office")
            ->envname("VELDWERK_DATA");
        app_.add_option("--as", everywhere_.as, "the person who acts (id or unique name)");
        app_.add_option("--now", everywhere_.now, "the time: an RFC 3339 instant, or @FILE")
            ->envname("VELDWERK_NOW");
        app_.add_flag("--json", everywhere_.json, "answer with one JSON document per line");
        app_.footer("Begin with: veldwerkd init --data DIR --programme NAME\n"
                    "Then:       veldwerkd serve, veldwerkd coach add, veldwerkd device invite\n"
                    "These options may stand anywhere; `veldwerkd COMMAND --help` tells more.\n"
                    "Exit codes: 0 done, 1 refused (why, on stderr), 2 wrong use, 3 the machine "
                    "failed");
        for (const auto& command : commands) add(app_, command, nullptr);
    }

    /// Throws the parser's own exceptions.
    void parse(int count, char** words) { app_.parse(count, words); }
    [[nodiscard]] int exit(const CLI::Error& error) const { return app_.exit(error); }
    /// What was typed wrong, and what could have been typed.
    [[nodiscard]] std::string told(const CLI::Error& error) const {
        const auto chosen = app_.get_subcommands();
        const CLI::App& last = chosen.empty() ? app_ : *chosen.back();
        const bool wants_word = !last.get_subcommands([](const CLI::App*) { return true; }).empty();
        if (!wants_word || dynamic_cast<const CLI::RequiredError*>(&error) == nullptr) {
            const std::string above = chosen.empty() ? "" : ' ' + last.get_name();
            return std::string(error.what()) + " (" + app_.get_name() + above +
                   " --help tells more)";
        }
        const auto unknown = app_.remaining(true);
        const std::string above = chosen.empty() ? "" : last.get_name() + ' ';
        const std::string typed =
            unknown.empty() ? "say what to do" : "there is no \"" + above + unknown.front() + '"';
        return typed + "; " + app_.get_name() + ' ' + above + "knows " + names_below(last);
    }
    [[nodiscard]] const EverywhereTyped& everywhere() const { return everywhere_; }

    /// The command that was named, with the options that stood before its verb.
    [[nodiscard]] Reading& chosen() {
        for (auto& reading : readings_) {
            if (!reading.command->verbs.empty() || !reading.app->parsed()) continue;
            if (reading.parent != nullptr) take_early(reading);
            return reading;
        }
        throw BrokenInvariant("the parser insists on a command");
    }

private:
    void add(CLI::App& above, const Command& command, Reading* parent) {
        Reading& reading = readings_.emplace_back();
        reading.command = &command;
        reading.parent = parent;
        reading.app = above.add_subcommand(command.name, command.meaning)->group("Commands");
        reading.app->fallthrough();
        reading.app->footer(command.more);
        for (const auto& parameter : command.parameters) {
            add_parameter(*reading.app, parameter, reading.given.by_name[parameter.name]);
        }
        if (parent != nullptr) add_before_verb(*parent, command);
        if (command.verbs.empty()) return;
        reading.app->require_subcommand(1);
        for (const auto& verb : command.verbs) add(*reading.app, verb, &reading);
    }
    static void take_early(Reading& verb) {
        for (const auto& parameter : verb.command->parameters) {
            const auto& early = verb.parent->given.words(parameter.name);
            if (!verb.given.has(parameter.name)) verb.given.by_name[parameter.name] = early;
        }
    }

    CLI::App app_;
    EverywhereTyped everywhere_;
    std::list<Reading> readings_;  // the parser holds addresses of its parts
};

Result<Everywhere> everywhere_of(const EverywhereTyped& typed) {
    if (typed.folder.empty()) {
        return refuse(Reason::wrong_use,
                      "say where the office is: --data DIR, or VELDWERK_DATA in the environment");
    }
    auto clock = carriage::clock_of(typed.now);
    if (!clock) return tl::unexpected<Error>(clock.error());
    Everywhere everywhere;
    everywhere.folder = typed.folder;
    everywhere.as = typed.as;
    everywhere.json = typed.json;
    everywhere.environment = system_environment();
    everywhere.environment.now = std::move(*clock);
    return everywhere;
}

Result<void> run(CommandLine& line) {
    Reading& chosen = line.chosen();
    for (const auto& parameter : chosen.command->parameters) {
        if (parameter.required && !chosen.given.has(parameter.name)) {
            return refuse(Reason::wrong_use, parameter.name + " is missing: " + parameter.meaning);
        }
    }
    auto everywhere = everywhere_of(line.everywhere());
    if (!everywhere) return tl::unexpected<Error>(everywhere.error());
    Context context(std::move(*everywhere));
    auto answer = chosen.command->run(context, chosen.given);
    const std::string above = chosen.parent == nullptr ? "" : chosen.parent->command->name + ' ';
    context.audit(above + chosen.command->name, chosen.command->audited, answer);
    return answer;
}

/// One line, whatever the sentence holds: scripts count on it.
void complain(std::string sentence) {
    std::replace(sentence.begin(), sentence.end(), '\n', ' ');
    std::cerr << "veldwerkd: " << sentence << '\n';
}

}  // namespace

int run_command_line(int count, char** words, const std::vector<Command>& commands) {
    // A file that may grow no more is a full disk: an error to tell, no reason to die.
    std::signal(SIGXFSZ, SIG_IGN);
    const auto code = [](Exit exit) { return static_cast<int>(exit); };
    try {
        CommandLine line(commands);
        try {
            line.parse(count, words);
        } catch (const CLI::Success& asked) {
            return line.exit(asked);
        } catch (const CLI::Error& wrong) {
            complain(line.told(wrong));
            return code(Exit::wrong_use);
        }
        const auto answer = run(line);
        std::cout.flush();
        if (!std::cout) throw std::runtime_error("the answer could not be written");
        if (answer) return code(Exit::done);
        complain(answer.error().detail);
        return code(answer.error().reason == Reason::wrong_use ? Exit::wrong_use : Exit::refused);
    } catch (const BrokenInvariant& bug) {
        complain(std::string("this is a fault of the program, please report it: ") + bug.what());
    } catch (const std::exception& failure) {
        complain(carriage::told_failure(failure));
    }
    return code(Exit::world_failed);
}

}  // namespace veldwerk::office
