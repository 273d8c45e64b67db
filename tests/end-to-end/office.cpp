// SPDX-License-Identifier: EUPL-1.2
#include "tests/end-to-end/office.hpp"

#include <csignal>
#include <stdexcept>

namespace veldwerk::e2e {

Office::Office(const Place& place, const std::string& name)
    : place_(place), folder_(place.path(name)) {}

Launch Office::launch(std::vector<std::string> words) const {
    Launch made{.program = "veldwerkd", .words = std::move(words),
                .environment = place_.environment()};
    made.environment.push_back("VELDWERK_DATA=" + folder_.string());
    return made;
}

Answer Office::run(std::vector<std::string> words) const {
    return e2e::run(launch(std::move(words)));
}

Answer Office::done(std::string_view line) const {
    Answer answer = run(line);
    if (answer.exit != 0) throw std::runtime_error(std::string(line) + ": " + answer.err);
    return answer;
}

json Office::ask(std::string_view line) const {
    return done(std::string(line) + " --json").document();
}

std::vector<json> Office::list(std::string_view line) const {
    return done(std::string(line) + " --json").lines();
}

std::string Office::digest(const std::string& coach) const {
    return ask(coach.empty() ? "digest" : "digest --coach " + coach)["digest"];
}

void Office::serve(std::optional<rlim_t> file_bytes_max) {
    Launch made = launch(typed("serve --listen 127.0.0.1:0"));
    made.file_bytes_max = file_bytes_max;
    daemon_ = std::make_unique<Process>(made);
    if (!daemon_->says("listening on ")) throw std::runtime_error(daemon_->wait().err);
    const json served = json::parse(content_of(folder_ / "serve.json"));
    if (served.at("pid") != daemon_->pid()) throw std::runtime_error("serve.json of another");
    address_ = served.at("listen").get<std::string>();
}

Answer Office::stop() {
    daemon_->signal(SIGTERM);
    Answer answer = daemon_->wait();
    daemon_.reset();
    return answer;
}

Answer Office::kill() {
    Answer answer = daemon_->kill();
    daemon_.reset();
    return answer;
}

Office Office::copy(const std::string& name) const {
    Office other(place_, name);
    std::filesystem::copy(folder_, other.folder_, std::filesystem::copy_options::recursive);
    return other;
}

}  // namespace veldwerk::e2e
