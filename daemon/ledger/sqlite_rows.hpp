// SPDX-License-Identifier: EUPL-1.2
// Ids and counters in and out of SQLite rows. SQLite's integers are signed; ours go through two's
// complement unchanged.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <string>

#include "protocol/records/identity.hpp"

namespace veldwerk::office {

template <class SomeId>
void bind_id(SQLite::Statement& statement, int index, const SomeId& id) {
    statement.bind(index, id.bytes.data(), static_cast<int>(id.bytes.size()));
}

inline void bind_number(SQLite::Statement& statement, int index, std::uint64_t number) {
    statement.bind(index, static_cast<std::int64_t>(number));
}

template <class SomeId>
SomeId id_at(SQLite::Statement& statement, int column) {
    return SomeId::from_view(statement.getColumn(column).getString()).value_or(SomeId{});
}

inline std::uint64_t number_at(SQLite::Statement& statement, int column) {
    return static_cast<std::uint64_t>(statement.getColumn(column).getInt64());
}

}  // namespace veldwerk::office
