// SPDX-License-Identifier: EUPL-1.2
// DIR/authority: the office's own certificate authority and the certificate its server shows. The
// authority's key is the office's identity: devices trust it alone, and whoever has it can be the
// office. Every validity counts from the time passed in and begins a day earlier, for phones whose
// clocks lag.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "protocol/carriage/tls_context.hpp"
#include "protocol/records/civil.hpp"

namespace veldwerk::office {

/// Of a new office; throws if the folder holds an authority already.
void make_authority_folder(const std::filesystem::path& folder, const std::string& programme,
                           Instant now);

/// Throws if there is none.
[[nodiscard]] carriage::Authority open_authority(const std::filesystem::path& folder);

/// What the server shows. Made anew, and kept in the folder, if there is none, if its end is near
/// or if `now` lies before it.
[[nodiscard]] carriage::Identity server_identity(const std::filesystem::path& folder,
                                                 const std::vector<std::string>& hosts,
                                                 Instant now);

/// Of a device that enrols or renews now: ten years, no longer than the authority. A device may
/// return at any age, and what keeps a lost one out is its revocation, asked at every connection.
[[nodiscard]] carriage::Validity device_validity(const carriage::Authority& authority, Instant now);

}  // namespace veldwerk::office
