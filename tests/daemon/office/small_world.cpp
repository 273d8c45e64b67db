// SPDX-License-Identifier: EUPL-1.2
#include "tests/daemon/office/small_world.hpp"

#include <unistd.h>

#include "daemon/office/finding.hpp"
#include "daemon/office/settings.hpp"
#include "protocol/merge/in_force.hpp"
#include "protocol/merge/merge.hpp"
#include "protocol/records/slots.hpp"

namespace veldwerk::office {
namespace {

std::vector<std::string> elements_of(const std::string& text) {
    std::vector<std::string> elements;
    std::size_t start = 0;
    while (start < text.size()) {
        const auto end = std::min(text.find(',', start), text.size());
        elements.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return elements;
}

Write write_of(const RecordState* present, SlotNumber slot, std::string value) {
    Write write{slot, {}, std::move(value), {}};
    if (present == nullptr) return write;
    for (const auto& candidate : present->cell(slot)) {
        write.replaces.push_back(candidate.by.stamp);
    }
    return write;
}

}  // namespace

SmallWorld::SmallWorld(std::uint64_t seed)
    : luck_(std::make_shared<std::mt19937_64>(seed)), now_(std::make_shared<Instant>()) {
    std::string pattern = (std::filesystem::temp_directory_path() / "small-world-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    now("2026-12-01T09:00:00+01:00");
    const Environment environment{
        .now = [time = now_] { return *time; },
        .luck =
            [luck = luck_](void* bytes, std::size_t size) {
                for (std::size_t i = 0; i < size; ++i) {
                    static_cast<std::uint8_t*>(bytes)[i] = static_cast<std::uint8_t>((*luck)());
                }
            }};
    Office::make(folder_, "Basisbanen", environment);
    office = std::make_unique<Office>(folder_, environment);
    person = *office->find_person({});
    employer = put("employer", {{"name", "Gemeente"}});
    workplace = put("workplace", {{"employer", employer.text()}, {"name", "Wijkcentrum"}});
}

SmallWorld::~SmallWorld() {
    office.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void SmallWorld::now(const std::string& instant) { *now_ = parse_instant(instant).value(); }

Result<ActReceipt> SmallWorld::try_put(const std::string& type, const FieldTexts& fields,
                                       const std::string& id) {
    ActOrder order;
    order.person = person;
    carriage::RecordEdit edit{.type = type, .record = id, .version = {}, .fields = {},
                              .create_as = {}};
    for (const auto& [name, value] : fields) {
        const Field* field = find_type(type)->find(name);
        const bool set = field != nullptr && field->is_set();
        edit.fields.push_back({.field = name, .values = set ? elements_of(value)
                                                            : std::vector<std::string>{value}});
    }
    order.edits.push_back(std::move(edit));
    return office->act(order);
}

RecordId SmallWorld::put(const std::string& type, const FieldTexts& fields,
                         const std::string& id) {
    const auto receipt = try_put(type, fields, id);
    EXPECT_TRUE(receipt.has_value()) << receipt.error().detail;
    return receipt->ids.front();
}

RecordId SmallWorld::consenting(const std::string& participant_code) {
    const RecordId participant = put("participant", {{"code", participant_code}});
    put("consent", {{"participant", participant.text()}, {"kind", "data"},
                    {"given_on", "2026-11-01"}});
    return participant;
}

RecordId SmallWorld::placement(const std::string& code, const std::string& participant_code) {
    const RecordId participant = consenting(participant_code);
    const RecordId placement =
        put("placement", {{"code", code}, {"participant", participant.text()},
                          {"workplace", workplace.text()}, {"kind", "top_up"},
                          {"start", "2026-11-30"},
                          {"schedule", "mon:480,tue:480,wed:480,thu:480,fri:480"}});
    put("placement", {{"state", "active"}}, placement.text());
    return placement;
}

RecordId SmallWorld::assign(const RecordId& coach, const RecordId& participant,
                            const std::string& from, const std::string& to) {
    return put("assignment", {{"coach", coach.text()}, {"participant", participant.text()},
                              {"role", "main"}, {"from", from}, {"to", to}});
}

HandmadeDevice SmallWorld::device(const RecordId& coach) {
    HandmadeDevice device;
    device.coach = coach;
    device.writer = office->environment().random_id<WriterId>();
    look(device);
    return device;
}

void SmallWorld::look(HandmadeDevice& device) {
    const Life life = office->ledger().life();
    device.basis = {life.epoch, life.acts};
}

Change SmallWorld::change(HandmadeDevice& device, const std::string& type_name,
                          const RecordId& record, const FieldTexts& fields,
                          const RecordState* present) {
    const RecordType& type = *find_type(type_name);
    Change change;
    change.stamp = {device.writer, ++device.counter};
    change.id = (*luck_)();
    change.person = device.coach;
    change.claimed = *now_;
    change.basis = device.basis;
    RecordWrites writes{.type = type.number, .record = record, .creates = present == nullptr,
                        .writes = {}};
    std::map<SlotNumber, std::vector<FieldValue>> slots;
    for (const auto& [name, text] : fields) {
        const Field& field = *type.find(name);
        const auto typed = parse_typed(office->ledger(), field, text);
        // A record that is not here yet can be named by its full id only.
        const std::string value = typed ? *typed : std::string(RecordId::parse(text)->view());
        if (field.is_set()) {
            writes.writes.push_back({field.slot, value, std::string(element_present), {}});
        } else {
            slots[field.slot].push_back({field.number, value});
        }
    }
    for (auto& [slot, members] : slots) {
        std::string value = members.front().value;
        if (slot >= first_group_slot) value = join_group(std::move(members));
        writes.writes.push_back(write_of(present, slot, std::move(value)));
    }
    change.records.push_back(std::move(writes));
    return change;
}

Change SmallWorld::observe(HandmadeDevice& device, const RecordId& placement,
                           const std::string& date, const std::string& parts) {
    return change(device, "observation", new_id(),
                  {{"placement", placement.text()}, {"date", date}, {"parts", parts},
                   {"source", "seen"}});
}

std::vector<Verdict> SmallWorld::admit(const std::vector<Change>& changes) {
    std::vector<Verdict> verdicts;
    office->transact([&] {
        Integration integration(office->ledger());
        for (const auto& change : changes) {
            verdicts.push_back(integration.admit(change, encode_change(change)));
        }
        integration.finish();
    });
    return verdicts;
}

RecordState SmallWorld::state(const std::string& type, const RecordId& id) {
    const auto record = office->ledger().load(find_type(type)->number, id);
    return record ? record->state : RecordState{};
}

std::string SmallWorld::text(const std::string& type, const RecordId& id,
                             const std::string& field_name) {
    const Field& field = *find_type(type)->find(field_name);
    const RecordState found = state(type, id);
    return found.candidates.empty() ? std::string{}
                                    : format_value(field, value_in_force(found, field));
}

std::vector<RecordState> SmallWorld::reviews() {
    std::vector<RecordState> reviews;
    for (const auto& id : office->ledger().all(type::review)) {
        reviews.push_back(office->ledger().load(type::review, id)->state);
    }
    return reviews;
}

}  // namespace veldwerk::office
