// SPDX-License-Identifier: EUPL-1.2
#include "daemon/exchange/reports/free_labour.hpp"

#include "daemon/exchange/reports/worked_days.hpp"
#include "daemon/office/reading.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

constexpr std::int32_t days_per_week = 7;

/// The agreements with an employer, as far as they tell whether one has expired.
struct Agreement {
    std::optional<CivilDate> signed_on;
    std::optional<CivilDate> valid_until;
    [[nodiscard]] bool valid_on(CivilDate date) const {
        return signed_on && *signed_on <= date && (!valid_until || date <= *valid_until);
    }
    [[nodiscard]] bool expired_on(CivilDate date) const {
        return valid_until && *valid_until < date;
    }
};
using Agreements = std::map<RecordId, std::vector<Agreement>>;

Agreements all_agreements(Ledger& ledger) {
    Agreements agreements;
    each_record(ledger, type::employer_agreement, [&agreements](const RecordState& state) {
        agreements[reference_in_force(state, "employer")].push_back(
            {date_in_force(state, "signed_on"), date_in_force(state, "valid_until")});
    });
    return agreements;
}

class Detector {
public:
    Detector(Ledger& ledger, CivilDate date)
        : date_(date), settings_(ledger), agreements_(all_agreements(ledger)),
          placements_(all_placements(ledger)), worked_(worked_days(ledger)) {}

    std::vector<FreeLabour> detect() {
        for (const auto& placement : placements_) {
            look_at_grant(placement);
            look_at_contract(placement);
            look_at_agreement(placement);
        }
        return std::move(found_);
    }

private:
    /// Flags the minutes present on the days that `counts` names.
    template <class Counts>
    void flag_days(const PlacementRow& placement, const char* reason, Counts counts) {
        FreeLabour flag{placement.participant_code, placement.code, placement.employer, reason,
                        0, {}};
        for (const auto& [day, minutes] : worked_[placement.id]) {
            if (minutes == 0 || date_ < day || !counts(day)) continue;
            flag.minutes += minutes;
            flag.last = day;
        }
        if (flag.minutes > 0) found_.push_back(std::move(flag));
    }

    void look_at_grant(const PlacementRow& placement) {
        // What was seen on a withdrawn one counts elsewhere, or not at all.
        if (placement.granted || placement.state == placement_state::withdrawn) return;
        if (placement.state != placement_state::trial) {
            return flag_days(placement, "never_granted", [](CivilDate) { return true; });
        }
        flag_days(placement, "trial_too_long", [&](CivilDate day) {
            const auto weeks_max = settings_.number("trial_weeks_max", day, 0);
            return placement.start && (day.days - placement.start->days) / days_per_week >=
                                          weeks_max;
        });
    }

    void look_at_contract(const PlacementRow& placement) {
        FreeLabour flag{placement.participant_code, placement.code, placement.employer,
                        "above_contract", 0, {}};
        for (const auto& week : weeks_above_contract(settings_, placement, worked_[placement.id])) {
            if (date_ < week.monday) continue;
            flag.minutes += week.minutes - placement.contract_minutes_per_week;
            flag.last = week.monday;
        }
        if (flag.minutes > 0) found_.push_back(std::move(flag));
    }

    /// There was one, and none is valid on the day.
    void look_at_agreement(const PlacementRow& placement) {
        const auto& agreements = agreements_[placement.employer];
        flag_days(placement, "agreement_expired", [&agreements](CivilDate day) {
            bool expired = false;
            for (const auto& agreement : agreements) {
                if (agreement.valid_on(day)) return false;
                expired |= agreement.expired_on(day);
            }
            return expired;
        });
    }

    CivilDate date_;
    Settings settings_;
    Agreements agreements_;
    std::vector<PlacementRow> placements_;
    WorkedDays worked_;
    std::vector<FreeLabour> found_;
};

}  // namespace

std::vector<FreeLabour> free_labour(Ledger& ledger, CivilDate date) {
    return Detector(ledger, date).detect();
}

}  // namespace veldwerk::office
