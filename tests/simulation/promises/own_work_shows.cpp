// SPDX-License-Identifier: EUPL-1.2
// What a coach saved on a phone shows there, sent or not, before and after it died, whatever its
// clock said: unless it was refused or given up, or what it belongs to is no longer shown.
#include <algorithm>

#include "tests/simulation/broken_promise.hpp"
#include "tests/simulation/promises.hpp"
#include "tests/simulation/screen.hpp"

namespace veldwerk::simulation {
namespace {

/// Of the record types asked for, the ids that the phone shows; read once.
class Shown {
public:
    explicit Shown(Phone& phone) : phone_(phone) {}
    [[nodiscard]] bool has(const std::string& type, const std::string& id) {
        const auto [ids, is_new] = ids_.try_emplace(type);
        if (is_new) {
            const auto all = ids_of(phone_, "SELECT id FROM \"" + type + '"');
            ids->second.insert(all.begin(), all.end());
        }
        return ids->second.contains(id);
    }

private:
    Phone& phone_;
    std::map<std::string, std::set<std::string>> ids_;
};

/// What the record lies under, as typed; nothing if it lies under nothing.
std::optional<std::pair<std::string, std::string>> parent_of(const TypedRecord& typed) {
    const RecordType* type = find_type(typed.type);
    const Field* root = type->find(type->scope_field);
    if (root == nullptr || type->scope != Scope::participant) return std::nullopt;
    for (const auto& field : typed.fields) {
        if (field.field != root->name) continue;
        return std::pair(std::string(find_type(root->target)->name), field.value);
    }
    return std::nullopt;
}

}  // namespace

void check_own_work_shows(World& world, Phone& phone) {
    if (!phone.usable() || !is_ready(phone)) return;
    phone.guarded("looking", [&] {
        std::set<std::uint64_t> fallen = phone.given_up();
        for (const auto& refused : phone.replica().refused()) fallen.insert(refused.counter);
        Shown shown(phone);
        for (const auto& save : world.notebook.saves) {
            const bool counts = save.stamp.writer == phone.writer() && save.excused.empty() &&
                                save.life == phone.life();
            if (!counts || fallen.contains(save.stamp.counter)) continue;
            for (std::size_t i = 0; i < save.typed.size(); ++i) {
                if (!save.typed[i].record.empty()) continue;
                const auto parent = parent_of(save.typed[i]);
                if (!parent || !shown.has(parent->first, parent->second)) continue;
                promised(shown.has(save.typed[i].type, save.records[i].text()),
                         promise::nothing_lost,
                         phone.name() + " saved " + std::to_string(save.stamp.counter) + " (" +
                             told(save.typed) + ") and does not show it");
            }
        }
    });
}

}  // namespace veldwerk::simulation
