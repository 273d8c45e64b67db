// SPDX-License-Identifier: EUPL-1.2
// Decisions name each other by stamp, so they form a graph without circles: nobody can name what is
// not yet written. A forged circle stands for nothing, on every machine alike.
#include "protocol/rules/decisions.hpp"

#include <algorithm>
#include <map>

#include "protocol/rules/observation.hpp"

namespace veldwerk {
namespace {

using ByStamp = std::map<Stamp, const DecisionFacts*>;

/// The decisions that one replaces, directly or through others.
std::set<Stamp> replaced_by(const DecisionFacts& decision, const ByStamp& decisions) {
    std::set<Stamp> reached;
    std::vector<const DecisionFacts*> ahead{&decision};
    while (!ahead.empty()) {  // each decision once
        const DecisionFacts* next = ahead.back();
        ahead.pop_back();
        for (const Stamp& stamp : next->alternatives) {
            const auto found = decisions.find(stamp);
            if (found == decisions.end() || stamp == decision.stamp) continue;
            if (reached.insert(stamp).second) ahead.push_back(found->second);
        }
    }
    return reached;
}

/// The one decision that all of these replaced and that no other such decision replaced; null if
/// there is none or several.
const DecisionFacts* last_known_to_all(const std::vector<const DecisionFacts*>& standing,
                                       const ByStamp& decisions) {
    std::map<Stamp, std::size_t> known_to;
    for (const auto* decision : standing) {
        for (const Stamp& stamp : replaced_by(*decision, decisions)) ++known_to[stamp];
    }
    std::set<Stamp> last;
    for (const auto& [stamp, count] : known_to) {
        if (count == standing.size()) last.insert(stamp);
    }
    for (const auto& [stamp, count] : known_to) {
        if (count != standing.size()) continue;
        for (const Stamp& earlier : replaced_by(*decisions.at(stamp), decisions)) {
            last.erase(earlier);
        }
    }
    return last.size() == 1 ? decisions.at(*last.begin()) : nullptr;
}

/// Of decisions that agree: the most minutes, as of observations, then the lowest stamp.
const DecisionFacts* fullest(const std::vector<const DecisionFacts*>& standing) {
    const auto most = std::max_element(
        standing.begin(), standing.end(), [](const auto* a, const auto* b) {
            return total_minutes(a->outcome) < total_minutes(b->outcome);
        });
    return most == standing.end() ? nullptr : *most;
}

}  // namespace

Verdict verdict_of(std::span<const DecisionFacts> decisions, std::int64_t tolerance_minutes) {
    Verdict verdict;
    ByStamp by_stamp;
    std::set<Stamp> named_by_others;
    for (const auto& decision : decisions) {
        // One act that decides a day twice decides it once: as the lower id says.
        const auto [known, is_new] = by_stamp.try_emplace(decision.stamp, &decision);
        if (!is_new && decision.id < known->second->id) known->second = &decision;
        for (const Stamp& stamp : decision.alternatives) {
            verdict.covered.insert(stamp);
            if (stamp != decision.stamp) named_by_others.insert(stamp);
        }
    }
    std::vector<const std::vector<Part>*> outcomes;
    for (const auto& [stamp, decision] : by_stamp) {
        if (named_by_others.contains(stamp)) continue;
        verdict.standing.push_back(decision);
        outcomes.push_back(&decision->outcome);
    }
    verdict.differ = !agree(outcomes, tolerance_minutes);
    verdict.in_force = verdict.differ ? last_known_to_all(verdict.standing, by_stamp)
                                      : fullest(verdict.standing);
    return verdict;
}

}  // namespace veldwerk
