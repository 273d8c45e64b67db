// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/c_api/border.hpp"

#include <SQLiteCpp/Exception.h>
#include <sodium.h>

#include <string_view>

#include "client-sdk/network/no_connection.hpp"
#include "protocol/carriage/told_failure.hpp"

namespace veldwerk::device {
namespace {

static_assert(VELDWERK_REASON_WRONG_USE == static_cast<int>(Reason::wrong_use) &&
                  VELDWERK_REASON_ROLLED_BACK == static_cast<int>(Reason::rolled_back) &&
                  VELDWERK_REASON_CROWDED == static_cast<int>(Reason::crowded),
              "veldwerk_reason has the numbers of Reason");

struct Verdict {
    veldwerk_status status{};
    veldwerk_reason reason{};
    std::uint64_t retry_after_ms{};
};

veldwerk_status tell(const Verdict& verdict, std::string_view detail, veldwerk_error* error) {
    if (error == nullptr) return verdict.status;
    *error = {};
    error->status = verdict.status;
    error->reason = verdict.reason;
    error->retry_after_ms = verdict.retry_after_ms;
    std::size_t size = std::min(detail.size(), sizeof error->detail - 1);
    // A letter of several bytes is not cut in two.
    while (size < detail.size() && size > 0 &&
           (static_cast<unsigned char>(detail[size]) & 0xc0) == 0x80) {
        --size;
    }
    detail.copy(error->detail, size);
    return verdict.status;
}

}  // namespace

Replica& replica_of(veldwerk_replica* handle) {
    demand(handle != nullptr, "the replica is NULL");
    expect(!handle->broken, "this handle broke earlier: close it");
    demand(handle->replica != nullptr, "the office has wiped this replica: close it");
    return *handle->replica;
}

Luck system_luck() {
    expect(sodium_init() >= 0, "libsodium starts");
    return [](void* bytes, std::size_t count) { randombytes_buf(bytes, count); };
}

Result<std::unique_ptr<Replica>> open_replica(const veldwerk_replica& handle, bool create) {
    ReplicaFile file{.path = handle.path, .luck = system_luck(), .create = create,
                     .now = handle.now};
    const bool given = handle.key(handle.key_context, file.key.data()) == 0;
    if (!given) {
        return refuse(Reason::not_authorised, "the key store gave no key: unlock it and try again");
    }
    auto opened = Replica::open(file);
    sodium_memzero(file.key.data(), file.key.size());
    return opened;
}

std::string text_of(const char* text, const char* if_null) {
    if (text != nullptr) return text;
    demand(if_null != nullptr, "a text is NULL");
    return if_null;
}

veldwerk_status succeed(veldwerk_error* error) { return tell({}, "", error); }

veldwerk_status say_no(const Error& why, veldwerk_error* error) {
    const bool later = why.reason == Reason::crowded;
    return tell({.status = later ? VELDWERK_FAILED : VELDWERK_REFUSED,
                 .reason = static_cast<veldwerk_reason>(why.reason)},
                why.detail, error);
}

veldwerk_status translate_exception(veldwerk_replica* handle, veldwerk_error* error) {
    try {
        throw;
    } catch (const Misuse& mistake) {
        return tell({VELDWERK_MISUSED, VELDWERK_REASON_WRONG_USE}, mistake.what(), error);
    } catch (const ComeBackLater& crowded) {
        return tell({VELDWERK_FAILED, VELDWERK_REASON_CROWDED, crowded.retry_after_ms},
                    crowded.what(), error);
    } catch (const NoConnection& failure) {
        return tell({VELDWERK_FAILED, VELDWERK_REASON_NO_CONNECTION}, failure.what(), error);
    } catch (const SQLite::Exception& failure) {
        return tell({VELDWERK_FAILED, VELDWERK_REASON_STORAGE}, carriage::told_failure(failure),
                    error);
    } catch (const BrokenInvariant& bug) {
        if (handle != nullptr) handle->broken = true;
        return tell({VELDWERK_BROKEN, VELDWERK_REASON_UNEXPECTED}, bug.what(), error);
    } catch (const std::exception& failure) {
        return tell({VELDWERK_FAILED, VELDWERK_REASON_UNEXPECTED}, carriage::told_failure(failure),
                    error);
    } catch (...) {
        if (handle != nullptr) handle->broken = true;
        return tell({VELDWERK_BROKEN, VELDWERK_REASON_UNEXPECTED}, "something unknown was thrown",
                    error);
    }
}

}  // namespace veldwerk::device
