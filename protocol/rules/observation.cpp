// SPDX-License-Identifier: EUPL-1.2
// Superseding is one step, not a walk: an observation names others of its own author, and keeps
// naming them when it is superseded in turn. So a chain falls whole, in whatever order it arrives.
#include "protocol/rules/observation.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "protocol/records/vocabulary.hpp"

namespace veldwerk {
namespace {

/// What makes two imported rows one (DOMAIN.md: "the same value adds nothing"). The superseded rows
/// belong to it: a value that comes back after another is a new row, for it names that other.
using RowKey = std::tuple<RecordId, std::string, std::vector<Part>, bool, std::vector<RecordId>>;

RowKey key_of(const ObservationFacts& import) {
    auto supersedes = import.supersedes;
    std::sort(supersedes.begin(), supersedes.end());
    return {import.employer, import.row, import.parts, import.confirmed, std::move(supersedes)};
}

/// An import speaks for the employer, whoever carried the file in.
std::pair<bool, RecordId> author_of(const ObservationFacts& observation) {
    return {observation.imported, observation.imported ? observation.employer : observation.person};
}

using Named = std::set<std::tuple<RecordId, bool, RecordId>>;  // the named, and the naming author

Named names_in(std::span<const ObservationFacts> observations) {
    Named named;
    for (const auto& observation : observations) {
        const auto [imported, author] = author_of(observation);
        for (const auto& id : observation.supersedes) {
            if (id != observation.id) named.emplace(id, imported, author);
        }
    }
    return named;
}

}  // namespace

std::optional<ObservationFacts> observed_absence(const AbsenceFacts& absence, CivilDate date,
                                                 const DayPlan& plan) {
    if (date < absence.days.first || absence.days.last < date) return std::nullopt;
    if (plan.scheduled_minutes == 0 || plan.holiday != 0) return std::nullopt;
    return ObservationFacts{.stamp = absence.stamp,
                            .id = absence.id,
                            .person = absence.person,
                            .source = observation_source::participant,
                            .parts = {{absence.status, plan.scheduled_minutes}},
                            .confirmed = false,
                            .supersedes = {},
                            .imported = false,
                            .employer = {},
                            .row = {}};
}

bool same_author(const ObservationFacts& a, const ObservationFacts& b) {
    return author_of(a) == author_of(b);
}

std::vector<Counted> not_superseded(std::span<const ObservationFacts> observations) {
    std::vector<const ObservationFacts*> sorted;
    for (const auto& observation : observations) sorted.push_back(&observation);
    std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) {
        return std::tie(a->stamp, a->id) < std::tie(b->stamp, b->id);
    });

    const Named named = names_in(observations);
    const auto is_named = [&](const ObservationFacts& observation) {
        const auto [imported, author] = author_of(observation);
        return named.contains({observation.id, imported, author});
    };
    std::set<RowKey> superseded_rows;
    for (const auto& observation : observations) {
        if (observation.imported && is_named(observation)) {
            superseded_rows.insert(key_of(observation));
        }
    }

    std::vector<Counted> counted;
    std::map<RowKey, std::size_t> rows;
    for (const auto* observation : sorted) {
        if (is_named(*observation)) continue;
        if (observation->imported) {
            const RowKey key = key_of(*observation);
            if (superseded_rows.contains(key)) continue;
            const auto [row, is_new] = rows.try_emplace(key, counted.size());
            if (!is_new) {
                counted[row->second].stamps.push_back(observation->stamp);
                continue;
            }
        }
        counted.push_back({observation, {observation->stamp}});
    }
    return counted;
}

bool agree(std::span<const std::vector<Part>* const> values, std::int64_t tolerance_minutes) {
    if (values.empty()) return true;
    std::vector<Part> least = *values.front();
    std::vector<Part> most = least;
    for (const auto* value : values.subspan(1)) {
        if (value->size() != least.size()) return false;
        for (std::size_t i = 0; i < least.size(); ++i) {
            const Part& part = (*value)[i];
            if (part.status != least[i].status) return false;
            least[i].minutes = std::min(least[i].minutes, part.minutes);
            most[i].minutes = std::max(most[i].minutes, part.minutes);
            if (most[i].minutes - least[i].minutes > tolerance_minutes) return false;
        }
    }
    return true;
}

std::int64_t total_minutes(const std::vector<Part>& parts) {
    std::int64_t total = 0;
    for (const Part& part : parts) total += part.minutes;
    return total;
}

}  // namespace veldwerk
