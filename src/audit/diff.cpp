// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/audit/diff.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "audit/diff_entries.hpp"
#include "audit/diff_facts.hpp"
#include "audit/stored_certificates.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::audit {
namespace {

using core::ErrorCode;
using trust::Property;

constexpr std::array<std::string_view, 5> k_comparable{"registry-policy", "reg-file", "preferences", "package", "gpo-backup"};

bool is_policy(const InspectedItem& item) { return item.gpo || std::find(k_comparable.begin(), k_comparable.end(), item.kind) != k_comparable.end(); }

bool any_damaged(const std::vector<StoredCertificate>& stored) {
    return std::any_of(stored.begin(), stored.end(), [](const StoredCertificate& one) { return one.error.has_value(); });
}

/// A complaint about a document that hides no setting and no file: what it would have told is said to be unknown.
bool is_bearable(const core::Error& complaint) {
    constexpr std::array<std::string_view, 7> k_documents{"backup.xml",          "bkupinfo.xml", "gpreport.xml", "gpt.ini",
                                                          "gpt.ini.sambabackup", "gpt.ini.xml",  "manifest.xml"};
    if (complaint.code == ErrorCode::file_system || complaint.context.empty()) return false;
    const std::string path = core::ascii_lower(complaint.context.front());
    const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
    return std::find(k_documents.begin(), k_documents.end(), name) != k_documents.end();
}

std::optional<core::Error> obstacle_in_gpo(const Gpo& gpo) {
    const auto found = std::find_if_not(gpo.complaints.begin(), gpo.complaints.end(), is_bearable);
    return found == gpo.complaints.end() ? std::nullopt : std::optional(*found);
}

/// The files that Backup.xml names and the backup does not hold. Those of a package are verified.
std::vector<std::string> absent_files(const InspectedItem& item) {
    std::vector<std::string> absent;
    if (!item.gpo || !item.gpo->scheme || item.package) return absent;
    std::set<std::string> present;
    for (const PolicyFile& file : item.policies) present.insert(core::ascii_lower(file.path));
    for (const OtherFile& file : item.gpo->files) present.insert(core::ascii_lower(file.path));
    for (const gpo::NamedFile& file : item.gpo->scheme->files) {
        std::string name = core::ascii_lower(file.location);
        const bool is_one = !file.is_folder && !name.empty() && name.find('*') == std::string::npos;
        // GPT.INI is named, and never there. Each is told once.
        if (is_one && !name.ends_with("/gpt.ini") && present.insert(std::move(name)).second) absent.push_back(file.location);
    }
    return absent;
}

/// Without its registry.pol nothing can be said of what a backup would change.
std::optional<core::Error> absent_policy(const InspectedItem& item) {
    for (const std::string& file : absent_files(item))
        if (core::ascii_lower(file).ends_with("/registry.pol"))
            return core::Error{ErrorCode::malformed_input,
                               "the backup is incomplete: Backup.xml names the file, and it is not there",
                               "copy the whole folder of the backup again",
                               {core::printable(file)}};
    return std::nullopt;
}

/// Why an item cannot be compared as a whole, or nothing. A damaged certificate is an entry like others.
std::optional<core::Error> obstacle(const InspectedItem& item) {
    if (!is_policy(item))
        return item.error ? *item.error
                          : core::Error{ErrorCode::unsupported_input,
                                        "this is no policy but: " + item.kind,
                                        "packages, GPO backups, SYSVOL folders, registry.pol, .reg and Registry.xml can be compared",
                                        {}};
    for (const PolicyFile& policy : item.policies)
        if (policy.error) return policy.path.empty() ? *policy.error : core::Error(*policy.error).in(policy.path);
    if (std::optional<core::Error> absent = absent_policy(item)) return absent;
    if (!item.error) return std::nullopt;
    if (item.package && core::any_blocking(item.package->findings)) return item.error;
    if (item.gpo) {
        std::optional<core::Error> error = obstacle_in_gpo(*item.gpo);
        if (error || !item.gpo->complaints.empty()) return error;
    }
    return any_damaged(item.stored) ? std::nullopt : item.error;
}

core::Result<void> require_whole(const InspectedItem& item) {
    std::optional<core::Error> error = obstacle(item);
    if (!error) return {};
    if (error->text().find(item.path) == std::string::npos) return core::fail((*std::move(error)).in(item.path));
    return core::fail(*std::move(error));
}

/// What a person should know of an item that is compared although not everything about it is well.
void note_troubles(const InspectedItem& item, const std::string& letter, std::vector<std::string>& notes) {
    const auto damaged = std::count_if(item.stored.begin(), item.stored.end(), [](const StoredCertificate& one) { return one.error.has_value(); });
    if (damaged != 0)
        notes.push_back(letter + ": " + std::to_string(damaged) +
                        (damaged == 1 ? " certificate is damaged and is compared as the entry it is"
                                      : " certificates are damaged and are compared as the entries they are"));
    if (!item.gpo) return;
    for (const core::Error& complaint : item.gpo->complaints) notes.push_back(letter + ": " + complaint.text());
    const std::vector<std::string> absent = absent_files(item);
    if (absent.empty()) return;
    notes.push_back(letter + ": the backup is incomplete: Backup.xml names " + core::printable(absent.front()) +
                    (absent.size() == 1 ? "" : " and " + std::to_string(absent.size() - 1) + " more") + ", and it is not there");
}

/// Keys the Group Policy editor makes in a store, whether or not it puts something into it.
bool is_skeleton(const registry_policy::Setting& setting) {
    if (!registry_policy::is_key_only(setting)) return false;
    constexpr std::array<std::string_view, 2> k_roots{"SOFTWARE\\POLICIES\\MICROSOFT\\SYSTEMCERTIFICATES",
                                                      "SOFTWARE\\POLICIES\\MICROSOFT\\ENTERPRISECERTIFICATES"};
    constexpr std::array<std::string_view, 3> k_subkeys{"CERTIFICATES", "CRLS", "CTLS"};
    const std::string key = core::ascii_upper(setting.key);
    for (const std::string_view root : k_roots) {
        if (!key.starts_with(root)) continue;
        const std::string_view rest = std::string_view(key).substr(root.size());
        if (rest.empty()) return true;
        if (rest.front() != '\\') continue;
        const std::size_t end = rest.find('\\', 1);
        if (end == std::string_view::npos) return true;
        return std::find(k_subkeys.begin(), k_subkeys.end(), rest.substr(end + 1)) != k_subkeys.end();
    }
    return false;
}

bool same_content(const PolicyEntry& a, const PolicyEntry& b) {
    return a.content().type == b.content().type && a.content().data == b.content().data && a.setting->preference == b.setting->preference &&
           a.setting->targeting == b.setting->targeting;
}

/// The certificates of an item by the setting they stand in.
using StoredBySetting = std::map<const ScopedSetting*, const StoredCertificate*>;

StoredBySetting stored_by_setting(const InspectedItem& item) {
    StoredBySetting stored;
    for (const StoredCertificate& one : item.stored)
        if (one.setting < item.settings.size()) stored.emplace(&item.settings[one.setting], &one);
    return stored;
}

std::vector<const Property*> by_id(const StoredCertificate& stored) {
    std::vector<const Property*> properties;
    for (const Property& property : stored.properties) properties.push_back(&property);
    std::stable_sort(properties.begin(), properties.end(), [](const Property* a, const Property* b) { return a->id < b->id; });
    return properties;
}

std::vector<ComparedProperty> compare_properties(const StoredCertificate& before, const StoredCertificate& after) {
    std::vector<ComparedProperty> differing;
    const std::vector<const Property*> a = by_id(before);
    const std::vector<const Property*> b = by_id(after);
    for (std::size_t i = 0, k = 0; i < a.size() || k < b.size();) {
        const bool only_a = k == b.size() || (i < a.size() && a[i]->id < b[k]->id);
        const bool only_b = !only_a && (i == a.size() || b[k]->id < a[i]->id);
        const Property* const one = only_b ? nullptr : a[i++];
        const Property* const other = only_a ? nullptr : b[k++];
        if (one == nullptr || other == nullptr || one->value != other->value) differing.push_back({one != nullptr ? one->id : other->id, one, other});
    }
    return differing;
}

class Comparison {
public:
    Comparison(const InspectedItem& before, const InspectedItem& after, Difference& difference)
        : m_before(stored_by_setting(before)), m_after(stored_by_setting(after)), m_difference(difference) {}

    /// Both sorted by identity.
    void compare(const std::vector<PolicyEntry>& before, const std::vector<PolicyEntry>& after) {
        for (std::size_t i = 0, k = 0; i < before.size() || k < after.size();) {
            const bool only_a = k == after.size() || (i < before.size() && compare_identity(before[i], after[k]) < 0);
            const bool only_b = !only_a && (i == before.size() || compare_identity(after[k], before[i]) < 0);
            const PolicyEntry* const a = only_b ? nullptr : &before[i++];
            const PolicyEntry* const b = only_a ? nullptr : &after[k++];
            add(a, b);
        }
    }

private:
    /// The certificate of an entry that clients get to keep.
    static const StoredCertificate* find(const StoredBySetting& stored, const PolicyEntry* entry) {
        if (entry == nullptr || entry->undone) return nullptr;
        const auto found = stored.find(entry->setting);
        return found == stored.end() ? nullptr : found->second;
    }

    static ComparedSetting compared(const PolicyEntry* a, const PolicyEntry* b) {
        ComparedSetting setting;
        setting.side = a != nullptr ? a->side : b->side;
        if (a != nullptr) {
            setting.before = a->setting;
            setting.undone_before = a->undone;
        }
        if (b != nullptr) {
            setting.after = b->setting;
            setting.undone_after = b->undone;
        }
        setting.is_skeleton = (a == nullptr || is_skeleton(a->content())) && (b == nullptr || is_skeleton(b->content()));
        return setting;
    }

    void add(const PolicyEntry* a, const PolicyEntry* b) {
        const StoredCertificate* const one = find(m_before, a);
        const StoredCertificate* const other = find(m_after, b);
        if (one != nullptr || other != nullptr)
            add_certificate(a, b, one, other);
        else
            add_setting(a, b);
    }

    void add_setting(const PolicyEntry* a, const PolicyEntry* b) {
        Difference::Settings& settings = m_difference.settings;
        if (a == nullptr)
            settings.added.push_back(compared(a, b));
        else if (b == nullptr)
            settings.lost.push_back(compared(a, b));
        else if (!same_content(*a, *b) || a->undone != b->undone)
            settings.changed.push_back(compared(a, b));
        else
            ++m_difference.same_settings;
    }

    void add_certificate(const PolicyEntry* a, const PolicyEntry* b, const StoredCertificate* before, const StoredCertificate* after) {
        Difference::Certificates& certificates = m_difference.certificates;
        // Below one key there may stand two certificates, where one of them has a wrong name.
        const bool other_one = before != nullptr && after != nullptr && before->certificate && after->certificate &&
                               before->certificate->sha1() != after->certificate->sha1();
        if (before == nullptr || other_one) certificates.added.push_back({.entry = compared(a, b), .after = after});
        if (after == nullptr || other_one) certificates.removed.push_back({.entry = compared(a, b), .before = before});
        if (before == nullptr || after == nullptr || other_one) return;
        ComparedCertificate kept{.entry = compared(a, b), .before = before, .after = after, .blob_differs = !same_content(*a, *b)};
        if (kept.blob_differs && !before->properties.empty() && !after->properties.empty()) kept.properties = compare_properties(*before, *after);
        certificates.kept.push_back(std::move(kept));
    }

    StoredBySetting m_before;
    StoredBySetting m_after;
    Difference& m_difference;
};

}  // namespace

bool Difference::is_empty() const {
    const auto differs = [](const ComparedCertificate& one) { return one.blob_differs; };
    const auto matters = [](const ComparedFact& fact) { return fact.matters; };
    return certificates.added.empty() && certificates.removed.empty() && std::none_of(certificates.kept.begin(), certificates.kept.end(), differs) &&
           settings.added.empty() && settings.changed.empty() && settings.lost.empty() && files.added.empty() && files.changed.empty() &&
           files.lost.empty() && std::none_of(facts.begin(), facts.end(), matters);
}

core::Result<Difference> compare(const InspectedItem& before, const InspectedItem& after) {
    GPOTRUST_TRY(require_whole(before));
    GPOTRUST_TRY(require_whole(after));
    GPOTRUST_TRY_ASSIGN(Extents extents, extents_of(before, after));
    Difference difference;
    difference.notes = std::move(extents.notes);
    note_troubles(before, "A", difference.notes);
    note_troubles(after, "B", difference.notes);
    Comparison(before, after, difference).compare(entries_of(before, extents.before), entries_of(after, extents.after));
    if (extents.before.files) {
        compare_files(before, after, difference);
        compare_facts(before, after, difference);
    }
    return difference;
}

}  // namespace gpotrust::audit
