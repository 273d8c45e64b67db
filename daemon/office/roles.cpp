// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/roles.hpp"

#include <algorithm>
#include <array>

#include "daemon/office/naming.hpp"
#include "daemon/office/settings.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

/// Whoever writes these decides who may do what, or what is forgotten.
constexpr std::array control_types{type::person, type::device, type::erasure_order,
                                   type::retention_rule};

std::string deed_of(Act act) {
    switch (act) {
        case Act::grant: return "grants nothing";
        case Act::reject: return "rejects nothing";
        case Act::decide: return "decides nothing";
        case Act::close: return "closes no month";
        case Act::approve: return "approves nothing";
        case Act::assign: return "assigns nobody";
        case Act::enrol: return "invites no devices";
        case Act::revoke: return "revokes nothing";
        case Act::erase: return "erases nobody";
        default: return "does not do that";
    }
}

tl::unexpected<Error> refuse_role(Ledger& ledger, const RecordId& person, const std::string& why) {
    return refuse(Reason::not_authorised, name_of_person(ledger, person) + ' ' + why +
                                              ": act as somebody who may, with --as PERSON");
}

/// Nothing of somebody unknown, or without a role of this version.
std::optional<std::int64_t> role_of(Ledger& ledger, const RecordId& person) {
    const auto record = ledger.load(type::person, person);
    return record ? decode_integer(field_in_force(record->state, "role")) : std::nullopt;
}

}  // namespace

Result<void> check_role(Ledger& ledger, const RecordId& person, Act act) {
    if (person.empty()) return {};
    const auto role = role_of(ledger, person);
    if (role == person_role::back_office || role == person_role::team_leader) return {};
    // The first act of an office makes its first person.
    if (!role && ledger.all(type::person).empty()) return {};
    if (role == person_role::reader) {
        return refuse_role(ledger, person, "is a reader, who writes nothing");
    }
    if (role != person_role::adviser) return refuse_role(ledger, person, "has no role here");
    if (act == Act::write) return {};
    return refuse_role(ledger, person,
                       "is an adviser, who writes records but " + deed_of(act));
}

Result<void> check_role(Ledger& ledger, const RecordId& person, Act act,
                        std::span<const RecordWrites> writes) {
    if (auto may = check_role(ledger, person, act); !may) return may;
    if (person.empty() || role_of(ledger, person) != person_role::adviser) return {};
    for (const auto& record : writes) {
        if (std::find(control_types.begin(), control_types.end(), record.type) ==
            control_types.end()) {
            continue;
        }
        return refuse_role(ledger, person, "is an adviser, who writes no " +
                                               std::string(find_type(record.type)->name) +
                                               " records");
    }
    return {};
}

}  // namespace veldwerk::office
