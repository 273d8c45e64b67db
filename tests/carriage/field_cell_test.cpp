// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/field_cell.hpp"

#include "protocol/records/value.hpp"

#include <gtest/gtest.h>

namespace veldwerk::carriage {
namespace {

using Texts = std::vector<std::string>;

struct Example {
    const char* type;
    const char* field;
    Texts texts;
    const char* cell;
};

TEST(FieldCell, EachKindIsWrittenForADutchReaderAndReadAgain) {
    const std::vector<Example> examples{
        {"placement", "start", {"2026-11-30"}, "30-11-2026"},
        {"placement", "state", {"ended"}, "be\xC3\xABindigd"},
        {"placement", "combined", {"true"}, "ja"},
        {"placement", "schedule", {"mon:480"}, "mon:480"},
        {"placement", "contract_minutes_per_week", {"2160"}, "2160"},
        {"observation",
         "parts",
         {"present:300,special_leave:60"},
         "aanwezig:300,bijzonder verlof:60"},
        {"meeting", "start", {"2026-12-17T18:30"}, "17-12-2026 18:30"},
        {"period", "month", {"2026-11"}, "11-2026"},
        {"participant", "phones", {"0612", "0613"}, "0612|0613"},
        {"participant", "code", {"=D1"}, "=D1"},
    };
    for (const auto& example : examples) {
        const Field& field = *find_type(example.type)->find(example.field);

        EXPECT_EQ(cell_of_texts(field, example.texts), example.cell);

        auto read = texts_of_cell(field, example.cell, {}).value();
        for (auto& text : read)
            text = format_value(field, parse_value(field, text).value());
        EXPECT_EQ(read, example.texts) << example.cell;
    }
}

TEST(FieldCell, AnEmptyCellHoldsNothing) {
    const Field& code = *find_type("participant")->find("code");
    EXPECT_TRUE(texts_of_cell(code, "  ", {}).value().empty());
    EXPECT_EQ(cell_of_texts(code, Texts{}), "");
}

TEST(FieldCell, AMapRenamesValuesAndMultipliesNumbers) {
    const Field& kind = *find_type("job")->find("kind");
    const Field& minutes = *find_type("job")->find("minutes_per_week");

    EXPECT_EQ(texts_of_cell(kind, "Overheids-baan", {{{"overheids_baan", "public"}}, {}}).value(),
              Texts{"public"});
    EXPECT_EQ(texts_of_cell(minutes, "36,5", {{}, {60'000'000}}).value(), Texts{"2190"});
    EXPECT_EQ(texts_of_cell(minutes, "veel", {}).error().detail,
              "minutes_per_week: \"veel\" is not a number");
}

}  // namespace
}  // namespace veldwerk::carriage
