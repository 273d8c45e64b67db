// SPDX-License-Identifier: EUPL-1.2
#include "protocol/rules/top_up.hpp"

#include <algorithm>
#include <string>

#include "protocol/records/value.hpp"

namespace veldwerk {
namespace {

constexpr std::int64_t minutes_per_hour = 60;

bool runs_on(const TopUpTerms& terms, CivilDate date) {
    return (!terms.from || *terms.from <= date) && (!terms.until || date <= *terms.until);
}

}  // namespace

TopUp top_up_of(const TopUpTerms& terms, std::span<const PresentDay> days) {
    TopUp claim;
    for (const PresentDay& day : days) {
        if (runs_on(terms, day.date)) claim.minutes += day.minutes;
    }
    const std::int64_t sixtieths = claim.minutes * std::max<std::int64_t>(0, terms.cents_per_hour);
    claim.cents = (sixtieths + minutes_per_hour / 2) / minutes_per_hour;
    if (terms.month_cents_max) {
        claim.cents = std::min(claim.cents, std::max<std::int64_t>(0, *terms.month_cents_max));
    }
    return claim;
}

RecordId top_up_claim_id(const RecordId& placement, CivilMonth month) {
    return derive_record_id("top_up_claim:" + std::string(placement.view()) +
                            encode_integer(month.months));
}

}  // namespace veldwerk
