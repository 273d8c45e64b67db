// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/why.hpp"

#include "tests/daemon/office/conflict_world.hpp"

namespace veldwerk::office {
namespace {

class Why : public Conflicts {
protected:
    std::string story(const RecordId& participant, const std::string& field) {
        const auto told = why(world.office->ledger(), world.state("participant", participant));
        for (const auto& reason : told)
            if (reason.field == field) return reason.why;
        return {};
    }
};

TEST_F(Why, AValueTellsWhoWroteItAndOnWhatGroundItStands) {
    const RecordId whose = participant("D001");
    begin();
    world.admit({edit(a, "participant", whose, {{"address", "Oude straat 1"}}),
                 edit(b, "participant", whose, {{"address", "Nieuwe straat 2"}})});

    const std::string told = story(whose, "address");

    EXPECT_NE(told.find("the latest entry, which is shown"), std::string::npos) << told;
    EXPECT_NE(told.find("Also entered: "), std::string::npos) << told;
    EXPECT_NE(told.find("Anja"), std::string::npos) << told;
    EXPECT_NE(told.find("Bram"), std::string::npos) << told;
    EXPECT_EQ(story(whose, "family_name"), "") << "nobody wrote it";
}

TEST_F(Why, WhatWasRemovedFromASetIsStillExplained) {
    const RecordId whose = participant("D001");
    world.put("participant", {{"phones", "0612345678"}}, "D001");
    ASSERT_NE(story(whose, "phones").find("0612345678 was added by "), std::string::npos);

    world.put("participant", {{"phones", ""}}, "D001");

    EXPECT_NE(story(whose, "phones").find("0612345678 was removed by "), std::string::npos)
        << story(whose, "phones");
}

}  // namespace
}  // namespace veldwerk::office
