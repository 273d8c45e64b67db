// SPDX-License-Identifier: EUPL-1.2
// Any bytes, cut at a place the fuzzer chooses, give the same frames as the same bytes in one
// piece; what is read can be written and read again. The first byte of the input is the cut.
#include "protocol/wire/frame.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct Reading {
    std::vector<veldwerk::Frame> frames;
    bool broken = false;
};

void take(veldwerk::FrameReader& reader, Reading& reading) {
    for (;;) {
        auto frame = reader.next();
        reading.broken = !frame;
        if (!frame || !*frame) return;
        reading.frames.push_back(std::move(**frame));
    }
}

Reading read(std::string_view bytes, std::size_t piece) {
    veldwerk::FrameReader reader;
    Reading reading;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        reader.feed(bytes.substr(at, piece));
        take(reader, reading);
    }
    return reading;
}

void demand(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::size_t piece = std::size_t{data[0]} + 1;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);

    const Reading whole = read(bytes, size);
    const Reading cut = read(bytes, piece);

    demand(whole.broken == cut.broken && whole.frames.size() == cut.frames.size());
    veldwerk::FrameWriter writer;
    for (std::size_t i = 0; i < whole.frames.size(); ++i) {
        demand(whole.frames[i].type == cut.frames[i].type);
        demand(whole.frames[i].body == cut.frames[i].body);
        const Reading again = read(writer.make_frame(cut.frames[i].type, cut.frames[i].body), size);
        demand(again.frames.size() == 1 && again.frames[0].body == cut.frames[i].body);
    }
    return 0;
}
