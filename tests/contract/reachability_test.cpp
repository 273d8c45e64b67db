// SPDX-License-Identifier: EUPL-1.2
// Every record type, made from each side that may write it, with every field that side may write,
// and read back: driven by the schema, so that a type or field added there is asked for here.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "daemon/office/finding.hpp"
#include "protocol/carriage/record_json.hpp"
#include "protocol/records/vocabulary.hpp"
#include "tests/contract/world.hpp"

namespace veldwerk::contract {
namespace {

/// Written by acts of their own (a decision, a close, a new day, an order to erase, an enrolment),
/// with commands of their own and what these check.
constexpr std::array by_their_own_acts{type::decision, type::period, type::day_act,
                                       type::erasure_order, type::device, type::sealed_upload,
                                       type::quarantine_outcome};
/// Fields that say something only in a story told elsewhere: they name observations.
constexpr std::array told_elsewhere{"supersedes", "withdrawn_uses", "answers"};

bool listed(std::string_view name) {
    return std::any_of(told_elsewhere.begin(), told_elsewhere.end(),
                       [name](const char* one) { return name == one; });
}

bool has_command_of_its_own(TypeNumber type) {
    return std::find(by_their_own_acts.begin(), by_their_own_acts.end(), type) !=
           by_their_own_acts.end();
}

bool may(WrittenBy written_by, WrittenBy side) {
    return (static_cast<unsigned>(written_by) & static_cast<unsigned>(side)) != 0 &&
           written_by != WrittenBy::derived;
}

using Known = std::map<TypeNumber, RecordId>;

/// What a person could type for the field; empty: there is nothing to refer to.
std::string sample(const RecordType& type, const Field& field, const Known& known) {
    if (field.check == Check::kvk) return "00000002";
    if (field.check == Check::bsn) return "111222333";
    if (type.number == type::planned_absence && field.name == "status") return "leave";
    if (field.name == "content_hash") return std::string(64, 'a');
    if (field.name == "end" && field.kind == Kind::local_time) return "2026-12-17T20:00";
    switch (field.kind) {
        case Kind::text: return "tekst van " + std::string(type.name);
        case Kind::integer: return "3";
        case Kind::minutes: return "60";
        case Kind::cents: return "1250";
        case Kind::date: return "2026-11-30";
        case Kind::month: return "2026-11";
        case Kind::local_time: return "2026-12-17T18:00";
        case Kind::instant: return "2026-11-30T08:00:00Z";
        case Kind::boolean: return "true";
        case Kind::vocabulary: return std::string(terms(field.vocabulary).front().name);
        case Kind::schedule: return "mon:480";
        case Kind::calendar: return "new_year";
        case Kind::parts: return "present:300";
        case Kind::spans: return "2026-12-01..2026-12-02";
        case Kind::bytes: return "0102";
        case Kind::stamps: return {};
        case Kind::reference: break;
    }
    const auto target = known.find(field.target);
    return target == known.end() ? std::string{} : target->second.text();
}

Fields fields_of(const RecordType& type, WrittenBy side, const Known& known) {
    Fields fields;
    for (const Field& field : type.fields) {
        const bool hidden = side == WrittenBy::coach && field.office_only;
        if (!may(field.written_by, side) || hidden || listed(field.name)) continue;
        std::string text = sample(type, field, known);
        if (!text.empty()) fields.emplace_back(field.name, std::move(text));
    }
    return fields;
}

void expect_reads_back(World& world, const RecordType& type, const RecordId& id,
                       const Fields& fields) {
    const auto record = world.office().ledger().load(type.number, id);
    ASSERT_TRUE(record.has_value()) << type.name << " did not arrive";
    for (const auto& [name, text] : fields) {
        const Field& field = *type.find(name);
        const auto texts = carriage::texts_in_force(record->state, field);
        ASSERT_EQ(texts.size(), 1U) << type.name << '.' << name;
        const auto wanted = office::parse_typed(world.office().ledger(), field, text);
        const auto got = office::parse_typed(world.office().ledger(), field, texts.front());
        ASSERT_TRUE(wanted && got) << type.name << '.' << name;
        EXPECT_EQ(*got, *wanted) << type.name << '.' << name;
    }
}

/// What the furnished world has already, so that references find something.
Known furnished(World& world) {
    return {{type::employer, world.named("E")},   {type::workplace, world.named("W")},
            {type::participant, world.named("P1")}, {type::job, world.named("J1")},
            {type::placement, world.named("L1")}, {type::coach, world.named("A")}};
}

TEST(Reachability, TheOfficeMakesEveryTypeThatItMayWriteAndReadsItBack) {
    World world;
    world.furnish();
    Known known = furnished(world);
    for (const RecordType& type : schema()) {
        if (!may(type.written_by, WrittenBy::office) || has_command_of_its_own(type.number)) {
            continue;
        }
        SCOPED_TRACE(type.name);
        Fields fields = fields_of(type, WrittenBy::office, known);
        // A second agreement begins where the first ends; a second rate has its own first day.
        if (type.number == type::employer_agreement) {
            fields = {{"employer", world.put("employer", {{"name", "Bakkerij"}}).text()},
                      {"signed_on", "2026-11-30"}};
        }
        const RecordId id = world.put(std::string(type.name), fields);
        known.try_emplace(type.number, id);
        expect_reads_back(world, type, id, fields);
    }
}

TEST(Reachability, ADeviceMakesEveryTypeThatACoachMayWriteAndTheOfficeReadsIt) {
    World world;
    world.furnish();
    Known known = furnished(world);
    Device& device = world.enrol("a", world.named("A"));
    ASSERT_FALSE(world.sync("a").error);
    std::map<TypeNumber, std::pair<RecordId, Fields>> made;
    for (const RecordType& type : schema()) {
        if (!may(type.written_by, WrittenBy::coach)) continue;
        SCOPED_TRACE(type.name);
        // Participants are made by the office, which gives them their code.
        if (type.number == type::participant) continue;
        const Fields fields = fields_of(type, WrittenBy::coach, known);
        const auto saved = save(device, world.now(), std::string(type.name), fields);
        ASSERT_TRUE(saved) << saved.error().detail;
        known.try_emplace(type.number, saved->records.front().id);
        made[type.number] = {saved->records.front().id, fields};
    }

    const auto outcome = world.sync("a");

    EXPECT_FALSE(outcome.error);
    EXPECT_EQ(outcome.refused, 0U);
    EXPECT_EQ(world.digest_of_device("a"), world.digest_of_office(world.named("A")));
    for (const auto& [number, record] : made) {
        expect_reads_back(world, *find_type(number), record.first, record.second);
    }
}

TEST(Reachability, ADeviceMakesNothingThatOnlyTheOfficeWrites) {
    World world;
    world.furnish();
    Device& device = world.enrol("a", world.named("A"));
    ASSERT_FALSE(world.sync("a").error);
    const Known known = furnished(world);
    for (const RecordType& type : schema()) {
        if (may(type.written_by, WrittenBy::coach)) continue;
        SCOPED_TRACE(type.name);
        EXPECT_FALSE(save(device, world.now(), std::string(type.name),
                          fields_of(type, WrittenBy::office, known)));
    }
}

}  // namespace
}  // namespace veldwerk::contract
