// SPDX-License-Identifier: EUPL-1.2
#include "daemon/custody/audit.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>

namespace veldwerk::office {
namespace {

// Far above what an event can come to; what ends further back is no line of ours.
constexpr off_t line_bytes_max = 4096;
constexpr std::size_t hash_digits = 64;
constexpr std::string_view previous_key = R"("previous":")";

std::string hash_of(std::string_view line) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(line.data()),
                       line.size());
    std::string text(hash_digits + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    text.pop_back();
    return text;
}

/// Before the first line.
std::string hash_of_nothing() { return std::string(hash_digits, '0'); }

void append_text(std::string& line, std::string_view key, std::string_view text) {
    line += line.empty() ? "{\"" : ",\"";
    line += key;
    line += "\":\"";
    for (const char c : text) {
        const bool plain = c >= ' ' && c < 0x7f && c != '"' && c != '\\';
        line.push_back(plain ? c : '?');
    }
    line.push_back('"');
}

std::string line_of(const AuditEvent& event, Instant now, const std::string& previous) {
    std::string line;
    append_text(line, "time", format_instant(now));
    append_text(line, "action", event.action);
    append_text(line, "object", event.object);
    append_text(line, "result", event.result);
    append_text(line, "origin", event.origin);
    append_text(line, "actor", event.actor);
    append_text(line, "previous", previous);
    return line + '}';
}

/// The open file under its lock, for one line.
class LockedFile {
public:
    explicit LockedFile(const std::filesystem::path& path)
        : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {
        if (file_ < 0) return;
        int locked = -1;
        do {
            locked = ::flock(file_, LOCK_EX);
        } while (locked != 0 && errno == EINTR);
        if (locked == 0) return;
        ::close(file_);
        file_ = -1;
    }
    ~LockedFile() {
        if (file_ >= 0) ::close(file_);
    }
    LockedFile(const LockedFile&) = delete;
    LockedFile& operator=(const LockedFile&) = delete;

    /// The last whole line, empty before the first; half a line behind it is cut off. Nothing if
    /// the file cannot be read or mended.
    [[nodiscard]] std::optional<std::string> last_line() const {
        struct stat status {};
        if (file_ < 0 || ::fstat(file_, &status) != 0) return std::nullopt;
        const off_t from = status.st_size > line_bytes_max ? status.st_size - line_bytes_max : 0;
        std::string tail(static_cast<std::size_t>(status.st_size - from), '\0');
        if (::pread(file_, tail.data(), tail.size(), from) != static_cast<ssize_t>(tail.size())) {
            return std::nullopt;
        }
        const auto end = tail.rfind('\n');
        const std::size_t whole = end == std::string::npos ? 0 : end + 1;
        if (whole < tail.size() && ::ftruncate(file_, from + static_cast<off_t>(whole)) != 0) {
            return std::nullopt;
        }
        if (whole == 0) return std::string{};
        const auto before = end == 0 ? std::string::npos : tail.rfind('\n', end - 1);
        const std::size_t begin = before == std::string::npos ? 0 : before + 1;
        return tail.substr(begin, end - begin);
    }
    [[nodiscard]] bool append(std::string_view bytes) const {
        return ::write(file_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
    }

private:
    int file_;
};

/// The hash a line names, empty if it names none.
std::string_view previous_in(std::string_view line) {
    const auto at = line.rfind(previous_key);
    if (at == std::string_view::npos || line.back() != '}') return {};
    return line.substr(at + previous_key.size(), hash_digits);
}

}  // namespace

bool Audit::record(const AuditEvent& event, Instant now) const {
    const LockedFile file(path_);
    const auto last = file.last_line();
    if (!last) return false;
    const std::string previous = last->empty() ? hash_of_nothing() : hash_of(*last);
    return file.append(line_of(event, now, previous) + '\n');
}

AuditCheck check_audit(const std::filesystem::path& folder) {
    AuditCheck check;
    std::ifstream file(folder / "audit.jsonl", std::ios::binary);
    std::string expected = hash_of_nothing();
    std::string line;
    while (std::getline(file, line)) {
        if (file.eof()) break;  // half a line: a crash came before it was whole
        ++check.lines;
        if (line.empty() || previous_in(line) != expected) {
            check.fault = "the audit log breaks at line " + std::to_string(check.lines) +
                          ": it does not follow from the line before it";
            return check;
        }
        expected = hash_of(line);
    }
    return check;
}

}  // namespace veldwerk::office
