// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/acting.hpp"

#include "daemon/office/completing.hpp"
#include "daemon/office/dated_rows.hpp"
#include "daemon/office/grants.hpp"
#include "daemon/office/roles.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {

Acting::Acting(Office& office) : office_(office), integration_(office.ledger()) {}

carriage::EditGround Acting::ground() {
    return {
        .load = [this](TypeNumber type, const RecordId& id) -> std::optional<RecordState> {
            const RecordState* state = integration_.records().find(type, id);
            return state == nullptr ? std::nullopt : std::optional<RecordState>(*state);
        },
        .resolve = [this](TypeNumber type, std::string_view asked) {
            return office_.ledger().resolve(type, asked);
        },
        .new_id = [this] { return office_.environment().new_record_id(); },
        // The office keeps no past versions: a record that moved at all counts as moved.
        .moved_since = [](const RecordState& state, SlotNumber, std::string_view version) {
            return version_of(state) != version;
        }};
}

Result<ActReceipt> Acting::take(const ActOrder& order) {
    for (const auto& edit : order.edits) {
        const bool of_quarantine = edit.type == "quarantine_outcome" ||
                                   (edit.type == "sealed_upload" && !order.person.empty());
        if (of_quarantine) {
            return refuse(Reason::rule, "what is kept in quarantine is decided with veldwerkd "
                                        "quarantine take or drop");
        }
        if (edit.type != "period") continue;
        return refuse(Reason::rule, "a period is written by its close and never edited: veldwerkd "
                                    "period close YYYY-MM");
    }
    const carriage::EditAuthor author{order.person, true, office_.today()};
    auto editing = carriage::writes_of(order.edits, author, ground());
    if (!editing) return tl::unexpected<Error>(editing.error());
    const Act act = act_of(order.act, editing->writes);
    if (auto may = check_role(office_.ledger(), order.person, act, editing->writes); !may) {
        return tl::unexpected<Error>(may.error());
    }
    auto ids = std::move(editing->ids);
    ActReceipt receipt;
    if (!editing->writes.empty()) {
        complete(office_, order.person, editing->writes);
        if (auto granted = check_grants(office_, editing->writes); !granted) {
            return tl::unexpected<Error>(granted.error());
        }
        if (auto dated = check_dated_rows(office_.ledger(), editing->writes); !dated) {
            return tl::unexpected<Error>(dated.error());
        }
        receipt = take(act, order.person, std::move(editing->writes));
    }
    receipt.ids = std::move(ids);
    receipt.versions.clear();
    for (std::size_t i = 0; i < receipt.ids.size(); ++i) {
        const RecordType* type = find_type(order.edits[i].type);
        const RecordState* state = integration_.records().find(type->number, receipt.ids[i]);
        receipt.versions.push_back(state == nullptr ? std::string{} : version_of(*state));
    }
    return receipt;
}

ActReceipt Acting::take(Act act, const RecordId& person, std::vector<RecordWrites> writes) {
    Life& life = integration_.life();
    Change change;
    change.basis = {life.epoch, life.acts};
    change.stamp = {life.writer, ++life.acts};
    office_.environment().luck(&change.id, sizeof change.id);
    change.person = person;
    change.claimed = office_.environment().now();
    change.act = act;
    change.records = std::move(writes);
    const std::string bytes = encode_change(change);
    const Verdict verdict = integration_.admit(change, bytes);
    expect(verdict.standing == Standing::in_effect, "an act of the office takes effect");
    // Written at once, so that the next act of this commit finds it by code and by index.
    integration_.records().flush(life);
    // As the history keeps it: an erasure may have emptied it.
    office_.to_journal_.push_back(
        {change.stamp, office_.ledger().find_change(change.stamp).value().bytes});
    ActReceipt receipt;
    receipt.stamp = change.stamp;
    for (const auto& record : change.records) receipt.ids.push_back(record.record);
    return receipt;
}

Act act_of(Act asked, const std::vector<RecordWrites>& writes) {
    if (asked != Act::write) return asked;
    for (const auto& record : writes) {
        if (record.type == type::assignment) return Act::assign;
        if (record.type != type::placement && record.type != type::job) continue;
        const SlotNumber state = find_type(record.type)->find("state")->slot;
        for (const auto& write : record.writes) {
            if (write.slot != state) continue;
            const auto value = decode_integer(write.value).value_or(0);
            if (record.type == type::placement) {
                if (value == placement_state::active) return Act::grant;
                if (value == placement_state::rejected) return Act::reject;
            } else {
                if (value == job_state::approved) return Act::approve;
                if (value == job_state::rejected) return Act::reject;
            }
        }
    }
    return asked;
}

}  // namespace veldwerk::office
