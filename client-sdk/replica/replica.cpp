// SPDX-License-Identifier: EUPL-1.2
// Opening, enrolment and the end of a replica.
#include "client-sdk/replica/replica.hpp"

#include "client-sdk/replica/parts.hpp"

#include <sodium.h>

#include <filesystem>
#include <fstream>

namespace veldwerk::device {
namespace {

/// What lies in the file's place after a wipe: not a database, so nothing opens it by mistake.
constexpr std::string_view wiped_marker = "veldwerk: this device was wiped by the office\n";

const Error wiped_error{Reason::revoked, "this device was wiped by the office; enrol it anew"};

bool is_wiped(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string start(wiped_marker.size(), '\0');
    file.read(start.data(), static_cast<std::streamsize>(start.size()));
    return file.gcount() == static_cast<std::streamsize>(start.size()) && start == wiped_marker;
}

void make_bearings(Store& store, Bearings& bearings) {
    const WriterId writer = new_writer(store);
    std::string seed(crypto_generichash_KEYBYTES, '\0');
    store.fill(seed.data(), seed.size());
    bearings.set_text(bearing::writer, writer.view());
    bearings.set_text(bearing::chain_seed, seed);
    bearings.set_number(bearing::format, replica_format);
}

}  // namespace

Replica::Replica(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Replica::~Replica() = default;

Result<void> Replica::Parts::check_ready() {
    if (bearings.is_set(bearing::wiped)) return tl::unexpected<Error>(wiped_error);
    if (bearings.ready()) return {};
    const bool enrolled = !bearings.text(bearing::certificate).empty();
    return refuse(Reason::wrong_use, enrolled
                                         ? "the first sync is not complete: sync first"
                                         : "this device is not enrolled: enrol and sync first");
}

Result<std::unique_ptr<Replica>> Replica::open(ReplicaFile file) {
    if (is_wiped(file.path)) return tl::unexpected<Error>(wiped_error);
    if (!file.create && !std::filesystem::exists(file.path)) {
        return refuse(Reason::wrong_use, "there is no replica at " + file.path + ": enrol first");
    }
    std::unique_ptr<Parts> parts;
    try {
        auto database = carriage::open_database(
            file.path, {.create = file.create, .key = &file.key, .durable = file.durable});
        parts = std::make_unique<Parts>(std::move(database), file.path, std::move(file.luck));
        parts->now = std::move(file.now);
    } catch (const carriage::WrongKey&) {
        return refuse(Reason::not_authorised,
                      "the replica cannot be read with this key; the file is unharmed");
    }
    Bearings& bearings = parts->bearings;
    if (bearings.is_set(bearing::wiped)) return tl::unexpected<Error>(wiped_error);
    if (bearings.number(bearing::format) == 0) {
        Turn turn(parts->store);
        if (bearings.number(bearing::format) == 0) make_bearings(parts->store, bearings);
        turn.commit();
    }
    if (bearings.number(bearing::format) > replica_format) {
        return refuse(Reason::unsupported, "the replica was made by a newer version of Veldwerk");
    }
    parts->erasing.scrub();  // a crash may have come between obeying an order and this
    return std::unique_ptr<Replica>(new Replica(std::move(parts)));
}

Identity Replica::identity() {
    const Glance glance(parts_->store);
    Bearings& bearings = parts_->bearings;
    Identity identity;
    identity.writer = bearings.writer();
    identity.device = bearings.id<RecordId>(bearing::device);
    identity.coach = bearings.coach();
    identity.certificate = bearings.text(bearing::certificate);
    identity.private_key = bearings.text(bearing::private_key);
    identity.authority = bearings.text(bearing::authority);
    identity.office_address = bearings.text(bearing::office_address);
    return identity;
}

Result<void> Replica::enrolled(const Enrolment& enrolment, Instant now) {
    Turn turn(parts_->store);
    Bearings& bearings = parts_->bearings;
    if (!bearings.text(bearing::certificate).empty()) {
        return refuse(Reason::wrong_use, "this replica is enrolled already");
    }
    bearings.set_text(bearing::device, enrolment.reply.device.view());
    bearings.set_text(bearing::coach, enrolment.reply.coach.view());
    bearings.set_text(bearing::certificate, enrolment.reply.certificate);
    bearings.set_text(bearing::authority, enrolment.reply.authority);
    bearings.set_text(bearing::private_key, enrolment.private_key);
    bearings.set_text(bearing::office_address, enrolment.office_address);
    bearings.set_number(bearing::clock_offset_ms, enrolment.reply.office_time_ms - now.unix_ms);
    turn.commit();
    return {};
}

void Replica::remember_office(const std::string& address) {
    Turn turn(parts_->store);
    parts_->bearings.set_text(bearing::office_address, address);
    turn.commit();
}

void Replica::wipe() {
    Store& store = parts_->store;
    const std::string path = store.path();
    {
        // Other handles keep the old file open: for them its content must be gone, too.
        Turn turn(store);
        std::vector<std::string> tables;
        SQLite::Statement names(store.database(),
                                "SELECT name FROM sqlite_master WHERE type = 'table'");
        while (names.executeStep())
            tables.push_back(names.getColumn(0).getString());
        names.reset();
        for (const auto& table : tables) {
            if (table.rfind("sqlite_", 0) != 0)
                store.database().exec("DELETE FROM \"" + table + '"');
        }
        parts_->bearings.set_number(bearing::wiped, 1);
        turn.commit();
    }
    store.database().tryExec("PRAGMA wal_checkpoint(TRUNCATE)");
    parts_.reset();

    const std::string marker_path = path + ".wiped";
    std::ofstream(marker_path, std::ios::binary | std::ios::trunc) << wiped_marker;
    std::filesystem::rename(marker_path, path);
    std::filesystem::remove(path + "-wal");
    std::filesystem::remove(path + "-shm");
}

std::uint64_t Replica::foreign_commits() {
    SQLite::Statement read(parts_->store.database(), "PRAGMA data_version");
    read.executeStep();
    return static_cast<std::uint64_t>(read.getColumn(0).getInt64());
}

}  // namespace veldwerk::device
