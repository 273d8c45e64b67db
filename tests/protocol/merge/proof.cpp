// SPDX-License-Identifier: EUPL-1.2
#include "tests/protocol/merge/proof.hpp"

#include <algorithm>

#include "protocol/merge/digest.hpp"
#include "protocol/merge/in_force.hpp"
#include "tests/protocol/merge/oracle.hpp"

namespace veldwerk::proof {
namespace {

class Walk {
public:
    Walk(const World& world, const Proof& proof) : world_(world), proof_(proof), oracle_(world) {}

    std::optional<std::string> refute() {
        const std::size_t count = world_.events.size();
        std::vector<std::optional<SmallOffice>> offices(std::size_t{1} << count);
        offices[0].emplace(world_, proof_.flaw);
        for (std::uint32_t arrived = 0; arrived < offices.size(); ++arrived) {
            if (!offices[arrived]) continue;
            if (auto wrong = compare(*offices[arrived], arrived)) return wrong;
            if (auto wrong = repeat(*offices[arrived], arrived)) return wrong;
            for (std::size_t next = 0; next < count; ++next) {
                if ((arrived >> next & 1U) != 0 || !may_come(arrived, next)) continue;
                SmallOffice office = *offices[arrived];
                office.arrive(world_.events[next]);
                const std::uint32_t with = arrived | std::uint32_t{1} << next;
                if (!offices[with]) {
                    offices[with].emplace(std::move(office));
                } else if (!(*offices[with] == office)) {
                    return tell("two orders of arrival end in two states", with);
                }
            }
            offices[arrived].reset();
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] bool may_come(std::uint32_t arrived, std::size_t next) const {
        if (!proof_.per_writer_order) return true;
        const Stamp& stamp = world_.events[next].change.stamp;
        for (std::size_t other = 0; other < world_.events.size(); ++other) {
            const Stamp& before = world_.events[other].change.stamp;
            const bool missing = (arrived >> other & 1U) == 0;
            if (missing && before.writer == stamp.writer && before.counter < stamp.counter) {
                return false;
            }
        }
        return true;
    }

    std::optional<std::string> repeat(const SmallOffice& office, std::uint32_t arrived) const {
        SmallOffice again = office;
        for (std::size_t event = 0; event < world_.events.size(); ++event) {
            if ((arrived >> event & 1U) != 0) again.arrive(world_.events[event]);
        }
        if (again == office) return std::nullopt;
        return tell("a repetition changes the state", arrived);
    }

    std::optional<std::string> compare(const SmallOffice& office, std::uint32_t arrived) {
        const auto expected = oracle_.expect(arrived);
        for (std::size_t event = 0; event < world_.events.size(); ++event) {
            if ((arrived >> event & 1U) == 0) continue;
            const auto standing = office.standing(world_.events[event].change.stamp);
            if (standing != oracle_.standings()[event]) {
                return tell("a change stands where the law does not put it", arrived);
            }
        }
        if (office.states().size() != expected.size()) {
            return tell("other records have a state than the law gives one", arrived);
        }
        Digest digest;
        Digest digest_expected;
        for (const auto& [id, state] : office.states()) {
            const auto should = expected.find(id);
            if (should == expected.end()) return tell("a record should have no state", arrived);
            if (auto wrong = compare(state, should->second)) return tell(*wrong, arrived);
            digest += digest_of(state);
            digest_expected += expected_digest(should->second);
        }
        // One record or two; the oracle's own addition is in 128 bits.
        if (digest != digest_expected) return tell("the digest differs", arrived);
        return std::nullopt;
    }

    std::optional<std::string> compare(const RecordState& is, const RecordState& should) const {
        if (is.candidates != should.candidates) return "the candidates are not those of the law";
        if (is.bases != should.bases) return "the base is not the last common value";
        if (is.early != should.early) return "what was replaced early is not what is awaited";
        const Ground& ground = proof_.ground;
        if (ground.merge == Merge::set) {
            if (elements_in_force(is, ground.slot) != expected_elements(should, ground.slot)) {
                return "the elements in force are not those of the law";
            }
        } else if (in_force(is, ground.slot) != expected_in_force(should, ground)) {
            return "the value in force is not that of the law";
        }
        return std::nullopt;
    }

    [[nodiscard]] std::string tell(const std::string& what, std::uint32_t arrived) const {
        std::string text = what + ". Arrived of the world below:";
        for (std::size_t event = 0; event < world_.events.size(); ++event) {
            if ((arrived >> event & 1U) != 0) text += " " + std::to_string(event + 1);
        }
        return text + "\n" + world_.text();
    }

    const World& world_;
    const Proof& proof_;
    Oracle oracle_;
};

}  // namespace

std::optional<std::string> refute(const World& world, const Proof& proof) {
    return Walk(world, proof).refute();
}

}  // namespace veldwerk::proof
