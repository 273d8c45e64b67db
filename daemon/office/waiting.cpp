// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/waiting.hpp"

#include <tuple>

#include "daemon/office/reading.hpp"
#include "daemon/office/reviews.hpp"
#include "daemon/office/viewing.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

/// A question lies between two changes, so it arose with the second of them; some lie in one alone.
CivilDate arose_on(Ledger& ledger, const ReviewView& view, CivilDate today) {
    std::vector<CivilDate> days;
    for (const auto& stamp : view.stamps) {
        if (const auto change = change_of(ledger, stamp)) {
            days.push_back(amsterdam_date(change->claimed));
        }
    }
    if (days.empty()) return today;
    std::sort(days.begin(), days.end());
    return days[std::min<std::size_t>(1, days.size() - 1)];
}

}  // namespace

std::vector<WaitingReview> waiting_reviews(Ledger& ledger, CivilDate today) {
    std::vector<WaitingReview> waiting;
    each_record(ledger, type::review, [&](const RecordState& review) {
        if (number_in_force(review, "state") != review_state::open) return;
        const ReviewView view = view_review(ledger, review);
        waiting.push_back({view.id.text() + '@' + view.version, view.kind, view.subject,
                           arose_on(ledger, view, today)});
    });
    std::sort(waiting.begin(), waiting.end(), [](const auto& a, const auto& b) {
        return std::tie(a.since, a.kind, a.name) < std::tie(b.since, b.kind, b.name);
    });
    return waiting;
}

std::string name_of_kind(std::int64_t review_kind) {
    const Term* term = find_term(Vocabulary::review_kind, review_kind);
    return term == nullptr ? "of a newer version" : std::string(term->name);
}

}  // namespace veldwerk::office
