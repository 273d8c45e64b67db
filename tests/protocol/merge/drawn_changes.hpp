// SPDX-License-Identifier: EUPL-1.2
// What rapidcheck draws: stamps, changes and states from few writers, records and slots, so that
// they meet, with numbers and bytes of any size, so that every encoding is reached.
#pragma once

#include <rapidcheck.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "protocol/merge/state.hpp"
#include "tests/protocol/merge/world.hpp"

namespace veldwerk::proof {

/// A short list: lists in lists of lists would otherwise grow without bound.
template <class T>
rc::Gen<std::vector<T>> a_few() {
    return rc::gen::resize(4, rc::gen::arbitrary<std::vector<T>>());
}

}  // namespace veldwerk::proof

namespace rc {

template <>
struct Arbitrary<veldwerk::Stamp> {
    static Gen<veldwerk::Stamp> arbitrary() {
        using veldwerk::Stamp;
        return gen::build<Stamp>(
            gen::set(&Stamp::writer, gen::map(gen::inRange<std::size_t>(1, 5),
                                              veldwerk::proof::writer_id)),
            gen::set(&Stamp::counter, gen::oneOf(gen::inRange<std::uint64_t>(1, 5),
                                                 gen::nonZero<std::uint64_t>())));
    }
};

template <>
struct Arbitrary<veldwerk::Write> {
    static Gen<veldwerk::Write> arbitrary() {
        using veldwerk::Write;
        return gen::build<Write>(
            gen::set(&Write::slot, gen::oneOf(gen::inRange<std::uint32_t>(1, 20),
                                              gen::arbitrary<std::uint32_t>())),
            gen::set(&Write::element), gen::set(&Write::value),
            gen::set(&Write::replaces, veldwerk::proof::a_few<veldwerk::Stamp>()));
    }
};

template <>
struct Arbitrary<veldwerk::RecordWrites> {
    static Gen<veldwerk::RecordWrites> arbitrary() {
        using veldwerk::RecordWrites;
        return gen::build<RecordWrites>(
            gen::set(&RecordWrites::type),
            gen::set(&RecordWrites::record,
                     gen::map(gen::inRange<std::size_t>(1, 5), veldwerk::proof::record_id)),
            gen::set(&RecordWrites::creates),
            gen::set(&RecordWrites::writes, veldwerk::proof::a_few<veldwerk::Write>()));
    }
};

template <>
struct Arbitrary<veldwerk::Change> {
    static Gen<veldwerk::Change> arbitrary() {
        using veldwerk::Change;
        const auto instant = [](std::int64_t ms) { return veldwerk::Instant{ms}; };
        const auto act = [](int number) { return static_cast<veldwerk::Act>(number); };
        return gen::build<Change>(
            gen::set(&Change::stamp), gen::set(&Change::id),
            gen::set(&Change::person,
                     gen::map(gen::inRange<std::size_t>(1, 5), veldwerk::proof::record_id)),
            gen::set(&Change::claimed, gen::map(gen::arbitrary<std::int64_t>(), instant)),
            gen::set(&Change::schema), gen::set(&Change::act, gen::map(gen::inRange(0, 256), act)),
            gen::set(&Change::records, veldwerk::proof::a_few<veldwerk::RecordWrites>()),
            gen::set(&Change::discards, veldwerk::proof::a_few<veldwerk::Stamp>()));
    }
};

/// A state as merging could leave it: candidates of a few authors, sorted, each once.
template <>
struct Arbitrary<veldwerk::RecordState> {
    static Gen<veldwerk::RecordState> arbitrary() {
        using namespace veldwerk;
        return gen::map(proof::a_few<Change>(), [](const std::vector<Change>& all) {
            RecordState state;
            state.type = 15;
            state.id = proof::record_id(1);
            std::set<std::tuple<SlotNumber, std::string, Stamp>> candidates;
            std::set<std::tuple<SlotNumber, std::string, Stamp>> marks;
            for (const auto& change : all) {
                const Author by{change.stamp, change.person, change.claimed,
                                change.act != Act::none};
                for (const auto& on : change.records) {
                    for (const auto& write : on.writes) {
                        const SlotNumber slot = write.slot % (1U << 30);
                        if (candidates.emplace(slot, write.element, by.stamp).second) {
                            state.candidates.push_back({slot, write.element, write.value, by});
                        }
                        for (const auto& stamp : write.replaces) {
                            if (!marks.emplace(slot, write.element, stamp).second) continue;
                            state.early.push_back({slot, write.element, stamp, by.act});
                        }
                    }
                    state.bases.push_back({on.type, change.records[0].record.text()});
                }
            }
            std::sort(state.early.begin(), state.early.end());
            std::sort(state.bases.begin(), state.bases.end(),
                      [](const Base& a, const Base& b) { return a.slot < b.slot; });
            std::sort(state.candidates.begin(), state.candidates.end(),
                      [](const Candidate& a, const Candidate& b) {
                          return std::tie(a.slot, a.element, a.by.stamp) <
                                 std::tie(b.slot, b.element, b.by.stamp);
                      });
            return state;
        });
    }
};

}  // namespace rc

namespace veldwerk::proof {

/// Valid bytes with some of them changed, cut off or repeated.
inline rc::Gen<std::string> mutated(std::string bytes) {
    return rc::gen::map(
        rc::gen::arbitrary<std::vector<std::pair<std::uint16_t, char>>>(),
        [bytes = std::move(bytes)](const std::vector<std::pair<std::uint16_t, char>>& strokes) {
            std::string changed = bytes;
            for (const auto& [at, byte] : strokes) {
                if (changed.empty()) break;
                const std::size_t place = at % changed.size();
                if (at % 7 == 0) changed.resize(place);
                else if (at % 7 == 1) changed.insert(place, 3, byte);
                else changed[place] = byte;
            }
            return changed;
        });
}

}  // namespace veldwerk::proof
