// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/completing.hpp"

#include <algorithm>

#include "daemon/office/settings.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/merge/merge.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

/// One record's writes in the making, over what is in the ledger.
class Completion {
public:
    Completion(Office& office, const RecordId& person, RecordWrites& writes)
        : office_(office), person_(person), writes_(writes) {
        state_.type = writes.type;
        state_.id = writes.record;
        if (auto record = office.ledger().load(writes.type, writes.record)) {
            state_ = std::move(record->state);
        }
    }

    void run() {
        if (writes_.type == type::placement) complete_placement();
        if (writes_.type == type::displacement_check) complete_check();
    }

private:
    [[nodiscard]] const Field& field(std::string_view name) const {
        const Field* found = find_type(writes_.type)->find(name);
        expect(found != nullptr, "the schema has the field");
        return *found;
    }
    [[nodiscard]] const Write* written(std::string_view name) const {
        const SlotNumber slot = field(name).slot;
        const auto found =
            std::find_if(writes_.writes.begin(), writes_.writes.end(),
                         [slot](const Write& write) { return write.slot == slot; });
        return found == writes_.writes.end() ? nullptr : &*found;
    }
    [[nodiscard]] std::string after(std::string_view name) const {
        const Write* write = written(name);
        return write != nullptr ? write->value : field_in_force(state_, name);
    }

    void add(std::string_view name, std::string value) {
        if (written(name) != nullptr || field_in_force(state_, name) == value) return;
        const Field& of = field(name);
        writes_.writes.push_back({of.slot, {}, std::move(value),
                                  replaces_of_act(state_.cell(of.slot), of.merge, person_)});
    }
    void add_elements(std::string_view name, const std::vector<std::string>& elements) {
        const SlotNumber slot = field(name).slot;
        const auto present = elements_in_force(state_, slot);
        for (const auto& element : elements) {
            if (std::find(present.begin(), present.end(), element) != present.end()) continue;
            writes_.writes.push_back({slot, element, std::string(element_present), {}});
        }
    }
    void add_decider() {
        add("decided_by", std::string(person_.view()));
        add("decided_on", encode_date(office_.today()));
    }

    void complete_placement() {
        const Write* state = written("state");
        const auto value = state == nullptr ? std::nullopt : decode_integer(state->value);
        if (value == placement_state::active || value == placement_state::rejected) add_decider();
        if (value != placement_state::withdrawn || written("withdrawn_uses") != nullptr) return;
        const Field& placement = *find_type(type::observation)->find("placement");
        std::vector<std::string> uses;
        for (const auto& id :
             office_.ledger().where(type::observation, placement, writes_.record.view())) {
            uses.emplace_back(id.view());
        }
        add_elements("withdrawn_uses", uses);
    }

    void complete_check() {
        const bool decides = written("result") != nullptr;
        if (decides) add_decider();
        if ((!writes_.creates && !decides) || written("tasks_seen") != nullptr) return;
        const auto id = RecordId::from_view(after("job"));
        const auto job = id ? office_.ledger().load(type::job, *id) : std::nullopt;
        if (!job) return;
        add_elements("tasks_seen",
                     elements_in_force(job->state, find_type(type::job)->find("tasks")->slot));
    }

    Office& office_;
    const RecordId& person_;
    RecordWrites& writes_;
    RecordState state_;
};

}  // namespace

void complete(Office& office, const RecordId& person, std::vector<RecordWrites>& writes) {
    for (auto& record : writes) Completion(office, person, record).run();
}

}  // namespace veldwerk::office
