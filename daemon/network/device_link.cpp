// SPDX-License-Identifier: EUPL-1.2
#include "daemon/network/device_link.hpp"

#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>

#include "daemon/custody/healing.hpp"
#include "protocol/carriage/certificates.hpp"
#include "daemon/custody/audit.hpp"
#include "protocol/carriage/told_failure.hpp"

namespace veldwerk::office {
namespace {

// Whoever is sent away comes back within this span, at a moment of its own: never all at once.
constexpr std::uint64_t retry_least_ms = 5'000;
constexpr std::uint64_t retry_spread_ms = 25'000;

}  // namespace

/// The one thing a link waits for: a stranger's request, or the moment to answer it.
struct DeviceLink::Waiting {
    asio::steady_timer timer;
};

DeviceLink::DeviceLink(Reception& reception, LinkTimes times, std::string origin)
    : reception_(reception), times_(times), origin_(std::move(origin)) {}

DeviceLink::~DeviceLink() = default;

carriage::ConnectionOptions DeviceLink::options(Listening listening) {
    listening_ = std::move(listening);
    const auto self = shared_from_this();  // let go by the connection once it has closed
    carriage::ConnectionOptions made;
    made.patience = times_.patience;
    made.events.on_open = [self](const carriage::Peer& peer) { self->open(peer); };
    made.events.on_frame = [self](Frame&& frame) { self->hear(frame); };
    made.events.on_writable = [self] { self->pump(); };
    made.events.on_closed = [self](const carriage::Closed& how) { self->closed(how); };
    return made;
}

void DeviceLink::carry(std::shared_ptr<carriage::Connection> connection) {
    connection_ = std::move(connection);
}

void DeviceLink::open(const carriage::Peer& peer) {
    if (phase_ == Phase::ending) return;
    kind_ = peer.fingerprint.empty() ? Phase::stranger : Phase::device;
    if (auto welcome = listening_.on_open(*this, kind_); !welcome) {
        return turn_away(welcome.error());
    }
    phase_ = kind_;
    const auto self = shared_from_this();
    if (phase_ == Phase::device) {
        guarded([&] { recognise_name(peer); });
        session_ = std::make_shared<OfficeSession>(
            reception_.office, reception_.queue, peer.fingerprint,
            [&enrolment = reception_.enrolment](const std::string& request,
                                                const WriterId& writer) {
                return enrolment.sign(request, writer);
            });
        session_->on_ready([link = weak_from_this()] {
            if (const auto alive = link.lock()) alive->pump_soon();
        });
        return;
    }
    waiting_ = std::make_unique<Waiting>(
        Waiting{asio::steady_timer(reception_.io, times_.enrol_max)});
    waiting_->timer.async_wait([self](const asio::error_code& cancelled) {
        if (!cancelled) self->end("no certificate and no request for one");
    });
}

/// A certificate that was given out in a part of the ledger that is lost.
void DeviceLink::recognise_name(const carriage::Peer& peer) {
    Office& office = reception_.office;
    office.heal_if_set_back();
    const std::string name = carriage::common_name(peer.certificate);
    if (!can_recognise(office.ledger(), peer.fingerprint, name)) return;
    office.transact([&] { recognise(office.ledger(), peer.fingerprint, name); });
    log({.action = "recognise", .object = name, .result = "its certificate is taken on again",
         .origin = origin_});
}

void DeviceLink::hear(const Frame& frame) {
    heard_ = true;
    if (phase_ == Phase::ending) return;
    auto message = decode_message(frame.type, frame.body);
    if (!message) {
        weight_ = Weight::warning;
        return turn_away(message.error());
    }
    if (!*message) return;  // a newer version's: skipped, never refused
    if (phase_ == Phase::stranger) return hear_stranger(**message);
    guarded([&] { session_->receive(**message); });
    pump();
}

/// The world failing under this link is its own affair; a bug is everybody's.
void DeviceLink::guarded(const std::function<void()>& work) {
    try {
        work();
    } catch (const BrokenInvariant&) {
        throw;
    } catch (const std::exception& failure) {
        fail(failure);
    }
}

void DeviceLink::hear_stranger(const Message& message) {
    const auto* asked = std::get_if<Enrol>(&message);
    if (asked == nullptr) {
        weight_ = Weight::warning;
        return turn_away({Reason::not_authorised, "without a certificate only enrolling is heard"});
    }
    guarded([&] { answer_stranger(*asked); });
}

void DeviceLink::answer_stranger(const Enrol& asked) {
    phase_ = Phase::ending;
    waiting_.reset();
    const auto answer = reception_.enrolment.enrol(asked, std::chrono::steady_clock::now());
    if (answer) {
        log({.action = "enrol", .object = answer->device.text(), .result = "enrolled",
             .origin = origin_});
        audit("enrol", answer->device.text(), "done");
        say(*answer);
        return end("enrolled");
    }
    log({.weight = Weight::warning, .action = "enrol",
         .result = "refused: " + std::string(name_of(answer.error().reason)), .origin = origin_});
    audit("enrol", "-", "refused: " + std::string(name_of(answer.error().reason)));
    waiting_ = std::make_unique<Waiting>(
        Waiting{asio::steady_timer(reception_.io, times_.wrong_code_delay)});
    const auto self = shared_from_this();
    waiting_->timer.async_wait([self, error = answer.error()](const asio::error_code& cancelled) {
        if (!cancelled) self->turn_away(error);
    });
}

void DeviceLink::pump_soon() {
    if (std::exchange(pump_posted_, true)) return;
    asio::post(reception_.io, [self = shared_from_this()] {
        self->pump_posted_ = false;
        self->pump();
    });
}

void DeviceLink::pump() {
    guarded([this] {
        while (phase_ == Phase::device && connection_->writable()) {
            const auto message = session_->next();
            if (message) {
                say(*message);
            } else if (session_->finished()) {
                end_as(*session_->end());
            } else {
                return;
            }
        }
    });
}

void DeviceLink::end_as(const SessionEnd& how) {
    if (!how.by_device) {
        weight_ = Weight::warning;
        // Being asked to come back later is no matter of security.
        if (how.reason != Reason::crowded) refused_ = name_of(how.reason);
    }
    end(how.by_device ? how.detail
                      : "refused: " + std::string(name_of(how.reason)) + ", " + how.detail);
}

void DeviceLink::say(const Message& message) {
    connection_->send(
        reception_.writer.make_frame(frame_type_of(message), encode_message(message)));
}

void DeviceLink::turn_away(const Error& error) {
    if (!connection_ || ended_) return;
    pump();
    if (ended_) return;
    const std::uint64_t retry = error.reason == Reason::crowded ? retry_after_ms() : 0;
    say(Refused{error.reason, error.detail, retry, false});
    end("refused: " + std::string(name_of(error.reason)) + ", " + error.detail);
}

void DeviceLink::end(const std::string& why) {
    phase_ = Phase::ending;
    ended_ = true;
    result_ = why;
    waiting_.reset();
    connection_->close(why);
}

/// The world failed under this link: the device tries again later, the others go on.
void DeviceLink::fail(const std::exception& failure) {
    report(Weight::failure, carriage::told_failure(failure));
    if (!connection_ || ended_) return;
    say(Refused{Reason::crowded,
                "the office cannot serve at the moment; nothing is lost, try later",
                retry_after_ms(), false});
    end("refused: crowded");
}

void DeviceLink::closed(const carriage::Closed& how) {
    phase_ = Phase::ending;
    waiting_.reset();
    const bool fault = how.by == carriage::ClosedBy::distrust ||
                       how.by == carriage::ClosedBy::fault;
    if (!refused_.empty() && session_) {
        audit("sync", session_->device().empty() ? "-" : session_->device().text(),
              "refused: " + refused_);
    }
    if (how.by == carriage::ClosedBy::us) {
        report(weight_, result_);
    } else {
        report(fault ? Weight::warning : Weight::detail, how.detail);
    }
    // Breaks the circle of link and connection; a commit on its way may still hold the session.
    connection_.reset();
    const auto tell = std::move(listening_.on_closed);
    listening_ = {};
    if (tell) tell(*this);
}

void DeviceLink::ledger_moved() {
    if (phase_ != Phase::device) return;
    guarded([&] { session_->ledger_moved(); });
}

void DeviceLink::ping() {
    if (phase_ == Phase::device && !std::exchange(heard_, false)) say(Ping{});
}

void DeviceLink::audit(std::string action, std::string object, std::string result) const {
    const AuditEvent event{.action = std::move(action), .object = std::move(object),
                           .result = std::move(result), .origin = origin_};
    const Office& office = reception_.office;
    if (Audit(office.folder()).record(event, office.environment().now())) return;
    log({.weight = Weight::failure, .action = "audit",
         .result = "the audit log cannot be written", .origin = origin_});
}

void DeviceLink::report(Weight weight, std::string result) const {
    const bool known = session_ && !session_->device().empty();
    log({.weight = weight, .action = "sync", .object = known ? session_->device().text() : "-",
         .result = std::move(result), .origin = origin_});
}

std::uint64_t DeviceLink::retry_after_ms() const {
    std::uint32_t luck = 0;
    reception_.office.environment().luck(&luck, sizeof luck);
    return retry_least_ms + luck % retry_spread_ms;
}

}  // namespace veldwerk::office
