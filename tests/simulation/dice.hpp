// SPDX-License-Identifier: EUPL-1.2
// All luck of a world comes from its seed. A purpose draws from dice of its own, forked by name, so
// that a new storm, or one throw more, leaves the rest of the world as it was.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace veldwerk::simulation {

class Dice {
public:
    explicit Dice(std::uint64_t seed, std::string_view purpose = {}) : seed_(seed) {
        // FNV-1a: the purpose must give the same seed with every compiler, which std::hash does
        // not.
        std::uint64_t hash = 0xcbf29ce484222325ULL;
        for (const char letter : purpose) {
            hash = (hash ^ static_cast<std::uint8_t>(letter)) * 0x100000001b3ULL;
        }
        seed_ ^= hash;
        state_ = seed_;
    }

    /// Dice for a purpose; how often these were thrown makes no difference.
    [[nodiscard]] Dice fork(std::string_view purpose) const { return Dice(seed_, purpose); }

    /// SplitMix64.
    std::uint64_t next() {
        std::uint64_t mixed = state_ += 0x9e3779b97f4a7c15ULL;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
        return mixed ^ (mixed >> 31);
    }
    /// 0 .. bound - 1; the bias of the remainder does not matter here.
    std::uint64_t below(std::uint64_t bound) { return bound == 0 ? 0 : next() % bound; }
    /// Both ends included.
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return least + static_cast<std::int64_t>(
                           below(static_cast<std::uint64_t>(most - least) + 1));
    }
    bool chance(unsigned per_mille) { return below(1000) < per_mille; }
    template <class T>
    const T& pick(const std::vector<T>& from) {
        return from[below(from.size())];
    }
    void fill(void* bytes, std::size_t count) {
        auto* at = static_cast<std::uint8_t*>(bytes);
        for (std::size_t i = 0; i < count; ++i) at[i] = static_cast<std::uint8_t>(next());
    }

private:
    std::uint64_t seed_;
    std::uint64_t state_{};
};

}  // namespace veldwerk::simulation
