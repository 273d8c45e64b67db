// SPDX-License-Identifier: EUPL-1.2
// A change is what one person did in one save: writes to slots of one or more records, all or
// nothing. Each write names the stamps it replaces: exactly the candidates its author saw.
// Everything the system holds is a pure function of the set of admitted changes (DESIGN.md 3).
//
// Its bytes are what is stored, chained and sent. The stamp is not among them: where a change lies
// (a writer's row, a batch of one writer) tells it. Fields added by later versions follow at the
// end and are kept as they are, because the bytes are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/merge/stamp.hpp"
#include "protocol/records/civil.hpp"
#include "protocol/records/result.hpp"
#include "protocol/records/schema.hpp"

namespace veldwerk {

/// What the office did, when the office wrote it. Numbers travel; never reused.
enum class Act : std::uint8_t {
    none = 0,  ///< a device's change, no act
    write = 1, grant = 2, reject = 3, decide = 4, close = 5, approve = 6, assign = 7, enrol = 8,
    revoke = 9, retire = 10, wipe = 11, erase = 12, publish = 13, epoch = 14, day = 15,
};
[[nodiscard]] std::string_view name_of(Act act);

/// What of the office's acts a replica had applied when it saved: the epoch, and the counter of the
/// last act of that epoch's office writer.
struct Basis {
    EpochId epoch;
    std::uint64_t position{};
    auto operator<=>(const Basis&) const = default;
};

struct Write {
    SlotNumber slot{};
    std::string element;  ///< of a set slot: the canonical value of the element; else empty
    /// The slot's new value. Of an element: present (any bytes, by convention one byte 1) or empty,
    /// which is its removal.
    std::string value;
    std::vector<Stamp> replaces;
    bool operator==(const Write&) const = default;
};

/// The one value of an element that is in its set.
inline constexpr std::string_view element_present{"\x01", 1};

struct RecordWrites {
    TypeNumber type{};
    RecordId record;
    bool creates{};  ///< this change brings the record into being
    std::vector<Write> writes;
    bool operator==(const RecordWrites&) const = default;
};

struct Change {
    Stamp stamp;
    std::uint64_t id{};  ///< random, of this save: tells a repetition by a restored phone
    RecordId person;     ///< the coach, or the office's person
    Instant claimed;     ///< the author's time, corrected by the offset learnt at the last sync
    Basis basis;
    std::uint32_t schema{schema_version};
    Act act{Act::none};
    std::vector<RecordWrites> records;
    std::vector<Stamp> discards;  ///< own refused changes that the writer gives up

    [[nodiscard]] const Write* find(const RecordId& record, SlotNumber slot,
                                    std::string_view element) const;
};

[[nodiscard]] std::string encode_change(const Change& change);
/// The stamp comes from where the bytes lay. Refuses malformed bytes and everything above the
/// limits of wire/limits.hpp before taking memory for it.
[[nodiscard]] Result<Change> decode_change(std::string_view bytes, const Stamp& stamp);

}  // namespace veldwerk
