// SPDX-License-Identifier: EUPL-1.2
// The schema is sound: whatever follows from it (tables, codec, validation, scopes) may rely on
// what is checked here, over every type and field.
#include "protocol/records/schema.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "protocol/records/vocabulary.hpp"

namespace veldwerk {
namespace {

template <class Check>
void for_each_field(Check check) {
    for (const RecordType& type : schema()) {
        for (const Field& field : type.fields) {
            SCOPED_TRACE(std::string(type.name) + "." + std::string(field.name));
            check(type, field);
        }
    }
}

bool is_snake_case(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

TEST(Schema, HasAllItsTypesAndFindsThemByNumberAndName) {
    ASSERT_EQ(schema().size(), 54u);
    for (const RecordType& type : schema()) {
        EXPECT_EQ(find_type(type.number), &type);
        EXPECT_EQ(find_type(type.name), &type);
    }
    EXPECT_EQ(find_type(TypeNumber{0}), nullptr);
    EXPECT_EQ(find_type(TypeNumber{51}), nullptr);
    EXPECT_EQ(find_type("nonsense"), nullptr);
    EXPECT_EQ(find_type(type::placement)->name, "placement");
    EXPECT_EQ(find_type(type::day_act)->name, "day_act");
}

TEST(Schema, FindsEveryFieldByNumberAndName) {
    for_each_field([](const RecordType& type, const Field& field) {
        EXPECT_EQ(type.find(field.number), &field);
        EXPECT_EQ(type.find(field.name), &field);
        EXPECT_LT(field.number, first_group_slot);
    });
    EXPECT_EQ(find_type(type::job)->find(FieldNumber{0}), nullptr);
    EXPECT_EQ(find_type(type::job)->find(FieldNumber{99}), nullptr);
    EXPECT_EQ(find_type(type::job)->find("nonsense"), nullptr);
}

TEST(Schema, NamesAreUniqueAndFitForSqlAndHeadings) {
    std::set<std::string_view> types;
    std::set<std::string_view> plurals;
    for (const RecordType& type : schema()) {
        EXPECT_TRUE(is_snake_case(type.name)) << type.name;
        EXPECT_TRUE(types.insert(type.name).second) << type.name;
        EXPECT_TRUE(plurals.insert(type.dutch_plural).second) << type.dutch_plural;
        std::set<std::string_view> names;
        std::set<std::string_view> dutch;
        for (const Field& field : type.fields) {
            EXPECT_TRUE(is_snake_case(field.name)) << field.name;
            EXPECT_TRUE(is_snake_case(field.dutch)) << type.name << '.' << field.dutch;
            EXPECT_TRUE(names.insert(field.name).second) << type.name << '.' << field.name;
            EXPECT_TRUE(dutch.insert(field.dutch).second) << type.name << '.' << field.dutch;
        }
    }
}

TEST(Schema, ReferencesHaveTargetsAndVocabulariesHaveLists) {
    for_each_field([](const RecordType&, const Field& field) {
        const bool points_anywhere = field.name == "record";
        const bool points = field.kind == Kind::reference;
        EXPECT_EQ(find_type(field.target) != nullptr, points && !points_anywhere);
        const bool lists = field.kind == Kind::vocabulary || field.kind == Kind::parts;
        EXPECT_EQ(!terms(field.vocabulary).empty(), lists);
    });
}

TEST(Schema, ScopeFieldsLeadToARootAndNeverChange) {
    for (const RecordType& type : schema()) {
        SCOPED_TRACE(type.name);
        const RecordType* at = &type;
        for (int steps = 0; at->scope_field != 0; ++steps) {
            ASSERT_LT(steps, 5) << "scope fields go round in a circle";
            const Field* const field = at->find(at->scope_field);
            ASSERT_NE(field, nullptr);
            EXPECT_EQ(field->kind, Kind::reference);
            EXPECT_TRUE(field->fixed);
            EXPECT_TRUE(field->required || at->programme_without_root);
            at = find_type(field->target);
            ASSERT_NE(at, nullptr);
        }
        if (type.scope == Scope::participant) {
            EXPECT_EQ(at->number, type::participant);
        } else if (type.scope == Scope::coach) {
            EXPECT_EQ(at->number, type::coach);
        } else {
            EXPECT_EQ(at, &type) << "a type of the programme or the office has no root";
        }
    }
}

TEST(Schema, EachTypeLiesInTheScopeOfItsKind) {
    const std::map<Scope, std::set<TypeNumber>> elsewhere = {
        {Scope::coach, {type::conformance_signal}},
        {Scope::programme,
         {type::programme, type::coach, type::setting, type::target, type::employer,
          type::workplace, type::employer_agreement, type::task, type::job,
          type::displacement_check, type::volunteer_coordination, type::meeting, type::period,
          type::erasure_order, type::day_act}},
        {Scope::office,
         {type::person, type::device, type::employer_talk, type::cost_rate, type::funding_source,
          type::funding_allocation, type::partner, type::partner_contribution,
          type::peer_municipality, type::practice_note, type::top_up_pilot, type::top_up_claim,
          type::retention_rule, type::epoch, type::hold_lift, type::sealed_upload,
          type::quarantine_outcome}},
    };
    for (const RecordType& type : schema()) {
        Scope wanted = Scope::participant;
        for (const auto& [scope, numbers] : elsewhere) {
            if (numbers.contains(type.number)) wanted = scope;
        }
        EXPECT_EQ(name_of(type.scope), name_of(wanted)) << type.name;
    }
}

TEST(Schema, MembersOfAGroupShareClassWriterAndErasure) {
    for (const RecordType& type : schema()) {
        for (const Field& field : type.fields) {
            const auto members = type.slot(field.slot);
            ASSERT_FALSE(members.empty());
            EXPECT_TRUE(field.grouped() ? members.size() > 1 : members.size() == 1);
            EXPECT_EQ(merge_of(type.number, field.slot), field.merge) << field.name;
            EXPECT_TRUE(std::is_sorted(members.begin(), members.end(),
                                       [](auto a, auto b) { return a->number < b->number; }));
            for (const Field* member : members) {
                EXPECT_EQ(member->merge, field.merge) << field.name;
                EXPECT_EQ(member->written_by, field.written_by) << field.name;
                EXPECT_EQ(member->erasure, field.erasure) << field.name;
                EXPECT_EQ(member->office_only, field.office_only) << field.name;
            }
        }
    }
}

TEST(Schema, APlacementsTermHoursAndContractMergeAsGroups) {
    const RecordType& placement = *find_type(type::placement);
    const auto names = [&](SlotNumber slot) {
        std::set<std::string_view> found;
        for (const Field* field : placement.slot(slot)) found.insert(field->name);
        return found;
    };
    using Names = std::set<std::string_view>;
    EXPECT_EQ(names(1001), (Names{"start", "end", "end_reason"}));
    EXPECT_EQ(names(1002), (Names{"contract_minutes_per_week", "schedule"}));
    EXPECT_EQ(names(1003), (Names{"kind", "contract_form", "formal_employer"}));
}

TEST(Schema, ASlotThisVersionDoesNotKnowMergesAsPlain) {
    EXPECT_EQ(merge_of(type::placement, 900), Merge::plain);
    EXPECT_EQ(merge_of(9999, 1), Merge::plain);
    EXPECT_TRUE(find_type(type::placement)->slot(900).empty());
}

TEST(Schema, FactsHaveOnlyFactAndSetFields) {
    for_each_field([](const RecordType& type, const Field& field) {
        const bool factual = field.merge == Merge::fact || field.merge == Merge::set;
        if (type.fact) {
            EXPECT_TRUE(factual);
            EXPECT_TRUE(field.merge == Merge::fact || field.fixed);
        } else {
            EXPECT_NE(field.merge, Merge::fact);
        }
    });
}

TEST(Schema, TheOfficesOwnRecordsMergeAsOfficeAndDerivedOnesAreDerived) {
    for_each_field([](const RecordType& type, const Field& field) {
        if (type.derived()) {
            EXPECT_EQ(field.written_by, WrittenBy::derived);
        }
        if (field.merge == Merge::office) {
            EXPECT_EQ(field.written_by, WrittenBy::office);
        }
        if (type.written_by == WrittenBy::office) {
            EXPECT_EQ(field.written_by, WrittenBy::office);
            EXPECT_TRUE(field.merge == Merge::office || field.merge == Merge::set || type.fact);
        }
    });
}

TEST(Schema, FieldsWrittenAtCreationOnlyAreNotContested) {
    for_each_field([](const RecordType&, const Field& field) {
        if (!field.fixed) return;
        EXPECT_NE(field.merge, Merge::contested);
        EXPECT_NE(field.merge, Merge::request);
        EXPECT_FALSE(field.grouped());
    });
}

TEST(Schema, TheCitizenServiceNumberNeverLeavesTheOffice) {
    const Field* const bsn = find_type(type::participant)->find("bsn");
    ASSERT_NE(bsn, nullptr);
    EXPECT_TRUE(bsn->office_only);
    EXPECT_EQ(bsn->merge, Merge::office);
}

TEST(Schema, AnErasureKeepsIdsAndWhatIsFixed) {
    for_each_field([](const RecordType&, const Field& field) {
        if (field.kind == Kind::reference || field.fixed) {
            EXPECT_NE(field.erasure, Erasure::erase);
        }
    });
}

TEST(Schema, AnErasureTakesTextOfParticipantsAndKeepsAttendance) {
    const auto erasure = [](TypeNumber type, std::string_view field) {
        return find_type(type)->find(field)->erasure;
    };
    for (const auto field : {"given_name", "family_name", "phones", "email", "address", "bsn"}) {
        EXPECT_EQ(erasure(type::participant, field), Erasure::erase) << field;
    }
    EXPECT_EQ(erasure(type::talent_profile, "talents"), Erasure::erase);
    EXPECT_EQ(erasure(type::contact, "text"), Erasure::erase);
    EXPECT_EQ(erasure(type::coaching_log, "text"), Erasure::erase);
    EXPECT_EQ(erasure(type::coaching_log, "minutes"), Erasure::keep_subsidy);
    EXPECT_EQ(erasure(type::observation, "parts"), Erasure::keep_tax);
    EXPECT_EQ(erasure(type::placement, "start"), Erasure::keep_tax);
}

}  // namespace
}  // namespace veldwerk
