// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/type_names.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace veldwerk::carriage {
namespace {

TEST(TypeNames, AnUnknownTypeIsAnsweredWithTheOneThatWasMeant) {
    EXPECT_EQ(told_unknown_type("particpant"),
              "there is no record type \"particpant\"; did you mean participant?");
    EXPECT_EQ(told_unknown_type("jobs"), "there is no record type \"jobs\"; did you mean job?");
    EXPECT_EQ(told_unknown_type("plaatsing"),
              "there is no record type \"plaatsing\"; did you mean placement?");
}

TEST(TypeNames, NothingIsGuessedForAWordThatIsNothingAlike) {
    for (const std::string& word :
         {std::string(), std::string("unicorn"), std::string(100'000, 'p')}) {
        EXPECT_EQ(told_unknown_type(word).find("did you mean"), std::string::npos);
    }
}

TEST(TypeNames, TheListNamesEveryTypeThatPeopleWriteAndFitsATerminal) {
    std::istringstream lines(listed_types());
    std::string line;
    std::string all;
    while (std::getline(lines, line)) {
        EXPECT_LE(line.size(), 80U);
        all += line + ' ';
    }

    for (const RecordType& type : schema()) {
        const bool is_listed = all.find(' ' + std::string(type.name) + ' ') != std::string::npos;
        EXPECT_EQ(is_listed, !type.derived()) << type.name;
    }
}

TEST(TypeNames, PeopleGoByTheirNameAndOtherRecordsByTheirCode) {
    EXPECT_EQ(naming_field(*find_type("coach"))->name, "name");
    EXPECT_EQ(naming_field(*find_type("participant"))->name, "code");
    EXPECT_EQ(naming_field(*find_type("meeting"))->name, "title");
    EXPECT_EQ(naming_field(*find_type("observation")), nullptr);
}

}  // namespace
}  // namespace veldwerk::carriage
