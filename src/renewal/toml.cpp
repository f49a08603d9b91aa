// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "renewal/toml.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "renewal/toml_nesting.hpp"

// Failures are values here; writing TOML is nobody's need.
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#define TOML_ENABLE_WINDOWS_COMPAT 0
#define TOML_MAX_NESTED_VALUES 16
// Version 3.3 asserts what ill-formed files do not hold ("[[=") and then checks it properly. The assertions must neither end the program nor, where NDEBUG turns them into assumptions,
// let the compiler leave the checks out.
#define TOML_ASSERT(expression) static_cast<void>(0)
#ifdef NDEBUG
#undef NDEBUG
#define GPOTRUST_HAD_NDEBUG
#endif
#include <toml++/impl/forward_declarations.h>
// Its test for blanks beyond ASCII calls all other characters of some ranges unreachable ("a = 2\u03B3"): they are no blanks.
#undef TOML_UNREACHABLE
#define TOML_UNREACHABLE return {}
#include <toml++/impl/unicode.h>
#undef TOML_UNREACHABLE
#ifdef _MSC_VER
#define TOML_UNREACHABLE __assume(0)
#else
#define TOML_UNREACHABLE __builtin_unreachable()
#endif
#include <toml++/toml.h>
#ifdef GPOTRUST_HAD_NDEBUG
#define NDEBUG
#endif

namespace gpotrust::renewal {
namespace {

using core::ErrorCode;

Place place_of(const ::toml::source_region& region) { return {static_cast<unsigned>(region.begin.line), static_cast<unsigned>(region.begin.column)}; }

TomlValue value_of(const ::toml::node& node);

/// The library sorts keys by name; people read from the top.
std::vector<TomlEntry> entries_of(const ::toml::table& table) {
    std::vector<TomlEntry> entries;
    for (const auto& [key, node] : table) entries.push_back({std::string(key.str()), place_of(key.source()), value_of(node)});
    std::stable_sort(entries.begin(), entries.end(), [](const TomlEntry& a, const TomlEntry& b) { return a.place < b.place; });
    return entries;
}

std::vector<TomlValue> items_of(const ::toml::array& array) {
    std::vector<TomlValue> items;
    items.reserve(array.size());
    for (const ::toml::node& node : array) items.push_back(value_of(node));
    return items;
}

TomlValue value_of(const ::toml::node& node) {
    TomlValue value;
    value.place = place_of(node.source());
    if (const auto* truth = node.as_boolean()) {
        value.kind = TomlValue::Kind::truth;
        value.truth = truth->get();
    } else if (const auto* number = node.as_integer()) {
        value.kind = TomlValue::Kind::number;
        value.number = number->get();
    } else if (const auto* text = node.as_string()) {
        value.kind = TomlValue::Kind::text;
        value.text = text->get();
    } else if (const auto* array = node.as_array()) {
        value.kind = TomlValue::Kind::list;
        value.items = items_of(*array);
    } else if (const auto* table = node.as_table()) {
        value.kind = TomlValue::Kind::table;
        value.entries = entries_of(*table);
    }
    return value;
}

core::Error at(const Place& place, std::string message, std::string hint = {}) {
    return core::Error{ErrorCode::malformed_input, std::move(message), std::move(hint), {}}.in(to_text(place));
}

}  // namespace

std::string to_text(const Place& place) { return fmt::format("line {}, column {}", place.line, place.column); }

std::string_view to_text(TomlValue::Kind kind) {
    switch (kind) {
        case TomlValue::Kind::truth:
            return "true or false";
        case TomlValue::Kind::number:
            return "a number";
        case TomlValue::Kind::text:
            return "a text in quotes";
        case TomlValue::Kind::list:
            return "a list";
        case TomlValue::Kind::table:
            return "a table";
        case TomlValue::Kind::other:
            break;
    }
    return "a date, time or fraction";
}

core::Result<TomlValue> parse_toml(std::string_view text) {
    if (const auto deep = nested_too_deeply(text)) return core::fail(at(*deep, fmt::format("nested more than {} deep", k_deepest_nesting)));
    const ::toml::parse_result parsed = ::toml::parse(text);
    if (!parsed) {
        const ::toml::parse_error& error = parsed.error();
        return core::fail(at(place_of(error.source()), core::printable(error.description()), "the file is TOML 1.0: https://toml.io/en/v1.0.0"));
    }
    TomlValue document;
    document.kind = TomlValue::Kind::table;
    document.entries = entries_of(parsed.table());
    return document;
}

}  // namespace gpotrust::renewal
