// SPDX-License-Identifier: EUPL-1.2
// The audit log: who did what to which object, with what result, from where and when (BIO2
// 8.15.01). Ids only, never what a record holds. One JSON object a line, only ever appended, each
// with the SHA-256 of the line before it: who changes or takes out a line breaks the chain for
// everybody to see. (Whoever cuts off the end is found by the copies in the backups.)
//
// Several processes write; each holds the file's lock for one line. Half a line that a crash left
// was never acknowledged and is cut off by the next writer. A line is not synced: the log must not
// hold up a push.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/records/civil.hpp"

namespace veldwerk::office {

struct AuditEvent {
    std::string action;        ///< "device revoke", "enrol", "sync"
    std::string object = "-";  ///< an id, or a month
    std::string result;        ///< "done", or "refused: " and the one word for a reason
    std::string origin = "-";  ///< an address, or "command"
    std::string actor = "-";   ///< id of a person or device
};

class Audit {
public:
    /// `folder/audit.jsonl`, made at the first event.
    explicit Audit(const std::filesystem::path& folder) : path_(folder / "audit.jsonl") {}

    /// False if it could not be written, which the caller must say somewhere.
    [[nodiscard]] bool record(const AuditEvent& event, Instant now) const;

private:
    std::filesystem::path path_;
};

struct AuditCheck {
    std::uint64_t lines{};
    std::optional<std::string> fault;  ///< a sentence: where the chain breaks
};
[[nodiscard]] AuditCheck check_audit(const std::filesystem::path& folder);

}  // namespace veldwerk::office
