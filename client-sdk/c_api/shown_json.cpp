// SPDX-License-Identifier: EUPL-1.2
#include "client-sdk/c_api/shown_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "protocol/carriage/value_json.hpp"
#include "protocol/records/value.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::device {
namespace {

using carriage::Json;

/// Text of a damaged file or a query may be no UTF-8; it is shown as well as can be.
std::string dumped(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json json_of_record(const ShownRecord& record) {
    Json json{{"id", record.id.text()}, {"version", record.version}};
    for (const ShownField& field : record.fields) {
        Json value = carriage::json_of_texts(*field.field, field.values);
        if (!value.is_null()) json[std::string(field.field->name)] = std::move(value);
    }
    return json;
}

std::string hex(const std::string& bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        text += digits[static_cast<unsigned char>(c) >> 4];
        text += digits[static_cast<unsigned char>(c) & 0x0f];
    }
    return text;
}

struct CellJson {
    Json operator()(std::monostate) const { return nullptr; }
    Json operator()(const Blob& blob) const {
        const auto id = RecordId::from_view(blob.bytes);
        return id ? id->text() : hex(blob.bytes);
    }
    template <class Plain>
    Json operator()(const Plain& plain) const {
        return plain;
    }
};

Json json_of_alternative(const ShownAlternative& alternative) {
    Json json{{"number", alternative.number}, {"record", alternative.record},
              {"value", alternative.value},   {"by", alternative.by},
              {"at", format_instant(alternative.at)}, {"source", alternative.source}};
    if (alternative.minutes) json["minutes"] = *alternative.minutes;
    return json;
}

Json json_of_review(const ShownReview& review) {
    Json json{{"id", review.id.text()},       {"version", review.version},
              {"kind", review.kind},          {"subject", review.subject},
              {"state", review.state},        {"record", review.record.text()},
              {"reasons", review.reasons},    {"count", review.count},
              {"alternatives", Json::array()}};
    if (review.date) json["date"] = review.date->text();
    for (const ShownAlternative& alternative : review.alternatives) {
        json["alternatives"].push_back(json_of_alternative(alternative));
    }
    if (review.decision) {
        json["decision"] = {{"id", review.decision->id.text()},
                            {"outcome", review.decision->outcome},
                            {"reason", review.decision->reason},
                            {"at", format_instant(review.decision->at)}};
    }
    return json;
}

}  // namespace

std::string json_of(const Saved& saved) {
    Json records = Json::array();
    for (const SavedRecord& record : saved.records) {
        records.push_back({{"id", record.id.text()}, {"version", record.version}});
    }
    return dumped({{"writer", saved.stamp.writer.text()},
                   {"counter", saved.stamp.counter},
                   {"records", std::move(records)}});
}

std::string json_of(std::span<const ShownRecord> records) {
    Json all = Json::array();
    for (const ShownRecord& record : records) all.push_back(json_of_record(record));
    return dumped(all);
}

std::string json_of(const Rows& rows) {
    Json all = Json::array();
    for (const auto& row : rows.rows) {
        Json& cells = all.emplace_back(Json::array());
        for (const Cell& cell : row) cells.push_back(std::visit(CellJson{}, cell));
    }
    return dumped({{"columns", rows.columns}, {"rows", std::move(all)}});
}

std::string json_of(std::span<const FieldReason> reasons) {
    Json all = Json::object();
    for (const FieldReason& reason : reasons) all[reason.field] = reason.why;
    return dumped(all);
}

std::string json_of(const Status& status) {
    Json json{{"unsent", status.unsent}, {"refused", status.refused}, {"reviews", status.reviews}};
    json["locked"] = status.locked;
    if (status.locks_at) json["locks_at"] = format_instant(*status.locks_at);
    if (status.last_sync) json["last_sync"] = format_instant(*status.last_sync);
    json["digest"] = status.digest.text();
    json["parked"] = status.parked;
    json["alarms"] = status.alarms;
    json["enrolled"] = status.enrolled;
    json["ready"] = status.ready;
    return dumped(json);
}

std::string json_of(const DigestView& digest) {
    Json scopes = Json::array();
    for (const ScopeSum& scope : digest.scopes) {
        scopes.push_back({{"scope", scope.scope}, {"digest", scope.digest.text()}});
    }
    return dumped({{"digest", digest.total.text()}, {"scopes", std::move(scopes)}});
}

std::string json_of(std::span<const RefusedChange> refused) {
    Json all = Json::array();
    for (const RefusedChange& change : refused) {
        all.push_back({{"id", change.counter},
                       {"at", format_instant(change.claimed)},
                       {"reason", name_of(change.reason)},
                       {"detail", change.detail},
                       {"records", change.records}});
    }
    return dumped(all);
}

std::string json_of(const Outcome& outcome, const Status& status) {
    return dumped({{"sent", outcome.sent},
                   {"received", outcome.received},
                   {"refused", outcome.refused},
                   {"reviews", status.reviews},
                   {"digest", status.digest.text()},
                   {"alarms", outcome.alarms},
                   {"caught_up", outcome.caught_up},
                   {"stopped", outcome.stopped}});
}

std::string json_of(std::span<const ShownReview> reviews) {
    Json all = Json::array();
    for (const ShownReview& review : reviews) all.push_back(json_of_review(review));
    return dumped(all);
}

std::string json_of(const ShownReview& review) { return dumped(json_of_review(review)); }

}  // namespace veldwerk::device
