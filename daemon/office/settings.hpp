// SPDX-License-Identifier: EUPL-1.2
// Whatever changes an outcome is a dated record, never a constant: tolerance, caps, full-time week.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "daemon/ledger/ledger.hpp"

namespace veldwerk::office {

/// The value in force of a field, by its name.
[[nodiscard]] std::string field_in_force(const RecordState& state, std::string_view field);

/// All settings as they are in the ledger when this is made.
class Settings {
public:
    explicit Settings(Ledger& ledger);
    /// The value in force on a date: of the setting that began last. Empty if there is none.
    [[nodiscard]] std::string text(std::string_view name, CivilDate date) const;
    /// The same as a whole number, or what holds without a setting.
    [[nodiscard]] std::int64_t number(std::string_view name, CivilDate date,
                                      std::int64_t otherwise) const;

private:
    struct Dated {
        std::optional<CivilDate> from;
        std::optional<CivilDate> until;
        std::string value;
    };
    std::multimap<std::string, Dated, std::less<>> settings_;
};

}  // namespace veldwerk::office
