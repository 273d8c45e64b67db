// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/network/enrolling.hpp"

#include "client-sdk/network/no_connection.hpp"
#include "client-sdk/network/office_address.hpp"
#include "protocol/carriage/connecting.hpp"
#include "protocol/carriage/enrolment_code.hpp"

namespace veldwerk::device {
namespace {

/// One question and its answer.
class Application {
public:
    Application(asio::io_context& io, const OfficeAddress& office,
                std::shared_ptr<carriage::TlsContext> context, Enrol question)
        : question_(std::move(question)) {
        carriage::ConnectionOptions options;
        options.events.on_open = [this](const carriage::Peer&) { ask(); };
        options.events.on_frame = [this](Frame&& frame) { hear(frame); };
        options.events.on_closed = [this](const carriage::Closed& how) { closed_ = how; };
        connection_ = carriage::connect(io, {office.host, office.port}, std::move(context),
                                        std::move(options));
    }

    /// After the io_context has run out of work. Throws NoConnection.
    [[nodiscard]] Result<Enrolled> answer(const std::string& office) const {
        if (answer_) return *answer_;
        expect(closed_.has_value(), "a connection says how it ended");
        return tl::unexpected<Error>(distrust_or_throw(*closed_, office));
    }

private:
    void ask() {
        const Message question = question_;
        connection_->send(writer_.make_frame(frame_type_of(question), encode_message(question)));
    }
    void hear(const Frame& frame) {
        const auto message = decode_message(frame.type, frame.body);
        if (!message) {
            settle(tl::unexpected<Error>(message.error()));
        } else if (*message && std::holds_alternative<Enrolled>(**message)) {
            settle(std::get<Enrolled>(**message));
        } else if (*message && std::holds_alternative<Refused>(**message)) {
            const auto& refused = std::get<Refused>(**message);
            settle(refuse(refused.reason, refused.detail));
        }
    }
    void settle(Result<Enrolled> answer) {
        if (!answer_) answer_ = std::move(answer);
        connection_->close("done");
    }

    Enrol question_;
    FrameWriter writer_;
    std::shared_ptr<carriage::Connection> connection_;
    std::optional<Result<Enrolled>> answer_;
    std::optional<carriage::Closed> closed_;
};

std::string bytes_of(const std::array<std::uint8_t, 10>& secret) {
    return {reinterpret_cast<const char*>(secret.data()), secret.size()};
}

}  // namespace

Result<void> enrol(Replica& replica, const EnrolOrder& order) {
    const auto code = carriage::parse_code(order.code);
    if (!code) return tl::unexpected<Error>(code.error());
    const auto office = parse_office_address(order.office);
    if (!office) return tl::unexpected<Error>(office.error());
    const Identity identity = replica.identity();
    if (!identity.certificate.empty()) {
        return refuse(Reason::wrong_use, "this replica is enrolled already: sync it, or enrol "
                                         "another file");
    }

    const carriage::PrivateKey key = carriage::make_key();
    const auto request = carriage::make_request(key, identity.writer.text());
    asio::io_context io;
    Application application(
        io, *office,
        carriage::make_enrolment_context(code->authority,
                                         [&order] { return order.now().unix_ms / 1000; }),
        Enrol{.secret = bytes_of(code->secret),
              .request = request.pem,
              .writer = identity.writer,
              .schema = schema_version,
              .app_version = order.app_version});
    io.run();

    const auto answer = application.answer(office->text());
    if (!answer) return tl::unexpected<Error>(answer.error());
    // TLS has seen to it that the office has this authority; what it hands out must be the same.
    if (carriage::authority_hash({answer->authority}) != code->authority) {
        return refuse(Reason::not_authorised, "the office was not recognised: it hands out another "
                                              "authority than the code names");
    }
    return replica.enrolled({*answer, key.pem, office->text()}, order.now());
}

}  // namespace veldwerk::device
