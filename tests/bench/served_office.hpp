// SPDX-License-Identifier: EUPL-1.2
// A real office for a benchmark: a data folder filled in bulk, then served by a `veldwerkd` of its
// own on loopback; devices reach it over TLS through a relay that counts bytes.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace veldwerk::bench {

struct Filling {
    std::size_t coaches = 1;
    std::size_t participants_each = 1;
    std::size_t placements_each = 10;     ///< of a participant
    std::size_t observations_each = 0;    ///< of a placement
    bool shared = false;  ///< the last 5 % of a coach's participants belong to the next one too
};

/// Counts what goes through it, both ways. One thread.
class Relay {
public:
    explicit Relay(int office_port);
    ~Relay();
    [[nodiscard]] int port() const { return port_; }
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

private:
    void run();
    int office_port_;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<std::uint64_t> bytes_{0};
    std::atomic<bool> stop_{false};
    std::thread thread_;
};

class ServedOffice {
public:
    ServedOffice(const std::filesystem::path& folder, const std::filesystem::path& programs,
                 const Filling& filling);
    ~ServedOffice();
    ServedOffice(const ServedOffice&) = delete;
    ServedOffice& operator=(const ServedOffice&) = delete;

    [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
    [[nodiscard]] int port() const { return port_; }
    /// An enrolment code for the n-th coach.
    [[nodiscard]] std::string invite(std::size_t coach) const;
    /// Changes `records` placements at the office in one commit, as another process beside `serve`.
    void change_placements(std::size_t records);
    [[nodiscard]] const std::vector<std::string>& coaches() const { return coaches_; }

private:
    void fill(const Filling& filling);
    void serve();

    std::filesystem::path folder_;
    std::filesystem::path programs_;
    std::vector<std::string> coaches_;     ///< ids
    std::vector<std::string> placements_;  ///< ids
    pid_t process_ = -1;
    int port_ = 0;
    int changed_ = 0;
};

}  // namespace veldwerk::bench
