// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/network/office_address.hpp"

#include <gtest/gtest.h>

namespace veldwerk::device {
namespace {

TEST(OfficeAddress, ThePortMayBeLeftOut) {
    EXPECT_EQ(parse_office_address("office.example").value(),
              (OfficeAddress{"office.example", default_port}));
    EXPECT_EQ(parse_office_address("127.0.0.1:80").value(), (OfficeAddress{"127.0.0.1", 80}));
    EXPECT_EQ(parse_office_address("[::1]:80").value(), (OfficeAddress{"::1", 80}));
    EXPECT_EQ(parse_office_address("[::1]").value(), (OfficeAddress{"::1", default_port}));
}

TEST(OfficeAddress, WhatIsRememberedReadsBack) {
    for (const char* text : {"office.example:7443", "[fe80::1]:1"}) {
        EXPECT_EQ(parse_office_address(text)->text(), text);
    }
}

TEST(OfficeAddress, AnythingElseIsWrongUse) {
    for (const char* text : {"", ":80", "a:", "a:0", "a:65536", "a:x", "a b:1", "[::1", "[::1]80",
                             "http://a:1", "::1"}) {
        const auto address = parse_office_address(text);
        ASSERT_FALSE(address) << text;
        EXPECT_EQ(address.error().reason, Reason::wrong_use);
    }
}

}  // namespace
}  // namespace veldwerk::device
