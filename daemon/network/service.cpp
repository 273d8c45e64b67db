// SPDX-License-Identifier: EUPL-1.2
#include "daemon/network/service.hpp"

#include <asio/post.hpp>

#include "daemon/network/authority.hpp"
#include "protocol/carriage/told_failure.hpp"

namespace veldwerk::office {
namespace {

std::vector<std::string> hosts_of(const HostPort& listen) {
    std::vector<std::string> hosts{"localhost", "127.0.0.1"};
    const bool named = listen.host != "0.0.0.0" && listen.host != "::";
    if (named && listen.host != hosts[0] && listen.host != hosts[1]) hosts.push_back(listen.host);
    return hosts;
}

std::shared_ptr<carriage::TlsContext> tls_context(Office& office, const HostPort& listen) {
    const auto now = office.environment().now;
    const auto identity = server_identity(office.folder() / "authority", hosts_of(listen), now());
    return carriage::make_office_context(identity, [now] { return now().unix_ms / 1000; });
}

}  // namespace

Service::Service(asio::io_context& io, Office& office, const ServiceOptions& options)
    : io_(io),
      office_(office),
      options_(options),
      queue_(office),
      enrolment_(office, open_authority(office.folder() / "authority"),
                 options.listener.limits.wrong_codes_per_minute_max),
      reception_{io, office, queue_, enrolment_, writer_},
      listener_(reception_, options.listener, tls_context(office, options.listener.address)),
      look_timer_(io),
      ping_timer_(io),
      goodbye_timer_(io) {
    turn_day();
    queue_.on_work([this] { commit_soon(); });
}

Service::~Service() = default;

void Service::start() {
    listener_.start();
    look_later();
    ping_later();
}

/// Behind everything that is ready now, so that it shares the commit.
void Service::commit_soon() {
    if (std::exchange(commit_posted_, true)) return;
    asio::post(io_, [this] {
        commit_posted_ = false;
        queue_.commit();
    });
}

void Service::turn_day() {
    const CivilDate today = office_.today();
    if (today == day_) return;
    if (office_.turn_day()) log({.action = "day", .result = today.text()});
    if (day_ != CivilDate{}) listener_.show(tls_context(office_, options_.listener.address));
    day_ = today;
}

void Service::tell_if_moved() {
    const std::uint64_t commits = office_.ledger().commits_seen();
    if (commits == commits_told_) return;
    commits_told_ = commits;
    // A greeting commits too; only what moved a feed or is an act concerns other devices.
    const Life life = office_.ledger().life();
    if (life.epoch != epoch_told_ && !life.parent.empty()) {
        log({.weight = Weight::warning, .action = "life", .object = life.epoch.text(),
             .result = life_cause(office_.ledger())});
    }
    epoch_told_ = life.epoch;
    if (life.position == position_told_ && life.acts == acts_told_) return;
    position_told_ = life.position;
    acts_told_ = life.acts;
    listener_.ledger_moved();
}

void Service::look() {
    try {
        turn_day();
        tell_if_moved();
        trouble_.clear();
    } catch (const BrokenInvariant&) {
        throw;
    } catch (const std::exception& failure) {
        // A full disk, an unreadable clock: looked at again in a moment, said once.
        std::string trouble = carriage::told_failure(failure);
        if (trouble_ != trouble) {
            log({.weight = Weight::failure, .action = "look", .result = trouble});
        }
        trouble_ = std::move(trouble);
    }
}

void Service::look_later() {
    look_timer_.expires_after(options_.look_interval);
    look_timer_.async_wait([this](const asio::error_code& cancelled) {
        if (cancelled || stopping_) return;
        look();
        look_later();
    });
}

void Service::ping_later() {
    ping_timer_.expires_after(options_.ping_interval);
    ping_timer_.async_wait([this](const asio::error_code& cancelled) {
        if (cancelled || stopping_) return;
        listener_.ping_all();
        ping_later();
    });
}

void Service::stop() {
    if (std::exchange(stopping_, true)) return;
    look_timer_.cancel();
    ping_timer_.cancel();
    // What was read is written and answered before the last word.
    if (!queue_.empty()) queue_.commit();
    goodbye_timer_.expires_after(options_.goodbye_max);
    goodbye_timer_.async_wait([this](const asio::error_code& cancelled) {
        if (!cancelled) io_.stop();
    });
    listener_.stop({Reason::crowded, "the office stops for a moment: come back soon"},
                   [this] { goodbye_timer_.cancel(); });
}

}  // namespace veldwerk::office
