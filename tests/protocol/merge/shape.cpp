// SPDX-License-Identifier: EUPL-1.2
// Enumerates causal shapes. An event is added behind the others if its author may have seen what it
// claims (with whatever those had seen), and if no earlier place was free for it under a lower
// writer's number: so each partial order appears along exactly one of its linear extensions.
#include <algorithm>
#include <numeric>

#include "tests/protocol/merge/world.hpp"

namespace veldwerk::proof {
namespace {

using Clock = std::vector<std::size_t>;  // how many changes of each writer are seen

class Enumeration {
public:
    Enumeration(const std::vector<std::size_t>& counts,
                const std::function<void(const Shape&)>& use)
        : counts_(counts), use_(use), clocks_(counts.size()), places_(counts.size()) {
        for (const auto count : counts) total_ += count;
    }

    void extend() {
        if (shape_.writers.size() == total_) {
            if (is_first_of_its_renamings()) use_(shape_);
            return;
        }
        for (std::size_t writer = 0; writer < counts_.size(); ++writer) {
            if (clocks_[writer].size() == counts_[writer]) continue;
            Clock least(counts_.size(), 0);
            if (!clocks_[writer].empty()) least = clocks_[writer].back();
            least[writer] = clocks_[writer].size();
            choose(writer, least, 0);
        }
    }

private:
    // Each writer's part of the clock in turn, from what was seen before to all there is.
    void choose(std::size_t writer, Clock& clock, std::size_t part) {
        if (part == counts_.size()) return add(writer, clock);
        if (part == writer) return choose(writer, clock, part + 1);
        const std::size_t least = clock[part];
        for (; clock[part] <= clocks_[part].size(); ++clock[part]) choose(writer, clock, part + 1);
        clock[part] = least;
    }

    void add(std::size_t writer, const Clock& clock) {
        std::uint32_t seen = 0;
        for (std::size_t other = 0; other < clock.size(); ++other) {
            for (std::size_t i = 0; i < clock[other]; ++i) {
                seen |= std::uint32_t{1} << places_[other][i];
            }
            if (clock[other] == 0) continue;
            const Clock& theirs = clocks_[other][clock[other] - 1];
            for (std::size_t i = 0; i < clock.size(); ++i) {
                if (theirs[i] > clock[i]) return;  // not closed under seeing
            }
        }
        for (std::size_t place = shape_.writers.size(); place-- > 0;) {
            if ((seen >> place & 1U) != 0) break;
            if (shape_.writers[place] > writer) return;  // belongs before that one
        }
        places_[writer].push_back(shape_.writers.size());
        clocks_[writer].push_back(clock);
        shape_.writers.push_back(writer);
        shape_.seen.push_back(seen);
        extend();
        shape_.seen.pop_back();
        shape_.writers.pop_back();
        clocks_[writer].pop_back();
        places_[writer].pop_back();
    }

    [[nodiscard]] Clock signature(const std::vector<std::size_t>& names) const {
        Clock signature;
        for (const auto writer : names) {
            for (const auto& clock : clocks_[writer]) {
                for (const auto other : names) signature.push_back(clock[other]);
            }
        }
        return signature;
    }

    [[nodiscard]] bool is_first_of_its_renamings() const {
        std::vector<std::size_t> names(counts_.size());
        std::iota(names.begin(), names.end(), std::size_t{0});
        const Clock own = signature(names);
        while (std::next_permutation(names.begin(), names.end())) {
            const bool same_counts = std::equal(
                names.begin(), names.end(), counts_.begin(),
                [this](std::size_t name, std::size_t count) { return counts_[name] == count; });
            if (same_counts && signature(names) < own) return false;
        }
        return true;
    }

    const std::vector<std::size_t>& counts_;
    const std::function<void(const Shape&)>& use_;
    Shape shape_;
    std::vector<std::vector<Clock>> clocks_;
    std::vector<std::vector<std::size_t>> places_;
    std::size_t total_ = 0;
};

}  // namespace

void for_each_shape(const std::vector<std::size_t>& counts,
                    const std::function<void(const Shape&)>& use) {
    Enumeration(counts, use).extend();
}

}  // namespace veldwerk::proof
