// SPDX-License-Identifier: EUPL-1.2
#include "protocol/records/slots.hpp"

#include <algorithm>

#include "protocol/records/value.hpp"
#include "protocol/records/varint.hpp"

namespace veldwerk {

std::string join_group(std::vector<FieldValue> members) {
    std::sort(members.begin(), members.end(),
              [](const FieldValue& a, const FieldValue& b) { return a.field < b.field; });
    std::string joined;
    for (const auto& member : members) {
        if (member.value.empty()) continue;
        append_varint(joined, member.field);
        append_varint(joined, member.value.size());
        joined += member.value;
    }
    return joined;
}

Result<std::vector<FieldValue>> split_group(std::string_view slot_value) {
    std::vector<FieldValue> members;
    FieldNumber last = 0;
    while (!slot_value.empty()) {
        const auto field = read_varint(slot_value);
        const auto length = read_varint(slot_value);
        const bool rises = field && *field > last && *field < first_group_slot;
        if (!rises || !length || *length == 0 || *length > slot_value.size()) {
            return refuse(Reason::malformed, "a group of fields is not well formed");
        }
        last = static_cast<FieldNumber>(*field);
        members.push_back({last, std::string(slot_value.substr(0, *length))});
        slot_value.remove_prefix(*length);
    }
    return members;
}

std::string field_of_slot(const Field& field, std::string_view slot_value) {
    if (!field.grouped()) return std::string(slot_value);
    const auto members = split_group(slot_value);
    if (!members) return {};
    for (const auto& member : *members) {
        if (member.field == field.number) return member.value;
    }
    return {};
}

Result<void> check_slot(const RecordType& type, SlotNumber slot, std::string_view slot_value) {
    if (slot_value.empty()) return {};
    const auto fields = type.slot(slot);
    if (fields.empty()) return {};
    if (!fields.front()->grouped()) return check_value(*fields.front(), slot_value);
    const auto members = split_group(slot_value);
    if (!members) return tl::unexpected<Error>(members.error());
    for (const auto& member : *members) {
        const Field* field = type.find(member.field);
        if (field == nullptr) continue;
        if (field->slot != slot) {
            return refuse(Reason::malformed, std::string(field->name) + ": is not of this group");
        }
        if (auto checked = check_value(*field, member.value); !checked) return checked;
    }
    return {};
}

}  // namespace veldwerk
