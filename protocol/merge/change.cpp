// SPDX-License-Identifier: EUPL-1.2
#include "protocol/merge/change.hpp"

#include <array>

#include "protocol/records/varint.hpp"
#include "protocol/wire/limits.hpp"

namespace veldwerk {
namespace {

constexpr std::array<std::string_view, 16> act_names{
    "none",   "write",  "grant",  "reject", "decide", "close",   "approve", "assign",
    "enrol",  "revoke", "retire", "wipe",   "erase",  "publish", "epoch",   "day"};

constexpr std::uint64_t flag_creates = 1;

void append_bytes(std::string& out, std::string_view bytes) {
    append_varint(out, bytes.size());
    out += bytes;
}

void append_stamps(std::string& out, const std::vector<Stamp>& stamps) {
    append_varint(out, stamps.size());
    for (const auto& stamp : stamps) {
        out += stamp.writer.view();
        append_varint(out, stamp.counter);
    }
}

/// Reads in order and remembers the first failure; after it everything reads as empty, so that the
/// caller checks once, at the end. No count is believed beyond what the bytes left could hold.
class ChangeReader {
public:
    explicit ChangeReader(std::string_view bytes) : rest_(bytes) {}

    [[nodiscard]] bool failed() const { return failed_; }

    std::uint64_t number() {
        const auto read = read_varint(rest_);
        if (!read) failed_ = true;
        return read.value_or(0);
    }
    std::int64_t signed_number() {
        const auto read = read_zigzag(rest_);
        if (!read) failed_ = true;
        return read.value_or(0);
    }
    std::uint32_t small_number() {
        const std::uint64_t read = number();
        if (read > 0xffffffffU) failed_ = true;
        return static_cast<std::uint32_t>(read);
    }
    /// An act that a later version knows stays one; never does its number wrap to a device's.
    Act act() {
        const std::uint64_t read = number();
        if (read > 0xff) failed_ = true;
        return static_cast<Act>(read & 0xff);
    }
    std::string_view bytes(std::size_t length) {
        if (failed_ || length > rest_.size()) {
            failed_ = true;
            return {};
        }
        const std::string_view read = rest_.substr(0, length);
        rest_.remove_prefix(length);
        return read;
    }
    template <class SomeId>
    SomeId id() {
        return SomeId::from_view(bytes(16)).value_or(SomeId{});
    }
    std::string text(std::size_t bytes_max) {
        const std::uint64_t length = number();
        if (length > bytes_max) failed_ = true;
        return failed_ ? std::string{} : std::string(bytes(length));
    }
    /// How many of something that takes at least `bytes_each` follow.
    std::size_t count(std::size_t count_max, std::size_t bytes_each) {
        const std::uint64_t read = number();
        if (read > count_max || read * bytes_each > rest_.size()) failed_ = true;
        return failed_ ? 0 : static_cast<std::size_t>(read);
    }
    std::vector<Stamp> stamps() {
        std::vector<Stamp> read(count(limits::replaces_per_write_max, 17));
        for (auto& stamp : read) {
            stamp.writer = id<WriterId>();
            stamp.counter = number();
            if (stamp.counter == 0) failed_ = true;
        }
        return read;
    }

private:
    std::string_view rest_;
    bool failed_ = false;
};

RecordWrites read_record_writes(ChangeReader& reader) {
    RecordWrites writes;
    writes.type = reader.small_number();
    writes.record = reader.id<RecordId>();
    writes.creates = (reader.number() & flag_creates) != 0;
    writes.writes.resize(reader.count(limits::writes_per_change_max, 4));
    for (auto& write : writes.writes) {
        write.slot = reader.small_number();
        write.element = reader.text(limits::note_bytes_max);
        write.value = reader.text(limits::value_bytes_max);
        write.replaces = reader.stamps();
    }
    return writes;
}

}  // namespace

std::string_view name_of(Act act) {
    const auto number = static_cast<std::size_t>(act);
    return number < act_names.size() ? act_names[number] : "unknown";
}

const Write* Change::find(const RecordId& record, SlotNumber slot,
                          std::string_view element) const {
    for (const auto& writes : records) {
        if (writes.record != record) continue;
        for (const auto& write : writes.writes) {
            if (write.slot == slot && write.element == element) return &write;
        }
    }
    return nullptr;
}

std::string encode_change(const Change& change) {
    std::string out;
    out.reserve(160);
    append_varint(out, change.schema);
    append_varint(out, static_cast<std::uint64_t>(change.act));
    out += change.person.view();
    out += change.basis.epoch.view();
    append_varint(out, change.basis.position);
    append_zigzag(out, change.claimed.unix_ms);
    for (int shift = 0; shift < 64; shift += 8) {
        out.push_back(static_cast<char>((change.id >> shift) & 0xff));
    }
    append_varint(out, change.records.size());
    for (const auto& record : change.records) {
        append_varint(out, record.type);
        out += record.record.view();
        append_varint(out, record.creates ? flag_creates : 0);
        append_varint(out, record.writes.size());
        for (const auto& write : record.writes) {
            append_varint(out, write.slot);
            append_bytes(out, write.element);
            append_bytes(out, write.value);
            append_stamps(out, write.replaces);
        }
    }
    append_stamps(out, change.discards);
    return out;
}

Result<Change> decode_change(std::string_view bytes, const Stamp& stamp) {
    if (bytes.size() > limits::change_bytes_max) {
        return refuse(Reason::too_large, "a change is larger than the protocol allows");
    }
    ChangeReader reader(bytes);
    Change change;
    change.stamp = stamp;
    change.schema = reader.small_number();
    change.act = reader.act();
    change.person = reader.id<RecordId>();
    change.basis.epoch = reader.id<EpochId>();
    change.basis.position = reader.number();
    change.claimed.unix_ms = reader.signed_number();
    const std::string_view id = reader.bytes(8);
    for (std::size_t i = 0; i < id.size(); ++i) {
        change.id |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(id[i])) << (8 * i);
    }
    const std::size_t records = reader.count(limits::writes_per_change_max, 19);
    for (std::size_t i = 0; i < records && !reader.failed(); ++i) {
        change.records.push_back(read_record_writes(reader));
    }
    change.discards = reader.stamps();
    if (reader.failed()) return refuse(Reason::malformed, "a change is not well formed");
    return change;
}

}  // namespace veldwerk
