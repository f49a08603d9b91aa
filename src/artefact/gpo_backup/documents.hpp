// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gpotrust/core/result.hpp"
#include "gpotrust/gpo/extension_list.hpp"
#include "gpotrust/trust/trust_policy.hpp"
#include "gpotrust/xml/element.hpp"

namespace gpotrust::artefact::gpo_backup {

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
    std::uint32_t version = 0;
    std::vector<gpo::ExtensionGroup> extensions;
};

/// Backup.xml, as far as a reader needs it.
struct Scheme {
    std::string gpo_guid;
    std::string domain;
    std::string gpo_name;
    SchemeSide computer;
    SchemeSide user;
    std::set<std::string> locations;  ///< bkp:Location of every file, with '/' between folders
};

/// gpreport.xml: each certificate as (element name without prefix, blob in hex), sorted.
using ShownCertificates = std::vector<std::pair<std::string, std::string>>;
/// gpreport.xml: each item of the preferences as (key, value in hex), in document order.
using ShownPreferences = std::vector<std::pair<std::string, std::string>>;
struct Report {
    std::string gpo_guid;
    std::string domain;
    std::string gpo_name;
    std::string computer_revision;
    std::string user_revision;
    ShownCertificates computer;
    ShownCertificates user;
    ShownPreferences computer_preferences;
    ShownPreferences user_preferences;
};

/// Readers of the four documents. Each fails (malformed_input) with the element that is missing or not as Microsoft writes it.
[[nodiscard]] core::Result<BackupInst> parse_manifest(const xml::Element& root);
[[nodiscard]] core::Result<BackupInst> parse_bkup_info(const xml::Element& root);
[[nodiscard]] core::Result<Scheme> parse_scheme(const xml::Element& root);
[[nodiscard]] core::Result<Report> parse_report(const xml::Element& root);

/// A failure about one element of one document.
[[nodiscard]] tl::unexpected<core::Error> disagreement(std::string_view file, std::string_view element, std::string message);

}  // namespace gpotrust::artefact::gpo_backup
