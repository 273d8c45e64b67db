// SPDX-License-Identifier: EUPL-1.2
// An app in plain C (whole_life.c), which knows veldwerk.h and nothing else, beside a real office.
#include <gtest/gtest.h>

#include "tests/end-to-end/small_programme.hpp"

namespace veldwerk::e2e {
namespace {

TEST(WholeLife, AnAppInPlainCLivesItBesideARealOffice) {
    const SmallProgramme programme;
    const std::string code = programme.office.ask("device invite --coach A")["code"];
    const Device app(programme.place, "app.db");
    Launch launch = app.launch({app.file().string(), programme.office.address(), code, "D001"});
    launch.program = VELDWERK_PROGRAMS "/tests/whole_life";
    launch.environment.push_back("VELDWERK_NOW_MS=1796050800000");  // 2026-11-30T16:00+01:00

    const Answer answer = run(launch);

    EXPECT_EQ(answer.exit, 0) << testing::PrintToString(answer);
    const auto people = programme.office.list("show participant --id D001");
    EXPECT_EQ(people.at(0).at("address"), "Derde straat 3");
    EXPECT_EQ(programme.a.sync(programme.office)["received"], 1) << "one record moved";
    EXPECT_EQ(programme.office.run("check --rebuild").exit, 0);
}

}  // namespace
}  // namespace veldwerk::e2e
