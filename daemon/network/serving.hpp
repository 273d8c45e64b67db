// SPDX-License-Identifier: EUPL-1.2
// The process around the service: one per data folder, told where it is by DIR/serve.json, stopped
// by a signal.
#pragma once

#include <filesystem>
#include <stdexcept>

#include "daemon/network/service.hpp"

namespace veldwerk::office {

class ServeRuns : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Held for as long as this lives; throws ServeRuns if another serve has the folder.
class ServeLock {
public:
    explicit ServeLock(const std::filesystem::path& folder);
    ~ServeLock();
    ServeLock(const ServeLock&) = delete;
    ServeLock& operator=(const ServeLock&) = delete;

private:
    int file_;
};

/// DIR/serve.json: {"pid","listen","console"}, there while this lives.
class ServeFile {
public:
    ServeFile(const std::filesystem::path& folder, const HostPort& address);
    ~ServeFile();
    ServeFile(const ServeFile&) = delete;
    ServeFile& operator=(const ServeFile&) = delete;

private:
    std::filesystem::path path_;
};

/// The whole of `serve`, until SIGTERM or SIGINT; a second one ends it at once. The first
/// line on the standard output is `listening on HOST:PORT`.
void serve(Office& office, ServiceOptions options);

}  // namespace veldwerk::office
