// SPDX-License-Identifier: EUPL-1.2
// A small office in a folder of its own, with a told clock and seeded luck, and devices that are
// only writers: their changes are made by hand and go through Integration like pushed ones.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "daemon/office/office.hpp"
#include "protocol/records/value.hpp"

namespace veldwerk::office {

using FieldTexts = std::vector<std::pair<std::string, std::string>>;

/// A writer that knows what the office knew when it last looked.
struct HandmadeDevice {
    RecordId coach;
    WriterId writer;
    Basis basis;
    std::uint64_t counter{};
};

class SmallWorld {
public:
    explicit SmallWorld(std::uint64_t seed = 1);
    ~SmallWorld();
    SmallWorld(const SmallWorld&) = delete;
    SmallWorld& operator=(const SmallWorld&) = delete;

    /// RFC 3339.
    void now(const std::string& instant);

    /// The office writes; a no fails the test. Sets are given as `a,b`.
    RecordId put(const std::string& type, const FieldTexts& fields, const std::string& id = {});
    [[nodiscard]] Result<ActReceipt> try_put(const std::string& type, const FieldTexts& fields,
                                             const std::string& id = {});
    /// A participant who consents to the use of data.
    RecordId consenting(const std::string& participant_code);
    /// A granted placement, Monday to Friday 480, with the participant of that code.
    RecordId placement(const std::string& code, const std::string& participant_code);
    RecordId assign(const RecordId& coach, const RecordId& participant,
                    const std::string& from = {}, const std::string& to = {});

    [[nodiscard]] HandmadeDevice device(const RecordId& coach);
    /// The device sees what the office has now.
    void look(HandmadeDevice& device);

    /// A change of the device, not admitted yet. `present` is what its author saw of the record;
    /// null creates the record.
    [[nodiscard]] Change change(HandmadeDevice& device, const std::string& type,
                                const RecordId& record, const FieldTexts& fields,
                                const RecordState* present = nullptr);
    [[nodiscard]] Change observe(HandmadeDevice& device, const RecordId& placement,
                                 const std::string& date, const std::string& parts);
    /// In one transaction, in this order.
    std::vector<Verdict> admit(const std::vector<Change>& changes);
    Verdict admit_one(const Change& change) { return admit({change}).front(); }

    [[nodiscard]] RecordState state(const std::string& type, const RecordId& id);
    /// The value in force as text; empty if there is no such record.
    [[nodiscard]] std::string text(const std::string& type, const RecordId& id,
                                   const std::string& field);
    [[nodiscard]] std::vector<RecordState> reviews();
    [[nodiscard]] RecordId new_id() { return office->environment().new_record_id(); }

    std::unique_ptr<Office> office;
    RecordId person;  ///< the first
    RecordId employer, workplace;

private:
    std::filesystem::path folder_;
    std::shared_ptr<std::mt19937_64> luck_;
    std::shared_ptr<Instant> now_;
};

}  // namespace veldwerk::office
