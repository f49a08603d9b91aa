// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/settings_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "report/blocks.hpp"
#include "report/properties.hpp"
#include "report/words.hpp"

namespace gpotrust::report {
namespace {

using registry_policy::Setting;
using registry_policy::ValueType;

constexpr std::size_t k_longest_text = 200;  // in UTF-16 units
constexpr std::size_t k_longest_binary = 16;

std::string text_value(core::BytesView data) {
    while (data.size() >= 2 && data[data.size() - 1] == 0 && data[data.size() - 2] == 0) data = data.first(data.size() - 2);
    const bool cut = data.size() / 2 > k_longest_text;
    auto text = core::utf16le_to_utf8(cut ? data.first(k_longest_text * 2) : data.first(data.size() & ~std::size_t{1}));
    if (!text) return {};
    std::replace(text->begin(), text->end(), '\0', ';');  // REG_MULTI_SZ
    return *text + (cut ? " ..." : "");
}

std::string_view heading(const std::optional<trust::Side>& side) {
    if (!side) return "side unknown";
    return *side == trust::Side::computer ? "computer" : "user";
}

bool same_run(const audit::ScopedSetting& a, const audit::ScopedSetting& b) { return a.side == b.side && a.setting.key == b.setting.key; }

void properties_block(Page& page, const audit::StoredCertificate& stored) {
    for (const trust::Property& property : stored.properties) {
        const bool foreign = is_foreign_metadata(property.id);
        const std::string said = meaning(property);
        const std::string label = fmt::format("{} {}", static_cast<std::uint32_t>(property.id), certificate::name_of(property.id));
        std::string text = counted(property.value.size(), "octet", "octets");
        if (!said.empty()) text += ": " + said;
        if (foreign) text += " (belongs to the machine it came from)";
        page.field(6, {label, foreign ? Colour::yellow : Colour::dim}, text, 26);
    }
}

}  // namespace

std::string shown_data(const Setting& setting) {
    switch (setting.type) {
        case ValueType::string:
        case ValueType::expand_string:
        case ValueType::multi_string:
            return text_value(setting.data);
        case ValueType::dword:
            if (setting.data.size() == 4) return std::to_string(core::read_u32_le(setting.data));
            break;
        default:
            break;
    }
    if (setting.data.size() > k_longest_binary) return counted(setting.data.size(), "octet", "octets");
    return core::to_hex_upper(setting.data);
}

void settings_block(Page& page, const std::vector<audit::ScopedSetting>& settings) {
    for (std::size_t i = 0; i < settings.size(); ++i) {
        const std::optional<trust::Side> side = settings[i].side;
        const registry_policy::Setting& setting = settings[i].setting;
        if (i == 0 || settings[i - 1].side != side) {
            page.gap();
            page.line(2, {{"Settings, "}, {heading(side), Colour::bold}});
        }
        if (i == 0 || !same_run(settings[i - 1], settings[i])) page.line(4, {{setting.key.empty() ? std::string_view("(no key)") : setting.key}});
        if (registry_policy::is_key_only(setting)) continue;
        const std::string label = setting.value.empty() ? "(default)" : setting.value;
        page.field(6, {label}, registry_policy::type_name(setting.type) + "  " + shown_data(setting), 24);
    }
}

void stored_block(Page& page, const std::vector<audit::StoredCertificate>& stored, core::UtcTime now) {
    for (const audit::StoredCertificate& entry : stored) {
        page.gap();
        const std::string name = entry.certificate ? entry.certificate->display_name() : entry.key_name;
        page.line(2, {{name, Colour::bold}, {"  " + entry.store + ", "}, {heading(entry.side)}});
        if (entry.error) page.field(4, {"error", Colour::red}, entry.error->text());
        if (entry.certificate) certificate_block(page, 4, *entry.certificate, now);
        if (!entry.properties.empty()) page.line(4, {{"properties", Colour::dim}});
        properties_block(page, entry);
    }
}

}  // namespace gpotrust::report
