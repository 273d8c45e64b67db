// SPDX-License-Identifier: EUPL-1.2
#include "daemon/custody/audit.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

namespace veldwerk::office {
namespace {

class AuditLog : public ::testing::Test {
protected:
    AuditLog() {
        std::string pattern = (std::filesystem::temp_directory_path() / "audit-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
    }
    ~AuditLog() override {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }

    void record(const std::string& action) {
        ASSERT_TRUE(Audit(folder).record({.action = action, .object = "D", .result = "done"},
                                         Instant{1'000}));
    }
    std::string bytes() {
        std::ifstream file(folder / "audit.jsonl", std::ios::binary);
        std::stringstream read;
        read << file.rdbuf();
        return read.str();
    }
    void write(const std::string& bytes) {
        std::ofstream(folder / "audit.jsonl", std::ios::binary) << bytes;
    }

    std::filesystem::path folder;
};

TEST_F(AuditLog, AnEmptyOneIsSound) {
    const AuditCheck check = check_audit(folder);

    EXPECT_EQ(check.lines, 0U);
    EXPECT_FALSE(check.fault);
}

TEST_F(AuditLog, HasTheFieldsOfTheNormOneObjectALine) {
    record("device revoke");

    EXPECT_EQ(bytes(),
              R"({"time":"1970-01-01T00:00:01Z","action":"device revoke","object":"D",)"
              R"("result":"done","origin":"-","actor":"-","previous":")" +
                  std::string(64, '0') + "\"}\n");
}

TEST_F(AuditLog, AChangedLineOrOneTakenOutBreaksTheChain) {
    for (const char* action : {"one", "two", "three"}) record(action);
    const std::string whole = bytes();
    ASSERT_FALSE(check_audit(folder).fault);

    std::string changed = whole;
    changed.replace(changed.find("two"), 3, "bad");
    write(changed);
    EXPECT_EQ(check_audit(folder).fault,
              "the audit log breaks at line 3: it does not follow from the line before it");

    const auto first = whole.find('\n') + 1;
    const auto second = whole.find('\n', first) + 1;
    write(whole.substr(0, first) + whole.substr(second));
    EXPECT_EQ(check_audit(folder).fault,
              "the audit log breaks at line 2: it does not follow from the line before it");
}

TEST_F(AuditLog, HalfALineOfACrashIsMendedByTheNextWriter) {
    record("one");
    const std::string before = bytes();
    write(before + R"({"time":"1970-)");
    EXPECT_FALSE(check_audit(folder).fault);

    record("two");

    EXPECT_EQ(bytes().substr(0, before.size()), before);
    EXPECT_EQ(check_audit(folder).lines, 2U);
    EXPECT_FALSE(check_audit(folder).fault);
}

TEST_F(AuditLog, SeveralWritersMakeOneChain) {
    std::vector<std::thread> writers;
    for (int writer = 0; writer < 4; ++writer) {
        writers.emplace_back([this] {
            for (int i = 0; i < 50; ++i) record("push");
        });
    }
    for (auto& writer : writers) writer.join();

    EXPECT_EQ(check_audit(folder).lines, 200U);
    EXPECT_FALSE(check_audit(folder).fault);
}

TEST_F(AuditLog, WhatItIsGivenCannotMakeALineOfItsOwn) {
    record("a\"\n{\"b\\");

    EXPECT_EQ(check_audit(folder).lines, 1U);
    EXPECT_EQ(bytes().find("\"b"), std::string::npos);
}

TEST_F(AuditLog, SaysThatItCouldNotBeWritten) {
    EXPECT_FALSE(Audit(folder / "nowhere").record({.action = "x", .result = "done"}, Instant{0}));
}

}  // namespace
}  // namespace veldwerk::office
