// SPDX-License-Identifier: EUPL-1.2
// What an app shows a coach to choose from: rows of the replica's readable tables. A screen may
// still show a version that has moved on meanwhile.
#pragma once

#include <optional>
#include <string>

#include "tests/simulation/phone.hpp"

namespace veldwerk::simulation {

struct ShownId {
    std::string id;
    std::string version;  ///< sometimes an old one, sometimes none
};
/// One of the records of a type that the phone shows.
[[nodiscard]] std::optional<ShownId> some_of(Phone& phone, const std::string& type);

struct ShownObservation {
    std::string id;
    std::string placement;
    std::string date;
};
/// One that the coach wrote, on whatever phone.
[[nodiscard]] std::optional<ShownObservation> some_own_observation(Phone& phone);

/// The first sync is complete.
[[nodiscard]] bool is_ready(Phone& phone);

/// Ids in a column of a query, as text.
[[nodiscard]] std::vector<std::string> ids_of(Phone& phone, const std::string& sql);

}  // namespace veldwerk::simulation
