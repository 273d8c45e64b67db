// SPDX-License-Identifier: EUPL-1.2
// Facts of a day as the tests of the rules write them: a letter is a person or a device, a number a
// counter, and every observation's id follows from its stamp.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/day.hpp"

namespace veldwerk::day_facts {

inline constexpr std::int64_t present = attendance::present, sick = attendance::sick,
    leave = attendance::leave, unauthorised = attendance::unauthorised_absence;

inline RecordId record(char letter, std::uint64_t number = 0) {
    RecordId id;
    id.bytes[0] = static_cast<std::uint8_t>(letter);
    id.bytes[15] = static_cast<std::uint8_t>(number);
    return id;
}

inline Stamp stamp(char letter, std::uint64_t counter) {
    Stamp made;
    made.writer.bytes[0] = static_cast<std::uint8_t>(letter);
    made.counter = counter;
    return made;
}

/// Tuesday 1 December 2026, 480 minutes on the schedule, tolerance 15.
inline DayFacts tuesday() {
    DayFacts facts;
    facts.date = *make_date(2026, 12, 1);
    facts.plan = {.scheduled_minutes = 480, .holiday = 0, .inside_dates = true,
                  .interrupted = false};
    facts.tolerance_minutes = 15;
    return facts;
}

inline ObservationFacts observed(char by, std::uint64_t counter, std::vector<Part> parts,
                                 std::int64_t source = observation_source::seen) {
    ObservationFacts made;
    made.stamp = stamp(by, counter);
    made.id = record(by, counter);
    made.person = record(by);
    made.source = source;
    made.parts = std::move(parts);
    return made;
}

inline ObservationFacts imported(std::uint64_t counter, std::vector<Part> parts,
                                 std::string row = "1") {
    ObservationFacts made = observed('O', counter, std::move(parts), observation_source::import);
    made.imported = true;
    made.employer = record('E');
    made.row = std::move(row);
    return made;
}

inline ObservationFacts superseding(ObservationFacts later, const ObservationFacts& earlier) {
    later.supersedes.push_back(earlier.id);
    return later;
}

/// A decision of the office that names these stamps.
inline DecisionFacts decided(std::uint64_t counter, std::vector<Stamp> alternatives,
                             std::vector<Part> outcome) {
    return {.stamp = stamp('Z', counter), .id = record('Z', counter), .person = record('C'),
            .alternatives = std::move(alternatives), .outcome = std::move(outcome)};
}

}  // namespace veldwerk::day_facts
