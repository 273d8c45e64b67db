// SPDX-License-Identifier: EUPL-1.2
#include "daemon/network/enrolment.hpp"

#include <sodium.h>

#include "daemon/network/authority.hpp"
#include "daemon/office/acting.hpp"
#include "protocol/carriage/enrolment_code.hpp"

namespace veldwerk::office {
namespace {

// Long enough for a weekend and a phone that must be fetched, short enough for a lost slip of
// paper.
constexpr std::int64_t invitation_ms = 7LL * 24 * 60 * 60 * 1000;

std::string hash_of(std::string_view secret) {
    std::string hash(32, '\0');
    const auto* bytes = reinterpret_cast<const unsigned char*>(secret.data());
    crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(), bytes,
                       secret.size(), nullptr, 0);
    return hash;
}

carriage::FieldEdit field(std::string name, std::string value) {
    return {.field = std::move(name), .values = {std::move(value)}};
}

}  // namespace

Invited invite(Office& office, const carriage::Authority& authority, const RecordId& coach) {
    const auto code = carriage::make_code(authority.certificate);
    const std::string secret(code.secret.begin(), code.secret.end());
    Invitation invitation;
    invitation.secret_hash = hash_of(secret);
    invitation.coach = coach;
    invitation.expires_ms = office.environment().now().unix_ms + invitation_ms;
    office.transact([&] { office.ledger().save_invitation(invitation); });
    return {carriage::format_code(code), Instant{invitation.expires_ms}};
}

Enrolment::Enrolment(Office& office, carriage::Authority authority,
                     std::size_t wrong_codes_per_minute_max)
    : office_(office),
      authority_(std::move(authority)),
      wrong_codes_max_(wrong_codes_per_minute_max) {}

/// So often in the last minute that enrolment pauses.
bool Enrolment::guessed_at(Time now) {
    while (!wrong_codes_.empty() && now - wrong_codes_.front() > std::chrono::minutes(1)) {
        wrong_codes_.pop_front();
    }
    return wrong_codes_.size() >= wrong_codes_max_;
}

std::optional<Enrolment::Granted> Enrolment::look_up(const Enrol& asked) const {
    Ledger& ledger = office_.ledger();
    auto invitation = ledger.invitation(hash_of(asked.secret));
    if (!invitation) return std::nullopt;
    if (invitation->expires_ms < office_.environment().now().unix_ms) return std::nullopt;
    // The office's own writer is nobody else's.
    if (asked.writer.empty() || asked.writer == ledger.life().writer) return std::nullopt;
    auto writer = ledger.writer(asked.writer);
    const bool answer_lost =
        writer && writer->last_contact_ms == 0 && writer->person == invitation->coach;
    const bool fresh = !invitation->used && !writer;
    if (!fresh && !answer_lost) return std::nullopt;
    return Granted{std::move(*invitation), std::move(writer)};
}

/// The device's record, its row as a writer and the used invitation: all of them or none.
Result<RecordId> Enrolment::make_device(const Enrol& asked, const Granted& granted,
                                        const carriage::Certificate& certificate) {
    WriterRow row = granted.again.value_or(WriterRow{});
    row.writer = asked.writer;
    row.person = granted.invitation.coach;
    row.fingerprint = carriage::fingerprint(certificate);
    row.app_version = asked.app_version;
    row.schema = asked.schema;
    if (!granted.again) {
        row.device = office_.environment().new_record_id();
        const Instant until{carriage::validity_of(certificate).not_after * 1000};
        ActOrder order;
        order.act = Act::enrol;
        order.edits.push_back(
            {.type = "device",
             .fields = {field("coach", row.person.text()),
                        {.field = "writer",
                         .values = {std::string(asked.writer.view())},
                         .canonical = true},
                        field("state", "active"), field("app_version", asked.app_version),
                        field("certificate_until", format_instant(until))},
             .create_as = row.device});
        Acting acting(office_);
        const auto taken = acting.take(order);
        if (!taken) return tl::unexpected<Error>(taken.error());
        acting.finish();
    }
    office_.ledger().save_writer(row);
    Invitation used = granted.invitation;
    used.used = true;
    office_.ledger().save_invitation(used);
    return row.device;
}

Result<Enrolled> Enrolment::grant(const Enrol& asked, const Granted& granted) {
    const Instant now = office_.environment().now();
    const auto certificate = carriage::sign_request(
        authority_, {asked.request}, asked.writer.text(), device_validity(authority_, now));
    if (!certificate) return tl::unexpected<Error>(certificate.error());
    const auto device = make_device(asked, granted, *certificate);
    if (!device) return tl::unexpected<Error>(device.error());
    Enrolled done;
    done.certificate = certificate->pem;
    done.authority = authority_.certificate.pem;
    done.device = *device;
    done.coach = granted.invitation.coach;
    done.office_time_ms = now.unix_ms;
    return done;
}

Result<SignedCertificate> Enrolment::sign(const std::string& request,
                                          const WriterId& writer) const {
    const auto made = carriage::sign_request(
        authority_, {request}, writer.text(),
        device_validity(authority_, office_.environment().now()));
    if (!made) return tl::unexpected<Error>(made.error());
    return SignedCertificate{made->pem, carriage::fingerprint(*made),
                             Instant{carriage::validity_of(*made).not_after * 1000}};
}

Result<Enrolled> Enrolment::enrol(const Enrol& asked, Time now) {
    if (guessed_at(now)) {
        return refuse(Reason::crowded,
                      "too many wrong codes were tried here: try again in a minute");
    }
    Result<Enrolled> answer = refuse(
        Reason::not_authorised, "the code is not valid (any more): ask the office for a new one");
    if (!look_up(asked)) {
        wrong_codes_.push_back(now);
        return answer;
    }
    office_.transact([&] {
        if (const auto granted = look_up(asked)) answer = grant(asked, *granted);
    });
    return answer;
}

}  // namespace veldwerk::office
