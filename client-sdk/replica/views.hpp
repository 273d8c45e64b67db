// SPDX-License-Identifier: EUPL-1.2
// What a replica shows: records as text by the schema's names, rows of a query, and where the
// device's own work stands. Plain values; nothing here points into the replica.
#pragma once

#include "protocol/merge/digest.hpp"
#include "protocol/records/civil.hpp"
#include "protocol/records/identity.hpp"
#include "protocol/records/result.hpp"
#include "protocol/records/schema.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace veldwerk::device {

struct ShownField {
    const Field* field{};             ///< never null
    std::vector<std::string> values;  ///< text of value.hpp; none: empty; several: a set's elements
};

struct ShownRecord {
    const RecordType* type{};  ///< never null
    RecordId id;
    std::string version;
    std::vector<ShownField> fields;  ///< all of the type but office_only, in order of number
};

/// Which records: one by id, code or tail, or those whose fields have these values.
struct FieldIs {
    std::string field;
    std::string value;
};
struct Asked {
    std::string type;
    std::string record;
    std::vector<FieldIs> where;
};

/// Why a field has its value (P9), in one or more sentences.
struct FieldReason {
    std::string field;
    std::string why;
};

/// One answer to a question, as far as the device may see it.
struct ShownAlternative {
    std::size_t number{};  ///< the office's, from 1
    std::string record;    ///< the id of an observation, else the code or name of the record
    std::string value;
    std::string by;        ///< "you on this device", "the office", or a coach
    Instant at;            ///< by their own account
    std::string source;    ///< of an observation; else "office", "device" or "suggestion"
    std::optional<std::int64_t> minutes;  ///< present on the day
};
struct ShownDecision {
    RecordId id;
    std::string outcome;
    std::string reason;
    Instant at;
};
/// A question for a person, and what was decided.
struct ShownReview {
    RecordId id;
    std::string version;
    std::string kind;
    std::string subject;  ///< "L2 on 2026-12-01", "L3: start, end, end_reason"
    std::string state;
    RecordId record;
    std::optional<CivilDate> date;
    std::string reasons;  ///< one a line
    std::int64_t count{}; ///< of all alternatives, those that the device does not see included
    std::vector<ShownAlternative> alternatives;
    std::optional<ShownDecision> decision;  ///< the one in force
};

struct Blob {
    std::string bytes;
    bool operator==(const Blob&) const = default;
};
/// One value of a query's row, typed as SQLite has it.
using Cell = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;

struct Rows {
    std::vector<std::string> columns;
    std::vector<std::vector<Cell>> rows;
};

struct Status {
    std::uint64_t unsent{};
    std::uint64_t refused{};
    std::uint64_t parked{};
    std::uint64_t reviews{};  ///< open ones
    std::uint64_t alarms{};   ///< digests that differed and scopes that were sent again
    std::optional<Instant> last_sync;
    std::optional<Instant> locks_at;  ///< without contact it can be read until then
    bool locked{};                    ///< it was out of contact for too long: sync to read
    Digest digest;
    bool enrolled{};
    bool ready{};  ///< the first sync is complete: it can be read and written
};

struct RefusedChange {
    std::uint64_t counter{};
    Instant claimed;
    Reason reason{};
    std::string detail;
    std::vector<std::string> records;  ///< what it wrote: "observation 01234567"
};

struct ScopeSum {
    std::string scope;  ///< "participant/UUID", "coach/UUID", "programme"
    Digest digest;
};
struct DigestView {
    Digest total;
    std::vector<ScopeSum> scopes;  ///< in order of `scope`
};

}  // namespace veldwerk::device
