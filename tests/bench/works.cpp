// SPDX-License-Identifier: EUPL-1.2
#include "tests/bench/works.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <thread>

#include "tests/bench/control.hpp"
#include "tests/bench/served_office.hpp"

namespace veldwerk::bench {
namespace {

constexpr std::size_t rows = 100'000;

std::filesystem::path fresh(const std::filesystem::path& folder) {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
}

struct Child {
    double ms{};
    std::uint64_t memory_bytes{};
    std::array<char, 200> complaint{};
};

/// A device in a process of its own, so that its peak memory is its own.
Child in_child(const std::function<double()>& work) {
    std::array<int, 2> pipe{};
    if (::pipe(pipe.data()) != 0) throw std::runtime_error("no pipe");
    const pid_t process = ::fork();
    if (process == 0) {
        Child child;
        try {
            child.ms = work();
        } catch (const std::exception& error) {
            std::strncpy(child.complaint.data(), error.what(), child.complaint.size() - 1);
        }
        rusage usage{};
        ::getrusage(RUSAGE_SELF, &usage);
        child.memory_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
        (void)!::write(pipe[1], &child, sizeof child);
        ::_exit(0);
    }
    ::close(pipe[1]);
    Child child;
    const bool whole = ::read(pipe[0], &child, sizeof child) == sizeof child;
    ::close(pipe[0]);
    int status = 0;
    ::waitpid(process, &status, 0);
    if (!whole) throw std::runtime_error("a device's process ended early");
    if (child.complaint[0] != '\0') throw std::runtime_error(child.complaint.data());
    return child;
}

std::string number(double value) {
    std::string text = std::to_string(value);
    return text.substr(0, text.find('.') + 2);
}

}  // namespace

Figures initial_sync(const Bench& bench) {
    const auto folder = fresh(bench.scratch / "w1");
    const ServedOffice office(folder / "office", bench.programs,
                              {.coaches = 1, .participants_each = 200, .placements_each = 10,
                               .observations_each = rows / 2'000});
    Figures figures{.work = "W1", .what = "an empty device receives 100,000 observations over TLS"};
    Pairs pairs;
    std::size_t control_bytes = 0;
    for (int run = 0; run < runs; ++run) {
        Control control(folder / "control.db");
        const double control_ms = milliseconds([&] { control.insert(rows); });
        control_bytes = control.file_bytes();
        const auto file = fresh(folder / "device") / "replica.db";
        { open_device(file).enrol(office.address(), office.invite(0)); }
        const Child child = in_child([&] {
            auto device = open_device(file);
            return milliseconds([&] {
                device.sync();
                device.query("SELECT count(*) FROM observation");
            });
        });
        pairs.add(control_ms, child.ms);
        figures.memory_bytes = std::max(figures.memory_bytes, child.memory_bytes);
        if (run == runs - 1) {
            figures.shares.emplace_back(
                "device file / control file",
                "x" + number(static_cast<double>(std::filesystem::file_size(file)) /
                             static_cast<double>(control_bytes)));
        }
    }
    const Relay relay(office.port());
    auto device = open_device(fresh(folder / "counted") / "replica.db");
    device.enrol("127.0.0.1:" + std::to_string(relay.port()), office.invite(0));
    const std::uint64_t before = relay.bytes();
    device.sync();
    figures.bytes = relay.bytes() - before;
    pairs.into(figures);
    return figures;
}

Figures nightly(const Bench& bench) {
    constexpr std::size_t devices = 100;
    constexpr std::size_t changes_each = 100;
    const auto folder = fresh(bench.scratch / "w2");
    const ServedOffice office(folder / "office", bench.programs,
                              {.coaches = devices, .participants_each = 20, .placements_each = 5,
                               .shared = true});
    const Relay relay(office.port());
    std::vector<sdk::Replica> replicas;
    for (std::size_t i = 0; i < devices; ++i) {
        replicas.push_back(open_device(folder / ("device" + std::to_string(i) + ".db")));
        replicas.back().enrol("127.0.0.1:" + std::to_string(relay.port()), office.invite(i));
        replicas.back().sync();
    }
    Figures figures{.work = "W2", .what = "100 devices push 100 changes each, 5 % in conflict"};
    Pairs pairs;
    Control control(folder / "control.db");
    control.insert(10'000);
    for (int run = 0; run < runs; ++run) {
        for (std::size_t i = 0; i < devices; ++i) {
            for (std::size_t c = 0; c < changes_each; ++c) {
                const std::size_t placement = i * changes_each + c;
                replicas[i].write(R"({"type":"placement","id":"L)" + std::to_string(placement) +
                                  R"(","fields":{"contract_minutes_per_week":)" +
                                  std::to_string(100 + run) + "}}");
            }
        }
        const double control_ms = milliseconds([&] { control.update(devices, changes_each); });
        const std::uint64_t before = relay.bytes();
        const double ours_ms = milliseconds([&] {
            std::vector<std::thread> threads;
            std::atomic<std::size_t> next{0};
            for (int t = 0; t < 8; ++t) {
                threads.emplace_back([&] {
                    for (std::size_t i = next++; i < devices; i = next++) {
                        // Stops once all is acknowledged: what others changed is pulled later.
                        replicas[i].sync({.changes_max = changes_each});
                    }
                });
            }
            for (auto& thread : threads) thread.join();
        });
        figures.bytes = relay.bytes() - before;
        pairs.add(control_ms, ours_ms);
        for (auto& replica : replicas) replica.sync();
    }
    pairs.into(figures);
    figures.shares.emplace_back("changes a second",
                                number(devices * changes_each / figures.ours_ms * 1'000));
    figures.shares.emplace_back(
        "bytes a change, with the TLS handshakes",
        number(static_cast<double>(figures.bytes) / devices / changes_each));
    return figures;
}

Figures local_save(const Bench& bench) {
    const auto folder = fresh(bench.scratch / "w3");
    const ServedOffice office(folder / "office", bench.programs,
                              {.coaches = 1, .participants_each = 10, .placements_each = 10});
    auto device = open_device(folder / "device.db");
    device.enrol(office.address(), office.invite(0));
    device.sync();
    Control control(folder / "control.db");
    control.insert(10'000);
    Figures figures{.work = "W3", .what = "one record changed and saved through the SDK, p50"};
    std::vector<double> controls;
    std::vector<double> ours;
    constexpr int saves = 2'000;
    for (int i = 0; i < saves; ++i) {
        controls.push_back(milliseconds([&] { control.update(1, 1); }));
        const std::string edit = R"({"type":"placement","id":"L)" + std::to_string(i % 100) +
                                 R"(","fields":{"contract_minutes_per_week":)" +
                                 std::to_string(i) + "}}";
        ours.push_back(milliseconds([&] { device.write(edit); }));
    }
    // The first half brings both logs to their full length.
    controls.erase(controls.begin(), controls.begin() + saves / 2);
    ours.erase(ours.begin(), ours.begin() + saves / 2);
    figures.control_ms = median(controls);
    figures.ours_ms = median(ours);
    figures.ratio = figures.ours_ms / figures.control_ms;
    return figures;
}

Figures small_delta(const Bench& bench) {
    const auto folder = fresh(bench.scratch / "w4");
    ServedOffice office(folder / "office", bench.programs,
                        {.coaches = 1, .participants_each = 200, .placements_each = 10,
                         .observations_each = rows / 2'000});
    const Relay relay(office.port());
    auto device = open_device(folder / "device.db");
    device.enrol("127.0.0.1:" + std::to_string(relay.port()), office.invite(0));
    device.sync();
    Control control(folder / "control.db");
    control.insert(rows);
    Figures figures{.work = "W4", .what = "100 of 100,000 records changed at the office"};
    Pairs pairs;
    std::vector<double> quiet;
    std::uint64_t quiet_bytes = 0;
    for (int run = 0; run < runs; ++run) {
        const std::uint64_t at_rest = relay.bytes();
        quiet.push_back(milliseconds([&] { device.sync(); }));
        quiet_bytes = relay.bytes() - at_rest;
        office.change_placements(100);
        const double control_ms = milliseconds([&] { control.update(1, 100); });
        const std::uint64_t before = relay.bytes();
        const double ours_ms = milliseconds([&] { device.sync(); });
        figures.bytes = relay.bytes() - before - quiet_bytes;
        pairs.add(control_ms, ours_ms - quiet.back());
    }
    pairs.into(figures);
    figures.shares.emplace_back("a quiet sync, with connecting and the handshake",
                                number(median(quiet)) + " ms, " + std::to_string(quiet_bytes) +
                                    " bytes");
    return figures;
}

}  // namespace veldwerk::bench
