// SPDX-License-Identifier: EUPL-1.2
// Frames: how messages are cut out of a stream of bytes. A frame is
//
//     u32 length of the body as sent | u8 type | u8 flags | u32 checksum | body
//
// little-endian. Flag bit 0 says that the body is one zstd frame that states its size. The checksum
// is XXH32 of the body as sent, seeded with type + 256 x flags: it finds faults of memory; malice
// is TLS's business. No length is believed: each is held against limits.hpp before memory is taken.
#pragma once

#include "protocol/records/result.hpp"
#include "protocol/wire/limits.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

// zstd's own opaque types, named here so that its header stays out of ours.
struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace veldwerk {

/// What a body is. The numbers are for ever; a type that is unknown here is passed through, and
/// the session skips it.
enum class FrameType : std::uint8_t {
    enrol = 1,
    enrolled = 2,
    hello = 3,
    welcome = 4,
    refused = 5,
    push = 6,
    accepted = 7,
    pull = 8,
    records = 9,
    caught_up = 10,
    news = 11,  ///< the office has something new for this device
    ping = 12,
    pong = 13,
    bye = 14,
    renew = 15,
    renewed = 16,
    upload = 17,
    sealed = 18,
    offer = 19,
};

/// One message as it was meant: its body is decompressed.
struct Frame {
    FrameType type{};
    std::string body;
};

/// Makes frames. It keeps one compression context (about 1 MiB once used), so that a program needs
/// one writer per thread, not one per connection.
class FrameWriter {
public:
    FrameWriter();
    ~FrameWriter();
    FrameWriter(FrameWriter&&) noexcept;
    FrameWriter& operator=(FrameWriter&&) noexcept;

    /// The bytes to send. Compresses when that pays. A body that exceeds limits.hpp is a bug of
    /// the caller, who knows the bounds of a batch: throws BrokenInvariant.
    [[nodiscard]] std::string make_frame(FrameType type, std::string_view body);

private:
    [[nodiscard]] std::optional<std::string> compressed(std::string_view body);

    struct Free {
        void operator()(ZSTD_CCtx_s* context) const;
    };
    std::unique_ptr<ZSTD_CCtx_s, Free> context_;
};

/// How large a frame a reader accepts.
struct FrameBounds {
    std::size_t body_bytes_max = limits::frame_body_bytes_max;
    std::size_t unpacked_bytes_max = limits::frame_unpacked_bytes_max;
};

/// What a peer may send that has shown no certificate.
inline constexpr FrameBounds stranger_bounds{limits::stranger_frame_bytes_max,
                                             limits::stranger_frame_bytes_max};

/// Reads frames out of pieces of any size. Usage: `feed` a piece, then call `next` until it returns
/// nothing; so at most one frame and one piece are held. After the first error it repeats that
/// error for ever, because the border between frames is lost: close the connection.
class FrameReader {
public:
    explicit FrameReader(FrameBounds bounds = {});
    ~FrameReader();
    FrameReader(FrameReader&&) noexcept;
    FrameReader& operator=(FrameReader&&) noexcept;

    void feed(std::string_view piece);

    /// The next whole frame, nothing when more bytes are needed, or `malformed`, `too_large`,
    /// `unsupported` (a flag that this version does not know).
    [[nodiscard]] Result<std::optional<Frame>> next();

    /// Bytes fed and not yet returned. Not zero at the end of a stream: it was cut off.
    [[nodiscard]] std::size_t pending_bytes() const { return buffer_.size() - start_; }

private:
    [[nodiscard]] Result<std::optional<Frame>> read_frame();
    [[nodiscard]] Result<std::string> unpack(std::string_view body);
    void let_go();

    struct Free {
        void operator()(ZSTD_DCtx_s* context) const;
    };
    FrameBounds bounds_;
    std::string buffer_;  // bytes from start_ on are still to be read
    std::size_t start_ = 0;
    std::optional<Error> broken_;
    std::unique_ptr<ZSTD_DCtx_s, Free> context_;
};

}  // namespace veldwerk
