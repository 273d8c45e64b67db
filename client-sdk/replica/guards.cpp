// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/replica/guards.hpp"

#include "client-sdk/replica/request_guards.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

#include <algorithm>
#include <array>

namespace veldwerk::device {
namespace {

std::string field_of(const DraftRecord& draft, std::string_view field) {
    return std::string(draft.type->name) + '.' + std::string(field);
}

Result<void> not_in_the_future(const Writer& writer, const DraftRecord& draft) {
    const auto date = decode_date(draft.after("date"));
    if (!date || *date <= writer.today) return {};
    return refuse(Reason::invalid_value, field_of(draft, "date") + ": " + date->text() +
                                             " is still to come; today is " + writer.today.text());
}

/// An end before its start is a slip of the pen.
struct FromTo {
    std::string_view from;
    std::string_view to;
};
Result<void> in_order(const DraftRecord& draft, FromTo names) {
    const auto from = decode_integer(draft.after(names.from));
    const auto to = decode_integer(draft.after(names.to));
    if (!from || !to || *from <= *to) return {};
    return refuse(Reason::invalid_value,
                  field_of(draft, names.to) + ": lies before " + std::string(names.from));
}

/// The states a device may write; the others are the office's word.
template <std::size_t Count>
Result<void> only_states(const DraftRecord& draft, const std::array<std::int64_t, Count>& allowed) {
    const Field& field = *draft.type->find("state");
    const auto written = draft.values.find(field.number);
    if (written == draft.values.end()) return {};
    const auto state = decode_integer(written->second);
    if (!state || std::find(allowed.begin(), allowed.end(), *state) != allowed.end()) return {};
    std::string names;
    for (const std::int64_t number : allowed) {
        names +=
            (names.empty() ? "" : ", ") + std::string(find_term(field.vocabulary, number)->name);
    }
    return refuse(Reason::not_authorised,
                  field_of(draft, "state") + ": " + format_value(field, written->second) +
                      " is the office's to write; a device writes " + names);
}

Result<void> supersedes_own(Store& store, const Writer& writer, const DraftRecord& draft) {
    const Field& supersedes = *draft.type->find("supersedes");
    const Field& source = *draft.type->find("source");
    const auto named = draft.added.find(supersedes.number);
    if (named == draft.added.end()) return {};
    const auto is_import = [](const std::string& bytes) {
        return decode_integer(bytes) == observation_source::import;
    };
    for (const auto& element : named->second) {
        const RecordId id = RecordId::from_view(element).value_or(RecordId{});
        const auto older = store.records().load(type::observation, id);
        if (!older) continue;  // created by this very save
        const bool own = std::all_of(
            older->state.candidates.begin(), older->state.candidates.end(),
            [&writer](const Candidate& candidate) { return candidate.by.person == writer.coach; });
        const bool same_file =
            is_import(draft.after(source)) && is_import(value_in_force(older->state, source));
        if (own || same_file) continue;
        return refuse(Reason::rule, field_of(draft, "supersedes") + ": observation " + id.text() +
                                        " is another person's; write what you saw beside it");
    }
    return {};
}

Result<void> check_observation(Store& store, const Writer& writer, const DraftRecord& draft) {
    if (auto checked = not_in_the_future(writer, draft); !checked) return checked;
    const bool supersedes = draft.added.contains(draft.type->find("supersedes")->number);
    if (draft.after("parts").empty() && !supersedes) {
        return refuse(Reason::invalid_value,
                      field_of(draft, "parts") +
                          ": is empty, which voids what it supersedes, and it supersedes nothing");
    }
    return supersedes_own(store, writer, draft);
}

Result<void> check_planned_absence(const DraftRecord& draft) {
    if (auto checked = in_order(draft, {"from", "to"}); !checked) return checked;
    const auto status = decode_integer(draft.after("status"));
    if (!status || *status == attendance::leave || *status == attendance::special_leave) return {};
    return refuse(Reason::invalid_value,
                  field_of(draft, "status") + ": allowed is leave or special_leave");
}

/// A withdrawal names the observations it saw; one it did not see holds it until a person decides.
void name_uses(Store& store, DraftRecord& draft) {
    const Field& uses = *draft.type->find("withdrawn_uses");
    const Field& placement = *find_type(type::observation)->find("placement");
    const auto named = elements_in_force(draft.before, uses.slot);
    auto& added = draft.added[uses.number];
    for (const RecordId& id :
         store.records().where(type::observation, placement, draft.id.view())) {
        const std::string element(id.view());
        const bool known = std::find(named.begin(), named.end(), element) != named.end() ||
                           std::find(added.begin(), added.end(), element) != added.end();
        if (!known) added.push_back(element);
    }
}

Result<void> check_placement(Store& store, DraftRecord& draft) {
    namespace state = placement_state;
    static constexpr std::array allowed{state::draft, state::requested, state::interrupted,
                                        state::ended, state::withdrawn};
    if (auto checked = in_order(draft, {"start", "end"}); !checked) return checked;
    if (auto checked = only_states(draft, allowed); !checked) return checked;
    const Field& field = *draft.type->find("state");
    if (!draft.values.contains(field.number)) return {};
    const auto before = decode_integer(value_in_force(draft.before, field));
    const bool granted = before && *before >= state::trial && *before <= state::closed;
    switch (decode_integer(draft.after(field)).value_or(state::draft)) {
        case state::requested:
            if (!granted) return check_request(store, draft);
            return refuse(Reason::rule, field_of(draft, "state") + ": it is granted already");
        case state::ended:
            if (!draft.after("end").empty()) return {};
            return refuse(Reason::rule, field_of(draft, "state") +
                                            ": an end has a last day; write end=DATE with it");
        case state::withdrawn:
            if (granted) {
                return refuse(Reason::rule, field_of(draft, "state") +
                                                ": a granted placement is ended, not withdrawn");
            }
            if (!draft.creates) name_uses(store, draft);
            return {};
        default: return {};
    }
}

/// A check has seen the tasks that the job has when it is written, unless its author says
/// otherwise.
Result<void> check_displacement(Store& store, DraftRecord& draft) {
    const Field& seen = *draft.type->find("tasks_seen");
    const auto job = RecordId::from_view(draft.after("job"));
    if (!draft.creates || draft.added.contains(seen.number) || !job) return {};
    const auto record = store.records().load(type::job, *job);
    if (!record) return {};
    const SlotNumber tasks = find_type(type::job)->find("tasks")->slot;
    for (const auto& task : elements_in_force(record->state, tasks)) {
        draft.added[seen.number].push_back(task);
    }
    return {};
}

Result<void> check_job(const DraftRecord& draft) {
    static constexpr std::array allowed{job_state::idea, job_state::designed, job_state::vetting};
    return only_states(draft, allowed);
}

Result<void> check_signal(const Writer& writer, const DraftRecord& draft) {
    if (draft.after("coach") == writer.coach.view()) return {};
    return refuse(Reason::not_authorised,
                  field_of(draft, "coach") + ": a signal is raised in one's own name");
}

}  // namespace

Result<void> apply_guards(Store& store, const Writer& writer, DraftRecord& draft) {
    switch (draft.type->number) {
        case type::observation:
            return check_observation(store, writer, draft);
        case type::coaching_log:
            return not_in_the_future(writer, draft);
        case type::contact:
            return not_in_the_future(writer, draft);
        case type::planned_absence:
            return check_planned_absence(draft);
        case type::placement:
            return check_placement(store, draft);
        case type::job:
            return check_job(draft);
        case type::displacement_check:
            return check_displacement(store, draft);
        case type::meeting:
            return in_order(draft, {"start", "end"});
        case type::conformance_signal:
            return check_signal(writer, draft);
        default:
            return {};
    }
}

}  // namespace veldwerk::device
