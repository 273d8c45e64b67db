// SPDX-License-Identifier: EUPL-1.2
// The ledger on SQLite: one file, write-ahead log, on disk before a commit returns. Commands beside
// `serve` open the same file; whoever writes waits for its turn (`BEGIN IMMEDIATE`), and what is
// kept in memory is thrown away when another process has committed.
#pragma once

#include <memory>
#include <unordered_map>

#include "daemon/ledger/ledger.hpp"
#include "protocol/carriage/database.hpp"

namespace veldwerk::office {

class SqliteLedger final : public Ledger {
public:
    /// Opens an existing ledger, or makes a new one if `create`. Throws if there is none.
    SqliteLedger(const std::string& path, bool create);
    ~SqliteLedger() override;

    void begin() override;
    void commit() override;
    void rollback() override;
    void set_savepoint() override;
    void release_savepoint() override;
    void rollback_to_savepoint() override;
    [[nodiscard]] std::uint64_t commits_seen() override;
    [[nodiscard]] Life life() override;
    void save_life(const Life& life) override;
    [[nodiscard]] std::vector<LifeSpan> lives() override;
    void save_safe_acts(const WriterId& writer, std::uint64_t acts) override;
    void note_known(const Stamp& stamp) override;
    [[nodiscard]] std::vector<Stamp> known() override;

    [[nodiscard]] std::optional<StoredRecord> load(TypeNumber type, const RecordId& id) override;
    void store(const StoredRecord& record, std::uint64_t left_position) override;
    [[nodiscard]] bool exists(TypeNumber type, const RecordId& id) override;
    [[nodiscard]] std::optional<ScopeNumber> scope_of(TypeNumber type, const RecordId& id) override;
    [[nodiscard]] std::vector<RecordId> all(TypeNumber type) override;
    [[nodiscard]] std::vector<RecordId> where(TypeNumber type, const Field& field,
                                              std::string_view canonical_value) override;
    [[nodiscard]] std::vector<RecordId> on_date(TypeNumber type, const RecordId& root,
                                                CivilDate date) override;
    [[nodiscard]] Result<RecordId> resolve(TypeNumber type, std::string_view asked) override;
    [[nodiscard]] ScopeNumber scope_number(Scope kind, const RecordId& root) override;
    [[nodiscard]] std::optional<ScopeRow> scope(ScopeNumber number) override;
    [[nodiscard]] std::vector<ScopeRow> scopes() override;
    void save_scope(const ScopeRow& scope) override;
    void read_feed(ScopeNumber scope, std::uint64_t after,
                   const std::function<bool(const FeedRef&)>& visit) override;

    void append(const StoredChange& change) override;
    void update(const StoredChange& change) override;
    [[nodiscard]] std::optional<StoredChange> find_change(const Stamp& stamp) override;
    [[nodiscard]] std::vector<Stamp> parked_on(const RecordId& record) override;
    [[nodiscard]] std::vector<StoredChange> unsettled(const WriterId& writer,
                                                      std::uint64_t above) override;
    void each_change(const std::function<void(const StoredChange&)>& visit) override;
    void mark_discarded(const RecordId& record) override;
    [[nodiscard]] bool discarded(const RecordId& record) override;
    void mark_granted(const RecordId& placement) override;
    [[nodiscard]] bool granted(const RecordId& placement) override;
    [[nodiscard]] std::vector<ErasureRow> erasures() override;
    void save_erasure(const ErasureRow& row) override;
    void rewrite(const Stamp& stamp, std::string_view bytes) override;
    [[nodiscard]] bool scrub() override;
    [[nodiscard]] Cursor applied(const WriterId& writer) override;
    void save_applied(const WriterId& writer, const Cursor& cursor) override;

    [[nodiscard]] std::optional<WriterRow> writer(const WriterId& writer) override;
    [[nodiscard]] std::optional<WriterRow> writer_by_certificate(
        std::string_view fingerprint) override;
    [[nodiscard]] std::vector<WriterRow> writers() override;
    void save_writer(const WriterRow& writer) override;
    [[nodiscard]] WriterReceipt receipt(const WriterId& writer) override;
    void save_receipt(const WriterId& writer, const WriterReceipt& receipt) override;
    void save_next_certificate(const WriterId& writer, std::string_view fingerprint) override;
    void hold(const Stamp& stamp, std::string_view bytes) override;
    [[nodiscard]] std::vector<HeldChange> held() override;
    [[nodiscard]] std::uint64_t held_count(const WriterId& writer) override;
    void let_go(const WriterId& writer) override;
    [[nodiscard]] std::vector<Stamp> with_id(std::uint64_t id) override;
    [[nodiscard]] std::vector<StoredChange> all_refused() override;
    void save_invitation(const Invitation& invitation) override;
    [[nodiscard]] std::optional<Invitation> invitation(std::string_view secret_hash) override;
    void withdraw_invitations() override;

    [[nodiscard]] std::vector<CaseloadSpan> spans_of_coach(const RecordId& coach) override;
    [[nodiscard]] std::vector<CaseloadSpan> spans_of_participant(
        const RecordId& participant) override;
    [[nodiscard]] std::vector<CaseloadSpan> open_spans() override;
    void open_span(const CaseloadSpan& span) override;
    void close_span(const CaseloadSpan& span) override;
    [[nodiscard]] std::optional<NightRow> night(CivilDate date) override;
    [[nodiscard]] std::optional<NightRow> night_before(CivilDate date) override;
    void save_night(const NightRow& night) override;
    void forget_derived() override;
    void forget_history() override;
    [[nodiscard]] std::vector<std::string> check_store() override;
    [[nodiscard]] std::unique_ptr<Ledger> copy_to(const std::string& path) override;

    /// For reports and exports: read-only SQL over the readable tables.
    [[nodiscard]] SQLite::Database& database() { return *database_; }

private:
    /// A statement prepared once, by its text; reset and ready to bind.
    SQLite::Statement& statement(const char* sql);
    [[nodiscard]] std::int64_t writer_number(const WriterId& writer);
    [[nodiscard]] std::vector<CaseloadSpan> read_spans(SQLite::Statement& read);
    void forget_memory();

    std::unique_ptr<SQLite::Database> database_;
    std::unique_ptr<carriage::RecordTables> tables_;
    std::unordered_map<const char*, std::unique_ptr<SQLite::Statement>> statements_;
    std::unordered_map<WriterId, std::int64_t> writer_numbers_;
    std::unordered_map<RecordId, ScopeNumber> scope_numbers_;  ///< of participants and coaches
    std::int64_t data_version_ = -1;
    std::uint64_t own_commits_ = 0;
};

}  // namespace veldwerk::office
