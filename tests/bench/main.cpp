// SPDX-License-Identifier: EUPL-1.2
// `veldwerk-bench [W1 ... W4] [--json]`: what sync costs beside raw SQLite, through the public
// surface and a daemon of its own. W5 and W6 come with the fleet and the large ledger.
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <map>
#include <set>

#include "tests/bench/works.hpp"

namespace {

using namespace veldwerk::bench;

void print(const Figures& f, bool json) {
    if (json) {
        std::printf(R"({"work":"%s","ratio":%.3f,"control_ms":%.3f,"ours_ms":%.3f,"bytes":%llu,)"
                    R"("memory_bytes":%llu})" "\n",
                    f.work.c_str(), f.ratio, f.control_ms, f.ours_ms,
                    static_cast<unsigned long long>(f.bytes),
                    static_cast<unsigned long long>(f.memory_bytes));
    } else {
        std::printf("%s  %s\n    x%.2f   control %.3f ms, ours %.3f ms", f.work.c_str(),
                    f.what.c_str(), f.ratio, f.control_ms, f.ours_ms);
        if (f.bytes != 0) std::printf(", %llu bytes", static_cast<unsigned long long>(f.bytes));
        if (f.memory_bytes != 0) {
            std::printf(", %.1f MiB", static_cast<double>(f.memory_bytes) / (1 << 20));
        }
        std::printf("\n");
        for (const auto& [what, share] : f.shares)
            std::printf("    %s: %s\n", what.c_str(), share.c_str());
    }
    std::fflush(stdout);
}

}  // namespace

int main(int count, char** words) {
    const std::map<std::string, Figures (*)(const Bench&)> works{
        {"W1", initial_sync}, {"W2", nightly}, {"W3", local_save}, {"W4", small_delta}};
    std::set<std::string> asked;
    bool json = false;
    for (int i = 1; i < count; ++i) {
        const std::string word = words[i];
        if (word == "--json") {
            json = true;
        } else if (works.contains(word)) {
            asked.insert(word);
        } else {
            std::cerr << word << " is not built (yet): give W1, W2, W3 or W4, and --json\n";
            return 2;
        }
    }
    std::string scratch =
        (std::filesystem::temp_directory_path() / "veldwerk-bench-XXXXXX").string();
    if (::mkdtemp(scratch.data()) == nullptr) return 3;
    const Bench bench{std::filesystem::canonical("/proc/self/exe").parent_path(), scratch};
    int status = 0;
    for (const auto& [name, work] : works) {
        if (!asked.empty() && !asked.contains(name)) continue;
        try {
            print(work(bench), json);
        } catch (const std::exception& error) {
            std::cerr << name << " could not be measured: " << error.what() << '\n';
            status = 3;
        }
    }
    std::filesystem::remove_all(scratch);
    return status;
}
