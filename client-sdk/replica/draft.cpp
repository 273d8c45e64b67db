// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/replica/draft.hpp"

#include "protocol/carriage/type_names.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/records/slots.hpp"
#include "protocol/records/value.hpp"
#include "protocol/wire/limits.hpp"

#include <algorithm>

namespace veldwerk::device {
namespace {

std::string qualified(const RecordType& type, std::string_view field) {
    return std::string(type.name) + '.' + std::string(field);
}

std::string short_id(const RecordId& id) {
    return id.text().substr(28);
}

std::string names_of_fields(const RecordType& type) {
    std::string names;
    for (const auto& field : type.fields) {
        if (field.office_only || field.written_by == WrittenBy::derived) continue;
        if (!names.empty()) names += ", ";
        names += field.name;
    }
    return names;
}

/// What a device may do with records of a type at all.
Result<void> check_type(const RecordType& type, bool creates) {
    const std::string name(type.name);
    if (type.scope == Scope::office) {
        return refuse(Reason::not_authorised, name + ": is kept at the office, not on a device");
    }
    if (type.derived()) {
        return refuse(Reason::not_authorised, name + ": follows by rule and is never written");
    }
    if (creates && type.written_by == WrittenBy::office) {
        return refuse(Reason::not_authorised, name + ": is created by the office alone");
    }
    if (creates && type.number == type::participant) {
        return refuse(Reason::not_authorised, name + ": is registered by the office alone");
    }
    if (!creates && type.fact) {
        return refuse(Reason::rule,
                      name + ": is a fact and never edited; write a new one" +
                          (type.find("supersedes") != nullptr ? std::string(" that supersedes it")
                                                              : std::string()));
    }
    return {};
}

std::vector<Stamp> replaced(std::span<const Candidate> cell, Merge merge, const RecordId& person) {
    return cell.empty() ? std::vector<Stamp>{} : replaces_of_write(cell, merge, person);
}

bool holds(const std::vector<std::string>& elements, const std::string& element) {
    return std::find(elements.begin(), elements.end(), element) != elements.end();
}

}  // namespace

std::string DraftRecord::after(const Field& field) const {
    const auto written = values.find(field.number);
    return written != values.end() ? written->second : value_in_force(before, field);
}

std::string DraftRecord::after(std::string_view field_name) const {
    const Field* field = type->find(field_name);
    expect(field != nullptr, "a rule names a field of its type");
    return after(*field);
}

Result<DraftRecord> Drafting::draft(const RecordEdit& edit, const RecordId& created) {
    DraftRecord draft;
    if (auto opened = open(edit, created, draft); !opened) {
        return tl::unexpected<Error>(opened.error());
    }
    for (const FieldEdit& field_edit : edit.fields) {
        const auto field = writable(draft, field_edit);
        if (!field) return tl::unexpected<Error>(field.error());
        if (auto taken = take(field_edit, **field, draft); !taken) {
            return tl::unexpected<Error>(taken.error());
        }
    }
    for (const Field& field : draft.type->fields) {
        if (!draft.creates || !field.required || !draft.after(field).empty()) continue;
        return refuse(Reason::invalid_value,
                      qualified(*draft.type, field.name) + " is required for a new " +
                          std::string(draft.type->name));
    }
    if (auto checked = check_version(edit, draft); !checked) {
        return tl::unexpected<Error>(checked.error());
    }
    return draft;
}

Result<void> Drafting::open(const RecordEdit& edit, const RecordId& created, DraftRecord& draft) {
    draft.type = find_type(edit.type);
    if (draft.type == nullptr) {
        return refuse(Reason::unknown_field, carriage::told_unknown_type(edit.type));
    }
    draft.creates = edit.record.empty();
    if (auto checked = check_type(*draft.type, draft.creates); !checked) return checked;
    if (draft.creates) {
        draft.id = created;
        draft.before.type = draft.type->number;
        draft.before.id = created;
        if (store_.records().exists(draft.type->number, created) ||
            !born_.insert({draft.type->number, created}).second) {
            return refuse(Reason::wrong_use,
                          "a record with the id " + created.text() + " is here already");
        }
        return {};
    }
    const auto id = store_.records().resolve(draft.type->number, edit.record);
    if (!id) return tl::unexpected<Error>(id.error());
    draft.id = *id;
    draft.before = store_.records().load(draft.type->number, *id)->state;
    return {};
}

Result<const Field*> Drafting::writable(const DraftRecord& draft, const FieldEdit& edit) const {
    const RecordType& type = *draft.type;
    const Field* field = type.find(edit.field);
    const std::string name = qualified(type, edit.field);
    if (field == nullptr) {
        return refuse(Reason::unknown_field,
                      name + ": there is no such field; there are " + names_of_fields(type));
    }
    if (field->office_only) {
        return refuse(Reason::not_authorised, name + ": is kept at the office, not on a device");
    }
    if (field->written_by == WrittenBy::derived) {
        return refuse(Reason::not_authorised, name + ": follows by rule and is never written");
    }
    if (field->written_by == WrittenBy::office && field->merge != Merge::office) {
        return refuse(Reason::not_authorised, name + ": is written by the office alone");
    }
    if (field->fixed && !draft.creates) {
        return refuse(Reason::rule, name + ": is fixed when the record is created");
    }
    if (!field->is_set() && edit.mode != EditMode::set) {
        return refuse(Reason::wrong_use,
                      name + ": holds one value; nothing can be added or removed");
    }
    if (!field->is_set() && edit.values.size() > 1) {
        return refuse(Reason::wrong_use, name + ": holds one value, not several");
    }
    if (!field->is_set() && draft.values.contains(field->number)) {
        return refuse(Reason::wrong_use, name + ": is given twice");
    }
    return field;
}

Result<void> Drafting::take(const FieldEdit& edit, const Field& field, DraftRecord& draft) {
    if (!field.is_set()) {
        const std::string given = edit.values.empty() ? std::string() : edit.values.front();
        auto value = canonical(edit, field, given, draft);
        if (!value) return tl::unexpected<Error>(value.error());
        draft.values[field.number] = std::move(*value);
        return {};
    }
    std::vector<std::string> elements;
    for (const std::string& given : edit.values) {
        auto element = canonical(edit, field, given, draft);
        if (!element) return tl::unexpected<Error>(element.error());
        if (!element->empty() && !holds(elements, *element))
            elements.push_back(std::move(*element));
    }
    const auto present = elements_in_force(draft.before, field.slot);
    auto& added = draft.added[field.number];
    auto& removed = draft.removed[field.number];
    for (const std::string& element : elements) {
        const bool stays = edit.mode == EditMode::set && holds(present, element);
        std::erase(added, element);  // the last word of a save counts
        std::erase(removed, element);
        if (edit.mode == EditMode::remove && holds(present, element)) removed.push_back(element);
        if (edit.mode != EditMode::remove && !stays) added.push_back(element);
    }
    if (edit.mode == EditMode::set) {
        for (const std::string& element : present) {
            if (!holds(elements, element)) removed.push_back(element);
        }
    }
    if (present.size() + added.size() > limits::elements_per_set_max) {
        return refuse(Reason::too_large, qualified(*draft.type, field.name) +
                                             ": a set holds at most a thousand elements");
    }
    return {};
}

Result<std::string> Drafting::canonical(const FieldEdit& edit, const Field& field,
                                        const std::string& value, const DraftRecord& draft) {
    if (value.empty()) return std::string();
    std::string bytes = value;
    if (edit.canonical) {
        if (auto checked = check_value(field, bytes); !checked) {
            return tl::unexpected<Error>(checked.error());
        }
        if (!is_known_vocabulary(field, bytes)) {
            return refuse(Reason::invalid_value,
                          qualified(*draft.type, field.name) + ": is no value this version knows");
        }
    } else if (field.kind == Kind::reference) {
        const auto full = RecordId::parse(value);
        if (!full && field.target == any_type) {
            return refuse(Reason::invalid_value,
                          qualified(*draft.type, field.name) + ": needs a full id");
        }
        const auto found =
            full ? Result<RecordId>(*full) : store_.records().resolve(field.target, value);
        if (!found) {
            return refuse(found.error().reason,
                          qualified(*draft.type, field.name) + ": " + found.error().detail);
        }
        bytes = std::string(found->view());
    } else {
        auto parsed = parse_value(field, value, value_in_force(draft.before, field));
        if (!parsed) return tl::unexpected<Error>(parsed.error());
        bytes = std::move(*parsed);
    }
    if (field.kind == Kind::reference) {
        if (auto checked = check_reference(field, bytes); !checked) {
            return tl::unexpected<Error>(checked.error());
        }
    }
    return bytes;
}

Result<void> Drafting::check_reference(const Field& field, const std::string& bytes) {
    const RecordId id = RecordId::from_view(bytes).value_or(RecordId{});
    const auto here = [this, &id](TypeNumber type) {
        return born_.contains({type, id}) || store_.records().exists(type, id);
    };
    if (field.target != any_type && here(field.target)) return {};
    if (field.target == any_type) {
        for (const auto& type : schema()) {
            if (here(type.number)) return {};
        }
    }
    const RecordType* target = find_type(field.target);
    const std::string what(target == nullptr ? std::string_view("record") : target->name);
    return refuse(Reason::unknown_record, std::string(field.name) + ": there is no " + what +
                                              " \"" + id.text() + "\" here");
}

Result<void> Drafting::check_version(const RecordEdit& edit, const DraftRecord& draft) {
    if (draft.creates || edit.version.empty() || edit.version == version_of(draft.before))
        return {};
    std::string moved;
    const Layer layer = layers_.load(draft.id);
    const auto past =
        std::find_if(layer.past.begin(), layer.past.end(),
                     [&edit](const PastVersion& known) { return known.version == edit.version; });
    for (const FieldEdit& field_edit : edit.fields) {
        const Field& field = *draft.type->find(field_edit.field);
        const bool same = past != layer.past.end() && version_of_slot(*past, field.slot) ==
                                                          version_of_slot(draft.before, field.slot);
        if (same) continue;
        std::string now;
        for (const auto& element : elements_in_force(draft.before, field.slot)) {
            if (!field.is_set()) break;
            now += (now.empty() ? "" : ",") + format_value(field, element);
        }
        if (!field.is_set()) now = format_value(field, value_in_force(draft.before, field));
        moved += (moved.empty() ? "" : "; ") + std::string(field.name) + " is now " +
                 (now.empty() ? "empty" : '"' + now + '"');
    }
    if (moved.empty()) return {};
    return refuse(Reason::stale, std::string(draft.type->name) + ' ' + short_id(draft.id) +
                                     " moved on since version " + edit.version + ": " + moved +
                                     "; its version is now " + version_of(draft.before));
}

Result<RecordWrites> Drafting::writes_of(const DraftRecord& draft) const {
    RecordWrites writes{draft.type->number, draft.id, draft.creates, {}};
    std::set<SlotNumber> slots;
    for (const auto& [number, value] : draft.values) {
        const Field& field = *draft.type->find(number);
        if (draft.creates && value.empty() && !field.grouped()) continue;
        slots.insert(field.slot);
    }
    for (const SlotNumber slot : slots) {
        const auto fields = draft.type->slot(slot);
        Write write{
            slot, {}, {}, replaced(draft.before.cell(slot), fields.front()->merge, person_)};
        if (!fields.front()->grouped()) {
            write.value = draft.after(*fields.front());
        } else {
            std::vector<FieldValue> members;  // those of a newer version are carried along
            if (auto split = split_group(in_force(draft.before, slot))) members = std::move(*split);
            std::erase_if(members, [&draft](const FieldValue& member) {
                return draft.type->find(member.field) != nullptr;
            });
            for (const Field* field : fields)
                members.push_back({field->number, draft.after(*field)});
            write.value = join_group(std::move(members));
            if (draft.creates && write.value.empty()) continue;
        }
        writes.writes.push_back(std::move(write));
    }
    const auto write_elements = [&](const auto& elements_by_field, std::string_view value) {
        for (const auto& [number, elements] : elements_by_field) {
            const SlotNumber slot = draft.type->find(number)->slot;
            for (const auto& element : elements) {
                writes.writes.push_back(
                    {slot, element, std::string(value),
                     replaced(draft.before.cell(slot, element), Merge::set, person_)});
            }
        }
    };
    write_elements(draft.added, element_present);
    write_elements(draft.removed, {});
    if (writes.writes.empty()) {
        return refuse(Reason::wrong_use,
                      std::string(draft.type->name) + ": the save would change nothing");
    }
    return writes;
}

}  // namespace veldwerk::device
