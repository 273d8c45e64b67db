// SPDX-License-Identifier: EUPL-1.2
// Records that nobody wrote: they follow by rule from others, and their candidates carry no stamp.
// Deriving one anew writes it only if it says something new, so feeds stay quiet.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/office/working_set.hpp"

namespace veldwerk::office {

class DerivedRecord {
public:
    DerivedRecord(TypeNumber type, const RecordId& id);
    /// A canonical value; none leaves the field empty.
    void set(std::string_view field, std::string value);
    [[nodiscard]] RecordState take();

private:
    RecordState state_;
};

/// A record without any value leaves the tables, and its feed tells so.
void put_derived(WorkingSet& records, RecordState&& derived, ScopeNumber scope);

}  // namespace veldwerk::office
