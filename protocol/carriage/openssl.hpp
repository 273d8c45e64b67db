// SPDX-License-Identifier: EUPL-1.2
// OpenSSL's objects under C++ ownership, and its failures as exceptions that carry its own words.
// Only for the .cpp files of this folder: the headers here keep OpenSSL out of everybody's sight.
#pragma once

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace veldwerk::carriage {

template <auto free_function>
struct Freeing {
    template <class T>
    void operator()(T* object) const {
        free_function(object);
    }
};

template <class T, auto free_function>
using Owned = std::unique_ptr<T, Freeing<free_function>>;

using OwnedBio = Owned<BIO, BIO_free_all>;
using OwnedKey = Owned<EVP_PKEY, EVP_PKEY_free>;
using OwnedCertificate = Owned<X509, X509_free>;
using OwnedRequest = Owned<X509_REQ, X509_REQ_free>;
using OwnedSession = Owned<SSL_SESSION, SSL_SESSION_free>;

/// What OpenSSL says went wrong, oldest reason first; empties its queue.
[[nodiscard]] inline std::string openssl_reason() {
    std::string reason;
    while (const unsigned long code = ERR_get_error()) {
        const char* text = ERR_reason_error_string(code);
        if (!reason.empty()) reason += ", ";
        reason += text != nullptr ? text : "error " + std::to_string(code);
    }
    return reason.empty() ? "no reason given" : reason;
}

[[noreturn]] inline void throw_openssl(std::string_view what) {
    throw std::runtime_error(std::string(what) + ": " + openssl_reason());
}

/// OpenSSL says 1 for done.
inline void require(long answer, std::string_view what) {
    if (answer != 1) throw_openssl(what);
}

/// OpenSSL says null for failed.
template <class Pointer>
[[nodiscard]] Pointer required(Pointer pointer, std::string_view what) {
    if (!pointer) throw_openssl(what);
    return pointer;
}

/// A certificate as PEM text (defined in certificates.cpp).
[[nodiscard]] std::string pem_of(X509* certificate);

}  // namespace veldwerk::carriage
