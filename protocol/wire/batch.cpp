// SPDX-License-Identifier: EUPL-1.2
#include "protocol/wire/batch.hpp"

#include <algorithm>

#include "protocol/merge/state_codec.hpp"
#include "protocol/wire/limits.hpp"

namespace veldwerk {
namespace {

const Error malformed_batch{Reason::malformed, "a batch of records is not well formed"};

template <class SomeId>
bool read_id(std::string_view& bytes, SomeId& id) {
    if (bytes.size() < 16) return false;
    id = *SomeId::from_view(bytes.substr(0, 16));
    bytes.remove_prefix(16);
    return true;
}

bool read_scopes(std::string_view& bytes, std::vector<ScopeName>& scopes) {
    const auto count = read_varint(bytes);
    if (!count || *count > limits::records_per_batch_max) return false;
    for (std::uint64_t i = 0; i < *count; ++i) {
        const auto number = read_varint(bytes);
        const auto kind = read_varint(bytes);
        ScopeName scope;
        if (!number || !kind || *kind > 3 || !read_id(bytes, scope.root)) return false;
        scope.number = static_cast<ScopeNumber>(*number);
        scope.kind = static_cast<Scope>(*kind);
        scopes.push_back(scope);
    }
    return true;
}

bool read_origins(std::string_view& bytes, Origins& origins) {
    const auto count = read_varint(bytes);
    constexpr std::size_t origin_bytes = 33;
    if (!count || *count > bytes.size() / origin_bytes) return false;
    std::vector<Origin> read;
    for (std::uint64_t i = 0; i < *count; ++i) {
        Origin origin;
        if (!read_id(bytes, origin.writer) || !read_id(bytes, origin.person) || bytes.empty()) {
            return false;
        }
        origin.act = bytes.front() != '\0';
        bytes.remove_prefix(1);
        read.push_back(origin);
    }
    origins.assign(std::move(read));
    return true;
}

}  // namespace

void BatchWriter::add(const ScopeName& scope, std::uint64_t position, const RecordState& state) {
    auto at = std::find(scopes_.rbegin(), scopes_.rend(), scope);
    if (at == scopes_.rend()) {
        scopes_.push_back(scope);
        at = scopes_.rbegin();
    }
    const auto index = static_cast<std::uint64_t>(scopes_.rend() - at - 1);
    append_varint(records_, state.type);
    records_ += state.id.view();
    append_varint(records_, index);
    append_zigzag(records_, static_cast<std::int64_t>(position - last_position_));
    append_state(records_, state, origins_, {});
    last_position_ = position;
    ++count_;
}

bool BatchWriter::full() const {
    return count_ >= limits::records_per_batch_max ||
           records_.size() >= limits::batch_bytes_target;
}

std::string BatchWriter::take() {
    std::string bytes;
    bytes.reserve(records_.size() + 64 * origins_.all().size() + 32 * scopes_.size() + 16);
    append_varint(bytes, scopes_.size());
    for (const auto& scope : scopes_) {
        append_varint(bytes, scope.number);
        append_varint(bytes, static_cast<std::uint64_t>(scope.kind));
        bytes += scope.root.view();
    }
    append_varint(bytes, origins_.all().size());
    for (const auto& origin : origins_.all()) {
        bytes += origin.writer.view();
        bytes += origin.person.view();
        bytes.push_back(origin.act ? '\x01' : '\x00');
    }
    append_varint(bytes, count_);
    bytes += records_;
    *this = BatchWriter{};
    return bytes;
}

Result<BatchReader> BatchReader::open(std::string_view bytes) {
    BatchReader reader;
    if (!read_scopes(bytes, reader.scopes_) || !read_origins(bytes, reader.origins_)) {
        return tl::unexpected<Error>(malformed_batch);
    }
    const auto count = read_varint(bytes);
    if (!count || *count > limits::records_per_batch_max) {
        return tl::unexpected<Error>(malformed_batch);
    }
    reader.left_ = static_cast<std::size_t>(*count);
    reader.rest_ = bytes;
    return reader;
}

Result<FeedEntry> BatchReader::next() {
    FeedEntry entry;
    const auto type = read_varint(rest_);
    if (!type || !read_id(rest_, entry.state.id)) return tl::unexpected<Error>(malformed_batch);
    const auto scope = read_varint(rest_);
    const auto position = read_zigzag(rest_);
    if (!scope || *scope >= scopes_.size() || !position) {
        return tl::unexpected<Error>(malformed_batch);
    }
    entry.state.type = static_cast<TypeNumber>(*type);
    entry.scope = scopes_[*scope].number;
    last_position_ += static_cast<std::uint64_t>(*position);
    entry.position = last_position_;
    if (auto read = read_state(rest_, entry.state, origins_); !read) {
        return tl::unexpected<Error>(read.error());
    }
    --left_;
    return entry;
}

}  // namespace veldwerk
