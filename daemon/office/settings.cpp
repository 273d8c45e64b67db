// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/settings.hpp"

#include <charconv>

#include "protocol/merge/in_force.hpp"
#include "protocol/records/value.hpp"

namespace veldwerk::office {

std::string field_in_force(const RecordState& state, std::string_view name) {
    const RecordType* type = find_type(state.type);
    const Field* field = type == nullptr ? nullptr : type->find(name);
    expect(field != nullptr, "the schema has the field");
    return value_in_force(state, *field);
}

Settings::Settings(Ledger& ledger) {
    for (const auto& id : ledger.all(type::setting)) {
        const auto record = ledger.load(type::setting, id);
        settings_.emplace(field_in_force(record->state, "name"),
                          Dated{decode_date(field_in_force(record->state, "from")),
                                decode_date(field_in_force(record->state, "until")),
                                field_in_force(record->state, "value")});
    }
}

std::string Settings::text(std::string_view name, CivilDate date) const {
    const Dated* latest = nullptr;
    const auto [first, last] = settings_.equal_range(name);
    for (auto entry = first; entry != last; ++entry) {
        const Dated& setting = entry->second;
        if (setting.from && date < *setting.from) continue;
        if (setting.until && *setting.until < date) continue;
        if (latest == nullptr || !latest->from || (setting.from && *latest->from < *setting.from)) {
            latest = &setting;
        }
    }
    return latest == nullptr ? std::string{} : latest->value;
}

std::int64_t Settings::number(std::string_view name, CivilDate date,
                              std::int64_t otherwise) const {
    const std::string value = text(name, date);
    std::int64_t number = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
    return read.ec == std::errc{} && !value.empty() ? number : otherwise;
}

}  // namespace veldwerk::office
