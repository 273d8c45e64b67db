// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/erasures.hpp"

#include <algorithm>

#include "daemon/office/settings.hpp"

namespace veldwerk::office {

const std::map<RecordId, ErasureRow>& Erasures::erased() {
    if (!erased_) {
        erased_.emplace();
        for (const auto& row : ledger_.erasures()) erased_->emplace(row.participant, row);
    }
    return *erased_;
}

ParticipantLookup Erasures::lookup(WorkingSet& records) const {
    return [&records](TypeNumber type, const RecordId& id) -> std::optional<RecordId> {
        const auto scope = records.scope_of(type, id);
        if (!scope) return std::nullopt;
        const ScopeName name = records.scope_name(*scope);
        if (name.kind != Scope::participant) return std::nullopt;
        return name.root;
    };
}

std::optional<Change> Erasures::left_of(const Change& change, WorkingSet& records) {
    if (erased().empty()) return std::nullopt;
    const auto find = lookup(records);
    Change left = change;
    const bool moved = erase_values(left, [&](const RecordWrites& record) {
        const auto participant = participant_of(change, record, find);
        return participant && erased().contains(*participant);
    });
    if (!moved) return std::nullopt;
    return left;
}

std::string Erasures::left_of(std::string_view unreadable) {
    const bool names_one = std::any_of(erased().begin(), erased().end(), [&](const auto& entry) {
        return unreadable.find(entry.first.view()) != std::string_view::npos;
    });
    return names_one ? std::string{} : std::string(unreadable);
}

std::string Erasures::left_of(const Stamp& stamp, std::string_view bytes, WorkingSet& records) {
    const auto change = decode_change(bytes, stamp);
    if (!change) return left_of(bytes);
    const auto left = left_of(*change, records);
    return left ? encode_change(*left) : std::string(bytes);
}

void Erasures::note(const RecordState& state) {
    if (state.type != type::erasure_order || !is_in_force(state)) return;
    const auto participant = RecordId::from_view(field_in_force(state, "participant"));
    if (participant) erase(*participant, state.id);
}

void Erasures::erase(const RecordId& participant, const RecordId& order) {
    if (erased().contains(participant)) return;
    const ErasureRow row{participant, order, 0, false};
    ledger_.save_erasure(row);
    erased_->emplace(participant, row);
    fresh_.push_back(participant);
}

void Erasures::settle(WorkingSet& records, FieldReviews& reviews) {
    if (fresh_.empty()) return;
    empty_records(records, reviews);
    empty_history(records);
}

void Erasures::empty_records(WorkingSet& records, FieldReviews& reviews) {
    for (const auto& participant : fresh_) {
        std::vector<FeedRef> found;
        ledger_.read_feed(ledger_.scope_number(Scope::participant, participant), 0,
                          [&found](const FeedRef& ref) {
                              found.push_back(ref);
                              return true;
                          });
        for (const auto& ref : found) {
            RecordState* state = records.find(ref.type, ref.record);
            if (state == nullptr || !erase_values(*state)) continue;
            records.touch(ref.type, ref.record);
            RecordWrites moved{ref.type, ref.record, false, {}};
            for (const auto& candidate : state->candidates) {
                moved.writes.push_back({candidate.slot, candidate.element, {}, {}});
            }
            reviews.note(moved, *state);
        }
    }
}

/// The whole history is read, and what is held apart from it: an order is rare, and nothing else
/// knows where a person stands.
void Erasures::empty_history(WorkingSet& records) {
    std::vector<std::pair<Stamp, std::string>> rewritten;
    ledger_.each_change([&](const StoredChange& stored) {
        std::string left = left_of(stored.stamp, stored.bytes, records);
        if (left != stored.bytes) rewritten.emplace_back(stored.stamp, std::move(left));
    });
    for (const auto& [stamp, bytes] : rewritten) ledger_.rewrite(stamp, bytes);
    for (const auto& held : ledger_.held()) {
        ledger_.hold(held.stamp, left_of(held.stamp, held.bytes, records));
    }
}

void Erasures::complete(std::uint64_t position) {
    for (const auto& participant : fresh_) {
        ErasureRow& row = erased_->at(participant);
        row.position = position;
        ledger_.save_erasure(row);
    }
    fresh_.clear();
}

}  // namespace veldwerk::office
