// SPDX-License-Identifier: EUPL-1.2
// Every bound of the wire, in one place, each with its reason. A length is compared with its bound
// before memory is taken for it, on both sides, so that no peer decides how much memory we use.
// Sizes are in bytes, and a bound that ends in _max is itself still allowed.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace veldwerk::limits {

inline constexpr std::size_t KiB = 1024;
inline constexpr std::size_t MiB = 1024 * KiB;

// One value, one write, one change.

// Names, codes, addresses, one-line answers: what fits on one line of a form, several times over.
inline constexpr std::size_t line_bytes_max = 1 * KiB;

// Notes, goals and log entries: some thirty printed pages. Longer text is a document, not a note.
inline constexpr std::size_t note_bytes_max = 64 * KiB;

// The largest value of any kind. It must survive from fields that this version does not know yet.
inline constexpr std::size_t value_bytes_max = 1 * MiB;
static_assert(line_bytes_max < note_bytes_max && note_bytes_max < value_bytes_max);

// Elements of one set (skills, limitations, days): a person ticks them by hand.
inline constexpr std::size_t elements_per_set_max = 1'000;

// Candidates that one write may replace. As many people must have written one field without
// hearing of each other; a programme has tens of coaches, and a set field adds its elements.
inline constexpr std::size_t replaces_per_write_max = 1'000;

// Field writes in one save: the widest record has some fifty fields, and one save touches a few.
inline constexpr std::size_t writes_per_change_max = 1'000;

// One change travels in one frame whether or not it compresses, so it stays below the frame.
inline constexpr std::size_t change_bytes_max = 2 * MiB;
static_assert(change_bytes_max > value_bytes_max);

// One frame.

// What stands before each body: length, type, flags, checksum (frame.hpp).
inline constexpr std::size_t frame_header_bytes = 10;

// The body as sent. A phone reads it whole before it can act on it.
inline constexpr std::size_t frame_body_bytes_max = 4 * MiB;
static_assert(frame_body_bytes_max >= change_bytes_max + 1 * MiB, "a change and its envelope");

// The body after decompression: four times the largest on the wire is what our records reach.
// zstd alone would turn 4 MiB into many gigabytes.
inline constexpr std::size_t frame_unpacked_bytes_max = 16 * MiB;

// Whoever shows no certificate may send one signing request (below 1 KiB) and a code, no more.
inline constexpr std::size_t stranger_frame_bytes_max = 16 * KiB;

// Below this a zstd header eats what compression saves.
inline constexpr std::size_t compress_bytes_min = 200;

// One batch.

// A batch is closed when it reaches this size. On a 5 KB/s line it is half a minute of sending
// before compression, which is what a dropped line costs at most; larger batches commit no faster.
inline constexpr std::size_t batch_bytes_target = 256 * KiB;

// Changes in one push, and feed entries in one Records. The office holds a writing transaction for
// as long as it admits them; the refusals of all of them fit in one Accepted.
inline constexpr std::size_t changes_per_push_max = 2'000;
inline constexpr std::size_t records_per_batch_max = 2'000;
static_assert(batch_bytes_target + change_bytes_max <= frame_body_bytes_max);

// Pushes sent and not yet answered. Two hide the round trip; more only grow what the office holds.
inline constexpr std::size_t pushes_in_flight_max = 2;

// Refused and parked changes above *safe* that one CaughtUp names: several months of a coach's
// work, all of it refused. What is beyond is named at the next sync.
inline constexpr std::size_t refusals_per_caught_up_max = 10'000;

// Participants, the coach and the programme. A coach has tens; a team leader may hold hundreds.
inline constexpr std::size_t scopes_per_device_max = 4'000;

// Erased ids that a device offers in one frame after a restore; more follow in the next.
inline constexpr std::size_t erased_ids_per_frame_max = 10'000;

// The sentence of a refusal, for people.
inline constexpr std::size_t detail_bytes_max = 2 * KiB;

// A numbered session token, opaque to the device.
inline constexpr std::size_t token_bytes_max = 64;

// Writers whose changes a device holds some of: every device that ever wrote for its caseload.
inline constexpr std::size_t writers_per_offer_max = 10'000;

// The one sealed upload that a revoked device may leave in quarantine: weeks of a coach's notes. It
// is kept as one value of one record.
inline constexpr std::size_t sealed_upload_bytes_max = value_bytes_max;
static_assert(sealed_upload_bytes_max < frame_body_bytes_max);

// Changes of a blocked device that the office holds until a person has looked. The device keeps
// them as well, so what is beyond is not lost, only not listed.
inline constexpr std::size_t held_changes_per_writer_max = 2'000;

// Changes that a phone, set back or copied, names when it goes on as another device: what it has
// not heard to be safe.
inline constexpr std::size_t ids_per_renewal_max = 20'000;

// One connection.

// Above this the producer of frames pauses, below half of it the producer goes on: enough for a
// fast line not to run dry, little enough that a thousand slow phones fit in memory.
inline constexpr std::size_t queue_bytes_target = 1 * MiB;

// Above this the connection is closed as too slow. A producer that listens to `writable` never
// gets here: it has at most the target and one frame in the queue.
inline constexpr std::size_t queue_bytes_max = 8 * MiB;
static_assert(queue_bytes_max > queue_bytes_target + frame_body_bytes_max + frame_header_bytes);

// One read. A TLS record holds 16 KiB, and OpenSSL never returns more than one at a time.
inline constexpr std::size_t read_bytes = 16 * KiB;

// What the kernel may hold for a peer that does not read. Without a bound it grows to megabytes,
// and a dead line would look alive for as long as they drain.
inline constexpr int kernel_send_bytes = 128 * 1024;

// From the first byte to an established TLS connection. A bad mobile line needs a few seconds for
// the two round trips; a stranger should not hold a socket for longer.
inline constexpr std::chrono::milliseconds handshake_time_max{10'000};

// Finding the office's address and reaching it, before the handshake.
inline constexpr std::chrono::milliseconds connect_time_max{15'000};

// A connection on which nothing else was heard is asked for a sign of life this often.
inline constexpr std::chrono::milliseconds ping_interval{20'000};

// A write of this size that the kernel took is a sign of life too: a phone on a slow line is silent
// while it takes a batch. Smaller ones (our own pings) are not: they fit in the kernel's buffer.
// A dead line cannot abuse it, because kernel_send_bytes are soon full and then it stalls.
inline constexpr std::size_t sign_of_life_bytes = 4 * KiB;

// Nothing heard for so long: the peer is gone. Two pings may be lost to a tunnel.
inline constexpr std::chrono::milliseconds silence_time_max{60'000};
static_assert(silence_time_max > 2 * ping_interval);

// We have bytes to send and the kernel takes none: the peer no longer reads.
inline constexpr std::chrono::milliseconds stall_time_max{30'000};

// After we said goodbye, so long may the peer take to hear our last frames and answer.
inline constexpr std::chrono::milliseconds goodbye_time_max{2'000};

}  // namespace veldwerk::limits
