// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/replica/request_guards.hpp"

#include "protocol/merge/in_force.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/guards.hpp"

namespace veldwerk::device {
namespace {

std::string value_of(const RecordState& state, std::string_view field_name) {
    const Field* field = find_type(state.type)->find(field_name);
    expect(field != nullptr, "a rule names a field of its type");
    return value_in_force(state, *field);
}

/// Each record of a type in which `field_name` has that value.
std::vector<RecordState> where(Store& store, TypeNumber type, std::string_view field_name,
                               std::string_view value) {
    const Field* field = find_type(type)->find(field_name);
    expect(field != nullptr, "a rule names a field of its type");
    std::vector<RecordState> found;
    for (const RecordId& id : store.records().where(type, *field, value)) {
        found.push_back(store.records().load(type, id)->state);
    }
    return found;
}

std::optional<RecordState> referred(Store& store, TypeNumber type, const std::string& bytes) {
    const auto id = RecordId::from_view(bytes);
    const auto record = id ? store.records().load(type, *id) : std::nullopt;
    return record ? std::optional<RecordState>(record->state) : std::nullopt;
}

/// Only what refuses: what is merely not yet true, or not known here, is not this device's to
/// judge.
class Request {
public:
    Request(Store& store, const DraftRecord& placement) : store_(store), placement_(placement) {}

    GuardFacts facts() {
        GuardFacts facts;
        facts.kind = decode_integer(placement_.after("kind"));
        facts.start = decode_date(placement_.after("start"));
        if (const auto job = referred(store_, type::job, placement_.after("job"))) {
            facts.job = JobGuardFacts{decode_integer(value_of(*job, "state")).value_or(0), 1, 0,
                                      {}, {}};
        }
        add_agreements(facts);
        for (const auto& consent :
             where(store_, type::consent, "participant", placement_.after("participant"))) {
            if (decode_integer(value_of(consent, "kind")) != consent_kind::data) continue;
            facts.consents.push_back({!value_of(consent, "given_on").empty(),
                                      !value_of(consent, "withdrawn_on").empty(), {}});
        }
        if (decode_integer(placement_.after("combined")).value_or(0) == 0) add_overlaps(facts);
        return facts;
    }

private:
    void add_agreements(GuardFacts& facts) {
        const auto workplace = referred(store_, type::workplace, placement_.after("workplace"));
        if (!workplace) return;
        for (const auto& agreement : where(store_, type::employer_agreement, "employer",
                                           value_of(*workplace, "employer"))) {
            facts.agreements.push_back({decode_date(value_of(agreement, "signed_on")),
                                        decode_date(value_of(agreement, "valid_until")), {}});
        }
    }

    void add_overlaps(GuardFacts& facts) {
        const auto start = decode_date(placement_.after("start"));
        const auto end = decode_date(placement_.after("end"));
        for (const auto& other :
             where(store_, type::placement, "participant", placement_.after("participant"))) {
            const auto state = decode_integer(value_of(other, "state"));
            const bool goes_on =
                state == placement_state::active || state == placement_state::interrupted;
            const bool combined = decode_integer(value_of(other, "combined")).value_or(0) != 0;
            if (other.id == placement_.id || !goes_on || combined) continue;
            const auto their_start = decode_date(value_of(other, "start"));
            const auto their_end = decode_date(value_of(other, "end"));
            const bool before = their_end && start && *their_end < *start;
            const bool after = end && their_start && *end < *their_start;
            if (!before && !after) facts.overlapping.push_back({});
        }
    }

    Store& store_;
    const DraftRecord& placement_;
};

}  // namespace

Result<void> check_request(Store& store, const DraftRecord& placement) {
    for (const auto& hindered : hindrances_of(Request(store, placement).facts())) {
        if (!refuses(hindered.hindrance)) continue;
        return refuse(Reason::rule, "placement.state: it cannot be requested, for " +
                                        std::string(told(hindered.hindrance)));
    }
    return {};
}

}  // namespace veldwerk::device
