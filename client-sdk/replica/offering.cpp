// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/replica/offering.hpp"

#include <algorithm>
#include <map>

#include "protocol/wire/limits.hpp"

namespace veldwerk::device {

Offer offer_of(Store& store, Bearings& bearings, OwnChanges& own) {
    std::map<WriterId, std::uint64_t> highest;
    for (const auto& type : schema()) {
        for (const auto& id : store.records().all(type.number)) {
            const auto record = store.records().load(type.number, id);
            if (!record) continue;
            for (const auto& candidate : record->state.candidates) {
                const Stamp& stamp = candidate.by.stamp;
                if (stamp.counter == 0) continue;  // derived by rule
                auto& counter = highest[stamp.writer];
                counter = std::max(counter, stamp.counter);
            }
        }
    }
    highest.erase(bearings.writer());
    const Basis basis = bearings.basis();
    const ChainAt floor = own.floor();
    Offer offer{basis.epoch, basis.position, floor.counter, floor.chain, {}};
    for (const auto& [writer, counter] : highest) {
        if (offer.seen.size() == limits::writers_per_offer_max) break;
        offer.seen.push_back({writer, counter});
    }
    return offer;
}

}  // namespace veldwerk::device
