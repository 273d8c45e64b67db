// SPDX-License-Identifier: EUPL-1.2
// Any bytes as a batch are refused or read; the records read make a batch that reads the same. What
// was read is also shown and digested, as a device does with it.
#include <cstdlib>

#include "protocol/merge/digest.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/wire/batch.hpp"

namespace {

using veldwerk::BatchReader;

std::vector<veldwerk::FeedEntry> read(std::string_view bytes, bool& whole) {
    std::vector<veldwerk::FeedEntry> entries;
    auto reader = BatchReader::open(bytes);
    whole = reader.has_value();
    while (whole && !reader->done()) {
        auto entry = reader->next();
        whole = entry.has_value();
        if (whole) entries.push_back(std::move(*entry));
    }
    return entries;
}

void look_at(const veldwerk::RecordState& state) {
    (void)veldwerk::digest_of(state);
    (void)veldwerk::version_of(state);
    for (const auto& candidate : state.candidates) {
        (void)veldwerk::in_force(state, candidate.slot);
        (void)veldwerk::in_review(state, candidate.slot);
        (void)veldwerk::elements_in_force(state, candidate.slot);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    bool whole = false;
    const auto entries = read({reinterpret_cast<const char*>(data), size}, whole);
    if (!whole) return 0;

    veldwerk::BatchWriter writer;
    for (const auto& entry : entries) {
        look_at(entry.state);
        veldwerk::RecordState shipped = entry.state;
        shipped.early.clear();
        writer.add({entry.scope, veldwerk::Scope::programme, {}}, entry.position, shipped);
    }
    const auto again = read(writer.take(), whole);

    if (!whole || again.size() != entries.size()) std::abort();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (again[i].state.candidates != entries[i].state.candidates) std::abort();
        if (again[i].state.bases != entries[i].state.bases) std::abort();
        if (again[i].position != entries[i].position) std::abort();
    }
    return 0;
}
