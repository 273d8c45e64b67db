// SPDX-License-Identifier: EUPL-1.2
#include "protocol/rules/vetting.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "protocol/records/vocabulary.hpp"

namespace veldwerk {
namespace {

/// Letters and digits of ASCII; all other bytes belong to letters of UTF-8 and stay as they are.
bool separates(unsigned char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return c < 0x80 && !letter && !(c >= '0' && c <= '9');
}

bool is_approved(std::int64_t state) {
    return state == job_state::approved || state == job_state::open || state == job_state::filled;
}

bool sees_all(const CheckFacts& check, const std::vector<RecordId>& tasks) {
    return std::all_of(tasks.begin(), tasks.end(), [&check](const RecordId& task) {
        return std::find(check.tasks_seen.begin(), check.tasks_seen.end(), task) !=
               check.tasks_seen.end();
    });
}

bool has_expired(const CheckFacts& check, const std::optional<CivilDate>& today) {
    return check.valid_until && today && *check.valid_until < *today;
}

bool objected(const VettingFacts& facts) {
    return facts.coordination == coordination_status::objection;
}

}  // namespace

std::string normalised_description(std::string_view description) {
    std::string normal;
    bool gap = false;
    for (const char c : description) {
        const auto byte = static_cast<unsigned char>(c);
        if (separates(byte)) {
            gap = !normal.empty();
            continue;
        }
        if (gap) normal += ' ';
        gap = false;
        const bool upper = c >= 'A' && c <= 'Z';
        normal += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return normal;
}

Doubles doubles_of(const std::vector<TaskFacts>& tasks) {
    std::map<std::pair<RecordId, std::string>, std::vector<TaskFacts>> groups;
    for (const auto& task : tasks) {
        groups[{task.employer, normalised_description(task.description)}].push_back(task);
    }
    const auto by_id = [](const TaskFacts& a, const TaskFacts& b) { return a.id < b.id; };
    Doubles doubles;
    for (auto& [key, group] : groups) {
        if (group.size() < 2 || key.second.empty()) continue;
        std::sort(group.begin(), group.end(), by_id);
        doubles.push_back(std::move(group));
    }
    std::sort(doubles.begin(), doubles.end(), [&by_id](const auto& a, const auto& b) {
        return by_id(a.front(), b.front());
    });
    return doubles;
}

TaskTotal total_of(const std::vector<TaskFacts>& tasks) {
    TaskTotal total;
    for (const auto& task : tasks) total.most += task.minutes_per_week;
    total.least = total.most;
    for (const auto& group : doubles_of(tasks)) {
        std::int64_t least = group.front().minutes_per_week;
        for (const auto& task : group) {
            total.least -= task.minutes_per_week;
            least = std::min(least, task.minutes_per_week);
        }
        total.least += least;
    }
    return total;
}

const CheckFacts* check_that_counts(const std::vector<CheckFacts>& checks) {
    const CheckFacts* counts = nullptr;
    for (const auto& check : checks) {
        if (!check.result) continue;
        const bool later = counts == nullptr || std::tie(counts->claimed, counts->decided) <
                                                    std::tie(check.claimed, check.decided);
        if (later) counts = &check;
    }
    return counts;
}

std::int64_t job_standing(const VettingFacts& facts) {
    const std::int64_t written = facts.written == 0 ? job_state::idea : facts.written;
    if (written == job_state::rejected || written == job_state::lapsed) return written;
    const CheckFacts* check = check_that_counts(facts.checks);
    if (check != nullptr && check->result == check_result::rejected) return job_state::rejected;
    if (!is_approved(written)) return written;
    const bool outdated = check != nullptr &&
                          (!sees_all(*check, facts.tasks) || has_expired(*check, facts.today));
    if (outdated || objected(facts)) return job_state::revise;
    const bool full = facts.seats > 0 && facts.seats_held >= facts.seats;
    return full ? job_state::filled : written;
}

std::vector<std::string> missing_for_approval(const VettingFacts& facts, bool agreement_valid) {
    std::vector<std::string> missing;
    const CheckFacts* check = check_that_counts(facts.checks);
    if (check == nullptr) {
        missing.emplace_back("its displacement check is not decided");
    } else if (check->result == check_result::rejected) {
        missing.emplace_back("its displacement check was rejected");
    } else if (has_expired(*check, facts.today)) {
        missing.emplace_back("its displacement check was valid until " +
                             check->valid_until->text());
    } else if (!sees_all(*check, facts.tasks)) {
        missing.emplace_back("its displacement check has not seen all of its tasks");
    }
    if (!facts.coordination) {
        missing.emplace_back("nothing is recorded of a talk with the volunteers");
    } else if (objected(facts)) {
        missing.emplace_back("the volunteers object");
    }
    if (!agreement_valid) missing.emplace_back("its employer has no valid agreement");
    return missing;
}

}  // namespace veldwerk
