// SPDX-License-Identifier: EUPL-1.2
#include "tests/daemon/exchange/reports/acceptance_week.hpp"

namespace veldwerk::office {
namespace {

TEST(ConformanceReport, InTheAcceptanceWeekEverybodyConforms) {
    EXPECT_EQ(the_week().json("conformance"), R"({"signals":[],"free_labour":[],"talks":[]})");
}

TEST(ConformanceReport, ListsSignalsAndWhomTheAldermanTalksWithFirst) {
    SmallWorld world;
    const RecordId coach = world.put("coach", {{"name", "Anja"}, {"code", "A"}});
    const RecordId bakery = world.put("employer", {{"name", "Bakkerij"}});
    const auto signal = [&](const RecordId& employer, const FieldTexts& more) {
        FieldTexts fields{{"coach", coach.text()}, {"employer", employer.text()},
                          {"date", "2026-12-01"}};
        fields.insert(fields.end(), more.begin(), more.end());
        return world.put("conformance_signal", fields);
    };
    signal(world.employer, {{"kind", "displacement"}});
    const RecordId answered = signal(bakery, {{"kind", "free_labour"}, {"text", "no pay"}});
    signal(bakery, {{"kind", "answer"}, {"answers", answered.text()}});
    signal(bakery, {{"kind", "clause_broken"}});
    signal(bakery, {{"kind", "innovation_taken"}});
    world.put("employer_talk", {{"employer", bakery.text()}, {"date", "2026-11-20"}});

    const std::string json = json_of_report(world, "conformance", "2026-12-01");

    EXPECT_NE(json.find(R"({"employer":"Bakkerij","date":"2026-12-01","kind":"free_labour",)"
                        R"("text":"no pay","by":"Administrator","answered":true})"),
              std::string::npos)
        << json;
    EXPECT_NE(json.find(R"("talks":[)"
                        R"({"employer":"Bakkerij","open_signals":2,"flags":0,)"
                        R"("last_talk":"2026-11-20"},)"
                        R"({"employer":"Gemeente","open_signals":1,"flags":0}])"),
              std::string::npos)
        << json;
}

}  // namespace
}  // namespace veldwerk::office
