// SPDX-License-Identifier: EUPL-1.2
#include "tests/simulation/promises.hpp"

#include <array>

namespace veldwerk::simulation {

std::span<const Question> questions() {
    static constexpr std::array<Question, 9> all{
        ask_nothing_lost,      ask_rightly_refused,  ask_no_silent_overwrite,
        ask_asked_of_a_person, ask_established_days, ask_what_phones_show,
        ask_erased,            ask_explained,        ask_one_result};
    return all;
}

}  // namespace veldwerk::simulation
