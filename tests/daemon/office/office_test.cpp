// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/office.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <fstream>

#include "tests/daemon/office/small_world.hpp"

namespace veldwerk::office {
namespace {

/// A journal whose disk is full: a file that may not grow, in the place of the office's own.
class FullJournal {
public:
    explicit FullJournal(const std::filesystem::path& folder)
        : path_(folder / "journal" / "acts.journal"),
          file_(::memfd_create("journal", MFD_ALLOW_SEALING)) {
        expect(file_ >= 0, "there is memory for a file");
        std::ifstream journal(path_, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(journal),
                                std::istreambuf_iterator<char>()};
        expect(::write(file_, bytes.data(), bytes.size()) ==
                   static_cast<ssize_t>(bytes.size()),
               "the journal is copied");
        expect(::fcntl(file_, F_ADD_SEALS, F_SEAL_GROW) == 0, "it may not grow");
        std::filesystem::rename(path_, path_.string() + ".kept");
        std::filesystem::create_symlink("/proc/self/fd/" + std::to_string(file_), path_);
    }
    ~FullJournal() {
        std::filesystem::rename(path_.string() + ".kept", path_);
        ::close(file_);
    }
    FullJournal(const FullJournal&) = delete;
    FullJournal& operator=(const FullJournal&) = delete;

private:
    std::filesystem::path path_;
    int file_;
};

TEST(Office, IsMadeForTheAccountThatRunsItAlone) {
    SmallWorld world;

    const auto found = std::filesystem::status(world.office->folder()).permissions();

    EXPECT_EQ(found, std::filesystem::perms::owner_all);
}

TEST(Office, WhileItsJournalCannotBeWrittenNoActFollowsTheOneThatIsMissingThere) {
    SmallWorld world;
    const auto folder = world.office->folder();
    const auto environment = world.office->environment();
    const auto acts_before = world.office->ledger().life().acts;
    world.office.reset();
    {
        const FullJournal full(folder);
        world.office = std::make_unique<Office>(folder, environment);
        EXPECT_THROW(world.put("employer", {{"name", "A"}}), std::system_error);
        EXPECT_THROW(world.put("employer", {{"name", "B"}}), std::system_error);
        EXPECT_THROW(world.put("employer", {{"name", "C"}}), std::system_error);

        EXPECT_EQ(world.office->ledger().life().acts, acts_before + 1);
        world.office.reset();
    }

    world.office = std::make_unique<Office>(folder, environment);
    world.put("employer", {{"name", "D"}});

    const auto entries = world.office->journal().read_all();
    EXPECT_EQ(entries.size(), acts_before + 2);
    EXPECT_EQ(entries.back().stamp.counter, acts_before + 2);
}

}  // namespace
}  // namespace veldwerk::office
