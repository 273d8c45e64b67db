// SPDX-License-Identifier: EUPL-1.2
#include "daemon/network/serving.hpp"

#include "daemon/network/whole_file.hpp"

#include <asio/signal_set.hpp>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <iostream>
#include <stdexcept>
#include <system_error>

namespace veldwerk::office {
namespace {

// Beside the connections: the ledger and its log, the journal, the standard streams, the loop's
// own.
constexpr rlim_t files_beside = 64;

/// Every connection is an open file.
std::size_t connections_possible(std::size_t wanted) {
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return wanted;
    files.rlim_cur = files.rlim_max;
    if (::setrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur <= 2 * files_beside)
        return wanted;
    if (wanted + files_beside <= files.rlim_cur) return wanted;
    const auto possible = static_cast<std::size_t>(files.rlim_cur - files_beside);
    log({.weight = Weight::warning, .action = "serve",
         .result = "the system allows " + std::to_string(possible) + " connections, not " +
                   std::to_string(wanted) + " (ulimit -n)"});
    return possible;
}

}  // namespace

ServeFile::ServeFile(const std::filesystem::path& folder, const HostPort& address)
    : path_(folder / "serve.json") {
    nlohmann::ordered_json content;
    content["pid"] = ::getpid();
    content["listen"] = format_host_port(address);
    content["console"] = nullptr;
    write_whole_file(path_, content.dump() + '\n', ReadableBy::everybody);
}

ServeFile::~ServeFile() {
    std::error_code ignored;  // a leftover is overwritten by the next serve
    std::filesystem::remove(path_, ignored);
}

ServeLock::ServeLock(const std::filesystem::path& folder)
    : file_(::open((folder / "serve.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (file_ < 0) throw std::system_error(errno, std::generic_category(), "serve.lock");
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
        ::close(file_);
        throw ServeRuns("another serve runs on this folder: see serve.json there");
    }
}

ServeLock::~ServeLock() { ::close(file_); }

void serve(Office& office, ServiceOptions options) {
    const ServeLock lock(office.folder());
    // A device that hangs up while it is written to is no reason to stop.
    std::signal(SIGPIPE, SIG_IGN);
    auto& limits = options.listener.limits;
    limits.connections_max = connections_possible(limits.connections_max);
    asio::io_context io(1);
    Service service(io, office, options);
    asio::signal_set signals(io, SIGTERM, SIGINT);
    const auto on_signal = [&](const asio::error_code& cancelled, int) {
        if (cancelled) return;
        log({.action = "serve", .result = "stopping"});
        service.stop();
        signals.clear();  // a second one ends the process at once
    };
    signals.async_wait(on_signal);
    const ServeFile file(office.folder(), service.address());
    service.start();
    std::cout << "listening on " << format_host_port(service.address()) << std::endl;
    io.run();
    log({.action = "serve", .result = "stopped"});
}

}  // namespace veldwerk::office
