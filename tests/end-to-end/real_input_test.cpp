// SPDX-License-Identifier: EUPL-1.2
// 737 real absence rows of three years, imported offline on two devices that share one caseload and
// synced in every order: each order, and the history merged anew, gives one state, and the state
// says what the file says. The file is not ours to ship; where it is not, the test is skipped.
#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <sstream>

#include "tests/end-to-end/device.hpp"

namespace veldwerk::e2e {
namespace {

const std::filesystem::path real_rows =
    std::filesystem::path(VELDWERK_SOURCES) / ".." / "shared" / "data" / "verzuim_afgeleid_nl.csv";

/// The file read a second, naive way: the oracle of what an import should say.
struct RealFile {
    struct Row {
        std::string participant;
        double hours = 0;
        std::string text;
    };
    std::string heading;
    std::vector<Row> rows;

    RealFile() {
        std::istringstream text(content_of(real_rows));
        std::getline(text, heading);
        for (std::string line; std::getline(text, line);) {
            std::istringstream cells(line);
            std::array<std::string, 4> cell;
            for (auto& one : cell)
                std::getline(cells, one, ';');
            cell[3].replace(cell[3].find(','), 1, ".");
            rows.push_back({cell[0], std::stod(cell[3]), line});
        }
    }

    /// Every second row, beginning with the first or the second.
    [[nodiscard]] std::vector<Row> every_second(std::size_t from) const {
        std::vector<Row> half;
        for (std::size_t i = from; i < rows.size(); i += 2)
            half.push_back(rows[i]);
        return half;
    }
    [[nodiscard]] std::string file_of(const std::vector<Row>& some) const {
        std::string text = heading + '\n';
        for (const auto& row : some)
            text += row.text + '\n';
        return text;
    }
    [[nodiscard]] std::set<std::string> participants() const {
        std::set<std::string> all;
        for (const auto& row : rows)
            all.insert(row.participant);
        return all;
    }
};

/// What an order of syncing left at the office and on the devices.
struct Outcome {
    std::string office;
    std::string a;
    std::string b;
    bool operator==(const Outcome&) const = default;
};

class RealInput : public testing::Test {
protected:
    void SetUp() override {
        if (!std::filesystem::exists(real_rows)) {
            GTEST_SKIP() << "the real absence rows are not here: " << real_rows;
        }
        file = std::make_unique<RealFile>();
        prepare();
    }

    void import(const std::string& type, const std::string& heading,
                const std::function<std::string(const std::string&)>& row) {
        std::string text = heading + '\n';
        for (const auto& participant : file->participants())
            text += row(participant) + '\n';
        const auto path = place.write(type + ".csv", text);
        const json report = office.ask("import " + type + ' ' + path.string());
        ASSERT_EQ(report["accepted"], 34) << report;
    }

    /// 34 people, each on an active placement of three years at an employer without holidays.
    void prepare() {
        place.set_now("2007-06-29T09:00:00+02:00");
        office.done("init --programme Basisbanen");
        office.done("coach add --name Anja --code A");
        office.done("coach add --name Bram --code B");
        const std::string employer =
            office.put("employer name=Koerier kvk=00000001 holidays=none");
        const std::string workplace = office.put("workplace name=Depot employer=" + employer);
        office.put("employer_agreement signed_on=2007-01-01 employer=" + employer);
        office.put("job code=J1 title=Bezorgen kind=public minutes_per_week=2400 seats=34 "
                   "employer=" + employer + " workplace=" + workplace);
        office.put("displacement_check job=J1 result=positive valid_until=2010-12-31");
        office.put("volunteer_coordination job=J1 organisation=Buurt status=agreed");
        office.put("job --id J1 state=approved");
        office.put("setting name=cap_public value=34 from=2007-01-01");
        import("participant", "code;voornaam", [](const auto& one) { return one + ";Test"; });
        import("consent", "deelnemer;soort;gegeven_op",
               [](const auto& one) { return one + ";data;01-01-2007"; });
        import("placement",
               "code;deelnemer;basisbaan;werkplek;soort;begin;einde;contractminuten_per_week;"
               "rooster",
               [&](const auto& one) {
                   return 'L' + one + ';' + one + ";J1;" + workplace +
                          ";publiek;01-07-2007;31-07-2010;2400;"
                          "mon:480,tue:480,wed:480,thu:480,fri:480";
               });
        for (const char* role : {"vast", "waarnemer"}) {
            const char* const coach = role[0] == 'v' ? "A" : "B";
            import("assignment", "deelnemer;jobcoach;rol", [&](const auto& one) {
                return one + ';' + coach + ';' + role;
            });
        }
        import("placement", "code;status", [](const auto& one) { return 'L' + one + ";actief"; });
        office.serve();
        a.enrol(office, "A");
        b.enrol(office, "B");
        a.sync(office);
        b.sync(office);
        ASSERT_EQ(office.stop().exit, 0);
        place.set_now("2010-08-02T09:00:00+02:00");
        // Three years out of contact lock a device for reading, which an import does.
        office.serve();
        a.sync(office);
        b.sync(office);
        ASSERT_EQ(office.stop().exit, 0);
    }

    json import_half(const Device& device, std::size_t from) {
        const auto half = file->every_second(from);
        const auto path =
            place.write("half-" + std::to_string(from) + ".csv", file->file_of(half));
        const json report = device.ask("import observation " + path.string());
        std::vector<std::size_t> too_long;
        for (std::size_t i = 0; i < half.size(); ++i) {
            if (half[i].hours > 24) too_long.push_back(i + 2);
        }
        std::vector<std::size_t> lines;
        for (const auto& line : report["refused"])
            lines.push_back(line["line"]);
        EXPECT_EQ(lines, too_long);
        EXPECT_NE(report["notices"].dump().find("special leave"), std::string::npos) << report;
        return report;
    }

    /// Syncs copies of the office and the devices; afterwards all of them have seen everything.
    template <class Sync>
    Outcome sync_copies(const std::string& name, Sync sync) {
        Office there = office.copy(name);
        const Device anja = a.copy(name + "-a.db");
        const Device bram = b.copy(name + "-b.db");
        there.serve();
        sync(there, anja, bram);
        anja.sync(there);
        bram.sync(there);
        EXPECT_EQ(anja.ask("status")["unsent"], 0);
        EXPECT_EQ(bram.ask("status")["unsent"], 0);
        EXPECT_EQ(there.stop().exit, 0);
        const Outcome outcome{there.digest(), anja.digest(), bram.digest()};
        EXPECT_EQ(outcome.a, there.digest("A")) << name;
        EXPECT_EQ(outcome.b, there.digest("B")) << name;
        return outcome;
    }

    Place place;
    Office office{place};
    Device a{place, "a.db"};
    Device b{place, "b.db"};
    std::unique_ptr<RealFile> file;
};

/// Counted from the records that commands show, with no use of the rules that made them.
struct Counts {
    std::size_t observations = 0;
    std::size_t days = 0;
    std::size_t by_rule = 0;
    std::size_t agreeing_doubles = 0;
    std::size_t present = 0;
};

Counts count(const Office& office) {
    Counts counts;
    std::map<std::string, int> seen;  // observations by placement and date
    for (const json& one : office.list("show observation")) {
        ++counts.observations;
        ++seen[one.at("placement").get<std::string>() + one.at("date").get<std::string>()];
        const json& part = one.at("parts").at(0);
        if (part.at("status") != "present") continue;
        ++counts.present;
        EXPECT_EQ(part.at("minutes"), 0) << "hours in the file are hours absent: " << one;
    }
    counts.days = seen.size();
    for (const json& day : office.list("show established_day")) {
        if (day.at("basis") != "rule") continue;
        ++counts.by_rule;
        const std::string key =
            day.at("placement").get<std::string>() + day.at("date").get<std::string>();
        if (seen.at(key) > 1) ++counts.agreeing_doubles;
    }
    return counts;
}

void expect_what_the_file_says(const Office& office) {
    const Counts counts = count(office);
    EXPECT_EQ(counts.observations, 709U);
    EXPECT_EQ(counts.days, 693U);
    EXPECT_EQ(counts.by_rule, 652U);
    EXPECT_EQ(counts.agreeing_doubles, 4U);
    EXPECT_EQ(counts.present, 40U);

    std::map<std::string, int> reviews;
    for (const json& review : office.list("review list --open")) {
        EXPECT_EQ(review.at("kind"), "day");
        std::string reasons;
        for (const json& reason : review.at("reasons"))
            reasons += (reasons.empty() ? "" : "+") + reason.get<std::string>();
        ++reviews[reasons];
    }
    const std::map<std::string, int> expected{
        {"disagree", 8}, {"unauthorised", 30}, {"disagree+unauthorised", 3}};
    EXPECT_EQ(reviews, expected);
}

TEST_F(RealInput, EveryOrderOfSyncingGivesOneStateThatSaysWhatTheFileSays) {
    ASSERT_EQ(file->rows.size(), 737U);
    const json of_a = import_half(a, 0);
    const json of_b = import_half(b, 1);
    EXPECT_EQ(of_a["refused"].size() + of_b["refused"].size(), 28U);
    EXPECT_EQ(of_a["accepted"].get<int>() + of_b["accepted"].get<int>(), 709);

    const Outcome a_first = sync_copies("a-first", [](Office& there, const Device& anja,
                                                      const Device& bram) {
        anja.sync(there);
        bram.sync(there);
    });
    const Outcome b_first = sync_copies("b-first", [](Office& there, const Device& anja,
                                                      const Device& bram) {
        bram.sync(there);
        anja.sync(there);
    });
    const Outcome in_pieces = sync_copies("in-pieces", [](Office& there, const Device& anja,
                                                          const Device& bram) {
        int pieces = 0;
        for (bool more = true; more && pieces < 50; ++pieces) {
            const json of_bram = bram.sync(there, "--changes 30");
            const json of_anja = anja.sync(there, "--changes 70");
            more = of_anja["stopped"] == true || of_bram["stopped"] == true;
        }
        EXPECT_GE(pieces, 10) << "some 350 changes, 30 at a time";
    });

    EXPECT_EQ(a_first, b_first);
    EXPECT_EQ(a_first, in_pieces);
    const Office there(place, "in-pieces");
    expect_what_the_file_says(there);
    const Answer checked = there.run("check --rebuild --orders 2");
    EXPECT_EQ(checked.exit, 0) << testing::PrintToString(checked);
    EXPECT_EQ(there.digest(), a_first.office);
}

}  // namespace
}  // namespace veldwerk::e2e
