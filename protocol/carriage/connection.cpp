// SPDX-License-Identifier: EUPL-1.2
// The connection on asio::ssl::stream, with completion handlers. It passes through stages in one
// direction only:
//
//     reaching -> handshaking -> open -> flushing -> parting -> closed
//
// Each stage has one deadline. A single timer is armed for the earliest and looks again when it
// fires, so that reading and writing cost no timer calls. Every wish to end goes through `end`,
// which keeps the first reason; `finish` is the one way out.
#include "protocol/carriage/connecting.hpp"
#include "protocol/carriage/openssl.hpp"
#include "protocol/carriage/send_queue.hpp"

#include <asio/connect.hpp>
#include <asio/post.hpp>
#include <asio/ssl/error.hpp>
#include <asio/ssl/stream.hpp>
#include <asio/steady_timer.hpp>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace veldwerk::carriage {
namespace {

using asio::error_code;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;

std::string sentence_of(const error_code& error) {
    return error == asio::ssl::error::stream_truncated ? "the line was cut" : error.message();
}

class TlsConnection final : public Connection, public std::enable_shared_from_this<TlsConnection> {
public:
    TlsConnection(tcp::socket socket, std::shared_ptr<TlsContext> context,
                  ConnectionOptions options)
        : context_(std::move(context)),
          stream_(std::move(socket), context_->make_ssl()),
          resolver_(stream_.get_executor()),
          timer_(stream_.get_executor()),
          events_(std::move(options.events)),
          patience_(options.patience),
          read_buffer_(limits::read_bytes) {}

    void reach(const Address& office);
    void shake_hands();

    void send(std::string_view frame) override;
    [[nodiscard]] bool writable() const override {
        return stage_ == Stage::open && !queue_.is_full();
    }
    [[nodiscard]] std::size_t queued_bytes() const override { return queue_.bytes(); }
    void close(std::string why) override;

private:
    enum class Stage : std::uint8_t { reaching, handshaking, open, flushing, parting, closed };

    void enter(Stage stage);
    [[nodiscard]] Clock::time_point deadline() const;
    void watch();
    void run_out_of_patience();

    void reached(const error_code& error);
    void opened(const error_code& error);

    void read();
    void was_read(const error_code& error, std::size_t size);
    void deliver(std::string_view piece);
    void write();
    void was_written(const error_code& error, std::size_t size);

    void end(ClosedBy by, std::string detail);
    void part();
    void linger();
    void drain();
    void finish();

    [[nodiscard]] SSL* ssl() { return stream_.native_handle(); }
    [[nodiscard]] tcp::socket& socket() { return stream_.next_layer(); }

    std::shared_ptr<TlsContext> context_;
    asio::ssl::stream<tcp::socket> stream_;
    tcp::resolver resolver_;
    asio::steady_timer timer_;
    ConnectionEvents events_;
    Patience patience_;

    Stage stage_ = Stage::reaching;
    std::optional<Closed> ending_;              // the first reason to end, once there is one
    Clock::time_point entered_ = Clock::now();  // this stage
    Clock::time_point heard_ = entered_;        // the last sign of life
    Clock::time_point moved_ = entered_;        // the kernel took bytes, or was first offered them
    Clock::time_point armed_ = Clock::time_point::max();
    std::string address_ = "unknown";
    bool has_read_ = false;

    FrameReader reader_;
    std::vector<char> read_buffer_;
    SendQueue queue_;
    bool writing_ = false;
};

// Stages and their deadlines.

void TlsConnection::enter(Stage stage) {
    stage_ = stage;
    entered_ = Clock::now();
    if (stage == Stage::open) heard_ = entered_;
    watch();
}

Clock::time_point TlsConnection::deadline() const {
    switch (stage_) {
        case Stage::reaching:
            return entered_ + patience_.connect;
        case Stage::handshaking:
            return entered_ + patience_.handshake;
        case Stage::open:
            if (!writing_) return heard_ + patience_.silence;
            return std::min(heard_ + patience_.silence, moved_ + patience_.stall);
        case Stage::flushing:
            return std::max(entered_, moved_) + patience_.stall;
        case Stage::parting:
            return entered_ + patience_.goodbye;
        case Stage::closed:
            break;
    }
    return Clock::time_point::max();
}

void TlsConnection::watch() {
    armed_ = deadline();
    timer_.expires_at(armed_);
    timer_.async_wait([self = shared_from_this()](const error_code& error) {
        if (error || self->stage_ == Stage::closed) return;
        if (Clock::now() < self->deadline()) return self->watch();
        self->run_out_of_patience();
    });
}

void TlsConnection::run_out_of_patience() {
    switch (stage_) {
        case Stage::reaching:
            end(ClosedBy::network, "the office does not answer");
            break;
        case Stage::handshaking:
            end(ClosedBy::silence, "no handshake in time");
            break;
        case Stage::open:
            if (Clock::now() < heard_ + patience_.silence) {
                end(ClosedBy::slowness, "the peer does not take what is sent");
            } else {
                end(ClosedBy::silence, "no sign of life");
            }
            break;
        default:
            break;  // it is ending already, and need not end gracefully
    }
    finish();
}

// Coming about.

void TlsConnection::reach(const Address& office) {
    enter(Stage::reaching);
    const auto then = [self = shared_from_this()](const error_code& error, const tcp::endpoint&) {
        self->reached(error);
    };
    error_code no_address;
    const auto ip = asio::ip::make_address(office.host, no_address);
    if (!no_address) {
        const std::vector<tcp::endpoint> one{{ip, office.port}};
        return asio::async_connect(socket(), one, then);
    }
    resolver_.async_resolve(
        office.host, std::to_string(office.port),
        [self = shared_from_this(), then](const error_code& error,
                                          const tcp::resolver::results_type& endpoints) {
            if (self->stage_ == Stage::closed) return;
            if (error) return self->reached(error);
            asio::async_connect(self->socket(), endpoints, then);
        });
}

void TlsConnection::reached(const error_code& error) {
    if (stage_ != Stage::reaching) return;
    if (!error) return shake_hands();
    end(ClosedBy::network, "cannot reach the office: " + error.message());
    finish();
}

void TlsConnection::shake_hands() {
    error_code ignored;  // a socket that is already dead fails in the handshake
    socket().set_option(tcp::no_delay(true), ignored);
    socket().set_option(asio::socket_base::send_buffer_size(limits::kernel_send_bytes), ignored);
    const tcp::endpoint remote = socket().remote_endpoint(ignored);
    if (!ignored) address_ = remote.address().to_string() + ":" + std::to_string(remote.port());

    enter(Stage::handshaking);
    const bool device = context_->side() == TlsContext::Side::device;
    stream_.async_handshake(
        device ? asio::ssl::stream_base::client : asio::ssl::stream_base::server,
        [self = shared_from_this()](const error_code& failed) { self->opened(failed); });
}

void TlsConnection::opened(const error_code& error) {
    if (stage_ != Stage::handshaking) return;
    if (error) {
        context_->forget_session();
        const bool is_tls = error.category() == asio::error::get_ssl_category();
        const long verdict = SSL_get_verify_result(ssl());
        std::string detail = "no handshake: " + sentence_of(error);
        if (verdict != X509_V_OK) {
            detail += std::string(" (") + X509_verify_cert_error_string(verdict) + ")";
        }
        end(is_tls ? ClosedBy::distrust : ClosedBy::network, std::move(detail));
        enter(Stage::parting);
        return linger();  // so that our alert reaches the peer
    }
    Result<Peer> other = context_->examine(ssl());
    if (!other) {
        end(ClosedBy::distrust, other.error().detail);
        return part();
    }
    other->address = address_;
    reader_ = FrameReader(other->certificate.pem.empty() ? stranger_bounds : FrameBounds{});
    enter(Stage::open);
    if (events_.on_open) events_.on_open(*other);
    read();
}

// Reading.

void TlsConnection::read() {
    if (stage_ == Stage::closed) return;
    stream_.async_read_some(asio::buffer(read_buffer_),
                            [self = shared_from_this()](const error_code& error, std::size_t size) {
                                self->was_read(error, size);
                            });
}

void TlsConnection::was_read(const error_code& error, std::size_t size) {
    if (stage_ == Stage::closed) return;
    if (!error) {
        heard_ = Clock::now();
        has_read_ = true;
        if (stage_ == Stage::open) deliver({read_buffer_.data(), size});
        return read();
    }
    if (error == asio::error::eof) {
        end(ClosedBy::peer, reader_.pending_bytes() == 0 ? "the peer said goodbye"
                                                         : "the peer said goodbye in mid-frame");
        return stage_ == Stage::parting ? finish() : part();
    }
    // In TLS 1.3 a device learns only now that its certificate was refused.
    const bool refused = !has_read_ && error.category() == asio::error::get_ssl_category();
    if (refused) context_->forget_session();
    end(refused ? ClosedBy::distrust : ClosedBy::network, sentence_of(error));
    finish();
}

void TlsConnection::deliver(std::string_view piece) {
    reader_.feed(piece);
    while (stage_ == Stage::open) {
        Result<std::optional<Frame>> frame = reader_.next();
        if (!frame) {
            end(ClosedBy::fault, frame.error().detail);
            return part();
        }
        if (!*frame) return;
        if (events_.on_frame) events_.on_frame(std::move(**frame));
    }
}

// Writing.

void TlsConnection::send(std::string_view frame) {
    if (stage_ != Stage::open) return;
    if (!queue_.push(frame)) {
        end(ClosedBy::slowness, "more is waiting for the peer than may wait");
        return finish();
    }
    write();
}

void TlsConnection::write() {
    if (writing_ || stage_ == Stage::parting || stage_ == Stage::closed) return;
    const std::string_view next = queue_.front();
    if (next.empty()) {
        if (stage_ == Stage::flushing) part();
        return;
    }
    writing_ = true;
    moved_ = Clock::now();
    if (deadline() < armed_) watch();
    stream_.async_write_some(
        asio::buffer(next), [self = shared_from_this()](const error_code& error, std::size_t size) {
            self->was_written(error, size);
        });
}

void TlsConnection::was_written(const error_code& error, std::size_t size) {
    writing_ = false;
    if (stage_ == Stage::closed) return;
    if (error) {
        end(ClosedBy::network, sentence_of(error));
        return finish();
    }
    if (size >= limits::sign_of_life_bytes) heard_ = Clock::now();
    const bool writable_again = queue_.pop(size);
    write();
    if (writable_again && stage_ == Stage::open && events_.on_writable) events_.on_writable();
}

// Ending.

void TlsConnection::close(std::string why) {
    end(ClosedBy::us, std::move(why));
    if (stage_ == Stage::reaching || stage_ == Stage::handshaking) return finish();
    if (stage_ != Stage::open) return;
    enter(Stage::flushing);
    write();
}

void TlsConnection::end(ClosedBy by, std::string detail) {
    if (!ending_) ending_ = Closed{by, std::move(detail)};
}

// Our goodbye; then the peer's is awaited by the read that is under way. To close at once would
// make the kernel reset the line, and the peer could lose our last frames.
void TlsConnection::part() {
    enter(Stage::parting);
    stream_.async_shutdown([self = shared_from_this()](const error_code&) {
        if (self->stage_ == Stage::closed) return;
        if ((SSL_get_shutdown(self->ssl()) & SSL_RECEIVED_SHUTDOWN) != 0) return self->finish();
        self->linger();
    });
}

// Takes what still comes, below TLS, until the peer closes or our patience ends.
void TlsConnection::linger() {
    error_code ignored;
    socket().shutdown(tcp::socket::shutdown_send, ignored);
    drain();
}

void TlsConnection::drain() {
    socket().async_read_some(asio::buffer(read_buffer_),
                             [self = shared_from_this()](const error_code& error, std::size_t) {
                                 if (self->stage_ == Stage::closed) return;
                                 error ? self->finish() : self->drain();
                             });
}

// OpenSSL counts a session as broken, and never resumes it, unless both sides were seen to say
// goodbye. Lines drop all the time, so it is told so. Not where the handshake failed.
void TlsConnection::finish() {
    if (stage_ == Stage::closed) return;
    stage_ = Stage::closed;
    if (SSL_is_init_finished(ssl()) == 1) {
        SSL_set_shutdown(ssl(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    }
    error_code ignored;  // there is nothing left to be done about it
    timer_.cancel();
    resolver_.cancel();
    socket().close(ignored);
    asio::post(stream_.get_executor(), [self = shared_from_this()] {
        const ConnectionEvents events = std::exchange(self->events_, {});
        if (events.on_closed) events.on_closed(*self->ending_);
    });
}

}  // namespace

std::shared_ptr<Connection> connect(asio::io_context& io, const Address& office,
                                    std::shared_ptr<TlsContext> context,
                                    ConnectionOptions options) {
    auto connection =
        std::make_shared<TlsConnection>(tcp::socket(io), std::move(context), std::move(options));
    connection->reach(office);
    return connection;
}

std::shared_ptr<Connection> accept(tcp::socket socket, std::shared_ptr<TlsContext> context,
                                   ConnectionOptions options) {
    auto connection =
        std::make_shared<TlsConnection>(std::move(socket), std::move(context), std::move(options));
    connection->shake_hands();
    return connection;
}

}  // namespace veldwerk::carriage
