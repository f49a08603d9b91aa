// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "gpo/fields.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/gpo/backup.hpp"

namespace gpotrust::gpo {
namespace {

using xml::Element;

/// Import-GPO copies what Location names: a place outside the backup is damage or an attack.
bool stays_inside(std::string_view location) {
    if (location.find(':') != std::string_view::npos || location.starts_with('/')) return false;
    for (std::size_t start = 0; start <= location.size();) {
        const std::size_t end = std::min(location.find('/', start), location.size());
        if (location.substr(start, end - start) == "..") return false;
        start = end + 1;
    }
    return true;
}

core::Result<NamedFile> parse_named_file(const Element& element, bool is_folder) {
    const std::string* const path = attribute_of(element, "Path");
    const std::string* const location = attribute_of(element, "Location");
    NamedFile named{.path = path == nullptr ? std::string() : *path, .location = {}, .is_folder = is_folder};
    if (location == nullptr) return named;
    named.location = *location;
    std::replace(named.location.begin(), named.location.end(), '\\', '/');
    if (!stays_inside(named.location))
        return fault(std::string(local_name(element.name)) + "/@Location", "leads out of the backup: " + core::printable(*location),
                     "do not import this backup; its Backup.xml was not written by Group Policy");
    return named;
}

/// Folders may hold their files' elements; most writers list all side by side. The document's depth is limited.
core::Result<void> collect_files(const Element& parent, std::vector<NamedFile>& files) {
    for (const Element& child : parent.children) {
        const std::string_view name = local_name(child.name);
        const bool is_folder = name == "FSObjectDir";
        if (is_folder || name == "FSObjectFile") {
            GPOTRUST_TRY_ASSIGN(NamedFile named, parse_named_file(child, is_folder));
            files.push_back(std::move(named));
        }
        GPOTRUST_TRY(collect_files(child, files));
    }
    return {};
}

core::Result<void> parse_extensions(const Element& gpo, Scheme& scheme) {
    for (const Element& child : gpo.children) {
        if (local_name(child.name) != "GroupPolicyExtension") continue;
        if (const std::string* const name = attribute_of(child, "DescName")) scheme.extensions.push_back(*name);
        GPOTRUST_TRY(collect_files(child, scheme.files));
    }
    return {};
}

core::Result<void> parse_core_settings(const Element& settings, Scheme& scheme) {
    GPOTRUST_TRY_ASSIGN(scheme.gpo_guid, required_guid(settings, "ID"));
    GPOTRUST_TRY_ASSIGN(scheme.domain, optional_text(settings, "Domain"));
    GPOTRUST_TRY_ASSIGN(scheme.gpo_name, required_name(settings, "DisplayName"));
    GPOTRUST_TRY_ASSIGN(scheme.options, number_or_zero(settings, "Options"));
    GPOTRUST_TRY_ASSIGN(scheme.computer.version, number_or_zero(settings, "MachineVersionNumber"));
    GPOTRUST_TRY_ASSIGN(scheme.user.version, number_or_zero(settings, "UserVersionNumber"));
    GPOTRUST_TRY_ASSIGN(scheme.computer.extensions, optional_text(settings, "MachineExtensionGuids"));
    GPOTRUST_TRY_ASSIGN(scheme.user.extensions, optional_text(settings, "UserExtensionGuids"));
    GPOTRUST_TRY_ASSIGN(scheme.wmi_filter, optional_text(settings, "WMIFilter"));
    return {};
}

}  // namespace

core::Result<Scheme> parse_scheme(core::BytesView document) {
    GPOTRUST_TRY_ASSIGN(const Element root, parse_root(document, "GroupPolicyBackupScheme"));
    GPOTRUST_TRY_ASSIGN(const Element* const gpo, required_child(root, "GroupPolicyObject"));
    GPOTRUST_TRY_ASSIGN(const Element* const settings, required_child(*gpo, "GroupPolicyCoreSettings"));
    Scheme scheme;
    GPOTRUST_TRY(parse_core_settings(*settings, scheme));
    GPOTRUST_TRY(parse_extensions(*gpo, scheme));
    return scheme;
}

}  // namespace gpotrust::gpo
