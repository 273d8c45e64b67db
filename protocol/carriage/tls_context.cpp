// SPDX-License-Identifier: EUPL-1.2
// TLS contexts on OpenSSL 3. What both sides have in common is set in the constructor.
#include "protocol/carriage/tls_context.hpp"

#include "protocol/carriage/openssl.hpp"

#include <openssl/pem.h>

#include <array>
#include <ctime>
#include <utility>

namespace veldwerk::carriage {
namespace {

// ALPN's notation: each name behind its length.
constexpr std::array<unsigned char, 11> alpn{10, 'v', 'e', 'l', 'd', 'w', 'e', 'r', 'k', '/', '1'};

// Sessions of one kind of context are never taken for those of another.
constexpr std::string_view session_context = "veldwerk/1 office";

// A device that syncs every night resumes; a certificate's end is looked at all the same.
constexpr long session_seconds_max = 36L * 3600;

OwnedBio reading(const std::string& text) {
    return required(OwnedBio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))),
                    "cannot read PEM");
}

OwnedCertificate parse(const Certificate& certificate) {
    const OwnedBio bio = reading(certificate.pem);
    return required(OwnedCertificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)),
                    "not a certificate");
}

bool trust_by_hash(X509_STORE_CTX* store, const AuthorityHash& wanted, STACK_OF(X509) * trusted) {
    STACK_OF(X509)* shown = X509_STORE_CTX_get0_untrusted(store);
    for (int i = 0; i < sk_X509_num(shown); ++i) {
        X509* candidate = sk_X509_value(shown, i);
        if (authority_hash(Certificate{pem_of(candidate)}) != wanted) continue;
        if (sk_X509_push(trusted, candidate) == 0) return false;
        X509_STORE_CTX_set0_trusted_stack(store, trusted);
        return true;
    }
    X509_STORE_CTX_set_error(store, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN);
    return false;
}

// OpenSSL calls this in place of its own verification; it adds the time and, when enrolling, the
// authority. Exceptions must not cross OpenSSL's C, so here they become a failed verification.
int verify(X509_STORE_CTX* store, void* tls_context) {
    const auto& context = *static_cast<const TlsContext*>(tls_context);
    const auto free_stack = [](STACK_OF(X509) * stack) { sk_X509_free(stack); };
    const std::unique_ptr<STACK_OF(X509), decltype(free_stack)> trusted(sk_X509_new_null(),
                                                                        free_stack);
    try {
        X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(store),
                                   static_cast<std::time_t>(context.now()));
        const auto& wanted = context.pinned();
        if (wanted && (!trusted || !trust_by_hash(store, *wanted, trusted.get()))) return 0;
        return X509_verify_cert(store);
    } catch (...) {
        X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
        return 0;
    }
}

int select_protocol(SSL*, const unsigned char** out, unsigned char* out_size,
                    const unsigned char* offered, unsigned offered_size, void*) {
    unsigned char* chosen = nullptr;
    const int answer =
        SSL_select_next_proto(&chosen, out_size, alpn.data(), alpn.size(), offered, offered_size);
    *out = chosen;
    return answer == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

bool is_valid_at(const X509* certificate, std::int64_t now) {
    auto instant = static_cast<std::time_t>(now);
    return X509_cmp_time(X509_get0_notBefore(certificate), &instant) < 0 &&
           X509_cmp_time(X509_get0_notAfter(certificate), &instant) > 0;
}

void show(SSL_CTX* context, const Identity& identity) {
    const OwnedCertificate certificate = parse(identity.certificate);
    require(SSL_CTX_use_certificate(context, certificate.get()), "cannot use the certificate");
    const OwnedBio bio = reading(identity.key.pem);
    const OwnedKey key =
        required(OwnedKey(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr)),
                 "not a private key");
    require(SSL_CTX_use_PrivateKey(context, key.get()), "the key is not the certificate's");
}

void trust(SSL_CTX* context, X509* authority) {
    require(X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority),
            "cannot trust the authority");
}

}  // namespace

void TlsContext::Free::operator()(SSL_CTX* context) const {
    SSL_CTX_free(context);
}
void TlsContext::Free::operator()(SSL_SESSION* session) const {
    SSL_SESSION_free(session);
}

TlsContext::TlsContext(Side side, Now now, std::optional<AuthorityHash> pinned)
    : side_(side), now_(std::move(now)), pinned_(pinned), context_(SSL_CTX_new(TLS_method())) {
    SSL_CTX* context = context_.get();
    if (context == nullptr) throw_openssl("cannot make a TLS context");
    require(SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION), "TLS 1.3 is missing");
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_cert_verify_callback(context, verify, this);
    SSL_CTX_set_app_data(context, this);
    SSL_CTX_set_timeout(context, session_seconds_max);
    if (side_ == Side::office) {
        SSL_CTX_set_alpn_select_cb(context, select_protocol, nullptr);
        // Tickets are sealed and carried by the devices: the office keeps no table of sessions.
        SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
        require(SSL_CTX_set_num_tickets(context, 1), "cannot set tickets");
        require(SSL_CTX_set_session_id_context(
                    context, reinterpret_cast<const unsigned char*>(session_context.data()),
                    static_cast<unsigned>(session_context.size())),
                "cannot name the sessions");
    } else {
        if (SSL_CTX_set_alpn_protos(context, alpn.data(), alpn.size()) != 0) {
            throw_openssl("cannot offer the protocol");
        }
        SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
        SSL_CTX_sess_set_new_cb(context, keep_session);
    }
}

TlsContext::~TlsContext() = default;

// Each ticket replaces the one before. Answering 1 takes over OpenSSL's reference.
int TlsContext::keep_session(SSL* ssl, SSL_SESSION* session) {
    auto* context = static_cast<TlsContext*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
    context->session_.reset(session);
    return 1;
}

SSL* TlsContext::make_ssl() {
    Owned<SSL, SSL_free> ssl =
        required(Owned<SSL, SSL_free>(SSL_new(context_.get())), "cannot make a TLS connection");
    if (session_ && SSL_SESSION_is_resumable(session_.get()) == 1) {
        require(SSL_set_session(ssl.get(), session_.get()), "cannot resume the session");
    }
    return ssl.release();
}

Result<Peer> TlsContext::examine(SSL* ssl) {
    const unsigned char* protocol = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(ssl, &protocol, &size);
    if (size == 0) return refuse(Reason::not_authorised, "the peer does not speak veldwerk/1");

    Peer peer;
    peer.is_resumed = SSL_session_reused(ssl) == 1;
    const OwnedCertificate certificate(SSL_get1_peer_certificate(ssl));
    if (!certificate) return peer;
    if (!is_valid_at(certificate.get(), now_())) {
        forget_session();
        return refuse(Reason::not_authorised, "the certificate of the peer is not valid now");
    }
    peer.certificate.pem = pem_of(certificate.get());
    peer.fingerprint = fingerprint(peer.certificate);
    STACK_OF(X509)* chain = SSL_get0_verified_chain(ssl);
    if (chain != nullptr && sk_X509_num(chain) > 0) {
        peer.authority.pem = pem_of(sk_X509_value(chain, sk_X509_num(chain) - 1));
    }
    return peer;
}

void TlsContext::forget_session() {
    session_.reset();
}

std::shared_ptr<TlsContext> make_office_context(const Identity& office, Now now) {
    auto context = std::make_shared<TlsContext>(TlsContext::Side::office, std::move(now));
    const OwnedCertificate authority = parse(office.authority);
    show(context->native(), office);
    trust(context->native(), authority.get());
    // The authority travels along: a device that enrols knows only its hash.
    require(SSL_CTX_add1_chain_cert(context->native(), authority.get()),
            "cannot send the authority along");
    require(SSL_CTX_add_client_CA(context->native(), authority.get()), "cannot name the authority");
    return context;
}

std::shared_ptr<TlsContext> make_enrolment_context(const AuthorityHash& authority, Now now) {
    return std::make_shared<TlsContext>(TlsContext::Side::device, std::move(now), authority);
}

std::shared_ptr<TlsContext> make_device_context(const Identity& device, Now now) {
    auto context = std::make_shared<TlsContext>(TlsContext::Side::device, std::move(now));
    show(context->native(), device);
    trust(context->native(), parse(device.authority).get());
    return context;
}

}  // namespace veldwerk::carriage
