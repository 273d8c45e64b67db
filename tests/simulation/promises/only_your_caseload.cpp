// SPDX-License-Identifier: EUPL-1.2
// P5: at caught-up a phone shows the participants that its coach held after the acts it was shown,
// all of them and no others, and no record of anybody else.
#include <algorithm>

#include "tests/simulation/broken_promise.hpp"
#include "tests/simulation/promises.hpp"
#include "tests/simulation/screen.hpp"

namespace veldwerk::simulation {
namespace {

std::set<std::string> texts_of(const std::set<RecordId>& ids) {
    std::set<std::string> texts;
    for (const auto& id : ids) texts.insert(id.text());
    return texts;
}

}  // namespace

void check_caseload(World& world, Phone& phone, const Knowledge& shown) {
    if (!world.town->up() || !phone.usable()) return;
    std::uint64_t acts = 0;
    for (const auto& life : world.town->ledger().lives()) {
        const auto known = shown.find(life.writer);
        if (known != shown.end()) acts = std::max(acts, known->second);
    }
    world.caseloads.read(world.town->ledger());
    const auto held = texts_of(world.caseloads.of(phone.coach(), acts));
    phone.guarded("looking", [&] {
        const auto ids = ids_of(phone, "SELECT id FROM participant ORDER BY id");
        const std::set<std::string> here(ids.begin(), ids.end());
        promised(here == held, promise::own_caseload,
                 phone.name() + " shows " + std::to_string(here.size()) +
                     " participants, and its coach holds " + std::to_string(held.size()));
        for (const char* type : {"placement", "coaching_log", "contact", "consent", "plan"}) {
            const auto whose =
                ids_of(phone, std::string("SELECT DISTINCT participant FROM ") + type);
            for (const auto& participant : whose) {
                promised(held.contains(participant), promise::own_caseload,
                         phone.name() + " shows a " + type + " of a participant it may not hold");
            }
        }
    });
}

}  // namespace veldwerk::simulation
