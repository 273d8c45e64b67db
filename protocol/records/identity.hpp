// SPDX-License-Identifier: EUPL-1.2
// The names of things: 16 bytes each, one C++ type for each kind of thing, so that a writer can
// never be passed where a record is meant. Record ids are time-ordered (UUIDv7), because a B-tree
// takes them seven times as fast as random ones; writers and epochs are random (UUIDv4 layout).
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace veldwerk {

using IdBytes = std::array<std::uint8_t, 16>;

/// Lower-case hyphenated text of 36 characters.
[[nodiscard]] std::string format_uuid(const IdBytes& bytes);
/// Accepts 36 characters with hyphens or 32 without, either case.
[[nodiscard]] std::optional<IdBytes> parse_uuid(std::string_view text);

template <class Tag>
struct Id {
    IdBytes bytes{};

    auto operator<=>(const Id&) const = default;

    [[nodiscard]] bool empty() const { return bytes == IdBytes{}; }
    [[nodiscard]] std::string text() const { return format_uuid(bytes); }
    /// The 16 bytes as a view, for hashing and for storing as a blob. Valid while this lives.
    [[nodiscard]] std::string_view view() const {
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }
    /// Reads text as `format_uuid` writes it.
    [[nodiscard]] static std::optional<Id> parse(std::string_view text) {
        if (auto bytes = parse_uuid(text)) return Id{*bytes};
        return std::nullopt;
    }
    /// Takes 16 raw bytes; anything else is no id.
    [[nodiscard]] static std::optional<Id> from_view(std::string_view raw) {
        if (raw.size() != 16) return std::nullopt;
        Id id;
        std::memcpy(id.bytes.data(), raw.data(), 16);
        return id;
    }
    template <class Archive>
    void serialize(Archive& archive) {
        archive(bytes);
    }
};

using RecordId = Id<struct RecordTag>;  ///< a record; persons and coaches are records too
using WriterId = Id<struct WriterTag>;  ///< one installation that writes
using EpochId = Id<struct EpochTag>;    ///< one unbroken life of a ledger

/// A UUIDv7 from milliseconds since 1970 and ten random bytes, both passed in.
[[nodiscard]] RecordId make_record_id(std::int64_t unix_ms,
                                      const std::array<std::uint8_t, 10>& luck);

/// An id that follows from what it names (an established day, a review): the same on every machine.
[[nodiscard]] RecordId derive_record_id(std::string_view what_it_names);

template <class Tag>
struct IdHash {
    std::size_t operator()(const Id<Tag>& id) const {
        std::uint64_t low = 0;
        std::memcpy(&low, id.bytes.data() + 8, 8);  // the random half of both layouts
        return static_cast<std::size_t>(low);
    }
};

}  // namespace veldwerk

template <class Tag>
struct std::hash<veldwerk::Id<Tag>> : veldwerk::IdHash<Tag> {};
