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

std::uint64_t qword(core::BytesView data) { return core::read_u32_le(data) | std::uint64_t{core::read_u32_le(data.subspan(4))} << 32U; }

std::string shown_data(const Setting& setting) {
    switch (setting.type) {
        case ValueType::string:
        case ValueType::expand_string:
        case ValueType::multi_string:
            return text_value(setting.data);
        case ValueType::dword:
            if (setting.data.size() == 4) return std::to_string(core::read_u32_le(setting.data));
            break;
        case ValueType::qword:
            if (setting.data.size() == 8) return std::to_string(qword(setting.data));
            break;
        default:
            break;
    }
    if (setting.data.size() > k_longest_binary) return counted(setting.data.size(), "octet", "octets");
    return core::to_hex_upper(setting.data);
}

std::string_view heading(const std::optional<trust::Side>& side) {
    if (!side) return "side unknown";
    return *side == trust::Side::computer ? "computer" : "user";
}

bool same_heading(const audit::ScopedSetting& a, const audit::ScopedSetting& b) { return a.side == b.side && a.file == b.file; }

std::string_view parent_of(std::string_view key) {
    const std::size_t slash = key.rfind('\\');
    return slash == std::string_view::npos ? std::string_view() : key.substr(0, slash);
}

std::string_view name_in_parent(std::string_view key) { return key.substr(key.rfind('\\') + 1); }

/// Keys without values stand below their parent, values below their key.
bool same_run(const audit::ScopedSetting& a, const audit::ScopedSetting& b) {
    const bool bare = registry_policy::is_key_only(a.setting);
    if (!same_heading(a, b) || bare != registry_policy::is_key_only(b.setting)) return false;
    return bare ? parent_of(a.setting.key) == parent_of(b.setting.key) : a.setting.key == b.setting.key;
}

std::size_t end_of_run(const std::vector<audit::ScopedSetting>& settings, std::size_t begin) {
    std::size_t end = begin + 1;
    while (end < settings.size() && same_run(settings[begin], settings[end])) ++end;
    return end;
}

void heading_line(Page& page, const audit::InspectedItem& item, const audit::ScopedSetting& first) {
    const bool preferences =
        first.file < item.policies.size() && item.kind != "preferences" && item.policies[first.file].format == audit::PolicyFormat::preferences;
    page.gap();
    page.line(2, {{"Settings, "}, {heading(first.side), Colour::bold}, {preferences ? ", preferences" : ""}});
}

/// "...\\TrustedPeople" and below it "Certificates, CRLs, CTLs": what the Group Policy editor writes for every store it shows.
void bare_keys(Page& page, const std::vector<audit::ScopedSetting>& settings, std::size_t begin, std::size_t end) {
    if (end - begin == 1) return page.folded(4, settings[begin].setting.key.empty() ? std::string_view("(no key)") : settings[begin].setting.key);
    std::vector<std::string> names;
    for (std::size_t i = begin; i < end; ++i) names.emplace_back(name_in_parent(settings[i].setting.key));
    const std::string_view parent = parent_of(settings[begin].setting.key);
    page.folded(4, parent.empty() ? std::string_view("(no key)") : parent);
    page.field(6, {"keys without values", Colour::dim}, joined(names, ", "), 24);
}

void values_of_key(Page& page, const std::vector<audit::ScopedSetting>& settings, std::size_t begin, std::size_t end) {
    const std::string& key = settings[begin].setting.key;
    page.folded(4, key.empty() ? std::string_view("(no key)") : key);
    for (std::size_t i = begin; i < end; ++i) {
        const Setting& setting = settings[i].setting;
        page.folded_field(6, {setting.value.empty() ? std::string_view("(default)") : setting.value},
                          registry_policy::type_name(setting.type) + " " + shown_data(setting), 24);
    }
}

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

void settings_block(Page& page, const audit::InspectedItem& item) {
    const std::vector<audit::ScopedSetting>& settings = item.settings;
    for (std::size_t i = 0; i < settings.size();) {
        const std::size_t end = end_of_run(settings, i);
        if (i == 0 || !same_heading(settings[i - 1], settings[i])) heading_line(page, item, settings[i]);
        if (registry_policy::is_key_only(settings[i].setting)) {
            bare_keys(page, settings, i, end);
        } else {
            values_of_key(page, settings, i, end);
        }
        i = end;
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
