// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "gpotrust/gpo/extension_list.hpp"
#include "gpotrust/gpo/extension_names.hpp"
#include "report/diff_rows.hpp"
#include "report/diff_words.hpp"
#include "report/page.hpp"
#include "report/settings_text.hpp"
#include "report/words.hpp"

namespace gpotrust::report {
namespace {

using audit::ComparedFact;
using audit::ComparedSetting;
using audit::ScopedSetting;
using registry_policy::Setting;

/// Rows of one list on a screen; more are counted.
constexpr std::size_t k_most_rows = 60;
constexpr std::size_t k_value_width = 34;
constexpr std::size_t k_fact_width = 22;

struct SignLook {
    std::string_view text;
    Colour colour;
};

SignLook look_of(Sign sign) {
    switch (sign) {
        case Sign::added:
            return {"+", Colour::green};
        case Sign::removed:
            return {"-", Colour::red};
        case Sign::changed:
            return {"~", Colour::yellow};
        case Sign::kept:
            break;
    }
    return {"=", Colour::dim};
}

/// Prints rows up to the limit, and how many more there are.
template <class Rows, class Print>
void limited(Page& page, const Rows& rows, bool all, std::string_view what, const Print& print) {
    const std::size_t shown = all || rows.size() <= k_most_rows ? rows.size() : k_most_rows;
    for (std::size_t i = 0; i < shown; ++i) print(i);
    if (shown != rows.size()) page.line(2, {{fmt::format("... and {} more {}; --all shows them", rows.size() - shown, what), Colour::dim}});
}

std::string identity_text(const audit::InspectedItem& item) {
    std::string text = item.gpo && item.kind == "registry-policy" ? std::string("GPO folder") : title_of_kind(item.kind);
    if (item.package && item.package->manifest)
        text += fmt::format(" of \"{}\", revision {}", item.package->manifest->identity.name, item.package->manifest->revision);
    else if (item.gpo && !item.gpo->name.empty())
        text += fmt::format(" of \"{}\"", item.gpo->name);
    return text;
}

void heads(Page& page, const DiffOutcome& outcome) {
    page.line(0, {{"A ", Colour::bold}, {outcome.before_path, Colour::bold}});
    page.paragraph(2, identity_text(outcome.before));
    page.line(0, {{"B ", Colour::bold}, {outcome.after_path, Colour::bold}});
    page.paragraph(2, identity_text(outcome.after));
}

/// Where a certificate stands: "TrustedPeople, computer and user".
std::string place_of(const CertificateRow& row) {
    const ComparedSetting& entry = row.one->entry;
    const ScopedSetting& setting = entry.after != nullptr ? *entry.after : *entry.before;
    std::string text = row.one->shown().store + ", " + row.sides;
    if (!setting.preference.empty())
        text += " (preference)";
    else if (!core::ascii_lower(setting.setting.key).starts_with("software\\policies\\"))
        text += " (ordinary store)";
    return text;
}

void certificate_row(Page& page, const CertificateRow& row, core::UtcTime now) {
    const auto [sign, colour] = look_of(row.sign);
    const audit::StoredCertificate& stored = row.one->shown();
    const std::string name = stored.certificate ? stored.certificate->display_name() : stored.key_name;
    page.line(2, {{sign, colour}, {" "}, {name, row.sign == Sign::kept ? Colour::plain : Colour::bold}});
    std::string place = place_of(row);
    if (stored.certificate) {
        const certificate::CertificateFacts& facts = stored.certificate->facts();
        if (facts.subject != "CN=" + name) page.field(4, {"subject", Colour::dim}, facts.subject);
        page.field(4, {"store", Colour::dim}, place);
        page.field(4, {"valid", Colour::dim}, validity(facts.not_before, facts.not_after, now));
        page.field(4, {"SHA-1", Colour::dim}, in_groups(core::to_hex(stored.certificate->sha1())));
    } else {
        page.field(4, {"store", Colour::dim}, place);
    }
    if (stored.error) page.field(4, {"damaged", Colour::red}, stored.error->message);
    for (const std::string& sentence : row.properties) page.field(4, {"~", Colour::yellow}, sentence, 2);
}

void certificates_section(Page& page, const DiffOutcome& outcome) {
    const std::vector<CertificateRow> rows = certificate_rows(*outcome.difference);
    if (rows.empty()) return;
    page.gap();
    page.line(0, {{"Certificates", Colour::bold}});
    limited(page, rows, outcome.show_all, "certificates", [&](std::size_t i) { certificate_row(page, rows[i], outcome.now); });
}

/// "deletes NAME" for what registry.pol spells as a value name ([MS-GPREG] 3.2.5.1).
std::string deletion_text(const Setting& setting) {
    const std::string name = core::ascii_lower(setting.value);
    if (name == "**delvals." || name == "**delvals") return "deletes every value of the key";
    if (name.starts_with("**del.")) return "deletes " + setting.value.substr(6);
    if (name == "**deletekeys") return "deletes the subkeys " + shown_data(setting);
    if (name == "**deletevalues") return "deletes the values " + shown_data(setting);
    return {};
}

std::string content_of(const ScopedSetting& scoped) {
    const Setting& setting = scoped.setting;
    if (registry_policy::is_key_only(setting)) return "the key alone";
    std::string text = deletion_text(setting);
    if (!text.empty()) return text;
    text = registry_policy::type_name(setting.type);
    const std::string data = shown_data(setting);
    return text + (data.empty() ? std::string(" (empty)") : " " + data);
}

std::string described(const ScopedSetting& scoped, bool undone) {
    std::string text = content_of(scoped);
    if (!scoped.preference.empty()) text += " [" + scoped.preference + (scoped.targeting.empty() ? "]" : ", targeted]");
    if (undone) text += " (a later entry deletes it again)";
    return text;
}

std::string label_of(const Setting& setting) {
    if (!deletion_text(setting).empty()) return "(deletion)";
    if (registry_policy::is_key_only(setting)) return "(key)";
    return setting.value.empty() ? "(default)" : setting.value;
}

std::string change_text(const ComparedSetting& one) {
    const std::string before = described(*one.before, one.undone_before);
    const std::string after = described(*one.after, one.undone_after);
    if (before != after) return before + " -> " + after;
    return after + (one.before->targeting != one.after->targeting ? ", for other clients (item-level targeting)" : ", other octets");
}

std::string heading(const SettingRow& row) {
    const bool preference = !row.shown().preference.empty();
    std::string text(preference ? "Preferences" : "Settings");
    if (!row.one->side) return text + ", side unknown";
    return text + (*row.one->side == trust::Side::computer ? " of the computer's side" : " of the user's side");
}

void setting_row(Page& page, const SettingRow& row) {
    const auto [sign, colour] = look_of(row.sign);
    const std::string label = std::string(sign) + " " + label_of(row.shown().setting);
    const ComparedSetting& one = *row.one;
    if (one.before != nullptr && one.after != nullptr)
        page.folded_field(4, {label, colour}, change_text(one), k_value_width);
    else
        page.folded_field(4, {label, colour}, described(row.shown(), one.after != nullptr ? one.undone_after : one.undone_before), k_value_width);
}

void settings_section(Page& page, const DiffOutcome& outcome) {
    const std::vector<SettingRow> rows = setting_rows(*outcome.difference);
    std::string last_heading;
    limited(page, rows, outcome.show_all, "settings", [&](std::size_t i) {
        const std::string head = heading(rows[i]);
        const std::string& key = rows[i].shown().setting.key;
        const bool new_heading = head != last_heading;
        if (new_heading) {
            page.gap();
            page.line(0, {{head, Colour::bold}});
            last_heading = head;
        }
        if (new_heading || registry_policy::compare_keys(rows[i - 1].shown().setting.key, key) != 0)
            page.folded(2, key.empty() ? std::string_view("(no key)") : std::string_view(key));
        setting_row(page, rows[i]);
    });
    const DiffCounts counts = counts_of(*outcome.difference);
    if (counts.skeleton_added + counts.skeleton_lost == 0) return;
    page.gap();
    std::vector<std::string> parts;
    if (counts.skeleton_added != 0) parts.push_back(std::to_string(counts.skeleton_added) + " come");
    if (counts.skeleton_lost != 0) parts.push_back(std::to_string(counts.skeleton_lost) + " go");
    page.field(0, {"Empty keys of certificate stores:", Colour::dim}, joined(parts, ", "));
}

struct FileRow {
    Sign sign;
    const audit::ComparedFile* one;
};

void files_section(Page& page, const DiffOutcome& outcome) {
    const auto& files = outcome.difference->files;
    std::vector<FileRow> rows;
    for (const auto& file : files.added) rows.push_back({Sign::added, &file});
    for (const auto& file : files.changed) rows.push_back({Sign::changed, &file});
    for (const auto& file : files.lost) rows.push_back({Sign::removed, &file});
    std::stable_sort(rows.begin(), rows.end(), [](const FileRow& a, const FileRow& b) { return a.one->shown().path < b.one->shown().path; });
    if (rows.empty()) return;
    page.gap();
    page.line(0, {{"Other files of the GPO", Colour::bold}});
    limited(page, rows, outcome.show_all, "files", [&](std::size_t i) {
        const auto [sign, colour] = look_of(rows[i].sign);
        const audit::OtherFile& file = rows[i].one->shown();
        page.line(2, {{sign, colour}, {" "}, {audit::path_in_gpo(file.path)}, {"  " + counted(file.octets, "octet", "octets"), Colour::dim}});
    });
}

std::vector<std::string> extensions_of(const std::string& list) {
    std::vector<std::string> extensions;
    const auto groups = gpo::parse_extension_list(list);
    if (!groups) return {list};
    for (const gpo::ExtensionGroup& group : *groups) {
        const std::string_view name = gpo::name_of_extension(group.extension);
        extensions.push_back(name.empty() ? core::to_braced_upper(group.extension) : std::string(name));
    }
    std::sort(extensions.begin(), extensions.end());
    return extensions;
}

void list_fact(Page& page, const ComparedFact& fact) {
    const std::vector<std::string> before = extensions_of(fact.before);
    const std::vector<std::string> after = extensions_of(fact.after);
    std::vector<std::string> changes;
    for (const std::string& one : after)
        if (!std::binary_search(before.begin(), before.end(), one)) changes.push_back("+ " + one);
    for (const std::string& one : before)
        if (!std::binary_search(after.begin(), after.end(), one)) changes.push_back("- " + one);
    if (changes.empty()) changes.emplace_back("the same, with other tools or in another order");
    for (std::size_t i = 0; i < changes.size(); ++i)
        page.field(2, {i == 0 ? std::string_view(fact.what) : std::string_view(), fact.matters ? Colour::yellow : Colour::dim}, changes[i],
                   k_fact_width);
}

void facts_section(Page& page, const audit::Difference& difference) {
    if (difference.facts.empty()) return;
    page.gap();
    page.line(0, {{"The GPO itself", Colour::bold}});
    for (const ComparedFact& fact : difference.facts) {
        if (fact.what.ends_with("extensions"))
            list_fact(page, fact);
        else
            page.field(2, {fact.what, fact.matters ? Colour::yellow : Colour::dim}, fact.before + " -> " + fact.after, k_fact_width);
    }
}

}  // namespace

std::string to_text(const DiffOutcome& outcome, const TextStyle& style) {
    Page page(style);
    if (!outcome.difference) return {};
    heads(page, outcome);
    certificates_section(page, outcome);
    settings_section(page, outcome);
    files_section(page, outcome);
    facts_section(page, *outcome.difference);
    if (!outcome.difference->notes.empty()) page.gap();
    for (const std::string& note : outcome.difference->notes) page.field(0, {"Note:", Colour::yellow}, note, 6);
    page.gap();
    page.paragraph(0, verdict_of(outcome));
    if (const std::string next = next_step_of(outcome); !next.empty()) page.line(0, {{"Next: ", Colour::bold}, {next}});
    return std::move(page).text();
}

}  // namespace gpotrust::report
