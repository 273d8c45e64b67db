// SPDX-License-Identifier: EUPL-1.2
// A promise that does not hold, thrown from wherever it shows.
#pragma once

#include <stdexcept>
#include <string>

namespace veldwerk::simulation {

namespace promise {
inline constexpr const char
    *nothing_lost = "P1 Nothing is lost: what was acknowledged is on the device or at the office, "
                    "as typed, or refused with its bytes and reason.",
    *one_result = "P2 Any order, one result: the state is a pure function of the set of admitted "
                  "changes.",
    *no_overwrite = "P3 No silent overwrite: two values written without knowledge of each other "
                    "both stay until the field's rule or a person decides.",
    *across_records = "P4 Rules across records hold, decided from the merged state by rule or by a "
                      "recorded act.",
    *own_caseload = "P5 Only your caseload: a device holds what its coach may see now, all of it "
                    "and no more.",
    *erased = "P6 Erased is erased: nothing of it is left anywhere, and what the law keeps is.",
    *any_age = "P7 Any age of device may return.",
    *heals = "P8 The field heals the office.",
    *explained = "P9 Every value explains itself.",
    *established = "A day on which observations agree is established by rule, and no other.",
    *admission = "A change is refused only for its bytes, its author's caseload at its basis, or "
                 "what its writer discarded.",
    *converges = "Once the storm is over, everything converges within a bound.",
    *stands = "No program stops on a broken invariant, and a conversation ends only for a reason.";
}  // namespace promise

class BrokenPromise : public std::runtime_error {
public:
    BrokenPromise(std::string promise, const std::string& detail)
        : std::runtime_error(detail), promise_(std::move(promise)) {}
    [[nodiscard]] const std::string& promise() const { return promise_; }

private:
    std::string promise_;
};

/// Says that a promise holds, or throws it with what is seen instead.
inline void promised(bool holds, const char* promise, const std::string& detail) {
    if (!holds) throw BrokenPromise(promise, detail);
}

}  // namespace veldwerk::simulation
