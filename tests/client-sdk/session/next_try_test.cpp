// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/session/next_try.hpp"

#include <gtest/gtest.h>

namespace veldwerk::device {
namespace {

Instant at(const char* text) { return parse_instant(text).value(); }

class NextTry : public testing::Test {
protected:
    /// Offline since the afternoon; patience says: again the next morning.
    NextTry() {
        facts.now = at("2026-12-01T18:00:00+01:00");
        facts.attempted = facts.now;
        facts.patient_until = at("2026-12-02T09:00:00+01:00");
        writer.bytes.fill(0x5a);
        moment = moment_of(night_of(*window, parse_date("2026-12-01").value()), writer);
    }
    [[nodiscard]] Instant next() const { return next_try(facts, window, writer); }

    std::optional<SyncWindow> window = parse_sync_window("23:00-05:00");
    WriterId writer;
    TryFacts facts;
    Instant moment;  ///< its own in the coming night
};

TEST_F(NextTry, PatienceDecidesWithoutAWindow) {
    window.reset();

    EXPECT_EQ(next(), facts.patient_until);
}

TEST_F(NextTry, PatienceDecidesWhenItIsShorter) {
    facts.patient_until = at("2026-12-01T18:05:00+01:00");

    EXPECT_EQ(next(), facts.patient_until);
}

TEST_F(NextTry, ADeviceThatDidNotCatchUpTriesAtItsOwnMomentOfTheNight) {
    facts.caught_up = at("2026-11-30T16:00:00+01:00");

    EXPECT_EQ(next(), moment);
}

TEST_F(NextTry, WhoNeverCaughtUpTriesThenToo) { EXPECT_EQ(next(), moment); }

TEST_F(NextTry, WhoCaughtUpThatDayIsLeftToItsPatience) {
    facts.caught_up = at("2026-12-01T17:00:00+01:00");

    EXPECT_EQ(next(), facts.patient_until);
}

TEST_F(NextTry, ADeviceThatSleptThroughItsMomentTriesAtOnceWhileTheWindowLasts) {
    facts.now = at("2026-12-02T04:59:00+01:00");
    ASSERT_LT(moment, facts.now);

    EXPECT_EQ(next(), facts.now);
}

TEST_F(NextTry, AfterTheWindowItWaitsForPatienceAgain) {
    facts.now = at("2026-12-02T05:00:00+01:00");

    EXPECT_EQ(next(), facts.patient_until);
}

TEST_F(NextTry, OneAttemptANightIsEnough) {
    facts.attempted = {moment.unix_ms + 1};
    facts.now = {moment.unix_ms + 60'000};

    EXPECT_EQ(next(), facts.patient_until);
}

TEST_F(NextTry, NeverBeforeTheOfficeWantsToSeeIt) {
    facts.not_before = {moment.unix_ms + 60'000};

    EXPECT_EQ(next(), facts.not_before);
}

TEST_F(NextTry, APastMomentMeansNow) {
    facts.patient_until = at("2026-12-01T17:00:00+01:00");

    EXPECT_EQ(next(), facts.now);
}

}  // namespace
}  // namespace veldwerk::device
