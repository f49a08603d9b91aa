// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "audit/recognise.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "gpotrust/core/text.hpp"

namespace gpotrust::audit {
namespace {

using core::BytesView;

constexpr std::size_t k_head = 512;

bool starts_with(BytesView content, std::string_view magic) { return core::as_text(content).substr(0, magic.size()) == magic; }

/// The beginning as text with what Windows tools put around it taken away: byte-order marks, the NULs of UTF-16, leading blanks.
std::string textual_head(BytesView content) {
    std::string head;
    for (const std::uint8_t octet : content.first(std::min(content.size(), k_head))) {
        if (octet == 0 || octet >= 0x80) continue;
        if (head.empty() && (octet == ' ' || octet == '\r' || octet == '\n' || octet == '\t')) continue;
        head.push_back(static_cast<char>(octet));
    }
    return head;
}

// What other verbs or versions read, or what is known from Group Policy; all else is named by the export reader.
constexpr std::string_view k_registry_hive = "regf";
constexpr std::string_view k_gpo_document = "one document of a GPO backup";

/// Roots of a GPO's documents; a declaration and a comment may stand before them.
constexpr std::array<std::string_view, 4> k_gpo_documents{"<GroupPolicyBackupScheme", "<BackupInst", "<Backups",
                                                          "http://www.microsoft.com/GroupPolicy/Settings"};

bool is_reg_file(std::string_view head) { return head.starts_with("Windows Registry Editor") || head.starts_with("REGEDIT4"); }

/// The root may stand behind a declaration and comments.
bool is_preferences(std::string_view head) { return head.starts_with('<') && head.find("<RegistrySettings") != std::string_view::npos; }

}  // namespace

std::string_view foreign_kind(BytesView content) {
    if (starts_with(content, k_registry_hive)) return "a registry hive";
    const std::string head = textual_head(content);
    const bool is_xml = head.starts_with('<');
    const auto stands_in_head = [&](std::string_view mark) { return head.find(mark) != std::string::npos; };
    if (is_xml && std::any_of(k_gpo_documents.begin(), k_gpo_documents.end(), stands_in_head)) return k_gpo_document;
    return head.starts_with("<?xml") ? std::string_view("an XML document") : std::string_view();
}

Content recognise(BytesView content) {
    if (starts_with(content, "PReg")) return Content::registry_policy;
    if (starts_with(content, std::string_view("PK\x03\x04", 4)) || starts_with(content, std::string_view("PK\x05\x06", 4))) return Content::zip;
    const std::string head = textual_head(content);
    if (is_reg_file(head)) return Content::reg_file;
    if (is_preferences(head)) return Content::preferences;
    return foreign_kind(content).empty() ? Content::maybe_export : Content::foreign;
}

}  // namespace gpotrust::audit
