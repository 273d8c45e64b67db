// SPDX-License-Identifier: EUPL-1.2
#include "daemon/custody/lives.hpp"

#include <algorithm>

#include "daemon/office/integration.hpp"
#include "daemon/office/reading.hpp"

namespace veldwerk::office {
namespace {

RecordId record_of(const EpochId& epoch) { return RecordId::from_view(epoch.view()).value(); }

Write value_of(std::string_view field, std::string value) {
    return {find_type(type::epoch)->find(field)->slot, {}, std::move(value), {}};
}

std::string value_in(const RecordWrites& record, std::string_view field) {
    const SlotNumber slot = find_type(record.type)->find(field)->slot;
    for (const auto& write : record.writes) {
        if (write.slot == slot) return write.value;
    }
    return {};
}

/// The life that this act begins, as the ledger's next.
std::optional<Life> begun_by(const Change& change, const Life& before) {
    for (const auto& record : change.records) {
        if (record.type != type::epoch || !record.creates) continue;
        Life next = before;
        next.epoch = EpochId::from_view(record.record.view()).value();
        next.parent = EpochId::from_view(value_in(record, "parent")).value_or(EpochId{});
        next.fork = static_cast<std::uint64_t>(
            decode_integer(value_in(record, "fork")).value_or(0));
        next.writer = change.stamp.writer;
        return next;
    }
    return std::nullopt;
}

/// A device that was enrolled in what is lost: its certificate is not known here, so it will be
/// recognised by the name in it (recognising.hpp).
void restore_writers(Ledger& ledger, const Change& change) {
    for (const auto& record : change.records) {
        if (record.type != type::device || !record.creates) continue;
        const auto writer = WriterId::from_view(value_in(record, "writer"));
        if (!writer || ledger.writer(*writer)) continue;
        WriterRow row;
        row.writer = *writer;
        row.device = record.record;
        row.person = RecordId::from_view(value_in(record, "coach")).value_or(RecordId{});
        row.fingerprint = "unknown " + writer->text();
        ledger.save_writer(row);
    }
}

}  // namespace

bool lacks_acts(Ledger& ledger, Journal& journal) {
    const auto tail = journal.tail();
    return tail && !ledger.find_change(*tail);
}

std::uint64_t replay_acts(Ledger& ledger, const std::vector<JournalEntry>& acts) {
    Integration integration(ledger);
    std::uint64_t replayed = 0;
    for (const auto& entry : acts) {
        if (ledger.find_change(entry.stamp)) continue;
        const auto change = decode_change(entry.bytes, entry.stamp);
        if (!change) {
            throw std::runtime_error("act " + std::to_string(entry.stamp.counter) +
                                     " of the journal does not read back: " +
                                     change.error().detail);
        }
        Life& life = integration.life();
        if (const auto next = begun_by(*change, life)) {
            ledger.save_life(life);
            life = *next;
        }
        life.acts = std::max(life.acts, entry.stamp.counter);
        (void)integration.admit(*change, entry.bytes);
        // As when it was taken: the next act finds it by code and by index.
        integration.records().flush(life);
        restore_writers(ledger, *change);
        ++replayed;
    }
    integration.finish();
    return replayed;
}

JournalEntry begin_life(Ledger& ledger, const Environment& environment, const Beginning& why) {
    const Life before = ledger.life();
    Life next = before;
    next.epoch = environment.random_id<EpochId>();
    next.parent = before.epoch;
    next.fork = before.acts;
    next.writer = environment.random_id<WriterId>();
    next.safe_acts = 0;
    ledger.save_life(next);
    // A code that was used in what is lost would open the door again.
    ledger.withdraw_invitations();

    Integration integration(ledger);
    Life& life = integration.life();
    Change change;
    change.basis = {life.epoch, life.acts};
    change.stamp = {life.writer, ++life.acts};
    environment.luck(&change.id, sizeof change.id);
    change.claimed = environment.now();
    change.act = Act::epoch;
    change.records.push_back(
        {type::epoch, record_of(life.epoch), true,
         {value_of("parent", std::string(life.parent.view())),
          value_of("fork", encode_integer(static_cast<std::int64_t>(life.fork))),
          value_of("at", encode_integer(change.claimed.unix_ms)),
          value_of("cause", why.cause),
          value_of("acts_lost", encode_integer(why.acts_lost ? 1 : 0)),
          value_of("loss_accepted", encode_integer(why.loss_accepted ? 1 : 0))}});
    std::string bytes = encode_change(change);
    const Verdict verdict = integration.admit(change, bytes);
    expect(verdict.standing == Standing::in_effect, "the act that begins a life takes effect");
    integration.finish();
    return {change.stamp, std::move(bytes)};
}

std::optional<std::uint64_t> end_of_life(Ledger& ledger, const EpochId& epoch) {
    const auto lives = ledger.lives();
    std::optional<std::uint64_t> end;
    for (const auto& life : lives) {
        if (life.epoch == epoch && !end) end = life.acts;
    }
    if (!end) return std::nullopt;
    for (const auto& life : lives) {
        if (life.parent == epoch) end = life.fork;
    }
    return end;
}

bool acts_lost_after(Ledger& ledger, const EpochId& epoch) {
    const auto lives = ledger.lives();
    const bool known = std::any_of(lives.begin(), lives.end(),
                                   [&](const LifeSpan& life) { return life.epoch == epoch; });
    // From the present life back to the one asked for.
    EpochId at = ledger.life().epoch;
    for (std::size_t steps = 0; steps < lives.size() && !(known && at == epoch); ++steps) {
        const auto record = ledger.load(type::epoch, record_of(at));
        if (record && number_in_force(record->state, "acts_lost") == 1) return true;
        const auto life = std::find_if(lives.begin(), lives.end(),
                                       [&](const LifeSpan& one) { return one.epoch == at; });
        if (life == lives.end() || life->parent.empty()) return false;
        at = life->parent;
    }
    return false;
}

std::optional<Loss> last_loss(Ledger& ledger) {
    std::optional<Loss> last;
    for (const auto& life : ledger.lives()) {
        const auto record = ledger.load(type::epoch, record_of(life.epoch));
        if (!record || number_in_force(record->state, "acts_lost") != 1) continue;
        if (!last || last->fork <= life.fork) last = Loss{life.epoch, life.fork};
    }
    return last;
}

RecordId hold_lift_id(const EpochId& epoch) {
    return derive_record_id("hold of " + epoch.text());
}

bool names_a_lift(Ledger& ledger, const RecordId& id) {
    const auto lives = ledger.lives();
    return std::any_of(lives.begin(), lives.end(),
                       [&id](const LifeSpan& life) { return hold_lift_id(life.epoch) == id; });
}

std::optional<HeldLife> held_life(Ledger& ledger) {
    if (ledger.life().parent.empty()) return std::nullopt;
    std::optional<HeldLife> held;
    each_record(ledger, type::epoch, [&](const RecordState& state) {
        const EpochId epoch = EpochId::from_view(state.id.view()).value();
        if (number_in_force(state, "acts_lost") != 1) return;
        if (ledger.exists(type::hold_lift, hold_lift_id(epoch))) return;
        held = HeldLife{epoch, Instant{number_in_force(state, "at").value_or(0)},
                        field_in_force(state, "cause")};
    });
    return held;
}

std::optional<Instant> life_began(Ledger& ledger) {
    const auto record = ledger.load(type::epoch, record_of(ledger.life().epoch));
    if (!record) return std::nullopt;
    return Instant{number_in_force(record->state, "at").value_or(0)};
}

std::string life_cause(Ledger& ledger) {
    const auto record = ledger.load(type::epoch, record_of(ledger.life().epoch));
    return record ? field_in_force(record->state, "cause") : std::string{};
}

bool loss_accepted(Ledger& ledger) {
    bool accepted = false;
    each_record(ledger, type::epoch, [&](const RecordState& state) {
        accepted = accepted || number_in_force(state, "loss_accepted") == 1;
    });
    return accepted;
}

}  // namespace veldwerk::office
