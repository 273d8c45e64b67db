// SPDX-License-Identifier: EUPL-1.2
// A batch of records on their way to a device. In front what repeats: the scopes and the origins;
// then the records in feed order, each a type, an id, its scope, its feed position and its state.
// Batches are self-contained, so a device can store one as received and apply it later.
//
//   batch   = scopes origins records
//   scope   = number kind root
//   record  = type id scope-index position-delta state   (state: merge/state_codec.hpp)
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/merge/origins.hpp"
#include "protocol/merge/state.hpp"
#include "protocol/records/result.hpp"
#include "protocol/wire/messages.hpp"

namespace veldwerk {

struct ScopeName {
    ScopeNumber number{};
    Scope kind{};
    RecordId root;  ///< the participant or the coach; empty for the programme
    bool operator==(const ScopeName&) const = default;
};

struct FeedEntry {
    ScopeNumber scope{};
    std::uint64_t position{};
    RecordState state;
};

/// Collects entries until the batch is large enough.
class BatchWriter {
public:
    void add(const ScopeName& scope, std::uint64_t position, const RecordState& state);
    [[nodiscard]] bool empty() const { return count_ == 0; }
    /// Whether the bytes or the count reached what one batch should hold.
    [[nodiscard]] bool full() const;
    [[nodiscard]] std::string take();

private:
    Origins origins_;
    std::vector<ScopeName> scopes_;
    std::string records_;
    std::size_t count_ = 0;
    std::uint64_t last_position_ = 0;
};

/// Reads a batch entry by entry, so that memory stays at one record.
class BatchReader {
public:
    /// The bytes must live as long as the reader.
    [[nodiscard]] static Result<BatchReader> open(std::string_view bytes);
    [[nodiscard]] const std::vector<ScopeName>& scopes() const { return scopes_; }
    [[nodiscard]] bool done() const { return left_ == 0; }
    [[nodiscard]] Result<FeedEntry> next();

private:
    std::vector<ScopeName> scopes_;
    Origins origins_;
    std::string_view rest_;
    std::size_t left_ = 0;
    std::uint64_t last_position_ = 0;
};

}  // namespace veldwerk
