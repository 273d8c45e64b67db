// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/replica/layer_bytes.hpp"

#include "protocol/records/varint.hpp"

namespace veldwerk::device {
namespace {

constexpr std::size_t version_digits = 8;

std::uint64_t take_number(std::string_view& bytes) {
    const auto number = read_varint(bytes);
    expect(number.has_value(), "a stored layer reads back");
    return *number;
}

}  // namespace

std::string write_past_versions(const std::vector<PastVersion>& past) {
    std::string bytes;
    for (const auto& one : past) {
        expect(one.version.size() == version_digits, "a version has eight digits");
        bytes += one.version;
        append_varint(bytes, one.slots.size());
        for (const auto& slot : one.slots) {
            append_varint(bytes, slot.slot);
            append_varint(bytes, slot.version);
        }
    }
    return bytes;
}

std::vector<PastVersion> read_past_versions(std::string_view bytes) {
    std::vector<PastVersion> past;
    while (!bytes.empty()) {
        expect(bytes.size() > version_digits, "a stored layer reads back");
        PastVersion one{std::string(bytes.substr(0, version_digits)), {}};
        bytes.remove_prefix(version_digits);
        for (std::uint64_t left = take_number(bytes); left > 0; --left) {
            const auto slot = static_cast<SlotNumber>(take_number(bytes));
            one.slots.push_back({slot, static_cast<std::uint32_t>(take_number(bytes))});
        }
        past.push_back(std::move(one));
    }
    return past;
}

std::string write_counters(const std::vector<std::uint64_t>& counters) {
    std::string bytes;
    std::uint64_t before = 0;
    for (const std::uint64_t counter : counters) {
        append_varint(bytes, counter - before);
        before = counter;
    }
    return bytes;
}

std::vector<std::uint64_t> read_counters(std::string_view bytes) {
    std::vector<std::uint64_t> counters;
    while (!bytes.empty()) {
        counters.push_back((counters.empty() ? 0 : counters.back()) + take_number(bytes));
    }
    return counters;
}

}  // namespace veldwerk::device
