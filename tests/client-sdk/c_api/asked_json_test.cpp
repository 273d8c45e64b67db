// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/c_api/asked_json.hpp"

#include <gtest/gtest.h>

#include "client-sdk/c_api/border.hpp"

namespace veldwerk::device {
namespace {

using Texts = std::vector<std::string>;

TEST(AskedJson, AnEditIsReadWholeWithEveryFormOfAValue) {
    const auto edits = edits_of_json(R"({"type":"placement","id":"L1","version":"abc","fields":{
        "state":"requested","contract_minutes_per_week":1920,"combined":true,"end":null,
        "schedule":{"start":{"mon":480}},"withdrawn_uses":{"add":["a"],"remove":["b","c"]}}})");

    ASSERT_TRUE(edits) << edits.error().detail;
    ASSERT_EQ(edits->size(), 1U);
    const RecordEdit& edit = edits->front();
    EXPECT_EQ(edit.type, "placement");
    EXPECT_EQ(edit.record, "L1");
    EXPECT_EQ(edit.version, "abc");
    ASSERT_EQ(edit.fields.size(), 7U);
    EXPECT_EQ(edit.fields[1].values, Texts{"1920"});
    EXPECT_EQ(edit.fields[2].values, Texts{"true"});
    EXPECT_TRUE(edit.fields[3].values.empty());
    EXPECT_EQ(edit.fields[4].values, Texts{"mon:480"});
    EXPECT_EQ(edit.fields[5].mode, EditMode::add);
    EXPECT_EQ(edit.fields[6].mode, EditMode::remove);
    EXPECT_EQ(edit.fields[6].values, (Texts{"b", "c"}));
}

TEST(AskedJson, SeveralEditsAreOneSaveAndOneMayNameAnothersRecord) {
    const std::string id = "01939f00-0000-7000-8000-000000000001";
    const auto edits = edits_of_json(R"([{"type":"task","create_as":")" + id +
                                     R"("},{"type":"job","id":"J5","fields":{}}])");

    ASSERT_EQ(edits->size(), 2U);
    EXPECT_EQ(edits->front().create_as->text(), id);
}

TEST(AskedJson, TextOfAnotherShapeIsTheCallersMistake) {
    for (const char* wrong :
         {"", "{", "[]", "1", "[1]", "{}", R"({"type":1})", R"({"type":"job","fild":{}})",
          R"({"type":"job","fields":[]})", R"({"type":"job","create_as":"x"})"}) {
        EXPECT_THROW((void)edits_of_json(wrong), Misuse) << wrong;
    }
    for (const char* wrong : {"{}", R"({"type":"job","where":1})",
                              R"({"type":"job","where":{"code":["a"]}})"}) {
        EXPECT_THROW((void)asked_of_json(wrong), Misuse) << wrong;
    }
    EXPECT_THROW((void)parameters_of_json("{}"), Misuse);
    EXPECT_THROW((void)parameters_of_json("[[1]]"), Misuse);
}

TEST(AskedJson, AValueOfAnotherFormIsRefusedByItsField) {
    const auto edits = edits_of_json(R"({"type":"job","fields":{"seats":1.5}})");

    ASSERT_FALSE(edits);
    EXPECT_EQ(edits.error().reason, Reason::invalid_value);
}

TEST(AskedJson, ParametersKeepTheirTypes) {
    const auto cells = parameters_of_json(R"([null,true,7,1.5,"a"])");

    ASSERT_EQ(cells.size(), 5U);
    EXPECT_EQ(cells[1], Cell(std::int64_t{1}));
    EXPECT_EQ(cells[2], Cell(std::int64_t{7}));
    EXPECT_EQ(cells[3], Cell(1.5));
    EXPECT_EQ(cells[4], Cell(std::string("a")));
}

}  // namespace
}  // namespace veldwerk::device
