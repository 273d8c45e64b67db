// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/replica/layers.hpp"

#include "client-sdk/replica/layer_bytes.hpp"
#include "protocol/merge/in_force.hpp"

#include <algorithm>

namespace veldwerk::device {
namespace {

/// One's own value joins a dispute that a person must decide. What all sides descend from does not
/// change by that: the office knows the history and shipped it, the device cannot find it again.
void take_effect_here(RecordState& state, const Change& change, const RecordWrites& writes,
                      const History& history) {
    const std::vector<Base> known = state.bases;
    take_effect(state, change, writes, history);
    for (const Base& base : known) {
        if (state.base(base.slot) != nullptr || !in_review(state, base.slot)) continue;
        const auto at = std::find_if(state.bases.begin(), state.bases.end(),
                                     [&base](const Base& other) { return other.slot > base.slot; });
        state.bases.insert(at, base);
    }
}

const RecordWrites* writes_of(const Change& change, const RecordId& id) {
    for (const auto& writes : change.records) {
        if (writes.record == id) return &writes;
    }
    return nullptr;
}

void insert_sorted(std::vector<std::uint64_t>& counters, std::uint64_t counter) {
    const auto at = std::lower_bound(counters.begin(), counters.end(), counter);
    if (at == counters.end() || *at != counter) counters.insert(at, counter);
}

}  // namespace

PastVersion past_version_of(const RecordState& state) {
    PastVersion past{version_of(state), {}};
    for (const auto& candidate : state.candidates) {
        if (!past.slots.empty() && past.slots.back().slot == candidate.slot) continue;
        past.slots.push_back({candidate.slot, version_of_slot(state, candidate.slot)});
    }
    return past;
}

std::uint32_t version_of_slot(const PastVersion& past, SlotNumber slot) {
    for (const auto& known : past.slots) {
        if (known.slot == slot) return known.version;
    }
    return version_of_slot(RecordState{}, slot);
}

void Layers::remember(Layer& layer, const RecordState& before, const RecordState& after) {
    PastVersion past = past_version_of(before);
    if (past.version.empty() || past.version == version_of(after)) return;
    std::erase_if(layer.past, [&past](const PastVersion& p) { return p.version == past.version; });
    layer.past.push_back(std::move(past));
    if (layer.past.size() > past_versions_max) layer.past.erase(layer.past.begin());
}

std::string Layers::put_on_top(const Change& change, const RecordWrites& writes) {
    const RecordName name{writes.type, writes.record};
    auto shown = store_.records().load(name.type, name.id);
    Layer layer = load(name.id);
    if (layer.own.empty()) layer.confirmed = shown;
    insert_sorted(layer.own, change.stamp.counter);

    carriage::StoredRecord next = shown.value_or(carriage::StoredRecord{});
    next.state.type = name.type;
    next.state.id = name.id;
    take_effect_here(next.state, change, writes, OwnHistory(own_, bearings_.writer()));
    if (shown) {
        remember(layer, shown->state, next.state);
    } else {
        next.scope = scopes_.scope_for(next.state).value_or(no_scope);
    }
    store_.records().store(next);
    store(name, layer);
    return version_of(next.state);
}

void Layers::confirm(const FeedEntry& entry) {
    const RecordName name{entry.state.type, entry.state.id};
    carriage::StoredRecord fresh{entry.state, entry.scope, 0};
    auto shown = store_.records().load(name.type, name.id);
    if (!shown && !bearings_.ready()) {  // a first sync has nothing beneath and nothing on top
        scopes_.add(entry.scope, digest_of(entry.state));
        store_.records().store(fresh);
        return;
    }
    Layer layer = load(name.id);
    auto& confirmed = layer.own.empty() ? shown : layer.confirmed;
    if (confirmed) scopes_.subtract(confirmed->scope, digest_of(confirmed->state));
    scopes_.add(entry.scope, digest_of(entry.state));
    if (layer.own.empty()) {
        if (shown) remember(layer, shown->state, entry.state);
        store_.records().store(fresh);
    } else {
        layer.confirmed = std::move(fresh);
        touched_.insert(name);
    }
    if (!layer.past.empty() || !layer.own.empty()) store(name, layer);
}

void Layers::touch(const Change& change) {
    for (const auto& writes : change.records)
        touched_.insert({writes.type, writes.record});
}

void Layers::put_back(const Change& change) {
    for (const auto& writes : change.records) {
        const RecordName name{writes.type, writes.record};
        Layer layer = load(name.id);
        if (layer.own.empty()) layer.confirmed = store_.records().load(name.type, name.id);
        insert_sorted(layer.own, change.stamp.counter);
        store(name, layer);
        touched_.insert(name);
    }
}

void Layers::purge(ScopeNumber scope) {
    for (const TypeNumber type : store_.records().types_in_scope(scope)) {
        for (const RecordId& id : store_.records().in_scope(type, scope)) {
            Layer layer = load(id);
            layer.confirmed.reset();
            layer.past.clear();
            store_.records().remove(type, id);
            store({type, id}, layer);
            if (!layer.own.empty()) touched_.insert({type, id});
        }
    }
    scopes_.release(scope);
}

void Layers::forget_confirmed() {
    static constexpr const char* all_layers = "SELECT record, type FROM layer";
    std::vector<RecordName> names;
    {
        Loan row = store_.ask(all_layers);
        while (row.step())
            names.push_back({row.number(1), row.record(0)});
    }
    for (const RecordName& name : names) {
        Layer layer = load(name.id);
        layer.confirmed.reset();
        layer.past.clear();
        store(name, layer);
        if (!layer.own.empty()) touched_.insert(name);
    }
    for (const auto& type : schema()) {
        store_.database().exec("DELETE FROM \"" + std::string(type.name) + '"');
    }
    store_.database().exec("DELETE FROM unknown_record");
    scopes_.release_all();
}

std::optional<carriage::StoredRecord> Layers::replayed(const RecordName& name, const Layer& layer) {
    carriage::StoredRecord record = layer.confirmed.value_or(carriage::StoredRecord{});
    record.state.type = name.type;
    record.state.id = name.id;
    bool exists = layer.confirmed.has_value();
    const OwnHistory history(own_, bearings_.writer());
    for (const std::uint64_t counter : layer.own) {
        const auto own = own_.find(counter);
        const RecordWrites* writes = own ? writes_of(own->change, name.id) : nullptr;
        if (writes == nullptr) continue;
        exists = exists || writes->creates;
        take_effect_here(record.state, own->change, *writes, history);
    }
    if (!exists) return std::nullopt;  // what was to create it was refused
    if (!layer.confirmed) {
        const auto scope = scopes_.scope_for(record.state);
        if (!scope) return std::nullopt;  // its participant is no longer in the caseload
        record.scope = *scope;
    }
    return record;
}

void Layers::show_again(const RecordName& name) {
    Layer layer = load(name.id);
    const auto shown = store_.records().load(name.type, name.id);
    std::erase_if(layer.own, [this](std::uint64_t counter) {
        const auto own = own_.find(counter);
        return !own || !is_undecided(own->state);
    });
    const auto next = replayed(name, layer);
    if (next) {
        if (shown) remember(layer, shown->state, next->state);
        store_.records().store(*next);
    } else if (shown) {
        store_.records().remove(name.type, name.id);
    }
    if (layer.own.empty()) layer.confirmed.reset();
    store(name, layer);
}

void Layers::show_again() {
    // A record's scope follows from its parent's, so parents come first: ids are time-ordered.
    std::vector<RecordName> names(touched_.begin(), touched_.end());
    std::sort(names.begin(), names.end(),
              [](const RecordName& a, const RecordName& b) { return a.id < b.id; });
    for (const RecordName& name : names)
        show_again(name);
    touched_.clear();
}

Layer Layers::load(const RecordId& id) {
    static constexpr const char* sql =
        "SELECT type, past, own, scope, confirmed FROM layer WHERE record = ?";
    Loan row = store_.ask(sql, id);
    Layer layer;
    if (!row.step()) return layer;
    layer.past = read_past_versions(row.bytes(1));
    layer.own = read_counters(row.bytes(2));
    if (row.absent(4)) return layer;
    carriage::StoredRecord confirmed;
    confirmed.state.type = row.number(0);
    confirmed.state.id = id;
    confirmed.scope = row.number(3);
    const std::string bytes = row.bytes(4);
    std::string_view rest = bytes;
    expect(read_state(rest, confirmed.state, store_.records().origins()).has_value(),
           "a stored state reads back");
    layer.confirmed = std::move(confirmed);
    return layer;
}

void Layers::store(const RecordName& name, const Layer& layer) {
    static constexpr const char* write =
        "INSERT OR REPLACE INTO layer(record, type, past, own, scope, confirmed) "
        "VALUES (?, ?, ?, ?, ?, ?)";
    static constexpr const char* remove = "DELETE FROM layer WHERE record = ?";
    if (layer.past.empty() && layer.own.empty()) {
        store_.run(remove, name.id);
        return;
    }
    const std::string past = write_past_versions(layer.past);
    const std::string own = write_counters(layer.own);
    if (!layer.confirmed) {
        store_.run(write, name.id, name.type, std::string_view(past), std::string_view(own),
                   nullptr, nullptr);
        return;
    }
    std::string state;
    append_state(state, layer.confirmed->state, store_.records().origins(), {});
    store_.run(write, name.id, name.type, std::string_view(past), std::string_view(own),
               layer.confirmed->scope, std::string_view(state));
}

}  // namespace veldwerk::device
