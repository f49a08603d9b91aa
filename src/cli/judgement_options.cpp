// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "cli/judgement_options.hpp"

#include "cli/run_options.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::cli {
namespace {

using certificate::Profile;
using core::ErrorCode;

core::Result<Profile> profile_of(const std::optional<std::string>& name) {
    if (!name || *name == "default") return Profile::standard;
    if (*name == "strict") return Profile::strict;
    if (*name == "legacy-exchange") return Profile::legacy_exchange;
    return core::fail(ErrorCode::usage, "--profile: no profile is called \"" + *name + "\"", "default, strict or legacy-exchange");
}

}  // namespace

void declare_judgement(CommandLine& line, JudgementOptions& options) {
    line.group("Judgement");
    line.value("--profile", "PROFILE", options.profile, "default, strict, or legacy-exchange (a missing SAN is a warning)");
    line.values("--accept", "CODE=REASON", options.accepted, "take a finding; the reason is kept in the ledger; may be repeated");
    line.flag("--require-exportable", options.require_exportable, "an export that does not prove the private key is not fit");
    line.value("--thumbprint", "SHA1", options.thumbprint, "take this one of several certificates");
    line.flag("--all", options.all, "take all of several certificates");
    declare_names(line, options.names);
}

core::Result<app::Judgement> judgement_of(const JudgementOptions& options, const Session& session) {
    app::Judgement judgement;
    judgement.now = session.now();
    GPOTRUST_TRY_ASSIGN(judgement.profile, profile_of(options.profile));
    judgement.require_exportable = options.require_exportable;
    judgement.all = options.all;
    if (options.all && options.thumbprint) return core::fail(ErrorCode::usage, "--all and --thumbprint exclude each other");
    if (options.thumbprint) {
        GPOTRUST_TRY_ASSIGN(judgement.thumbprint, thumbprint_of("--thumbprint", *options.thumbprint));
    }
    for (const std::string& text : options.accepted) {
        const std::size_t equals = text.find('=');
        judgement.accepted.insert_or_assign(core::ascii_upper(text.substr(0, equals)),
                                            equals == std::string::npos ? std::string() : text.substr(equals + 1));
    }
    GPOTRUST_TRY(set_names(options.names, judgement));
    GPOTRUST_TRY(app::check_acceptances(judgement));
    for (const std::string& code : app::never_acceptable(judgement)) write_warning(code + " can never be accepted", session.errors_style());
    return judgement;
}

}  // namespace gpotrust::cli
