// SPDX-License-Identifier: EUPL-1.2
// A replica under a key: without it, with another one, and with a new one.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "client-sdk/replica/replica.hpp"

namespace veldwerk::device {
namespace {

constexpr carriage::StoreKey first_key{1}, second_key{2};

class Rekey : public ::testing::Test {
protected:
    Rekey() {
        std::string pattern = (std::filesystem::temp_directory_path() / "rekey-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
        auto made = open(first_key, true);
        EXPECT_TRUE(made);
        Enrolment enrolment;
        enrolment.private_key = "PRIVATE-KEY";
        enrolment.reply.certificate = "CERTIFICATE";
        EXPECT_TRUE((*made)->enrolled(enrolment, Instant{0}));
    }
    ~Rekey() override {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }
    Result<std::unique_ptr<Replica>> open(const carriage::StoreKey& key, bool create = false) {
        return Replica::open({.path = (folder / "a.db").string(), .key = key,
                              .luck =
                                  [this](void* bytes, std::size_t size) {
                                      for (std::size_t i = 0; i < size; ++i) {
                                          static_cast<std::uint8_t*>(bytes)[i] =
                                              static_cast<std::uint8_t>(luck());
                                      }
                                  },
                              .create = create});
    }
    /// Whether any file beside the replica, or it, holds a text as it is.
    bool shows(const std::string& text) {
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            std::ifstream file(entry.path(), std::ios::binary);
            std::stringstream bytes;
            bytes << file.rdbuf();
            if (bytes.str().find(text) != std::string::npos) return true;
        }
        return false;
    }

    std::filesystem::path folder;
    std::mt19937_64 luck{1};
};

TEST_F(Rekey, OnlyTheNewKeyOpensAndAllIsThere) {
    {
        auto replica = open(first_key);
        ASSERT_TRUE(replica);
        ASSERT_TRUE((*replica)->rekey(second_key));
        EXPECT_EQ((*replica)->identity().private_key, "PRIVATE-KEY") << "it goes on as it is";
    }

    const auto old = open(first_key);
    ASSERT_FALSE(old);
    EXPECT_EQ(old.error().reason, Reason::not_authorised);
    auto fresh = open(second_key);
    ASSERT_TRUE(fresh);
    EXPECT_EQ((*fresh)->identity().certificate, "CERTIFICATE");
}

TEST_F(Rekey, WhileAnotherHandleHasItOpenItIsRefusedAndTheKeyStays) {
    auto one = open(first_key);
    auto other = open(first_key);
    ASSERT_TRUE(one && other);

    const auto refused = (*one)->rekey(second_key);

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, Reason::crowded);
    other->reset();
    one->reset();
    EXPECT_TRUE(open(first_key));
}

TEST_F(Rekey, NothingLiesInTheOpenBeforeMeanwhileOrAfter) {
    auto replica = open(first_key);
    ASSERT_TRUE(replica);
    (*replica)->remember_office("OFFICE-ADDRESS:7443");
    EXPECT_FALSE(shows("PRIVATE-KEY") || shows("CERTIFICATE") || shows("OFFICE-ADDRESS"));
    EXPECT_FALSE(shows("SQLite format")) << "not even what kind of file it is";

    ASSERT_TRUE((*replica)->rekey(second_key));
    (*replica)->remember_office("OTHER-ADDRESS:7443");

    EXPECT_FALSE(shows("PRIVATE-KEY") || shows("CERTIFICATE") || shows("ADDRESS"));
}

}  // namespace
}  // namespace veldwerk::device
