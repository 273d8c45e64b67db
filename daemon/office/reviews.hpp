// SPDX-License-Identifier: EUPL-1.2
// A review as a person reads it: what it asks, between what, who wrote that and when, and what was
// decided. Alternatives are told from the history, so a decided review still shows what it was
// about.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/ledger/ledger.hpp"
#include "protocol/records/civil.hpp"

namespace veldwerk::office {

struct Alternative {
    std::size_t number{};   ///< from 1: what `decide --choose` takes
    Stamp stamp;            ///< of the change that wrote it; empty: nobody did
    std::string record;     ///< code or id of what it is
    std::string canonical;  ///< the value's bytes
    std::string value;      ///< the same, told
    std::string by;
    Instant at;
    std::string source;     ///< of an observation; else "office", "device" or "suggestion"
    /// What choosing it would make of the day's minutes present, or of a field in that unit.
    std::optional<std::int64_t> minutes;
    std::optional<std::int64_t> cents;
};

struct DecisionView {
    RecordId id;
    std::string by;
    Instant at;
    std::string outcome;
    std::string reason;
};

struct ReviewView {
    RecordId id;
    std::string version;
    std::int64_t kind{};    ///< Vocabulary::review_kind
    std::int64_t state{};   ///< Vocabulary::review_state
    std::string subject;    ///< "L2 on 2026-12-01", "placement L3: start, end, end_reason"
    std::vector<std::string> reasons;
    std::vector<Alternative> alternatives;
    std::vector<Stamp> stamps;  ///< what it rests on: a decision that names them all settles it
    std::string meanwhile;  ///< what is in force now
    std::optional<DecisionView> decision;  ///< the one in force

    TypeNumber type{};      ///< of `record`
    RecordId record;
    RecordId participant;   ///< empty outside a participant's scope
    std::optional<CivilDate> date;
    SlotNumber slot{};
};

[[nodiscard]] ReviewView view_review(Ledger& ledger, const RecordState& review);
[[nodiscard]] std::optional<DecisionView> view_decision(Ledger& ledger, const RecordId& decision);

/// "1: present:480 (Bram, 2026-12-01 16:30, seen); 2: ...".
[[nodiscard]] std::string told_alternatives(const std::vector<Alternative>& alternatives);

}  // namespace veldwerk::office
