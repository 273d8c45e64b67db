// SPDX-License-Identifier: EUPL-1.2
#include "daemon/custody/backup.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <system_error>

#include "daemon/custody/synced_file.hpp"
#include "daemon/ledger/sqlite_rows.hpp"
#include "daemon/network/whole_file.hpp"
#include "protocol/carriage/database.hpp"
#include "protocol/carriage/record_tables.hpp"
#include "protocol/merge/shipping.hpp"
#include "protocol/records/value.hpp"

namespace veldwerk::office {
namespace {

namespace fs = std::filesystem;

// "VWB1", so that `file` and a person with a hex dump can tell it from a ledger.
constexpr std::int64_t application_id = 0x56574231;

constexpr const char* backup_tables = R"(
    CREATE TABLE backup(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE backup_file(name TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;)";

std::unique_ptr<SQLite::Database> open_plain(const fs::path& path, int flags) {
    return std::make_unique<SQLite::Database>(path.string(), flags, 10'000);
}

/// The files that make this office itself; those that an office lacks are left out.
std::vector<KeptFile> files_of(const fs::path& folder) {
    std::vector<KeptFile> files;
    if (fs::exists(folder / "veldwerkd.toml")) {
        files.push_back({"veldwerkd.toml", read_whole_file(folder / "veldwerkd.toml")});
    }
    if (!fs::is_directory(folder / "authority")) return files;
    for (const auto& entry : fs::directory_iterator(folder / "authority")) {
        if (!entry.is_regular_file()) continue;
        files.push_back({"authority/" + entry.path().filename().string(),
                         read_whole_file(entry.path())});
    }
    return files;
}

Digest kept_digest(SQLite::Database& database) {
    SQLite::Statement read(database, "SELECT digest_high, digest_low FROM scope");
    Digest total;
    while (read.executeStep()) total += Digest{number_at(read, 0), number_at(read, 1)};
    return total;
}

void put(SQLite::Database& database, const char* name, const std::string& value) {
    SQLite::Statement write(database, "INSERT INTO backup VALUES (?, ?)");
    write.bind(1, name);
    write.bind(2, value.data(), static_cast<int>(value.size()));
    write.exec();
}

std::string get(SQLite::Database& database, const char* name) {
    SQLite::Statement read(database, "SELECT value FROM backup WHERE name = ?");
    read.bind(1, name);
    return read.executeStep() ? read.getColumn(0).getString() : std::string{};
}

/// Makes of a copied ledger a backup.
void mark(const fs::path& copy, const fs::path& folder, Instant now) {
    const auto database = open_plain(copy, SQLite::OPEN_READWRITE);
    // The file is synced as a whole before anyone sees it.
    database->exec("PRAGMA journal_mode = MEMORY");
    database->exec("PRAGMA synchronous = OFF");
    database->exec("BEGIN");
    database->exec(backup_tables);
    put(*database, "format", std::to_string(backup_format));
    put(*database, "made", std::to_string(now.unix_ms));
    put(*database, "digest", kept_digest(*database).text());
    for (const auto& file : files_of(folder)) {
        SQLite::Statement write(*database, "INSERT INTO backup_file VALUES (?, ?)");
        write.bind(1, file.name);
        write.bind(2, file.bytes.data(), static_cast<int>(file.bytes.size()));
        write.exec();
    }
    database->exec("COMMIT");
    database->exec("PRAGMA application_id = " + std::to_string(application_id));
}

/// A copy of the ledger's last commit, whatever other processes write meanwhile.
void copy_ledger(const fs::path& folder, const fs::path& to) {
    const int file = ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) {
        throw std::system_error(errno, std::generic_category(),
                                to.string() + " cannot be made");
    }
    ::close(file);
    const auto ledger = carriage::open_database((folder / "ledger.db").string(), {});
    SQLite::Statement copy(*ledger, "VACUUM INTO ?");
    copy.bind(1, to.string());
    copy.exec();
}

tl::unexpected<Error> no_backup(const fs::path& path, const std::string& why) {
    return refuse(Reason::malformed, path.string() + " is no whole backup of an office: " + why);
}

/// Runs `read` on the file, which anybody may have made: whatever goes wrong with it is a no.
template <class Read>
Result<BackupFacts> reading(const fs::path& path, Read read) {
    if (!fs::is_regular_file(path)) {
        return refuse(Reason::rule, "there is no backup file at " + path.string());
    }
    try {
        const auto database = open_plain(path, SQLite::OPEN_READONLY);
        SQLite::Statement mark(*database, "PRAGMA application_id");
        mark.executeStep();
        if (mark.getColumn(0).getInt64() != application_id) {
            return no_backup(path, "it was not made by veldwerkd backup");
        }
        mark.reset();
        const std::string format = get(*database, "format");
        if (format != std::to_string(backup_format)) {
            return no_backup(path, "it has format " + format + ", and this version reads format " +
                                       std::to_string(backup_format));
        }
        return read(*database);
    } catch (const std::exception& failure) {
        return no_backup(path, failure.what());
    }
}

BackupFacts facts_of(SQLite::Database& database, const fs::path& path) {
    BackupFacts facts;
    facts.path = path;
    facts.made = Instant{std::stoll(get(database, "made"))};
    facts.digest = Digest::parse(get(database, "digest"));
    SQLite::Statement lives(database, "SELECT epoch, writer, acts, current FROM life");
    while (lives.executeStep()) {
        facts.holds.push_back({id_at<WriterId>(lives, 1), number_at(lives, 2)});
        if (lives.getColumn(3).getInt() == 0) continue;
        facts.epoch = id_at<EpochId>(lives, 0);
        facts.writer = id_at<WriterId>(lives, 1);
        facts.acts = number_at(lives, 2);
    }
    SQLite::Statement writers(database,
                              "SELECT writer, received, safe FROM writer WHERE device IS NOT NULL");
    while (writers.executeStep()) {
        facts.holds.push_back({id_at<WriterId>(writers, 0), number_at(writers, 1)});
        facts.safe.push_back({id_at<WriterId>(writers, 0), number_at(writers, 2)});
    }
    return facts;
}

/// What its records sum up to, scope by scope, against what the scopes say.
bool sums_agree(SQLite::Database& database) {
    carriage::RecordTables tables(database);
    std::map<ScopeNumber, Digest> sums;
    for (const auto& type : schema()) {
        // One made before the type was known.
        if (!database.tableExists(std::string(type.name))) continue;
        for (const auto& id : tables.all(type.number)) {
            const auto record = tables.load(type.number, id);
            RecordState storage;
            sums[record->scope] += digest_of(shipped(record->state, storage));
        }
    }
    SQLite::Statement read(database, "SELECT number, digest_high, digest_low FROM scope");
    while (read.executeStep()) {
        const Digest kept{number_at(read, 1), number_at(read, 2)};
        if (kept != sums[read.getColumn(0).getUInt()]) return false;
    }
    return true;
}

}  // namespace

std::uint64_t BackupFacts::held_of(const WriterId& of) const {
    std::uint64_t counter = 0;
    for (const auto& last : holds) {
        if (last.writer == of) counter = std::max(counter, last.counter);
    }
    return counter;
}

Result<BackupFacts> make_backup(Office& office, const fs::path& path) {
    if (fs::exists(fs::symlink_status(path))) {
        return refuse(Reason::rule, "there is a file at " + path.string() +
                                        " already: a backup never writes over anything");
    }
    const fs::path part = path.string() + ".part";
    fs::remove(part);  // one that was killed half-way
    try {
        copy_ledger(office.folder(), part);
        mark(part, office.folder(), office.environment().now());
        auto facts = verify_backup(part);
        if (!facts) {
            fs::remove(part);
            return facts;
        }
        sync_file(part);
        fs::rename(part, path);
        sync_folder_of(path);
        facts->path = path;
        return facts;
    } catch (...) {
        std::error_code ignored;  // the failure itself is what is told
        fs::remove(part, ignored);
        throw;
    }
}

Result<BackupFacts> read_backup(const fs::path& path) {
    return reading(path, [&](SQLite::Database& database) -> Result<BackupFacts> {
        return facts_of(database, path);
    });
}

Result<BackupFacts> verify_backup(const fs::path& path) {
    return reading(path, [&](SQLite::Database& database) -> Result<BackupFacts> {
        SQLite::Statement check(database, "PRAGMA integrity_check");
        while (check.executeStep()) {
            const std::string finding = check.getColumn(0).getString();
            if (finding != "ok") return no_backup(path, finding);
        }
        auto facts = facts_of(database, path);
        if (facts.epoch.empty()) return no_backup(path, "it holds no life of a ledger");
        if (kept_digest(database) != facts.digest || !sums_agree(database)) {
            return no_backup(path, "its records do not sum up to its digest");
        }
        return facts;
    });
}

std::vector<KeptFile> files_in_backup(const fs::path& path) {
    const auto database = open_plain(path, SQLite::OPEN_READONLY);
    SQLite::Statement read(*database, "SELECT name, bytes FROM backup_file ORDER BY name");
    std::vector<KeptFile> files;
    while (read.executeStep()) {
        files.push_back({read.getColumn(0).getString(), read.getColumn(1).getString()});
    }
    return files;
}

void strip_backup(const fs::path& copy) {
    const auto database = open_plain(copy, SQLite::OPEN_READWRITE);
    database->exec("BEGIN");
    database->exec("DROP TABLE backup");
    database->exec("DROP TABLE backup_file");
    database->exec("COMMIT");
    database->exec("PRAGMA application_id = 0");
}

}  // namespace veldwerk::office
