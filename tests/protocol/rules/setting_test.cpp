// SPDX-License-Identifier: EUPL-1.2
#include "protocol/rules/setting.hpp"

#include <gtest/gtest.h>

namespace veldwerk {
namespace {

TEST(SettingForm, ANumberIsANumberWithinItsBounds) {
    EXPECT_TRUE(check_setting("tolerance_minutes", "0"));
    EXPECT_TRUE(check_setting("full_time_minutes_per_week", "2160"));
    EXPECT_TRUE(check_setting("cap_public", "4"));
    for (const char* wrong : {"fifteen", "15 ", "-1", "1.5", "1441", "99999999999999999999"}) {
        EXPECT_FALSE(check_setting("tolerance_minutes", wrong)) << wrong;
    }
    EXPECT_FALSE(check_setting("full_time_minutes_per_week", "0")) << "it is divided by";
}

TEST(SettingForm, TheRefusalSaysWhatIsAllowed) {
    EXPECT_EQ(check_setting("overdue_days", "soon").error().detail,
              "setting overdue_days: \"soon\" is not a whole number from 1 to 3660");
    EXPECT_EQ(check_setting("sync_window", "at night").error().detail,
              "setting sync_window: \"at night\" is not two times of day like 23:00-05:00");
}

TEST(SettingForm, AnEmptyValueLiftsACap) { EXPECT_TRUE(check_setting("cap_public", "")); }

TEST(SettingForm, ANameThatNoRuleKnowsTakesAnything) {
    EXPECT_TRUE(check_setting("coffee", "black"));
}

}  // namespace
}  // namespace veldwerk
