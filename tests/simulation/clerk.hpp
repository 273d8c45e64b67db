// SPDX-License-Identifier: EUPL-1.2
// The office's people: they furnish the programme, decide what is in review, grant, correct, and
// hand participants over from coach to coach.
#pragma once

#include <string>
#include <vector>

#include "tests/simulation/town.hpp"

namespace veldwerk::simulation {

class Clerk {
public:
    explicit Clerk(World& world);

    /// Employers, jobs, participants on granted placements, coaches who hold them.
    void furnish();
    /// Plans the office's days until the end of the storm.
    void live(std::int64_t days);

    [[nodiscard]] const std::vector<RecordId>& coaches() const { return coaches_; }
    /// One coach loses a participant and another gets him, as of today.
    void hand_over();

private:
    RecordId put(const std::string& type, std::vector<TypedField> fields,
                 const std::string& record = {});
    void furnish_work();
    void add_participant();
    void assign(const RecordId& participant, const RecordId& coach, const std::string& from);
    void decide_something();
    void write_something();
    void grant_something();
    void observe_something();
    [[nodiscard]] std::optional<std::string> some_of(TypeNumber type);

    struct Assigned {
        RecordId record;
        RecordId participant;
        RecordId coach;
    };
    World& world_;
    Dice dice_;
    std::vector<RecordId> coaches_;
    std::vector<RecordId> participants_;
    std::vector<RecordId> jobs_;
    RecordId employer_;
    RecordId workplace_;
    std::vector<Assigned> assigned_;  ///< those without a last day
};

}  // namespace veldwerk::simulation
