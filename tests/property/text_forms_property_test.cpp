// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// .reg files and LGPO text under random settings and damage.
#include <algorithm>
#include <map>

#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/lgpo_text.hpp"
#include "gpotrust/registry_policy/reg_file.hpp"
#include "property/random_input.hpp"
#include "support/catch.hpp"

using namespace gpotrust;
using namespace gpotrust::registry_policy;

namespace {

constexpr std::string_view k_hive = "HKEY_LOCAL_MACHINE";

std::string one_line(std::string text) {
    std::erase_if(text, [](char c) { return c == '\r' || c == '\n'; });
    return text;
}

core::Bytes data_of(ValueType type, test::RandomInput& random) {
    if (type == ValueType::dword) return random.octets(4);
    if (type == ValueType::qword) return random.octets(8);
    core::Bytes data;
    const auto add = [&data](std::string_view text) {
        core::append(data, *core::utf8_to_utf16le(text));
        core::append_u16_le(data, 0);
    };
    if (type == ValueType::string || type == ValueType::expand_string) add(one_line(random.text(20)));
    if (type == ValueType::multi_string) {
        for (std::size_t count = random.below(4); count > 0; --count) add(one_line(random.text(10)) + "x\\0y");
        core::append_u16_le(data, 0);
    }
    return data.empty() ? random.octets(random.below(300)) : data;
}

/// What a registry can hold: every key once, in order, values with different names, keys without values where there are no subkeys.
std::vector<Setting> random_tree(test::RandomInput& random) {
    constexpr ValueType k_types[] = {ValueType::string, ValueType::expand_string, ValueType::binary,
                                     ValueType::dword,  ValueType::multi_string,  ValueType::qword};
    struct ByKey {
        bool operator()(const std::string& a, const std::string& b) const { return compare_keys(a, b) < 0; }
    };
    std::map<std::string, std::map<std::string, Setting>, ByKey> keys;
    for (std::size_t count = random.below(12); count > 0; --count) {
        std::string key = "Software";
        for (std::size_t depth = 1 + random.below(4); depth > 0; --depth) key += "\\" + one_line(random.text(4)) + "k";
        auto& values = keys[key];
        for (std::size_t more = random.below(3); more > 0; --more) {
            const std::string name = "v" + one_line(random.text(12));
            const ValueType type = k_types[random.below(std::size(k_types))];
            values.try_emplace(core::ascii_lower(name), Setting{key, name, type, data_of(type, random)});
        }
    }
    std::vector<Setting> settings;
    for (auto entry = keys.begin(); entry != keys.end(); ++entry) {
        const auto next = std::next(entry);
        const bool is_leaf = next == keys.end() || compare_keys(next->first.substr(0, entry->first.size() + 1), entry->first + "\\") != 0 ||
                             next->first.size() <= entry->first.size();
        if (entry->second.empty() && is_leaf) settings.push_back(key_only(entry->first));
        for (const auto& [name, setting] : entry->second) settings.push_back(setting);
    }
    return settings;
}

std::string comment(test::RandomInput& random) { return random.text(40); }

}  // namespace

TEST_CASE("property: what a .reg file is written from it reads back as") {
    const std::uint64_t seed = test::property_seed();
    WARN("seed " << seed);
    test::RandomInput random(seed);
    for (int run = 0; run < 1000; ++run) {
        INFO("run " << run << ", GPOTRUST_PROPERTY_SEED=" << seed);
        const std::vector<Setting> settings = random_tree(random);
        const auto file = serialize_reg_file(steps_to_set(settings, k_hive), std::vector<std::string>{comment(random)});
        REQUIRE(file);
        const auto steps = parse_reg_file(*file);
        if (!steps) FAIL(steps.error().text());
        REQUIRE(settings_after(*steps, k_hive) == settings);
    }
}

TEST_CASE("property: what LGPO text is written from it reads back as") {
    const std::uint64_t seed = test::property_seed();
    WARN("seed " << seed);
    test::RandomInput random(seed + 1);
    for (int run = 0; run < 1000; ++run) {
        INFO("run " << run << ", GPOTRUST_PROPERTY_SEED=" << seed);
        std::vector<LgpoEntry> entries;
        for (const Setting& setting : random_tree(random)) entries.push_back({random.below(2) == 0, "", setting, false});
        const auto file = serialize_lgpo_text(entries, std::vector<std::string>{comment(random)});
        if (!file) FAIL(file.error().text());
        const auto read = parse_lgpo_text(*file);
        if (!read) FAIL(read.error().text());
        REQUIRE(*read == entries);
    }
}

TEST_CASE("property: a damaged .reg file or LGPO text is refused with its line, or read") {
    const std::uint64_t seed = test::property_seed();
    WARN("seed " << seed);
    test::RandomInput random(seed + 2);
    std::size_t refused = 0;
    for (int run = 0; run < 1000; ++run) {
        INFO("run " << run << ", GPOTRUST_PROPERTY_SEED=" << seed);
        const std::vector<Setting> settings = random_tree(random);
        core::Bytes reg = *serialize_reg_file(steps_to_set(settings, k_hive), {});
        std::vector<LgpoEntry> entries;
        for (const Setting& setting : settings) entries.push_back({true, "", setting, false});
        core::Bytes text = *serialize_lgpo_text(entries, {});
        for (core::Bytes* file : {&reg, &text}) {
            (*file)[random.below(file->size())] = static_cast<std::uint8_t>(random.number());
            file->resize(file->size() - (random.below(2) == 0 ? random.below(file->size()) : 0));
        }
        const auto names_a_place = [&refused](const core::Error& error) {
            ++refused;
            return error.message.find(" in line ") != std::string::npos || error.message.find("UTF-") != std::string::npos;
        };
        if (const auto read = parse_reg_file(reg); !read) REQUIRE(names_a_place(read.error()));
        if (const auto read = parse_lgpo_text(text); !read) REQUIRE(names_a_place(read.error()));
    }
    CHECK(refused > 100);
}
