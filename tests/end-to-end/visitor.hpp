// SPDX-License-Identifier: EUPL-1.2
// Somebody who connects with the office and says what no device of ours would. It enrols as a
// device does, so that its bytes come from behind a certificate that the office gave out itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "protocol/carriage/connection.hpp"
#include "protocol/wire/messages.hpp"
#include "tests/end-to-end/office.hpp"

namespace veldwerk::e2e {

/// What is said in one connection, and when it is left.
struct Visit {
    std::vector<std::string> bytes;  ///< once it is open, one after another
    std::vector<std::string> when_welcome{};
    bool hangs_up = false;           ///< leaves when it has said them
    /// Leaves when it has heard so many of these; otherwise the office is to end it.
    std::optional<FrameType> leaves_on{};
    std::size_t times = 1;
};

struct Heard {
    bool opened = false;
    std::vector<Message> messages;
    carriage::Closed closed;

    [[nodiscard]] const Refused* refused() const;
    [[nodiscard]] std::size_t count(FrameType type) const;
};

class Visitor {
public:
    /// The daemon of the office must run.
    explicit Visitor(const Office& office);

    /// With a certificate that the office gave for a device of this coach.
    void enrol(const std::string& coach);
    /// With a certificate of the visitor's own authority.
    void forge();
    /// Shows the certificate, if there is one. Throws std::runtime_error if the office neither
    /// answers nor ends it.
    [[nodiscard]] Heard visit(const Visit& what);

    [[nodiscard]] std::string frame(const Message& message);
    [[nodiscard]] std::string frame(FrameType type, std::string_view body);
    /// As of a device that has never synced.
    [[nodiscard]] Hello hello() const;
    /// As of one that wants to enrol.
    [[nodiscard]] Enrol request(const std::string& code) const;

private:
    [[nodiscard]] carriage::Now clock() const;

    const Office& office_;
    carriage::Certificate authority_;
    carriage::PrivateKey key_;
    carriage::Certificate certificate_;
    WriterId writer_;
    FrameWriter frames_;
};

}  // namespace veldwerk::e2e
