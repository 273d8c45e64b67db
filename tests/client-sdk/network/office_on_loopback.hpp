// SPDX-License-Identifier: EUPL-1.2
// The office of a few lines behind a real socket: TLS, frames and enrolment are the product's own,
// on a thread of the office's. It hangs up, refuses or keeps silent as told.
#pragma once

#include <asio/post.hpp>

#include <future>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "protocol/carriage/connecting.hpp"
#include "tests/client-sdk/office_double.hpp"

namespace veldwerk::device {

/// How it behaves; the next message looks at it anew.
struct Manners {
    std::optional<Refused> refuses;        ///< answers everything with this
    std::optional<FrameType> hangs_up_on;  ///< cuts the line when it hears this, once
    bool garbles = false;                  ///< answers with a frame that is no message
};

class OfficeOnLoopback {
public:
    OfficeOnLoopback();
    ~OfficeOnLoopback();
    OfficeOnLoopback(const OfficeOnLoopback&) = delete;
    OfficeOnLoopback& operator=(const OfficeOnLoopback&) = delete;

    [[nodiscard]] std::string address() const;
    /// The code of an invitation; good for one enrolment.
    [[nodiscard]] std::string invite();
    [[nodiscard]] const SmallProgramme& programme() const { return programme_; }

    /// Runs on the office's thread, and waits for it.
    template <class Task>
    auto with(Task task) {
        std::packaged_task<decltype(task(std::declval<OfficeDouble&>()))()> packaged(
            [this, &task] { return task(office_); });
        auto done = packaged.get_future();
        asio::post(io_, [&packaged] { packaged(); });
        return done.get();
    }
    void behave(Manners manners);
    /// Tells every device that there is news.
    void spread_news();

private:
    struct Guest {
        std::shared_ptr<carriage::Connection> connection;
        bool live = false;
    };
    void accept();
    void welcome(asio::ip::tcp::socket socket);
    void hear(Guest& guest, const Frame& frame);
    void say(Guest& guest, const Message& message);
    [[nodiscard]] Message enrol(const Enrol& asked);

    asio::io_context io_;
    asio::ip::tcp::acceptor acceptor_;
    carriage::Authority authority_;
    std::shared_ptr<carriage::TlsContext> context_;
    OfficeDouble office_;
    SmallProgramme programme_;
    Manners manners_;
    std::string invited_;  // the secret of the open invitation
    std::list<Guest> guests_;
    FrameWriter writer_;
    std::thread thread_;   // last: it uses all of the above
};

}  // namespace veldwerk::device
