// SPDX-License-Identifier: EUPL-1.2
#include "tests/end-to-end/visitor.hpp"

#include <algorithm>
#include <random>
#include <stdexcept>

#include "protocol/carriage/connecting.hpp"
#include "protocol/records/civil.hpp"

namespace veldwerk::e2e {
namespace {

constexpr carriage::Validity long_enough{1'780'000'000, 2'095'000'000};

WriterId drawn_writer() {
    WriterId writer;
    std::random_device luck;
    for (auto& byte : writer.bytes)
        byte = static_cast<std::uint8_t>(luck());
    return writer;
}

/// One connection from its first byte to its end.
class Connecting {
public:
    Connecting(const Visit& visit, const std::string& address,
               std::shared_ptr<carriage::TlsContext> context)
        : visit_(visit) {
        carriage::ConnectionOptions options;
        options.events.on_open = [this](const carriage::Peer&) { speak(); };
        options.events.on_frame = [this](Frame&& frame) { hear(frame); };
        options.events.on_closed = [this](const carriage::Closed& how) { closed_ = how; };
        const auto colon = address.rfind(':');
        const auto port = static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1)));
        connection_ = carriage::connect(io_, {address.substr(0, colon), port}, std::move(context),
                                        std::move(options));
    }

    Heard outcome() {
        io_.run_for(answer_time_max);
        if (!closed_) throw std::runtime_error("the office does not end the connection");
        heard_.closed = *closed_;
        return std::move(heard_);
    }

private:
    void speak() {
        heard_.opened = true;
        for (const auto& bytes : visit_.bytes)
            connection_->send(bytes);
        if (visit_.hangs_up) connection_->close("said what it had to say");
    }
    void hear(const Frame& frame) {
        auto message = decode_message(frame.type, frame.body);
        if (!message || !*message) throw std::runtime_error("the office says what nobody reads");
        heard_.messages.push_back(std::move(**message));
        if (frame.type == FrameType::welcome) {
            for (const auto& bytes : visit_.when_welcome)
                connection_->send(bytes);
        }
        if (visit_.leaves_on == frame.type && heard_.count(frame.type) == visit_.times) {
            connection_->close("heard enough");
        }
    }

    const Visit& visit_;
    asio::io_context io_;
    std::shared_ptr<carriage::Connection> connection_;
    Heard heard_;
    std::optional<carriage::Closed> closed_;
};

}  // namespace

const Refused* Heard::refused() const {
    for (const Message& message : messages) {
        if (const auto* no = std::get_if<Refused>(&message)) return no;
    }
    return nullptr;
}

std::size_t Heard::count(FrameType type) const {
    return static_cast<std::size_t>(
        std::count_if(messages.begin(), messages.end(), [type](const Message& message) {
            return frame_type_of(message) == type;
        }));
}

Visitor::Visitor(const Office& office)
    : office_(office),
      authority_{content_of(office.folder() / "authority" / "authority.pem")},
      key_(carriage::make_key()),
      writer_(drawn_writer()) {}

carriage::Now Visitor::clock() const {
    return [path = office_.place().path("now")] {
        return parse_instant(content_of(path))->unix_ms / 1000;
    };
}

Enrol Visitor::request(const std::string& code) const {
    const auto read = carriage::parse_code(code).value();
    return {.secret = {reinterpret_cast<const char*>(read.secret.data()), read.secret.size()},
            .request = carriage::make_request(key_, writer_.text()).pem,
            .writer = writer_,
            .schema = schema_version,
            .app_version = "visitor"};
}

void Visitor::enrol(const std::string& coach) {
    const std::string code = office_.ask("device invite --coach " + coach)["code"];
    const Heard heard = visit({.bytes = {frame(request(code))}});
    if (heard.messages.empty()) throw std::runtime_error(heard.closed.detail);
    certificate_.pem = std::get<Enrolled>(heard.messages.front()).certificate;
}

void Visitor::forge() {
    carriage::Authority own;
    own.key = carriage::make_key();
    own.certificate = carriage::make_authority("Basisbanen", own.key, long_enough);
    certificate_ = carriage::sign_request(own, carriage::make_request(key_, writer_.text()),
                                          writer_.text(), long_enough)
                       .value();
}

Heard Visitor::visit(const Visit& what) {
    auto context = certificate_.pem.empty()
                       ? carriage::make_enrolment_context(carriage::authority_hash(authority_),
                                                          clock())
                       : carriage::make_device_context({certificate_, key_, authority_}, clock());
    return Connecting(what, office_.address(), std::move(context)).outcome();
}

std::string Visitor::frame(const Message& message) {
    return frame(frame_type_of(message), encode_message(message));
}

std::string Visitor::frame(FrameType type, std::string_view body) {
    return frames_.make_frame(type, body);
}

Hello Visitor::hello() const {
    Hello greeting;
    greeting.app_version = "visitor";
    greeting.writer = writer_;
    return greeting;
}

}  // namespace veldwerk::e2e
