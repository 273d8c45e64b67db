// SPDX-License-Identifier: EUPL-1.2
#include "tests/simulation/caseloads.hpp"

#include "protocol/records/value.hpp"

namespace veldwerk::simulation {

void Caseloads::read(office::Ledger& ledger) {
    const office::Life life = ledger.life();
    // In another life, acts may be lost and their numbers given again.
    if (life.epoch != epoch_) *this = Caseloads{};
    epoch_ = life.epoch;
    while (read_ < life.acts) {
        // The acts of all lives are numbered on, each life's by a writer of its own.
        Stamp stamp{life.writer, ++read_};
        std::uint64_t fork = 0;
        for (const auto& one : ledger.lives()) {
            if (one.fork >= stamp.counter || one.fork < fork) continue;
            fork = one.fork;
            stamp.writer = one.writer;
        }
        const auto stored = ledger.find_change(stamp);
        // Lost with a journal: whether others are missing, `check_history` says.
        if (!stored) continue;
        const Change change = decode_change(stored->bytes, stamp).value();
        bool moved = false;
        for (const auto& record : change.records) {
            const auto value = [&record](std::string_view name) -> const std::string* {
                const SlotNumber slot = find_type(record.type)->find(name)->slot;
                for (const auto& write : record.writes) {
                    if (write.slot == slot) return &write.value;
                }
                return nullptr;
            };
            if (record.type == type::day_act) {
                const auto date = decode_date(*value("date"));
                if (!today_ || *today_ < *date) today_ = date;
                moved = true;
            } else if (record.type == type::assignment) {
                Assignment& of = assignments_[record.record];
                if (const auto* id = value("participant")) {
                    of.participant = RecordId::from_view(*id).value();
                }
                if (const auto* id = value("coach")) of.coach = RecordId::from_view(*id).value();
                if (const auto* date = value("from")) of.from = decode_date(*date);
                if (const auto* date = value("to")) of.to = decode_date(*date);
                moved = true;
            }
        }
        if (!moved) continue;
        Held& held = held_[read_];
        for (const auto& [id, of] : assignments_) {
            const bool begun = !of.from || (today_ && *of.from <= *today_);
            const bool over = of.to && today_ && *of.to < *today_;
            if (begun && !over) held.emplace(of.coach, of.participant);
        }
    }
}

const Caseloads::Held& Caseloads::after(std::uint64_t acts) const {
    static const Held nobody;
    const auto next = held_.upper_bound(acts);
    return next == held_.begin() ? nobody : std::prev(next)->second;
}

std::set<RecordId> Caseloads::of(const RecordId& coach, std::uint64_t acts) const {
    std::set<RecordId> participants;
    for (const auto& [holder, participant] : after(acts)) {
        if (holder == coach) participants.insert(participant);
    }
    return participants;
}

bool Caseloads::held(const RecordId& coach, const RecordId& participant,
                     std::uint64_t acts) const {
    return after(acts).contains({coach, participant});
}

}  // namespace veldwerk::simulation
