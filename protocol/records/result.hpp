// SPDX-License-Identifier: EUPL-1.2
// How rules say no. An expected no (refused, unknown, too large, malformed) is a value that the
// caller handles; a failing world throws; a broken invariant of our own stops (see expect).
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace veldwerk {

/// Why something was not done. The numbers travel on the wire and are never reused.
enum class Reason : std::uint8_t {
    malformed = 1,        ///< bytes that are not what they claim to be
    too_large = 2,        ///< above a limit of limits.hpp
    unknown_field = 3,    ///< a field or record type the schema does not have
    invalid_value = 4,    ///< wrong type, vocabulary, range or unit
    unknown_record = 5,   ///< a reference to a record that is not here
    stale = 6,            ///< the record moved on since it was read
    not_authorised = 7,   ///< outside the caseload or the role
    discarded = 8,        ///< refers to a record whose creation its writer discarded
    rule = 9,             ///< a rule of the domain forbids it
    revoked = 10,         ///< the device may no longer connect
    crowded = 11,         ///< the office serves as many as it can; come back later
    unsupported = 12,     ///< a version too far apart, or something not built yet
    cloned = 13,          ///< another life of this device was seen (a restored or copied phone)
    rolled_back = 14,     ///< the ledger lacks acts that its journal holds
    wrong_use = 15,       ///< the caller's own mistake
};

/// A no with its sentence: what is wrong, and what to do. `detail` is for people, in plain words.
struct Error {
    Reason reason{};
    std::string detail;
};

template <class T>
using Result = tl::expected<T, Error>;

/// A no, ready to be returned from any function whose result is a Result.
[[nodiscard]] inline tl::unexpected<Error> refuse(Reason reason, std::string detail) {
    return tl::unexpected<Error>(Error{reason, std::move(detail)});
}

/// The bug kind of error: an invariant of our own does not hold.
class BrokenInvariant : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// States an invariant, in every build. The daemon stops on it, the SDK breaks the one handle.
inline void expect(bool holds, const char* sentence) {
    if (!holds) throw BrokenInvariant(sentence);
}

/// The one word for a reason, as scripts and logs read it.
[[nodiscard]] std::string_view name_of(Reason reason);

}  // namespace veldwerk
