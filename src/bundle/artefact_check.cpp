// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "bundle/artefact_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "bundle/finding_kinds.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::bundle {
namespace {

using artefact::Format;
using artefact::ReadBack;
using core::FileTree;
using core::RelativePath;

/// What a format makes of the policy.
struct Made {
    const Format* format;
    FileTree files;
};

/// Exactly the formats that were made: a later version may know more, an earlier one less.
std::vector<const Format*> made_formats(const Manifest& manifest) {
    std::vector<const Format*> made;
    for (const Format* format : artefact::formats()) {
        if (std::find(manifest.formats.begin(), manifest.formats.end(), format->id) != manifest.formats.end()) made.push_back(format);
    }
    return made;
}

/// The list of formats against those that are known and those that were asked for.
void check_formats(const Manifest& manifest, FindingList& findings) {
    const std::vector<std::string> known = artefact::ids_of(made_formats(manifest));
    const std::vector<std::string> chosen = artefact::ids_of(artefact::chosen_formats(manifest.selection));
    const bool ours = manifest.tool_version == GPOTRUST_VERSION;
    if (known != manifest.formats) {
        findings.add(k_artefact_list, std::string(k_manifest_name), "formats: it names formats this version does not know, or not in order");
    } else if (ours && chosen != manifest.formats) {
        findings.add(k_artefact_list, std::string(k_manifest_name), "formats: they are not those that were asked for");
    }
}

core::Result<std::vector<Made>> make_all(const Manifest& manifest, const trust::TrustPolicy& policy) {
    const artefact::BuildContext context{manifest.revision, manifest.created_at,   manifest.backup_id,
                                         manifest.slug,     manifest.tool_version, manifest.formats};
    std::vector<Made> all;
    for (const Format* format : made_formats(manifest)) {
        auto files = format->build(policy, context);
        if (!files) return core::fail(std::move(files).error().in(std::string(format->id)));
        all.push_back({format, *std::move(files)});
    }
    return all;
}

/// The manifest's list of artefacts against the files that must be there.
class ListCheck {
public:
    explicit ListCheck(const std::vector<Made>& all) {
        for (const Made& made : all) {
            for (const auto& [path, octets] : made.files) {
                m_format_of.emplace(path.text(), made.format->id);
                m_spelling_of.emplace(core::ascii_lower(path.text()), path.text());
            }
        }
    }

    void run(const Manifest& manifest, FindingList& findings) const {
        std::set<std::string_view> named;
        for (const ManifestArtefact& artefact : manifest.artefacts) {
            named.insert(artefact.path);
            const std::string fault = fault_of(artefact);
            if (!fault.empty() && !findings.names(artefact.path)) findings.add(k_artefact_list, artefact.path, fault);
        }
        for (const auto& [path, id] : m_format_of) {
            if (!named.contains(path) && !findings.names(path)) findings.add(k_artefact_list, path, "it is not in the list");
        }
    }

private:
    [[nodiscard]] std::string fault_of(const ManifestArtefact& artefact) const {
        const auto format = m_format_of.find(artefact.path);
        if (format != m_format_of.end())
            return format->second == artefact.format ? "" : fmt::format("it belongs to {}, not to {}", format->second, artefact.format);
        const auto spelling = m_spelling_of.find(core::ascii_lower(artefact.path));
        if (spelling != m_spelling_of.end()) return fmt::format("it differs from {} by case alone", spelling->second);
        return "no format makes such a file of this policy";
    }

    std::map<std::string, std::string_view, std::less<>> m_format_of = {};
    std::map<std::string, std::string> m_spelling_of = {};
};

/// The file that a reader's error or a place in what it read is about: both begin with its name.
std::string path_of(std::string_view place, const Made& made) {
    for (const auto& [path, octets] : made.files) {
        const std::string& text = path.text();
        const std::string_view name = std::string_view(text).substr(text.rfind('/') + 1);
        if (place.starts_with(name) || (place.find('/') != std::string_view::npos && text.ends_with(place))) return text;
    }
    return made.files.empty() ? std::string() : made.files.begin()->first.text();
}

/// Where two texts of what an artefact says first differ.
std::string first_difference(const ReadBack& found, const ReadBack& wanted) {
    const auto [there, expected] = std::mismatch(found.told.begin(), found.told.end(), wanted.told.begin(), wanted.told.end());
    if (expected != wanted.told.end()) return expected->first;
    return there == found.told.end() ? std::string() : there->first;
}

/// Compares what two versions of an artefact do. Returns false when a difference was reported.
bool means_the_same(const Made& made, const trust::TrustPolicy& policy, const FileTree& files, FindingList& findings) {
    const auto found = artefact::read_back(*made.format, policy, files);
    if (!found) {
        const std::string place = found.error().context.empty() ? std::string() : found.error().context.front();
        findings.add(k_artefact_unreadable, path_of(place, made), found.error().text());
        return false;
    }
    const auto wanted = artefact::read_back(*made.format, policy, made.files);
    if (wanted && found->computer != wanted->computer) {
        findings.add(k_artefact_disagrees, path_of("Machine/registry.pol", made), "computer side");
    } else if (wanted && found->user != wanted->user) {
        findings.add(k_artefact_disagrees, path_of("User/registry.pol", made), "user side");
    } else if (!wanted || found->told != wanted->told) {
        const std::string place = wanted ? first_difference(*found, *wanted) : std::string();
        findings.add(k_artefact_disagrees, path_of(place, made), place);
    } else {
        return true;
    }
    return false;
}

/// The format's files that are there and are not what comes out, but for those of which something was already said.
std::vector<std::string> changed_files(const Made& made, const FileTree& files, const FindingList& findings) {
    std::vector<std::string> changed;
    for (const auto& [path, octets] : made.files) {
        const auto file = files.find(path);
        if (file != files.end() && file->second != octets && !findings.names(path.text())) changed.push_back(path.text());
    }
    return changed;
}

void check_files(const Made& made, const Manifest& manifest, const trust::TrustPolicy& policy, const FileTree& files, FindingList& findings) {
    const std::vector<std::string> changed = changed_files(made, files, findings);
    if (changed.empty()) return;
    const bool ours = manifest.tool_version == GPOTRUST_VERSION;
    const bool comparable = made.format->is_prose || made.format->read != nullptr;
    if (ours || !comparable) {
        for (const std::string& path : changed) findings.add(k_artefact_disagrees, path, "it is not the file this program makes of that policy");
        return;
    }
    if (!made.format->is_prose && !means_the_same(made, policy, files, findings)) return;
    for (const std::string& path : changed) findings.add(k_other_version, path, fmt::format("version {}", manifest.tool_version));
}

}  // namespace

void check_artefacts(const Manifest& manifest, const trust::TrustPolicy& policy, const FileTree& files, FindingList& findings) {
    check_formats(manifest, findings);
    const auto all = make_all(manifest, policy);
    if (!all) {
        findings.add(k_artefact_list, std::string(k_manifest_name), all.error().text());
        return;
    }
    ListCheck(*all).run(manifest, findings);
    for (const Made& made : *all) check_files(made, manifest, policy, files, findings);
}

}  // namespace gpotrust::bundle
