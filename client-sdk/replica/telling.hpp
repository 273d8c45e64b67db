// SPDX-License-Identifier: EUPL-1.2
// Values and people in words, as far as the replica knows what they are called.
#pragma once

#include "client-sdk/replica/parts.hpp"
#include "protocol/merge/state.hpp"

namespace veldwerk::device {

class Telling {
public:
    explicit Telling(Replica::Parts& parts) : parts_(parts), writer_(parts.bearings.writer()) {}

    /// A value; of a reference what the record it points at is called; "empty".
    [[nodiscard]] std::string value(const Field& field, const std::string& bytes);
    /// Of a slot: of a group all members, because it merges as one.
    [[nodiscard]] std::string slot(TypeNumber type, SlotNumber slot, const std::string& bytes);
    /// "you on this device", "the office", a coach's name; "rule" of what nobody wrote.
    [[nodiscard]] std::string who(const Author& by);
    /// By what a person calls a record: its code or name, else the tail of its id.
    [[nodiscard]] std::string label(TypeNumber type, const RecordId& record);

    [[nodiscard]] const WriterId& own_writer() const { return writer_; }

private:
    [[nodiscard]] std::string known_name(TypeNumber type, const RecordId& record);

    Replica::Parts& parts_;
    WriterId writer_;
};

}  // namespace veldwerk::device
