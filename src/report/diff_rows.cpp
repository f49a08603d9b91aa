// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "report/diff_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "gpotrust/core/text.hpp"
#include "report/properties.hpp"
#include "report/words.hpp"

namespace gpotrust::report {
namespace {

using audit::ComparedCertificate;
using audit::ComparedProperty;
using audit::ComparedSetting;
using audit::ScopedSetting;

std::string_view word_of(const std::optional<trust::Side>& side) { return side ? trust::to_text(*side) : std::string_view("side unknown"); }

const ScopedSetting& shown(const ComparedSetting& entry) { return entry.after != nullptr ? *entry.after : *entry.before; }

std::string value_text(const trust::Property& property) {
    const std::string said = meaning(property);
    return said.empty() ? counted(property.value.size(), "octet", "octets") : said;
}

std::string sentence(const ComparedProperty& property) {
    const std::string name = fmt::format("property {} {}", static_cast<std::uint32_t>(property.id), certificate::name_of(property.id));
    if (property.after == nullptr) return name + " goes: " + value_text(*property.before);
    if (property.before == nullptr) return name + " comes: " + value_text(*property.after);
    const std::string before = value_text(*property.before);
    const std::string after = value_text(*property.after);
    return before == after ? name + " has another value (" + after + ")" : name + ": " + before + " -> " + after;
}

std::vector<std::string> property_sentences(const ComparedCertificate& one) {
    std::vector<std::string> sentences;
    for (const ComparedProperty& property : one.properties) sentences.push_back(sentence(property));
    if (!one.blob_differs || !sentences.empty()) return sentences;
    if (one.before->error || one.after->error) return {"the entry is not the same, octet for octet"};
    if (one.before->properties == one.after->properties) return {"applied in another way"};
    return {"the same properties in another order"};
}

/// What two certificates must have in common to share a row.
std::string likeness(const ComparedCertificate& one, const std::vector<std::string>& properties) {
    const ScopedSetting& entry = shown(one.entry);
    return core::ascii_upper(entry.setting.key) + "\n" + entry.preference + "\n" + entry.targeting + "\n" + joined(properties, "\n");
}

class RowsOfCertificates {
public:
    void add(Sign sign, const ComparedCertificate& one) {
        std::vector<std::string> properties = sign == Sign::changed ? property_sentences(one) : std::vector<std::string>();
        const auto [place, is_new] = m_places.try_emplace({sign, likeness(one, properties)}, m_rows.size());
        const std::string side(word_of(one.entry.side));
        if (is_new)
            m_rows.push_back({sign, &one, side, std::move(properties)});
        else
            m_rows[place->second].sides += " and " + side;
    }
    [[nodiscard]] std::vector<CertificateRow> rows() && { return std::move(m_rows); }

private:
    std::map<std::pair<Sign, std::string>, std::size_t> m_places = {};
    std::vector<CertificateRow> m_rows = {};
};

std::size_t rank(const std::optional<trust::Side>& side) { return !side ? 2 : *side == trust::Side::computer ? 0 : 1; }

bool comes_before(const SettingRow& a, const SettingRow& b) {
    const ScopedSetting& one = a.shown();
    const ScopedSetting& other = b.shown();
    if (rank(a.one->side) != rank(b.one->side)) return rank(a.one->side) < rank(b.one->side);
    if (one.preference.empty() != other.preference.empty()) return one.preference.empty();
    const std::weak_ordering keys = registry_policy::compare_keys(one.setting.key, other.setting.key);
    if (keys != 0) return keys < 0;
    return core::ascii_upper(one.setting.value) < core::ascii_upper(other.setting.value);
}

std::size_t skeletons_in(const std::vector<ComparedSetting>& settings) {
    return static_cast<std::size_t>(std::count_if(settings.begin(), settings.end(), [](const ComparedSetting& one) { return one.is_skeleton; }));
}

}  // namespace

std::vector<CertificateRow> certificate_rows(const audit::Difference& difference) {
    RowsOfCertificates rows;
    for (const ComparedCertificate& one : difference.certificates.added) rows.add(Sign::added, one);
    for (const ComparedCertificate& one : difference.certificates.removed) rows.add(Sign::removed, one);
    for (const ComparedCertificate& one : difference.certificates.kept)
        if (one.blob_differs) rows.add(Sign::changed, one);
    for (const ComparedCertificate& one : difference.certificates.kept)
        if (!one.blob_differs) rows.add(Sign::kept, one);
    return std::move(rows).rows();
}

std::vector<SettingRow> setting_rows(const audit::Difference& difference) {
    std::vector<SettingRow> rows;
    const auto add = [&rows](Sign sign, const std::vector<ComparedSetting>& settings) {
        for (const ComparedSetting& one : settings)
            if (!one.is_skeleton) rows.push_back({sign, &one});
    };
    add(Sign::added, difference.settings.added);
    add(Sign::changed, difference.settings.changed);
    add(Sign::removed, difference.settings.lost);
    std::stable_sort(rows.begin(), rows.end(), comes_before);
    return rows;
}

DiffCounts counts_of(const audit::Difference& difference) {
    DiffCounts counts;
    for (const CertificateRow& row : certificate_rows(difference)) {
        counts.certificates_added += row.sign == Sign::added ? 1 : 0;
        counts.certificates_removed += row.sign == Sign::removed ? 1 : 0;
        counts.certificates_changed += row.sign == Sign::changed ? 1 : 0;
        counts.certificates_kept += row.sign == Sign::kept ? 1 : 0;
    }
    counts.skeleton_added = skeletons_in(difference.settings.added);
    counts.skeleton_lost = skeletons_in(difference.settings.lost);
    counts.settings_added = difference.settings.added.size() - counts.skeleton_added;
    counts.settings_changed = difference.settings.changed.size() - skeletons_in(difference.settings.changed);
    counts.settings_lost = difference.settings.lost.size() - counts.skeleton_lost;
    counts.files_added = difference.files.added.size();
    counts.files_changed = difference.files.changed.size();
    counts.files_lost = difference.files.lost.size();
    counts.facts_that_matter = static_cast<std::size_t>(
        std::count_if(difference.facts.begin(), difference.facts.end(), [](const audit::ComparedFact& fact) { return fact.matters; }));
    return counts;
}

}  // namespace gpotrust::report
