// SPDX-License-Identifier: EUPL-1.2
// Keys and certificates through OpenSSL 3's EVP. Every certificate is built in `issue`.
#include "protocol/carriage/certificates.hpp"

#include "protocol/carriage/openssl.hpp"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <stdexcept>

namespace veldwerk::carriage {
namespace {

constexpr std::size_t name_bytes_max = 64;  // ub-common-name of RFC 5280

using Hash = std::array<std::uint8_t, SHA256_DIGEST_LENGTH>;

OwnedBio reading(const std::string& text) {
    return required(OwnedBio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))),
                    "cannot read PEM");
}

// PEM of anything, written by one of OpenSSL's PEM_write_bio functions.
template <class Write>
std::string written(Write write) {
    const OwnedBio bio = required(OwnedBio(BIO_new(BIO_s_mem())), "cannot write PEM");
    require(write(bio.get()), "cannot write PEM");
    char* start = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &start);
    return {start, static_cast<std::size_t>(size)};
}

// No password is ever asked for: without this OpenSSL would ask on the terminal.
int no_password(char*, int, int, void*) {
    return -1;
}

OwnedKey parse_key(const PrivateKey& key) {
    const OwnedBio bio = reading(key.pem);
    return required(OwnedKey(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr)),
                    "not a private key");
}

OwnedCertificate parse_certificate(const Certificate& certificate) {
    const OwnedBio bio = reading(certificate.pem);
    return required(OwnedCertificate(PEM_read_bio_X509(bio.get(), nullptr, no_password, nullptr)),
                    "not a certificate");
}

void add_common_name(X509_NAME* name, const std::string& text) {
    const std::string cut = text.substr(0, name_bytes_max);
    const auto* bytes = reinterpret_cast<const unsigned char*>(cut.data());
    require(X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8, bytes,
                                       static_cast<int>(cut.size()), -1, 0),
            "the name cannot stand in a certificate");
}

// 127 random bits: positive in DER, and never the same twice.
void set_random_serial(X509* certificate) {
    std::array<std::uint8_t, 16> bytes{};
    require(RAND_bytes(bytes.data(), static_cast<int>(bytes.size())), "no random numbers");
    bytes[0] &= 0x7f;
    const Owned<BIGNUM, BN_free> number = required(
        Owned<BIGNUM, BN_free>(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr)),
        "cannot make a serial number");
    require(BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr,
            "cannot set a serial number");
}

void set_time(ASN1_TIME* field, std::int64_t unix_seconds) {
    require(ASN1_TIME_set(field, static_cast<std::time_t>(unix_seconds)) != nullptr,
            "the instant cannot stand in a certificate");
}

struct Extension {
    int nid;
    std::string value;
};

void add_extension(X509* certificate, X509* issuer, const Extension& extension) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Owned<X509_EXTENSION, X509_EXTENSION_free> made =
        required(Owned<X509_EXTENSION, X509_EXTENSION_free>(X509V3_EXT_conf_nid(
                     nullptr, &context, extension.nid, extension.value.c_str())),
                 "cannot make a certificate extension");
    require(X509_add_ext(certificate, made.get(), -1), "cannot add a certificate extension");
}

struct Subject {
    EVP_PKEY* key;
    std::string common_name;
    std::vector<Extension> extensions;
};

// The one place where a certificate is made. Without an issuer it signs itself.
Certificate issue(const Subject& subject, X509* issuer, EVP_PKEY* signing_key, Validity validity) {
    const OwnedCertificate certificate =
        required(OwnedCertificate(X509_new()), "cannot make a certificate");
    X509* made = certificate.get();
    require(X509_set_version(made, X509_VERSION_3), "cannot set the version");
    set_random_serial(made);
    set_time(X509_getm_notBefore(made), validity.not_before);
    set_time(X509_getm_notAfter(made), validity.not_after);
    add_common_name(X509_get_subject_name(made), subject.common_name);
    X509* by = issuer != nullptr ? issuer : made;
    require(X509_set_issuer_name(made, X509_get_subject_name(by)), "cannot set the issuer");
    require(X509_set_pubkey(made, subject.key), "cannot set the key");
    for (const Extension& extension : subject.extensions)
        add_extension(made, by, extension);
    if (X509_sign(made, signing_key, EVP_sha256()) == 0) throw_openssl("cannot sign");
    return {pem_of(made)};
}

std::vector<Extension> end_certificate(const std::string& purpose) {
    return {{NID_basic_constraints, "critical,CA:FALSE"},
            {NID_key_usage, "critical,digitalSignature"},
            {NID_ext_key_usage, purpose},
            {NID_subject_key_identifier, "hash"},
            {NID_authority_key_identifier, "keyid:always"}};
}

bool is_p256(EVP_PKEY* key) {
    std::array<char, 64> group{};
    std::size_t size = 0;
    return EVP_PKEY_is_a(key, "EC") == 1 &&
           EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) == 1 &&
           std::string_view(group.data(), size) == SN_X9_62_prime256v1;
}

bool is_address(const std::string& host) {
    const Owned<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free> address(a2i_IPADDRESS(host.c_str()));
    ERR_clear_error();
    return address != nullptr;
}

Hash sha256(const unsigned char* bytes, std::size_t size) {
    Hash hash{};
    unsigned length = 0;
    require(EVP_Digest(bytes, size, hash.data(), &length, EVP_sha256(), nullptr), "cannot hash");
    return hash;
}

// DER of anything, written by one of OpenSSL's i2d functions; then its hash.
template <class Encode>
Hash hash_of_der(Encode encode) {
    unsigned char* der = nullptr;
    const int size = encode(&der);
    if (size <= 0) throw_openssl("cannot encode");
    const auto free_der = [](unsigned char* bytes) { OPENSSL_free(bytes); };
    const std::unique_ptr<unsigned char, decltype(free_der)> owned(der, free_der);
    return sha256(der, static_cast<std::size_t>(size));
}

std::int64_t unix_seconds(const ASN1_TIME* time) {
    std::tm civil{};
    require(ASN1_TIME_to_tm(time, &civil), "a certificate has an unreadable date");
    return static_cast<std::int64_t>(timegm(&civil));
}

}  // namespace

std::string pem_of(X509* certificate) {
    return written([&](BIO* bio) { return PEM_write_bio_X509(bio, certificate); });
}

PrivateKey make_key() {
    const OwnedKey key = required(OwnedKey(EVP_EC_gen("P-256")), "cannot make a key");
    return {written([&](BIO* bio) {
        return PEM_write_bio_PKCS8PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    })};
}

Certificate make_authority(const std::string& programme, const PrivateKey& key, Validity validity) {
    const OwnedKey own = parse_key(key);
    const Subject subject{own.get(),
                          programme,
                          {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
                           {NID_key_usage, "critical,keyCertSign,cRLSign"},
                           {NID_subject_key_identifier, "hash"}}};
    return issue(subject, nullptr, own.get(), validity);
}

SigningRequest make_request(const PrivateKey& key, const std::string& common_name) {
    const OwnedKey own = parse_key(key);
    const OwnedRequest request = required(OwnedRequest(X509_REQ_new()), "cannot make a request");
    require(X509_REQ_set_version(request.get(), X509_REQ_VERSION_1), "cannot set the version");
    add_common_name(X509_REQ_get_subject_name(request.get()), common_name);
    require(X509_REQ_set_pubkey(request.get(), own.get()), "cannot set the key");
    if (X509_REQ_sign(request.get(), own.get(), EVP_sha256()) == 0) throw_openssl("cannot sign");
    return {written([&](BIO* bio) { return PEM_write_bio_X509_REQ(bio, request.get()); })};
}

Result<Certificate> sign_request(const Authority& authority, const SigningRequest& request,
                                 const std::string& common_name, Validity validity) {
    const OwnedBio bio = reading(request.pem);
    const OwnedRequest asked(PEM_read_bio_X509_REQ(bio.get(), nullptr, no_password, nullptr));
    if (!asked) return refuse(Reason::malformed, "not a signing request: " + openssl_reason());
    EVP_PKEY* key = X509_REQ_get0_pubkey(asked.get());
    if (key == nullptr || !is_p256(key)) {
        ERR_clear_error();
        return refuse(Reason::malformed, "a signing request needs a P-256 key");
    }
    if (X509_REQ_verify(asked.get(), key) != 1) {
        ERR_clear_error();
        return refuse(Reason::malformed, "a signing request is not signed by its own key");
    }
    const OwnedCertificate issuer = parse_certificate(authority.certificate);
    const OwnedKey signing_key = parse_key(authority.key);
    const Subject subject{key, common_name, end_certificate("clientAuth")};
    return issue(subject, issuer.get(), signing_key.get(), validity);
}

Certificate sign_server(const Authority& authority, const PrivateKey& key, const ServerName& name,
                        Validity validity) {
    const OwnedCertificate issuer = parse_certificate(authority.certificate);
    const OwnedKey signing_key = parse_key(authority.key);
    const OwnedKey own = parse_key(key);
    Subject subject{own.get(), name.common_name, end_certificate("serverAuth")};
    std::string hosts;
    for (const std::string& host : name.hosts) {
        // OpenSSL's notation separates by commas: one inside a name would add entries of its own.
        if (host.find(',') != std::string::npos) throw std::runtime_error("not a host: " + host);
        if (!hosts.empty()) hosts += ',';
        hosts += is_address(host) ? "IP:" : "DNS:";
        hosts += host;
    }
    if (!hosts.empty()) subject.extensions.push_back({NID_subject_alt_name, hosts});
    return issue(subject, issuer.get(), signing_key.get(), validity);
}

std::string fingerprint(const Certificate& certificate) {
    const OwnedCertificate parsed = parse_certificate(certificate);
    const Hash hash = hash_of_der([&](unsigned char** der) { return i2d_X509(parsed.get(), der); });
    std::string hex;
    for (const std::uint8_t byte : hash) {
        hex += "0123456789abcdef"[byte >> 4];
        hex += "0123456789abcdef"[byte & 15];
    }
    return hex;
}

std::string common_name(const Certificate& certificate) {
    const OwnedCertificate parsed = parse_certificate(certificate);
    const X509_NAME* name = X509_get_subject_name(parsed.get());
    const int index = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
    if (index < 0) return {};
    const ASN1_STRING* entry = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index));
    unsigned char* utf8 = nullptr;
    const int size = ASN1_STRING_to_UTF8(&utf8, entry);
    if (size < 0) throw_openssl("a certificate has an unreadable name");
    std::string text(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(size));
    OPENSSL_free(utf8);
    return text;
}

Validity validity_of(const Certificate& certificate) {
    const OwnedCertificate parsed = parse_certificate(certificate);
    return {unix_seconds(X509_get0_notBefore(parsed.get())),
            unix_seconds(X509_get0_notAfter(parsed.get()))};
}

AuthorityHash authority_hash(const Certificate& authority) {
    const OwnedCertificate parsed = parse_certificate(authority);
    const Hash hash = hash_of_der([&](unsigned char** der) {
        return i2d_X509_PUBKEY(X509_get_X509_PUBKEY(parsed.get()), der);
    });
    AuthorityHash first{};
    std::copy_n(hash.begin(), first.size(), first.begin());
    return first;
}

EnrolmentCode make_code(const Certificate& authority) {
    EnrolmentCode code;
    require(RAND_priv_bytes(code.secret.data(), static_cast<int>(code.secret.size())),
            "no random numbers");
    code.authority = authority_hash(authority);
    return code;
}

}  // namespace veldwerk::carriage
