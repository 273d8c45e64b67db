// SPDX-License-Identifier: EUPL-1.2
// Whether a device goes along with the office: what it shows at its Hello is noted, what it pushes
// is held against that, and one that lies is blocked, its work held apart (office/receipts.hpp).
#include "daemon/session/honesty.hpp"

#include "daemon/custody/lives.hpp"
#include "daemon/office/caseload.hpp"
#include "daemon/office/devices.hpp"
#include "daemon/office/receipts.hpp"
#include "daemon/office/settings.hpp"
#include "daemon/session/office_session.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {

Error blocked_error() {
    return {Reason::not_authorised,
            "the office has blocked this device until a person has looked: what it sends is kept "
            "apart, and nothing on it is lost; call the office"};
}

/// The token moves on, the contact is noted, and what the device has applied is its receipt.
void OfficeSession::greet(WriterRow& mine, const Hello& message) {
    Ledger& ledger = office_.ledger();
    const bool was_pending = message.token == mine.pending && mine.pending.number > 0;
    if (was_pending) mine.shown = mine.pending;
    const bool ahead = is_ahead(message, mine);
    if (ahead) mine.shown = message.token;
    if (was_pending || ahead || mine.pending.number == 0) {
        mine.pending = {mine.shown.number + 1,
                        office_.environment().random<std::array<std::uint8_t, 16>>()};
    }
    mine.last_contact_ms = office_.environment().now().unix_ms;
    mine.app_version = message.app_version;
    mine.schema = message.schema;
    if (mine.fingerprint != certificate_) {
        mine.fingerprint = certificate_;
        ledger.save_next_certificate(mine.writer, {});
    }
    ledger.save_writer(mine);
    ledger.save_applied(mine.writer, message.cursor);
    const Life life = ledger.life();
    const bool of_this_life = message.cursor.epoch == life.epoch;
    // While the office holds it ships no purge that could be taken.
    purge_owed_ =
        !held_life(ledger) &&
        !purges_after(ledger, mine.person, of_this_life ? message.cursor.position : 0).empty();
    WriterReceipt receipt = ledger.receipt(mine.writer);
    acknowledge(receipt, {message.cursor, last_counter_, purge_owed_});
    receipt.offered = {life.epoch, life.acts};
    receipt.offered_position = life.position;
    receipt.offered_counter = mine.received;
    settled_ = receipt.settled;
    if (!check_device()) receipt.excused = last_counter_;
    ledger.save_receipt(mine.writer, receipt);
}

/// A device that is blocked, or turns out to lie about what it knows, keeps its work and leaves a
/// copy of it that nobody merges.
Result<Accepted> OfficeSession::admit_or_hold(const Push& message) {
    const auto allowed = check_device();
    if (allowed) {
        auto honest = check_bases(message);
        if (honest) return admit(message);
        hold_push(office_.ledger(), row_, message);
        const auto blocked = move_device(office_, {.device = row_.device, .person = {},
                                                   .act = Act::write,
                                                   .state = device_state::blocked,
                                                   .counter_accepted = {}});
        expect(blocked.has_value(), "the office blocks a device that is not");
        return tl::unexpected<Error>(honest.error());
    }
    if (allowed.error().reason == Reason::not_authorised) {
        hold_push(office_.ledger(), row_, message);
    }
    return tl::unexpected<Error>(allowed.error());
}

Result<void> OfficeSession::check_bases(const Push& message) {
    Ledger& ledger = office_.ledger();
    row_ = ledger.writer(row_.writer).value();
    std::vector<Change> fresh;
    for (std::size_t i = 0; i < message.changes.size(); ++i) {
        const Stamp stamp{row_.writer, message.first_counter + i};
        if (stamp.counter <= row_.received) continue;
        if (auto change = decode_change(message.changes[i], stamp)) fresh.push_back(*change);
    }
    if (fresh.empty()) return {};
    WriterReceipt receipt = ledger.receipt(row_.writer);
    auto wrong = note_bases(receipt, fresh);
    if (!wrong && purge_owed_ && !std::exchange(brought_work_, true)) {
        const auto day = office_.today();
        wrong = note_sync(receipt, static_cast<std::uint64_t>(Settings(ledger).number(
                                       "old_basis_syncs_max", day, 5)));
    }
    if (wrong) receipt.excused = std::max(receipt.excused, last_counter_);
    ledger.save_receipt(row_.writer, receipt);
    if (!wrong) return {};
    return refuse(Reason::not_authorised, *wrong + "; " + blocked_error().detail);
}

}  // namespace veldwerk::office
