// SPDX-License-Identifier: EUPL-1.2
#include "daemon/session/feed_stream.hpp"

#include <algorithm>

#include "protocol/merge/shipping.hpp"
#include "protocol/wire/batch.hpp"

namespace veldwerk::office {

FeedStream::FeedStream(Ledger& ledger, const RecordId& coach, const Cursor& cursor)
    : ledger_(ledger), coach_(coach), cursor_(cursor) {
    // A cursor of another life says nothing about this one.
    if (cursor_.epoch != ledger.life().epoch) cursor_ = Cursor{};
    start_round();
    first_target_ = target_;
}

/// Where the device stands in a scope. A pull that broke off left the scopes below `partial_scope`
/// complete up to `partial_target`, and that scope up to `partial_position`.
std::uint64_t FeedStream::start_of(const HeldScope& held) const {
    const ScopeNumber number = held.scope.name.number;
    std::uint64_t known = cursor_.position;
    if (cursor_.partial_target != 0 && number < cursor_.partial_scope)
        known = cursor_.partial_target;
    if (held.since_position > known) return 0;
    if (cursor_.partial_target != 0 && number == cursor_.partial_scope) {
        return std::max(known, cursor_.partial_position);
    }
    return known;
}

void FeedStream::start_round() {
    // Another process may commit between two reads; what is read must be of one moment.
    do {
        target_ = ledger_.life().position;
        caseload_ = caseload_of(ledger_, coach_);
    } while (ledger_.life().position != target_);
    std::vector<Span> spans;
    for (const auto& held : caseload_) {
        const ScopeNumber number = held.scope.name.number;
        const auto known = std::find_if(spans_.begin(), spans_.end(), [number](const Span& span) {
            return span.scope == number;
        });
        spans.push_back({number, known == spans_.end() ? start_of(held) : known->after});
    }
    spans_ = std::move(spans);
    at_ = 0;
}

std::optional<Records> FeedStream::next() {
    BatchWriter batch;
    while (true) {
        for (; at_ < spans_.size() && !batch.full(); ++at_) {
            Span& span = spans_[at_];
            const ScopeRow& scope = caseload_[at_].scope;
            if (scope.position <= span.after) continue;
            bool stopped = false;
            ledger_.read_feed(span.scope, span.after, [&](const FeedRef& ref) {
                if (batch.full()) {
                    stopped = true;
                    return false;
                }
                const auto record = ledger_.load(ref.type, ref.record);
                RecordState storage;
                if (record) {
                    batch.add(scope.name, ref.position, shipped(record->state, storage));
                } else {
                    // It has no candidates any more: shipped as an empty state, which removes it.
                    storage.type = ref.type;
                    storage.id = ref.record;
                    batch.add(scope.name, ref.position, storage);
                }
                span.after = ref.position;
                return true;
            });
            if (stopped) break;
        }
        if (!batch.empty()) return Records{batch.take(), first_target_};
        // A round that shipped nothing and that nobody overtook is the last one.
        const std::uint64_t before = target_;
        const bool whole = at_ == spans_.size();
        start_round();
        const bool overtaken = target_ != before;
        if (whole && !overtaken) return std::nullopt;
    }
}

std::vector<ScopeDigest> FeedStream::moved() const {
    std::vector<ScopeDigest> digests;
    for (const auto& held : caseload_) {
        const bool is_new = held.since_position > cursor_.position || cursor_.position == 0;
        if (is_new || held.scope.position > cursor_.position) {
            digests.push_back({held.scope.name.number, held.scope.digest});
        }
    }
    return digests;
}

}  // namespace veldwerk::office
