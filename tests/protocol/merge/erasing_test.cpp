// SPDX-License-Identifier: EUPL-1.2
// The law of erasing: emptying what was merged is merging what was emptied, wherever the order
// comes among the changes.
#include "protocol/merge/erasing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>

#include "protocol/merge/merge.hpp"
#include "tests/protocol/merge/world.hpp"

namespace veldwerk {
namespace {

using proof::record_id;
using proof::writer_id;

constexpr SlotNumber code = 1, given_name = 2, phones = 5, address = 7, bsn = 11, unheard_of = 99;
constexpr std::array slots{code, given_name, phones, address, bsn, unheard_of};

class Past final : public History {
public:
    [[nodiscard]] std::optional<Recorded> find(const Stamp& stamp) const override {
        const auto found = arrived.find(stamp);
        if (found == arrived.end()) return std::nullopt;
        return Recorded{Standing::in_effect, found->second, {}};
    }
    std::map<Stamp, Change> arrived;
};

bool everybody(const RecordWrites&) { return true; }

Change emptied(Change change) {
    (void)erase_values(change, everybody);
    return change;
}

/// Changes to one participant by three writers who saw some of each other's.
std::vector<Change> drawn(std::uint32_t seed) {
    std::mt19937 luck(seed);
    const auto up_to = [&luck](std::size_t end) { return luck() % end; };
    std::vector<Change> changes;
    std::array<std::uint64_t, 4> counters{};
    for (std::size_t i = 0; i < 10; ++i) {
        Change change;
        const std::size_t writer = 1 + up_to(3);
        change.stamp = {writer_id(writer), ++counters[writer]};
        change.claimed = Instant{static_cast<std::int64_t>(up_to(4))};
        change.act = up_to(2) == 0 ? Act::write : Act::none;
        RecordWrites on{type::participant, record_id(1), false, {}};
        for (const SlotNumber slot : slots) {
            if (up_to(2) == 0) continue;
            Write write{slot, {}, "secret " + std::to_string(up_to(3)), {}};
            if (slot == phones) {
                write = {slot, std::to_string(up_to(2)), up_to(3) == 0 ? "" : "\x01", {}};
            }
            for (std::size_t n = up_to(3); n > 0; --n) {
                write.replaces.push_back({writer_id(1 + up_to(3)), 1 + up_to(4)});
            }
            on.writes.push_back(write);
            if (slot == phones) on.writes.push_back({slot, "another", "\x01", {}});
        }
        change.records.push_back(std::move(on));
        changes.push_back(std::move(change));
    }
    return changes;
}

/// All changes in their order; those before `order_at` as they were written, and then emptied with
/// what they had come to.
RecordState merged(const std::vector<Change>& changes, std::size_t order_at) {
    RecordState state{type::participant, record_id(1), {}, {}, {}};
    Past past;
    for (std::size_t i = 0; i <= changes.size(); ++i) {
        if (i == order_at) {
            (void)erase_values(state);
            for (auto& [stamp, change] : past.arrived) change = emptied(change);
        }
        if (i == changes.size()) break;
        const Change change = i < order_at ? changes[i] : emptied(changes[i]);
        take_effect(state, change, change.records.front(), past);
        past.arrived.emplace(change.stamp, change);
    }
    return state;
}

RecordState without_marks(RecordState state) {
    state.early.clear();
    return state;
}

TEST(Erasing, ItMakesNoDifferenceWhetherAChangeComesBeforeOrAfterTheOrder) {
    for (std::uint32_t seed = 1; seed <= 400; ++seed) {
        auto changes = drawn(seed);
        const RecordState expected = merged(changes, 0);
        for (std::size_t at = 1; at <= changes.size(); ++at) {
            ASSERT_TRUE(merged(changes, at) == expected) << "seed " << seed << ", order at " << at;
        }
        std::mt19937 luck(seed);
        std::shuffle(changes.begin(), changes.end(), luck);
        // Marks for stamps that are never written may stay or not: they change no value.
        ASSERT_TRUE(without_marks(merged(changes, 5)) == without_marks(expected))
            << "seed " << seed << ", shuffled";
    }
}

TEST(Erasing, NoByteOfWhatIsErasedIsLeftAndWhatIsKeptStays) {
    for (std::uint32_t seed = 1; seed <= 100; ++seed) {
        for (const Change& change : drawn(seed)) {
            const std::string bytes = encode_change(emptied(change));
            const Write* kept = change.find(record_id(1), code, {});

            EXPECT_EQ(bytes.find("another"), std::string::npos);
            const std::string left = kept == nullptr ? std::string{} : kept->value;
            EXPECT_EQ(bytes.find("secret") != std::string::npos, kept != nullptr);
            EXPECT_TRUE(kept == nullptr || bytes.find(left) != std::string::npos);
            const auto read = decode_change(bytes, change.stamp);
            ASSERT_TRUE(read.has_value());
            EXPECT_EQ(read->claimed, change.claimed);
            EXPECT_EQ(read->stamp, change.stamp);
        }
    }
}

TEST(Erasing, TwiceIsOnce) {
    for (Change change : drawn(7)) {
        const bool moved = erase_values(change, everybody);
        EXPECT_TRUE(moved || change.records.front().writes.size() < 2);
        EXPECT_FALSE(erase_values(change, everybody));
    }
}

TEST(Erasing, OnlyThePersonWhoIsErasedIsEmptied) {
    Change change = drawn(3).front();
    const std::string before = encode_change(change);

    EXPECT_FALSE(erase_values(change, [](const RecordWrites&) { return false; }));
    EXPECT_EQ(encode_change(change), before);
}

TEST(Erasing, ANewRecordIsFollowedToItsParticipantThroughTheChangeItself) {
    Change change;
    const RecordId participant = record_id(1), plan = record_id(2), feedback = record_id(3);
    change.records.push_back(
        {type::plan, plan, true, {{1, {}, std::string(participant.view()), {}}}});
    change.records.push_back(
        {type::plan_feedback, feedback, true, {{1, {}, std::string(plan.view()), {}}}});
    const auto nothing_known = [](TypeNumber, const RecordId&) -> std::optional<RecordId> {
        return std::nullopt;
    };

    EXPECT_EQ(participant_of(change, change.records[1], nothing_known), participant);
    const RecordWrites task{type::task, record_id(4), true, {}};
    EXPECT_EQ(participant_of(change, task, nothing_known), std::nullopt);
}

/// What an erasure empties can need no decision and follows from nothing: else emptying a record
/// would have to derive others anew.
TEST(Erasing, NoErasableFieldIsContestedRequestedOrDerived) {
    for (const auto& type : schema()) {
        for (const auto& field : type.fields) {
            if (type.scope != Scope::participant || field.erasure != Erasure::erase) continue;
            const std::string name = std::string(type.name) + '.' + std::string(field.name);
            EXPECT_FALSE(field.grouped()) << name;
            EXPECT_NE(field.merge, Merge::contested) << name;
            EXPECT_NE(field.merge, Merge::request) << name;
            EXPECT_NE(field.merge, Merge::cautious) << name;
            EXPECT_NE(field.written_by, WrittenBy::derived) << name;
        }
    }
}

}  // namespace
}  // namespace veldwerk
