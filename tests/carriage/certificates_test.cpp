// SPDX-License-Identifier: EUPL-1.2
// An office is its own authority: what it signs says what it should, for whom and for how long.
#include "protocol/carriage/certificates.hpp"

#include <gtest/gtest.h>

namespace veldwerk::carriage {
namespace {

constexpr Validity year{1'780'000'000, 1'811'536'000};
constexpr Validity decade{1'780'000'000, 2'095'000'000};

Authority make_office(const std::string& programme = "Basisbanen") {
    Authority office;
    office.key = make_key();
    office.certificate = make_authority(programme, office.key, decade);
    return office;
}

TEST(Certificates, BindTheNameTheOfficeGaveNotTheOneThatWasAskedFor) {
    const Authority office = make_office();
    const SigningRequest request = make_request(make_key(), "somebody else");

    const auto signed_one = sign_request(office, request, "writer 17", year);

    ASSERT_TRUE(signed_one);
    EXPECT_EQ(common_name(*signed_one), "writer 17");
    EXPECT_EQ(validity_of(*signed_one), year);
    EXPECT_EQ(common_name(office.certificate), "Basisbanen");
}

TEST(Certificates, LastBeyondTheYear2049) {
    const Validity long_one{1'780'000'000, 3'000'000'000};
    const Certificate authority = make_authority("x", make_key(), long_one);

    EXPECT_EQ(validity_of(authority), long_one);
}

TEST(Certificates, OfTheSameRequestDifferInTheirFingerprint) {
    const Authority office = make_office();
    const SigningRequest request = make_request(make_key(), "device");

    const auto first = sign_request(office, request, "device", year);
    const auto second = sign_request(office, request, "device", year);

    ASSERT_TRUE(first && second);
    EXPECT_EQ(fingerprint(*first).size(), 64U);
    EXPECT_EQ(fingerprint(*first), fingerprint(*first));
    EXPECT_NE(fingerprint(*first), fingerprint(*second)) << "serial numbers are random";
}

TEST(Certificates, AreNotGivenForAnythingButASignedRequest) {
    const Authority office = make_office();
    SigningRequest tampered = make_request(make_key(), "device");
    tampered.pem[tampered.pem.size() / 2] ^= 1;

    for (const auto& request : {SigningRequest{""}, SigningRequest{"garbage"},
                                SigningRequest{office.certificate.pem}, tampered}) {
        const auto refused = sign_request(office, request, "device", year);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().reason, Reason::malformed);
    }
}

TEST(Certificates, NameTheHostsOfAnOfficeAndItsAddresses) {
    const Authority office = make_office();

    const Certificate server =
        sign_server(office, make_key(), {"office", {"sync.example.nl", "127.0.0.1", "::1"}}, year);

    EXPECT_EQ(common_name(server), "office");
    EXPECT_EQ(validity_of(server), year);
}

TEST(Certificates, DoNotLetAHostNameAddAnother) {
    EXPECT_THROW((void)sign_server(make_office(), make_key(), {"x", {"a.nl,DNS:b.nl"}}, year),
                 std::runtime_error);
}

TEST(Certificates, KeepANameWithinItsLimit) {
    EXPECT_EQ(common_name(make_authority(std::string(90, 'n'), make_key(), year)).size(), 64U);
    EXPECT_EQ(common_name(make_authority("Coöperatie Ånd", make_key(), year)),
              "Coöperatie Ånd");
}

TEST(Certificates, ThatAreNoneFailWithOpenSslsReason) {
    try {
        (void)fingerprint(Certificate{"not PEM"});
        FAIL() << "expected an exception";
    } catch (const std::runtime_error& failure) {
        EXPECT_NE(std::string(failure.what()).find("no start line"), std::string::npos)
            << failure.what();
    }
    EXPECT_THROW((void)make_request(PrivateKey{"no key"}, "x"), std::runtime_error);
}

TEST(Certificates, GiveAFreshCodeThatNamesTheirOffice) {
    const Authority office = make_office();

    const EnrolmentCode code = make_code(office.certificate);

    EXPECT_EQ(code.authority, authority_hash(office.certificate));
    EXPECT_NE(make_code(office.certificate).secret, code.secret);
}

TEST(AuthorityHash, TellsOfficesApartEvenOfOneName) {
    const Authority office = make_office("Basisbanen");
    const Authority other = make_office("Basisbanen");
    const Certificate renewed = make_authority("Basisbanen", office.key, year);

    EXPECT_NE(authority_hash(office.certificate), authority_hash(other.certificate));
    EXPECT_EQ(authority_hash(office.certificate), authority_hash(renewed)) << "the key counts";
}

}  // namespace
}  // namespace veldwerk::carriage
