// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/gpo_backup/merged_report.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "artefact/gpo_backup/layout.hpp"
#include "artefact/gpo_backup/merged_scheme.hpp"
#include "artefact/registry_sides.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/trust/base_gpo.hpp"
#include "gpotrust/xml/node.hpp"

namespace gpotrust::artefact::gpo_backup {
namespace {

using trust::Side;
using trust::Store;
using xml::Node;
using xml::NodeKind;

/// A report shows every blob in hex and UTF-16.
constexpr xml::ReadLimits k_report_limits{.octets = std::size_t{512} << 20U};
constexpr std::string_view k_public_key = "http://www.microsoft.com/GroupPolicy/Settings/PublicKey";

/// In the order of the report.
constexpr std::array k_stores{Store::root, Store::intermediate, Store::trusted_people, Store::trusted_publisher, Store::disallowed};

/// The place of an element among those of certificates; k_stores.size() for any other.
std::size_t rank_of(const Node& node) {
    if (node.kind != NodeKind::element) return k_stores.size();
    const std::string_view name = xml::local_name(node.name);
    const auto found = std::find_if(k_stores.begin(), k_stores.end(), [&](Store store) { return report_element(store) == name; });
    return static_cast<std::size_t>(found - k_stores.begin());
}
bool is_certificate(const Node& node) { return rank_of(node) < k_stores.size(); }

std::string data_of(const Node& certificate) {
    const Node* data = certificate.child("Data");
    return data == nullptr ? std::string() : data->text();
}

/// The prefix, with its colon, that an Extension gives to Public Key settings; empty for any other extension.
std::string public_key_prefix(const Node& extension) {
    for (const auto& [name, value] : extension.attributes) {
        if (value == k_public_key && name.starts_with("xmlns:")) return name.substr(6) + ":";
    }
    return {};
}

/// The ExtensionData of a side that shows Public Key settings.
Node* public_key_data(Node& side) {
    for (Node& data : side.children) {
        const Node* extension = xml::local_name(data.name) == "ExtensionData" ? data.child("Extension") : nullptr;
        if (extension != nullptr && !public_key_prefix(*extension).empty()) return &data;
    }
    return nullptr;
}

// The recursion is as deep as the document, which the reader has bounded.
void rename_prefix(Node& node, const std::string& from, const std::string& to) {
    if (node.name.starts_with(from)) node.name = to + node.name.substr(from.size());
    for (auto& [name, value] : node.attributes) {
        if (name == "xmlns:" + from.substr(0, from.size() - 1)) name = "xmlns:" + to.substr(0, to.size() - 1);
        if (name == "xsi:type" && value.starts_with(from)) value = to + value.substr(from.size());
    }
    for (Node& child : node.children) rename_prefix(child, from, to);
}

/// The highest N of the prefixes qN that extensions declare.
unsigned highest_prefix(const Node& node) {
    unsigned highest = 0;
    for (const auto& [name, value] : node.attributes) {
        if (!name.starts_with("xmlns:q")) continue;
        unsigned number = 0;
        for (const char digit : name.substr(7))
            number = digit >= '0' && digit <= '9' && number < 100'000 ? number * 10 + static_cast<unsigned>(digit - '0') : 0;
        highest = std::max(highest, number);
    }
    for (const Node& child : node.children) highest = std::max(highest, highest_prefix(child));
    return highest;
}

/// Takes an element out, with the white space before it.
std::vector<Node>::iterator erase_element(std::vector<Node>& nodes, std::vector<Node>::iterator at) {
    at = nodes.erase(at);
    return at != nodes.begin() && (at - 1)->kind == NodeKind::text ? nodes.erase(at - 1) : at;
}

/// Puts an element before another, with the white space that stands before that one. At the end: behind the last element.
void insert_element(std::vector<Node>& nodes, std::vector<Node>::iterator at, Node element) {
    if (at == nodes.end() && !nodes.empty() && nodes.back().kind == NodeKind::text) --at;
    const auto last = std::find_if(nodes.rbegin(), nodes.rend(), [](const Node& node) { return node.kind == NodeKind::element; });
    const auto sibling = last == nodes.rend() ? nodes.end() : last.base() - 1;
    const bool spaced = sibling != nodes.end() && sibling != nodes.begin() && (sibling - 1)->kind == NodeKind::text;
    const Node space = spaced ? *(sibling - 1) : Node{};
    // In front of `at` stands its own white space: the new element takes that, and a copy goes between the two.
    const bool before_element = at != nodes.end() && at->kind == NodeKind::element;
    if (!before_element && spaced) at = nodes.insert(at, space) + 1;
    at = nodes.insert(at, std::move(element));
    if (before_element && spaced) nodes.insert(at + 1, space);
}

using Shown = std::set<std::pair<std::size_t, std::string>>;  ///< (place, blob in hex)

/// What registry.pol holds of the stores a report shows.
Shown held_by(const std::vector<registry_policy::Setting>& records) {
    Shown held;
    for (const registry_policy::Setting& record : records) {
        const std::string key = core::ascii_lower(record.key);
        for (std::size_t i = 0; i < k_stores.size(); ++i) {
            const std::string below = core::ascii_lower(std::string(k_store_root) + std::string(trust::to_text(k_stores[i])) + "\\certificates\\");
            if (key.starts_with(below) && core::ascii_iequals(record.value, k_blob_value)) held.emplace(i, core::to_hex_upper(record.data));
        }
    }
    return held;
}

/// The certificates of the policy's own report that are not shown yet, by place, with the prefix of the extension they go into.
std::map<std::size_t, std::vector<Node>> missing_of(const Node& extension, const Node* own_extension, const Shown& shown) {
    std::map<std::size_t, std::vector<Node>> missing;
    if (own_extension == nullptr) return missing;
    const std::string from = public_key_prefix(*own_extension);
    const std::string to = public_key_prefix(extension);
    for (const Node& certificate : own_extension->children) {
        const std::size_t rank = rank_of(certificate);
        if (rank == k_stores.size() || shown.contains({rank, data_of(certificate)})) continue;
        missing[rank].push_back(certificate);
        rename_prefix(missing[rank].back(), from, to);
    }
    return missing;
}

/// The extension's nodes made anew in one pass: what registry.pol no longer holds is left out, what is missing stands behind its kind.
class Rewriting {
public:
    Rewriting(Node& extension, const Node* own_extension, const Shown& held) : m_extension(extension), m_held(held) {
        Shown shown;
        for (const Node& node : extension.children) {
            if (is_certificate(node)) shown.emplace(rank_of(node), data_of(node));
        }
        m_missing = missing_of(extension, own_extension, shown);
        const auto& nodes = extension.children;
        const auto first = std::find_if(nodes.begin(), nodes.end(), [](const Node& node) { return node.kind == NodeKind::element; });
        if (first != nodes.end() && first != nodes.begin() && (first - 1)->kind == NodeKind::text) m_space = *(first - 1);
    }

    void run() {
        for (Node& node : m_extension.children) {
            if (is_certificate(node)) {
                add_missing_before(rank_of(node));
                if (!m_held.contains({rank_of(node), data_of(node)})) {
                    drop_space();
                    continue;
                }
            }
            m_nodes.push_back(std::move(node));
        }
        std::optional<Node> tail;
        if (!m_nodes.empty() && m_nodes.back().kind == NodeKind::text) {
            tail = std::move(m_nodes.back());
            m_nodes.pop_back();
        }
        add_missing_before(k_stores.size());
        if (tail) m_nodes.push_back(*std::move(tail));
        m_extension.children = std::move(m_nodes);
    }

private:
    /// White space stands before an element; the new ones take that of the first.
    void add_missing_before(std::size_t rank) {
        while (!m_missing.empty() && m_missing.begin()->first < rank) {
            std::optional<Node> before = take_space();
            for (Node& certificate : m_missing.begin()->second) {
                if (m_space) m_nodes.push_back(*m_space);
                m_nodes.push_back(std::move(certificate));
            }
            if (before) m_nodes.push_back(*std::move(before));
            m_missing.erase(m_missing.begin());
        }
    }
    std::optional<Node> take_space() {
        if (m_nodes.empty() || m_nodes.back().kind != NodeKind::text) return std::nullopt;
        std::optional<Node> space = std::move(m_nodes.back());
        m_nodes.pop_back();
        return space;
    }
    void drop_space() { static_cast<void>(take_space()); }

    Node& m_extension;
    const Shown& m_held;
    std::map<std::size_t, std::vector<Node>> m_missing = {};
    std::optional<Node> m_space = {};
    std::vector<Node> m_nodes = {};
};

/// The extension says something beside what the editor always adds on the computer's side.
bool says_something(const Node& extension) {
    return std::any_of(extension.children.begin(), extension.children.end(), [](const Node& node) {
        return node.kind == NodeKind::element && xml::local_name(node.name) != "EFSSettings" &&
               xml::local_name(node.name) != "RootCertificateSettings";
    });
}

void show_certificates(Node& side, Node& own_side, const std::vector<registry_policy::Setting>& records, unsigned& prefixes) {
    Node* data = public_key_data(side);
    Node* own = public_key_data(own_side);
    if (data == nullptr) {
        if (own == nullptr) return;
        Node copy = *own;
        rename_prefix(copy, public_key_prefix(*own->child("Extension")), "q" + std::to_string(++prefixes) + ":");
        const auto first = std::find_if(side.children.begin(), side.children.end(), [](const Node& node) {
            return node.kind == NodeKind::element && xml::local_name(node.name) == "ExtensionData";
        });
        insert_element(side.children, first, std::move(copy));
        return;
    }
    Node& extension = *data->child("Extension");
    const Shown held = held_by(records);
    Rewriting(extension, own == nullptr ? nullptr : own->child("Extension"), held).run();
    const bool holds_any = std::any_of(records.begin(), records.end(), [](const registry_policy::Setting& record) {
        return core::ascii_lower(record.key).starts_with(core::ascii_lower(k_store_root));
    });
    if (!says_something(extension) && !holds_any) erase_element(side.children, side.children.begin() + (data - side.children.data()));
}

void set(Node* element, std::string text) {
    if (element != nullptr && element->text() != text) element->set_text(std::move(text), false);
}

core::Result<void> update_side(Node& root, Node& own_root, const trust::TrustPolicy& policy, const BuildContext& context, Side which,
                               unsigned& prefixes) {
    const std::string_view name = which == Side::computer ? "Computer" : "User";
    Node* side = root.child(name);
    Node* own = own_root.child(name);
    if (side == nullptr || own == nullptr) return {};
    if (trust::includes(policy.scope, which)) {
        GPOTRUST_TRY_ASSIGN(const unsigned number, side_number(policy, context, which));
        set(side->child("VersionDirectory"), std::to_string(number));
        set(side->child("VersionSysvol"), std::to_string(number));
    }
    set(side->child("Enabled"), policy.base->is_disabled(which) ? "false" : "true");
    GPOTRUST_TRY_ASSIGN(const auto merged, trust::registry_policy_of(policy, which));
    show_certificates(*side, *own, merged ? merged->records : std::vector<registry_policy::Setting>(), prefixes);
    return {};
}

void set_identity(Node& root, const trust::GpoIdentity& identity) {
    set(root.child("Name"), identity.name);
    Node* identifier = root.child("Identifier");
    if (identifier == nullptr) return;
    Node* guid = identifier->child("Identifier");
    if (guid != nullptr && core::parse_guid(guid->text()).value_or(core::Guid{}) != identity.guid) set(guid, core::to_braced_upper(identity.guid));
    Node* domain = identifier->child("Domain");
    if (domain != nullptr && !core::ascii_iequals(domain->text(), trust::domain_or_placeholder(identity)))
        set(domain, std::string(trust::domain_or_placeholder(identity)));
}

}  // namespace

core::Result<core::Bytes> merged_report(const trust::TrustPolicy& policy, const BuildContext& context, core::BytesView theirs, core::BytesView own) {
    auto read = xml::parse_nodes(theirs, k_report_limits);
    if (!read) return core::fail(std::move(read).error().in("gpreport.xml"));
    GPOTRUST_TRY_ASSIGN(xml::NodeDocument own_document, xml::parse_nodes(own, k_report_limits));
    xml::NodeDocument document = *std::move(read);
    Node& root = document.root();
    set_identity(root, policy.identity);
    unsigned prefixes = highest_prefix(root);
    for (const Side side : {Side::computer, Side::user}) GPOTRUST_TRY(update_side(root, own_document.root(), policy, context, side, prefixes));
    return xml::serialize_nodes(document);
}

}  // namespace gpotrust::artefact::gpo_backup
