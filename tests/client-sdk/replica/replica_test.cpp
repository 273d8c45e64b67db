// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/replica/replica.hpp"

#include "tests/client-sdk/office_double.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace veldwerk::device {
namespace {

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

class TheFile : public testing::Test {
protected:
    TheFile() : programme(write_small_programme(office)), replica(file.enrolled(office)) {
        EXPECT_FALSE(sync(*replica, office).error);
    }
    Result<Saved> put(Replica& into, const std::string& email) {
        const RecordEdit edit{"participant", "D001", {}, {{"email", EditMode::set, {email}}}, {}};
        return into.save({&edit, 1}, monday);
    }

    OfficeDouble office;
    SmallProgramme programme;
    ReplicaInFile file{"file"};
    std::unique_ptr<Replica> replica;
};

TEST_F(TheFile, ShowsNothingWithoutItsKey) {
    ASSERT_TRUE(put(*replica, "mine@example.org"));
    const std::string before = bytes_of(file.path());

    const auto wrong = Replica::open({file.path(), {}, repeatable_luck(1)});

    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().reason, Reason::not_authorised);
    EXPECT_EQ(bytes_of(file.path()), before);
    EXPECT_TRUE(Replica::open({file.path(), file.key(), repeatable_luck(1)}));
}

TEST_F(TheFile, HoldsNoPlainTextAndNeitherDoesItsLog) {
    ASSERT_TRUE(put(*replica, "mine@example.org"));

    for (const char* suffix : {"", "-wal", "-shm"}) {
        const std::string bytes = bytes_of(file.path() + suffix);
        for (const char* secret :
             {"D001", "Fatima", "mine@example.org", "a private key", "SQLite", "participant"}) {
            EXPECT_EQ(bytes.find(secret), std::string::npos) << secret << " in " << suffix;
        }
    }
}

TEST_F(TheFile, IsSharedByTwoHandles) {
    auto second = file.open();
    ASSERT_TRUE(put(*replica, "first@example.org"));
    const auto commits = second->foreign_commits();

    ASSERT_TRUE(put(*second, "second@example.org"));
    ASSERT_TRUE(put(*replica, "third@example.org"));

    EXPECT_NE(second->foreign_commits(), commits);
    EXPECT_EQ(one(*second, "SELECT email FROM participant"), "third@example.org");
    EXPECT_EQ(second->standpoint().next_counter, 4u);
    EXPECT_FALSE(sync(*second, office).error);
    EXPECT_EQ(one(*replica, "SELECT email FROM participant"), "third@example.org");
    EXPECT_EQ(replica->status().unsent, 0u);
}

TEST_F(TheFile, IsNotThereUnlessAskedFor) {
    ReplicaInFile nowhere("nowhere");

    const auto opened = Replica::open({nowhere.path(), nowhere.key(), repeatable_luck(1)});

    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().detail.find("enrol first"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(nowhere.path()));
}

TEST_F(TheFile, IsEnrolledOnce) {
    EXPECT_FALSE(replica->enrolled({}, monday));
    EXPECT_EQ(replica->identity().private_key, "a private key");
    replica->remember_office("elsewhere:1");
    EXPECT_EQ(replica->identity().office_address, "elsewhere:1");
}

TEST_F(TheFile, IsGoneAfterAWipeForAllHandles) {
    auto second = file.open();
    ASSERT_TRUE(put(*replica, "mine@example.org"));

    replica->wipe();

    EXPECT_FALSE(second->query("SELECT code FROM participant"));
    EXPECT_TRUE(second->identity().private_key.empty());
    second.reset();
    const auto again = Replica::open({file.path(), file.key(), repeatable_luck(1), true});
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().reason, Reason::revoked);
    EXPECT_NE(again.error().detail.find("wiped by the office"), std::string::npos);
}

TEST_F(TheFile, StaysWholeWhenTheDiskIsFullAtAnyMoment) {
    // SIGXFSZ would end the process; ignored, the write fails as on a full disk.
    const auto previous = std::signal(SIGXFSZ, SIG_IGN);
    rlimit unlimited{};
    ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &unlimited), 0);
    std::uint64_t acknowledged = 0;
    int failures = 0;
    bool passed = false;
    for (rlim_t room = 0; !passed && room < 2'000'000; room += 20'000) {
        ReplicaInFile small("full");
        small.remove();
        std::filesystem::copy_file(file.path(), small.path());
        for (const char* suffix : {"-wal"}) {
            std::filesystem::copy_file(file.path() + suffix, small.path() + suffix);
        }
        acknowledged = 0;
        passed = true;
        auto opened = Replica::open({small.path(), small.key(), repeatable_luck(3)});
        ASSERT_TRUE(opened);
        const rlimit tight{std::filesystem::file_size(file.path() + "-wal") + room,
                           unlimited.rlim_max};
        setrlimit(RLIMIT_FSIZE, &tight);
        for (int i = 0; i < 20; ++i) {
            try {
                if (put(**opened, std::string(500, 'a') + std::to_string(i))) ++acknowledged;
            } catch (const std::exception&) {
                passed = false;
                ++failures;
            }
        }
        setrlimit(RLIMIT_FSIZE, &unlimited);

        EXPECT_EQ((*opened)->standpoint().next_counter, acknowledged + 1);
        EXPECT_EQ((*opened)->status().unsent, acknowledged);
        EXPECT_TRUE(put(**opened, "room@example.org")) << "there is room again";
        opened->reset();
        opened = Replica::open({small.path(), small.key(), repeatable_luck(3)});
        ASSERT_TRUE(opened);
        EXPECT_EQ((*opened)->status().unsent, acknowledged + 1);
        EXPECT_EQ(one(**opened, "SELECT email FROM participant"), "room@example.org");
    }
    std::signal(SIGXFSZ, previous);
    EXPECT_TRUE(passed);
    EXPECT_GT(failures, 0);
}

}  // namespace
}  // namespace veldwerk::device
