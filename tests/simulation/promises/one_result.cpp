// SPDX-License-Identifier: EUPL-1.2
// P2: one digest on the office and on every phone of a caseload, and the same state when the
// history is merged anew, as recorded and in another order.
#include "daemon/office/caseload.hpp"
#include "daemon/office/checking.hpp"
#include "tests/simulation/broken_promise.hpp"
#include "tests/simulation/promises.hpp"

namespace veldwerk::simulation {

void ask_one_result(World& world, const Oracle&) {
    for (Phone* phone : world.phones_in_use()) {
        const Digest here = phone->replica().digest().total;
        const Digest there = office::caseload_digest(
            office::caseload_of(world.town->ledger(), phone->coach()));
        promised(here == there, promise::one_result,
                 phone->name() + " has " + here.text() + " and the office " + there.text());
        promised(phone->replica().status().alarms == 0, promise::one_result,
                 phone->name() + " counted an alarm");
    }
    const auto check = office::check_rebuild(world.town->office(),
                                             {.random_orders = 1, .seed = world.seed, .done = {}});
    for (const auto& order : check.orders) {
        std::string differing;
        for (const auto& part : order.differing) differing += "\n    " + part;
        promised(order.differing.empty(), promise::one_result,
                 "rebuilt " + order.order + ":" + differing);
    }
}

}  // namespace veldwerk::simulation
