// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/network/syncing.hpp"

#include "client-sdk/network/conversation.hpp"
#include "client-sdk/network/no_connection.hpp"
#include "client-sdk/network/renewing.hpp"

namespace veldwerk::device {
namespace {

/// Whatever throws out of the io_context, the conversation lets go of its connection.
struct Leaving {
    Conversation& conversation;
    ~Leaving() { conversation.abandon(); }
};

Outcome refused_here(Error error) {
    Outcome outcome;
    outcome.error = std::move(error);
    return outcome;
}

Outcome sync_once(Replica& replica, const SyncOrder& order) {
    const Identity identity = replica.identity();
    if (identity.certificate.empty()) {
        return refused_here({Reason::wrong_use, "this device is not enrolled: enrol first"});
    }
    const auto office =
        parse_office_address(order.office.empty() ? identity.office_address : order.office);
    if (!office) return refused_here(office.error());

    asio::io_context io;
    asio::steady_timer deadline(io, order.time_max);
    const auto conversation = std::make_shared<Conversation>(
        io, replica,
        ConversationTerms{
            .office = *office,
            .context = context_of(identity, order.now),
            .session = {.changes_max = order.changes_max,
                        .app_version = order.app_version,
                        .request = request_certificate,
                        .renewal_due = renewal_due(identity, order.now())},
            .now = order.now,
            .remember_office = office->text() != identity.office_address},
        ConversationEvents{.on_progress = order.on_progress,
                           .on_end = [&deadline] { deadline.cancel(); }});
    deadline.async_wait([conversation](const asio::error_code& error) {
        if (!error) conversation->stop("it took too long");
    });
    const Leaving leaving{*conversation};
    conversation->begin(io);
    io.run();

    Outcome outcome = conversation->outcome();
    const auto& broken = conversation->broken_by();
    if (broken && !outcome.went_on) outcome.error = distrust_or_throw(*broken, office->text());
    return outcome;
}

}  // namespace

Outcome sync(Replica& replica, const SyncOrder& order) {
    Outcome outcome = sync_once(replica, order);
    // A phone that was set back goes on as another device, on a connection of that one.
    return outcome.went_on ? sync_once(replica, order) : outcome;
}

}  // namespace veldwerk::device
