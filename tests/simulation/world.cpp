// SPDX-License-Identifier: EUPL-1.2
#include "tests/simulation/world.hpp"

#include <unistd.h>

#include "protocol/records/result.hpp"
#include "tests/simulation/phone.hpp"
#include "tests/simulation/town.hpp"

namespace veldwerk::simulation {
namespace {

/// A Monday; the clocks of Amsterdam go back in the first week of what follows.
const Instant first_morning = parse_instant("2026-10-19T06:00:00+02:00").value();

std::filesystem::path roomiest_memory() {
    const std::filesystem::path memory = "/dev/shm";
    std::error_code ignored;
    return std::filesystem::is_directory(memory, ignored)
               ? memory
               : std::filesystem::temp_directory_path();
}

}  // namespace

ScratchFolder::ScratchFolder() {
    std::string name = (roomiest_memory() / "veldwerk-world-XXXXXX").string();
    expect(::mkdtemp(name.data()) != nullptr, "a scratch folder can be made");
    path_ = name;
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

World::World(std::uint64_t the_seed, const Size& the_size, bool trace)
    : seed(the_seed),
      size(the_size),
      dice(the_seed, "world"),
      calendar(first_morning),
      chronicle(calendar, trace),
      town(std::make_unique<Town>(*this)) {}

World::~World() = default;

Phone& World::give_phone(const RecordId& coach) {
    // Enrolling is one conversation of its own, which the processes' tests put to trouble.
    town->be_calm();
    const std::string name = "phone" + std::to_string(phones.size() + 1);
    chronicle.tell(name, "is enrolled for coach " + coach.text().substr(28));
    phones.push_back(std::make_unique<Phone>(*this, name, coach));
    return *phones.back();
}

std::vector<Phone*> World::phones_in_use() {
    std::vector<Phone*> in_use;
    for (const auto& phone : phones) {
        const bool takes_part =
            phone->state() == PhoneState::in_use || phone->state() == PhoneState::off;
        if (takes_part) in_use.push_back(phone.get());
    }
    return in_use;
}

void World::calm_down() {
    stormy_ = false;
    weather = Weather{};
    town->be_calm();
    for (const auto& phone : phones) phone->disk().be_calm();
}

}  // namespace veldwerk::simulation
