// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/record_listing.hpp"

#include <algorithm>
#include <set>

#include "protocol/carriage/text_table.hpp"

namespace veldwerk::carriage {
namespace {

constexpr std::size_t tail_digits = 8;  // of an id, as commands take it

std::size_t index_of(const RecordType& type, std::string_view name) {
    const Field* field = type.find(name);
    return field == nullptr ? type.fields.size() : std::size_t{field->number} - 1;
}

std::string short_name(const RecordType& type, const ListedRecord& record) {
    const std::size_t code = index_of(type, "code");
    if (code < record.values.size() && !record.values[code].empty()) return record.values[code];
    return record.id.substr(record.id.size() - std::min(record.id.size(), tail_digits));
}

/// The columns of a table for a field, its gap included; none if no record has it.
std::size_t columns_of(const RecordType& type, std::size_t index,
                       const std::vector<ListedRecord>& records) {
    std::size_t widest = 0;
    for (const auto& record : records) widest = std::max(widest, record.values[index].size());
    if (widest == 0) return 0;
    return std::min(std::max(widest, type.fields[index].name.size()), cell_columns_max) + 2;
}

std::string headline(const RecordType& type, const ListedRecord& record) {
    return std::string(type.name) + ' ' + record.id + '@' + record.version + '\n';
}

}  // namespace

std::string format_listing(const RecordType& type, const std::vector<ListedRecord>& records) {
    std::vector<std::size_t> chosen;
    const std::size_t code = index_of(type, "code");
    const std::size_t state = index_of(type, "state");
    std::size_t used = tail_digits + 2;
    if (state < type.fields.size()) used += columns_of(type, state, records);
    bool all = true;
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
        const std::size_t columns = columns_of(type, i, records);
        if (columns == 0 || i == code) continue;
        if (i != state && used + columns > listing_columns_max) {
            all = false;
            continue;
        }
        if (i != state) used += columns;
        chosen.push_back(i);
    }
    TableRow headings{"id"};
    for (const std::size_t i : chosen) headings.emplace_back(type.fields[i].name);
    std::vector<TableRow> rows;
    for (const auto& record : records) {
        TableRow& row = rows.emplace_back(TableRow{short_name(type, record)});
        for (const std::size_t i : chosen) row.push_back(record.values[i]);
    }
    return format_table(headings, rows) + (all ? "" : "(--id ID shows all fields of one)\n");
}

std::string format_record(const RecordType& type, const ListedRecord& record) {
    std::string text = headline(type, record);
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
        if (record.values[i].empty()) continue;
        text += "  " + std::string(type.fields[i].name) + ": " + record.values[i] + '\n';
    }
    return text;
}

std::string format_stories(const RecordType& type, const ListedRecord& record,
                           const std::vector<FieldStory>& stories) {
    std::string text = headline(type, record);
    std::set<SlotNumber> told;
    for (const FieldStory& one : stories) {
        const Field* field = type.find(one.field);
        const SlotNumber slot = field == nullptr ? SlotNumber{} : field->slot;
        if (field != nullptr && !told.insert(slot).second) continue;
        std::string names = one.field;
        for (const Field* member : type.slot(slot)) {
            if (member != field) names += ", " + std::string(member->name);
        }
        text += "  " + names + ": " + one.story + '\n';
    }
    return text;
}

}  // namespace veldwerk::carriage
