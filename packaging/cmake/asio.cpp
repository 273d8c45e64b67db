// SPDX-License-Identifier: EUPL-1.2
// The body of Asio, compiled once. Everyone else sees declarations: each unit compiles faster, and
// g++ 12 cannot inline the reactor into its callers, where it wrongly sees an uninitialised member.
#include <asio/impl/src.hpp>
#include <asio/ssl/impl/src.hpp>
