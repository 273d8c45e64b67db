// SPDX-License-Identifier: EUPL-1.2
// How the tables of the schema are written, and the rooms they stand in. A row reads as a sentence:
// `office.text(2, "name", "naam").required()` is field 2, a text that merges as `office`. Only the
// schema_*.cpp files include this; everybody else reads schema.hpp.
#pragma once

#include "protocol/records/schema.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::tables {

/// One field in the making.
class Row {
public:
    constexpr explicit Row(const Field& field) : field_(field) {}
    // Implicit on purpose: a table is an array of Field.
    constexpr operator Field() const { return field_; }

    /// Must be present when the record is created.
    constexpr Row& required() { field_.required = true; return *this; }
    /// Written at creation only.
    constexpr Row& fixed() { field_.fixed = true; return *this; }
    /// Decides scope or identity: written at creation, and never missing.
    constexpr Row& root() { return required().fixed(); }
    constexpr Row& office_only() { field_.office_only = true; return *this; }
    constexpr Row& in(SlotNumber group) { field_.slot = group; return *this; }
    constexpr Row& keep(Erasure erasure) { field_.erasure = erasure; return *this; }
    constexpr Row& by(WrittenBy writer) { field_.written_by = writer; return *this; }
    constexpr Row& checked(Check check) { field_.check = check; return *this; }
    constexpr Row& note(std::string_view note) { field_.note = note; return *this; }

private:
    Field field_;
};

/// Fields of one class: how they merge, who writes them, what an erasure does to them.
struct Columns {
    Merge merge;
    WrittenBy written_by;
    Erasure erasure;

    using Name = std::string_view;

    [[nodiscard]] constexpr Row row(FieldNumber number, Name name, Name dutch, Kind kind) const {
        Field field;
        field.number = number;
        field.slot = number;
        field.name = name;
        field.dutch = dutch;
        field.kind = kind;
        field.merge = merge;
        field.written_by = written_by;
        field.erasure = erasure;
        return Row(field);
    }
    [[nodiscard]] constexpr Row text(FieldNumber number, Name name, Name dutch) const {
        return row(number, name, dutch, Kind::text);
    }
    [[nodiscard]] constexpr Row integer(FieldNumber number, Name name, Name dutch) const {
        return row(number, name, dutch, Kind::integer);
    }
    [[nodiscard]] constexpr Row minutes(FieldNumber number, Name name, Name dutch) const {
        return row(number, name, dutch, Kind::minutes);
    }
    [[nodiscard]] constexpr Row cents(FieldNumber number, Name name, Name dutch) const {
        return row(number, name, dutch, Kind::cents);
    }
    [[nodiscard]] constexpr Row date(FieldNumber number, Name name, Name dutch) const {
        return row(number, name, dutch, Kind::date);
    }
    [[nodiscard]] constexpr Row boolean(FieldNumber number, Name name, Name dutch) const {
        return row(number, name, dutch, Kind::boolean);
    }
    /// Points at a record. Ids say nothing of a person, and scopes hang on them: an erasure keeps
    /// them.
    [[nodiscard]] constexpr Row reference(FieldNumber number, Name name, Name dutch,
                                          TypeNumber target) const {
        Field field = row(number, name, dutch, Kind::reference);
        field.target = target;
        if (erasure == Erasure::erase) field.erasure = Erasure::keep_operational;
        return Row(field);
    }
    [[nodiscard]] constexpr Row vocabulary(FieldNumber number, Name name, Name dutch,
                                           Vocabulary list) const {
        Field field = row(number, name, dutch, Kind::vocabulary);
        field.vocabulary = list;
        return Row(field);
    }
    [[nodiscard]] constexpr Row parts(FieldNumber number, Name name, Name dutch) const {
        Field field = row(number, name, dutch, Kind::parts);
        field.vocabulary = Vocabulary::attendance;
        return Row(field);
    }
};

/// The rooms. Each lists its types in any order; schema.cpp puts them in order of number.
[[nodiscard]] std::span<const RecordType> participant_types();
[[nodiscard]] std::span<const RecordType> guidance_types();
[[nodiscard]] std::span<const RecordType> work_types();
[[nodiscard]] std::span<const RecordType> placement_types();
[[nodiscard]] std::span<const RecordType> programme_types();
[[nodiscard]] std::span<const RecordType> office_types();

}  // namespace veldwerk::tables
