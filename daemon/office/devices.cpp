// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/devices.hpp"

#include <algorithm>
#include <map>

#include "daemon/office/acting.hpp"
#include "daemon/office/naming.hpp"
#include "daemon/office/reading.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

std::string term_of(std::int64_t state) {
    const Field& field = *find_type(type::device)->find("state");
    return format_value(field, encode_integer(state));
}

std::string shown_state(std::int64_t state, const DeviceView& view, CivilDate day,
                        std::int64_t overdue_days) {
    if (state != device_state::active || !view.last_contact) return term_of(state);
    const auto silent = day.days - amsterdam_date(*view.last_contact).days;
    return term_of(overdue_days > 0 && silent > overdue_days ? device_state::overdue : state);
}

}  // namespace

std::int64_t device_state_of(Ledger& ledger, const RecordId& device) {
    const auto record = ledger.load(type::device, device);
    expect(record.has_value(), "an enrolled device has its record");
    return number_in_force(record->state, "state").value_or(0);
}

bool lineage_shut_out(Ledger& ledger, const RecordId& device) {
    std::map<RecordId, RecordId> former;
    std::vector<RecordId> shut_out;
    each_record(ledger, type::device, [&](const RecordState& state) {
        former[state.id] = reference_in_force(state, "former");
        const auto now = number_in_force(state, "state").value_or(0);
        if (now == device_state::revoked || now == device_state::wiped) {
            shut_out.push_back(state.id);
        }
    });
    const auto first_of = [&former](RecordId id) {
        // Bounded, should records ever point in a circle.
        for (std::size_t steps = 0; steps < former.size() && !former[id].empty(); ++steps) {
            id = former[id];
        }
        return id;
    };
    const RecordId first = first_of(device);
    return std::any_of(shut_out.begin(), shut_out.end(),
                       [&](const RecordId& id) { return first_of(id) == first; });
}

std::vector<DeviceView> devices_on(Ledger& ledger, CivilDate day) {
    std::map<RecordId, WriterRow> writers;
    for (auto& row : ledger.writers()) writers[row.device] = std::move(row);
    const auto overdue_days = Settings(ledger).number("overdue_days", day, 0);
    std::map<RecordId, std::uint64_t> lives;
    std::vector<DeviceView> views;
    each_record(ledger, type::device, [&](const RecordState& device) {
        DeviceView view;
        view.id = device.id;
        view.coach = reference_in_force(device, "coach");
        view.coach_name = name_of_person(ledger, view.coach);
        const auto writer = writers.find(device.id);
        if (writer != writers.end()) {
            const WriterRow& row = writer->second;
            if (row.last_contact_ms != 0) view.last_contact = Instant{row.last_contact_ms};
            view.app_version = row.app_version;
            view.schema = row.schema;
            view.received = row.received;
        }
        if (const auto until = number_in_force(device, "certificate_until")) {
            view.certificate_until = Instant{*until};
        }
        const RecordId former = reference_in_force(device, "former");
        if (!former.empty()) {
            view.former = former;
            ++lives[former];
        }
        view.state = shown_state(number_in_force(device, "state").value_or(0), view, day,
                                 overdue_days);
        views.push_back(std::move(view));
    });
    for (auto& view : views) {
        const auto found = lives.find(view.id);
        if (found != lives.end()) view.lives = found->second;
    }
    return views;
}

std::vector<DeviceView> copied_devices(Ledger& ledger, CivilDate day) {
    auto views = devices_on(ledger, day);
    std::erase_if(views, [](const DeviceView& view) { return view.lives < 2; });
    return views;
}

Result<void> move_device(Office& office, const DeviceMove& move) {
    ActOrder order;
    order.act = move.act;
    order.person = move.person;
    carriage::RecordEdit edit;
    edit.type = "device";
    edit.record = move.device.text();
    edit.fields.push_back({.field = "state", .values = {term_of(move.state)}});
    if (move.counter_accepted) {
        edit.fields.push_back({.field = "counter_accepted",
                               .values = {std::to_string(*move.counter_accepted)}});
    }
    order.edits.push_back(std::move(edit));
    Acting acting(office);
    const auto taken = acting.take(order);
    if (!taken) return tl::unexpected<Error>(taken.error());
    acting.finish();
    return {};
}

std::uint64_t received_of(Ledger& ledger, const RecordId& device) {
    const auto rows = ledger.writers();
    const auto row = std::find_if(rows.begin(), rows.end(), [&device](const WriterRow& one) {
        return one.device == device;
    });
    return row == rows.end() ? 0 : row->received;
}

}  // namespace veldwerk::office
