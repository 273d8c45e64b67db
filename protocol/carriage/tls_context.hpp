// SPDX-License-Identifier: EUPL-1.2
// Whom a connection trusts: TLS 1.3 only, and one authority only, the office's own. The name of a
// server is not verified. An office is known by its authority, which the enrolment code names; it
// may move to another address or sit behind any name, and no other authority in the world counts.
// Certificates are checked at the time passed in, never at the system's.
#pragma once

#include "protocol/carriage/certificates.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

// OpenSSL's own types, named here so that its headers stay out of ours.
struct ssl_st;
struct ssl_ctx_st;
struct ssl_session_st;

namespace veldwerk::carriage {

/// Unix seconds, read anew for each handshake.
using Now = std::function<std::int64_t()>;

/// What one side shows, and whose signature it accepts on what the other side shows.
struct Identity {
    Certificate certificate;
    PrivateKey key;
    Certificate authority;
};

/// Who is on the other end.
struct Peer {
    Certificate certificate;  ///< empty: it showed none (only to an office)
    std::string fingerprint;  ///< of the certificate; empty without one
    Certificate authority;    ///< that signed it; empty without one, and when resumed
    bool is_resumed = false;  ///< the handshake continued an earlier session
    std::string address;      ///< for logs
};

/// Shared by the connections that it serves, which keep it alive. Not for several threads at once.
class TlsContext {
public:
    enum class Side : std::uint8_t { office, device };

    /// A pinned authority is known by the hash that an enrolment code holds, and taken from what
    /// the office shows; without one the authorities in the context's own store count.
    TlsContext(Side side, Now now, std::optional<AuthorityHash> pinned = std::nullopt);
    ~TlsContext();
    TlsContext(const TlsContext&) = delete;
    TlsContext& operator=(const TlsContext&) = delete;

    [[nodiscard]] Side side() const { return side_; }
    [[nodiscard]] std::int64_t now() const { return now_(); }
    [[nodiscard]] const std::optional<AuthorityHash>& pinned() const { return pinned_; }
    [[nodiscard]] ssl_ctx_st* native() const { return context_.get(); }

    /// A TLS state for one connection, owned by the caller. A device resumes its last session.
    [[nodiscard]] ssl_st* make_ssl();
    /// Who the other end is, after the handshake, its address apart; or `not_authorised`, where
    /// OpenSSL by itself is content: no veldwerk/1, or a session resumed with a certificate that
    /// is no longer valid.
    [[nodiscard]] Result<Peer> examine(ssl_st* ssl);
    /// After a failed handshake: the next one starts from nothing.
    void forget_session();

private:
    static int keep_session(ssl_st* ssl, ssl_session_st* session);

    struct Free {
        void operator()(ssl_ctx_st* context) const;
        void operator()(ssl_session_st* session) const;
    };
    Side side_;
    Now now_;
    std::optional<AuthorityHash> pinned_;
    std::unique_ptr<ssl_ctx_st, Free> context_;
    std::unique_ptr<ssl_session_st, Free> session_;
};

/// The office's side. A device's certificate is asked for, not insisted on (whoever enrols has
/// none); one that this authority did not sign, or that is not valid now, fails the handshake.
[[nodiscard]] std::shared_ptr<TlsContext> make_office_context(const Identity& office, Now now);

/// A device that enrols: it shows nothing, and breaks off unless the office's chain ends in the
/// authority that the code names.
[[nodiscard]] std::shared_ptr<TlsContext> make_enrolment_context(const AuthorityHash& authority,
                                                                 Now now);

/// A device that syncs: it shows its certificate and accepts only the authority it enrolled with.
/// Keep it between connections: it holds the session that the next one resumes.
[[nodiscard]] std::shared_ptr<TlsContext> make_device_context(const Identity& device, Now now);

}  // namespace veldwerk::carriage
