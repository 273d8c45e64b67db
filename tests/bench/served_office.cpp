// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/served_office.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <fstream>
#include <stdexcept>

#include "daemon/office/environment.hpp"
#include "daemon/office/office.hpp"

extern char** environ;

namespace veldwerk::bench {
namespace {

using carriage::RecordEdit;

RecordEdit edit(const std::string& type,
                const std::vector<std::pair<std::string, std::string>>& fields) {
    RecordEdit made;
    made.type = type;
    for (const auto& [name, value] : fields)
        made.fields.push_back({.field = name, .values = {value}});
    return made;
}

/// Acts gathered into large commits.
class Bulk {
public:
    explicit Bulk(office::Office& office)
        : office_(office), person_(office.find_person({}).value()) {}
    ~Bulk() { flush(); }

    std::string add(RecordEdit edit) {
        const RecordId id = office_.environment().new_record_id();
        edit.create_as = id;
        orders_.push_back({.act = Act::write, .person = person_, .edits = {std::move(edit)}});
        if (orders_.size() >= 5'000) flush();
        return id.text();
    }
    void change(const std::string& record, RecordEdit edit) {
        edit.record = record;
        orders_.push_back({.act = Act::write, .person = person_, .edits = {std::move(edit)}});
        if (orders_.size() >= 5'000) flush();
    }
    void flush() {
        for (const auto& receipt : office_.act_all(orders_)) {
            if (!receipt) throw std::runtime_error("filling the office: " + receipt.error().detail);
        }
        orders_.clear();
    }

private:
    office::Office& office_;
    RecordId person_;
    std::vector<office::ActOrder> orders_;
};

pid_t spawn(const std::vector<std::string>& words, int output) {
    std::vector<char*> arguments;
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    pid_t process = -1;
    if (posix_spawn(&process, arguments[0], &actions, nullptr, arguments.data(), environ) != 0) {
        throw std::runtime_error("cannot start " + words.front());
    }
    posix_spawn_file_actions_destroy(&actions);
    return process;
}

std::string first_line(int from) {
    std::string line;
    char c = 0;
    while (::read(from, &c, 1) == 1 && c != '\n') line.push_back(c);
    return line;
}

}  // namespace

ServedOffice::ServedOffice(const std::filesystem::path& folder,
                           const std::filesystem::path& programs, const Filling& filling)
    : folder_(folder), programs_(programs) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    const pid_t init =
        spawn({(programs_ / "veldwerkd").string(), "init", "--data", folder_.string()}, pipe[1]);
    int status = 0;
    ::waitpid(init, &status, 0);
    ::close(pipe[0]);
    ::close(pipe[1]);
    if (status != 0) throw std::runtime_error("veldwerkd init failed");
    fill(filling);
    serve();
}

ServedOffice::~ServedOffice() {
    if (process_ < 0) return;
    ::kill(process_, SIGTERM);
    int status = 0;
    ::waitpid(process_, &status, 0);
}

void ServedOffice::fill(const Filling& filling) {
    office::Office office(folder_, office::system_environment());
    Bulk bulk(office);
    const auto employer = bulk.add(edit("employer", {{"name", "Gemeente"}, {"kvk", "00000001"},
                                                     {"holidays", "none"}}));
    bulk.flush();
    const auto workplace = bulk.add(edit("workplace", {{"employer", employer}, {"name", "Werf"}}));
    for (std::size_t c = 0; c < filling.coaches; ++c) {
        coaches_.push_back(bulk.add(edit("coach", {{"name", "Coach " + std::to_string(c)},
                                                   {"code", "C" + std::to_string(c)}})));
    }
    bulk.flush();
    std::vector<std::string> participants;
    for (std::size_t i = 0; i < filling.coaches * filling.participants_each; ++i) {
        participants.push_back(bulk.add(edit("participant", {{"code", "P" + std::to_string(i)}})));
    }
    bulk.flush();
    for (std::size_t i = 0; i < participants.size(); ++i) {
        const std::size_t coach = i / filling.participants_each;
        bulk.add(edit("assignment", {{"participant", participants[i]}, {"coach", coaches_[coach]},
                                     {"role", "main"}}));
        const bool last_share =
            i % filling.participants_each >= filling.participants_each * 95 / 100;
        if (!filling.shared || !last_share) continue;
        bulk.add(edit("assignment", {{"participant", participants[i]},
                                     {"coach", coaches_[(coach + 1) % filling.coaches]},
                                     {"role", "substitute"}}));
    }
    bulk.flush();
    for (std::size_t i = 0; i < participants.size() * filling.placements_each; ++i) {
        placements_.push_back(bulk.add(edit(
            "placement", {{"code", "L" + std::to_string(i)},
                          {"participant", participants[i / filling.placements_each]},
                          {"workplace", workplace}, {"kind", "public"}, {"start", "2020-01-01"},
                          {"contract_minutes_per_week", "2160"},
                          {"schedule", "mon:432,tue:432,wed:432,thu:432,fri:432"}})));
    }
    bulk.flush();
    const CivilDate first = parse_date("2025-01-01").value();
    for (const auto& placement : placements_) {
        for (std::size_t day = 0; day < filling.observations_each; ++day) {
            bulk.add(edit("observation",
                          {{"placement", placement},
                           {"date", first.plus(static_cast<std::int32_t>(day)).text()},
                           {"parts", "present:480"}, {"source", "seen"}}));
        }
    }
}

void ServedOffice::serve() {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    process_ = spawn({(programs_ / "veldwerkd").string(), "serve", "--data", folder_.string(),
                      "--listen", "127.0.0.1:0"},
                     pipe[1]);
    ::close(pipe[1]);
    const std::string line = first_line(pipe[0]);
    const auto colon = line.rfind(':');
    if (colon == std::string::npos) throw std::runtime_error("veldwerkd serve did not start");
    port_ = std::stoi(line.substr(colon + 1));
}

std::string ServedOffice::invite(std::size_t coach) const {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    const pid_t process = spawn({(programs_ / "veldwerkd").string(), "device", "invite", "--data",
                                 folder_.string(), "--coach", coaches_[coach], "--json"},
                                pipe[1]);
    ::close(pipe[1]);
    const std::string line = first_line(pipe[0]);
    ::close(pipe[0]);
    int status = 0;
    ::waitpid(process, &status, 0);
    const std::string key = "\"code\":\"";
    const auto start = line.find(key);
    if (start == std::string::npos) throw std::runtime_error("no invitation: " + line);
    return line.substr(start + key.size(), line.find('"', start + key.size()) - start - key.size());
}

void ServedOffice::change_placements(std::size_t records) {
    office::Office office(folder_, office::system_environment());
    Bulk bulk(office);
    ++changed_;
    for (std::size_t i = 0; i < records; ++i) {
        bulk.change(
            placements_[i * placements_.size() / records],
            edit("placement", {{"contract_minutes_per_week", std::to_string(1'000 + changed_)}}));
    }
}

}  // namespace veldwerk::bench
