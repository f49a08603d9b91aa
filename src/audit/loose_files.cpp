// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "audit/loose_files.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "audit/recognise.hpp"
#include "gpotrust/audit/doctor.hpp"
#include "gpotrust/bundle/key_structures.hpp"
#include "gpotrust/certificate/outline.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"

namespace gpotrust::audit {
namespace {

using core::BytesView;
using core::FindingKind;
using core::Severity;

enum Kind : std::size_t { private_key, manifest_incomplete, unreadable };

constexpr std::array k_kinds = {
    FindingKind{
        .code = "GPO_PRIVATE_KEY",
        .severity = Severity::error,
        .message = "a private key lies here, and everybody who reads the folder can copy it: all of the domain where it is SYSVOL",
        .hint = "delete the file, and its copies in backups; make a new certificate with a new key, for this one counts as known; policies need the "
                "public "
                "certificate alone: `Export-Certificate -Cert CERT -FilePath CERT.cer`",
        .source = "RFC 7292; RFC 5958; RFC 8017 A.1.2; RFC 5915; RFC 7468 10, 11",
    },
    FindingKind{
        .code = "GPO_MANIFEST_INCOMPLETE",
        .severity = Severity::warning,
        .message = "manifest.xml and the backups beside it do not agree, and GPMC's list of backups follows it",
        .hint = "Import-GPO -BackupId finds backups without it: delete manifest.xml, or copy the folder again as a whole, with hidden files",
        .source = "IGPMBackupDir; Import-GPO",
    },
    FindingKind{
        .code = "GPO_UNREADABLE",
        .severity = Severity::error,
        .message = "this could not be examined",
        .hint = "run doctor with an account that may read it; what is beyond the limits is listed in docs/reference/hostile-input.md",
        .source = "limits of gpotrust",
    },
};

Diagnosis about(const std::string& path, Kind kind, std::string_view detail) {
    Diagnosis diagnosis{.finding = core::make_finding(k_kinds[kind], detail)};
    diagnosis.finding.path = path;
    return diagnosis;
}

bool starts_with(BytesView octets, std::initializer_list<std::uint8_t> start) {
    return octets.size() >= start.size() && std::equal(start.begin(), start.end(), octets.begin());
}

constexpr bool is_base64(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/' || c == '=';
}

/// What follows a key's head line: Base64, or the headers of RFC 1421. A script that only speaks of keys has neither.
bool begins_like_a_key(std::string_view after_head) {
    constexpr std::size_t k_least = 16;
    const std::size_t start = after_head.find_first_not_of("\r\n \t");
    if (start == std::string_view::npos) return false;
    const std::string_view body = after_head.substr(start);
    if (body.starts_with("Proc-Type:") || body.starts_with("Comment:") || body.starts_with("Version:")) return true;
    return body.size() >= k_least && std::all_of(body.begin(), body.begin() + k_least, is_base64);
}

/// Sightings in a text: the words that begin a key in PEM, wherever they stand.
std::optional<std::pair<std::string, std::size_t>> key_in_text(std::string_view text) {
    constexpr std::string_view k_begin = "-----BEGIN ";
    constexpr std::size_t k_longest_label = 80;
    for (std::size_t at = text.find(k_begin); at != std::string_view::npos; at = text.find(k_begin, at + k_begin.size())) {
        const std::string_view after = text.substr(at + k_begin.size());
        if (!bundle::names_private_key(after)) continue;
        const std::size_t head_end = after.substr(0, k_longest_label).find("-----");
        if (head_end == std::string_view::npos || !begins_like_a_key(after.substr(head_end + 5))) continue;
        return std::pair("PEM \"" + std::string(after.substr(0, head_end)) + "\"", at);
    }
    return std::nullopt;
}

/// UTF-16 as Notepad and PowerShell write it, narrowed; the offsets double.
std::optional<std::string> narrowed(BytesView content) {
    const bool little = starts_with(content, {0xFF, 0xFE});
    if (!little && !starts_with(content, {0xFE, 0xFF})) return std::nullopt;
    std::string text;
    text.reserve(content.size() / 2);
    for (std::size_t i = 2; i + 1 < content.size(); i += 2) {
        const std::uint8_t low = content[little ? i : i + 1];
        const std::uint8_t high = content[little ? i + 1 : i];
        text += high == 0 ? static_cast<char>(low) : '?';
    }
    return text;
}

std::uint32_t u32_be(BytesView octets) {
    return (std::uint32_t{octets[0]} << 24U) | (std::uint32_t{octets[1]} << 16U) | (std::uint32_t{octets[2]} << 8U) | octets[3];
}

/// The format of sun.security.provider.JavaKeyStore, whose entries say whether they are keys; JCEKS has another magic. Certificates alone are no key.
bool is_java_key_store(BytesView content) {
    constexpr std::uint32_t k_jks = 0xFEEDFEED;
    constexpr std::uint32_t k_jceks = 0xCECECECE;
    constexpr std::size_t k_header = 12;
    constexpr std::uint32_t k_key_entry = 1;
    if (content.size() < k_header + 4) return false;
    const std::uint32_t magic = u32_be(content);
    if (magic != k_jks && magic != k_jceks) return false;
    const std::uint32_t version = u32_be(content.subspan(4));
    BytesView rest = content.subspan(k_header);
    const auto skip = [&](std::size_t octets) {
        if (rest.size() < octets) return false;
        rest = rest.subspan(octets);
        return true;
    };
    const auto skip_text = [&] { return rest.size() >= 2 && skip(2 + ((std::size_t{rest[0]} << 8U) | rest[1])); };
    while (rest.size() >= 4) {
        if (u32_be(rest) == k_key_entry) return true;
        const bool passed =
            skip(4) && skip_text() && skip(8) && (version < 2 || skip_text()) && rest.size() >= 4 && skip(4 + std::size_t{u32_be(rest)});
        if (!passed) return false;
    }
    return false;
}

/// What the file as a whole is, when it is a key in binary form or a PFX in Base64.
std::string whole_key(BytesView content) {
    if (content.empty()) return {};
    if (is_java_key_store(content)) return "a Java key store with a private key";
    const std::string_view structure = bundle::may_start_key_structure(content[0]) ? bundle::key_structure_at(content, 0) : std::string_view();
    if (structure.find("key") != std::string_view::npos && structure.find("reference") == std::string_view::npos) return std::string(structure);
    if (!structure.empty() && structure.find("PFX") != std::string_view::npos) return std::string(structure);
    if (certificate::detect_export_kind(content) == certificate::ExportKind::pfx) return "a PFX file";
    return {};
}

/// "a, b, c and 4 more"
class Names {
public:
    void add(const std::string& name) {
        constexpr std::size_t k_told = 3;
        if (++m_count <= k_told) m_text += (m_text.empty() ? "" : ", ") + name;
        if (m_count > k_told) m_more = " and " + std::to_string(m_count - k_told) + " more";
    }
    [[nodiscard]] std::size_t count() const { return m_count; }
    [[nodiscard]] std::string text() const { return m_text + m_more; }

private:
    std::string m_text = {};
    std::string m_more = {};
    std::size_t m_count = 0;
};

}  // namespace

std::span<const FindingKind> loose_file_kinds() { return k_kinds; }

std::optional<InspectedItem> inspect_policy_file(const std::string& path, BytesView content) {
    const Content kind = recognise(content);
    const bool is_policy = kind == Content::registry_policy || kind == Content::reg_file || kind == Content::preferences;
    if (is_policy) return inspect_file(path, content, [](BytesView) { return core::fail(core::ErrorCode::internal, "a policy is no export"); });
    if (!core::ascii_lower(path).ends_with(".pol")) return std::nullopt;
    InspectedItem item;
    item.path = path;
    item.kind = "registry-policy";
    item.error = registry_policy::parse_registry_pol(content).error();
    return item;
}

std::vector<Diagnosis> examine_loose_file(const std::string& path, BytesView content) {
    if (const std::string what = whole_key(content); !what.empty()) {
        Diagnosis diagnosis = about(path, private_key, what);
        diagnosis.place.offset = 0;
        return {std::move(diagnosis)};
    }
    const std::optional<std::string> wide = narrowed(content);
    const auto found = key_in_text(wide ? std::string_view(*wide) : core::as_text(content));
    if (!found) return {};
    Diagnosis diagnosis = about(path, private_key, found->first);
    diagnosis.place.offset = wide ? 2 + 2 * found->second : found->second;
    return {std::move(diagnosis)};
}

std::vector<Diagnosis> diagnose_manifest(const std::string& folder, const GpoFiles& files) {
    std::map<std::string, core::BytesView> backups;  // folder of a backup -> its bkupInfo.xml
    core::BytesView manifest;
    std::string manifest_path = folder;
    for (const auto& [path, content] : files) {
        const std::size_t slash = path.find('/');
        if (slash == std::string::npos) {
            manifest = content;
            manifest_path = folder + "/" + path;
        } else {
            backups.emplace(path.substr(0, slash), content);
        }
    }
    const auto listed = gpo::parse_manifest(manifest);
    if (!listed) {
        if (core::as_text(manifest).find("Backups") == std::string_view::npos) return {};
        return {about(manifest_path, manifest_incomplete, "it cannot be read: " + listed.error().text())};
    }
    std::set<std::string> ids;
    std::set<std::string> present;
    for (const auto& entry : backups) present.insert(core::ascii_upper(entry.first));
    Names absent;
    for (const gpo::BackupInst& inst : *listed) {
        ids.insert(core::ascii_upper(inst.id));
        if (!present.contains(core::ascii_upper(inst.id))) absent.add(inst.id + " \"" + inst.gpo_name + "\"");
    }
    Names unlisted;
    for (const auto& entry : backups)
        if (!ids.contains(core::ascii_upper(entry.first))) unlisted.add(entry.first);
    std::map<std::string, core::BytesView> infos;
    for (const auto& [name, content] : backups) infos.emplace(core::ascii_upper(name), content);
    Names renamed;
    for (const gpo::BackupInst& inst : *listed) {
        const auto content = infos.extract(core::ascii_upper(inst.id));  // each is read once, however often it is listed
        if (content.empty() || content.mapped().empty() || inst.gpo_name.empty()) continue;
        const auto info = gpo::parse_bkup_info(content.mapped());
        if (info && info->gpo_name != inst.gpo_name) renamed.add(inst.id + " \"" + inst.gpo_name + "\" is \"" + info->gpo_name + "\"");
    }
    Diagnoses diagnoses;
    if (renamed.count() > 0)
        diagnoses.add(about(manifest_path, manifest_incomplete, "it names GPOs otherwise than their bkupInfo.xml, " + renamed.text()));
    if (absent.count() > 0) diagnoses.add(about(manifest_path, manifest_incomplete, "it lists what is not there, " + absent.text()));
    if (unlisted.count() > 0) diagnoses.add(about(manifest_path, manifest_incomplete, "it does not list what is there, " + unlisted.text()));
    return std::move(diagnoses).sorted();
}

Diagnosis unreadable_finding(const std::string& path, const core::Error& error) {
    Diagnosis diagnosis = about(path, unreadable, error.message);
    if (!error.hint.empty()) diagnosis.finding.hint = error.hint;
    return diagnosis;
}

}  // namespace gpotrust::audit
