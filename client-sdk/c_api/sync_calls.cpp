// SPDX-License-Identifier: EUPL-1.2
// The functions of veldwerk.h that talk with the office: enrol, sync, watch.
#include "client-sdk/c_api/border.hpp"
#include "client-sdk/c_api/shown_json.hpp"
#include "client-sdk/network/enrolling.hpp"
#include "client-sdk/network/syncing.hpp"

using namespace veldwerk;
using namespace veldwerk::device;

namespace {

static_assert(VELDWERK_EVENT_CHANGED == static_cast<int>(WatchEvent::changed) + 1 &&
                  VELDWERK_EVENT_STOPPED == static_cast<int>(WatchEvent::stopped) + 1,
              "veldwerk_event has the order of WatchEvent");

std::function<void(const Progress&)> progress_of(const veldwerk_sync_options& options) {
    if (options.progress == nullptr) return {};
    return [tell = options.progress, context = options.progress_context](const Progress& now) {
        const veldwerk_progress told{.struct_size = sizeof(veldwerk_progress),
                                     .unsent = now.unsent,
                                     .sent = now.sent,
                                     .batches_received = now.batches_received,
                                     .bytes_received = now.bytes_received};
        tell(context, &told);
    };
}

SyncOrder order_of(const veldwerk_replica& replica, const veldwerk_sync_options& options) {
    SyncOrder order;
    order.office = text_of(options.office, "");
    order.changes_max = options.changes_max;
    order.app_version = replica.app_version;
    order.now = replica.now;
    order.on_progress = progress_of(options);
    if (options.time_ms_max != 0) order.time_max = std::chrono::milliseconds(options.time_ms_max);
    return order;
}

}  // namespace

veldwerk_status veldwerk_replica_enrol(veldwerk_replica* replica,
                                       const veldwerk_enrol_options* options,
                                       veldwerk_error* error) {
    return at_border(replica, error, [&] {
        const auto given = options_of(options);
        Replica& open = replica_of(replica);
        return enrol(open, {.office = text_of(given.office, nullptr),
                            .code = text_of(given.code, nullptr),
                            .app_version = replica->app_version,
                            .now = replica->now});
    });
}

veldwerk_status veldwerk_replica_sync(veldwerk_replica* replica,
                                      const veldwerk_sync_options* options, veldwerk_text** result,
                                      veldwerk_error* error) {
    return answer_at_border(replica, result, error, [&](Replica& open) -> Result<std::string> {
        const auto given = options == nullptr ? veldwerk_sync_options{} : options_of(options);
        demand(*replica->watches == 0, "a watch runs on this replica and syncs by itself");
        const Outcome outcome = sync(open, order_of(*replica, given));
        if (outcome.wiped) replica->replica.reset();
        if (outcome.error) {
            if (outcome.retry_after_ms != 0 || outcome.error->reason == Reason::crowded) {
                throw ComeBackLater(outcome.error->detail, outcome.retry_after_ms);
            }
            return tl::unexpected<Error>(*outcome.error);
        }
        return json_of(outcome, open.status());
    });
}

veldwerk_status veldwerk_watch_start(veldwerk_replica* replica,
                                     const veldwerk_watch_options* options, veldwerk_watch** watch,
                                     veldwerk_error* error) {
    if (watch != nullptr) *watch = nullptr;
    return at_border(replica, error, [&]() -> Result<void> {
        demand(watch != nullptr, "the place for the watch is NULL");
        const auto given = options_of(options);
        demand(given.event != nullptr, "a watch needs a callback for its events");
        (void)replica_of(replica);
        auto opened = open_replica(*replica, false);
        if (!opened) return tl::unexpected<Error>(opened.error());
        auto started = std::make_unique<veldwerk_watch>();
        started->watches = replica->watches;
        WatchOrder order;
        order.office = text_of(given.office, "");
        order.app_version = replica->app_version;
        order.now = replica->now;
        order.luck = system_luck();
        order.tell = [event = given.event, context = given.event_context](
                         WatchEvent what, const std::string& detail) {
            event(context, static_cast<veldwerk_event>(what) + 1, detail.c_str());
        };
        started->watching = std::make_unique<Watching>(std::move(*opened), std::move(order));
        ++*started->watches;
        *watch = started.release();
        return {};
    });
}

veldwerk_status veldwerk_watch_stop(veldwerk_watch* watch, veldwerk_error* error) {
    return at_border(nullptr, error, [&]() -> Result<void> {
        if (watch == nullptr) return {};
        demand(!watch->watching->is_own_thread(),
               "a watch cannot be stopped from its own callback");
        const std::unique_ptr<veldwerk_watch> ended(watch);
        ended->watching.reset();
        --*ended->watches;
        return {};
    });
}
