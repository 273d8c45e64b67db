// SPDX-License-Identifier: EUPL-1.2
// Frames survive any cutting into pieces, and no sequence of bytes costs more memory than allowed.
#include "protocol/wire/frame.hpp"

#include <gtest/gtest.h>
#include <xxhash.h>
#include <zstd.h>

#include <random>
#include <vector>

namespace veldwerk {
namespace {

// A frame with a right checksum around any body, written independently of FrameWriter.
std::string forge(std::uint8_t type, std::uint8_t flags, const std::string& body) {
    const std::uint32_t checksum = XXH32(body.data(), body.size(), type + 256U * flags);
    const auto size = static_cast<std::uint32_t>(body.size());
    std::string frame;
    for (int shift : {0, 8, 16, 24})
        frame.push_back(static_cast<char>(size >> shift));
    frame.push_back(static_cast<char>(type));
    frame.push_back(static_cast<char>(flags));
    for (int shift : {0, 8, 16, 24})
        frame.push_back(static_cast<char>(checksum >> shift));
    return frame + body;
}

std::string pack(const std::string& body) {
    std::string packed(ZSTD_compressBound(body.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), body.data(), body.size(), 3));
    return packed;
}

std::string random_bytes(std::size_t size, unsigned seed) {
    std::mt19937 luck(seed);
    std::string bytes(size, '\0');
    for (char& byte : bytes)
        byte = static_cast<char>(luck());
    return bytes;
}

Reason reason_for(const std::string& bytes) {
    FrameReader reader;
    reader.feed(bytes);
    const auto frame = reader.next();
    return frame ? Reason{} : frame.error().reason;
}

TEST(Frame, ComesBackAsItWasSent) {
    FrameWriter writer;
    FrameReader reader;

    reader.feed(writer.make_frame(FrameType::hello, "good morning"));
    const auto frame = reader.next();

    ASSERT_TRUE(frame && *frame);
    EXPECT_EQ((*frame)->type, FrameType::hello);
    EXPECT_EQ((*frame)->body, "good morning");
    EXPECT_EQ(reader.pending_bytes(), 0U);
}

TEST(Frame, HasTheLayoutThatIsWrittenDown) {
    FrameWriter writer;

    EXPECT_EQ(writer.make_frame(FrameType::push, "abc"), forge(6, 0, "abc"));
    EXPECT_EQ(writer.make_frame(FrameType::ping, ""), forge(12, 0, ""));
    EXPECT_EQ(writer.make_frame(FrameType::ping, "").size(), limits::frame_header_bytes);
}

TEST(Frame, SurvivesAnyCuttingIntoPieces) {
    FrameWriter writer;
    const std::vector<std::string> bodies{"", "short", std::string(5'000, 'x'),
                                          random_bytes(3'000, 7), "the last"};
    std::string stream;
    for (const auto& body : bodies)
        stream += writer.make_frame(FrameType::records, body);

    for (std::size_t piece : {1U, 2U, 3U, 9U, 10U, 11U, 100U, 4096U}) {
        FrameReader reader;
        std::vector<std::string> read;
        for (std::size_t at = 0; at < stream.size(); at += piece) {
            reader.feed(std::string_view(stream).substr(at, piece));
            for (auto frame = reader.next(); frame && *frame; frame = reader.next()) {
                read.push_back((*frame)->body);
            }
        }
        EXPECT_EQ(read, bodies) << "cut into pieces of " << piece;
    }
}

TEST(Frame, IsCompressedOnlyWhenThatPays) {
    FrameWriter writer;

    EXPECT_LT(writer.make_frame(FrameType::push, std::string(10'000, 'a')).size(), 100U);
    EXPECT_EQ(writer.make_frame(FrameType::push, std::string(199, 'a')).size(), 209U);
    EXPECT_EQ(writer.make_frame(FrameType::push, random_bytes(10'000, 1)).size(), 10'010U);
}

TEST(Frame, OfAnUnknownTypeIsPassedThrough) {
    FrameReader reader;
    reader.feed(forge(200, 0, "from the future"));

    const auto frame = reader.next();

    ASSERT_TRUE(frame && *frame);
    EXPECT_EQ(static_cast<int>((*frame)->type), 200);
}

TEST(Frame, ThatClaimsTooMuchIsRefusedFromItsHeaderAlone) {
    std::string header = forge(6, 0, "").substr(0, limits::frame_header_bytes);
    header[3] = '\x7f';

    EXPECT_EQ(reason_for(header), Reason::too_large);
}

TEST(Frame, OfAStrangerMustBeSmall) {
    FrameWriter writer;
    FrameReader reader(stranger_bounds);
    reader.feed(writer.make_frame(FrameType::enrol, random_bytes(20'000, 3)));
    FrameReader bombed(stranger_bounds);
    bombed.feed(writer.make_frame(FrameType::enrol, std::string(20'000, 'x')));

    EXPECT_EQ(reader.next().error().reason, Reason::too_large);
    EXPECT_EQ(bombed.next().error().reason, Reason::too_large);
}

TEST(Frame, WithUnknownFlagsIsRefused) {
    EXPECT_EQ(reason_for(forge(6, 2, "x")), Reason::unsupported);
    EXPECT_EQ(reason_for(forge(6, 0x81, "x")), Reason::unsupported);
}

TEST(Frame, WithOneFlippedBitIsNeverTakenForTheRightOne) {
    FrameWriter writer;
    const std::string right = writer.make_frame(FrameType::accepted, "counter 17");

    for (std::size_t bit = 0; bit < right.size() * 8; ++bit) {
        std::string wrong = right;
        wrong[bit / 8] = static_cast<char>(wrong[bit / 8] ^ (1 << (bit % 8)));
        FrameReader reader;
        reader.feed(wrong);
        const auto frame = reader.next();
        EXPECT_FALSE(frame && *frame) << "bit " << bit;
    }
}

TEST(Frame, BombIsRefusedBeforeItIsUnpacked) {
    const std::string bomb = pack(std::string(limits::frame_unpacked_bytes_max + 1, '\0'));
    ASSERT_LT(bomb.size(), 4'000U);

    EXPECT_EQ(reason_for(forge(6, 1, bomb)), Reason::too_large);
}

TEST(Frame, ThatLiesAboutItsUnpackedSizeIsRefused) {
    // A single-segment zstd header with a 4-byte size: magic, descriptor, size, blocks.
    std::string honest = pack(std::string(100'000, 'x'));
    ASSERT_EQ(static_cast<unsigned char>(honest[4]) & 0xE0, 0xA0) << "the header zstd writes";

    for (const char lie : {'\x01', '\x7f'}) {
        std::string liar = honest;
        liar[6] = lie;
        EXPECT_EQ(reason_for(forge(6, 1, liar)), Reason::malformed);
    }
}

TEST(Frame, WithATailBehindTheCompressedPartIsRefused) {
    const std::string packed = pack(std::string(1'000, 'x'));

    EXPECT_EQ(reason_for(forge(6, 1, packed + "tail")), Reason::malformed);
    EXPECT_EQ(reason_for(forge(6, 1, packed + packed)), Reason::malformed);
    EXPECT_EQ(reason_for(forge(6, 1, packed.substr(0, packed.size() - 1))), Reason::malformed);
}

TEST(Frame, ThatIsNotCompressedThoughItSaysSoIsRefused) {
    EXPECT_EQ(reason_for(forge(6, 1, "plain text")), Reason::malformed);
    EXPECT_EQ(reason_for(forge(6, 1, "")), Reason::malformed);
}

TEST(Frame, AtTheLimitFitsAndOneByteMoreIsABugOfTheSender) {
    FrameWriter writer;
    FrameReader reader;
    const std::string largest = random_bytes(limits::frame_body_bytes_max, 11);

    reader.feed(writer.make_frame(FrameType::records, largest));
    const auto frame = reader.next();

    ASSERT_TRUE(frame && *frame);
    EXPECT_EQ((*frame)->body, largest);
    EXPECT_THROW((void)writer.make_frame(FrameType::records, largest + "x"), BrokenInvariant);
}

TEST(FrameReader, SaysWhenAStreamWasCutOff) {
    FrameWriter writer;
    FrameReader reader;
    const std::string whole = writer.make_frame(FrameType::push, "abcdef");

    reader.feed(whole.substr(0, whole.size() - 1));
    const auto frame = reader.next();

    ASSERT_TRUE(frame);
    EXPECT_FALSE(*frame);
    EXPECT_EQ(reader.pending_bytes(), whole.size() - 1);
}

TEST(FrameReader, StaysBrokenAfterTheFirstFault) {
    FrameWriter writer;
    FrameReader reader;
    reader.feed(forge(6, 4, "x"));
    ASSERT_FALSE(reader.next());

    reader.feed(writer.make_frame(FrameType::hello, "fine by itself"));

    EXPECT_EQ(reader.next().error().reason, Reason::unsupported);
    EXPECT_EQ(reader.pending_bytes(), 0U);
}

}  // namespace
}  // namespace veldwerk
