// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/listed_trust.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

#include "app/choice.hpp"
#include "app/commit.hpp"
#include "gpotrust/artefact/format.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/environment.hpp"
#include "gpotrust/platform/paths.hpp"
#include "gpotrust/platform/terminal.hpp"

namespace gpotrust::app {
namespace {

using core::ErrorCode;
using renewal::ListedTrust;

core::Result<core::SecretBytes> read_variable(const std::string& name) {
    std::optional<core::SecretBytes> secret = platform::secret_environment_variable(name);
    if (secret) return *std::move(secret);
    return core::fail(ErrorCode::password_needed, fmt::format("the environment variable {} is not set", core::printable(name)),
                      "set it, or name another with password_env");
}

/// Several exports are opened at once; two prompts on one terminal would be none.
core::Result<core::SecretBytes> ask_alone(const Passwords& passwords, const std::string& path) {
    static std::mutex terminal;
    const std::scoped_lock lock(terminal);
    return passwords.prompt(path);
}

Passwords passwords_of(const ListedTrust& trust, const std::filesystem::path& folder, const Passwords& passwords) {
    Passwords own;
    if (passwords.prompt) own.prompt = [&passwords](const std::string& path) { return ask_alone(passwords, path); };
    if (trust.password_file)
        own.given = [file = folder / platform::path_from_utf8(*trust.password_file)](const std::string&) { return platform::read_secret_file(file); };
    if (trust.password_env) own.given = [name = *trust.password_env](const std::string&) { return read_variable(name); };
    return own;
}

core::Result<std::vector<std::string>> artefacts_of(const ListedTrust& trust) {
    std::string list;
    for (const std::string& id : trust.artefacts) list += (list.empty() ? "" : ",") + id;
    return artefact::parse_selection(list);
}

core::Error in_table(core::Error error, const ListedTrust& trust) {
    error.code = ErrorCode::malformed_input;
    return std::move(error).in(fmt::format("line {}: {}", trust.line, core::printable(trust.identity.name)));
}

Judgement judgement_of(const ListedTrust& trust, core::UtcTime now) {
    Judgement judgement;
    judgement.now = now;
    judgement.profile = trust.profile;
    judgement.require_exportable = trust.require_exportable;
    judgement.names = trust.names;
    judgement.accepted = trust.accepted;
    judgement.thumbprint = trust.thumbprint;
    judgement.all = trust.all;
    judgement.clients = trust.clients;
    return judgement;
}

std::string blocking_codes(const report::AssessedExport& assessed) {
    std::string codes;
    const auto collect = [&codes](const std::vector<core::Finding>& findings) {
        for (const core::Finding& finding : findings) {
            if (finding.is_blocking() && codes.find(finding.code) == std::string::npos) codes += (codes.empty() ? "" : ", ") + finding.code;
        }
    };
    collect(assessed.findings);
    for (const report::AssessedCertificate& judged : assessed.certificates) {
        if (judged.selected) collect(judged.findings);
    }
    return codes;
}

core::Error failure_of(const OpenedExport& opened) {
    if (opened.choice) return *opened.choice;
    if (opened.assessed.error) return *opened.assessed.error;
    return {ErrorCode::unfit,
            fmt::format("not fit: {}", blocking_codes(opened.assessed)),
            fmt::format("`gpotrust check {}` tells why; accept = {{ CODE = \"reason\" }} in the estate file takes a finding", opened.assessed.path),
            {}};
}

/// The place first, unless the error names it already.
core::Error located(core::Error error, const std::string& path) {
    return error.text().find(path) != std::string::npos ? error : std::move(error).in(core::printable(path));
}

}  // namespace

core::Error isolated(core::Error error) {
    if (is_for_the_user(error)) error.code = ErrorCode::unfit;
    return error;
}

core::Result<PackageRequest> request_of(const ListedTrust& trust, const std::filesystem::path& folder, const ApplyRequest& run) {
    PackageRequest request;
    for (const std::string& path : trust.exports) request.exports.push_back(folder / platform::path_from_utf8(path));
    request.judgement = judgement_of(trust, run.now);
    request.estate = run.estate;
    request.gpo_name = trust.identity.name;
    request.domain = trust.identity.domain;
    request.scope = trust.scope;
    request.stores = trust.stores;
    request.allow_root = trust.allow_root;
    request.restrict_eku = trust.restrict_eku;
    request.peer_usages = trust.peer_usages;
    request.gpmc_style = trust.gpmc_style;
    request.preferences_in_backup = trust.preferences_in_backup;
    request.friendly_name = trust.friendly_name;
    request.comment = trust.comment;
    request.operator_name = run.operator_name;
    request.allow_network_share = run.allow_network_share;
    request.dry_run = run.dry_run;
    request.tool_version = run.tool_version;
    if (!trust.artefacts.empty()) {
        auto artefacts = artefacts_of(trust);
        if (!artefacts) return core::fail(in_table(std::move(artefacts).error(), trust));
        request.artefacts = *std::move(artefacts);
    }
    if (trust.retired) return request;  // its exports are not read, and may be none
    if (auto checked = check_request(request); !checked) return core::fail(in_table(std::move(checked).error(), trust));
    return request;
}

OpenedTrust open_listed(const ListedWork& work, const std::filesystem::path& folder, const Passwords& passwords) {
    const ListedTrust& trust = *work.trust;
    const PackageRequest& request = work.request;
    OpenedTrust result;
    result.plan.identity = trust.identity;
    if (trust.retired) return result;
    const Passwords own = passwords_of(trust, folder, passwords);
    Purpose purpose = purpose_of(request);
    purpose.may_begin_later = work.follows;
    for (const std::filesystem::path& path : request.exports) {
        OpenedExport opened = open_and_judge(path, request.judgement, own, purpose);
        const bool usable = opened.assessed.verdict == report::Verdict::fit && !opened.choice;
        if (!usable && !result.offer.error) result.offer.error = isolated(located(failure_of(opened), opened.assessed.path));
        if (!usable) result.exit_code = core::worse(result.exit_code, opened.choice ? core::ExitCode::unfit : exit_code_of(opened.assessed));
        if (usable) add_export(result.plan, opened);
        result.exports.push_back(std::move(opened.assessed));
    }
    for (const WantedCertificate& wanted : result.plan.wanted) result.offer.certificates.push_back(wanted.certificate.sha1());
    return result;
}

}  // namespace gpotrust::app
