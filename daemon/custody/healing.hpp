// SPDX-License-Identifier: EUPL-1.2
// How the field heals the office: a device shows by its token and its cursor that the ledger was
// set back, and offers what it knows of the life that is lost. Its own changes follow as pushes,
// under their old stamps (DESIGN.md 5).
#pragma once

#include <optional>

#include "daemon/custody/lives.hpp"
#include "protocol/wire/messages.hpp"

namespace veldwerk::office {

/// The device was here after this ledger was written, in this life or in one it does not know:
/// another must begin before it is heard. Nothing if the ledger knows why the device is ahead.
[[nodiscard]] std::optional<Beginning> set_back_by(Ledger& ledger, const WriterRow& row,
                                                   const Hello& hello);
/// It comes from another life, so a token that was given out there says nothing here.
[[nodiscard]] bool comes_from_elsewhere(Ledger& ledger, const Hello& hello);

/// Notes what the device has seen, and gives up what it no longer keeps if that was accepted.
/// Refuses if it was not. Inside a transaction.
[[nodiscard]] Result<void> take_offer(Ledger& ledger, const WriterId& writer, const Offer& offer);
/// The offer shows acts that neither the ledger nor its journal ever had.
[[nodiscard]] std::optional<Beginning> acts_lost_by(Ledger& ledger, const Offer& offer);

/// The row of a device whose certificate this ledger does not know: it was given out in a part that
/// is lost. `writer_name` is the name in the certificate, which our own authority signed. Taken on
/// once, at the first contact after the ledger was set back.
void recognise(Ledger& ledger, const std::string& fingerprint, const std::string& writer_name);
/// Whether `recognise` would change anything; asked outside a transaction.
[[nodiscard]] bool can_recognise(Ledger& ledger, const std::string& fingerprint,
                                 const std::string& writer_name);

}  // namespace veldwerk::office
