// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/admission.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "daemon/custody/lives.hpp"
#include "protocol/records/slots.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

std::string place(const RecordType& type, SlotNumber slot) {
    const auto fields = type.slot(slot);
    const std::string name =
        fields.empty() ? std::to_string(slot) : std::string(fields.front()->name);
    return std::string(type.name) + '.' + name;
}

/// What a device may write as a placement's state; the rest is written by acts only (DOMAIN.md 4).
constexpr std::array device_placement_states{
    placement_state::draft, placement_state::requested, placement_state::interrupted,
    placement_state::ended, placement_state::withdrawn};

bool device_may_write_state(const RecordType& type, const Write& write) {
    if (type.number != type::placement) return true;
    const auto state = decode_integer(write.value);
    return !state || std::find(device_placement_states.begin(), device_placement_states.end(),
                               *state) != device_placement_states.end();
}

Result<void> check_write(const RecordType& type, const RecordWrites& record, const Write& write,
                         bool by_act) {
    const auto fields = type.slot(write.slot);
    if (fields.empty()) return {};
    const Field& field = *fields.front();
    const std::string where = place(type, write.slot);
    if (field.written_by == WrittenBy::derived) {
        return refuse(Reason::malformed, where + " is derived by rule and never written");
    }
    if (field.fixed && !record.creates) {
        return refuse(Reason::malformed, where + " is written when the record is created, only");
    }
    const auto& value = field.is_set() ? write.element : write.value;
    auto well_formed = field.is_set() ? check_value(field, value)
                                      : check_slot(type, write.slot, value);
    if (!well_formed) return well_formed;
    if (by_act) return {};
    if (field.office_only)
        return refuse(Reason::not_authorised, where + " never leaves the office");
    if (field.merge == Merge::request && !device_may_write_state(type, write)) {
        return refuse(Reason::not_authorised, where + ": only the office writes this state");
    }
    return {};
}

/// The records a value points at, as far as they must exist. Reviews are derived: a decision may
/// stand before the review it answers does.
void add_references(const RecordType& type, const Write& write,
                    std::vector<std::pair<TypeNumber, RecordId>>& found) {
    for (const Field* field : type.slot(write.slot)) {
        if (field->kind != Kind::reference || find_type(field->target) == nullptr) continue;
        if (find_type(field->target)->derived()) continue;
        const std::string value = field->is_set() ? write.element
                                                  : field_of_slot(*field, write.value);
        if (const auto id = RecordId::from_view(value)) found.emplace_back(field->target, *id);
    }
}

/// A record is made under a root that is there, or that the same change makes before it: else
/// nobody could say where it lies, and in whose caseload.
Result<void> check_root(const RecordType& type, const RecordWrites& record,
                        const std::set<RecordId>& made_later) {
    if (!record.creates || type.scope_field == 0) return {};
    const Field& root = *type.find(type.scope_field);
    const auto write = std::find_if(
        record.writes.begin(), record.writes.end(),
        [&root](const Write& one) { return one.slot == root.slot && !one.value.empty(); });
    const std::string where = place(type, root.slot);
    if (write == record.writes.end()) {
        if (type.programme_without_root) return {};
        return refuse(Reason::malformed, where + " is required when the record is created");
    }
    const auto id = RecordId::from_view(write->value);
    if (id && made_later.contains(*id)) {
        return refuse(Reason::malformed, where + " names a record that the change makes later");
    }
    return {};
}

/// A basis of an earlier life counts up to where it was left; of one that is lost as a whole, up to
/// where acts were last lost.
std::uint64_t position_of(const Basis& basis, Ledger& ledger, const Life& life) {
    if (basis.epoch == life.epoch) return basis.position;
    if (const auto end = end_of_life(ledger, basis.epoch)) return std::min(basis.position, *end);
    const auto loss = last_loss(ledger);
    return std::min(basis.position, loss ? loss->fork : life.fork);
}

bool authorised_at(const std::vector<CaseloadSpan>& spans, const RecordId& person,
                   std::uint64_t position) {
    return std::any_of(spans.begin(), spans.end(), [&](const CaseloadSpan& span) {
        return span.coach == person && span.from_act <= position &&
               (span.until_act == 0 || position < span.until_act);
    });
}

}  // namespace

Result<void> check_form(const Change& change) {
    const bool by_act = change.act != Act::none;
    std::set<RecordId> made_later;
    for (const auto& record : change.records) {
        if (record.creates) made_later.insert(record.record);
    }
    for (const auto& record : change.records) {
        const RecordType* type = find_type(record.type);
        if (type == nullptr) continue;
        if (auto rooted = check_root(*type, record, made_later); !rooted) return rooted;
        made_later.erase(record.record);
        if (type->derived()) {
            return refuse(Reason::malformed,
                          std::string(type->name) + " is derived, never written");
        }
        if (type->fact && !record.creates) {
            return refuse(Reason::malformed,
                          std::string(type->name) + " is a fact and never edited: correct it with "
                                                    "a newer one");
        }
        if (!by_act && record.creates && type->written_by == WrittenBy::office) {
            return refuse(Reason::not_authorised,
                          std::string(type->name) + " records are made by the office");
        }
        if (!by_act && type->scope == Scope::office) {
            return refuse(Reason::not_authorised,
                          std::string(type->name) + " records never leave the office");
        }
        for (const auto& write : record.writes) {
            if (auto checked = check_write(*type, record, write, by_act); !checked) return checked;
        }
    }
    return {};
}

bool newer_than_office(const Change& change) {
    for (const auto& record : change.records) {
        const RecordType* type = find_type(record.type);
        if (type == nullptr) return true;
        for (const auto& write : record.writes) {
            for (const Field* field : type->slot(write.slot)) {
                const std::string value = field->is_set() ? write.element
                                                          : field_of_slot(*field, write.value);
                if (!is_known_vocabulary(*field, value)) return true;
            }
        }
    }
    return false;
}

std::optional<RecordId> waits_for_lift(const Change& change, WorkingSet& records, Ledger& ledger,
                                       const Life& life) {
    const Basis& basis = change.basis;
    const bool of_this_life = basis.epoch.empty() || basis.epoch == life.epoch;
    if (change.act != Act::none || of_this_life || life.parent.empty()) return std::nullopt;
    if (basis.position <= end_of_life(ledger, basis.epoch).value_or(0)) return std::nullopt;
    const auto loss = last_loss(ledger);
    EpochId after = loss ? loss->epoch : life.epoch;
    for (const auto& one : ledger.lives()) {
        if (one.parent == basis.epoch) after = one.epoch;
    }
    const RecordId lift = hold_lift_id(after);
    return records.exists(type::hold_lift, lift) ? std::nullopt : std::optional(lift);
}

std::optional<RecordId> missing_record(const Change& change, WorkingSet& records) {
    std::set<RecordId> created;
    std::vector<std::pair<TypeNumber, RecordId>> needed;
    for (const auto& record : change.records) {
        const RecordType* type = find_type(record.type);
        if (type == nullptr) continue;
        if (record.creates) {
            created.insert(record.record);
        } else {
            needed.emplace_back(record.type, record.record);
        }
        for (const auto& write : record.writes) add_references(*type, write, needed);
    }
    for (const auto& [type, id] : needed) {
        if (!created.contains(id) && !records.exists(type, id)) return id;
    }
    return std::nullopt;
}

ScopeNumber scope_of_creation(const RecordWrites& creation, WorkingSet& records, Ledger& ledger) {
    const RecordType* type = find_type(creation.type);
    expect(type != nullptr, "a record is created by a type of this version");
    if (type->scope == Scope::office || type->scope == Scope::programme) {
        return ledger.scope_number(type->scope, {});
    }
    const Field* field = type->scope_field == 0 ? nullptr : type->find(type->scope_field);
    if (field == nullptr) return ledger.scope_number(type->scope, creation.record);
    for (const auto& write : creation.writes) {
        if (write.slot != field->slot) continue;
        const auto root = RecordId::from_view(write.value);
        if (!root) break;
        if (type->scope == Scope::coach) return ledger.scope_number(Scope::coach, *root);
        const auto scope = records.scope_of(field->target, *root);
        expect(scope.has_value(), "the record that gives the scope is here");
        return *scope;
    }
    return ledger.scope_number(Scope::programme, {});
}

Result<void> check_authority(const Change& change, WorkingSet& records, Ledger& ledger,
                             const Life& life) {
    if (change.act != Act::none) return {};
    const std::uint64_t position = position_of(change.basis, ledger, life);
    std::set<RecordId> created;
    for (const auto& record : change.records) {
        if (record.creates) created.insert(record.record);
    }
    for (const auto& record : change.records) {
        ScopeNumber number = 0;
        if (record.creates) {
            const RecordType* type = find_type(record.type);
            const Field* field = type->find(type->scope_field);
            const Write* write =
                field == nullptr ? nullptr : change.find(record.record, field->slot, {});
            const auto root = write == nullptr ? std::nullopt : RecordId::from_view(write->value);
            // Beside its parent in the same change: the parent's own check decides.
            if (root && created.contains(*root)) continue;
            number = scope_of_creation(record, records, ledger);
            // Ids are random, so only a forger makes a record that is there, to write in its scope.
            const auto present = records.scope_of(record.type, record.record);
            if (present && *present != number) {
                return refuse(Reason::not_authorised, "the record is another's already");
            }
        } else {
            number = records.scope_of(record.type, record.record).value_or(0);
        }
        const ScopeName scope = records.scope_name(number);
        if (scope.kind == Scope::programme) continue;
        if (scope.kind == Scope::coach && scope.root == change.person) continue;
        if (scope.kind == Scope::participant &&
            authorised_at(ledger.spans_of_participant(scope.root), change.person, position)) {
            continue;
        }
        return refuse(Reason::not_authorised,
                      "the record is not in the caseload that its author had when writing");
    }
    return {};
}

}  // namespace veldwerk::office
