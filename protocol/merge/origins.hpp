// SPDX-License-Identifier: EUPL-1.2
// Who writes repeats endlessly: a writer, its person, device or office. Stores and batches name
// each such origin once and refer to it by a small number, which is most of what keeps a row small.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "protocol/merge/state.hpp"

namespace veldwerk {

struct Origin {
    WriterId writer;
    RecordId person;
    bool act{};
    bool operator==(const Origin&) const = default;
};

struct OriginHash {
    std::size_t operator()(const Origin& origin) const {
        return IdHash<WriterTag>{}(origin.writer) ^ (IdHash<RecordTag>{}(origin.person) << 1);
    }
};

[[nodiscard]] inline Origin origin_of(const Author& author) {
    return {author.stamp.writer, author.person, author.act};
}

/// Numbers from 0 in order of first use. A store overrides `added` to write new ones down.
class Origins {
public:
    virtual ~Origins() = default;

    [[nodiscard]] std::uint32_t number(const Origin& origin) {
        const auto [entry, is_new] =
            numbers_.try_emplace(origin, static_cast<std::uint32_t>(origins_.size()));
        if (is_new) {
            origins_.push_back(origin);
            added(origin, entry->second);
        }
        return entry->second;
    }
    [[nodiscard]] const Origin* find(std::uint64_t number) const {
        return number < origins_.size() ? &origins_[number] : nullptr;
    }
    [[nodiscard]] const std::vector<Origin>& all() const { return origins_; }
    /// Takes over a table read from elsewhere, in its order.
    void assign(std::vector<Origin> origins) {
        numbers_.clear();
        origins_ = std::move(origins);
        for (std::size_t i = 0; i < origins_.size(); ++i) {
            numbers_.try_emplace(origins_[i], static_cast<std::uint32_t>(i));
        }
    }

private:
    virtual void added(const Origin& origin, std::uint32_t number) {
        (void)origin;
        (void)number;
    }

    std::unordered_map<Origin, std::uint32_t, OriginHash> numbers_;
    std::vector<Origin> origins_;
};

}  // namespace veldwerk
