// SPDX-License-Identifier: EUPL-1.2
// What a coach calls the records that others refer to: by their code, name or title, asked of the
// replica once for each.
#pragma once

#include <map>
#include <string>

#include "client-sdk/include/veldwerk.hpp"
#include "protocol/carriage/record_listing.hpp"
#include "protocol/carriage/value_json.hpp"
#include "protocol/records/schema.hpp"

namespace veldwerk::cli {

class Names {
public:
    /// The replica outlives it.
    explicit Names(sdk::Replica& replica) : replica_(replica) {}

    /// Of the record that a reference points at; the end of the id if it has no name here.
    [[nodiscard]] std::string of(TypeNumber type, const std::string& id);
    /// "participant D001" for "participant/<id>".
    [[nodiscard]] std::string of_scope(const std::string& scope);
    /// A record of the SDK's JSON, its values as text.
    [[nodiscard]] carriage::ListedRecord listed(const RecordType& type,
                                                const carriage::Json& record);

private:
    [[nodiscard]] std::string ask(TypeNumber type, const std::string& id);

    sdk::Replica& replica_;
    std::map<std::string, std::string> known_;  ///< by id
};

}  // namespace veldwerk::cli
