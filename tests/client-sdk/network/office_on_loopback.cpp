// SPDX-License-Identifier: EUPL-1.2
#include "tests/client-sdk/network/office_on_loopback.hpp"

#include <gtest/gtest.h>

namespace veldwerk::device {
namespace {

using asio::ip::tcp;

constexpr carriage::Validity decade{1'780'000'000, 2'095'000'000};

carriage::Authority make_office_authority() {
    carriage::Authority authority;
    authority.key = carriage::make_key();
    authority.certificate = carriage::make_authority("Basisbanen", authority.key, decade);
    return authority;
}

std::shared_ptr<carriage::TlsContext> make_context(const carriage::Authority& authority) {
    const carriage::PrivateKey key = carriage::make_key();
    return carriage::make_office_context(
        {carriage::sign_server(authority, key, {"office", {}}, decade), key, authority.certificate},
        [] { return monday.unix_ms / 1000; });
}

}  // namespace

OfficeOnLoopback::OfficeOnLoopback()
    : acceptor_(io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
      authority_(make_office_authority()),
      context_(make_context(authority_)),
      programme_(write_small_programme(office_)) {
    office_.time_ms = monday.unix_ms;
    accept();
    thread_ = std::thread([this] { io_.run(); });
}

OfficeOnLoopback::~OfficeOnLoopback() {
    asio::post(io_, [this] { io_.stop(); });
    thread_.join();
}

std::string OfficeOnLoopback::address() const {
    return "127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
}

std::string OfficeOnLoopback::invite() {
    const auto code = carriage::make_code(authority_.certificate);
    with([&](OfficeDouble&) {
        invited_.assign(reinterpret_cast<const char*>(code.secret.data()), code.secret.size());
    });
    return carriage::format_code(code);
}

void OfficeOnLoopback::behave(Manners manners) {
    with([&](OfficeDouble&) { manners_ = std::move(manners); });
}

void OfficeOnLoopback::spread_news() {
    with([this](OfficeDouble&) {
        for (Guest& guest : guests_) {
            if (guest.live) say(guest, News{});
        }
    });
}

void OfficeOnLoopback::accept() {
    acceptor_.async_accept([this](const asio::error_code& error, tcp::socket socket) {
        if (error) return;
        welcome(std::move(socket));
        accept();
    });
}

void OfficeOnLoopback::welcome(tcp::socket socket) {
    Guest& guest = guests_.emplace_back();
    carriage::ConnectionOptions options;
    options.events.on_frame = [this, &guest](Frame&& frame) { hear(guest, frame); };
    options.events.on_closed = [&guest](const carriage::Closed&) { guest.live = false; };
    guest.connection = carriage::accept(std::move(socket), context_, std::move(options));
}

void OfficeOnLoopback::hear(Guest& guest, const Frame& frame) {
    if (manners_.hangs_up_on == frame.type) {
        manners_.hangs_up_on.reset();
        return guest.connection->close("hung up");
    }
    if (manners_.garbles) {
        return guest.connection->send(writer_.make_frame(FrameType::welcome, "\x01"));
    }
    const auto message = decode_message(frame.type, frame.body);
    if (!message || !*message) return;
    if (manners_.refuses) return say(guest, *manners_.refuses);
    if (const auto* asked = std::get_if<Enrol>(&**message)) return say(guest, enrol(*asked));
    if (const auto* hello = std::get_if<Hello>(&**message)) guest.live = hello->live;
    for (const Message& answer : office_.hear(**message))
        say(guest, answer);
}

void OfficeOnLoopback::say(Guest& guest, const Message& message) {
    guest.connection->send(writer_.make_frame(frame_type_of(message), encode_message(message)));
}

Message OfficeOnLoopback::enrol(const Enrol& asked) {
    if (invited_.empty() || asked.secret != invited_) {
        return Refused{Reason::not_authorised, "the code is wrong or was used", 0, false};
    }
    invited_.clear();
    const auto certificate = carriage::sign_request(authority_, {asked.request}, "device", decade);
    if (!certificate)
        return Refused{certificate.error().reason, certificate.error().detail, 0, false};
    return Enrolled{certificate->pem, authority_.certificate.pem, record_id(90), office_.coach,
                    monday.unix_ms};
}

}  // namespace veldwerk::device
