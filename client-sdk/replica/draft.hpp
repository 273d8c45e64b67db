// SPDX-License-Identifier: EUPL-1.2
// From what a person asks (edits.hpp) to what a change says: types and fields looked up, references
// resolved, values made canonical, groups completed, and for each write the stamps it replaces.
// Says no before a stamp exists; the rules of the domain follow in guards.hpp.
#pragma once

#include "client-sdk/replica/edits.hpp"
#include "client-sdk/replica/layers.hpp"

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace veldwerk::device {

/// One record of a save in the making.
struct DraftRecord {
    const RecordType* type{};
    RecordId id;
    bool creates{};
    RecordState before;                         ///< as shown; empty if it is created
    std::map<FieldNumber, std::string> values;  ///< new canonical values of fields that are no sets
    std::map<FieldNumber, std::vector<std::string>> added;  ///< elements of sets
    std::map<FieldNumber, std::vector<std::string>> removed;

    /// What the field will be.
    [[nodiscard]] std::string after(const Field& field) const;
    [[nodiscard]] std::string after(std::string_view field_name) const;
};

class Drafting {
public:
    Drafting(Store& store, Layers& layers, RecordId person)
        : store_(store), layers_(layers), person_(person) {}

    /// `created` is the id for a record to be created.
    [[nodiscard]] Result<DraftRecord> draft(const RecordEdit& edit, const RecordId& created);
    /// The writes of a finished draft. Refuses one that would change nothing.
    [[nodiscard]] Result<RecordWrites> writes_of(const DraftRecord& draft) const;

private:
    [[nodiscard]] Result<void> open(const RecordEdit& edit, const RecordId& created,
                                    DraftRecord& draft);
    [[nodiscard]] Result<const Field*> writable(const DraftRecord& draft,
                                                const FieldEdit& edit) const;
    [[nodiscard]] Result<void> take(const FieldEdit& edit, const Field& field, DraftRecord& draft);
    [[nodiscard]] Result<std::string> canonical(const FieldEdit& edit, const Field& field,
                                                const std::string& value, const DraftRecord& draft);
    [[nodiscard]] Result<void> check_reference(const Field& field, const std::string& bytes);
    [[nodiscard]] Result<void> check_version(const RecordEdit& edit, const DraftRecord& draft);

    Store& store_;
    Layers& layers_;
    RecordId person_;
    std::set<RecordName> born_;  ///< created by this save
};

}  // namespace veldwerk::device
