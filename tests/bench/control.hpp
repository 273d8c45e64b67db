// SPDX-License-Identifier: EUPL-1.2
// The controls: the same facts in raw SQLite through its C API, with the same library, page size
// and pragmas as ours, unencrypted and without history, receipts or feeds.
#pragma once

#include <cstddef>
#include <filesystem>

namespace veldwerk::bench {

class Control {
public:
    /// A fresh file with the table `attendance`.
    explicit Control(const std::filesystem::path& file);
    ~Control();
    Control(const Control&) = delete;
    Control& operator=(const Control&) = delete;

    /// Prepared inserts of rows of a fixed seed, in one transaction.
    void insert(std::size_t rows);
    /// `transactions` commits of `rows_each` updates of random rows among those inserted.
    void update(std::size_t transactions, std::size_t rows_each);
    [[nodiscard]] std::size_t file_bytes() const;

private:
    struct Parts;
    std::filesystem::path file_;
    Parts* parts_;
};

}  // namespace veldwerk::bench
