// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/editing.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "protocol/carriage/save_rules.hpp"
#include "protocol/carriage/type_names.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/merge/merge.hpp"
#include "protocol/records/slots.hpp"
#include "protocol/records/value.hpp"

namespace veldwerk::carriage {
namespace {

bool may_write(WrittenBy written_by, bool office) {
    const auto bits = static_cast<unsigned>(written_by);
    return (bits & static_cast<unsigned>(office ? WrittenBy::office : WrittenBy::coach)) != 0;
}

/// One record of a save on its way to RecordWrites.
class RecordEditing {
public:
    RecordEditing(const RecordEdit& edit, const EditAuthor& author, const EditGround& ground)
        : edit_(edit), author_(author), ground_(ground) {}

    Result<RecordWrites> run(const std::set<RecordId>& created_beside);

private:
    Result<void> find_record();
    Result<void> check_field(const Field& field) const;
    Result<std::string> parse(const Field& field, const std::string& text) const;
    Result<void> add_field(const FieldEdit& edit);
    Result<void> add_set(const Field& field, const FieldEdit& edit);
    Result<void> finish_slots();
    Result<void> check_required() const;
    void add_write(SlotNumber slot, std::string element, std::string value);

    const RecordEdit& edit_;
    const EditAuthor& author_;
    const EditGround& ground_;
    const RecordType* type_ = nullptr;
    const std::set<RecordId>* created_beside_ = nullptr;
    RecordState state_;
    RecordWrites writes_;
    std::map<SlotNumber, std::vector<FieldValue>> slots_;  ///< values of fields that are no sets
    std::set<FieldNumber> seen_;
};

std::string name_of_field(const RecordType& type, const Field& field) {
    return std::string(type.name) + '.' + std::string(field.name);
}

std::string names_of_fields(const RecordType& type) {
    std::string names;
    for (const auto& field : type.fields) {
        if (field.written_by == WrittenBy::derived) continue;
        if (!names.empty()) names += ", ";
        names += field.name;
    }
    return names;
}

Result<void> RecordEditing::find_record() {
    type_ = find_type(edit_.type);
    if (type_ == nullptr) {
        return refuse(Reason::unknown_field, told_unknown_type(edit_.type));
    }
    if (type_->derived()) {
        return refuse(Reason::rule, edit_.type + " records follow from rules; nobody writes them");
    }
    writes_.type = type_->number;
    state_.type = type_->number;
    writes_.creates = edit_.record.empty();
    if (writes_.creates) {
        if (!may_write(type_->written_by, author_.office)) {
            return refuse(Reason::not_authorised,
                          edit_.type + (author_.office ? " records are made by coaches"
                                                       : " records are made by the office"));
        }
        writes_.record = edit_.create_as ? *edit_.create_as : ground_.new_id();
        state_.id = writes_.record;
        return {};
    }
    auto id = ground_.resolve(type_->number, edit_.record);
    if (!id) return tl::unexpected<Error>(id.error());
    writes_.record = *id;
    auto state = ground_.load(type_->number, *id);
    if (!state)
        return refuse(Reason::unknown_record, "there is no " + edit_.type + ' ' + edit_.record);
    state_ = std::move(*state);
    if (type_->fact) {
        return refuse(Reason::rule, edit_.type + " records are facts and are never edited: write a "
                                                 "newer one that names this one");
    }
    return {};
}

Result<void> RecordEditing::check_field(const Field& field) const {
    const std::string name = name_of_field(*type_, field);
    if (field.written_by == WrittenBy::derived) {
        return refuse(Reason::rule, name + " follows from a rule and is never written");
    }
    if (field.fixed && !writes_.creates) {
        return refuse(Reason::rule, name + " is fixed when the record is created");
    }
    // A device's edit of an office field is a suggestion, which a person accepts.
    const bool suggestion = !author_.office && field.merge == Merge::office && !field.office_only;
    if (!may_write(field.written_by, author_.office) && !suggestion) {
        return refuse(
            Reason::not_authorised,
            name + (author_.office ? " is written by coaches" : " is written by the office"));
    }
    return {};
}

Result<std::string> RecordEditing::parse(const Field& field, const std::string& text) const {
    if (text.empty()) return std::string{};
    if (field.kind != Kind::reference) {
        const auto named = [this, &field](Error error) {
            if (error.detail.rfind(field.name, 0) == 0) {
                error.detail = std::string(type_->name) + '.' + error.detail;
            }
            return tl::unexpected<Error>(std::move(error));
        };
        auto value = parse_value(field, text, value_in_force(state_, field));
        if (!value) return named(value.error());
        return *value;
    }
    if (const auto id = RecordId::parse(text); id && created_beside_->contains(*id)) {
        return std::string(id->view());
    }
    if (find_type(field.target) == nullptr) {
        const auto id = RecordId::parse(text);
        if (!id)
            return refuse(Reason::invalid_value, name_of_field(*type_, field) + ": give a full id");
        return std::string(id->view());
    }
    auto id = ground_.resolve(field.target, text);
    if (!id) {
        return refuse(id.error().reason, name_of_field(*type_, field) + ": " + id.error().detail);
    }
    return std::string(id->view());
}

void RecordEditing::add_write(SlotNumber slot, std::string element, std::string value) {
    const auto cell = state_.cell(slot, element);
    const Merge merge = merge_of(type_->number, slot);
    auto replaces = author_.office ? replaces_of_act(cell, merge, author_.person)
                                   : replaces_of_write(cell, merge, author_.person);
    writes_.writes.push_back({slot, std::move(element), std::move(value), std::move(replaces)});
}

Result<void> RecordEditing::add_set(const Field& field, const FieldEdit& edit) {
    std::set<std::string> named;
    for (const auto& text : edit.values) {
        if (text.empty()) continue;
        auto element = edit.canonical ? Result<std::string>(text) : parse(field, text);
        if (!element) return tl::unexpected<Error>(element.error());
        named.insert(std::move(*element));
    }
    const auto list = elements_in_force(state_, field.slot);
    const std::set<std::string> present(list.begin(), list.end());
    for (const auto& element : named) {
        if (edit.mode == EditMode::remove) {
            if (present.contains(element)) add_write(field.slot, element, {});
        } else if (!present.contains(element)) {
            add_write(field.slot, element, std::string(element_present));
        }
    }
    if (edit.mode != EditMode::set) return {};
    for (const auto& element : present) {
        if (!named.contains(element)) add_write(field.slot, element, {});
    }
    return {};
}

Result<void> RecordEditing::add_field(const FieldEdit& edit) {
    const Field* field = type_->find(edit.field);
    if (field == nullptr) {
        return refuse(Reason::unknown_field, edit_.type + " has no field \"" + edit.field +
                                                 "\"; it has " + names_of_fields(*type_));
    }
    if (auto checked = check_field(*field); !checked) return checked;
    if (!seen_.insert(field->number).second && !field->is_set()) {
        return refuse(Reason::wrong_use, name_of_field(*type_, *field) + " is given twice");
    }
    if (field->is_set()) return add_set(*field, edit);
    if (edit.mode != EditMode::set || edit.values.size() > 1) {
        return refuse(Reason::wrong_use,
                      name_of_field(*type_, *field) + " holds one value, no set");
    }
    const std::string text = edit.values.empty() ? std::string{} : edit.values.front();
    auto value = edit.canonical ? Result<std::string>(text) : parse(*field, text);
    if (!value) return tl::unexpected<Error>(value.error());
    if (edit.canonical) {
        if (auto checked = check_value(*field, *value); !checked) return checked;
    }
    slots_[field->slot].push_back({field->number, std::move(*value)});
    return {};
}

/// A group merges as one, so a write of one member carries the others as they are in force.
Result<void> RecordEditing::finish_slots() {
    for (auto& [slot, given] : slots_) {
        std::string value;
        if (slot < first_group_slot) {
            value = given.front().value;
        } else {
            auto members = split_group(in_force(state_, slot)).value_or(std::vector<FieldValue>{});
            for (auto& field : given) {
                std::erase_if(members,
                              [&field](const FieldValue& m) { return m.field == field.field; });
                members.push_back(std::move(field));
            }
            value = join_group(std::move(members));
        }
        const auto cell = state_.cell(slot);
        const bool says_nothing_new =
            cell.empty() ? value.empty() : cell.size() == 1 && cell.front().value == value;
        if (says_nothing_new) continue;
        if (!edit_.version.empty() && !writes_.creates &&
            ground_.moved_since(state_, slot, edit_.version)) {
            const Field& field = *type_->slot(slot).front();
            return refuse(Reason::stale, name_of_field(*type_, field) +
                                             " has changed since it was read; it is now \"" +
                                             format_value(field, value_in_force(state_, field)) +
                                             "\" (version " + version_of(state_) + ')');
        }
        add_write(slot, {}, std::move(value));
    }
    return {};
}

Result<void> RecordEditing::check_required() const {
    if (!writes_.creates) return {};
    for (const auto& field : type_->fields) {
        if (!field.required) continue;
        const bool given = std::any_of(
            writes_.writes.begin(), writes_.writes.end(), [&field](const Write& write) {
                return write.slot == field.slot && !field_of_slot(field, write.value).empty();
            });
        if (!given) {
            return refuse(Reason::invalid_value,
                          name_of_field(*type_, field) + " is required for a new " + edit_.type);
        }
    }
    return {};
}

Result<RecordWrites> RecordEditing::run(const std::set<RecordId>& created_beside) {
    created_beside_ = &created_beside;
    if (auto found = find_record(); !found) return tl::unexpected<Error>(found.error());
    for (const auto& field : edit_.fields) {
        if (auto added = add_field(field); !added) return tl::unexpected<Error>(added.error());
    }
    if (auto finished = finish_slots(); !finished) return tl::unexpected<Error>(finished.error());
    if (auto complete = check_required(); !complete) return tl::unexpected<Error>(complete.error());
    if (auto allowed = check_save(writes_, state_, author_, ground_); !allowed) {
        return tl::unexpected<Error>(allowed.error());
    }
    return std::move(writes_);
}

}  // namespace

Result<Editing> writes_of(const std::vector<RecordEdit>& edits, const EditAuthor& author,
                          const EditGround& ground) {
    Editing editing;
    std::set<RecordId> created;
    for (const auto& edit : edits) {
        if (edit.create_as) created.insert(*edit.create_as);
    }
    for (const auto& edit : edits) {
        auto writes = RecordEditing(edit, author, ground).run(created);
        if (!writes) return tl::unexpected<Error>(writes.error());
        editing.ids.push_back(writes->record);
        if (writes->creates || !writes->writes.empty())
            editing.writes.push_back(std::move(*writes));
    }
    return editing;
}

}  // namespace veldwerk::carriage
