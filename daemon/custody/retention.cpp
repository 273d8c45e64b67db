// SPDX-License-Identifier: EUPL-1.2
#include "daemon/custody/retention.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "daemon/office/reading.hpp"
#include "daemon/office/settings.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/records/slots.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

namespace event {  // Vocabulary::retention_event
constexpr std::int64_t placement_end = 1, year_end = 2, record_date = 3, consent_withdrawn = 4;
}

/// In order of Vocabulary::retention_category, which counts from one.
constexpr std::array categories{Erasure::erase, Erasure::keep_tax, Erasure::keep_subsidy,
                                Erasure::keep_operational};

/// The same day so many months on; the last of a month that is shorter.
CivilDate months_after(CivilDate date, std::int64_t months) {
    const CivilMonth month{month_of(date).months + static_cast<std::int32_t>(months)};
    const std::int32_t day = date.days - month_of(date).first().days;
    return {std::min(month.first().days + day, month.last().days)};
}

CivilDate end_of_year(CivilDate date) {
    const std::int32_t year = month_of(date).months / 12;
    return CivilMonth{year * 12 + 11}.last();
}

/// What is written of one category in one record.
std::uint64_t values_in(const RecordState& state, Erasure category) {
    const RecordType* type = find_type(state.type);
    std::uint64_t values = 0;
    for (const auto& candidate : state.candidates) {
        for (const Field* field : type->slot(candidate.slot)) {
            const bool counts = field->erasure == category &&
                                !field_of_slot(*field, candidate.value).empty();
            if (counts) ++values;
        }
    }
    return values;
}

std::optional<CivilDate> date_of(const RecordState& state) {
    if (find_type(state.type)->find("date") != nullptr) return date_in_force(state, "date");
    std::optional<CivilDate> last;
    for (const auto& candidate : state.candidates) {
        if (candidate.by.stamp.counter == 0) continue;
        const CivilDate written = amsterdam_date(candidate.by.claimed);
        if (!last || *last < written) last = written;
    }
    return last;
}

/// One participant's records, with the days from which terms run.
class Kept {
public:
    Kept(Ledger& ledger, const RecordId& participant) {
        ledger.read_feed(ledger.scope_number(Scope::participant, participant), 0,
                         [&](const FeedRef& ref) {
                             auto record = ledger.load(ref.type, ref.record);
                             if (record && find_type(ref.type) != nullptr) {
                                 add(std::move(record->state));
                             }
                             return true;
                         });
    }

    [[nodiscard]] std::optional<RetentionDue> due(const RetentionRule& rule, CivilDate on) const;

private:
    void add(RecordState state) {
        if (state.type == type::placement) {
            const auto end = date_in_force(state, "end");
            runs_on_ = runs_on_ || !end;
            if (end && (!ended_ || *ended_ < *end)) ended_ = end;
        }
        if (state.type == type::consent) {
            const auto withdrawn = date_in_force(state, "withdrawn_on");
            if (withdrawn && (!withdrawn_ || *withdrawn < *withdrawn_)) withdrawn_ = withdrawn;
        }
        records_.push_back(std::move(state));
    }
    [[nodiscard]] std::optional<CivilDate> begins(const RetentionRule& rule,
                                                  const RecordState& state) const {
        switch (rule.event) {
            case event::placement_end: return runs_on_ ? std::nullopt : ended_;
            case event::consent_withdrawn: return withdrawn_;
            case event::record_date: return date_of(state);
            case event::year_end: {
                const auto date = date_of(state);
                return date ? std::optional(end_of_year(*date)) : std::nullopt;
            }
            default: return std::nullopt;
        }
    }

    std::vector<RecordState> records_;
    std::optional<CivilDate> ended_;      ///< the last placement, if all have ended
    bool runs_on_ = false;                ///< a placement without an end
    std::optional<CivilDate> withdrawn_;  ///< consent, first
};

std::optional<RetentionDue> Kept::due(const RetentionRule& rule, CivilDate on) const {
    RetentionDue due;
    due.rule = rule;
    for (const auto& state : records_) {
        if (find_type(state.type)->name != rule.record) continue;
        const auto from = begins(rule, state);
        if (!from) continue;
        const CivilDate over = months_after(*from, rule.months);
        const std::uint64_t values = over <= on ? values_in(state, rule.category) : 0;
        if (values == 0) continue;
        if (due.values == 0 || over < due.since) due.since = over;
        due.values += values;
    }
    if (due.values == 0) return std::nullopt;
    return due;
}

}  // namespace

std::vector<RetentionRule> retention_rules(Ledger& ledger) {
    std::vector<RetentionRule> rules;
    each_record(ledger, type::retention_rule, [&rules](const RecordState& state) {
        const auto category = number_in_force(state, "category");
        const auto months = number_in_force(state, "months");
        const auto from = number_in_force(state, "from_event");
        RetentionRule rule;
        rule.id = state.id;
        rule.record = field_in_force(state, "record");
        rule.ground = field_in_force(state, "ground");
        const bool complete = category && months && from && *category >= 1 &&
                              *category <= static_cast<std::int64_t>(categories.size());
        if (!complete || find_type(rule.record) == nullptr) return;
        rule.category = categories[static_cast<std::size_t>(*category - 1)];
        rule.months = *months;
        rule.event = *from;
        rules.push_back(std::move(rule));
    });
    return rules;
}

std::string told(const RetentionRule& rule) {
    const Term* from = find_term(Vocabulary::retention_event, rule.event);
    return (rule.ground.empty() ? std::string{} : rule.ground + ", ") +
           std::to_string(rule.months) + " months after " +
           std::string(from == nullptr ? "an event" : from->name);
}

std::vector<RetentionDue> retention_due(Ledger& ledger, CivilDate on) {
    const auto rules = retention_rules(ledger);
    std::vector<RetentionDue> all;
    if (rules.empty()) return all;
    for (const auto& participant : ledger.all(type::participant)) {
        const Kept kept(ledger, participant);
        for (const auto& rule : rules) {
            auto due = kept.due(rule, on);
            if (!due) continue;
            due->participant = participant;
            due->code = field_in_force(ledger.load(type::participant, participant)->state, "code");
            all.push_back(std::move(*due));
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const RetentionDue& a, const RetentionDue& b) {
        return a.since < b.since;
    });
    return all;
}

}  // namespace veldwerk::office
