// SPDX-License-Identifier: EUPL-1.2
#include "daemon/network/authority.hpp"

#include <algorithm>
#include <stdexcept>

#include "daemon/network/whole_file.hpp"

namespace veldwerk::office {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t day_seconds = 24 * 60 * 60;
constexpr std::int64_t authority_days = 20 * 365;
// A key on a server is changed now and then; two years outlast any forgotten machine's restart.
constexpr std::int64_t server_days = 2 * 365;
constexpr std::int64_t server_renewal_days = 60;
// A device may lie in a drawer for years and must still get in with its unsent work. It renews in
// the last third.
constexpr std::int64_t device_days = 10 * 365;

std::int64_t seconds(Instant now) { return now.unix_ms / 1000; }

carriage::Validity validity(Instant now, std::int64_t days) {
    const std::int64_t begin = seconds(now) - day_seconds;
    return {begin, begin + days * day_seconds};
}

fs::path authority_certificate(const fs::path& folder) { return folder / "authority.pem"; }
fs::path authority_key(const fs::path& folder) { return folder / "authority.key"; }
fs::path server_certificate(const fs::path& folder) { return folder / "server.pem"; }
fs::path server_key(const fs::path& folder) { return folder / "server.key"; }

bool holds_at(const carriage::Certificate& certificate, Instant now) {
    const auto term = carriage::validity_of(certificate);
    return seconds(now) >= term.not_before &&
           seconds(now) + server_renewal_days * day_seconds <= term.not_after;
}

}  // namespace

void make_authority_folder(const fs::path& folder, const std::string& programme, Instant now) {
    if (fs::exists(authority_certificate(folder))) {
        throw std::runtime_error(folder.string() + " holds an authority already");
    }
    fs::create_directories(folder);
    fs::permissions(folder, fs::perms::owner_all);
    const auto key = carriage::make_key();
    const auto certificate =
        carriage::make_authority(programme, key, validity(now, authority_days));
    write_whole_file(authority_key(folder), key.pem, ReadableBy::owner);
    write_whole_file(authority_certificate(folder), certificate.pem, ReadableBy::everybody);
}

carriage::Authority open_authority(const fs::path& folder) {
    return {{read_whole_file(authority_certificate(folder))},
            {read_whole_file(authority_key(folder))}};
}

carriage::Identity server_identity(const fs::path& folder, const std::vector<std::string>& hosts,
                                   Instant now) {
    const auto authority = open_authority(folder);
    if (fs::exists(server_certificate(folder)) && fs::exists(server_key(folder))) {
        carriage::Identity present{{read_whole_file(server_certificate(folder))},
                                   {read_whole_file(server_key(folder))},
                                   authority.certificate};
        if (holds_at(present.certificate, now)) return present;
    }
    const auto key = carriage::make_key();
    auto term = validity(now, server_days);
    term.not_after =
        std::min(term.not_after, carriage::validity_of(authority.certificate).not_after);
    const auto certificate =
        carriage::sign_server(authority, key, {"veldwerk office", hosts}, term);
    // The certificate goes first: a crash in between leaves no certificate, and both are made anew.
    fs::remove(server_certificate(folder));
    write_whole_file(server_key(folder), key.pem, ReadableBy::owner);
    write_whole_file(server_certificate(folder), certificate.pem, ReadableBy::everybody);
    return {certificate, key, authority.certificate};
}

carriage::Validity device_validity(const carriage::Authority& authority, Instant now) {
    auto term = validity(now, device_days);
    term.not_after =
        std::min(term.not_after, carriage::validity_of(authority.certificate).not_after);
    return term;
}

}  // namespace veldwerk::office
