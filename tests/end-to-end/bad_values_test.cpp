// SPDX-License-Identifier: EUPL-1.2
// What a person types wrongly, on both sides of the line: exit 1, one line that names the field and
// what would do, and nothing written. Wrong use of a command exits 2.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/end-to-end/small_programme.hpp"

namespace veldwerk::e2e {
namespace {

struct Wrong {
    const char* typed;
    const char* names;  ///< what the line must hold: the field, the record
    const char* tells;  ///< and this: what is allowed, or what to do
};

constexpr Wrong both_houses[] = {
    {"put participant --id D001 colour=red", "colour", "participant"},
    {"put coaching_log participant=D001 date=2026-11-31 minutes=30", "date", "like 2026-11-30"},
    {"put coaching_log participant=D001 date=30-11-2026 minutes=30", "date", "like 2026-11-30"},
    {"put coaching_log participant=D001 date=2026-11-16 minutes=half", "minutes", "number"},
    {"put coaching_log participant=D001 date=2026-11-16 minutes=-5", "minutes", "0"},
    {"put coaching_log participant=D001 date=2026-11-16 minutes=1.5", "minutes", "number"},
    {"put coaching_log participant=D009 date=2026-11-16 minutes=30", "D009", "participant"},
    {"put coaching_log date=2026-11-16 minutes=30", "participant", "is required"},
    {"put contact participant=D001 kind=letter date=2026-11-16", "kind", "telephone"},
    {"put placement --id L1 schedule=mon:25h", "schedule", "mon"},
    {"put placement --id L1 schedule=maandag:480", "schedule", "mon"},
    {"put placement --id L7 start=2026-12-01", "L7", "placement"},
    {"put placement --id L1@00000000 start=2026-12-01", "start", "version"},
    {"put job --id J1 seats=many", "seats", "number"},
    {"put employer kvk=12345678", "name", "is required"},
    {"put employer name=X kvk=12", "kvk", "eight digits"},
    {"put meeting title=X start=17-12-2026", "start", "like 2026-12-17T18:00"},
};

constexpr Wrong devices_only[] = {
    {"observe --placement L1 --date 2026-12-01 --status present --minutes 480", "2026-12-01",
     "date"},
    {"observe --placement L1 --date 2026-11-16 --status working --minutes 480", "working",
     "unauthorised_absence"},
    {"observe --placement L1 --date 2026-11-16 --status present --minutes 1441", "parts",
     "0 to 1440"},
    {"observe --placement L1 --date 2026-11-16 --status present --minutes 8u", "parts", "minutes"},
    {"observe --placement L1 --date 2026-11-16 --parts present:800,sick:800", "parts", "1440"},
    {"observe --placement L9 --date 2026-11-16 --status present --minutes 480", "L9", "placement"},
    {"observe --placement L1 --date 2026-11-16 --status present --minutes 480 --source rumour",
     "source", "seen"},
    {"put placement --id L1 state=active", "state", "office"},
    {"put participant --id D001 bsn=123456782", "bsn", "office"},
    {"put setting name=tolerance_minutes value=60", "setting", "office"},
};

constexpr Wrong office_only[] = {
    {"put participant code=D002 bsn=123456789", "bsn", "digits"},
    {"put participant given_name=Zonder", "code", "is required"},
    {"assign --participant D001 --coach Z", "Z", "coach"},
    {"assign --participant D001 --coach A --role boss", "role", "substitute"},
    {"person add --name Eva --role boss", "role", "team_leader"},
    {"device invite --coach Z", "Z", "coach"},
    {"put participant --id D001 address=x --as Niemand", "Niemand", "person"},
};

constexpr const char* wrong_use[] = {
    "put",          "put participant address", "show",          "show participant --where code",
    "no_such_verb", "status --colour",         "import",        "put participant --id D001 =x",
    "put nonsense name=x",
};

template <class House>
void expect_no(const House& house, const Wrong& wrong, const char* who) {
    const Answer answer = house.run(wrong.typed);
    EXPECT_EQ(answer.exit, 1) << who << ' ' << wrong.typed << '\n'
                              << testing::PrintToString(answer);
    EXPECT_EQ(answer.out, "");
    EXPECT_EQ(std::count(answer.err.begin(), answer.err.end(), '\n'), 1) << answer.err;
    for (const char* words : {wrong.names, wrong.tells}) {
        EXPECT_NE(answer.err.find(words), std::string::npos)
            << who << ' ' << wrong.typed << "\ndoes not say \"" << words << "\": " << answer.err;
    }
}

class BadValues : public testing::Test {
protected:
    BadValues() : before(programme.office.digest()) {}
    void expect_nothing_written() {
        EXPECT_EQ(programme.a.ask("status")["unsent"], 0);
        EXPECT_EQ(programme.office.digest(), before);
    }

    SmallProgramme programme;
    std::string before;
};

TEST_F(BadValues, OnADeviceAreRefusedByNameAndNothingIsWritten) {
    for (const Wrong& wrong : both_houses)
        expect_no(programme.a, wrong, "veldwerk");
    for (const Wrong& wrong : devices_only)
        expect_no(programme.a, wrong, "veldwerk");
    expect_nothing_written();
}

TEST_F(BadValues, AtTheOfficeAreRefusedByNameAndNothingIsWritten) {
    for (const Wrong& wrong : both_houses)
        expect_no(programme.office, wrong, "veldwerkd");
    for (const Wrong& wrong : office_only)
        expect_no(programme.office, wrong, "veldwerkd");
    expect_nothing_written();
}

TEST_F(BadValues, WrongUseExitsTwoWithOneLine) {
    for (const char* typed : wrong_use) {
        for (const Answer& answer : {programme.a.run(typed), programme.office.run(typed)}) {
            EXPECT_EQ(answer.exit, 2) << typed << '\n' << testing::PrintToString(answer);
            EXPECT_EQ(answer.out, "");
            EXPECT_EQ(std::count(answer.err.begin(), answer.err.end(), '\n'), 1) << answer.err;
        }
    }
    expect_nothing_written();
}

}  // namespace
}  // namespace veldwerk::e2e
