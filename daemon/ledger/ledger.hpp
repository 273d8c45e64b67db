// SPDX-License-Identifier: EUPL-1.2
// What the office needs of a store, and nothing of how one works: records with their feeds, the
// append-only history of changes, writers and their receipts, caseloads, invitations. SQLite
// provides it (sqlite_ledger.hpp). Rules and sessions are written against this page alone.
//
// Everything happens between `begin` and `commit`; a commit is on disk when it returns. Reads
// outside a transaction see the last commit of any process. One thread. Throws when the world
// fails.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/carriage/record_tables.hpp"
#include "protocol/merge/merge.hpp"
#include "protocol/wire/batch.hpp"
#include "protocol/wire/messages.hpp"

namespace veldwerk::office {

using carriage::StoredRecord;

/// One life of the ledger.
struct Life {
    EpochId epoch;
    EpochId parent;           ///< empty for the first
    std::uint64_t fork{};     ///< the act after which this life left its parent
    WriterId writer;          ///< the office's own writer in this life
    std::uint64_t acts{};     ///< counter of its last act
    std::uint64_t position{}; ///< last feed position given out
    std::uint64_t safe_acts{};
};

/// Where a life of the ledger lies among the others. The acts of all lives are numbered on: the
/// first of a life has the number after its fork.
struct LifeSpan {
    EpochId epoch;
    EpochId parent;
    std::uint64_t fork{};
    WriterId writer;
    std::uint64_t acts{};
    std::uint64_t safe_acts{};
};

/// A device as a writer: what was received of it, and which session it saw last.
struct WriterRow {
    WriterId writer;
    RecordId device;
    RecordId person;           ///< the coach
    std::uint64_t received{};
    Chain chain{};             ///< at `received`
    std::uint64_t safe{};
    Token shown;               ///< the last token the device showed
    Token pending;             ///< given out, not shown yet
    std::string fingerprint;   ///< of its certificate
    std::int64_t last_contact_ms{};
    std::string app_version;
    std::uint32_t schema{};
};

struct StoredChange {
    Stamp stamp;
    Standing standing{Standing::in_effect};
    std::uint64_t id{};
    std::string bytes;
    Error refusal;             ///< of a refused one
    Stamp twin_of;             ///< of a twin
    RecordId waits_for;        ///< of a parked one; empty: for a newer version of the office
};

/// What is known of how far a writer has gone along with the office's acts (receipts.hpp).
struct WriterReceipt {
    Basis offered;                   ///< what its last session could bring it to
    std::uint64_t offered_position{};///< and the feeds' position then
    Basis acknowledged;              ///< what it showed to have applied
    std::uint64_t acknowledged_at{}; ///< the last counter it had taken then
    Basis highest;                   ///< among those of its changes
    std::uint64_t excused{};         ///< up to this counter a person let its bases pass
    std::uint64_t old_syncs{};       ///< in a row that brought work and took no purge
    std::uint64_t offered_counter{}; ///< of its own, what its last session could settle for it
    std::uint64_t settled{};         ///< of its own, what it has heard all about
};

struct ScopeRow {
    ScopeName name;
    std::uint64_t position{};  ///< of the last change in its feed
    Digest digest;             ///< over what devices are shipped
};

struct FeedRef {
    std::uint64_t position{};
    TypeNumber type{};
    RecordId record;
};

/// A stretch of acts during which a coach held a participant.
struct CaseloadSpan {
    RecordId coach;
    RecordId participant;
    std::uint64_t from_act{};
    std::uint64_t until_act{};      ///< 0: still
    std::uint64_t from_position{};  ///< of the feeds when it began
    std::uint64_t until_position{};
};

struct HeldChange {
    Stamp stamp;
    std::string bytes;
};

struct Invitation {
    std::string secret_hash;
    RecordId coach;
    std::int64_t expires_ms{};
    bool used{};
};

/// What had come in when a night was settled: the last counter of each writer, the office's own
/// among them.
struct NightRow {
    CivilDate date;
    std::vector<Stamp> received;
};

/// A participant whom an order erased; remembered for ever.
struct ErasureRow {
    RecordId participant;
    RecordId order;
    std::uint64_t position{};  ///< of the feeds when all of it was shipped: a device there obeyed
    bool scrubbed{};           ///< no byte is left in the store's files, nor in the journal
};

class Ledger {
public:
    virtual ~Ledger() = default;

    // Transactions. A savepoint holds one device's share of a commit.
    virtual void begin() = 0;
    virtual void commit() = 0;
    virtual void rollback() = 0;
    virtual void set_savepoint() = 0;
    virtual void release_savepoint() = 0;
    virtual void rollback_to_savepoint() = 0;
    /// Changes whenever any process has committed, this one included.
    [[nodiscard]] virtual std::uint64_t commits_seen() = 0;

    [[nodiscard]] virtual Life life() = 0;
    virtual void save_life(const Life& life) = 0;
    /// This life and those it follows on, in no order.
    [[nodiscard]] virtual std::vector<LifeSpan> lives() = 0;
    /// Up to which act of this office writer every kept backup holds them.
    virtual void save_safe_acts(const WriterId& writer, std::uint64_t acts) = 0;
    /// Somebody has seen this change, whether it is here or not; the highest of a writer is kept.
    virtual void note_known(const Stamp& stamp) = 0;
    [[nodiscard]] virtual std::vector<Stamp> known() = 0;

    // Records and their feeds.
    [[nodiscard]] virtual std::optional<StoredRecord> load(TypeNumber type, const RecordId& id) = 0;
    /// Stores the record and moves it to `record.position` in its feed; it leaves `left_position`
    /// (0: it was not in the feed). A record without candidates leaves the tables, and its feed
    /// entry tells devices so.
    virtual void store(const StoredRecord& record, std::uint64_t left_position) = 0;
    [[nodiscard]] virtual bool exists(TypeNumber type, const RecordId& id) = 0;
    [[nodiscard]] virtual std::optional<ScopeNumber> scope_of(TypeNumber type,
                                                              const RecordId& id) = 0;
    [[nodiscard]] virtual std::vector<RecordId> all(TypeNumber type) = 0;
    [[nodiscard]] virtual std::vector<RecordId> where(TypeNumber type, const Field& field,
                                                      std::string_view canonical_value) = 0;
    /// Records that lie under a root (the field that leads to the scope) on a date.
    [[nodiscard]] virtual std::vector<RecordId> on_date(TypeNumber type, const RecordId& root,
                                                        CivilDate date) = 0;
    [[nodiscard]] virtual Result<RecordId> resolve(TypeNumber type, std::string_view asked) = 0;

    /// The number of a scope, made if there is none yet.
    [[nodiscard]] virtual ScopeNumber scope_number(Scope kind, const RecordId& root) = 0;
    [[nodiscard]] virtual std::optional<ScopeRow> scope(ScopeNumber number) = 0;
    [[nodiscard]] virtual std::vector<ScopeRow> scopes() = 0;
    virtual void save_scope(const ScopeRow& scope) = 0;
    /// Feed entries of a scope after a position, in order, until `visit` returns false.
    virtual void read_feed(ScopeNumber scope, std::uint64_t after,
                           const std::function<bool(const FeedRef&)>& visit) = 0;

    // History.
    virtual void append(const StoredChange& change) = 0;
    virtual void update(const StoredChange& change) = 0;  ///< its standing, reasons and waits
    [[nodiscard]] virtual std::optional<StoredChange> find_change(const Stamp& stamp) = 0;
    [[nodiscard]] virtual std::vector<Stamp> parked_on(const RecordId& record) = 0;
    /// All with this id: the lives of a phone that was restored repeat it.
    [[nodiscard]] virtual std::vector<Stamp> with_id(std::uint64_t id) = 0;
    /// Refused changes of all writers.
    [[nodiscard]] virtual std::vector<StoredChange> all_refused() = 0;
    /// Changes of a writer above a counter that are refused or parked, in order.
    [[nodiscard]] virtual std::vector<StoredChange> unsettled(const WriterId& writer,
                                                              std::uint64_t above) = 0;
    /// Every change, by writer and counter: for rebuilding.
    virtual void each_change(const std::function<void(const StoredChange&)>& visit) = 0;
    /// Own creations that a writer gave up.
    virtual void mark_discarded(const RecordId& record) = 0;
    [[nodiscard]] virtual bool discarded(const RecordId& record) = 0;
    /// Placements that were granted at any time.
    virtual void mark_granted(const RecordId& placement) = 0;
    [[nodiscard]] virtual bool granted(const RecordId& placement) = 0;

    // Erasures.
    [[nodiscard]] virtual std::vector<ErasureRow> erasures() = 0;
    virtual void save_erasure(const ErasureRow& row) = 0;
    /// Other bytes for a change that is there: those that an erasure left of it.
    virtual void rewrite(const Stamp& stamp, std::string_view bytes) = 0;
    /// Rewrites the store so that nothing overwritten is left in its files. Outside a transaction.
    /// False if somebody still reads what was: try again later.
    [[nodiscard]] virtual bool scrub() = 0;
    /// How far a device had applied the feeds, as it last said.
    [[nodiscard]] virtual Cursor applied(const WriterId& writer) = 0;
    virtual void save_applied(const WriterId& writer, const Cursor& cursor) = 0;

    // Writers and devices.
    [[nodiscard]] virtual std::optional<WriterRow> writer(const WriterId& writer) = 0;
    [[nodiscard]] virtual std::optional<WriterRow> writer_by_certificate(
        std::string_view fingerprint) = 0;
    [[nodiscard]] virtual std::vector<WriterRow> writers() = 0;
    virtual void save_writer(const WriterRow& writer) = 0;
    [[nodiscard]] virtual WriterReceipt receipt(const WriterId& writer) = 0;
    virtual void save_receipt(const WriterId& writer, const WriterReceipt& receipt) = 0;
    /// A certificate given out that the device has not shown yet: it opens the same door.
    virtual void save_next_certificate(const WriterId& writer, std::string_view fingerprint) = 0;
    /// Bytes of changes that are not in the set, because their device is blocked.
    virtual void hold(const Stamp& stamp, std::string_view bytes) = 0;
    [[nodiscard]] virtual std::vector<HeldChange> held() = 0;
    [[nodiscard]] virtual std::uint64_t held_count(const WriterId& writer) = 0;
    virtual void let_go(const WriterId& writer) = 0;
    virtual void save_invitation(const Invitation& invitation) = 0;
    [[nodiscard]] virtual std::optional<Invitation> invitation(std::string_view secret_hash) = 0;
    /// None can be used any more.
    virtual void withdraw_invitations() = 0;

    // Caseloads.
    [[nodiscard]] virtual std::vector<CaseloadSpan> spans_of_coach(const RecordId& coach) = 0;
    [[nodiscard]] virtual std::vector<CaseloadSpan> spans_of_participant(
        const RecordId& participant) = 0;
    [[nodiscard]] virtual std::vector<CaseloadSpan> open_spans() = 0;
    virtual void open_span(const CaseloadSpan& span) = 0;
    virtual void close_span(const CaseloadSpan& span) = 0;

    // Nights, so that a morning's report tells what came in since the one before.
    [[nodiscard]] virtual std::optional<NightRow> night(CivilDate date) = 0;
    /// The latest before a date.
    [[nodiscard]] virtual std::optional<NightRow> night_before(CivilDate date) = 0;
    /// A night is saved once. Those of more than a year before are forgotten.
    virtual void save_night(const NightRow& night) = 0;

    /// Forgets everything that follows from history, so that it can be rebuilt: records, feeds,
    /// scopes' digests, marks. Caseloads stay: they follow from the order of the office's own acts,
    /// which no device can change. Only inside a transaction.
    virtual void forget_derived() = 0;
    /// Forgets the history too, which the caller replays from a copy. Only inside a transaction
    /// that is rolled back, or on a copy.
    virtual void forget_history() = 0;

    /// What the store finds wrong with itself; nothing if it is sound.
    [[nodiscard]] virtual std::vector<std::string> check_store() = 0;
    /// A copy of the last commit at a path where there is nothing, open.
    [[nodiscard]] virtual std::unique_ptr<Ledger> copy_to(const std::string& path) = 0;
};

}  // namespace veldwerk::office
