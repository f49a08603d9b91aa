// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/gpo_backup/merged_scheme.hpp"

#include <algorithm>

#include "artefact/gpo_backup/layout.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/gpo/extension_list.hpp"
#include "gpotrust/trust/base_gpo.hpp"
#include "gpotrust/xml/node.hpp"

namespace gpotrust::artefact::gpo_backup {
namespace {

using trust::Side;
using xml::Node;
using xml::NodeKind;

constexpr std::string_view k_scheme_uri = "http://www.microsoft.com/GroupPolicy/GPOOperations";
constexpr std::string_view k_registry_extension_id = "{35378EAC-683F-11D2-A89A-00C04FBBCFA2}";

tl::unexpected<core::Error> unexpected(std::string_view element) {
    return core::fail(
        core::Error{core::ErrorCode::unsupported_input, "the element is missing", "back the GPO up again", {"Backup.xml", std::string(element)}});
}

/// What stands for "bkp" in this document: gpo-studio's library, for one, chooses a prefix of its own.
std::string prefix_of(const Node& root) {
    for (const auto& [name, value] : root.attributes) {
        if (value == k_scheme_uri && name.starts_with("xmlns:")) return name.substr(6) + ":";
    }
    return "bkp:";
}

/// The prefix the document gives to elements; mostly none.
std::string element_prefix(const Node& element) {
    const std::size_t colon = element.name.find(':');
    return colon == std::string::npos ? std::string() : element.name.substr(0, colon + 1);
}

void set(Node& settings, std::string_view element, std::string text) {
    Node* child = settings.child(element);
    if (child == nullptr) {
        settings.children.push_back({.name = element_prefix(settings) + std::string(element)});
        child = &settings.children.back();
    }
    if (child->text() != text) child->set_text(std::move(text), true);
}

void set_identity(Node& settings, const trust::GpoIdentity& identity) {
    const Node* id = settings.child("ID");
    // The base's own spelling stays: the GUIDs of the default GPOs are of mixed case, and domains are often in capitals.
    if (id == nullptr || core::parse_guid(id->text()).value_or(core::Guid{}) != identity.guid)
        set(settings, "ID", core::to_braced_upper(identity.guid));
    const Node* domain = settings.child("Domain");
    if (domain == nullptr || !core::ascii_iequals(domain->text(), trust::domain_or_placeholder(identity)))
        set(settings, "Domain", std::string(trust::domain_or_placeholder(identity)));
    set(settings, "DisplayName", identity.name);
}

core::Result<void> set_side(Node& settings, const trust::TrustPolicy& policy, const BuildContext& context, Side side) {
    if (!trust::includes(policy.scope, side)) return {};
    const std::string prefix = side == Side::computer ? "Machine" : "User";
    GPOTRUST_TRY_ASSIGN(const unsigned number, side_number(policy, context, side));
    GPOTRUST_TRY_ASSIGN(const std::uint32_t version, version_number(number));
    set(settings, prefix + "VersionNumber", std::to_string(version));
    GPOTRUST_TRY_ASSIGN(const auto ours, trust::settings_for(policy, side));
    const std::string& listed = policy.base->side(side).extensions;
    if (ours.empty()) {
        set(settings, prefix + "ExtensionGuids", listed);
        return {};
    }
    GPOTRUST_TRY_ASSIGN(const auto groups, gpo::parse_extension_list(listed));
    const auto merged = gpo::merged_extensions(groups, gpo::public_key_extensions(side == Side::computer));
    set(settings, prefix + "ExtensionGuids", merged == groups ? listed : gpo::serialize_extension_list(merged));
    return {};
}

/// One FSObjectFile, and how this document writes it.
struct PolicyFile {
    Side side;
    std::string location;  ///< with backslashes
};

Node file_element(const PolicyFile& file, const trust::TrustPolicy& policy, const std::string& element, const std::string& prefix) {
    const bool computer = file.side == Side::computer;
    const std::string controller = policy.base->domain_controller.empty() ? std::string(k_no_domain_controller) : policy.base->domain_controller;
    const std::string source = "\\\\" + controller + "\\sysvol\\" + std::string(trust::domain_or_placeholder(policy.identity)) + "\\Policies\\" +
                               core::to_braced_upper(policy.identity.guid) + (computer ? "\\Machine" : "\\User") + "\\registry.pol";
    return {.name = element + "FSObjectFile",
            .attributes = {{prefix + "Path", computer ? "%GPO_MACH_FSPATH%\\registry.pol" : "%GPO_USER_FSPATH%\\registry.pol"},
                           {prefix + "SourceExpandedPath", source},
                           {prefix + "Location", file.location}}};
}

bool is_location(const Node& node, const std::string& prefix, std::string_view location) {
    const std::string* named = node.kind == NodeKind::element ? node.attribute(prefix + "Location") : nullptr;
    return named != nullptr && core::ascii_iequals(*named, location);
}

/// The extension that lists registry.pol; made where the document has none.
Node& registry_extension_of(Node& gpo, const std::string& prefix) {
    const auto is_it = [&](const Node& node) {
        const std::string* id = node.kind == NodeKind::element ? node.attribute(prefix + "ID") : nullptr;
        return id != nullptr && xml::local_name(node.name) == "GroupPolicyExtension" && core::ascii_iequals(*id, k_registry_extension_id);
    };
    auto found = std::find_if(gpo.children.begin(), gpo.children.end(), is_it);
    if (found != gpo.children.end()) return *found;
    Node extension{.name = element_prefix(gpo) + "GroupPolicyExtension",
                   .attributes = {{prefix + "ID", std::string(k_registry_extension_id)}, {prefix + "DescName", "Registry"}}};
    const auto settings = std::find_if(gpo.children.begin(), gpo.children.end(), [](const Node& node) {
        return node.kind == NodeKind::element && xml::local_name(node.name) == "GroupPolicyCoreSettings";
    });
    return *gpo.children.insert(settings == gpo.children.end() ? settings : settings + 1, std::move(extension));
}

/// GPMC's order: the machine's file, the user's, then Adm; the white space before the first of them is repeated.
void insert_file(Node& extension, Node file, bool computer) {
    const auto is_file = [](const Node& node) { return node.kind == NodeKind::element; };
    auto first = std::find_if(extension.children.begin(), extension.children.end(), is_file);
    const bool spaced = first != extension.children.begin() && first != extension.children.end() && (first - 1)->kind == NodeKind::text;
    const Node space = spaced ? *(first - 1) : Node{};
    const bool after_machine = !computer && first != extension.children.end() &&
                               std::any_of(first->attributes.begin(), first->attributes.end(),
                                           [](const auto& pair) { return pair.second == "%GPO_MACH_FSPATH%\\registry.pol"; });
    auto at = after_machine ? first + 1 : first;
    if (after_machine && spaced) at = extension.children.insert(at, space) + 1;
    at = extension.children.insert(at, std::move(file));
    if (!after_machine && spaced) extension.children.insert(at + 1, space);
}

/// With the white space before it.
void erase_file(Node& extension, const std::string& prefix, std::string_view location) {
    std::vector<Node> kept;
    for (Node& node : extension.children) {
        if (!is_location(node, prefix, location)) {
            kept.push_back(std::move(node));
        } else if (!kept.empty() && kept.back().kind == NodeKind::text) {
            kept.pop_back();
        }
    }
    extension.children = std::move(kept);
}

core::Result<void> set_file(Node& gpo, const trust::TrustPolicy& policy, Side side, const std::string& prefix) {
    const std::string& spelt = policy.base->side(side).registry_pol;
    std::string location = spelt.empty() ? std::string(registry_pol_path(side)) : spelt;
    std::replace(location.begin(), location.end(), '/', '\\');
    GPOTRUST_TRY_ASSIGN(const auto merged, trust::registry_policy_of(policy, side));
    bool named = false;
    for (Node& extension : gpo.children) {
        if (xml::local_name(extension.name) != "GroupPolicyExtension") continue;
        if (!merged) erase_file(extension, prefix, location);
        named = named || std::any_of(extension.children.begin(), extension.children.end(),
                                     [&](const Node& node) { return is_location(node, prefix, location); });
    }
    if (!merged || named) return {};
    Node& extension = registry_extension_of(gpo, prefix);
    insert_file(extension, file_element({side, location}, policy, element_prefix(extension), prefix), side == Side::computer);
    return {};
}

}  // namespace

core::Result<unsigned> side_number(const trust::TrustPolicy& policy, const BuildContext& context, Side side) {
    if (!trust::includes(policy.scope, side)) return policy.base == nullptr ? 0U : policy.base->side(side).version;
    const unsigned number = context.revision + (policy.base == nullptr ? 0U : policy.base->side(side).version);
    if (number > k_highest_revision)
        return core::fail(policy.base == nullptr ? core::ErrorCode::usage : core::ErrorCode::unsupported_input,
                          "version " + std::to_string(number) + " does not fit a GPO's 16-bit version number",
                          "use a GPO of its own for the certificate (without --base)");
    return number;
}

core::Result<core::Bytes> merged_scheme(const trust::TrustPolicy& policy, const BuildContext& context) {
    auto read = xml::parse_nodes(policy.base->backup_xml);
    if (!read) return core::fail(std::move(read).error().in("Backup.xml"));
    xml::NodeDocument document = *std::move(read);
    const std::string prefix = prefix_of(document.root());
    Node* gpo = document.root().child("GroupPolicyObject");
    if (gpo == nullptr) return unexpected("GroupPolicyObject");
    Node* settings = gpo->child("GroupPolicyCoreSettings");
    if (settings == nullptr) return unexpected("GroupPolicyObject/GroupPolicyCoreSettings");
    set_identity(*settings, policy.identity);
    set(*settings, "Options", std::to_string(policy.base->options));
    for (const Side side : {Side::computer, Side::user}) GPOTRUST_TRY(set_side(*settings, policy, context, side));
    // Last: an extension that is added moves the other elements.
    for (const Side side : {Side::computer, Side::user}) GPOTRUST_TRY(set_file(*gpo, policy, side, prefix));
    return xml::serialize_nodes(document);
}

}  // namespace gpotrust::artefact::gpo_backup
