// SPDX-License-Identifier: EUPL-1.2
// Frames: header, checksum, zstd. See frame.hpp for the layout.
#include "protocol/wire/frame.hpp"

#include <xxhash.h>
#include <zstd.h>

#include <new>
#include <utility>

namespace veldwerk {
namespace {

constexpr std::uint8_t compressed_flag = 1;

// Level 3 is zstd's own default: the knee of its curve. Higher levels cost a phone's battery.
constexpr int compression_level = 3;

// Once drained, a buffer larger than this is given back: thousands of connections lie idle.
constexpr std::size_t idle_buffer_bytes_max = 4 * limits::KiB;

struct Header {
    std::uint32_t body_bytes = 0;
    std::uint8_t type = 0;
    std::uint8_t flags = 0;
    std::uint32_t checksum = 0;
};

void put_u32(std::string& out, std::uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8)
        out.push_back(static_cast<char>(value >> shift));
}

std::uint32_t get_u32(const char* at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        value |= std::uint32_t{static_cast<unsigned char>(at[i])} << (8 * i);
    }
    return value;
}

Header read_header(const char* at) {
    return {get_u32(at), static_cast<std::uint8_t>(at[4]), static_cast<std::uint8_t>(at[5]),
            get_u32(at + 6)};
}

// Type and flags are the seed, so that the body is summed where it lies.
std::uint32_t checksum_of(const Header& header, std::string_view body) {
    const std::uint32_t seed = header.type | std::uint32_t{header.flags} << 8;
    return XXH32(body.data(), body.size(), seed);
}

}  // namespace

void FrameWriter::Free::operator()(ZSTD_CCtx_s* context) const {
    ZSTD_freeCCtx(context);
}
void FrameReader::Free::operator()(ZSTD_DCtx_s* context) const {
    ZSTD_freeDCtx(context);
}

FrameWriter::FrameWriter() = default;
FrameWriter::~FrameWriter() = default;
FrameWriter::FrameWriter(FrameWriter&&) noexcept = default;
FrameWriter& FrameWriter::operator=(FrameWriter&&) noexcept = default;

std::string FrameWriter::make_frame(FrameType type, std::string_view body) {
    expect(body.size() <= limits::frame_unpacked_bytes_max, "a frame body keeps to its limit");
    const std::optional<std::string> packed = compressed(body);
    const std::string_view sent = packed ? std::string_view(*packed) : body;
    expect(sent.size() <= limits::frame_body_bytes_max, "a frame as sent keeps to its limit");

    Header header;
    header.body_bytes = static_cast<std::uint32_t>(sent.size());
    header.type = static_cast<std::uint8_t>(type);
    header.flags = packed ? compressed_flag : std::uint8_t{0};
    header.checksum = checksum_of(header, sent);

    std::string frame;
    frame.reserve(limits::frame_header_bytes + sent.size());
    put_u32(frame, header.body_bytes);
    frame.push_back(static_cast<char>(header.type));
    frame.push_back(static_cast<char>(header.flags));
    put_u32(frame, header.checksum);
    frame.append(sent);
    return frame;
}

std::optional<std::string> FrameWriter::compressed(std::string_view body) {
    if (body.size() < limits::compress_bytes_min) return std::nullopt;
    if (!context_) context_.reset(ZSTD_createCCtx());
    if (!context_) throw std::bad_alloc();

    std::string packed(ZSTD_compressBound(body.size()), '\0');
    const std::size_t size = ZSTD_compressCCtx(context_.get(), packed.data(), packed.size(),
                                               body.data(), body.size(), compression_level);
    if (ZSTD_isError(size) != 0 || size >= body.size()) return std::nullopt;
    packed.resize(size);
    return packed;
}

FrameReader::FrameReader(FrameBounds bounds) : bounds_(bounds) {}
FrameReader::~FrameReader() = default;
FrameReader::FrameReader(FrameReader&&) noexcept = default;
FrameReader& FrameReader::operator=(FrameReader&&) noexcept = default;

void FrameReader::feed(std::string_view piece) {
    if (broken_) return;  // nothing after a fault can be understood, so nothing is kept
    buffer_.erase(0, std::exchange(start_, 0));
    buffer_.append(piece);
}

Result<std::optional<Frame>> FrameReader::next() {
    if (broken_) return tl::unexpected<Error>(*broken_);
    Result<std::optional<Frame>> frame = read_frame();
    if (!frame) broken_ = frame.error();
    if (!frame || (!frame->has_value() && pending_bytes() == 0)) let_go();
    return frame;
}

Result<std::optional<Frame>> FrameReader::read_frame() {
    if (pending_bytes() < limits::frame_header_bytes) return std::optional<Frame>{};
    const Header header = read_header(buffer_.data() + start_);
    if (header.body_bytes > bounds_.body_bytes_max) {
        return refuse(Reason::too_large,
                      "a frame claims " + std::to_string(header.body_bytes) + " bytes; at most " +
                          std::to_string(bounds_.body_bytes_max) + " are accepted");
    }
    if ((header.flags & ~compressed_flag) != 0) {
        return refuse(Reason::unsupported, "a frame has flags that this version does not know");
    }
    if (pending_bytes() < limits::frame_header_bytes + header.body_bytes) {
        return std::optional<Frame>{};
    }
    const std::string_view body(buffer_.data() + start_ + limits::frame_header_bytes,
                                header.body_bytes);
    if (checksum_of(header, body) != header.checksum) {
        return refuse(Reason::malformed, "a frame does not match its checksum");
    }

    Frame frame;
    frame.type = static_cast<FrameType>(header.type);
    if ((header.flags & compressed_flag) != 0) {
        Result<std::string> unpacked = unpack(body);
        if (!unpacked) return tl::unexpected<Error>(std::move(unpacked.error()));
        frame.body = std::move(*unpacked);
    } else {
        frame.body = body;
    }
    start_ += limits::frame_header_bytes + header.body_bytes;
    return std::optional<Frame>(std::move(frame));
}

// The claimed size is held against the bound first; then zstd writes into a buffer of exactly that
// size and stops at its end, so neither the claim nor the content can take more.
Result<std::string> FrameReader::unpack(std::string_view body) {
    const unsigned long long claimed = ZSTD_getFrameContentSize(body.data(), body.size());
    if (claimed == ZSTD_CONTENTSIZE_ERROR || claimed == ZSTD_CONTENTSIZE_UNKNOWN || claimed == 0) {
        return refuse(Reason::malformed, "a compressed frame does not state its size");
    }
    if (claimed > bounds_.unpacked_bytes_max) {
        return refuse(Reason::too_large,
                      "a compressed frame claims to hold " + std::to_string(claimed) + " bytes");
    }
    if (ZSTD_findFrameCompressedSize(body.data(), body.size()) != body.size()) {
        return refuse(Reason::malformed, "a compressed frame is cut off or has a tail");
    }
    if (!context_) context_.reset(ZSTD_createDCtx());
    if (!context_) throw std::bad_alloc();

    std::string unpacked(static_cast<std::size_t>(claimed), '\0');
    const std::size_t size = ZSTD_decompressDCtx(context_.get(), unpacked.data(), unpacked.size(),
                                                 body.data(), body.size());
    if (ZSTD_isError(size) != 0 || size != unpacked.size()) {
        return refuse(Reason::malformed, "a compressed frame does not decompress to its size");
    }
    return unpacked;
}

// A connection that has nothing to read keeps no context (some 100 KB) and no large buffer.
void FrameReader::let_go() {
    context_.reset();
    start_ = 0;
    buffer_.clear();
    if (buffer_.capacity() > idle_buffer_bytes_max) buffer_.shrink_to_fit();
}

}  // namespace veldwerk
