// SPDX-License-Identifier: EUPL-1.2
// C++20 over veldwerk.h, header only: handles that close themselves, errors as exceptions,
// callbacks as functions. veldwerk.h is the manual; each member here does what the function of its
// name does there, on the same terms of threads and ownership.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "veldwerk.h"

namespace veldwerk::sdk {

/// Anything but VELDWERK_DONE.
class Failure : public std::runtime_error {
public:
    explicit Failure(const veldwerk_error& error)
        : std::runtime_error(error.detail),
          status_(error.status),
          reason_(error.reason),
          retry_after_ms_(error.retry_after_ms) {}

    [[nodiscard]] veldwerk_status status() const { return status_; }
    [[nodiscard]] veldwerk_reason reason() const { return reason_; }
    [[nodiscard]] std::uint64_t retry_after_ms() const { return retry_after_ms_; }

private:
    veldwerk_status status_;
    veldwerk_reason reason_;
    std::uint64_t retry_after_ms_;
};

using Key = std::array<std::uint8_t, 32>;

struct OpenOptions {
    std::string path;
    std::function<std::optional<Key>()> key;  ///< nothing: there is no key now
    bool create = false;
    std::function<std::int64_t()> now;  ///< empty: the system's clock
    std::string app_version;
};

struct SyncOptions {
    std::string office;  ///< empty: the remembered one
    std::uint64_t changes_max = 0;
    std::uint64_t time_ms_max = 0;
    std::function<void(const veldwerk_progress&)> progress;
};

/// Ends with its object, which must not die within its own callback.
class Watch {
public:
    using Tell = std::function<void(veldwerk_event, std::string_view detail)>;

    Watch(Watch&&) noexcept = default;
    Watch& operator=(Watch&&) noexcept = default;

private:
    friend class Replica;
    struct Stop {
        void operator()(veldwerk_watch* watch) const { (void)veldwerk_watch_stop(watch, nullptr); }
    };
    Watch(std::unique_ptr<Tell> tell, veldwerk_watch* watch)
        : tell_(std::move(tell)), watch_(watch) {}

    std::unique_ptr<Tell> tell_;  // outlives the watch, which calls it
    std::unique_ptr<veldwerk_watch, Stop> watch_;
};

/// Every member throws Failure; results are JSON text as veldwerk.h describes it.
class Replica {
public:
    explicit Replica(OpenOptions options)
        : callbacks_(std::make_unique<Callbacks>(
              Callbacks{std::move(options.key), std::move(options.now)})) {
        const veldwerk_open_options given{
            .struct_size = sizeof(veldwerk_open_options),
            .path = options.path.c_str(),
            .key = &give_key,
            .key_context = callbacks_.get(),
            .create = options.create ? 1 : 0,
            .now = callbacks_->now ? &give_now : nullptr,
            .now_context = callbacks_.get(),
            .app_version = options.app_version.empty() ? nullptr : options.app_version.c_str()};
        veldwerk_replica* opened = nullptr;
        demand(
            [&](veldwerk_error* error) { return veldwerk_replica_open(&given, &opened, error); });
        replica_.reset(opened);
    }

    void enrol(const std::string& office, const std::string& code) {
        const veldwerk_enrol_options given{.struct_size = sizeof(veldwerk_enrol_options),
                                           .office = office.c_str(),
                                           .code = code.c_str()};
        demand([&](veldwerk_error* error) {
            return veldwerk_replica_enrol(replica_.get(), &given, error);
        });
    }

    std::string write(const std::string& edits) {
        return text(veldwerk_replica_write, edits.c_str());
    }
    void check(const std::string& edits) {
        demand([&](veldwerk_error* error) {
            return veldwerk_replica_check(replica_.get(), edits.c_str(), error);
        });
    }
    std::string new_id() {
        std::array<char, 37> id{};
        demand([&](veldwerk_error* error) {
            return veldwerk_replica_new_id(replica_.get(), id.data(), error);
        });
        return id.data();
    }

    std::string show(const std::string& asked) {
        return text(veldwerk_replica_show, asked.c_str());
    }
    std::string query(const std::string& sql, const std::string& parameters = "[]") {
        return text(veldwerk_replica_query, sql.c_str(), parameters.c_str());
    }
    std::string why(const std::string& type, const std::string& id) {
        return text(veldwerk_replica_why, type.c_str(), id.c_str());
    }
    std::string status() { return text(veldwerk_replica_status); }
    std::string digest() { return text(veldwerk_replica_digest); }
    std::string reviews(bool open_only = false) {
        return text(veldwerk_review_list, open_only ? 1 : 0);
    }
    std::string review(const std::string& id) { return text(veldwerk_review_show, id.c_str()); }
    void rekey(const Key& key) {
        demand([&](veldwerk_error* error) {
            return veldwerk_replica_rekey(replica_.get(), key.data(), error);
        });
    }
    void export_plain(const std::string& path) {
        demand([&](veldwerk_error* error) {
            return veldwerk_replica_export_plain(replica_.get(), path.c_str(), error);
        });
    }

    std::string refused() { return text(veldwerk_refused_list); }
    std::string retry(std::uint64_t id) { return text(veldwerk_refused_retry, id); }
    std::string discard(std::uint64_t id) { return text(veldwerk_refused_discard, id); }

    std::string sync(const SyncOptions& options = {}) {
        const veldwerk_sync_options given{
            .struct_size = sizeof(veldwerk_sync_options),
            .office = options.office.empty() ? nullptr : options.office.c_str(),
            .changes_max = options.changes_max,
            .time_ms_max = options.time_ms_max,
            .progress = options.progress ? &give_progress : nullptr,
            // A C callback gets back what was const here, and only reads it.
            .progress_context = const_cast<SyncOptions*>(&options)};
        return text(veldwerk_replica_sync, &given);
    }

    [[nodiscard]] Watch watch(Watch::Tell tell, const std::string& office = {}) {
        auto kept = std::make_unique<Watch::Tell>(std::move(tell));
        const veldwerk_watch_options given{.struct_size = sizeof(veldwerk_watch_options),
                                           .event = &give_event,
                                           .event_context = kept.get(),
                                           .office = office.empty() ? nullptr : office.c_str()};
        veldwerk_watch* started = nullptr;
        demand([&](veldwerk_error* error) {
            return veldwerk_watch_start(replica_.get(), &given, &started, error);
        });
        return Watch(std::move(kept), started);
    }

private:
    struct Callbacks {
        std::function<std::optional<Key>()> key;
        std::function<std::int64_t()> now;
    };
    struct Close {
        void operator()(veldwerk_replica* replica) const { veldwerk_replica_close(replica); }
    };
    struct Free {
        void operator()(veldwerk_text* text) const { veldwerk_text_free(text); }
    };

    static std::int32_t give_key(void* context, std::uint8_t* bytes) {
        const auto key = static_cast<Callbacks*>(context)->key();
        if (!key) return 1;
        std::copy(key->begin(), key->end(), bytes);
        return 0;
    }
    static std::int64_t give_now(void* context) { return static_cast<Callbacks*>(context)->now(); }
    static void give_progress(void* context, const veldwerk_progress* progress) {
        static_cast<SyncOptions*>(context)->progress(*progress);
    }
    static void give_event(void* context, veldwerk_event event, const char* detail) {
        (*static_cast<Watch::Tell*>(context))(event, detail);
    }

    template <class Call>
    static void demand(Call call) {
        veldwerk_error error{};
        if (call(&error) != VELDWERK_DONE) throw Failure(error);
    }
    template <class Function, class... Arguments>
    std::string text(Function function, Arguments... arguments) {
        veldwerk_text* result = nullptr;
        demand([&](veldwerk_error* error) {
            return function(replica_.get(), arguments..., &result, error);
        });
        const std::unique_ptr<veldwerk_text, Free> owned(result);
        return {veldwerk_text_bytes(result), veldwerk_text_size(result)};
    }

    std::unique_ptr<Callbacks> callbacks_;  // outlives the handle, which calls them
    std::unique_ptr<veldwerk_replica, Close> replica_;
};

}  // namespace veldwerk::sdk
