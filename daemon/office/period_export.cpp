// SPDX-License-Identifier: EUPL-1.2
#include "daemon/office/period_export.hpp"

#include <algorithm>
#include <map>
#include <sstream>
#include <tuple>

#include "daemon/office/naming.hpp"
#include "daemon/office/settings.hpp"
#include "protocol/carriage/cell_text.hpp"
#include "protocol/carriage/csv.hpp"
#include "protocol/records/vocabulary.hpp"

namespace veldwerk::office {
namespace {

enum class Sort : std::uint8_t { day, open, correction };  // in the order of their lines

struct Line {
    std::string placement;    ///< code
    std::string participant;  ///< code
    RecordId id;              ///< of the placement: two may bear one code for a while
    CivilDate date;
    Sort sort{};
    Part part;                ///< status 0: none is known
};

std::string_view dutch_of(Sort sort) {
    switch (sort) {
        case Sort::day: return "dag";
        case Sort::open: return "open";
        case Sort::correction: return "naverrekening";
    }
    return {};
}

std::string dutch_status(std::int64_t status) {
    const Term* term = find_term(Vocabulary::attendance, status);
    return term == nullptr ? std::to_string(status) : std::string(term->dutch);
}

class Lines {
public:
    explicit Lines(Ledger& ledger) : ledger_(ledger) {}

    void add(const ClosedDay& day) {
        add(day.placement, day.date, day.open ? Sort::open : Sort::day, day.parts);
    }
    void add(const CorrectionView& booked) {
        add(booked.placement, booked.date, Sort::correction, booked.delta);
    }
    [[nodiscard]] std::vector<Line> take() {
        std::sort(lines_.begin(), lines_.end(), [](const Line& a, const Line& b) {
            return std::tie(a.placement, a.id, a.date, a.sort, a.part) <
                   std::tie(b.placement, b.id, b.date, b.sort, b.part);
        });
        return std::move(lines_);
    }

private:
    struct Codes {
        std::string placement;
        std::string participant;
    };
    void add(const RecordId& placement, CivilDate date, Sort sort, const std::vector<Part>& parts) {
        const Codes& codes = codes_of(placement);
        const std::vector<Part> none{Part{}};
        for (const Part& part : parts.empty() && sort == Sort::open ? none : parts) {
            lines_.push_back({codes.placement, codes.participant, placement, date, sort, part});
        }
    }
    const Codes& codes_of(const RecordId& placement) {
        const auto [known, is_new] = codes_.try_emplace(placement);
        if (is_new) {
            const auto record = ledger_.load(type::placement, placement);
            const std::string participant =
                record ? field_in_force(record->state, "participant") : std::string{};
            known->second.placement = label_of(ledger_, type::placement, placement);
            known->second.participant =
                label_of(ledger_, type::participant,
                         RecordId::from_view(participant).value_or(RecordId{}));
        }
        return known->second;
    }

    Ledger& ledger_;
    std::map<RecordId, Codes> codes_;
    std::vector<Line> lines_;
};

}  // namespace

std::string period_csv(Ledger& ledger, std::span<const ClosedDay> days,
                       std::span<const CorrectionView> booked) {
    Lines lines(ledger);
    for (const auto& day : days) lines.add(day);
    for (const auto& correction : booked) lines.add(correction);
    std::ostringstream out;
    carriage::CsvWriter writer(out);
    using Cells = std::vector<carriage::CsvCell>;
    writer.write(Cells{{"plaatsing"}, {"deelnemer"}, {"datum"}, {"soort"}, {"status"},
                       {"minuten"}});
    for (const Line& line : lines.take()) {
        const bool known = line.part.status != 0;
        writer.write(Cells{{line.placement},
                           {line.participant},
                           {carriage::dutch_date(line.date)},
                           {std::string(dutch_of(line.sort))},
                           {known ? dutch_status(line.part.status) : std::string{}},
                           {known ? std::to_string(line.part.minutes) : std::string{}, true}});
    }
    return out.str();
}

}  // namespace veldwerk::office
