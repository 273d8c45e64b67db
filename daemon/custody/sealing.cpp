// SPDX-License-Identifier: EUPL-1.2
#include "daemon/custody/sealing.hpp"

#include <algorithm>
#include <stdexcept>

#include "daemon/network/whole_file.hpp"

namespace veldwerk::office {

carriage::SealKeys sealing_keys(Office& office) {
    using Seed = std::array<std::uint8_t, carriage::seal_key_bytes>;
    const auto folder = office.folder() / "authority";
    const auto file = folder / "sealing.key";
    if (!std::filesystem::exists(file)) {
        std::filesystem::create_directories(folder);
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
        const Seed made = office.environment().random<Seed>();
        write_whole_file(file, std::string(made.begin(), made.end()), ReadableBy::owner);
    }
    const std::string bytes = read_whole_file(file);
    Seed seed{};
    if (bytes.size() != seed.size()) throw std::runtime_error(file.string() + " is no key");
    std::copy(bytes.begin(), bytes.end(), seed.begin());
    return carriage::seal_keys_from(seed);
}

}  // namespace veldwerk::office
