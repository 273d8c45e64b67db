// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/dated_rows.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <vector>

#include "daemon/office/naming.hpp"
#include "daemon/office/reading.hpp"
#include "protocol/rules/dated_rows.hpp"

namespace veldwerk::office {
namespace {

/// A type of dated rows: the field that says which rows belong together, and those of the dates.
struct Dating {
    TypeNumber type{};
    std::string_view of;  ///< empty: all rows of the type
    std::string_view from;
    std::string_view until;  ///< empty: a row holds until another begins
};
constexpr std::array datings{
    Dating{type::setting, "name", "from", "until"},
    Dating{type::cost_rate, "", "from", ""},
    Dating{type::employer_agreement, "employer", "signed_on", "valid_until"},
};

/// A row as it will be.
class Row {
public:
    Row(const RecordState& state, const RecordWrites* writes) : state_(state), writes_(writes) {}

    [[nodiscard]] std::string value(std::string_view name) const {
        const Field& field = *find_type(state_.type)->find(name);
        if (writes_ == nullptr) return field_in_force(state_, name);
        const auto written =
            std::find_if(writes_->writes.begin(), writes_->writes.end(),
                         [&field](const Write& write) { return write.slot == field.slot; });
        return written == writes_->writes.end() ? field_in_force(state_, name) : written->value;
    }
    [[nodiscard]] std::string group(const Dating& dating) const {
        return dating.of.empty() ? std::string{} : value(dating.of);
    }
    [[nodiscard]] DatedRow dates(const Dating& dating) const {
        return {decode_date(value(dating.from)),
                dating.until.empty() ? std::nullopt : decode_date(value(dating.until))};
    }

private:
    const RecordState& state_;
    const RecordWrites* writes_;
};

std::string told_group(Ledger& ledger, const Dating& dating, const std::string& group) {
    const RecordType& type = *find_type(dating.type);
    if (dating.of.empty()) return std::string(type.name);
    return std::string(type.name) + " of " + told_value(ledger, *type.find(dating.of), group);
}

Result<void> check(Ledger& ledger, const Dating& dating, std::span<const RecordWrites> writes) {
    std::map<RecordId, const RecordWrites*> written;
    for (const auto& record : writes) {
        if (record.type == dating.type) written.emplace(record.record, &record);
    }
    if (written.empty()) return {};
    std::map<std::string, std::vector<DatedRow>> groups;
    std::set<std::string> moved;
    each_record(ledger, dating.type, [&](const RecordState& state) {
        const auto own = written.find(state.id);
        const bool moves = own != written.end();
        const Row row(state, moves ? own->second : nullptr);
        groups[row.group(dating)].push_back(row.dates(dating));
        if (moves) moved.insert(row.group(dating));
        if (moves) written.erase(own);
    });
    for (const auto& [id, made] : written) {
        RecordState state;
        state.type = dating.type;
        const Row row(state, made);
        groups[row.group(dating)].push_back(row.dates(dating));
        moved.insert(row.group(dating));
    }
    for (const auto& group : moved) {
        if (auto checked = veldwerk::check_dated_rows(groups[group]); !checked) {
            return refuse(checked.error().reason, told_group(ledger, dating, group) + ": " +
                                                      checked.error().detail);
        }
    }
    return {};
}

}  // namespace

Result<void> check_dated_rows(Ledger& ledger, std::span<const RecordWrites> writes) {
    for (const Dating& dating : datings) {
        if (auto checked = check(ledger, dating, writes); !checked) return checked;
    }
    return {};
}

}  // namespace veldwerk::office
