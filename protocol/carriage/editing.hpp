// SPDX-License-Identifier: EUPL-1.2
// From what a person types to the writes of a change: one save, all or nothing, checked before a
// stamp exists. Both houses save through this page, so a device and the office say the same no to
// the same mistake. What only the merged state of others can show is not judged here.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "protocol/merge/change.hpp"
#include "protocol/merge/state.hpp"
#include "protocol/records/civil.hpp"
#include "protocol/records/result.hpp"

namespace veldwerk::carriage {

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
    std::string type;     ///< schema name: `placement`
    /// Full id, unique code or unique tail; empty: the save creates a record.
    std::string record;
    /// The `_version` it was read at; empty: the present one.
    std::string version;
    std::vector<FieldEdit> fields;
    /// Of a record to be created: its id, so that another edit of the same save can refer to it.
    /// None: one is made.
    std::optional<RecordId> create_as;
};

/// What checking asks of a store. Reads only.
struct EditGround {
    /// The state a person sees; nothing if there is no such record.
    std::function<std::optional<RecordState>(TypeNumber, const RecordId&)> load;
    /// A full id, code or tail to an id.
    std::function<Result<RecordId>(TypeNumber, std::string_view)> resolve;
    std::function<RecordId()> new_id;
    /// Whether a slot moved since the record had this `_version`; true if that is not known.
    std::function<bool(const RecordState&, SlotNumber, std::string_view version)> moved_since;
};

struct EditAuthor {
    RecordId person;
    bool office = false;  ///< an office person's act; else a coach on a device
    CivilDate today;      ///< of the save, in Amsterdam
};

/// One RecordWrites per edit that changes something, in order; edits that change nothing are left
/// out. `ids` receives the record of each edit. The refusal says which field and what is allowed.
struct Editing {
    std::vector<RecordWrites> writes;
    std::vector<RecordId> ids;
};
[[nodiscard]] Result<Editing> writes_of(const std::vector<RecordEdit>& edits,
                                        const EditAuthor& author, const EditGround& ground);

}  // namespace veldwerk::carriage
