// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/bundle/verify.hpp"
#include "gpotrust/certificate/export.hpp"
#include "gpotrust/certificate/outline.hpp"
#include "gpotrust/core/digest.hpp"
#include "gpotrust/core/error.hpp"
#include "gpotrust/gpo/backup.hpp"
#include "gpotrust/gpo/gpt_ini.hpp"
#include "gpotrust/registry_policy/setting.hpp"
#include "gpotrust/trust/certificate_blob.hpp"

namespace gpotrust::audit {

/// A certificate found in a policy store.
struct StoredCertificate {
    std::optional<trust::Side> side;  ///< unknown when the file does not tell
    std::string store;                ///< as written in the key, e.g. "TrustedPeople"
    std::size_t setting = 0;          ///< index into InspectedItem::settings
    std::string key_name;             ///< the thumbprint in the key
    std::optional<certificate::Certificate> certificate = {};
    std::vector<trust::Property> properties = {};  ///< all, in order, foreign metadata included
    std::optional<core::Error> error = {};         ///< when the blob is damaged
};

/// A setting with the side it belongs to.
struct ScopedSetting {
    std::optional<trust::Side> side;
    registry_policy::Setting setting;
    std::size_t file = 0;   ///< index into InspectedItem::policies of the file it stands in
    std::size_t index = 0;  ///< its place in that file, from 0
};

/// How a file spells registry settings.
enum class PolicyFormat {
    registry_pol,  ///< also Samba's raw copy of one
    samba_xml,     ///< Samba's parsed form, read where the raw one is missing
    preferences,   ///< Registry.xml: items a user may change, deletions as registry.pol spells them
    reg_file,
};

/// One file with registry settings: a registry.pol, its Samba forms, a .reg, a preferences Registry.xml.
struct PolicyFile {
    std::string path;  ///< relative to the item, as it is spelt there; empty when the item is the file
    PolicyFormat format = PolicyFormat::registry_pol;
    std::optional<trust::Side> side = {};
    std::size_t settings = 0;  ///< how many it holds
    std::size_t octets = 0;
    std::optional<core::Error> error = {};  ///< damaged: nothing of it is among the settings; the path is not in its context
};

/// One side of a GPO.
struct GpoSide {
    bool disabled = false;                                ///< by the GPO's Options
    std::optional<std::string> extensions = {};           ///< extension list as written; absent where the format has none
    std::optional<std::uint32_t> directory_version = {};  ///< where the format tells
    std::optional<std::uint32_t> sysvol_version = {};
};

/// A file of a GPO that is neither a document nor registry settings: scripts, security templates, other preferences. In a GPMC backup every file below DomainSysvol that is not in
/// `policies` stands here, a stray GPT.INI too, and every stray file beside Backup.xml.
struct OtherFile {
    std::string path;  ///< relative to the item like PolicyFile::path, with '/'; see path_in_gpo()
    core::Sha256Digest sha256;
    std::size_t octets = 0;
};

/// A GPO as somebody else's program wrote it. Texts as written; empty where the format does not tell.
struct Gpo {
    std::string guid;
    std::string name;
    std::string domain;
    GpoSide computer;
    GpoSide user;
    std::vector<OtherFile> files = {};              ///< sorted by path
    std::optional<gpo::Scheme> scheme = {};         ///< Backup.xml
    std::optional<gpo::BackupInst> bkup_info = {};  ///< bkupInfo.xml
    std::optional<gpo::ReportHead> report = {};     ///< gpreport.xml
    std::optional<gpo::GptIni> gpt_ini = {};        ///< of SYSVOL and Samba; in a GPMC backup a stray
    std::vector<core::Error> complaints = {};       ///< documents that are missing or damaged: the first entry of the context is the file
};

/// What one file or folder holds. A damaged part has an error; the rest is there.
struct InspectedItem {
    std::string path;
    std::string kind;  ///< as in JSON: "pfx", "certificate", "registry-policy", "package", ... ; "unknown" with an error
    std::optional<core::Error> error;
    std::optional<certificate::Outline> outline;  ///< of an export, opened or not
    std::optional<certificate::Export> exported;
    std::vector<std::vector<core::Finding>> assessments;  ///< what the rules say of each certificate of `exported`, in their order
    std::vector<StoredCertificate> stored;
    std::vector<ScopedSetting> settings;
    std::vector<PolicyFile> policies = {};  ///< the files the settings stand in
    std::optional<Gpo> gpo = {};            ///< of a GPO backup, a SYSVOL folder, a Samba backup
    std::optional<bundle::Verification> package;
    core::FileTree package_files;  ///< of a package, for listing; certificates only
};

/// Opens an export with whatever password the shell can get; used only when the file turns out to be one.
using OpenExport = std::function<core::Result<certificate::Export>(core::BytesView file)>;

/// Recognises and reads one file by its content; only where that tells nothing, by a name that ends in ".pol" or ".reg"; certificates of an export are assessed as of `now` by the rules for TLS servers. `path` is for messages; whether a registry.pol is Machine or User is taken from its folder's name if that tells.
[[nodiscard]] InspectedItem inspect_file(const std::string& path, core::BytesView content, const OpenExport& open_export, core::UtcTime now = {});
/// True if inspect_file() reads such a file: registry settings, or an export, opened or not.
[[nodiscard]] bool is_inspectable(core::BytesView content);
/// True if the octets begin as those of a zip.
[[nodiscard]] bool is_zip(core::BytesView content);
/// Reads the files of a folder that is one package.
[[nodiscard]] InspectedItem inspect_package(const std::string& path, const core::FileTree& files);

/// The files of one GPO, by their path from its folder, in octet order of the paths. Names may be any (FileTree would refuse some that are found in the wild).
using GpoFiles = std::map<std::string, core::Bytes>;

/// A folder with Backup.xml. Damaged or missing documents are complaints, a damaged registry.pol is an error of its PolicyFile; the item's error is the first of them.
[[nodiscard]] InspectedItem inspect_gpo_backup(const std::string& path, const GpoFiles& files);
/// A GPO's folder in SYSVOL, or a copy of one: kind "registry-policy".
[[nodiscard]] InspectedItem inspect_sysvol_gpo(const std::string& path, const GpoFiles& files);
/// A GPO of `samba-tool gpo backup`. Raw files count; the parsed ones only where there is none.
[[nodiscard]] InspectedItem inspect_samba_backup(const std::string& path, const GpoFiles& files);

/// Where a file of an item (PolicyFile::path, OtherFile::path) lies in the GPO's folder in SYSVOL: "Machine/Scripts/a.cmd" for "DomainSysvol/GPO/Machine/Scripts/a.cmd" of a backup, alone or in
/// a package, and for Samba's "Machine/Scripts/a.cmd.SAMBABACKUP". The case stays. What lies elsewhere stays as it is.
[[nodiscard]] std::string path_in_gpo(std::string_view path);

}  // namespace gpotrust::audit
