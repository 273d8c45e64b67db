// SPDX-License-Identifier: EUPL-1.2
// The words of the schema's own vocabulary.
#include "protocol/records/schema.hpp"

namespace veldwerk {

std::string_view name_of(Kind kind) {
    switch (kind) {
        case Kind::text: return "text";
        case Kind::integer: return "integer";
        case Kind::minutes: return "minutes";
        case Kind::cents: return "cents";
        case Kind::date: return "date";
        case Kind::month: return "month";
        case Kind::local_time: return "local_time";
        case Kind::instant: return "instant";
        case Kind::boolean: return "boolean";
        case Kind::reference: return "reference";
        case Kind::vocabulary: return "vocabulary";
        case Kind::schedule: return "schedule";
        case Kind::calendar: return "calendar";
        case Kind::parts: return "parts";
        case Kind::spans: return "spans";
        case Kind::stamps: return "stamps";
        case Kind::bytes: return "bytes";
    }
    return "unknown";
}

std::string_view name_of(Merge merge) {
    switch (merge) {
        case Merge::fact: return "fact";
        case Merge::set: return "set";
        case Merge::plain: return "plain";
        case Merge::contested: return "contested";
        case Merge::cautious: return "cautious";
        case Merge::request: return "request";
        case Merge::office: return "office";
    }
    return "unknown";
}

std::string_view name_of(Scope scope) {
    switch (scope) {
        case Scope::participant: return "participant";
        case Scope::coach: return "coach";
        case Scope::programme: return "programme";
        case Scope::office: return "office";
    }
    return "unknown";
}

std::string_view name_of(WrittenBy writer) {
    switch (writer) {
        case WrittenBy::coach: return "coach";
        case WrittenBy::office: return "office";
        case WrittenBy::both: return "both";
        case WrittenBy::derived: return "derived";
    }
    return "unknown";
}

std::string_view name_of(Erasure erasure) {
    switch (erasure) {
        case Erasure::erase: return "erase";
        case Erasure::keep_tax: return "keep_tax";
        case Erasure::keep_subsidy: return "keep_subsidy";
        case Erasure::keep_operational: return "keep_operational";
    }
    return "unknown";
}

}  // namespace veldwerk
