// SPDX-License-Identifier: EUPL-1.2
#include "tests/end-to-end/device.hpp"

#include <stdexcept>

namespace veldwerk::e2e {

Device::Device(const Place& place, const std::string& name)
    : place_(place), file_(place.path(name)) {}

Launch Device::launch(std::vector<std::string> words) const {
    Launch made{.program = "veldwerk", .words = std::move(words),
                .environment = place_.environment()};
    made.environment.push_back("VELDWERK_REPLICA=" + file_.string());
    return made;
}

Answer Device::run(std::vector<std::string> words) const {
    return e2e::run(launch(std::move(words)));
}

Answer Device::done(std::string_view line) const {
    Answer answer = run(line);
    if (answer.exit != 0) throw std::runtime_error(std::string(line) + ": " + answer.err);
    return answer;
}

json Device::ask(std::string_view line) const {
    return done(std::string(line) + " --json").document();
}

std::vector<json> Device::list(std::string_view line) const {
    return done(std::string(line) + " --json").lines();
}

std::string Device::observe(const std::string& date, unsigned minutes) const {
    return ask("observe --placement L1 --status present --date " + date + " --minutes " +
               std::to_string(minutes))["id"];
}

void Device::enrol(const Office& office, const std::string& coach) const {
    const std::string code = office.ask("device invite --coach " + coach)["code"];
    done("enrol --office " + office.address() + " --code " + code);
}

json Device::sync(const Office& office, const std::string& more) const {
    return done(sync_words(office) + ' ' + more).document();
}

Device Device::copy(const std::string& name) const {
    Device other(place_, name);
    for (const char* part : {"", "-wal", "-shm"}) {
        const std::string from = file_.string() + part;
        if (std::filesystem::exists(from)) {
            std::filesystem::copy_file(from, other.file_.string() + part);
        }
    }
    return other;
}

}  // namespace veldwerk::e2e
