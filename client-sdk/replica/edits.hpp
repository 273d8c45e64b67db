// SPDX-License-Identifier: EUPL-1.2
// What a person asks to be written, before it is checked: one save, all or nothing. Everything is
// text as people type it (DESIGN.md 8); the replica turns it into a change or says no.
#pragma once

#include "protocol/merge/stamp.hpp"
#include "protocol/records/identity.hpp"

#include <optional>
#include <string>
#include <vector>

namespace veldwerk::device {

enum class EditMode {
    set,     ///< the field has this value; a set field has exactly these elements
    add,     ///< these elements join a set field
    remove,  ///< these elements leave a set field
};

/// One field of a record. No value, or one empty value, clears the field.
struct FieldEdit {
    std::string field;  ///< its schema name
    EditMode mode = EditMode::set;
    std::vector<std::string> values;  ///< one; of a set field one for each element
    bool canonical = false;           ///< the values are canonical bytes already (value.hpp)
};

struct RecordEdit {
    std::string type;  ///< schema name: `placement`
    /// Full id, unique code or unique tail; empty: the save creates a record.
    std::string record;
    /// The `_version` it was read at; empty: the present one.
    std::string version;
    std::vector<FieldEdit> fields;
    /// Of a record to be created: its id, taken from `Replica::new_record_id`, so that another edit
    /// of the same save can refer to it. None: the replica makes one.
    std::optional<RecordId> create_as;
};

struct SavedRecord {
    RecordId id;
    std::string version;
};

/// The receipt of a save: from here on nothing is lost.
struct Saved {
    Stamp stamp;
    std::vector<SavedRecord> records;  ///< in order of the edits
};

}  // namespace veldwerk::device
