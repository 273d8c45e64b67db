// SPDX-License-Identifier: EUPL-1.2
#include "daemon/exchange/export.hpp"

#include "daemon/office/naming.hpp"
#include "protocol/carriage/csv.hpp"
#include "protocol/carriage/field_cell.hpp"
#include "protocol/carriage/import_map.hpp"
#include "protocol/carriage/record_json.hpp"
#include "protocol/carriage/type_names.hpp"
#include "protocol/records/value.hpp"

#include <nlohmann/json.hpp>

#include <unordered_map>

namespace veldwerk::office {
namespace {

using carriage::CsvCell;

/// Writes the rows of one type and remembers the codes it met.
class CsvExport {
public:
    CsvExport(Ledger& ledger, const RecordType& type, std::ostream& out)
        : ledger_(ledger), type_(type), writer_(out) {}

    void headings() {
        std::vector<CsvCell> cells{{std::string(carriage::column::id)}};
        for (const Field& field : type_.fields)
            cells.push_back({std::string(field.dutch)});
        writer_.write(cells);
    }

    void row(const RecordState& state) {
        std::vector<CsvCell> cells{{state.id.text()}};
        for (const Field& field : type_.fields) {
            auto texts = carriage::texts_in_force(state, field);
            if (field.kind == Kind::reference) {
                for (auto& text : texts)
                    text = label(field, text);
            }
            cells.push_back(
                {carriage::cell_of_texts(field, texts), carriage::is_number_cell(field)});
        }
        writer_.write(cells);
    }

private:
    /// The code, if it leads back to the same record: two devices may have given one code twice.
    std::string label(const Field& field, const std::string& id_text) {
        const auto id = RecordId::parse(id_text);
        if (!id || find_type(field.target) == nullptr) return id_text;
        const auto [known, is_new] = labels_.try_emplace(*id);
        if (is_new) {
            std::string code = label_of(ledger_, field.target, *id);
            const auto back = ledger_.resolve(field.target, code);
            known->second = back && *back == *id ? std::move(code) : id_text;
        }
        return known->second;
    }

    Ledger& ledger_;
    const RecordType& type_;
    carriage::CsvWriter writer_;
    std::unordered_map<RecordId, std::string> labels_;
};

}  // namespace

Result<std::uint64_t> export_records(Ledger& ledger, const std::string& type, ExportFormat format,
                                     std::ostream& out) {
    const RecordType* const known = find_type(type);
    if (known == nullptr) {
        return refuse(Reason::wrong_use, carriage::told_unknown_type(type));
    }
    std::uint64_t count = 0;
    CsvExport csv(ledger, *known, out);
    if (format == ExportFormat::csv) csv.headings();
    for (const auto& id : ledger.all(known->number)) {
        const auto record = ledger.load(known->number, id);
        if (!record) continue;
        if (format == ExportFormat::csv) {
            csv.row(record->state);
        } else {
            out << carriage::json_of_record(record->state).dump() << '\n';
        }
        ++count;
    }
    return count;
}

}  // namespace veldwerk::office
