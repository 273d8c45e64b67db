// SPDX-License-Identifier: EUPL-1.2
#include "tests/simulation/screen.hpp"

#include "tests/simulation/broken_promise.hpp"

namespace veldwerk::simulation {
namespace {

device::Rows rows_of(Phone& phone, const std::string& sql) {
    auto rows = phone.replica().query(sql);
    promised(rows.has_value(), promise::stands,
             phone.name() + " does not answer " + sql + ": " +
                 (rows ? std::string{} : rows.error().detail));
    return std::move(*rows);
}

std::string text(const device::Cell& cell) {
    if (const auto* words = std::get_if<std::string>(&cell)) return *words;
    if (const auto* blob = std::get_if<device::Blob>(&cell)) {
        const auto id = RecordId::from_view(blob->bytes);
        return id ? id->text() : std::string{};
    }
    return {};
}

}  // namespace

bool is_ready(Phone& phone) {
    bool ready = false;
    phone.guarded("looking", [&] { ready = phone.replica().status().ready; });
    return ready && phone.usable();
}

std::vector<std::string> ids_of(Phone& phone, const std::string& sql) {
    std::vector<std::string> ids;
    for (const auto& row : rows_of(phone, sql).rows) ids.push_back(text(row.front()));
    return ids;
}

std::optional<ShownId> some_of(Phone& phone, const std::string& type) {
    const auto rows = rows_of(phone, "SELECT id, _version FROM \"" + type + "\" ORDER BY id");
    if (rows.rows.empty()) return std::nullopt;
    const auto& row = rows.rows[phone.dice().below(rows.rows.size())];
    ShownId shown{text(row[0]), {}};
    // A screen that was opened before the last sync.
    auto& seen = phone.versions_seen()[shown.id];
    if (seen.empty() || phone.dice().chance(700)) seen = text(row[1]);
    if (phone.dice().chance(500)) shown.version = seen;
    return shown;
}

std::optional<ShownObservation> some_own_observation(Phone& phone) {
    const auto rows = rows_of(phone, "SELECT id, placement, date FROM observation ORDER BY id");
    std::vector<ShownObservation> own;
    for (const auto& row : rows.rows) {
        const std::string id = text(row[0]);
        if (phone.observed().contains(id)) own.push_back({id, text(row[1]), text(row[2])});
    }
    if (own.empty()) return std::nullopt;
    return phone.dice().pick(own);
}

}  // namespace veldwerk::simulation
