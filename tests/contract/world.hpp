// SPDX-License-Identifier: EUPL-1.2
// An office and its devices in one process, without sockets: real ledger, real replicas, real
// sessions; every message goes through its bytes. Time stands where the test puts it.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <string>

#include "client-sdk/replica/replica.hpp"
#include "client-sdk/session/device_session.hpp"
#include "daemon/office/office.hpp"
#include "daemon/session/office_session.hpp"

namespace veldwerk::contract {

/// A folder of its own, removed at the end.
class ScratchFolder {
public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// `field=value` pairs of one record.
using Fields = std::vector<std::pair<std::string, std::string>>;

class Device {
public:
    Device(std::filesystem::path file, device::Luck luck, std::function<Instant()> now);

    [[nodiscard]] device::Replica& replica() { return *replica_; }
    void reopen();
    void close() { replica_.reset(); }
    /// Keeps a copy of the file, as a phone's backup does; and goes back to it.
    void back_up();
    void set_back();
    [[nodiscard]] const std::filesystem::path& file() const { return file_; }

private:
    std::filesystem::path file_;
    device::Luck luck_;
    std::function<Instant()> now_;
    std::unique_ptr<device::Replica> replica_;
};

/// How a sync goes wrong, if it does.
struct SyncFault {
    std::size_t messages_max = ~std::size_t{0};  ///< the line breaks after so many, both ways
};

class World {
public:
    explicit World(std::uint64_t seed = 1);

    [[nodiscard]] office::Office& office() { return *office_; }
    [[nodiscard]] std::filesystem::path office_folder() const { return folder_.path() / "office"; }
    [[nodiscard]] std::filesystem::path scratch(const std::string& name) const {
        return folder_.path() / name;
    }
    [[nodiscard]] office::Environment environment();
    /// Nobody has the ledger open until it starts again.
    void stop_office();
    void start_office();
    [[nodiscard]] Instant now() const { return now_; }
    void set_now(const std::string& rfc3339);

    /// The office's own write; expects a yes and gives the record's id.
    RecordId put(const std::string& type, const Fields& fields, const std::string& record = {});
    RecordId coach(const std::string& code);
    /// Assigned from the start; `turn_day` makes it count.
    void assign(const RecordId& participant, const RecordId& coach);

    /// An enrolled device of a coach, not synced yet.
    Device& enrol(const std::string& name, const RecordId& coach);
    Device& device(const std::string& name) { return *devices_.at(name); }

    device::Outcome sync(const std::string& name, SyncFault fault = {},
                         device::SessionOptions options = {});
    /// A second phone with a copy of the first one's file, both alive.
    Device& copy(const std::string& of, const std::string& name);
    /// The office's session with whoever shows this device's certificate.
    [[nodiscard]] std::shared_ptr<office::OfficeSession> session_of(const std::string& name);
    void commit() { queue_->commit(); }

    /// Both digests as text; equal when the device is caught up.
    [[nodiscard]] std::string digest_of_device(const std::string& name);
    [[nodiscard]] std::string digest_of_office(const RecordId& coach);

    /// An office with one employer, workplace, approved job, and a participant P1 on a granted
    /// placement L1 (Mon-Fri 480, no holidays), assigned to coaches A and B.
    void furnish();
    [[nodiscard]] const RecordId& named(const std::string& name) { return names_.at(name); }

private:
    void fill(void* bytes, std::size_t size);

    ScratchFolder folder_;
    std::mt19937_64 luck_;
    Instant now_;
    std::unique_ptr<office::Office> office_;
    std::unique_ptr<office::CommitQueue> queue_;
    std::map<std::string, std::unique_ptr<Device>> devices_;
    std::map<std::string, RecordId> coaches_;  ///< of devices
    std::map<std::string, RecordId> names_;
};

/// A save of one record on a device; `fields` as typed.
[[nodiscard]] Result<device::Saved> save(Device& device, Instant now, const std::string& type,
                                         const Fields& fields);

}  // namespace veldwerk::contract
