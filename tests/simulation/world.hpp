// SPDX-License-Identifier: EUPL-1.2
// A programme in virtual time: one office, its coaches' phones, the lines between them, and the
// people. Real replicas, sessions, ledger and rules; only time, luck, lines and disks are made up,
// all of them from one seed.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/simulation/calendar.hpp"
#include "tests/simulation/caseloads.hpp"
#include "tests/simulation/chronicle.hpp"
#include "tests/simulation/dice.hpp"
#include "tests/simulation/notebook.hpp"
#include "tests/simulation/weather.hpp"

namespace veldwerk::simulation {

class Phone;
class Town;

/// How large a world is; drawn from the seed.
struct Size {
    std::size_t coaches = 2;
    std::size_t participants = 3;
    std::int64_t days = 5;
    /// Saves of a phone on a working day, more or less.
    std::int64_t saves_a_day = 6;
};

/// A folder of its own, in memory where the machine has that; removed at the end.
class ScratchFolder {
public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

class World {
public:
    World(std::uint64_t seed, const Size& size, bool trace);
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    const std::uint64_t seed;
    const Size size;
    Dice dice;
    Calendar calendar;
    Chronicle chronicle;
    Notebook notebook;
    Caseloads caseloads;
    Weather weather;
    ScratchFolder folder;
    std::unique_ptr<Town> town;
    std::vector<std::unique_ptr<Phone>> phones;  ///< all there ever were, in order of enrolment

    /// A new phone of the coach, enrolled.
    Phone& give_phone(const RecordId& coach);
    /// Phones that still take part.
    [[nodiscard]] std::vector<Phone*> phones_in_use();
    [[nodiscard]] Instant now() const { return calendar.now(); }
    /// Storms draw and plan while this is true; in peace nothing is broken any more.
    [[nodiscard]] bool stormy() const { return stormy_; }
    void calm_down();

private:
    bool stormy_ = true;
};

}  // namespace veldwerk::simulation
