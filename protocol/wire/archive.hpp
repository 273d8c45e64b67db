// SPDX-License-Identifier: EUPL-1.2
// The archive pair that may read network bytes. cereal's stock binary archive believes every length
// it is told; ours derives from cereal's own bases and refuses any length above the bytes that
// remain, before memory is taken. Integers travel as shortest-form LEB128 (zigzag when signed), so
// small numbers are small and there is one encoding for each. No floats, pointers, polymorphism or
// class versions: what is not declared here does not compile.
//
// Messages grow at the end only: a reader stops after the fields it knows and skips the rest.
#pragma once

#include <cereal/cereal.hpp>
#include <cereal/types/array.hpp>
#include <cereal/types/string.hpp>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "protocol/records/result.hpp"
#include "protocol/records/varint.hpp"

namespace veldwerk {

/// Thrown inside an archive only; `decode` turns it into Reason::malformed at the border.
class MalformedBytes : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A list with its bound: `archive(bounded(list, limits::...))`.
template <class T>
struct Bounded {
    std::vector<T>& list;
    std::size_t count_max;
};
template <class T>
Bounded<T> bounded(std::vector<T>& list, std::size_t count_max) {
    return {list, count_max};
}

class BoundedOutput : public cereal::OutputArchive<BoundedOutput, cereal::AllowEmptyClassElision> {
public:
    explicit BoundedOutput(std::string& out)
        : cereal::OutputArchive<BoundedOutput, cereal::AllowEmptyClassElision>(this), out_(out) {}

    template <class T>
    void number(T value) {
        if constexpr (std::is_signed_v<T>) {
            append_zigzag(out_, value);
        } else {
            append_varint(out_, value);
        }
    }
    void bytes(const void* data, std::size_t size) {
        out_.append(static_cast<const char*>(data), size);
    }

private:
    std::string& out_;
};

class BoundedInput : public cereal::InputArchive<BoundedInput, cereal::AllowEmptyClassElision> {
public:
    explicit BoundedInput(std::string_view bytes)
        : cereal::InputArchive<BoundedInput, cereal::AllowEmptyClassElision>(this), rest_(bytes) {}

    template <class T>
    void number(T& value) {
        if constexpr (std::is_signed_v<T>) {
            value = narrowed<T>(read_zigzag(rest_));
        } else {
            value = narrowed<T>(read_varint(rest_));
        }
    }
    void size(cereal::size_type& value) {
        number(value);
        if (value > rest_.size()) {
            throw MalformedBytes("a length is larger than the bytes that remain");
        }
    }
    void bytes(void* data, std::size_t size) {
        if (size > rest_.size()) throw MalformedBytes("the bytes end too early");
        rest_.copy(static_cast<char*>(data), size);
        rest_.remove_prefix(size);
    }
    [[nodiscard]] std::size_t remaining() const { return rest_.size(); }

private:
    template <class T, class Wide>
    static T narrowed(const std::optional<Wide>& read) {
        if (!read) throw MalformedBytes("a number is not well formed");
        const auto value = static_cast<T>(*read);
        if (static_cast<Wide>(value) != *read) throw MalformedBytes("a number is out of range");
        return value;
    }

    std::string_view rest_;
};

template <class T>
inline constexpr bool is_archive_number = std::is_integral_v<T> && !std::is_same_v<T, char>;

template <class T>
    requires is_archive_number<T>
void CEREAL_SAVE_FUNCTION_NAME(BoundedOutput& archive, const T& value) {
    using Number = std::conditional_t<std::is_same_v<T, bool>, std::uint8_t, T>;
    archive.number(static_cast<Number>(value));
}
template <class T>
    requires is_archive_number<T>
void CEREAL_LOAD_FUNCTION_NAME(BoundedInput& archive, T& value) {
    if constexpr (std::is_same_v<T, bool>) {
        std::uint8_t number = 0;
        archive.number(number);
        if (number > 1) throw MalformedBytes("neither yes nor no");
        value = number == 1;
    } else {
        archive.number(value);
    }
}

template <class T>
void CEREAL_SAVE_FUNCTION_NAME(BoundedOutput& archive, const cereal::SizeTag<T>& tag) {
    archive.number(static_cast<cereal::size_type>(tag.size));
}
template <class T>
void CEREAL_LOAD_FUNCTION_NAME(BoundedInput& archive, cereal::SizeTag<T>& tag) {
    cereal::size_type size = 0;
    archive.size(size);
    tag.size = static_cast<std::remove_reference_t<decltype(tag.size)>>(size);
}

template <class T>
    requires(sizeof(std::remove_pointer_t<T>) == 1)
void CEREAL_SAVE_FUNCTION_NAME(BoundedOutput& archive, const cereal::BinaryData<T>& data) {
    archive.bytes(data.data, static_cast<std::size_t>(data.size));
}
template <class T>
    requires(sizeof(std::remove_pointer_t<T>) == 1)
void CEREAL_LOAD_FUNCTION_NAME(BoundedInput& archive, cereal::BinaryData<T>& data) {
    archive.bytes(data.data, static_cast<std::size_t>(data.size));
}

template <class T>
void CEREAL_SAVE_FUNCTION_NAME(BoundedOutput& archive, const Bounded<T>& bounded_list) {
    archive.number(static_cast<std::uint64_t>(bounded_list.list.size()));
    for (const T& item : bounded_list.list) archive(item);
}
template <class T>
void CEREAL_LOAD_FUNCTION_NAME(BoundedInput& archive, Bounded<T>& bounded_list) {
    cereal::size_type count = 0;
    archive.size(count);
    if (count > bounded_list.count_max) throw MalformedBytes("a list is longer than allowed");
    bounded_list.list.clear();
    for (cereal::size_type i = 0; i < count; ++i) archive(bounded_list.list.emplace_back());
}

template <class T>
[[nodiscard]] std::string encode(const T& message) {
    std::string out;
    BoundedOutput archive(out);
    archive(message);
    return out;
}

/// Reads a message from the front; what follows the fields this version knows is skipped.
template <class T>
[[nodiscard]] Result<T> decode(std::string_view bytes) {
    try {
        T message{};
        BoundedInput archive(bytes);
        archive(message);
        return message;
    } catch (const std::exception& error) {
        // Ours, cereal's own, and the std::length_error that a hostile length can raise.
        return refuse(Reason::malformed, error.what());
    }
}

}  // namespace veldwerk

CEREAL_REGISTER_ARCHIVE(veldwerk::BoundedOutput)
CEREAL_REGISTER_ARCHIVE(veldwerk::BoundedInput)
CEREAL_SETUP_ARCHIVE_TRAITS(veldwerk::BoundedInput, veldwerk::BoundedOutput)
