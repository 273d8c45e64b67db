// SPDX-License-Identifier: EUPL-1.2
#include "protocol/wire/messages.hpp"

namespace veldwerk {
namespace {

/// Frame types in the order of the variant, so that the two cannot drift apart unseen.
constexpr std::array<FrameType, std::variant_size_v<Message>> frame_types{
    FrameType::enrol,    FrameType::enrolled, FrameType::hello, FrameType::welcome,
    FrameType::refused,  FrameType::push,     FrameType::accepted, FrameType::pull,
    FrameType::records,  FrameType::caught_up, FrameType::news, FrameType::ping,
    FrameType::pong,     FrameType::bye,      FrameType::renew,    FrameType::renewed,
    FrameType::upload,   FrameType::sealed,   FrameType::offer};

template <std::size_t Index = 0>
Result<std::optional<Message>> decode_as(FrameType type, std::string_view body) {
    if constexpr (Index == std::variant_size_v<Message>) {
        (void)type;
        (void)body;
        return std::optional<Message>{};
    } else {
        if (frame_types[Index] != type) return decode_as<Index + 1>(type, body);
        auto message = decode<std::variant_alternative_t<Index, Message>>(body);
        if (!message) return tl::unexpected<Error>(message.error());
        return std::optional<Message>(Message(std::move(*message)));
    }
}

}  // namespace

FrameType frame_type_of(const Message& message) { return frame_types[message.index()]; }

std::string encode_message(const Message& message) {
    return std::visit([](const auto& alternative) { return encode(alternative); }, message);
}

Result<std::optional<Message>> decode_message(FrameType type, std::string_view body) {
    return decode_as(type, body);
}

}  // namespace veldwerk
