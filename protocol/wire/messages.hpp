// SPDX-License-Identifier: EUPL-1.2
// What a device and the office say to each other, in the order of a sync:
//
//   device                     office
//   Hello               ->
//                       <-     Welcome, or Refused
//   Offer               ->                              only in a life of the ledger new to it
//   Push ...            ->                              only if the device has unsent work
//                       <-     Accepted ...             after the commit that holds the changes
//   Pull                ->                              left out when Hello asked `pull_at_once`
//                       <-     Records ... CaughtUp
//   Push, Pull ...      <->    Accepted, News, ...      while live
//   Renew               ->                              once welcomed, or refused as cloned
//                       <-     Renewed
//   Bye
//
// A revoked device that is refused with a key to seal to may leave one Upload, is told Sealed, and
// wipes.
//
// Every step may break off and be repeated. Field order is the encoding; fields are only added at
// the end (archive.hpp).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "protocol/merge/change.hpp"
#include "protocol/merge/digest.hpp"
#include "protocol/wire/archive.hpp"
#include "protocol/wire/frame.hpp"
#include "protocol/wire/limits.hpp"

namespace veldwerk {

inline constexpr std::uint32_t wire_version = 1;

/// Position of a scope in its ledger: stable within an epoch, short on the wire.
using ScopeNumber = std::uint32_t;

/// The chain over a writer's changes: each value is a hash of the one before and the change's
/// bytes. It starts from a secret seed that never leaves the device, so it can be compared, and
/// nothing can be guessed from it. Two lives of one phone show different chains at one counter.
using Chain = std::array<std::uint8_t, 16>;

/// Numbered proof of which session a device saw last: a copied or restored phone shows an old one.
struct Token {
    std::uint64_t number{};
    std::array<std::uint8_t, 16> secret{};
    bool operator==(const Token&) const = default;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(number, secret);
    }
};

/// How far a device has the feeds. `partial_*` say how far an interrupted pull came: all scopes
/// below `partial_scope` are stored up to `partial_target`, that scope up to `partial_position`.
struct Cursor {
    EpochId epoch;
    std::uint64_t position{};
    std::uint64_t partial_target{};
    ScopeNumber partial_scope{};
    std::uint64_t partial_position{};
    template <class Archive>
    void serialize(Archive& archive) {
        archive(epoch, position, partial_target, partial_scope, partial_position);
    }
};

struct Enrol {
    std::string secret;       ///< the invitation's 10 bytes
    std::string request;      ///< certificate signing request, PEM
    WriterId writer;
    std::uint32_t schema{};
    std::string app_version;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(secret, request, writer, schema, app_version);
    }
};

struct Enrolled {
    std::string certificate;  ///< PEM, bound to device and writer
    std::string authority;    ///< PEM of the office's certificate authority
    RecordId device;
    RecordId coach;
    std::int64_t office_time_ms{};
    template <class Archive>
    void serialize(Archive& archive) {
        archive(certificate, authority, device, coach, office_time_ms);
    }
};

struct Hello {
    std::uint32_t wire{wire_version};
    std::uint32_t schema{schema_version};
    std::string app_version;
    WriterId writer;
    std::uint64_t next_counter{1};
    Chain chain{};            ///< at next_counter - 1
    Token token;              ///< the last one received; number 0 before the first sync
    Cursor cursor;
    bool pull_at_once{};      ///< nothing to push: ship what is new right after Welcome
    bool live{};              ///< stay connected and tell what is new
    template <class Archive>
    void serialize(Archive& archive) {
        archive(wire, schema, app_version, writer, next_counter, chain, token, cursor, pull_at_once,
                live);
    }
};

struct Welcome {
    std::uint32_t schema{schema_version};
    EpochId epoch;
    std::uint64_t received{};  ///< highest counter of the device's changes that is durable here
    Chain chain{};             ///< at `received`
    std::uint64_t safe{};      ///< highest counter that every kept backup holds
    Token token;               ///< to be shown next time
    std::int64_t office_time_ms{};
    template <class Archive>
    void serialize(Archive& archive) {
        archive(schema, epoch, received, chain, safe, token, office_time_ms);
    }
};

struct Refused {
    Reason reason{};
    std::string detail;
    std::uint64_t retry_after_ms{};  ///< 0: do not come back by yourself
    bool wipe{};                     ///< the device must destroy its replica
    /// Not empty: before it wipes, the device may leave its unsent work in one Upload, sealed to
    /// this key (32 bytes) of the office.
    std::string seal_to{};
    template <class Archive>
    void serialize(Archive& archive) {
        auto number = static_cast<std::uint8_t>(reason);
        archive(number, detail, retry_after_ms, wipe, seal_to);
        reason = static_cast<Reason>(number);
    }
};

struct Push {
    std::uint64_t first_counter{};
    std::vector<std::string> changes;  ///< bytes of change.hpp, counters without gaps
    Chain chain{};                     ///< after the last of them
    template <class Archive>
    void serialize(Archive& archive) {
        archive(first_counter, bounded(changes, limits::changes_per_push_max), chain);
    }
};

struct Refusal {
    std::uint64_t counter{};
    Reason reason{};
    std::string detail;
    template <class Archive>
    void serialize(Archive& archive) {
        auto number = static_cast<std::uint8_t>(reason);
        archive(counter, number, detail);
        reason = static_cast<Reason>(number);
    }
};

struct Accepted {
    std::uint64_t received{};
    std::vector<Refusal> refusals;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(received, bounded(refusals, limits::changes_per_push_max));
    }
};

struct Pull {
    Cursor cursor;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(cursor);
    }
};

/// Body: see batch.hpp. Kept as bytes here, because a device may store it before it applies it.
struct Records {
    std::string batch;
    /// The ledger's position when the pull began: goes into Cursor::partial_target if it breaks
    /// off.
    std::uint64_t target{};
    template <class Archive>
    void serialize(Archive& archive) {
        archive(batch, target);
    }
};

struct ScopeDigest {
    ScopeNumber scope{};
    Digest digest;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(scope, digest);
    }
};

struct CaughtUp {
    Cursor cursor;                     ///< to be shown next time; no partial
    std::uint64_t basis{};             ///< the office's acts applied so far
    std::uint64_t received{};          ///< the device's own counter that this state includes
    std::vector<ScopeNumber> purge;    ///< scopes the device may no longer hold
    std::vector<ScopeDigest> digests;  ///< of the scopes that moved since the device's cursor
    Digest total;                      ///< over all scopes the device may hold
    std::vector<Refusal> refused;      ///< of the writer, above safe
    std::vector<std::uint64_t> parked; ///< of the writer: stay on top of the confirmed state
    template <class Archive>
    void serialize(Archive& archive) {
        archive(cursor, basis, received, bounded(purge, limits::scopes_per_device_max),
                bounded(digests, limits::scopes_per_device_max), total,
                bounded(refused, limits::refusals_per_caught_up_max),
                bounded(parked, limits::refusals_per_caught_up_max));
    }
};

struct News {
    template <class Archive>
    void serialize(Archive&) {}
};
struct Ping {
    template <class Archive>
    void serialize(Archive&) {}
};
struct Pong {
    template <class Archive>
    void serialize(Archive&) {}
};
struct Bye {
    template <class Archive>
    void serialize(Archive&) {}
};

/// Asks for a new certificate. Of the same writer: the old one nears its end. Of another: the phone
/// was restored or copied, and goes on as a new device.
struct Renew {
    std::string request;                ///< certificate signing request, PEM
    WriterId writer;
    std::uint64_t first_counter{};      ///< of the old writer: that of the first id; 0: no ids
    std::vector<std::uint64_t> ids;     ///< of the old writer's changes, counters without gaps
    template <class Archive>
    void serialize(Archive& archive) {
        archive(request, writer, first_counter, bounded(ids, limits::ids_per_renewal_max));
    }
};
struct Renewed {
    std::string certificate;  ///< PEM, for the writer that was named
    RecordId device;
    /// Of the ids that were named, the office holds these under the old writer, up to this counter.
    std::uint64_t common{};
    template <class Archive>
    void serialize(Archive& archive) {
        archive(certificate, device, common);
    }
};

/// What a revoked device never delivered: a SealedWork in a sealed box. The office keeps it closed.
struct Upload {
    std::string box;
    template <class Archive>
    void serialize(Archive& archive) {
        archive(box);
    }
};
/// The upload is durable at the office; the device may wipe.
struct Sealed {
    template <class Archive>
    void serialize(Archive&) {}
};

/// What lies in the box.
struct SealedWork {
    WriterId writer;
    std::uint64_t first_counter{};
    std::vector<std::string> changes;  ///< bytes of change.hpp, counters without gaps
    std::uint64_t left_out{};          ///< what did not fit in
    template <class Archive>
    void serialize(Archive& archive) {
        archive(writer, first_counter, bounded(changes, limits::ids_per_renewal_max), left_out);
    }
};

/// What a device that comes from another life of the ledger says first, so that the office can name
/// what it lacks. Before a Push or a Pull; nothing answers it.
struct Offer {
    EpochId epoch;               ///< the life it comes from
    std::uint64_t basis{};       ///< the office's acts of that life which it had applied
    std::uint64_t forgotten{};   ///< its own changes up to here are no longer on it
    Chain chain{};               ///< at `forgotten`
    std::vector<Stamp> seen;     ///< of every other writer the highest counter among its records
    template <class Archive>
    void serialize(Archive& archive) {
        archive(epoch, basis, forgotten, chain, bounded(seen, limits::writers_per_offer_max));
    }
};

using Message = std::variant<Enrol, Enrolled, Hello, Welcome, Refused, Push, Accepted, Pull,
                             Records, CaughtUp, News, Ping, Pong, Bye, Renew, Renewed, Upload,
                             Sealed, Offer>;

[[nodiscard]] FrameType frame_type_of(const Message& message);
[[nodiscard]] std::string encode_message(const Message& message);
/// Nothing for a frame type this version does not know: it is skipped, never refused.
[[nodiscard]] Result<std::optional<Message>> decode_message(FrameType type, std::string_view body);

}  // namespace veldwerk
