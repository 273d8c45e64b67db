// SPDX-License-Identifier: EUPL-1.2
#include "daemon/network/whole_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

namespace veldwerk::office {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const char* what) {
    throw std::system_error(errno, std::generic_category(), path.string() + ' ' + what);
}

class OpenFile {
public:
    OpenFile(const std::filesystem::path& path, int flags, int mode)
        : path_(path), number_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {
        if (number_ < 0) fail(path_, "cannot be opened");
    }
    ~OpenFile() { ::close(number_); }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    void write(const std::string& content) const {
        std::size_t done = 0;
        while (done < content.size()) {
            const ssize_t took = ::write(number_, content.data() + done, content.size() - done);
            if (took < 0 && errno == EINTR) continue;
            if (took < 0) fail(path_, "cannot be written");
            done += static_cast<std::size_t>(took);
        }
    }
    void sync() const {
        if (::fsync(number_) != 0) fail(path_, "cannot be synced");
    }

private:
    std::filesystem::path path_;
    int number_;
};

}  // namespace

void write_whole_file(const std::filesystem::path& path, const std::string& content,
                      ReadableBy readable_by) {
    std::filesystem::path beside = path;
    beside += ".new";
    // One left by a crash may have other rights.
    std::filesystem::remove(beside);
    {
        const OpenFile file(beside, O_WRONLY | O_CREAT | O_EXCL, static_cast<int>(readable_by));
        file.write(content);
        file.sync();
    }
    std::filesystem::rename(beside, path);
    OpenFile(path.parent_path().empty() ? "." : path.parent_path(), O_RDONLY | O_DIRECTORY, 0)
        .sync();
}

std::string read_whole_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) fail(path, "cannot be opened");
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace veldwerk::office
