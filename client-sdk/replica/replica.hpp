// SPDX-License-Identifier: EUPL-1.2
// A device's replica: one encrypted SQLite file with the coach's caseload. What it shows is the
// confirmed state as the office shipped it, with the device's own undecided changes on top; a
// refusal lets what shows fall back. Every call that writes is one durable transaction: after a
// crash it happened, or it did not.
//
// One thread at a time. Several handles, also of other processes, may have the file open; writers
// take turns (10 s at most). Expected noes are Results; SQLite::Exception means the world failed
// (disk full, busy) and nothing was written. No clock and no randomness of its own: both are passed
// in.
#pragma once

#include "client-sdk/replica/edits.hpp"
#include "client-sdk/replica/views.hpp"
#include "protocol/carriage/database.hpp"
#include "protocol/wire/messages.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace veldwerk::device {

/// Fills bytes with luck nobody can guess (a simulator: with luck it can repeat).
using Luck = std::function<void(void* bytes, std::size_t count)>;

struct ReplicaFile {
    std::string path;
    carriage::StoreKey key{};
    Luck luck;
    bool create = false;  ///< make a new one where there is none
    bool durable = true;  ///< off: the simulator's and the bulk tests' own risk
    /// The device's clock, to lock a replica for reading that was out of contact for too long.
    /// Without one it never locks.
    std::function<Instant()> now = {};
};

/// What an enrolment brought, and what the device made for it.
struct Enrolment {
    Enrolled reply;
    std::string private_key;     ///< PEM
    std::string office_address;  ///< HOST:PORT
};

/// A key that was made for a writer, and the request for its certificate.
struct CertificateRequest {
    std::string private_key;  ///< PEM
    std::string request;      ///< PEM
};
using RequestCertificate = std::function<CertificateRequest(const WriterId&)>;

/// Who this device is, for the connection.
struct Identity {
    WriterId writer;
    RecordId device;
    RecordId coach;
    std::string certificate;  ///< PEM; this and what follows is empty before enrolment
    std::string private_key;  ///< PEM
    std::string authority;    ///< PEM
    std::string office_address;
};

/// What a Hello shows.
struct Standpoint {
    WriterId writer;
    std::uint64_t next_counter{1};
    Chain chain{};  ///< at next_counter - 1
    Token token;
    Cursor cursor;
    bool offers{};  ///< a life of the ledger was begun and not pulled: it offers again
    bool ready{};
};

/// What a Welcome meant for this device.
struct Welcomed {
    std::uint64_t received{};  ///< push from the next one on
    bool new_epoch{};          ///< the cursor starts again
    /// To be said before anything else: the device comes from another life of the ledger.
    std::optional<Offer> offer;
};

/// What a CaughtUp brought.
struct Applied {
    std::uint64_t records{};  ///< shipped records that were applied
    std::uint64_t refused{};  ///< own changes that became refused
    bool send_again{};        ///< a digest differed: the cursor was set back, pull once more
};

class Replica {
public:
    /// Refuses: no file and not `create`, wrong or no key, not a replica, wiped by the office, or
    /// made by a newer version. The file is unharmed.
    [[nodiscard]] static Result<std::unique_ptr<Replica>> open(ReplicaFile file);
    ~Replica();
    Replica(const Replica&) = delete;
    Replica& operator=(const Replica&) = delete;

    // --- writing -------------------------------------------------------------------------------

    /// Checks everything a device can know, stamps, stores and shows, in one transaction. Refused:
    /// nothing is written, and the sentence names the field and what is allowed. `now` is the
    /// device's clock; the offset learnt from the office is added to it.
    [[nodiscard]] Result<Saved> save(std::span<const RecordEdit> edits, Instant now);
    /// Whether `save` would take it; writes nothing.
    [[nodiscard]] Result<void> check(std::span<const RecordEdit> edits, Instant now);
    /// For `RecordEdit::create_as`.
    [[nodiscard]] RecordId new_record_id(Instant now);

    /// The device's refused changes that were neither retried nor discarded.
    [[nodiscard]] std::vector<RefusedChange> refused();
    /// Stamps a refused change anew, on what the device knows now. What is parked on it follows.
    [[nodiscard]] Result<Saved> retry(std::uint64_t counter, Instant now);
    /// Gives a refused change up, by a change that says so. Later references to what it would have
    /// created are refused.
    [[nodiscard]] Result<Saved> discard(std::uint64_t counter, Instant now);

    // --- reading -------------------------------------------------------------------------------

    /// One SELECT over the record tables. The replica's own tables (keys, outbox) are out of reach.
    [[nodiscard]] Result<Rows> query(const std::string& sql, std::span<const Cell> parameters = {});
    [[nodiscard]] Result<std::vector<ShownRecord>> show(const Asked& asked);
    /// For each field that was ever written: why it has this value, whose, since when, and where
    /// one's own change is. `record` is an id, code or tail.
    [[nodiscard]] Result<std::vector<FieldReason>> why(const std::string& type,
                                                       const std::string& record);
    [[nodiscard]] Result<std::vector<ShownReview>> reviews(bool open_only);
    /// One by id or tail.
    [[nodiscard]] Result<ShownReview> review(const std::string& asked);
    [[nodiscard]] Status status();
    [[nodiscard]] DigestView digest();
    /// Writes an unencrypted copy of the readable tables. Refuses where a file already is.
    [[nodiscard]] Result<void> export_plain(const std::string& path);
    /// Rises with each commit that another handle made: time to read again.
    [[nodiscard]] std::uint64_t foreign_commits();

    // --- enrolment -----------------------------------------------------------------------------

    [[nodiscard]] Identity identity();
    /// Refuses on a replica that is enrolled already.
    [[nodiscard]] Result<void> enrolled(const Enrolment& enrolment, Instant now);
    void remember_office(const std::string& address);
    /// Encrypts the file anew under another key. Refused while another handle has it open.
    [[nodiscard]] Result<void> rekey(const carriage::StoreKey& key);
    /// Destroys content and key material and leaves a marker. Nothing but the destructor may be
    /// called afterwards.
    void wipe();

    /// The question for the next certificate of this writer.
    [[nodiscard]] Renew ask_to_renew(const RequestCertificate& make);
    /// The question with which a phone that was set back or copied goes on: as a new writer, the
    /// same one however often it asks, naming what it has of its changes.
    [[nodiscard]] Renew ask_to_go_on(const RequestCertificate& make);
    /// The answer to either. Under a new writer all that the office lacks is stamped anew, in its
    /// order; ids and what refers to what stay.
    void renewed(const Renewed& renewed);
    /// The unsent changes, as many as one upload may hold, in a box for this key; nothing if there
    /// are none or the key is none.
    [[nodiscard]] std::optional<std::string> seal_unsent(std::string_view seal_to);

    // --- the session's side ----------------------------------------------------------------------

    [[nodiscard]] Standpoint standpoint();
    /// Stores the token, the time offset, the epoch and what is safe. Refuses `cloned` if the
    /// office knows more of this writer, or another life of it, and `rolled_back` if it lacks
    /// changes that are no longer kept here; then nothing was stored.
    [[nodiscard]] Result<Welcomed> welcomed(const Welcome& welcome, Instant now);
    /// The next changes from `first` on, at most `changes_max`; nothing if there are none.
    [[nodiscard]] std::optional<Push> next_push(std::uint64_t first, std::size_t changes_max);
    /// What the office holds durably, and what it refused. Returns how many became refused.
    std::uint64_t accepted(const Accepted& accepted);
    /// Keeps a batch until the feed is complete. A first sync applies it at once. Refuses malformed
    /// bytes.
    [[nodiscard]] Result<void> receive(const Records& records);
    /// Applies what was received, all of it in one transaction.
    [[nodiscard]] Result<Applied> caught_up(const CaughtUp& caught_up, Instant now);
    /// Forgets batches that were only kept in memory: the connection ended before CaughtUp.
    void broken_off();

    /// The inside, known to this folder alone (parts.hpp).
    struct Parts;

private:
    explicit Replica(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace veldwerk::device
