// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/cli/key_file.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <optional>
#include <system_error>

namespace veldwerk::cli {
namespace {

/// An open file that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

[[noreturn]] void fail(const std::filesystem::path& path) {
    throw std::system_error(errno, std::generic_category(), path.string());
}

std::string folder_in(const char* variable) {
    const char* text = std::getenv(variable);
    return text == nullptr ? std::string{} : text;
}

/// False if another process was first.
bool make_key(const std::filesystem::path& path) {
    const std::filesystem::path folder = path.parent_path();
    if (!folder.empty() && std::filesystem::create_directories(folder)) {
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
    }
    // Complete under another name first: nobody ever reads half a key.
    const std::filesystem::path fresh = path.string() + "." + std::to_string(::getpid());
    sdk::Key key{};
    if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
    randombytes_buf(key.data(), key.size());
    {
        const Descriptor file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (file.number() < 0) fail(fresh);
        const bool written =
            ::write(file.number(), key.data(), key.size()) == static_cast<ssize_t>(key.size()) &&
            ::fsync(file.number()) == 0;
        if (!written) {
            const int reason = errno;
            ::unlink(fresh.c_str());
            throw std::system_error(reason, std::generic_category(), fresh.string());
        }
    }
    sodium_memzero(key.data(), key.size());
    const bool was_first = ::link(fresh.c_str(), path.c_str()) == 0;
    const int reason = errno;
    ::unlink(fresh.c_str());
    if (!was_first && reason != EEXIST) {
        throw std::system_error(reason, std::generic_category(), path.string());
    }
    return was_first;
}

}  // namespace

std::filesystem::path key_path(const std::string& named) {
    if (!named.empty()) return named;
    std::filesystem::path folder = folder_in("XDG_STATE_HOME");
    if (folder.empty()) folder = std::filesystem::path(folder_in("HOME")) / ".local" / "state";
    return folder / "veldwerk" / "key";
}

Result<sdk::Key> read_key(const std::filesystem::path& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.number() < 0) {
        if (errno != ENOENT && errno != EACCES) fail(path);
        return refuse(Reason::not_authorised,
                      "there is no key that can be read at " + path.string() +
                          ": enrol first, or name the file with --key-file");
    }
    struct stat status {};
    if (::fstat(file.number(), &status) != 0) fail(path);
    if ((status.st_mode & 077) != 0) {
        return refuse(Reason::not_authorised, "others can read the key at " + path.string() +
                                                  ": run chmod 600 on it");
    }
    sdk::Key key{};
    std::array<std::uint8_t, 33> bytes{};
    const ssize_t size = ::read(file.number(), bytes.data(), bytes.size());
    if (size < 0) fail(path);
    if (static_cast<std::size_t>(size) != key.size()) {
        return refuse(Reason::not_authorised, path.string() + " is not a key of 32 bytes");
    }
    std::copy_n(bytes.begin(), key.size(), key.begin());
    sodium_memzero(bytes.data(), bytes.size());
    return key;
}

Result<sdk::Key> read_or_make_key(const std::filesystem::path& path) {
    if (!std::filesystem::exists(path)) (void)make_key(path);
    return read_key(path);
}

}  // namespace veldwerk::cli
