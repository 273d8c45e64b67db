// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/quarantine.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "daemon/custody/sealing.hpp"
#include "daemon/office/acting.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/reading.hpp"
#include "daemon/office/roles.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

RecordId id_of_change(const Stamp& stamp) {
    return derive_record_id("kept " + stamp.writer.text() + ' ' + std::to_string(stamp.counter));
}

bool decided(Ledger& ledger, const RecordId& id) {
    return ledger.exists(type::quarantine_outcome, id);
}

std::map<WriterId, WriterRow> rows_by_writer(Ledger& ledger) {
    std::map<WriterId, WriterRow> rows;
    for (auto& row : ledger.writers()) rows[row.writer] = std::move(row);
    return rows;
}

/// A writer gave it up, or the same save came in under another stamp.
bool settled_elsewhere(Ledger& ledger, const Change& change) {
    for (const auto& stamp : ledger.with_id(change.id)) {
        const auto stored = ledger.find_change(stamp);
        if (stored && stored->standing != Standing::refused) return true;
    }
    const bool gave_up = std::any_of(
        change.records.begin(), change.records.end(), [&ledger](const RecordWrites& writes) {
            return writes.creates && ledger.discarded(writes.record);
        });
    return gave_up;
}

/// What is listed once for all stamps of one save.
class Listing {
public:
    explicit Listing(Ledger& ledger) : ledger_(ledger), rows_(rows_by_writer(ledger)) {}

    void add(Quarantined kept) {
        kept.id = id_of_change(kept.stamp);
        if (decided(ledger_, kept.id)) return;
        const auto row = rows_.find(kept.stamp.writer);
        if (row != rows_.end()) {
            kept.device = row->second.device;
            kept.coach = row->second.person;
        }
        if (const auto change = decode_change(kept.bytes, kept.stamp)) {
            if (change->records.empty() || settled_elsewhere(ledger_, *change)) return;
            if (!seen_.insert(change->id).second) return;
            kept.when = change->claimed;
        }
        found.push_back(std::move(kept));
    }

    std::vector<Quarantined> found;

private:
    Ledger& ledger_;
    std::map<WriterId, WriterRow> rows_;
    std::set<std::uint64_t> seen_;
};

Quarantined sealed_of(const RecordState& upload) {
    Quarantined kept;
    kept.id = upload.id;
    kept.because = KeptBecause::sealed;
    kept.device = reference_in_force(upload, "device");
    kept.coach = reference_in_force(upload, "coach");
    kept.bytes = field_in_force(upload, "box");
    kept.why = "left by a revoked device; taking it lists what is in it";
    if (const auto received = number_in_force(upload, "received")) kept.when = Instant{*received};
    return kept;
}

RecordWrites outcome_of(const Quarantined& kept, const RecordId& person, std::int64_t state,
                        const std::string& reason) {
    RecordWrites writes;
    writes.type = type::quarantine_outcome;
    writes.record = kept.id;
    writes.creates = true;
    const auto add = [&writes](std::string_view field, std::string value) {
        if (value.empty()) return;
        const SlotNumber slot = find_type(type::quarantine_outcome)->find(field)->slot;
        writes.writes.push_back({slot, {}, std::move(value), {}});
    };
    add("state", encode_integer(state));
    add("coach", std::string(kept.coach.view()));
    add("writer", std::string(kept.stamp.writer.view()));
    add("counter", encode_integer(static_cast<std::int64_t>(kept.stamp.counter)));
    add("person", std::string(person.view()));
    add("reason", reason);
    return writes;
}

std::string told(const RecordWrites& writes) {
    const RecordType* known = find_type(writes.type);
    return (known == nullptr ? std::string("record") : std::string(known->name)) + ' ' +
           writes.record.text().substr(28);
}

/// Whether the office may write it as it stands.
Result<void> check_taking(Ledger& ledger, const Change& change, WorkingSet& records) {
    if (newer_than_office(change)) {
        return refuse(Reason::unsupported, "it was written by a newer version of the app");
    }
    if (auto form = check_form(change); !form) return form;
    for (const auto& writes : change.records) {
        if (!writes.creates || !ledger.exists(writes.type, writes.record)) continue;
        return refuse(Reason::rule, told(writes) + " is here already: drop this one");
    }
    if (const auto missing = missing_record(change, records)) {
        return refuse(Reason::unknown_record,
                      "it refers to a record that is not here (" + missing->text().substr(28) +
                          "): take over first what makes that one");
    }
    if (act_of(Act::write, change.records) != Act::write) {
        return refuse(Reason::rule, "only a grant or an approval writes that: veldwerkd put");
    }
    return {};
}

}  // namespace

std::vector<Quarantined> quarantined(Office& office) {
    Ledger& ledger = office.ledger();
    Listing listing(ledger);
    for (auto& stored : ledger.all_refused()) {
        listing.add({.id = {}, .because = KeptBecause::refused, .device = {}, .coach = {},
                     .stamp = stored.stamp, .bytes = std::move(stored.bytes),
                     .why = stored.refusal.detail, .when = {}});
    }
    for (auto& held : ledger.held()) {
        listing.add({.id = {}, .because = KeptBecause::blocked, .device = {}, .coach = {},
                     .stamp = held.stamp, .bytes = std::move(held.bytes),
                     .why = "its device is blocked; it also stays on the device", .when = {}});
    }
    auto found = std::move(listing.found);
    each_record(ledger, type::sealed_upload, [&](const RecordState& upload) {
        if (!decided(ledger, upload.id)) found.push_back(sealed_of(upload));
    });
    return found;
}

Result<std::vector<Quarantined>> contents_of(Office& office, const Quarantined& upload) {
    const auto content = carriage::open_sealed(upload.bytes, sealing_keys(office));
    if (!content) {
        return refuse(Reason::not_authorised,
                      "the box cannot be opened: it was altered, or sealed to another office's key "
                      "(DIR/authority/sealing.key)");
    }
    const auto work = decode<SealedWork>(*content);
    if (!work) return tl::unexpected<Error>(work.error());
    Listing listing(office.ledger());
    for (std::size_t i = 0; i < work->changes.size(); ++i) {
        const Stamp stamp{work->writer, work->first_counter + i};
        if (office.ledger().find_change(stamp)) continue;
        listing.add({.id = {}, .because = KeptBecause::recovered, .device = upload.device,
                     .coach = upload.coach, .stamp = stamp, .bytes = work->changes[i],
                     .why = "left by a revoked device", .when = {}});
    }
    return std::move(listing.found);
}

Result<Quarantined> find_quarantined(Office& office, std::string_view asked) {
    std::vector<Quarantined> all = quarantined(office);
    for (const auto& upload : std::vector(all)) {
        if (upload.because != KeptBecause::sealed) continue;
        auto contents = contents_of(office, upload);
        if (contents) all.insert(all.end(), contents->begin(), contents->end());
    }
    std::erase_if(all, [asked](const Quarantined& one) {
        const std::string id = one.id.text();
        return id != asked && (asked.size() != 8 || id.substr(28) != asked);
    });
    if (all.size() == 1) return std::move(all.front());
    return refuse(Reason::unknown_record,
                  std::string(asked) + (all.empty() ? ": nothing of that id waits in quarantine "
                                                      "(taken or dropped already?)"
                                                    : ": several end so, give the whole id"));
}

std::vector<std::string> records_of(const Quarantined& kept) {
    std::vector<std::string> names;
    const auto change = decode_change(kept.bytes, kept.stamp);
    if (!change || kept.because == KeptBecause::sealed) return names;
    for (const auto& writes : change->records) names.push_back(told(writes));
    return names;
}

Result<ActReceipt> take_over(Office& office, const RecordId& person, const Quarantined& kept) {
    auto change = decode_change(kept.bytes, kept.stamp);
    if (!change) return tl::unexpected<Error>(change.error());
    if (change->person != kept.coach) {
        return refuse(Reason::not_authorised, "it was written as somebody else: it can only be "
                                              "dropped");
    }
    change->act = Act::write;
    std::vector<RecordWrites> writes = change->records;
    writes.push_back(outcome_of(kept, person, quarantine_state::taken, {}));
    if (auto may = check_role(office.ledger(), person, Act::write, writes); !may) {
        return tl::unexpected<Error>(may.error());
    }
    Result<ActReceipt> receipt = refuse(Reason::rule, "it was taken over or dropped meanwhile");
    office.transact([&] {
        if (decided(office.ledger(), kept.id)) return;
        Acting acting(office);
        auto allowed = check_taking(office.ledger(), *change, acting.integration().records());
        if (allowed) {
            receipt = acting.take(Act::write, person, std::move(writes));
        } else {
            receipt = tl::unexpected<Error>(allowed.error());
        }
        acting.finish();
    });
    return receipt;
}

Result<void> drop(Office& office, const RecordId& person, const Quarantined& kept,
                  const std::string& reason) {
    std::vector<RecordWrites> writes{
        outcome_of(kept, person, quarantine_state::dropped, reason)};
    auto answer = check_role(office.ledger(), person, Act::reject, writes);
    if (!answer) return answer;
    office.transact([&] {
        if (decided(office.ledger(), kept.id)) {
            answer = refuse(Reason::rule, "it was taken over or dropped meanwhile");
            return;
        }
        Acting acting(office);
        (void)acting.take(Act::write, person, std::move(writes));
        acting.finish();
    });
    return answer;
}

std::string taken_over_from(Ledger& ledger, const Stamp& act) {
    const auto stored = ledger.find_change(act);
    const auto change = stored ? decode_change(stored->bytes, act) : Result<Change>{};
    if (!stored || !change || change->records.size() < 2) return {};
    for (const auto& writes : change->records) {
        if (writes.type != type::quarantine_outcome) continue;
        const auto outcome = ledger.load(writes.type, writes.record);
        if (!outcome) continue;
        return ", taken over from " +
               name_of_person(ledger, reference_in_force(outcome->state, "coach"));
    }
    return {};
}

}  // namespace veldwerk::office
