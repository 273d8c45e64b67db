// SPDX-License-Identifier: EUPL-1.2
#include "daemon/custody/mentions.hpp"

#include <algorithm>

#include "daemon/office/settings.hpp"

namespace veldwerk::office {
namespace {

constexpr std::size_t name_bytes_min = 2;

std::string lowered(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

/// Bytes above ASCII belong to letters with accents, and so to a word.
bool in_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

bool has_word(const std::string& text, const std::string& word) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const bool begins = at == 0 || !in_word(text[at - 1]);
        const std::size_t end = at + word.size();
        if (begins && (end == text.size() || !in_word(text[end]))) return true;
    }
    return false;
}

/// All that is written in a field, also what does not count or contends.
std::vector<std::string> texts_of(const RecordState& state, const Field& field) {
    std::vector<std::string> texts;
    for (const auto& candidate : state.slot(field.slot)) {
        texts.push_back(lowered(field.is_set() ? candidate.element : candidate.value));
    }
    return texts;
}

}  // namespace

std::vector<Mention> find_mentions(Ledger& ledger, const RecordId& participant) {
    std::vector<Mention> mentions;
    const auto person = ledger.load(type::participant, participant);
    if (!person) return mentions;
    std::vector<std::string> names;
    for (const char* field : {"given_name", "family_name"}) {
        std::string name = lowered(field_in_force(person->state, field));
        if (name.size() >= name_bytes_min) names.push_back(std::move(name));
    }
    if (names.empty()) return mentions;
    const ScopeNumber own = person->scope;
    for (const auto& type : schema()) {
        const bool has_text = std::any_of(type.fields.begin(), type.fields.end(),
                                          [](const Field& f) { return f.kind == Kind::text; });
        if (!has_text) continue;
        for (const auto& id : ledger.all(type.number)) {
            const auto record = ledger.load(type.number, id);
            if (!record || record->scope == own) continue;
            for (const auto& field : type.fields) {
                if (field.kind != Kind::text) continue;
                const auto texts = texts_of(record->state, field);
                const bool named = std::any_of(texts.begin(), texts.end(), [&](const auto& text) {
                    return std::any_of(names.begin(), names.end(),
                                       [&](const auto& name) { return has_word(text, name); });
                });
                if (named) mentions.push_back({type.number, id, std::string(field.name)});
            }
        }
    }
    return mentions;
}

}  // namespace veldwerk::office
