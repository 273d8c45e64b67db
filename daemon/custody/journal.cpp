// SPDX-License-Identifier: EUPL-1.2
#include "daemon/custody/journal.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>

#include "protocol/wire/limits.hpp"

namespace veldwerk::office {
namespace {

constexpr std::size_t head_bytes = 8;
constexpr std::size_t stamp_bytes = 24;

[[noreturn]] void fail(const char* doing) {
    throw std::system_error(errno, std::generic_category(),
                            std::string("the journal of acts: ") + doing);
}

template <class Number>
void append_number(std::string& out, Number number) {
    for (std::size_t i = 0; i < sizeof number; ++i) {
        out.push_back(static_cast<char>((number >> (8 * i)) & 0xff));
    }
}

template <class Number>
Number number_at(std::string_view bytes, std::size_t at) {
    Number number = 0;
    for (std::size_t i = 0; i < sizeof number; ++i) {
        number |= static_cast<Number>(static_cast<std::uint8_t>(bytes[at + i])) << (8 * i);
    }
    return number;
}

std::string entry_bytes(const JournalEntry& entry) {
    std::string body(entry.stamp.writer.view());
    append_number<std::uint64_t>(body, entry.stamp.counter);
    body += entry.bytes;
    std::string bytes;
    append_number<std::uint32_t>(bytes, static_cast<std::uint32_t>(body.size()));
    append_number<std::uint32_t>(bytes, XXH32(body.data(), body.size(), 0));
    return bytes + body;
}

std::string read_at(int file, std::uint64_t offset, std::size_t size) {
    std::string bytes(size, '\0');
    std::size_t done = 0;
    while (done < size) {
        const ssize_t read = ::pread(file, bytes.data() + done, size - done,
                                     static_cast<off_t>(offset + done));
        if (read < 0 && errno == EINTR) continue;
        if (read < 0) fail("cannot be read");
        if (read == 0) break;
        done += static_cast<std::size_t>(read);
    }
    bytes.resize(done);
    return bytes;
}

/// True if all is written; else errno tells why not.
bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// The lock of the folder, held for a scope.
class Held {
public:
    explicit Held(int lock) : lock_(lock) {
        while (::flock(lock_, LOCK_EX) != 0) {
            if (errno != EINTR) fail("cannot be locked");
        }
    }
    ~Held() { ::flock(lock_, LOCK_UN); }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;

private:
    int lock_;
};

/// A folder's new entry is on disk.
void sync_folder(const std::filesystem::path& folder) {
    const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) fail("its folder cannot be opened");
    const bool synced = ::fsync(file) == 0;
    ::close(file);
    if (!synced) fail("its folder cannot be synced");
}

}  // namespace

Journal::Journal(const std::filesystem::path& directory) : directory_(directory) {
    std::filesystem::create_directories(directory);
    const auto lock = directory / "lock";
    lock_ = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock_ < 0) fail("its lock cannot be opened");
    const Held held(lock_);
    open();
    struct stat status {};
    if (::fstat(file_, &status) != 0) fail("cannot be measured");
    std::vector<JournalEntry> found;
    const std::uint64_t whole = scan(0, found);
    if (whole < static_cast<std::uint64_t>(status.st_size)) {
        if (::ftruncate(file_, static_cast<off_t>(whole)) != 0) fail("cannot be mended");
    }
}

Journal::~Journal() {
    if (file_ >= 0) ::close(file_);
    if (lock_ >= 0) ::close(lock_);
}

void Journal::open() {
    if (file_ >= 0) ::close(file_);
    const auto path = directory_ / "acts.journal";
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file_ < 0) fail("cannot be opened");
    scanned_ = 0;
    last_.clear();
    tail_.reset();
}

void Journal::follow() {
    struct stat ours {};
    struct stat there {};
    if (::fstat(file_, &ours) != 0) fail("cannot be measured");
    const bool same = ::stat((directory_ / "acts.journal").c_str(), &there) == 0 &&
                      ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
    if (!same) open();
}

std::uint64_t Journal::scan(std::uint64_t from, std::vector<JournalEntry>& found) const {
    while (true) {
        const std::string head = read_at(file_, from, head_bytes);
        if (head.size() < head_bytes) return from;
        const auto size = number_at<std::uint32_t>(head, 0);
        if (size < stamp_bytes || size > limits::change_bytes_max + stamp_bytes) {
            throw std::runtime_error("the journal of acts is damaged at byte " +
                                     std::to_string(from));
        }
        const std::string body = read_at(file_, from + head_bytes, size);
        if (body.size() < size) return from;
        if (XXH32(body.data(), body.size(), 0) != number_at<std::uint32_t>(head, 4)) {
            throw std::runtime_error("the journal of acts is damaged at byte " +
                                     std::to_string(from));
        }
        JournalEntry entry;
        entry.stamp.writer = *WriterId::from_view(std::string_view(body).substr(0, 16));
        entry.stamp.counter = number_at<std::uint64_t>(body, 16);
        entry.bytes = body.substr(stamp_bytes);
        found.push_back(std::move(entry));
        from += head_bytes + size;
    }
}

void Journal::append(const std::vector<JournalEntry>& entries) {
    std::string bytes;
    for (const auto& entry : entries) bytes += entry_bytes(entry);
    if (bytes.empty()) return;
    const Held held(lock_);
    follow();
    struct stat before {};
    if (::fstat(file_, &before) != 0) fail("cannot be measured");
    if (!write_all(file_, bytes)) {
        const int why = errno;
        // Half an entry must not stand before the next one.
        if (::ftruncate(file_, before.st_size) != 0) fail("cannot be mended");
        errno = why;
        fail("cannot be written");
    }
    if (::fdatasync(file_) != 0) fail("cannot be synced");
}

void Journal::look() {
    follow();
    std::vector<JournalEntry> found;
    scanned_ = scan(scanned_, found);
    for (const auto& entry : found) {
        tail_ = entry.stamp;
        bool known = false;
        for (auto& stamp : last_) {
            if (stamp.writer != entry.stamp.writer) continue;
            known = true;
            if (stamp.counter < entry.stamp.counter) stamp.counter = entry.stamp.counter;
        }
        if (!known) last_.push_back(entry.stamp);
    }
}

std::optional<Stamp> Journal::tail() {
    look();
    return tail_;
}

std::uint64_t Journal::last(const WriterId& writer) {
    look();
    for (const auto& stamp : last_) {
        if (stamp.writer == writer) return stamp.counter;
    }
    return 0;
}

std::vector<JournalEntry> Journal::read_all() {
    follow();
    std::vector<JournalEntry> found;
    (void)scan(0, found);
    return found;
}

bool Journal::rewrite(const std::function<bool(JournalEntry&)>& keep) {
    const Held held(lock_);
    bool moved = false;
    std::string whole;
    for (auto& entry : read_all()) {
        const std::string before = entry.bytes;
        const bool kept = keep(entry);
        moved = moved || !kept || entry.bytes != before;
        if (kept) whole += entry_bytes(entry);
    }
    if (!moved) return false;
    const auto fresh = directory_ / "acts.journal.new";
    const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) fail("cannot be opened anew");
    const bool written = write_all(file, whole) && ::fdatasync(file) == 0;
    const int why = errno;
    ::close(file);
    if (!written) {
        ::unlink(fresh.c_str());
        errno = why;
        fail("cannot be written anew");
    }
    std::filesystem::rename(fresh, directory_ / "acts.journal");
    sync_folder(directory_);
    open();
    return true;
}

}  // namespace veldwerk::office
