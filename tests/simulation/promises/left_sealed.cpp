// SPDX-License-Identifier: EUPL-1.2
// What a revoked phone never sent lies in its sealed upload at the office, and only there: nothing
// of it is in the set.
#include <algorithm>

#include "daemon/office/quarantine.hpp"
#include "protocol/wire/limits.hpp"
#include "tests/simulation/broken_promise.hpp"
#include "tests/simulation/promises.hpp"

namespace veldwerk::simulation {

void check_left_sealed(World& world, Phone& phone) {
    world.town->guarded("looking", [&] {
        std::vector<office::Quarantined> left;
        for (const auto& kept : office::quarantined(world.town->office())) {
            if (kept.because != office::KeptBecause::sealed) continue;
            if (kept.device != phone.record()) continue;
            const auto contents = office::contents_of(world.town->office(), kept);
            promised(contents.has_value(), promise::nothing_lost, "a sealed upload does not open");
            left.insert(left.end(), contents->begin(), contents->end());
        }
        // What it had sent to an office that was set back since, it takes for delivered.
        if (world.town->ledger().lives().size() > 1) return;
        std::size_t bytes = 0;
        for (const auto& save : world.notebook.saves) {
            const bool mine = save.stamp.writer == phone.writer() && save.life == phone.life();
            if (!mine || !save.excused.empty()) continue;
            if (world.town->holds(save.stamp, save.bytes)) continue;
            bytes += save.bytes.size();
            // One upload has a bound; notes may be longer than that.
            if (bytes + 64 * limits::KiB > limits::sealed_upload_bytes_max) return;
            const bool there = std::any_of(left.begin(), left.end(), [&save](const auto& one) {
                const auto change = decode_change(one.bytes, one.stamp);
                return one.stamp == save.stamp && change &&
                       change->id == decode_change(save.bytes, save.stamp).value().id;
            });
            // A change without records only gives something up.
            const bool says_something = !save.records.empty();
            promised(there || !says_something, promise::nothing_lost,
                     phone.name() + " left its work sealed, and save " +
                         std::to_string(save.stamp.counter) + " is not in it");
        }
    });
}

}  // namespace veldwerk::simulation
