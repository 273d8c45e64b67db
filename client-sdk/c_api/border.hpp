// SPDX-License-Identifier: EUPL-1.2
// The border between C and C++: what stands behind the opaque handles, and how a Result or an
// exception becomes a status and a sentence. Nothing escapes a function that runs `at_border`; a
// broken invariant breaks its handle, and the host app lives.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstring>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "client-sdk/include/veldwerk.h"
#include "client-sdk/network/watching.hpp"
#include "client-sdk/replica/replica.hpp"

struct veldwerk_text {
    std::string bytes;
};

struct veldwerk_replica {
    std::unique_ptr<veldwerk::device::Replica> replica;  ///< none once the office has wiped it
    std::string path;
    veldwerk_key_callback key{};
    void* key_context{};
    std::function<veldwerk::Instant()> now;
    std::string app_version;
    bool broken{};
    std::shared_ptr<std::atomic<int>> watches = std::make_shared<std::atomic<int>>(0);
};

struct veldwerk_watch {
    std::shared_ptr<std::atomic<int>> watches;  ///< of the replica that it was started on
    std::unique_ptr<veldwerk::device::Watching> watching;
};

namespace veldwerk::device {

/// The caller's mistake.
class Misuse : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

/// The office asked to come back later.
class ComeBackLater : public std::runtime_error {
public:
    ComeBackLater(const std::string& what, std::uint64_t after_ms)
        : std::runtime_error(what), retry_after_ms(after_ms) {}
    std::uint64_t retry_after_ms;
};

inline void demand(bool holds, const char* sentence) {
    if (!holds) throw Misuse(sentence);
}

/// The replica behind a handle; throws Misuse for NULL and BrokenInvariant for a broken handle.
[[nodiscard]] Replica& replica_of(veldwerk_replica* handle);
/// The key from the app's callback, opened with the handle's path. Refuses as Replica::open does.
[[nodiscard]] Result<std::unique_ptr<Replica>> open_replica(const veldwerk_replica& handle,
                                                            bool create);
[[nodiscard]] Luck system_luck();

/// What the caller knows of an options struct; the rest is zero.
template <class Options>
[[nodiscard]] Options options_of(const Options* given) {
    demand(given != nullptr, "the options are NULL");
    demand(given->struct_size >= sizeof(std::size_t) && given->struct_size % alignof(Options) == 0,
           "struct_size is not the size of the options");
    Options options{};
    std::memcpy(&options, given, std::min(given->struct_size, sizeof options));
    return options;
}
[[nodiscard]] std::string text_of(const char* text, const char* if_null);

veldwerk_status succeed(veldwerk_error* error);
veldwerk_status say_no(const Error& why, veldwerk_error* error);
/// Of the exception that is being handled.
veldwerk_status translate_exception(veldwerk_replica* handle, veldwerk_error* error);

/// `call` returns Result<void>.
template <class Call>
veldwerk_status at_border(veldwerk_replica* handle, veldwerk_error* error, Call call) noexcept {
    try {
        const Result<void> answer = call();
        return answer ? succeed(error) : say_no(answer.error(), error);
    } catch (...) {
        return translate_exception(handle, error);
    }
}

/// `call` gets the replica and returns Result<std::string>.
template <class Call>
veldwerk_status answer_at_border(veldwerk_replica* handle, veldwerk_text** result,
                                 veldwerk_error* error, Call call) noexcept {
    if (result != nullptr) *result = nullptr;
    return at_border(handle, error, [&]() -> Result<void> {
        demand(result != nullptr, "the place for the result is NULL");
        Result<std::string> answer = call(replica_of(handle));
        if (!answer) return tl::unexpected<Error>(answer.error());
        *result = new veldwerk_text{std::move(*answer)};
        return {};
    });
}

}  // namespace veldwerk::device
