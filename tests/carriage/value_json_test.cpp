// SPDX-License-Identifier: EUPL-1.2
// Values as JSON, there and back, for every kind that has a form of its own.
#include "protocol/carriage/value_json.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "protocol/records/value.hpp"

namespace veldwerk::carriage {
namespace {

const Field& field_of(std::string_view type, std::string_view name) {
    const Field* field = find_type(type)->find(name);
    EXPECT_NE(field, nullptr) << name;
    return *field;
}

struct Case {
    const char* type;
    const char* field;
    const char* text;
    const char* json;
};

TEST(ValueJson, EveryFormComesBackAsTheTextItWasMadeFrom) {
    const Case cases[] = {
        {"participant", "given_name", "Anja", R"("Anja")"},
        {"placement", "contract_minutes_per_week", "1920", "1920"},
        {"placement", "combined", "true", "true"},
        {"placement", "start", "2026-11-30", R"("2026-11-30")"},
        {"placement", "state", "active", R"("active")"},
        {"placement", "schedule", "mon:480,tue:480", R"({"start":{"mon":480,"tue":480}})"},
        {"placement", "schedule", "mon:480;2026-12-07/none",
         R"({"start":{"mon":480},"2026-12-07":{}})"},
        {"observation", "parts", "present:300,sick:180",
         R"([{"status":"present","minutes":300},{"status":"sick","minutes":180}])"},
        {"placement", "interruptions", "2026-12-07..2026-12-11,2026-12-21..",
         R"(["2026-12-07..2026-12-11","2026-12-21.."])"},
    };
    for (const Case& one : cases) {
        const Field& field = field_of(one.type, one.field);
        const std::string text = format_value(field, *parse_value(field, one.text));
        ASSERT_EQ(text, one.text);

        const Json json = json_of_texts(field, {&text, 1});

        EXPECT_EQ(json.dump(), one.json);
        EXPECT_EQ(texts_of_json(field, json).value(), std::vector{text});
    }
}

TEST(ValueJson, ASetIsAnArrayAndNothingIsNull) {
    const Field& phones = field_of("participant", "phones");
    const std::vector<std::string> texts{"0612345678", "0687654321"};

    EXPECT_EQ(json_of_texts(phones, texts).dump(), R"(["0612345678","0687654321"])");
    EXPECT_EQ(texts_of_json(phones, json_of_texts(phones, texts)).value(), texts);
    EXPECT_TRUE(json_of_texts(phones, {}).is_null());
    EXPECT_TRUE(texts_of_json(phones, nullptr).value().empty());
}

TEST(ValueJson, AWeekWithoutADayIsOneFromTheStart) {
    const Field& schedule = field_of("placement", "schedule");

    EXPECT_EQ(texts_of_json(schedule, Json::parse(R"({"mon":480})")).value(),
              std::vector<std::string>{"mon:480"});
}

TEST(ValueJson, WhatIsNoValueIsRefusedByItsFieldName) {
    const Field& parts = field_of("observation", "parts");

    for (const char* wrong : {"1.5", "{}", R"([{"status":"present"}])", "[1]"}) {
        const auto texts = texts_of_json(parts, Json::parse(wrong));
        ASSERT_FALSE(texts) << wrong;
        EXPECT_EQ(texts.error().reason, Reason::invalid_value);
        EXPECT_TRUE(texts.error().detail.starts_with("parts: ")) << texts.error().detail;
    }
}

}  // namespace
}  // namespace veldwerk::carriage
