// SPDX-License-Identifier: EUPL-1.2
// What is said is understood for ever: the golden files hold frames of each released version, byte
// for byte. The newest version is written here and compared; all versions are read. With
// VELDWERK_WRITE_GOLDEN set, files that are missing are written; none is ever changed.
#include "protocol/wire/messages.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/protocol/merge/drawn_changes.hpp"
#include "tests/protocol/wire/golden_samples.hpp"

namespace veldwerk {
namespace {

namespace fs = std::filesystem;

const fs::path golden_folder = fs::path(VELDWERK_SOURCES) / "tests" / "golden";

std::string hex_of(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        text.push_back(digits[byte >> 4]);
        text.push_back(digits[byte & 15]);
        if (i % 32 == 31 || i + 1 == bytes.size()) text.push_back('\n');
    }
    return text;
}

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file);
    std::string bytes;
    char high = 0;
    char low = 0;
    while (in >> high >> low) {
        bytes.push_back(static_cast<char>(std::stoi(std::string{high, low}, nullptr, 16)));
    }
    return bytes;
}

/// Every version of one golden file, as bytes.
std::vector<std::string> all_versions(const std::string& name) {
    std::vector<std::string> versions;
    for (std::uint32_t version = 1; version <= wire_version; ++version) {
        const auto file = golden_folder / (name + "-v" + std::to_string(version) + ".hex");
        if (fs::exists(file)) versions.push_back(bytes_of(file));
    }
    return versions;
}

void expect_golden(const std::string& name, const std::string& bytes) {
    const auto file = golden_folder / (name + "-v" + std::to_string(wire_version) + ".hex");
    if (std::getenv("VELDWERK_WRITE_GOLDEN") != nullptr && !fs::exists(file)) {
        std::ofstream(file) << hex_of(bytes);
    }
    ASSERT_TRUE(fs::exists(file)) << file.filename() << " is missing: VELDWERK_WRITE_GOLDEN=1";
    EXPECT_EQ(hex_of(bytes), hex_of(bytes_of(file)))
        << "the bytes of " << name << " changed: a released version never does";
}

TEST(Messages, AreWrittenAsTheGoldenFramesSay) {
    const auto samples = proof::sample_messages();
    ASSERT_EQ(samples.size(), std::variant_size_v<Message>);

    FrameWriter writer;
    for (const auto& [name, message] : samples) {
        const std::string body = encode_message(message);
        ASSERT_LT(body.size(), limits::compress_bytes_min) << "no golden file depends on zstd";
        expect_golden(name, writer.make_frame(frame_type_of(message), body));
    }
    expect_golden("change", encode_change(proof::sample_change()));
    expect_golden("batch", proof::sample_batch());
}

TEST(Messages, OfEveryReleasedVersionAreRead) {
    for (const auto& [name, message] : proof::sample_messages()) {
        for (const auto& bytes : all_versions(name)) {
            FrameReader reader;
            reader.feed(bytes);
            const auto frame = reader.next();
            ASSERT_TRUE(frame && *frame) << name;
            const auto read = decode_message((*frame)->type, (*frame)->body);
            ASSERT_TRUE(read && *read) << name;
            EXPECT_EQ((*read)->index(), message.index()) << name;
        }
    }
    for (const auto& bytes : all_versions("change")) {
        EXPECT_TRUE(decode_change(bytes, proof::sample_change().stamp));
    }
    for (const auto& bytes : all_versions("batch")) {
        auto reader = BatchReader::open(bytes);
        ASSERT_TRUE(reader);
        while (!reader->done()) ASSERT_TRUE(reader->next());
    }
}

TEST(Messages, SayTheSameWhenTheyAreReadAndWrittenAgain) {
    for (const auto& [name, message] : proof::sample_messages()) {
        const std::string bytes = encode_message(message);

        const auto read = decode_message(frame_type_of(message), bytes);

        ASSERT_TRUE(read && *read) << name;
        EXPECT_EQ(hex_of(encode_message(**read)), hex_of(bytes)) << name;
    }
}

TEST(Messages, WithATailFromALaterVersionAreRead) {
    for (const auto& [name, message] : proof::sample_messages()) {
        const std::string bytes = encode_message(message);

        const auto read = decode_message(frame_type_of(message), bytes + "a later field");

        ASSERT_TRUE(read && *read) << name;
        EXPECT_EQ(encode_message(**read), bytes) << name;
    }
}

TEST(Messages, CutOffAreRefused) {
    for (const auto& [name, message] : proof::sample_messages()) {
        const std::string bytes = encode_message(message);
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            const auto read = decode_message(frame_type_of(message), bytes.substr(0, size));
            ASSERT_FALSE(read) << name << " cut off at " << size;
            EXPECT_EQ(read.error().reason, Reason::malformed);
        }
    }
}

TEST(Messages, OfAnUnknownTypeAreSkippedNotRefused) {
    for (const int type : {0, 98, 99, 200, 255}) {
        const auto read = decode_message(static_cast<FrameType>(type), "anything");
        ASSERT_TRUE(read);
        EXPECT_FALSE(*read);
    }
}

RC_GTEST_PROP(Messages, OfMutatedBytesAreRefusedOrReadTheSameAgain, ()) {
    const auto samples = proof::sample_messages();
    const auto& message = samples[*rc::gen::inRange<std::size_t>(0, samples.size())].second;
    const std::string bytes = *proof::mutated(encode_message(message));

    const auto read = decode_message(frame_type_of(message), bytes);

    if (!read) {
        RC_ASSERT(read.error().reason == Reason::malformed);
        return;
    }
    const std::string again = encode_message(**read);
    const auto reread = decode_message(frame_type_of(message), again);
    RC_ASSERT(reread.has_value());
    RC_ASSERT(encode_message(**reread) == again);
}

}  // namespace
}  // namespace veldwerk
