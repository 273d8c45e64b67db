// SPDX-License-Identifier: EUPL-1.2
#include "daemon/custody/synced_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <system_error>

namespace veldwerk::office {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const char* what) {
    throw std::system_error(errno, std::generic_category(), path.string() + ' ' + what);
}

class Descriptor {
public:
    Descriptor(const std::filesystem::path& path, int flags)
        : number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
        if (number_ < 0) fail(path, "cannot be opened");
    }
    ~Descriptor() { ::close(number_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

}  // namespace

void sync_file(const std::filesystem::path& path) {
    const Descriptor file(path, O_RDONLY);
    if (::fsync(file.number()) != 0) fail(path, "cannot be synced");
}

void sync_folder_of(const std::filesystem::path& path) {
    const auto parent = path.parent_path();
    const Descriptor folder(parent.empty() ? "." : parent, O_RDONLY | O_DIRECTORY);
    if (::fsync(folder.number()) != 0) fail(parent, "cannot be synced");
}

void copy_synced(const std::filesystem::path& from, const std::filesystem::path& to) {
    const Descriptor source(from, O_RDONLY);
    const Descriptor target(to, O_WRONLY | O_CREAT | O_EXCL);
    std::array<char, 1 << 16> piece{};
    while (true) {
        const ssize_t got = ::read(source.number(), piece.data(), piece.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail(from, "cannot be read");
        if (got == 0) break;
        for (ssize_t done = 0; done < got;) {
            const ssize_t took = ::write(target.number(), piece.data() + done,
                                         static_cast<std::size_t>(got - done));
            if (took < 0 && errno == EINTR) continue;
            if (took < 0) fail(to, "cannot be written");
            done += took;
        }
    }
    if (::fsync(target.number()) != 0) fail(to, "cannot be synced");
}

}  // namespace veldwerk::office
