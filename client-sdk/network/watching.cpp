// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/network/watching.hpp"

#include <asio/post.hpp>

#include <array>
#include <optional>
#include <thread>
#include <utility>

#include "client-sdk/network/backoff.hpp"
#include "client-sdk/network/conversation.hpp"
#include "client-sdk/network/no_connection.hpp"
#include "client-sdk/network/renewing.hpp"
#include "client-sdk/session/next_try.hpp"

namespace veldwerk::device {
namespace {

// What another handle saved is on its way, and on the screen, before a person looks up.
constexpr std::chrono::milliseconds look_interval{250};

/// The setting in force on a day; nothing before the first sync.
std::optional<SyncWindow> sync_window_on(Replica& replica, CivilDate day) {
    static constexpr const char* latest = R"(SELECT value FROM setting WHERE name = 'sync_window'
        AND ("from" IS NULL OR "from" <= ?1) AND (until IS NULL OR ?1 <= until)
        ORDER BY "from" DESC LIMIT 1)";
    const std::array<Cell, 1> on{day.text()};
    const auto found = replica.query(latest, on);
    if (!found || found->rows.empty()) return std::nullopt;
    const auto* text = std::get_if<std::string>(&found->rows.front().front());
    return text == nullptr ? std::nullopt : parse_sync_window(*text);
}

/// Whether another attempt could end otherwise. Who is no office to us today may be a hotel's login
/// page; garbage may be its proxy.
bool is_final(const Outcome& outcome) {
    if (outcome.wiped) return true;
    if (!outcome.error || outcome.retry_after_ms != 0) return false;
    const Reason reason = outcome.error->reason;
    return reason != Reason::crowded && reason != Reason::malformed && reason != Reason::too_large;
}

}  // namespace

class Watching::Loop {
public:
    Loop(std::unique_ptr<Replica> replica, WatchOrder order)
        : replica_(std::move(replica)),
          order_(std::move(order)),
          backoff_(order_.luck),
          look_timer_(io_),
          retry_timer_(io_) {
        commits_ = replica_->foreign_commits();
        asio::post(io_, [this] { attempt(); });
        look_later();
        thread_ = std::thread([this] { run(); });
    }
    ~Loop() {
        asio::post(io_, [this] { stop(); });
        thread_.join();
    }
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    [[nodiscard]] bool is_own_thread() const {
        return thread_.get_id() == std::this_thread::get_id();
    }

private:
    void run();
    void attempt();
    void look_at_clock();
    void read_night();
    void stepped();
    void ended();
    void try_later(const std::string& why, std::chrono::milliseconds asked_for = {});
    void look_later();
    void look();
    void stop();
    void stop_for(const std::string& why);

    asio::io_context io_;
    std::unique_ptr<Replica> replica_;
    WatchOrder order_;
    Backoff backoff_;
    asio::steady_timer look_timer_;
    asio::steady_timer retry_timer_;
    std::shared_ptr<carriage::TlsContext> context_;  // holds the TLS session that the next resumes
    std::shared_ptr<Conversation> conversation_;
    std::uint64_t commits_ = 0;
    std::uint64_t shown_ = 0;       // of the conversation's received and refused
    bool caught_up_told_ = false;
    // What decides when the next attempt is; read while the replica is at rest.
    std::optional<SyncWindow> window_;
    std::optional<Instant> caught_up_;
    WriterId writer_;
    Instant attempted_;
    std::optional<Instant> waits_until_;  // on the wall clock; set while nothing is tried
    bool stopping_ = false;
    std::thread thread_;            // last: it uses all of the above
};

/// The border of the thread: what fails here has nobody above it.
void Watching::Loop::run() {
    for (bool over = false; !over;) {
        try {
            io_.run();
            over = true;
        } catch (const BrokenInvariant& bug) {
            if (conversation_) std::exchange(conversation_, nullptr)->abandon();
            stop_for(bug.what());
        } catch (const std::exception& failure) {
            if (conversation_) std::exchange(conversation_, nullptr)->abandon();
            if (!stopping_) try_later(failure.what());
        }
    }
}

void Watching::Loop::attempt() {
    if (stopping_ || conversation_) return;
    waits_until_.reset();
    attempted_ = order_.now();
    const Identity identity = replica_->identity();
    if (identity.certificate.empty()) return stop_for("this device is not enrolled: enrol first");
    const auto office =
        parse_office_address(order_.office.empty() ? identity.office_address : order_.office);
    if (!office) return stop_for(office.error().detail);
    writer_ = identity.writer;
    read_night();
    if (!context_) context_ = context_of(identity, order_.now);
    shown_ = 0;
    caught_up_told_ = false;
    conversation_ = std::make_shared<Conversation>(
        io_, *replica_,
        ConversationTerms{.office = *office,
                          .context = context_,
                          .session = {.live = true,
                                      .app_version = order_.app_version,
                                      .request = request_certificate,
                                      .renewal_due = renewal_due(identity, order_.now())},
                          .now = order_.now,
                          .remember_office = office->text() != identity.office_address},
        ConversationEvents{.on_step = [this] { stepped(); }, .on_end = [this] { ended(); }});
    conversation_->begin(io_);
}

void Watching::Loop::read_night() {
    caught_up_ = replica_->status().last_sync;
    window_ = sync_window_on(*replica_, amsterdam_date(order_.now()));
}

void Watching::Loop::stepped() {
    if (!conversation_) return;
    const Outcome& outcome = conversation_->outcome();
    const bool is_new = std::exchange(shown_, outcome.received + outcome.refused) != shown_;
    if (is_new) order_.tell(WatchEvent::changed, "");
    const bool was_told = std::exchange(caught_up_told_, conversation_->idle());
    if (conversation_->idle() && !was_told) {
        backoff_.start_anew();
        read_night();
        order_.tell(WatchEvent::caught_up, "");
    }
}

void Watching::Loop::ended() {
    const auto conversation = std::exchange(conversation_, nullptr);
    if (stopping_ || !conversation) return;
    const Outcome& outcome = conversation->outcome();
    if (conversation->broken_by()) return try_later(conversation->broken_by()->detail);
    if (outcome.renewed || outcome.went_on) context_.reset();
    if (outcome.went_on) return attempt();
    const std::string why = outcome.error ? outcome.error->detail : "the office ended the session";
    if (is_final(outcome)) return stop_for(why);
    try_later(why, std::chrono::milliseconds(outcome.retry_after_ms));
}

void Watching::Loop::try_later(const std::string& why, std::chrono::milliseconds asked_for) {
    order_.tell(WatchEvent::offline, why);
    const Instant now = order_.now();
    const auto after = [now](std::chrono::milliseconds wait) {
        return Instant{now.unix_ms + wait.count()};
    };
    const TryFacts facts{.now = now,
                         .attempted = attempted_,
                         .caught_up = caught_up_,
                         .patient_until = after(backoff_.next(asked_for)),
                         .not_before = after(asked_for)};
    waits_until_ = next_try(facts, window_, writer_);
    retry_timer_.expires_after(std::chrono::milliseconds(waits_until_->unix_ms - now.unix_ms));
    retry_timer_.async_wait([this](const asio::error_code& error) {
        if (!error) attempt();
    });
}

/// The timer stands still while a phone sleeps; the night does not.
void Watching::Loop::look_at_clock() {
    if (!waits_until_ || order_.now() < *waits_until_) return;
    retry_timer_.cancel();
    attempt();
}

void Watching::Loop::look_later() {
    look_timer_.expires_after(look_interval);
    look_timer_.async_wait([this](const asio::error_code& error) {
        if (!error && !stopping_) look();
    });
}

void Watching::Loop::look() {
    look_later();
    if (conversation_ && conversation_->outcome().wiped) return;  // nothing is left to look at
    look_at_clock();
    if (std::exchange(commits_, replica_->foreign_commits()) == commits_) return;
    order_.tell(WatchEvent::changed, "");
    if (conversation_) conversation_->saved();
}

void Watching::Loop::stop() {
    stopping_ = true;
    look_timer_.cancel();
    retry_timer_.cancel();
    if (conversation_) conversation_->stop("the watch ends");
}

void Watching::Loop::stop_for(const std::string& why) {
    if (!stopping_) order_.tell(WatchEvent::stopped, why);
    stop();
}

Watching::Watching(std::unique_ptr<Replica> replica, WatchOrder order)
    : loop_(std::make_unique<Loop>(std::move(replica), std::move(order))) {}
Watching::~Watching() = default;

bool Watching::is_own_thread() const { return loop_->is_own_thread(); }

}  // namespace veldwerk::device
