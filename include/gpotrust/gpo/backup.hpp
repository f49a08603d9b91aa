// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The documents of a GPMC backup as others write them. Tolerant where real files are odd: LF or CRLF, prefixes, plain text for CDATA, elements in another order, elements nobody knows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/result.hpp"

namespace gpotrust::gpo {

/// BackupInst of manifest.xml and bkupInfo.xml, texts as written.
struct BackupInst {
    std::string gpo_guid;
    std::string domain;
    std::string domain_guid;
    std::string domain_controller;
    std::string backup_time;
    std::string id;
    std::string comment;
    std::string gpo_name;
    friend bool operator==(const BackupInst&, const BackupInst&) = default;
};

/// One side of the GPO as Backup.xml has it.
struct SchemeSide {
    std::uint32_t version = 0;  ///< SYSVOL's number in the high half, the directory's in the low one
    std::string extensions;     ///< as written
};

/// A file or folder that Backup.xml names.
struct NamedFile {
    std::string path;  ///< bkp:Path as written, e.g. "%GPO_MACH_FSPATH%\registry.pol"
    std::string
        location;  ///< bkp:Location with '/' between folders, e.g. "DomainSysvol/GPO/Machine/registry.pol"; empty: names nothing in the backup
    bool is_folder = false;
};

/// The Options of a GPO (the directory's "flags"): a disabled side is not processed by clients.
inline constexpr std::uint32_t k_user_side_disabled = 1;
inline constexpr std::uint32_t k_computer_side_disabled = 2;

/// Backup.xml.
struct Scheme {
    std::string gpo_guid;
    std::string domain;
    std::string gpo_name;
    std::uint32_t options = 0;
    SchemeSide computer;
    SchemeSide user;
    std::string wmi_filter;               ///< as written; empty: none
    std::vector<NamedFile> files;         ///< in document order
    std::vector<std::string> extensions;  ///< bkp:DescName of every GroupPolicyExtension: "Registry", "Security" ...
};

/// The most backups a manifest may list.
inline constexpr std::size_t k_most_backups = 20'000;

/// Readers. Each fails (malformed_input) with the element that is missing or wrong, in the context the element's path.
[[nodiscard]] core::Result<std::vector<BackupInst>> parse_manifest(core::BytesView document);
[[nodiscard]] core::Result<BackupInst> parse_bkup_info(core::BytesView document);
[[nodiscard]] core::Result<Scheme> parse_scheme(core::BytesView document);

/// What gpreport.xml says of the GPO's head; its settings are for people.
struct ReportHead {
    std::string gpo_guid;
    std::string domain;
    std::string gpo_name;
    std::uint32_t computer_directory = 0, computer_sysvol = 0, user_directory = 0, user_sysvol = 0;  ///< version numbers
};
[[nodiscard]] core::Result<ReportHead> parse_report_head(core::BytesView document);

}  // namespace gpotrust::gpo
