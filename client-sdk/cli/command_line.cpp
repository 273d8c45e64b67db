// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/cli/command_line.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>
#include <iostream>
#include <list>

#include "protocol/carriage/told_failure.hpp"
#include "protocol/carriage/told_time.hpp"

namespace veldwerk::cli {
namespace {

/// A command or verb as the parser knows it, and where the parser puts what it finds.
struct Reading {
    const Command* command = nullptr;
    CLI::App* app = nullptr;
    Reading* parent = nullptr;  ///< of a verb
    Given given;
};

struct EverywhereTyped {
    std::string replica;
    std::string key_file;
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
        option->expected(parameter.required ? 1 : 0,
                         many ? CLI::detail::expected_max_vector_size : 1);
        // Else a single word, being kept in a vector, swallows what stands behind an option.
        option->allow_extra_args(many);
    }
}

class CommandLine {
public:
    explicit CommandLine(const std::vector<Command>& commands)
        : app_("Veldwerk, a job coach's companion: it works without a signal, and syncs with the "
               "office when there is one.",
               "veldwerk") {
        app_.require_subcommand(1);
        app_.get_formatter()->label("SUBCOMMAND", "COMMAND");
        app_.get_formatter()->label("TEXT", "WORD");
        app_.add_option("--replica", everywhere_.replica, "the file that holds your caseload")
            ->envname("VELDWERK_REPLICA");
        app_.add_option("--key-file", everywhere_.key_file,
                        "its key; without it ~/.local/state/veldwerk/key")
            ->envname("VELDWERK_KEY_FILE");
        app_.add_option("--now", everywhere_.now, "the time: an RFC 3339 instant, or @FILE")
            ->envname("VELDWERK_NOW");
        app_.add_flag("--json", everywhere_.json, "answer in JSON, a list one record a line");
        app_.footer("Begin with: veldwerk enrol --replica my.db --office HOST:PORT --code CODE\n"
                    "Then:       veldwerk sync, veldwerk show participant, veldwerk observe\n"
                    "These options may stand anywhere; `veldwerk COMMAND --help` tells more.\n"
                    "Exit codes: 0 done, 1 refused (why, on stderr), 2 wrong use, 3 no connection "
                    "or disk full");
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

    /// The command that was named.
    [[nodiscard]] Reading& chosen() {
        for (auto& reading : readings_) {
            if (!reading.command->verbs.empty() || !reading.app->parsed()) continue;
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
        if (command.verbs.empty()) return;
        reading.app->require_subcommand(1);
        for (const auto& verb : command.verbs) add(*reading.app, verb, &reading);
    }

    CLI::App app_;
    EverywhereTyped everywhere_;
    std::list<Reading> readings_;  // the parser holds addresses of its parts
};

Result<void> run(CommandLine& line) {
    Reading& chosen = line.chosen();
    for (const auto& parameter : chosen.command->parameters) {
        if (parameter.required && !chosen.given.has(parameter.name)) {
            return refuse(Reason::wrong_use, parameter.name + " is missing: " + parameter.meaning);
        }
    }
    auto clock = carriage::clock_of(line.everywhere().now);
    if (!clock) return tl::unexpected<Error>(clock.error());
    Context context({.replica = line.everywhere().replica,
                     .key_file = line.everywhere().key_file,
                     .now = std::move(*clock),
                     .json = line.everywhere().json});
    return chosen.command->run(context, chosen.given);
}

/// One line, whatever the sentence holds: scripts count on it.
void complain(std::string sentence) {
    std::replace(sentence.begin(), sentence.end(), '\n', ' ');
    std::cerr << "veldwerk: " << sentence << std::endl;
}

Exit exit_of(veldwerk_status status) {
    switch (status) {
        case VELDWERK_REFUSED: return Exit::refused;
        case VELDWERK_MISUSED: return Exit::wrong_use;
        default: return Exit::world_failed;
    }
}

Exit parse_and_run(CommandLine& line, int count, char** words) {
    try {
        line.parse(count, words);
    } catch (const CLI::Success& asked) {
        return static_cast<Exit>(line.exit(asked));
    } catch (const CLI::Error& wrong) {
        complain(line.told(wrong));
        return Exit::wrong_use;
    }
    const auto answer = run(line);
    if (!std::cout.flush()) throw std::runtime_error("the answer could not be written");
    if (answer) return Exit::done;
    complain(answer.error().detail);
    return answer.error().reason == Reason::wrong_use ? Exit::wrong_use : Exit::refused;
}

}  // namespace

int run_command_line(int count, char** words, const std::vector<Command>& commands) {
    // A file that may grow no more is a full disk: an error to tell, no reason to die.
    std::signal(SIGXFSZ, SIG_IGN);
    Exit exit = Exit::world_failed;
    try {
        CommandLine line(commands);
        exit = parse_and_run(line, count, words);
    } catch (const sdk::Failure& no) {
        complain(no.what());
        exit = exit_of(no.status());
    } catch (const BrokenInvariant& bug) {
        complain(std::string("this is a fault of the program, please report it: ") + bug.what());
    } catch (const std::exception& failure) {
        complain(carriage::told_failure(failure));
    }
    return static_cast<int>(exit);
}

}  // namespace veldwerk::cli
