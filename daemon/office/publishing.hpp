// SPDX-License-Identifier: EUPL-1.2
// Publishing meetings: each whose start, end, place, room or state differs from what was last
// published goes out again, with a higher sequence, so that a calendar knows which word is the
// last. What was published is kept with the meeting; comparing with it makes a second run of the
// same night find nothing to do.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "daemon/office/acting.hpp"

namespace veldwerk::office {

/// A meeting as it goes out.
struct PublishedMeeting {
    RecordId id;
    std::string title;
    LocalTime start;
    std::optional<LocalTime> end;
    std::string place;
    std::string room;
    bool cancelled{};
    std::int64_t sequence{};  ///< 0 the first time
    Instant published_at;
};

/// Delivers before the commit: what throws here leaves the meeting unpublished, and a crash after
/// it delivers the same word once more.
using DeliverMeeting = std::function<void(const PublishedMeeting&)>;

/// Inside `Office::transact`. A meeting without a start waits until it has one; one that was
/// cancelled before anybody heard of it goes out once, as cancelled. In order of id.
[[nodiscard]] std::vector<PublishedMeeting> publish_meetings(Office& office, Acting& acting,
                                                             const DeliverMeeting& deliver);

}  // namespace veldwerk::office
