// SPDX-License-Identifier: EUPL-1.2
// One connection between a phone and the office, at the level of messages: each goes through its
// bytes, takes its time, and may meet a cut. Within a connection order is kept, as TCP keeps it;
// but after a cut the two ends learn of it at different times, and what the phone had sent may
// still reach the office's old session when a new one is long under way. A repeated message does
// not happen on TLS; the sessions must survive it all the same.
#pragma once

#include <memory>

#include "client-sdk/session/device_session.hpp"
#include "daemon/session/office_session.hpp"
#include "tests/simulation/world.hpp"

namespace veldwerk::simulation {

class Line : public std::enable_shared_from_this<Line> {
public:
    Line(World& world, Phone& phone, device::SessionOptions options);

    /// The phone calls.
    void open();
    /// Cuts it: messages under way are lost, or (to the office) late.
    void cut(const std::string& why);
    /// The phone's end is gone: it died, or the app was closed.
    void drop_device();
    /// The office's end is gone: it died or stopped.
    void drop_office();
    /// Something was saved on the phone while it is live.
    void saved();

    [[nodiscard]] office::OfficeSession* office() { return office_.get(); }
    [[nodiscard]] bool over() const { return !device_; }
    /// The office side sends what it has, one message at a time.
    void pump();

private:
    void send_to_office(std::vector<Message> messages);
    void send_to_device(const Message& message);
    void arrive_at_office(const Message& message);
    void arrive_at_device(const Message& message, const std::shared_ptr<Knowledge>& shown);
    void after_device();
    void office_hangs_up();
    [[nodiscard]] Message through_the_wire(const Message& message);
    [[nodiscard]] Instant arrival(Instant& last);
    [[nodiscard]] bool meets_cut();

    World& world_;
    Phone& phone_;
    Dice dice_;
    std::unique_ptr<device::DeviceSession> device_;
    std::shared_ptr<office::OfficeSession> office_;
    bool cut_ = false;
    bool remains_arrive_ = false;
    bool pump_planned_ = false;
    Instant last_at_office_;
    Instant last_at_device_;
};

}  // namespace veldwerk::simulation
