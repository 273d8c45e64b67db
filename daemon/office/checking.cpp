// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/checking.hpp"

#include <unistd.h>

#include <algorithm>
#include <random>

#include "daemon/custody/lives.hpp"
#include "daemon/custody/rotation.hpp"
#include "protocol/merge/shipping.hpp"

namespace veldwerk::office {
namespace {

std::string short_name(const WriterId& writer) { return writer.text().substr(0, 8); }

void check_counters(Ledger& ledger, HistoryCheck& check) {
    std::map<WriterId, std::uint64_t> last;
    // The acts of all lives are numbered on.
    for (const auto& life : ledger.lives()) last[life.writer] = life.fork;
    const bool may_lack = loss_accepted(ledger);
    ledger.each_change([&](const StoredChange& stored) {
        ++check.changes;
        if (stored.standing == Standing::refused) ++check.refused;
        if (stored.standing == Standing::parked) ++check.parked;
        std::uint64_t& counter = last[stored.stamp.writer];
        const std::string name =
            "writer " + short_name(stored.stamp.writer) + ": change ";
        for (std::uint64_t missing = counter + 1; missing < stored.stamp.counter && !may_lack;
             ++missing) {
            check.faults.push_back(name + std::to_string(missing) + " is missing");
            if (check.faults.size() > 100) break;  // a hole of millions is one fault
        }
        counter = stored.stamp.counter;
        const auto change = decode_change(stored.bytes, stored.stamp);
        // Bytes that nobody could read were refused for that, and are kept as they came, or not at
        // all if they spoke of somebody who was erased.
        const bool refused_for_it =
            !change && stored.standing == Standing::refused &&
            (stored.bytes.empty() || stored.refusal.reason == change.error().reason);
        if (!change && !refused_for_it) {
            check.faults.push_back(name + std::to_string(counter) + " does not read back");
        }
    });
    const Life life = ledger.life();
    if (last[life.writer] != life.acts) {
        check.faults.push_back("the office's acts end at " + std::to_string(last[life.writer]) +
                               ", not at " + std::to_string(life.acts));
    }
    for (const auto& writer : ledger.writers()) {
        if (last[writer.writer] == writer.received || may_lack) continue;
        check.faults.push_back("writer " + short_name(writer.writer) + ": " +
                               std::to_string(writer.received) + " changes were received, but the "
                               "history ends at " + std::to_string(last[writer.writer]));
    }
}

/// An act that another process has committed and not journalled yet is no fault: only what lies
/// below the journal's last act must be there.
void check_journal(Office& office, HistoryCheck& check) {
    Ledger& ledger = office.ledger();
    const auto erasures = ledger.erasures();
    // Between an order and its last step the journal still says what the ledger has forgotten.
    const bool erasing = std::any_of(erasures.begin(), erasures.end(),
                                     [](const ErasureRow& row) { return !row.scrubbed; });
    std::map<WriterId, std::vector<std::uint64_t>> journalled;
    std::map<WriterId, LifeSpan> lives;
    for (const auto& life : ledger.lives()) lives[life.writer] = life;
    // Decisions and plain writes that every kept backup holds are dropped from it.
    const auto dropped = [&](const Stamp& stamp) {
        if (stamp.counter > lives[stamp.writer].safe_acts) return false;
        const auto stored = ledger.find_change(stamp);
        const auto act = stored ? decode_change(stored->bytes, stamp) : Result<Change>{};
        return stored && act && is_data_act(*act);
    };
    for (const auto& entry : office.journal().read_all()) {
        ++check.journalled;
        journalled[entry.stamp.writer].push_back(entry.stamp.counter);
        const auto stored = ledger.find_change(entry.stamp);
        const std::string name = "act " + std::to_string(entry.stamp.counter) + " of " +
                                 short_name(entry.stamp.writer);
        if (!stored) {
            check.faults.push_back(name + " is in the journal, not in the ledger");
        } else if (stored->bytes != entry.bytes && !erasing) {
            check.faults.push_back(name + " differs between journal and ledger");
        }
    }
    for (auto& [writer, counters] : journalled) {
        std::sort(counters.begin(), counters.end());
        std::uint64_t next = lives[writer].fork + 1;
        for (const std::uint64_t counter : counters) {
            while (next < counter && dropped({writer, next})) ++next;
            if (counter > next && !acts_lost_after(ledger, lives[writer].epoch)) {
                check.faults.push_back("act " + std::to_string(next) + " of " +
                                       short_name(writer) + " is not in the journal");
            }
            next = counter + 1;
        }
    }
}

/// A sum over everything a state is, what devices never see included.
Digest whole_digest(const RecordState& state) {
    RecordState whole = state;
    for (const auto& base : state.bases) {
        whole.candidates.push_back({base.slot, "base", base.value, {}});
    }
    for (const auto& early : state.early) {
        whole.candidates.push_back({early.slot, early.element + (early.by_act ? "act" : "early"),
                                    {}, Author{early.stamp, {}, {}, false}});
    }
    return digest_of(whole);
}

/// What is compared of two ledgers.
struct Fingerprint {
    std::map<ScopeNumber, Digest> kept;      ///< as the scopes keep it
    std::map<ScopeNumber, Digest> summed;    ///< over the records, as devices would
    std::map<TypeNumber, Digest> types;
    std::map<TypeNumber, std::uint64_t> counts;
};

Fingerprint fingerprint_of(Ledger& ledger) {
    Fingerprint print;
    for (const auto& scope : ledger.scopes()) {
        print.kept[scope.name.number] = scope.digest;
        print.summed[scope.name.number];
    }
    for (const auto& type : schema()) {
        for (const auto& id : ledger.all(type.number)) {
            const auto record = ledger.load(type.number, id);
            RecordState storage;
            print.summed[record->scope] += digest_of(shipped(record->state, storage));
            print.types[type.number] += whole_digest(record->state);
            ++print.counts[type.number];
        }
    }
    return print;
}

std::vector<std::string> differences(Ledger& ledger, const Fingerprint& ours,
                                     const Fingerprint& rebuilt) {
    std::vector<std::string> differing;
    for (const auto& [number, digest] : ours.kept) {
        const auto at = [number = number](const std::map<ScopeNumber, Digest>& digests) {
            const auto found = digests.find(number);
            return found == digests.end() ? Digest{} : found->second;
        };
        if (digest == at(ours.summed) && digest == at(rebuilt.kept) &&
            digest == at(rebuilt.summed)) {
            continue;
        }
        differing.push_back(text_of(ledger.scope(number)->name) + ": " + digest.text() +
                            " is kept, " + at(ours.summed).text() + " are its records, " +
                            at(rebuilt.kept).text() + " was rebuilt");
    }
    for (const auto& type : schema()) {
        const auto at = [&type](const Fingerprint& print) {
            const auto found = print.types.find(type.number);
            return found == print.types.end() ? Digest{} : found->second;
        };
        if (at(ours) != at(rebuilt)) differing.push_back(std::string(type.name) + " records");
    }
    return differing;
}

/// Two copies in a room of their own beside the ledger, gone afterwards: they hold what it holds.
class Scratch {
public:
    explicit Scratch(Office& office)
        : room_(office.folder() / ("check-" + std::to_string(::getpid()))) {
        std::filesystem::remove_all(room_);
        std::filesystem::create_directory(room_);
        std::filesystem::permissions(room_, std::filesystem::perms::owner_all);
        source = office.ledger().copy_to((room_ / "source.db").string());
        target = source->copy_to((room_ / "target.db").string());
    }
    ~Scratch() {
        source.reset();
        target.reset();
        std::error_code left_behind;
        std::filesystem::remove_all(room_, left_behind);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    std::unique_ptr<Ledger> source;
    std::unique_ptr<Ledger> target;

private:
    std::filesystem::path room_;
};

Fingerprint rebuild(Scratch& scratch, const std::vector<Stamp>& order,
                    std::size_t changes_per_piece) {
    Ledger& target = *scratch.target;
    target.begin();
    target.forget_derived();
    target.forget_history();
    for (std::size_t from = 0; from < order.size(); from += changes_per_piece) {
        Integration integration(target);
        const std::size_t until = std::min(order.size(), from + changes_per_piece);
        for (std::size_t i = from; i < until; ++i) {
            integration.replay(scratch.source->find_change(order[i]).value());
        }
        integration.finish();
    }
    Fingerprint print = fingerprint_of(target);
    target.rollback();
    return print;
}

std::uint64_t count_of(const Fingerprint& print, TypeNumber type) {
    const auto found = print.counts.find(type);
    return found == print.counts.end() ? 0 : found->second;
}

}  // namespace

std::string text_of(const ScopeName& scope) {
    switch (scope.kind) {
        case Scope::participant: return "participant/" + scope.root.text();
        case Scope::coach: return "coach/" + scope.root.text();
        case Scope::programme: return "programme";
        case Scope::office: break;
    }
    return "office";
}

HistoryCheck check_history(Office& office) {
    HistoryCheck check;
    check.faults = office.ledger().check_store();
    // In a transaction, so that nobody commits between the reading of one and the other.
    office.transact([&] {
        check_counters(office.ledger(), check);
        check_journal(office, check);
    });
    return check;
}

bool RebuildCheck::same() const {
    return std::all_of(orders.begin(), orders.end(),
                       [](const OrderCheck& order) { return order.differing.empty(); });
}

RebuildCheck check_rebuild(Office& office, const RebuildOrder& asked) {
    Scratch scratch(office);
    const Fingerprint ours = fingerprint_of(*scratch.source);
    std::vector<Stamp> stamps;
    scratch.source->each_change(
        [&stamps](const StoredChange& stored) { stamps.push_back(stored.stamp); });
    RebuildCheck check;
    check.changes = stamps.size();
    check.scopes = ours.kept.size();
    for (const auto& [type, count] : ours.counts) check.records += count;
    check.days = count_of(ours, type::established_day);
    check.reviews = count_of(ours, type::review);
    std::mt19937_64 luck(asked.seed);
    for (std::uint64_t order = 0; order <= asked.random_orders; ++order) {
        OrderCheck one;
        one.order = order == 0 ? "as recorded" : "random order " + std::to_string(order);
        if (order > 0) std::shuffle(stamps.begin(), stamps.end(), luck);
        one.differing = differences(*scratch.source, ours,
                                    rebuild(scratch, stamps, asked.changes_per_piece));
        if (asked.done) asked.done(one);
        check.orders.push_back(std::move(one));
    }
    return check;
}

}  // namespace veldwerk::office
