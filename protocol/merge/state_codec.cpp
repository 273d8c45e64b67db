// SPDX-License-Identifier: EUPL-1.2
#include "protocol/merge/state_codec.hpp"

#include <algorithm>
#include <tuple>

#include "protocol/records/varint.hpp"
#include "protocol/wire/limits.hpp"

namespace veldwerk {
namespace {

constexpr std::uint64_t has_element = 1;
constexpr std::uint64_t elided = 2;

const Error malformed_state{Reason::malformed, "a record's state is not well formed"};

std::vector<Author> distinct_authors(const RecordState& state) {
    std::vector<Author> authors;
    for (const auto& candidate : state.candidates) {
        if (std::find(authors.begin(), authors.end(), candidate.by) == authors.end()) {
            authors.push_back(candidate.by);
        }
    }
    return authors;
}

void append_text(std::string& out, std::string_view text) {
    append_varint(out, text.size());
    out += text;
}

bool read_text(std::string_view& bytes, std::string& text) {
    const auto length = read_varint(bytes);
    if (!length || *length > bytes.size() || *length > limits::value_bytes_max) return false;
    text.assign(bytes.substr(0, *length));
    bytes.remove_prefix(*length);
    return true;
}

/// A count of things that take at least a byte each.
bool read_count(std::string_view& bytes, std::size_t& count) {
    const auto read = read_varint(bytes);
    if (!read || *read > bytes.size()) return false;
    count = static_cast<std::size_t>(*read);
    return true;
}

bool read_authors(std::string_view& bytes, const Origins& origins, std::vector<Author>& authors) {
    std::size_t count = 0;
    if (!read_count(bytes, count)) return false;
    std::int64_t first_claimed = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto number = read_varint(bytes);
        const auto counter = read_varint(bytes);
        const auto claimed = read_zigzag(bytes);
        const Origin* origin = number ? origins.find(*number) : nullptr;
        if (origin == nullptr || !counter || !claimed) return false;
        if (i == 0) first_claimed = *claimed;
        const std::int64_t time = i == 0 ? *claimed : first_claimed + *claimed;
        authors.push_back({{origin->writer, *counter}, origin->person, Instant{time}, origin->act});
    }
    return true;
}

bool read_candidate(std::string_view& bytes, const std::vector<Author>& authors,
                    const Fill* fill, Candidate& candidate) {
    const auto head = read_varint(bytes);
    if (!head) return false;
    candidate.slot = static_cast<SlotNumber>(*head >> 2);
    std::uint64_t author = 0;
    if (authors.size() > 1) {
        const auto read = read_varint(bytes);
        if (!read || *read >= authors.size()) return false;
        author = *read;
    }
    if (authors.empty()) return false;
    candidate.by = authors[author];
    if ((*head & has_element) != 0 && !read_text(bytes, candidate.element)) return false;
    if ((*head & elided) != 0) {
        if (fill == nullptr) return false;
        candidate.value = (*fill)(candidate.slot);
        return true;
    }
    return read_text(bytes, candidate.value);
}

bool read_early(std::string_view& bytes, RecordState& state) {
    std::size_t count = 0;
    if (!read_count(bytes, count)) return false;
    for (std::size_t i = 0; i < count; ++i) {
        Replaced early;
        const auto slot = read_varint(bytes);
        if (!slot || !read_text(bytes, early.element) || bytes.size() < 17) return false;
        early.slot = static_cast<SlotNumber>(*slot);
        early.stamp.writer = *WriterId::from_view(bytes.substr(0, 16));
        early.by_act = bytes[16] != 0;
        bytes.remove_prefix(17);
        const auto counter = read_varint(bytes);
        if (!counter) return false;
        early.stamp.counter = *counter;
        state.early.push_back(std::move(early));
    }
    return true;
}

bool read_bases(std::string_view& bytes, RecordState& state) {
    std::size_t count = 0;
    if (!read_count(bytes, count)) return false;
    for (std::size_t i = 0; i < count; ++i) {
        const auto slot = read_varint(bytes);
        Base base;
        if (!slot || !read_text(bytes, base.value)) return false;
        base.slot = static_cast<SlotNumber>(*slot);
        state.bases.push_back(std::move(base));
    }
    return true;
}

}  // namespace

void append_state(std::string& out, const RecordState& state, Origins& origins, StateForm form) {
    const auto authors = distinct_authors(state);
    append_varint(out, authors.size());
    for (const auto& author : authors) {
        append_varint(out, origins.number(origin_of(author)));
        append_varint(out, author.stamp.counter);
        const bool first = &author == &authors.front();
        const std::int64_t relative_to = first ? 0 : authors.front().claimed.unix_ms;
        append_zigzag(out, author.claimed.unix_ms - relative_to);
    }
    append_varint(out, state.candidates.size());
    for (const auto& candidate : state.candidates) {
        const bool elide = form.elide != nullptr && (*form.elide)(candidate);
        std::uint64_t head = static_cast<std::uint64_t>(candidate.slot) << 2;
        if (!candidate.element.empty()) head |= has_element;
        if (elide) head |= elided;
        append_varint(out, head);
        if (authors.size() > 1) {
            const auto author = std::find(authors.begin(), authors.end(), candidate.by);
            append_varint(out, static_cast<std::uint64_t>(author - authors.begin()));
        }
        if (!candidate.element.empty()) append_text(out, candidate.element);
        if (!elide) append_text(out, candidate.value);
    }
    append_varint(out, state.bases.size());
    for (const auto& base : state.bases) {
        append_varint(out, base.slot);
        append_text(out, base.value);
    }
    append_varint(out, form.with_early ? state.early.size() : 0);
    if (!form.with_early) return;
    for (const auto& early : state.early) {
        append_varint(out, early.slot);
        append_text(out, early.element);
        out += early.stamp.writer.view();
        out.push_back(early.by_act ? '\x01' : '\x00');
        append_varint(out, early.stamp.counter);
    }
}

Result<void> read_state(std::string_view& bytes, RecordState& state, const Origins& origins,
                        const Fill* fill) {
    std::vector<Author> authors;
    std::size_t count = 0;
    if (!read_authors(bytes, origins, authors) || !read_count(bytes, count)) {
        return tl::unexpected<Error>(malformed_state);
    }
    for (std::size_t i = 0; i < count; ++i) {
        Candidate candidate;
        if (!read_candidate(bytes, authors, fill, candidate)) {
            return tl::unexpected<Error>(malformed_state);
        }
        const auto key = [](const Candidate& c) { return std::tie(c.slot, c.element, c.by.stamp); };
        if (i > 0 && !(key(state.candidates.back()) < key(candidate))) {
            return tl::unexpected<Error>(malformed_state);
        }
        state.candidates.push_back(std::move(candidate));
    }
    if (!read_bases(bytes, state) || !read_early(bytes, state)) {
        return tl::unexpected<Error>(malformed_state);
    }
    return {};
}

}  // namespace veldwerk
