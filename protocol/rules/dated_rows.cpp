// SPDX-License-Identifier: EUPL-1.2
#include "protocol/rules/dated_rows.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace veldwerk {
namespace {

std::string told(std::optional<CivilDate> from) {
    return from ? "on " + from->text() : "at the start";
}

Result<void> check_order(const DatedRow& row) {
    if (!row.from || !row.until || *row.from <= *row.until) return {};
    return refuse(Reason::rule, "it would end on " + row.until->text() + ", before it begins on " +
                                    row.from->text());
}

/// Two rows, one right after the other.
Result<void> check_border(const DatedRow& earlier, const DatedRow& later) {
    if (earlier.from == later.from) {
        return refuse(Reason::rule, "two would begin " + told(later.from) +
                                        ": change the one that is there (--id)");
    }
    if (!earlier.until) return {};
    const CivilDate begins = *later.from;
    const CivilDate after = earlier.until->plus(1);
    if (begins < after) {
        return refuse(Reason::rule, "two would hold from " + begins.text() + " to " +
                                        std::min(*earlier.until, later.until.value_or(last_date))
                                            .text() +
                                        ": one ends on " + earlier.until->text() +
                                        ", the next begins on " + begins.text());
    }
    if (after < begins) {
        return refuse(Reason::rule, "none would hold from " + after.text() + " to " +
                                        begins.plus(-1).text() + ": one ends on " +
                                        earlier.until->text() + ", the next begins on " +
                                        begins.text());
    }
    return {};
}

}  // namespace

Result<void> check_dated_rows(std::span<const DatedRow> rows) {
    std::vector<DatedRow> sorted(rows.begin(), rows.end());
    std::sort(sorted.begin(), sorted.end(),
              [](const DatedRow& a, const DatedRow& b) { return a.from < b.from; });
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (auto checked = check_order(sorted[i]); !checked) return checked;
        if (i == 0) continue;
        if (auto checked = check_border(sorted[i - 1], sorted[i]); !checked) return checked;
    }
    return {};
}

}  // namespace veldwerk
