// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/network/no_connection.hpp"

namespace veldwerk::device {

Error distrust_or_throw(const carriage::Closed& closed, const std::string& office) {
    if (closed.by == carriage::ClosedBy::distrust) {
        return {Reason::not_authorised, "the office was not recognised at " + office + " (" +
                                            closed.detail +
                                            "): check the address, or ask for a new invitation"};
    }
    throw NoConnection("no connection with the office at " + office + " (" + closed.detail +
                       "): what was saved is kept; try again later");
}

}  // namespace veldwerk::device
