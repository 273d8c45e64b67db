// SPDX-License-Identifier: EUPL-1.2
// The functions of veldwerk.h that need no network: each translates, and does nothing else.
#include <algorithm>
#include <chrono>

#include "client-sdk/c_api/asked_json.hpp"
#include "client-sdk/c_api/border.hpp"
#include "client-sdk/c_api/shown_json.hpp"

using namespace veldwerk;
using namespace veldwerk::device;

namespace {

constexpr const char* library_version = "0.1.0";

std::function<Instant()> clock_of(const veldwerk_open_options& options) {
    if (options.now != nullptr) {
        return [now = options.now, context = options.now_context] {
            return Instant{now(context)};
        };
    }
    return [] {
        const auto since = std::chrono::system_clock::now().time_since_epoch();
        return Instant{std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
    };
}

/// What a call answered, as JSON text.
template <class Answer>
Result<std::string> as_json(const Result<Answer>& answer) {
    if (!answer) return tl::unexpected<Error>(answer.error());
    return json_of(*answer);
}

}  // namespace

const char* veldwerk_text_bytes(const veldwerk_text* text) {
    return text == nullptr ? "" : text->bytes.c_str();
}

size_t veldwerk_text_size(const veldwerk_text* text) {
    return text == nullptr ? 0 : text->bytes.size();
}

void veldwerk_text_free(veldwerk_text* text) { delete text; }

const char* veldwerk_library_version(void) { return library_version; }

veldwerk_status veldwerk_replica_open(const veldwerk_open_options* options,
                                      veldwerk_replica** replica, veldwerk_error* error) {
    if (replica != nullptr) *replica = nullptr;
    return at_border(nullptr, error, [&]() -> Result<void> {
        demand(replica != nullptr, "the place for the replica is NULL");
        const auto given = options_of(options);
        demand(given.path != nullptr && given.key != nullptr, "opening needs a path and a key");
        auto handle = std::make_unique<veldwerk_replica>();
        handle->path = given.path;
        handle->key = given.key;
        handle->key_context = given.key_context;
        handle->now = clock_of(given);
        handle->app_version = text_of(given.app_version, library_version);
        auto opened = open_replica(*handle, given.create != 0);
        if (!opened) return tl::unexpected<Error>(opened.error());
        handle->replica = std::move(*opened);
        *replica = handle.release();
        return {};
    });
}

void veldwerk_replica_close(veldwerk_replica* replica) { delete replica; }

veldwerk_status veldwerk_replica_write(veldwerk_replica* replica, const char* edits,
                                       veldwerk_text** result, veldwerk_error* error) {
    return answer_at_border(replica, result, error, [&](Replica& open) -> Result<std::string> {
        const auto asked = edits_of_json(text_of(edits, nullptr));
        if (!asked) return tl::unexpected<Error>(asked.error());
        return as_json(open.save(*asked, replica->now()));
    });
}

veldwerk_status veldwerk_replica_check(veldwerk_replica* replica, const char* edits,
                                       veldwerk_error* error) {
    return at_border(replica, error, [&]() -> Result<void> {
        const auto asked = edits_of_json(text_of(edits, nullptr));
        if (!asked) return tl::unexpected<Error>(asked.error());
        return replica_of(replica).check(*asked, replica->now());
    });
}

veldwerk_status veldwerk_replica_new_id(veldwerk_replica* replica, char id[37],
                                        veldwerk_error* error) {
    return at_border(replica, error, [&]() -> Result<void> {
        demand(id != nullptr, "the place for the id is NULL");
        const std::string text = replica_of(replica).new_record_id(replica->now()).text();
        std::memcpy(id, text.c_str(), text.size() + 1);
        return {};
    });
}

veldwerk_status veldwerk_replica_show(veldwerk_replica* replica, const char* asked,
                                      veldwerk_text** result, veldwerk_error* error) {
    return answer_at_border(replica, result, error, [&](Replica& open) {
        return as_json(open.show(asked_of_json(text_of(asked, nullptr))));
    });
}

veldwerk_status veldwerk_replica_query(veldwerk_replica* replica, const char* sql,
                                       const char* parameters, veldwerk_text** result,
                                       veldwerk_error* error) {
    return answer_at_border(replica, result, error, [&](Replica& open) {
        const auto cells = parameters_of_json(text_of(parameters, "[]"));
        return as_json(open.query(text_of(sql, nullptr), cells));
    });
}

veldwerk_status veldwerk_replica_why(veldwerk_replica* replica, const char* type, const char* id,
                                     veldwerk_text** result, veldwerk_error* error) {
    return answer_at_border(replica, result, error, [&](Replica& open) {
        return as_json(open.why(text_of(type, nullptr), text_of(id, nullptr)));
    });
}

veldwerk_status veldwerk_replica_status(veldwerk_replica* replica, veldwerk_text** result,
                                        veldwerk_error* error) {
    return answer_at_border(replica, result, error, [](Replica& open) {
        return Result<std::string>(json_of(open.status()));
    });
}

veldwerk_status veldwerk_replica_digest(veldwerk_replica* replica, veldwerk_text** result,
                                        veldwerk_error* error) {
    return answer_at_border(replica, result, error, [](Replica& open) {
        return Result<std::string>(json_of(open.digest()));
    });
}

veldwerk_status veldwerk_review_list(veldwerk_replica* replica, int32_t open_only,
                                     veldwerk_text** result, veldwerk_error* error) {
    return answer_at_border(replica, result, error, [&](Replica& open) {
        return as_json(open.reviews(open_only != 0));
    });
}

veldwerk_status veldwerk_review_show(veldwerk_replica* replica, const char* id,
                                     veldwerk_text** result, veldwerk_error* error) {
    return answer_at_border(replica, result, error, [&](Replica& open) {
        return as_json(open.review(text_of(id, nullptr)));
    });
}

veldwerk_status veldwerk_replica_export_plain(veldwerk_replica* replica, const char* path,
                                              veldwerk_error* error) {
    return at_border(replica, error, [&] {
        return replica_of(replica).export_plain(text_of(path, nullptr));
    });
}

veldwerk_status veldwerk_replica_rekey(veldwerk_replica* replica, const uint8_t new_key[32],
                                       veldwerk_error* error) {
    return at_border(replica, error, [&]() -> Result<void> {
        demand(new_key != nullptr, "a new key is 32 bytes, not NULL");
        carriage::StoreKey key{};
        std::copy_n(new_key, key.size(), key.begin());
        Replica& open = replica_of(replica);
        if (*replica->watches > 0) {
            return refuse(Reason::crowded, "a watch has the replica open: stop it first");
        }
        return open.rekey(key);
    });
}

veldwerk_status veldwerk_refused_list(veldwerk_replica* replica, veldwerk_text** result,
                                      veldwerk_error* error) {
    return answer_at_border(replica, result, error, [](Replica& open) {
        return Result<std::string>(json_of(open.refused()));
    });
}

veldwerk_status veldwerk_refused_retry(veldwerk_replica* replica, uint64_t id,
                                       veldwerk_text** result, veldwerk_error* error) {
    return answer_at_border(replica, result, error, [&](Replica& open) {
        return as_json(open.retry(id, replica->now()));
    });
}

veldwerk_status veldwerk_refused_discard(veldwerk_replica* replica, uint64_t id,
                                         veldwerk_text** result, veldwerk_error* error) {
    return answer_at_border(replica, result, error, [&](Replica& open) {
        return as_json(open.discard(id, replica->now()));
    });
}
