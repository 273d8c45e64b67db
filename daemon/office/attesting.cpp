// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/attesting.hpp"

#include <vector>

#include "daemon/office/reading.hpp"
#include "protocol/merge/merge.hpp"

namespace veldwerk::office {

std::size_t attest_innovations(Office& office, Acting& acting) {
    const Field* received = find_type(type::innovation_record)->find("received_at");
    expect(received != nullptr, "the schema has the field");
    std::vector<RecordWrites> attested;
    each_record(office.ledger(), type::innovation_record, [&](const RecordState& innovation) {
        if (field_in_force(innovation, "content_hash").empty()) return;
        if (!field_in_force(innovation, "received_at").empty()) return;
        RecordWrites writes{.type = innovation.type, .record = innovation.id, .creates = false,
                            .writes = {}};
        writes.writes.push_back(
            {received->slot, {}, encode_integer(office.environment().now().unix_ms),
             replaces_of_act(innovation.cell(received->slot), received->merge, {})});
        attested.push_back(std::move(writes));
    });
    for (auto& writes : attested) (void)acting.take(Act::write, {}, {std::move(writes)});
    return attested.size();
}

}  // namespace veldwerk::office
