// SPDX-License-Identifier: EUPL-1.2
#include "protocol/records/vocabulary.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace veldwerk {
namespace {

constexpr int vocabularies = static_cast<int>(Vocabulary::quarantine_state);

TEST(Vocabulary, EveryListHasTermsNumberedFromOneWithUniqueNames) {
    for (int number = 1; number <= vocabularies; ++number) {
        const auto vocabulary = static_cast<Vocabulary>(number);
        SCOPED_TRACE(name_of(vocabulary));
        ASSERT_FALSE(terms(vocabulary).empty());
        std::set<std::string_view> names;
        std::int64_t next = 1;
        for (const Term& term : terms(vocabulary)) {
            EXPECT_EQ(term.number, next++);
            EXPECT_TRUE(names.insert(term.name).second) << term.name;
            // Finding by either name gives this very term, so no Dutch name hides another's.
            EXPECT_EQ(find_term(vocabulary, term.name), &term);
            EXPECT_EQ(find_term(vocabulary, term.dutch), &term) << term.dutch;
            EXPECT_EQ(find_term(vocabulary, term.number), &term);
        }
    }
    EXPECT_TRUE(terms(Vocabulary::none).empty());
    EXPECT_TRUE(terms(static_cast<Vocabulary>(vocabularies + 1)).empty());
}

TEST(Vocabulary, NamesStandInTheOrderOfTheEnumeration) {
    EXPECT_EQ(name_of(Vocabulary::attendance), "attendance");
    EXPECT_EQ(name_of(Vocabulary::review_kind), "review_kind");
    EXPECT_EQ(name_of(Vocabulary::day_basis), "day_basis");
    EXPECT_EQ(name_of(Vocabulary::retention_category), "retention_category");
}

TEST(Vocabulary, NumbersThatRulesNameAreThoseOfTheLists) {
    const auto number = [](Vocabulary vocabulary, std::string_view name) {
        return find_term(vocabulary, name)->number;
    };
    EXPECT_EQ(number(Vocabulary::attendance, "unauthorised_absence"),
              attendance::unauthorised_absence);
    EXPECT_EQ(number(Vocabulary::attendance, "unknown"), attendance::unknown);
    EXPECT_EQ(number(Vocabulary::observation_source, "seen"), observation_source::seen);
    EXPECT_EQ(number(Vocabulary::placement_state, "active"), placement_state::active);
    EXPECT_EQ(number(Vocabulary::placement_state, "withdrawn"), placement_state::withdrawn);
    EXPECT_EQ(number(Vocabulary::placement_kind, "top_up"), placement_kind::top_up);
    EXPECT_EQ(number(Vocabulary::job_state, "lapsed"), job_state::lapsed);
    EXPECT_EQ(number(Vocabulary::review_kind, "double"), review_kind::double_task);
    EXPECT_EQ(number(Vocabulary::review_kind, "suggestion"), review_kind::suggestion);
    EXPECT_EQ(number(Vocabulary::day_basis, "disputed"), day_basis::disputed);
    EXPECT_EQ(number(Vocabulary::device_state, "retired"), device_state::retired);
    EXPECT_EQ(number(Vocabulary::correction_state, "booked"), correction_state::booked);
    EXPECT_EQ(number(Vocabulary::target_kind, "total"), target_kind::total);
}

TEST(Vocabulary, CautiousListsRiseWithCaution) {
    EXPECT_LT(coordination_status::agreed, coordination_status::heard);
    EXPECT_LT(coordination_status::heard, coordination_status::objection);
    EXPECT_LT(meeting_state::planned, meeting_state::held);
    EXPECT_LT(meeting_state::held, meeting_state::cancelled);
}

TEST(Vocabulary, TermsAreFoundAsAnEmployersFileWritesThem) {
    const auto find = [](std::string_view name) {
        const Term* const term = find_term(Vocabulary::attendance, name);
        return term == nullptr ? std::int64_t{0} : term->number;
    };
    EXPECT_EQ(find("AANWEZIG"), attendance::present);
    EXPECT_EQ(find("Ziek"), attendance::sick);
    EXPECT_EQ(find("BIJZONDER_VERLOF"), attendance::special_leave);
    EXPECT_EQ(find("special leave"), attendance::special_leave);
    EXPECT_EQ(find("ongeoorloofd afwezig"), attendance::unauthorised_absence);
    EXPECT_EQ(find("sik"), 0);
    EXPECT_EQ(find(""), 0);
}

TEST(Vocabulary, ARefusalListsOnlyWhatAPersonMayWrite) {
    EXPECT_EQ(allowed_terms(Vocabulary::attendance),
              "present, sick, leave, special_leave, workplace_closed, authorised_absence or "
              "unauthorised_absence");
    EXPECT_EQ(allowed_terms(Vocabulary::job_kind), "public or public_private");
}

}  // namespace
}  // namespace veldwerk
