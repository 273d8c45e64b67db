// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/save_rules.hpp"

#include <algorithm>
#include <array>

#include "protocol/merge/in_force.hpp"
#include "protocol/records/slots.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"
#include "protocol/rules/setting.hpp"

namespace veldwerk::carriage {
namespace {

/// The value a save writes to a field, or what was there before.
std::string value_after(const RecordWrites& writes, const RecordState& before, const Field& field) {
    for (const auto& write : writes.writes) {
        if (write.slot == field.slot) return field_of_slot(field, write.value);
    }
    return value_in_force(before, field);
}

const Field& field_of(TypeNumber type, std::string_view name) {
    const Field* field = find_type(type)->find(name);
    expect(field != nullptr, "the schema has the field");
    return *field;
}

/// "An observation's date is not after the civil date of its own save"; the same holds for every
/// fact that says when something was done.
Result<void> check_not_ahead(const RecordWrites& writes, const RecordState& before,
                             const EditAuthor& author) {
    const RecordType& type = *find_type(writes.type);
    const Field* date = type.fact ? type.find("date") : nullptr;
    if (date == nullptr || writes.type == type::decision) return {};
    const auto day = decode_date(value_after(writes, before, *date));
    if (!day || *day <= author.today) return {};
    return refuse(Reason::rule, std::string(type.name) + ".date: " + day->text() +
                                    " has not come yet; today is " + author.today.text());
}

Result<void> check_supersedes(const RecordWrites& writes, const EditAuthor& author,
                              const EditGround& ground) {
    const Field& supersedes = field_of(type::observation, "supersedes");
    const bool imported =
        std::any_of(writes.writes.begin(), writes.writes.end(), [](const Write& write) {
            return write.slot == field_of(type::observation, "row").slot && !write.value.empty();
        });
    for (const auto& write : writes.writes) {
        if (write.slot != supersedes.slot || imported) continue;
        const auto id = RecordId::from_view(write.element);
        const auto named = id ? ground.load(type::observation, *id) : std::nullopt;
        if (named && !named->candidates.empty() &&
            named->candidates.front().by.person != author.person) {
            return refuse(Reason::rule, "observation.supersedes: only an observation of your own "
                                        "can be superseded; write what you saw beside the other");
        }
    }
    return {};
}

Result<void> check_observation(const RecordWrites& writes, const RecordState& before,
                               const EditAuthor& author, const EditGround& ground) {
    const Field& parts_field = field_of(type::observation, "parts");
    const auto parts = decode_parts(value_after(writes, before, parts_field));
    const Field& supersedes = field_of(type::observation, "supersedes");
    const bool corrects = std::any_of(
        writes.writes.begin(), writes.writes.end(),
        [&supersedes](const Write& write) { return write.slot == supersedes.slot; });
    if ((!parts || parts->empty()) && !corrects) {
        return refuse(Reason::invalid_value, "observation.parts: say what was seen, for instance "
                                             "present:480; only a correction may be empty");
    }
    return check_supersedes(writes, author, ground);
}

/// A code names one record. Devices that gave one twice without knowing of each other keep both.
Result<void> check_code(const RecordWrites& writes, const EditGround& ground) {
    const Field* code = find_type(writes.type)->find("code");
    if (code == nullptr) return {};
    for (const auto& write : writes.writes) {
        if (write.slot != code->slot || write.value.empty()) continue;
        const std::string text = format_value(*code, write.value);
        const auto named = ground.resolve(writes.type, text);
        if (!named || *named == writes.record) continue;
        const std::string type(find_type(writes.type)->name);
        return refuse(Reason::rule, type + ".code: there is a " + type + ' ' + text +
                                        " already: choose another code, or change that one with "
                                        "--id " + text);
    }
    return {};
}

/// Offline a coach drafts, requests, reports an interruption or an end, and withdraws.
constexpr std::array coach_placement_states{
    placement_state::draft, placement_state::requested, placement_state::interrupted,
    placement_state::ended, placement_state::withdrawn};
constexpr std::array coach_job_states{job_state::idea, job_state::designed, job_state::vetting};

template <std::size_t Size>
Result<void> check_coach_state(const RecordWrites& writes,
                               const std::array<std::int64_t, Size>& allowed) {
    const Field& state = field_of(writes.type, "state");
    for (const auto& write : writes.writes) {
        const auto value = write.slot == state.slot ? decode_integer(write.value) : std::nullopt;
        if (!value || std::find(allowed.begin(), allowed.end(), *value) != allowed.end()) continue;
        std::string names;
        for (const std::int64_t number : allowed) {
            if (!names.empty()) names += number == allowed.back() ? " or " : ", ";
            names += find_term(state.vocabulary, number)->name;
        }
        return refuse(Reason::rule, std::string(find_type(writes.type)->name) +
                                        ".state: only the office writes \"" +
                                        format_value(state, write.value) + "\"; ask with " + names);
    }
    return {};
}

/// A shorter one would prove nothing to anybody.
Result<void> check_hash(const RecordWrites& writes) {
    constexpr std::size_t sha256_bytes = 32;
    const Field& hash = field_of(type::innovation_record, "content_hash");
    for (const auto& write : writes.writes) {
        if (write.slot != hash.slot || write.value.empty()) continue;
        if (write.value.size() == sha256_bytes) continue;
        return refuse(Reason::invalid_value,
                      "innovation_record.content_hash: give a SHA-256 as 64 hexadecimal digits, or "
                      "the file itself as content_hash=@FILE");
    }
    return {};
}

}  // namespace

Result<void> check_save(RecordWrites& writes, const RecordState& before, const EditAuthor& author,
                        const EditGround& ground) {
    if (auto checked = check_not_ahead(writes, before, author); !checked) return checked;
    if (auto checked = check_code(writes, ground); !checked) return checked;
    if (writes.type == type::observation) return check_observation(writes, before, author, ground);
    if (writes.type == type::setting) {
        return check_setting(value_after(writes, before, field_of(type::setting, "name")),
                             value_after(writes, before, field_of(type::setting, "value")));
    }
    if (writes.type == type::innovation_record) return check_hash(writes);
    if (author.office) return {};
    if (writes.type == type::placement) return check_coach_state(writes, coach_placement_states);
    if (writes.type == type::job) return check_coach_state(writes, coach_job_states);
    return {};
}

}  // namespace veldwerk::carriage
