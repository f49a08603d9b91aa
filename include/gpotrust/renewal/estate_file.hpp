// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/certificate/assess.hpp"
#include "gpotrust/core/result.hpp"
#include "gpotrust/renewal/status.hpp"
#include "gpotrust/trust/clients.hpp"
#include "gpotrust/trust/trust_policy.hpp"

namespace gpotrust::renewal {

/// The name of the estate file that `apply` looks for in the estate.
inline constexpr std::string_view k_estate_file_name = "trust-estate.toml";
/// Limits of an estate file: octets, and [[trust]] tables.
inline constexpr std::size_t k_largest_estate_file = 1U << 20U;
inline constexpr std::size_t k_most_trusts = 10'000;
/// The most entries of one list: exports, names, contacts and so on.
inline constexpr std::size_t k_most_listed = 1'024;

/// When somebody is reminded of a trust policy, and who.
struct Reminding {
    Schedule schedule = {};
    std::vector<std::string> contacts = {};  ///< mail addresses, as written
    friend bool operator==(const Reminding&, const Reminding&) = default;
};

/// One [[trust]] table: what a trust policy is to be. The options mean what those of `gpotrust package` mean.
struct ListedTrust {
    unsigned line = 0;  ///< where the table begins
    trust::GpoIdentity identity;
    std::vector<const trust::Client*> clients = {};  ///< `for`: rows of trust::clients(), each once
    std::optional<trust::Scope> scope = {};
    std::vector<trust::Store> stores = {};
    bool allow_root = false;
    bool restrict_eku = false;
    bool peer_usages = false;
    bool gpmc_style = false;
    bool preferences_in_backup = false;
    std::vector<std::string> exports = {};  ///< paths as written: relative ones are relative to the file's folder. Empty only with retired
    std::optional<std::string> password_file = {};
    std::optional<std::string> password_env = {};
    std::optional<core::Sha1Thumbprint> thumbprint = {};
    bool all = false;                     ///< all certificates of the exports
    std::vector<std::string> names = {};  ///< names that the certificates must serve
    certificate::Profile profile = certificate::Profile::standard;
    bool require_exportable = false;
    std::map<std::string, std::string> accepted = {};  ///< CODE -> reason
    std::vector<std::string> artefacts = {};           ///< ids as written; empty: not said
    std::optional<std::string> friendly_name = {};
    std::optional<std::string> comment = {};
    unsigned overlap_days = 30;
    Reminding reminding = {};
    bool retired = false;   ///< trust is taken away
    bool distrust = false;  ///< and the certificates are put into Disallowed; implies retired
};

/// What an estate file says.
struct EstateFile {
    Reminding defaults = {};               ///< for trust policies that the file does not list
    std::vector<ListedTrust> trusts = {};  ///< in the order of the file; every identity once
};

/// Reads an estate file (docs/reference/estate-file.md). Fails with malformed_input on everything that is not exactly understood: the error names line, column and key, and for a
/// key that does not exist the nearest that does. No message repeats a value that might be a password.
[[nodiscard]] core::Result<EstateFile> parse_estate_file(std::string_view text);

/// When and whom to remind of a trust policy: what its table says, else the defaults.
[[nodiscard]] const Reminding& reminding_for(const EstateFile& file, const core::Guid& gpo_guid);

}  // namespace gpotrust::renewal
