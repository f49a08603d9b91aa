// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gpotrust/bundle/verify.hpp"
#include "gpotrust/certificate/export.hpp"
#include "gpotrust/certificate/outline.hpp"
#include "gpotrust/core/error.hpp"
#include "gpotrust/registry_policy/setting.hpp"
#include "gpotrust/trust/certificate_blob.hpp"

namespace gpotrust::audit {

/// A certificate found in a policy store.
struct StoredCertificate {
    std::optional<trust::Side> side;  ///< unknown when the file does not tell
    std::string store;                ///< as written in the key, e.g. "TrustedPeople"
    std::string key_name;             ///< the thumbprint in the key
    std::optional<certificate::Certificate> certificate;
    std::vector<trust::Property> properties;  ///< all, in order, foreign metadata included
    std::optional<core::Error> error;         ///< when the blob is damaged
};

/// A setting with the side it belongs to.
struct ScopedSetting {
    std::optional<trust::Side> side;
    registry_policy::Setting setting;
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
    std::optional<bundle::Verification> package;
    core::FileTree package_files;  ///< of a package, for listing; certificates only
};

/// Opens an export with whatever password the shell can get; used only when the file turns out to be one.
using OpenExport = std::function<core::Result<certificate::Export>(core::BytesView file)>;

/// Recognises and reads one file by its content; certificates of an export are assessed as of `now` by the rules for TLS servers. `path` is for messages; whether a registry.pol is Machine or User is taken from its folder's name if that tells.
[[nodiscard]] InspectedItem inspect_file(const std::string& path, core::BytesView content, const OpenExport& open_export, core::UtcTime now = {});
/// Reads the files of a folder that is one package.
[[nodiscard]] InspectedItem inspect_package(const std::string& path, const core::FileTree& files);

}  // namespace gpotrust::audit
