// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/typed_fields.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "protocol/carriage/type_names.hpp"
#include "protocol/records/schema.hpp"
#include "protocol/wire/limits.hpp"

namespace veldwerk::carriage {
namespace {

/// `a,b` as its elements, blanks around them left to whoever parses them.
std::vector<std::string> elements_of(const std::string& text) {
    std::vector<std::string> elements;
    std::size_t start = 0;
    while (start <= text.size()) {
        const auto comma = std::min(text.find(',', start), text.size());
        if (comma > start) elements.push_back(text.substr(start, comma - start));
        start = comma + 1;
    }
    return elements;
}

Result<std::string> content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return refuse(Reason::wrong_use, "cannot read " + path);
    std::string content{std::istreambuf_iterator<char>(file), {}};
    if (content.size() > limits::value_bytes_max) {
        return refuse(Reason::too_large, path + " is larger than any field may be");
    }
    return content;
}

/// The SHA-256 of a file as hexadecimal text, read piece by piece: it may be of any size.
Result<std::string> hash_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return refuse(Reason::wrong_use, "cannot read " + path);
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    std::array<char, 64 * 1024> piece{};
    while (file) {
        file.read(piece.data(), piece.size());
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(piece.data()),
                                  static_cast<unsigned long long>(file.gcount()));
    }
    if (!file.eof()) return refuse(Reason::wrong_use, "cannot read " + path);
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256_final(&state, hash.data());
    std::array<char, 2 * crypto_hash_sha256_BYTES + 1> text{};
    return std::string(
        sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size()));
}

Result<FieldEdit> parse_one(const RecordType& type, const std::string& word) {
    const auto equals = word.find('=');
    if (equals == std::string::npos || equals == 0) {
        return refuse(Reason::wrong_use, '"' + word + "\" is not of the form field=value");
    }
    FieldEdit edit{.field = word.substr(0, equals)};
    if (edit.field.back() == '+') edit.mode = EditMode::add;
    if (edit.field.back() == '-') edit.mode = EditMode::remove;
    if (edit.mode != EditMode::set) edit.field.pop_back();
    std::string text = word.substr(equals + 1);
    const Field* field = type.find(edit.field);
    if (text.starts_with('@')) {
        // What people write as bytes is the hash of something that stays with them.
        const bool hashed = field != nullptr && field->kind == Kind::bytes;
        auto content = hashed ? hash_of(text.substr(1)) : content_of(text.substr(1));
        if (!content) return tl::unexpected<Error>(content.error());
        text = std::move(*content);
    }
    if (field != nullptr && field->is_set()) {
        edit.values = elements_of(text);
    } else if (!text.empty()) {
        edit.values.push_back(std::move(text));
    }
    return edit;
}

}  // namespace

Result<std::vector<FieldEdit>> parse_typed_fields(const std::string& type,
                                                  std::span<const std::string> words) {
    const RecordType* known = find_type(type);
    if (known == nullptr) {
        return refuse(Reason::wrong_use, told_unknown_type(type));
    }
    std::vector<FieldEdit> edits;
    for (const std::string& word : words) {
        auto edit = parse_one(*known, word);
        if (!edit) return tl::unexpected<Error>(edit.error());
        edits.push_back(std::move(*edit));
    }
    return edits;
}

RecordName parse_record_name(const std::string& text) {
    const auto at = text.find('@');
    if (at == std::string::npos) return {text, {}};
    return {text.substr(0, at), text.substr(at + 1)};
}

}  // namespace veldwerk::carriage
