// SPDX-License-Identifier: EUPL-1.2
// veldwerk-simulate: so many worlds from consecutive seeds. Exit 0: every promise holds in all of
// them; 1: one is broken, and it says which, what happened and how to see it again.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>

#include "tests/simulation/simulate.hpp"

using veldwerk::simulation::Asked;
using veldwerk::simulation::simulate;
using veldwerk::simulation::told;

namespace {

/// A number, or (a commit's hash) hexadecimal digits, of which the first fifteen count.
std::uint64_t seed_of(const std::string& text) {
    const bool decimal = text.find_first_not_of("0123456789") == std::string::npos;
    if (decimal && text.size() < 20) return std::stoull(text);
    if (text.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) {
        throw CLI::ValidationError("--first", "a seed is a number or a commit's hash");
    }
    return std::stoull(text.substr(0, 15), nullptr, 16);
}

struct Orders {
    std::string first = "1";
    std::uint64_t seeds = 20;
    Asked asked;
};

int run(const std::string& program, const Orders& orders) {
    const std::uint64_t first = seed_of(orders.first);
    std::map<std::string, std::uint64_t> counts;
    for (std::uint64_t seed = first; seed - first < orders.seeds; ++seed) {
        const auto outcome = simulate(seed, orders.asked);
        for (const auto& [what, count] : outcome.counts) counts[what] += count;
        if (outcome.holds()) continue;
        std::printf("%s", told(outcome, program, orders.asked).c_str());
        return 1;
    }
    std::printf("%llu worlds from seed %llu keep every promise\n",
                static_cast<unsigned long long>(orders.seeds),
                static_cast<unsigned long long>(first));
    for (const auto& [what, count] : counts) {
        std::printf("%10llu  %s\n", static_cast<unsigned long long>(count), what.c_str());
    }
    return 0;
}

}  // namespace

int main(int argument_count, char** arguments) {
    CLI::App app("Whole worlds of offices and phones in virtual time, in storm and in peace.");
    Orders orders;
    app.add_option("--first", orders.first, "the first seed: a number, or a commit's hash");
    app.add_option("--seeds", orders.seeds, "how many seeds from there on")
        ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000}));
    app.add_option("--coaches", orders.asked.coaches, "as many in each world; 0: drawn")
        ->check(CLI::Range(std::size_t{0}, std::size_t{1'000}));
    app.add_option("--days", orders.asked.days, "as long a storm in each world; 0: drawn")
        ->check(CLI::Range(std::int64_t{0}, std::int64_t{365}));
    app.add_option("--without", orders.asked.without, "a storm to leave out, such as \"erasures\"");
    app.add_flag("--trace", orders.asked.trace, "print everything that happens");
    try {
        app.parse(argument_count, arguments);
        return run(arguments[0], orders);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
}
