// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/grants.hpp"

#include <algorithm>

#include "daemon/office/claims.hpp"
#include "daemon/office/naming.hpp"
#include "protocol/merge/merge.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

/// What these writes replace is among the candidates: nothing has to be asked of the past.
class NoHistory final : public History {
public:
    [[nodiscard]] std::optional<Recorded> find(const Stamp&) const override { return {}; }
};

RecordState after(Ledger& ledger, const RecordWrites& writes) {
    const auto record = ledger.load(writes.type, writes.record);
    RecordState state;
    if (record) state = record->state;
    state.type = writes.type;
    state.id = writes.record;
    Change change;
    change.stamp = {{}, ~std::uint64_t{0}};  // of no writer: the act has none yet
    change.act = Act::write;
    take_effect(state, change, writes, NoHistory{});
    return state;
}

std::optional<std::int64_t> state_written(const RecordWrites& writes) {
    const SlotNumber slot = find_type(writes.type)->find("state")->slot;
    for (const auto& write : writes.writes) {
        if (write.slot == slot) return decode_integer(write.value);
    }
    return std::nullopt;
}

std::string joined(const std::vector<std::string>& sentences) {
    std::string text;
    for (const auto& sentence : sentences) text += (text.empty() ? "" : "; ") + sentence;
    return text;
}

std::string name_of(const RecordState& state) {
    const std::string code = field_in_force(state, "code");
    return code.empty() ? "the " + std::string(find_type(state.type)->name) : code;
}

Result<void> check_grant(Office& office, const RecordWrites& writes) {
    // Active again after an interruption is no new grant.
    if (state_written(writes) != placement_state::active) return {};
    if (office.ledger().granted(writes.record)) return {};
    const RecordState placement = after(office.ledger(), writes);
    std::vector<std::string> sentences;
    for (const auto& hindered : ClaimReader(office.ledger()).hindrances_to_grant(placement)) {
        sentences.emplace_back(told(hindered.hindrance));
    }
    if (sentences.empty()) return {};
    return refuse(Reason::rule, name_of(placement) + " cannot become active: " + joined(sentences));
}

Result<void> check_approval(Office& office, const RecordWrites& writes) {
    const auto state = state_written(writes);
    if (state != job_state::approved && state != job_state::open) return {};
    const RecordState job = after(office.ledger(), writes);
    ClaimReader reader(office.ledger());
    const auto employer = RecordId::from_view(field_in_force(job, "employer"));
    const bool agreed = employer && reader.agreement_valid(*employer, office.today());
    const auto missing = missing_for_approval(reader.vetting_of(job), agreed);
    if (missing.empty()) return {};
    return refuse(Reason::rule, name_of(job) + " cannot be approved: " + joined(missing));
}

}  // namespace

Result<void> check_grants(Office& office, std::span<const RecordWrites> writes) {
    for (const auto& record : writes) {
        if (record.type == type::placement) {
            if (auto granted = check_grant(office, record); !granted) return granted;
        } else if (record.type == type::job) {
            if (auto approved = check_approval(office, record); !approved) return approved;
        }
    }
    return {};
}

}  // namespace veldwerk::office
