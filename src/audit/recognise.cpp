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

constexpr std::array k_binary_kinds{
    ForeignKind{"MZ", "a Windows program"},
    ForeignKind{"\x7f"
                "ELF",
                "a program"},
    ForeignKind{"\xD0\xCF\x11\xE0", "an OLE file (.msi, .doc)"},
    ForeignKind{"%PDF", "a PDF document"},
    ForeignKind{"SQLite format 3", "an SQLite database"},
    ForeignKind{"\xFE\xED\xFE\xED", "a Java key store (.jks)"},
    ForeignKind{"regf", "a registry hive"},
};

constexpr std::array k_text_kinds{
    ForeignKind{"<?xml", "an XML document"},
    ForeignKind{"<GroupPolicyBackupScheme", "the Backup.xml of a GPO backup"},
    ForeignKind{"ssh-", "an SSH public key"},
    ForeignKind{"-----BEGIN OPENSSH", "an SSH private key"},
};

/// The length octets of a DER or BER header at `position`: how many there are.
std::size_t header_size(BytesView content, std::size_t position) {
    if (position + 1 >= content.size()) return content.size();
    const std::uint8_t length = content[position + 1];
    return 2U + (length > 0x80 ? length & 0x7FU : 0U);
}

std::string_view likely_der_kind(BytesView content) {
    const std::size_t inside = header_size(content, 0);
    if (inside >= content.size()) return "unknown";
    const BytesView body = content.subspan(inside);
    if (starts_with(body, std::string_view("\x02\x01\x03", 3))) return "pfx";
    if (body[0] == 0x06) return "pkcs7";
    return body[0] == 0x30 ? "certificate" : "unknown";
}

bool is_reg_file(std::string_view head) { return head.starts_with("Windows Registry Editor") || head.starts_with("REGEDIT4"); }

/// The root may stand behind a declaration and comments.
bool is_preferences(std::string_view head) { return head.starts_with('<') && head.find("<RegistrySettings") != std::string_view::npos; }

}  // namespace

std::string_view foreign_kind(BytesView content) {
    for (const ForeignKind& kind : k_binary_kinds)
        if (starts_with(content, kind.magic)) return kind.name;
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

std::string_view likely_export_kind(BytesView content) {
    if (content.size() < 8) return "unknown";
    if (starts_with(content, std::string_view("\0\0\0\0CERT", 8))) return "sst";
    if (content[0] == 0x30) return likely_der_kind(content);
    if (core::read_u32_le(content) < 0x10000 && core::read_u32_le(content.subspan(4)) == 1) return "serialized-element";
    const std::string head = textual_head(content);
    if (head.find("-----BEGIN PKCS7") != std::string::npos || head.find("-----BEGIN CMS") != std::string::npos) return "pkcs7";
    if (head.find("CERTIFICATE-----") != std::string::npos) return "certificate";
    return "unknown";
}

}  // namespace gpotrust::audit
