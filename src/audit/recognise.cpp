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

struct ForeignKind {
    std::string_view magic;
    std::string_view name;
};

// What other verbs or versions read, or what is known from Group Policy; all else is named by the export reader.
constexpr std::string_view k_registry_hive = "regf";

constexpr std::array k_text_kinds{
    ForeignKind{"<?xml", "an XML document"},
    ForeignKind{"<GroupPolicyBackupScheme", "the Backup.xml of a GPO backup"},
};

bool is_reg_file(std::string_view head) { return head.starts_with("Windows Registry Editor") || head.starts_with("REGEDIT4"); }

/// The root may stand behind a declaration and comments.
bool is_preferences(std::string_view head) { return head.starts_with('<') && head.find("<RegistrySettings") != std::string_view::npos; }

}  // namespace

std::string_view foreign_kind(BytesView content) {
    if (starts_with(content, k_registry_hive)) return "a registry hive";
    const std::string head = textual_head(content);
    for (const ForeignKind& kind : k_text_kinds)
        if (head.starts_with(kind.magic)) return kind.name;
    return {};
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
