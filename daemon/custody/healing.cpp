// SPDX-License-Identifier: EUPL-1.2
#include "daemon/custody/healing.hpp"

namespace veldwerk::office {

bool comes_from_elsewhere(Ledger& ledger, const Hello& hello) {
    return !hello.cursor.epoch.empty() && hello.cursor.epoch != ledger.life().epoch;
}

std::optional<Beginning> set_back_by(Ledger& ledger, const WriterRow& row, const Hello& hello) {
    // A token comes with the life that gave it out.
    if (hello.cursor.epoch.empty()) return std::nullopt;
    if (!comes_from_elsewhere(ledger, hello)) {
        // A token is repeated until it is shown, so one that is not ahead may come with a cursor
        // that is.
        const bool ahead = hello.token.number > row.pending.number ||
                           hello.cursor.position > ledger.life().position;
        if (!ahead) return std::nullopt;
        return Beginning{.cause = "a device was here after this ledger was written"};
    }
    if (end_of_life(ledger, hello.cursor.epoch)) return std::nullopt;
    // The act that began the device's life is not in the journal either.
    if (acts_lost_after(ledger, hello.cursor.epoch)) return std::nullopt;
    return Beginning{.cause = "a device knows a life of this ledger that neither it nor its "
                              "journal holds",
                     .acts_lost = true};
}

std::optional<Beginning> acts_lost_by(Ledger& ledger, const Offer& offer) {
    const auto end = end_of_life(ledger, offer.epoch);
    if (!end || offer.basis <= *end || acts_lost_after(ledger, offer.epoch)) return std::nullopt;
    return Beginning{.cause = "a device knows act " + std::to_string(offer.basis) +
                              " of a life that ends here at act " + std::to_string(*end),
                     .acts_lost = true};
}

Result<void> take_offer(Ledger& ledger, const WriterId& writer, const Offer& offer) {
    for (const auto& stamp : offer.seen) ledger.note_known(stamp);
    WriterRow row = ledger.writer(writer).value();
    if (offer.forgotten <= row.received) return {};
    if (!loss_accepted(ledger)) {
        return refuse(Reason::rolled_back,
                      "changes " + std::to_string(row.received + 1) + " to " +
                          std::to_string(offer.forgotten) +
                          " are no longer on the device and not at the office: restore a newer "
                          "backup, or the same with --accept-loss");
    }
    row.received = offer.forgotten;
    row.chain = offer.chain;
    ledger.save_writer(row);
    return {};
}

namespace {

std::optional<WriterRow> recognised(Ledger& ledger, const std::string& fingerprint,
                                    const std::string& writer_name) {
    const auto began = life_began(ledger);
    const auto writer = WriterId::parse(writer_name);
    if (!began || !writer || ledger.writer_by_certificate(fingerprint)) return std::nullopt;
    auto row = ledger.writer(*writer);
    if (!row || row->device.empty() || row->last_contact_ms >= began->unix_ms) return std::nullopt;
    return row;
}

}  // namespace

bool can_recognise(Ledger& ledger, const std::string& fingerprint,
                   const std::string& writer_name) {
    return recognised(ledger, fingerprint, writer_name).has_value();
}

void recognise(Ledger& ledger, const std::string& fingerprint, const std::string& writer_name) {
    auto row = recognised(ledger, fingerprint, writer_name);
    if (!row) return;
    row->fingerprint = fingerprint;
    ledger.save_writer(*row);
}

}  // namespace veldwerk::office
