// SPDX-License-Identifier: EUPL-1.2
// A stamp is the identity of a change: its writer and the writer's own counter, which has no gaps.
// It orders nothing in time; it only breaks ties, the same way everywhere.
#pragma once

#include <compare>
#include <cstdint>

#include "protocol/records/identity.hpp"

namespace veldwerk {

struct Stamp {
    WriterId writer;
    std::uint64_t counter{};  ///< from 1; 0 with an empty writer: derived by rule, nobody wrote it

    auto operator<=>(const Stamp&) const = default;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(writer, counter);
    }
};

struct StampHash {
    std::size_t operator()(const Stamp& stamp) const {
        return IdHash<WriterTag>{}(stamp.writer) ^ (stamp.counter * 0x9e3779b97f4a7c15ULL);
    }
};

}  // namespace veldwerk
