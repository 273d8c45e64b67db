// SPDX-License-Identifier: EUPL-1.2
// The device's bearings: who it is, what it was told, and how far it came. One row each in the
// table `bearing`; absent ones read as empty or zero.
#pragma once

#include "client-sdk/replica/store.hpp"
#include "protocol/merge/change.hpp"
#include "protocol/wire/archive.hpp"

#include <string>

namespace veldwerk::device {

/// The names of the rows.
namespace bearing {
inline constexpr std::string_view writer = "writer", device = "device", coach = "coach",
                                  certificate = "certificate", private_key = "private_key",
                                  authority = "authority", office_address = "office_address",
                                  token = "token", cursor = "cursor", basis = "basis",
                                  basis_epoch = "basis_epoch",  ///< the life `basis` is of
                                  clock_offset_ms =
                                      "clock_offset_ms",  ///< the office's clock minus the device's
    chain_seed = "chain_seed",                            ///< 32 bytes that never leave the device
    chain_floor = "chain_floor",  ///< the chain at the highest counter no longer kept
    next_writer = "next_writer",  ///< as whom a phone that was set back goes on, once it may
    next_key = "next_key",        ///< PEM, of the certificate that was asked for
    heard_ms = "heard_ms",        ///< when it last caught up, by the office's clock
    ready = "ready",              ///< the first sync is complete
    last_sync_ms = "last_sync_ms", alarms = "alarms", wiped = "wiped",
                                  format = "format",  ///< of the replica's own tables
    scrub = "scrub",  ///< an order was obeyed: the file is to be written anew
    unplaced = "unplaced";  ///< own work was of nobody known when an order was obeyed
}  // namespace bearing

/// How this version lays out the replica's own tables.
inline constexpr std::int64_t replica_format = 1;

/// The chain at a counter.
struct ChainAt {
    std::uint64_t counter{};
    Chain chain{};
    template <class Archive>
    void serialize(Archive& archive) {
        archive(counter, chain);
    }
};

/// A random identity for stamps.
[[nodiscard]] WriterId new_writer(const Store& store);

class Bearings {
public:
    explicit Bearings(Store& store) : store_(store) {}

    [[nodiscard]] std::string text(std::string_view name);
    void set_text(std::string_view name, std::string_view text);
    [[nodiscard]] std::int64_t number(std::string_view name);
    void set_number(std::string_view name, std::int64_t number);
    [[nodiscard]] bool is_set(std::string_view name) { return number(name) != 0; }
    template <class SomeId>
    [[nodiscard]] SomeId id(std::string_view name) {
        return SomeId::from_view(text(name)).value_or(SomeId{});
    }
    /// Anything with an archive: a token, a cursor, a chain.
    template <class T>
    [[nodiscard]] T value(std::string_view name) {
        const std::string bytes = text(name);
        if (bytes.empty()) return T{};
        auto read = decode<T>(bytes);
        expect(read.has_value(), "a stored bearing reads back");
        return std::move(*read);
    }
    template <class T>
    void set_value(std::string_view name, const T& value) {
        set_text(name, encode(value));
    }

    [[nodiscard]] bool ready() { return is_set(bearing::ready); }
    [[nodiscard]] WriterId writer() { return id<WriterId>(bearing::writer); }
    [[nodiscard]] RecordId coach() { return id<RecordId>(bearing::coach); }
    [[nodiscard]] Cursor cursor() { return value<Cursor>(bearing::cursor); }
    /// The epoch and the office's acts that this replica had applied.
    /// Until a new epoch has been pulled, what is applied is still the old one.
    [[nodiscard]] Basis basis() {
        const auto epoch = EpochId::from_view(text(bearing::basis_epoch));
        return {epoch.value_or(cursor().epoch), static_cast<std::uint64_t>(number(bearing::basis))};
    }
    /// The device's clock, corrected by what it learnt from the office.
    [[nodiscard]] Instant corrected(Instant now) {
        return {now.unix_ms + number(bearing::clock_offset_ms)};
    }

private:
    Store& store_;
};

}  // namespace veldwerk::device
