// SPDX-License-Identifier: EUPL-1.2
// Looking terms up. The lists themselves stand in vocabulary_terms.cpp.
#include "protocol/records/vocabulary.hpp"

#include <algorithm>
#include <vector>

namespace veldwerk {
namespace {

/// How names are compared: ASCII letters without case, blanks as underscores.
char folded(char c) {
    if (c == ' ') return '_';
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return folded(x) == folded(y); });
}

std::string one_of(std::span<const std::string_view> names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
        text += names[i];
    }
    return text;
}

const Term* find_term(Vocabulary vocabulary, std::int64_t number) {
    for (const Term& term : terms(vocabulary)) {
        if (term.number == number) return &term;
    }
    return nullptr;
}

const Term* find_term(Vocabulary vocabulary, std::string_view name) {
    for (const Term& term : terms(vocabulary)) {
        if (same_name(term.name, name) || same_name(term.dutch, name)) return &term;
    }
    return nullptr;
}

std::string allowed_terms(Vocabulary vocabulary) {
    std::vector<std::string_view> names;
    for (const Term& term : terms(vocabulary)) {
        if (!term.derived) names.push_back(term.name);
    }
    return one_of(names);
}

}  // namespace veldwerk
