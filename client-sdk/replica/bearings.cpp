// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/replica/bearings.hpp"

#include "protocol/records/value.hpp"

namespace veldwerk::device {
namespace {

// Names are bound as blobs, here and nowhere else, so they compare as such.
constexpr const char* read_bearing = "SELECT value FROM bearing WHERE name = CAST(? AS TEXT)";
constexpr const char* write_bearing =
    "INSERT OR REPLACE INTO bearing(name, value) VALUES (CAST(? AS TEXT), ?)";

}  // namespace

WriterId new_writer(const Store& store) {
    WriterId writer;
    store.fill(writer.bytes.data(), writer.bytes.size());
    writer.bytes[6] = static_cast<std::uint8_t>((writer.bytes[6] & 0x0f) | 0x40);  // UUIDv4
    writer.bytes[8] = static_cast<std::uint8_t>((writer.bytes[8] & 0x3f) | 0x80);
    return writer;
}

std::string Bearings::text(std::string_view name) {
    Loan row = store_.ask(read_bearing, name);
    return row.step() ? row.bytes(0) : std::string{};
}

void Bearings::set_text(std::string_view name, std::string_view text) {
    store_.run(write_bearing, name, text);
}

std::int64_t Bearings::number(std::string_view name) {
    return decode_integer(text(name)).value_or(0);
}

void Bearings::set_number(std::string_view name, std::int64_t number) {
    set_text(name, encode_integer(number));
}

}  // namespace veldwerk::device
