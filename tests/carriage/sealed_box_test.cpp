// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/sealed_box.hpp"

#include <gtest/gtest.h>

namespace veldwerk::carriage {
namespace {

TEST(SealedBox, OpensWithItsKeyAloneAndOnlyUnaltered) {
    const SealKeys keys = seal_keys_from({1, 2, 3});
    const SealKeys others = seal_keys_from({4, 5, 6});
    auto box = seal("weeks of notes", keys.to);
    ASSERT_TRUE(box);

    EXPECT_EQ(open_sealed(*box, keys), "weeks of notes");
    EXPECT_FALSE(open_sealed(*box, others));
    EXPECT_EQ(box->find("notes"), std::string::npos);
    EXPECT_EQ(box->size(), std::string("weeks of notes").size() + seal_overhead_bytes);
    box->back() = static_cast<char>(box->back() ^ 1);
    EXPECT_FALSE(open_sealed(*box, keys));
}

TEST(SealedBox, KeysFollowFromTheirLuckAndAWrongKeySealsNothing) {
    EXPECT_EQ(seal_keys_from({7}).to, seal_keys_from({7}).to);
    EXPECT_NE(seal_keys_from({7}).to, seal_keys_from({8}).to);
    EXPECT_FALSE(seal("x", "no key"));
    EXPECT_FALSE(open_sealed("short", seal_keys_from({7})));
}

}  // namespace
}  // namespace veldwerk::carriage
