// SPDX-License-Identifier: EUPL-1.2
// A meeting as iCalendar (RFC 5545): a request, or the word that it is cancelled. The UID follows
// from the meeting alone and the sequence rises, so every calendar ends up with the last word. It
// says nothing of a person: no participant, no initiator, no attendee.
#pragma once

#include <filesystem>
#include <string>

#include "daemon/office/publishing.hpp"

namespace veldwerk::office {

/// CRLF, folded at 75 octets, with the time zone Europe/Amsterdam inside.
[[nodiscard]] std::string calendar_of(const PublishedMeeting& meeting,
                                      const std::string& programme);

/// Puts it where the mail takes it from: FOLDER/outbox/meetings/ID.ics, whole or not at all.
void put_in_outbox(const std::filesystem::path& folder, const PublishedMeeting& meeting,
                   const std::string& programme);

}  // namespace veldwerk::office
