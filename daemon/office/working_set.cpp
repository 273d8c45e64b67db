// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/working_set.hpp"

#include <map>

#include "protocol/merge/shipping.hpp"

namespace veldwerk::office {
namespace {

Digest shipped_digest(const RecordState& state) {
    RecordState storage;
    return digest_of(shipped(state, storage));
}

}  // namespace

WorkingSet::Entry* WorkingSet::load(TypeNumber type, const RecordId& id) {
    const auto known = entries_.find({type, id});
    if (known != entries_.end()) return &known->second;
    auto record = ledger_.load(type, id);
    if (!record) return nullptr;
    Entry entry;
    entry.before = shipped_digest(record->state);
    entry.record = std::move(*record);
    entry.exists = true;
    return &entries_.emplace(Key{type, id}, std::move(entry)).first->second;
}

RecordState* WorkingSet::find(TypeNumber type, const RecordId& id) {
    Entry* entry = load(type, id);
    return entry == nullptr ? nullptr : &entry->record.state;
}

bool WorkingSet::exists(TypeNumber type, const RecordId& id) {
    const auto known = entries_.find({type, id});
    if (known != entries_.end()) return true;
    return ledger_.exists(type, id);
}

std::optional<ScopeNumber> WorkingSet::scope_of(TypeNumber type, const RecordId& id) {
    const auto known = entries_.find({type, id});
    if (known != entries_.end()) return known->second.record.scope;
    return ledger_.scope_of(type, id);
}

ScopeName WorkingSet::scope_name(ScopeNumber number) {
    const auto known = scope_names_.find(number);
    if (known != scope_names_.end()) return known->second;
    const auto row = ledger_.scope(number);
    expect(row.has_value(), "a record lies in a scope that exists");
    return scope_names_.emplace(number, row->name).first->second;
}

RecordState& WorkingSet::create(TypeNumber type, const RecordId& id, ScopeNumber scope) {
    Entry entry;
    entry.record.state.type = type;
    entry.record.state.id = id;
    entry.record.scope = scope;
    const Key key{type, id};
    RecordState& state =
        entries_.insert_or_assign(key, std::move(entry)).first->second.record.state;
    touch(type, id);
    return state;
}

void WorkingSet::touch(TypeNumber type, const RecordId& id) {
    Entry& entry = entries_.at({type, id});
    if (entry.touched) return;
    entry.touched = true;
    touched_.push_back({type, id});
}

void WorkingSet::flush(Life& life) {
    std::map<ScopeNumber, ScopeRow> scopes;
    for (const auto& key : touched_) {
        Entry& entry = entries_.at(key);
        StoredRecord& record = entry.record;
        auto [scope, is_new] = scopes.try_emplace(record.scope);
        if (is_new) scope->second = ledger_.scope(record.scope).value();
        const std::uint64_t left_position = record.position;
        record.position = ++life.position;
        ledger_.store(record, left_position);
        scope->second.position = record.position;
        scope->second.digest -= entry.before;
        scope->second.digest += shipped_digest(record.state);
    }
    for (const auto& [number, scope] : scopes) ledger_.save_scope(scope);
    touched_.clear();
    entries_.clear();
}

}  // namespace veldwerk::office
