// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/told_failure.hpp"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <system_error>

namespace veldwerk::carriage {
namespace {

std::string told_store(const SQLite::Exception& failure) {
    switch (failure.getErrorCode()) {
        case SQLITE_FULL:
            return "the disk is full: this was not written; make room and try again";
        case SQLITE_BUSY:
            return "another program is writing to the file: this was not written; try again";
        default: break;
    }
    switch (failure.getExtendedErrorCode()) {
        // What SQLite says where a file may not grow (a limit, a quota), and where the disk fails.
        case SQLITE_IOERR_WRITE:
        case SQLITE_IOERR_FSYNC:
        case SQLITE_IOERR_TRUNCATE:
        case SQLITE_IOERR_SHMOPEN:
        case SQLITE_IOERR_SHMSIZE:
            return "the disk took no more, it is full or fails: this was not written; make room "
                   "and try again";
        default: return std::string("the file failed: ") + failure.what();
    }
}

}  // namespace

std::string told_failure(const std::exception& failure) {
    if (const auto* store = dynamic_cast<const SQLite::Exception*>(&failure)) {
        return told_store(*store);
    }
    const auto* system = dynamic_cast<const std::system_error*>(&failure);
    const bool full = system != nullptr && (system->code() == std::errc::no_space_on_device ||
                                            system->code() == std::errc::file_too_large);
    return failure.what() + std::string(full ? ": make room and try again" : "");
}

}  // namespace veldwerk::carriage
