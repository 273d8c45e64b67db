// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/network/conversation.hpp"

#include <utility>

#include "protocol/wire/limits.hpp"

namespace veldwerk::device {

std::shared_ptr<carriage::TlsContext> context_of(const Identity& identity,
                                                 std::function<Instant()> now) {
    return carriage::make_device_context(
        {{identity.certificate}, {identity.private_key}, {identity.authority}},
        [now = std::move(now)] { return now().unix_ms / 1000; });
}

Conversation::Conversation(asio::io_context& io, Replica& replica, ConversationTerms terms,
                           ConversationEvents events)
    : replica_(replica),
      terms_(std::move(terms)),
      events_(std::move(events)),
      session_(replica, terms_.session),
      ping_timer_(io) {
    if (events_.on_progress) session_.on_progress(events_.on_progress);
}

void Conversation::begin(asio::io_context& io) {
    carriage::ConnectionOptions options;
    const auto self = shared_from_this();
    options.events.on_open = [self](const carriage::Peer&) { self->opened(); };
    options.events.on_frame = [self](Frame&& frame) { self->take(frame); };
    options.events.on_closed = [self](const carriage::Closed& closed) { self->ended(closed); };
    connection_ = carriage::connect(io, {terms_.office.host, terms_.office.port}, terms_.context,
                                    std::move(options));
}

void Conversation::saved() { say(session_.saved()); }

void Conversation::stop(const std::string& why) {
    if (connection_) connection_->close(why);
}

void Conversation::abandon() {
    abandoned_ = true;
    ping_timer_.cancel();
    stop("given up");
    connection_.reset();  // it holds on to us through its events
}

void Conversation::opened() {
    if (abandoned_) return;
    if (terms_.remember_office) replica_.remember_office(terms_.office.text());
    wait_to_ping();
    say(session_.start(terms_.now()));
}

void Conversation::take(const Frame& frame) {
    if (abandoned_ || session_.finished()) return;
    heard_ = true;
    auto message = decode_message(frame.type, frame.body);
    if (!message) {
        session_.broken_off(message.error());
        stop(message.error().detail);
        return;
    }
    if (!*message) return;  // of a newer version: it is not for us
    take_message(**message);
}

void Conversation::take_message(const Message& message) {
    say(session_.receive(message, terms_.now()));
    if (events_.on_step) events_.on_step();
}

void Conversation::say(const std::vector<Message>& messages) {
    if (!connection_) return;
    for (const Message& message : messages) {
        connection_->send(writer_.make_frame(frame_type_of(message), encode_message(message)));
    }
    if (session_.finished()) stop("done");
}

void Conversation::ended(const carriage::Closed& closed) {
    ping_timer_.cancel();
    connection_.reset();
    if (abandoned_) return;
    if (!session_.finished()) {
        broken_by_ = closed;
        session_.broken_off({Reason::crowded, closed.detail});
    }
    if (events_.on_end) events_.on_end();
}

void Conversation::wait_to_ping() {
    ping_timer_.expires_after(limits::ping_interval);
    ping_timer_.async_wait([self = shared_from_this()](const asio::error_code& error) {
        if (error) return;
        if (!std::exchange(self->heard_, false)) self->say({Ping{}});
        self->wait_to_ping();
    });
}

}  // namespace veldwerk::device
