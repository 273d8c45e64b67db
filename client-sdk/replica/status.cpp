// SPDX-License-Identifier: EUPL-1.2
// Where the device stands, in numbers; and the copy of its records that support may read.
#include "client-sdk/replica/parts.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace veldwerk::device {
namespace {

std::string text_of(const ScopeName& scope) {
    switch (scope.kind) {
        case Scope::participant:
            return "participant/" + scope.root.text();
        case Scope::coach:
            return "coach/" + scope.root.text();
        case Scope::programme:
            return "programme";
        case Scope::office:
            break;
    }
    return "office";
}

std::string quote_text(const std::string& text) {
    std::string quoted = "'";
    for (const char c : text)
        quoted += c == '\'' ? std::string("''") : std::string(1, c);
    return quoted + '\'';
}

/// The plain file beside the replica's connection, for as long as it is written.
class Attached {
public:
    Attached(SQLite::Database& database, const std::string& path) : database_(database) {
        database_.exec("ATTACH " + quote_text(path) + " AS plain KEY ''");
    }
    ~Attached() { database_.tryExec("DETACH plain"); }
    Attached(const Attached&) = delete;
    Attached& operator=(const Attached&) = delete;

private:
    SQLite::Database& database_;
};

/// A copy that was not finished is not left lying about.
class HalfWritten {
public:
    explicit HalfWritten(std::string path) : path_(std::move(path)) {}
    ~HalfWritten() {
        std::error_code ignored;  // it may never have been made
        if (!kept_) std::filesystem::remove(path_, ignored);
    }
    HalfWritten(const HalfWritten&) = delete;
    HalfWritten& operator=(const HalfWritten&) = delete;
    void keep() { kept_ = true; }

private:
    std::string path_;
    bool kept_ = false;
};

void copy_records(SQLite::Database& database) {
    carriage::WriteTransaction transaction(database);
    for (const auto& type : schema()) {
        if (type.scope == Scope::office) continue;
        std::string columns = "id";
        for (const auto& field : type.fields) {
            if (!field.office_only) columns += ", \"" + std::string(field.name) + '"';
        }
        const std::string table = '"' + std::string(type.name) + '"';
        database.exec("CREATE TABLE plain." + table + " AS SELECT " + columns +
                      ", _version FROM main." + table);
    }
    transaction.commit();
}

}  // namespace

Status Replica::status() {
    static constexpr const char* open_reviews = "SELECT count(*) FROM review WHERE state = 'open'";
    Parts& parts = *parts_;
    const Glance glance(parts.store);
    Status status;
    status.enrolled = !parts.bearings.text(bearing::certificate).empty();
    status.ready = parts.check_ready().has_value();
    status.unsent = parts.own.count(OwnState::unsent);
    status.refused = parts.own.count(OwnState::refused);
    status.parked = parts.own.count(OwnState::parked);
    status.alarms = static_cast<std::uint64_t>(parts.bearings.number(bearing::alarms));
    const std::int64_t last_sync = parts.bearings.number(bearing::last_sync_ms);
    if (last_sync != 0) status.last_sync = Instant{last_sync};
    if (!status.ready) return status;
    Loan reviews = parts.store.ask(open_reviews);
    reviews.step();
    status.reviews = reviews.counter(0);
    status.locks_at = parts.locks_at();
    status.locked = parts.is_locked();
    status.digest = parts.scopes.total();
    return status;
}

DigestView Replica::digest() {
    const Glance glance(parts_->store);
    DigestView view;
    for (const HeldScope& scope : parts_->scopes.all()) {
        view.scopes.push_back({text_of(scope.name), scope.digest});
        view.total += scope.digest;
    }
    std::sort(view.scopes.begin(), view.scopes.end(),
              [](const ScopeSum& a, const ScopeSum& b) { return a.scope < b.scope; });
    return view;
}

Result<void> Replica::export_plain(const std::string& path) {
    {
        const Glance glance(parts_->store);
        if (auto ready = parts_->check_readable(); !ready) return ready;
    }
    if (std::filesystem::exists(path)) {
        return refuse(Reason::wrong_use, path + ": there is a file already");
    }
    HalfWritten half_written(path);
    // A replica opened to be read makes no files, and SQLite takes an empty one for a new database.
    std::ofstream empty(path);
    std::error_code ignored;  // where nobody else can be kept out, nobody is
    std::filesystem::permissions(
        path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
    const Attached attached(parts_->store.database(), path);
    copy_records(parts_->store.database());
    half_written.keep();
    return {};
}

}  // namespace veldwerk::device
