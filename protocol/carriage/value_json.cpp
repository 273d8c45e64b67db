// SPDX-License-Identifier: EUPL-1.2
#include "protocol/carriage/value_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "protocol/records/civil.hpp"

namespace veldwerk::carriage {
namespace {

constexpr std::string_view from_the_start = "start";

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    while (!text.empty()) {
        const auto end = text.find(separator);
        pieces.push_back(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return pieces;
}

std::optional<std::int64_t> whole(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// `name:minutes`, as schedules and parts are made of.
struct Timed {
    std::string_view name;
    std::int64_t minutes{};
};
std::optional<std::vector<Timed>> timed_of(std::string_view text) {
    std::vector<Timed> all;
    for (const std::string_view piece : split(text, ',')) {
        const auto colon = piece.find(':');
        if (colon == std::string_view::npos) return std::nullopt;
        const auto minutes = whole(piece.substr(colon + 1));
        if (!minutes) return std::nullopt;
        all.push_back({piece.substr(0, colon), *minutes});
    }
    return all;
}

/// What one dated entry holds after its date: a week or names of holidays. "none" holds nothing.
std::optional<Json> entry_json(Kind kind, std::string_view text) {
    if (kind == Kind::calendar) {
        Json names = Json::array();
        for (const auto name : split(text == "none" ? std::string_view{} : text, ',')) {
            names.push_back(name);
        }
        return names;
    }
    Json week = Json::object();
    if (text == "none") return week;
    const auto days = timed_of(text);
    if (!days) return std::nullopt;
    for (const Timed& day : *days) week[std::string(day.name)] = day.minutes;
    return week;
}

std::optional<Json> dated_json(Kind kind, std::string_view text) {
    Json all = Json::object();
    for (std::string_view entry : split(text, ';')) {
        std::string day(from_the_start);
        if (const auto slash = entry.find('/'); slash != std::string_view::npos) {
            day = entry.substr(0, slash);
            entry = entry.substr(slash + 1);
        }
        auto value = entry_json(kind, entry);
        if (!value) return std::nullopt;
        all[day] = std::move(*value);
    }
    return all;
}

std::optional<Json> parts_json(std::string_view text) {
    const auto parts = timed_of(text);
    if (!parts) return std::nullopt;
    Json all = Json::array();
    for (const Timed& part : *parts) {
        all.push_back({{"status", part.name}, {"minutes", part.minutes}});
    }
    return all;
}

Json json_of_text(const Field& field, const std::string& text) {
    std::optional<Json> value;
    switch (field.kind) {
        case Kind::integer:
        case Kind::minutes:
        case Kind::cents:
            if (const auto number = whole(text)) value = *number;
            break;
        case Kind::boolean:
            if (text == "true" || text == "false") value = text == "true";
            break;
        case Kind::schedule:
        case Kind::calendar: value = dated_json(field.kind, text); break;
        case Kind::parts: value = parts_json(text); break;
        case Kind::spans:
        case Kind::stamps: value = split(text, ','); break;
        default: break;
    }
    return value ? std::move(*value) : Json(text);
}

tl::unexpected<Error> refuse_json(const Field& field, const Json& value, const std::string& why) {
    constexpr std::size_t shown_max = 60;  // enough to recognise it by
    std::string shown = value.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (shown.size() > shown_max) shown = shown.substr(0, shown_max) + "...";
    return refuse(Reason::invalid_value, std::string(field.name) + ": " + shown + ' ' + why);
}

std::optional<std::string> scalar_text(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
    if (value.is_number_integer()) return value.dump();
    return std::nullopt;
}

void join(std::string& text, char separator, const std::string& piece) {
    if (!text.empty()) text += separator;
    text += piece;
}

/// `mon:480,tue:480` or `new_year,easter_monday`; empty becomes `none`.
std::optional<std::string> entry_text(const Json& entry) {
    std::string text;
    if (entry.is_object()) {
        for (const auto& [day, minutes] : entry.items()) {
            if (!minutes.is_number_integer()) return std::nullopt;
            join(text, ',', day + ':' + minutes.dump());
        }
    } else if (entry.is_array()) {
        for (const auto& name : entry) {
            if (!name.is_string()) return std::nullopt;
            join(text, ',', name.get<std::string>());
        }
    } else {
        return std::nullopt;
    }
    return text.empty() ? "none" : text;
}

bool is_a_week(const Json& value) {
    return value.is_object() && !value.empty() &&
           std::all_of(value.begin(), value.end(),
                       [](const Json& minutes) { return minutes.is_number_integer(); });
}

std::optional<std::string> dated_text(const Json& value) {
    if (is_a_week(value) || value.is_array()) return entry_text(value);
    if (!value.is_object()) return std::nullopt;
    std::string text;
    for (const auto& [day, entry] : value.items()) {
        auto one = entry_text(entry);
        if (!one || (day != from_the_start && !parse_date(day))) return std::nullopt;
        join(text, ';', day == from_the_start ? *one : day + '/' + *one);
    }
    return text;
}

std::optional<std::string> parts_text(const Json& value) {
    std::string text;
    for (const auto& part : value) {
        const bool complete = part.is_object() && part.size() == 2 && part.contains("status") &&
                              part.contains("minutes") && part["status"].is_string() &&
                              part["minutes"].is_number_integer();
        if (!complete) return std::nullopt;
        join(text, ',', part["status"].get<std::string>() + ':' + part["minutes"].dump());
    }
    return text;
}

std::optional<std::string> list_text(const Field& field, const Json& value) {
    switch (field.kind) {
        case Kind::schedule:
        case Kind::calendar: return dated_text(value);
        case Kind::parts: return value.is_array() ? parts_text(value) : std::nullopt;
        case Kind::spans:
        case Kind::stamps:
            if (!value.is_array()) return std::nullopt;
            return value.empty() ? std::string{} : entry_text(value);
        default: return std::nullopt;
    }
}

}  // namespace

Json json_of_texts(const Field& field, std::span<const std::string> texts) {
    if (texts.empty() || (texts.size() == 1 && texts.front().empty())) return nullptr;
    if (!field.is_set()) return json_of_text(field, texts.front());
    Json elements = Json::array();
    for (const std::string& text : texts) elements.push_back(json_of_text(field, text));
    return elements;
}

Result<std::vector<std::string>> texts_of_json(const Field& field, const Json& value) {
    if (value.is_null()) return std::vector<std::string>{};
    std::vector<std::string> texts;
    if (field.is_set() && value.is_array()) {
        for (const Json& element : value) {
            auto text = scalar_text(element);
            if (!text) return refuse_json(field, element, "is no element of a set");
            texts.push_back(std::move(*text));
        }
        return texts;
    }
    auto text = scalar_text(value);
    if (!text) text = list_text(field, value);
    if (!text) return refuse_json(field, value, "is not a value of this field");
    texts.push_back(std::move(*text));
    return texts;
}

}  // namespace veldwerk::carriage
