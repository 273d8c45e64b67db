// SPDX-License-Identifier: EUPL-1.2
// The replaced operator new and delete stand on malloc and free, which the sanitizers watch as
// well. Every form is replaced but the over-aligned ones, so that none of a sanitizer's own meets
// ours.
#include "tests/protocol/wire/memory_taken.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {
std::atomic<std::size_t> bytes_taken{0};
}  // namespace

void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    bytes_taken += size;
    return std::malloc(size == 0 ? 1 : size);
}
void* operator new(std::size_t size) {
    if (void* memory = operator new(size, std::nothrow)) return memory;
    throw std::bad_alloc();
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    return operator new(size, std::nothrow);
}
void* operator new[](std::size_t size) { return operator new(size); }

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { std::free(memory); }

namespace veldwerk::proof {

MemoryTaken::MemoryTaken() : before_(bytes_taken) {}
std::size_t MemoryTaken::bytes() const { return bytes_taken - before_; }

}  // namespace veldwerk::proof
