// SPDX-License-Identifier: EUPL-1.2
// The acceptance week as it stands on Sunday 6 December 2026 (DOMAIN.md 6): all numbers that the
// reports must say are worked out there by hand. What two people fought over is entered as it was
// decided; how it came to that is told elsewhere.
#pragma once

#include <string>
#include <vector>

#include "daemon/exchange/reports/report.hpp"
#include "tests/daemon/office/small_world.hpp"

namespace veldwerk::office {

class AcceptanceWeek {
public:
    AcceptanceWeek();

    /// A report as its JSON document, of December and a date.
    [[nodiscard]] std::string json(const std::string& name, const std::string& date = "2026-12-06");
    [[nodiscard]] std::string text(const std::string& name, const std::string& date = "2026-12-06");
    [[nodiscard]] std::string csv(const std::string& name, const std::string& date = "2026-12-06");
    [[nodiscard]] Report report(const std::string& name, const std::string& date,
                                const std::string& month = "2026-12");

    SmallWorld world;
    RecordId dirk, anja, bram;
    HandmadeDevice a, b;

private:
    void set_up();
    void job(const std::string& code, const std::string& kind, bool approve);
    void place(const std::string& code, const std::string& participant, const FieldTexts& more);
    void grant(const std::string& code);
    void observe(const std::string& code, const std::string& day, const std::string& parts);
    void monday();
    void week();
    void corrections();
    void log(HandmadeDevice& device, const FieldTexts& fields);
    RecordId goal(HandmadeDevice& device, const std::string& participant, const std::string& code);
};

/// One for all tests that only read it.
[[nodiscard]] AcceptanceWeek& the_week();

/// A report of any world, as JSON.
[[nodiscard]] std::string json_of_report(SmallWorld& world, const std::string& name,
                                         const std::string& date);

}  // namespace veldwerk::office
