// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "app/advice.hpp"
#include "app/choice.hpp"
#include "app/decision.hpp"
#include "app/estate.hpp"
#include "app/plan.hpp"
#include "gpotrust/archive/zip.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {
namespace {

using core::ErrorCode;
using report::PackagedTrust;
using report::PackageOutcome;

std::string profile_name(certificate::Profile profile) {
    switch (profile) {
        case certificate::Profile::strict:
            return "strict";
        case certificate::Profile::legacy_exchange:
            return "legacy-exchange";
        case certificate::Profile::standard:
            break;
    }
    return "default";
}

bundle::AssembleOptions assemble_options(const Decision& decision, const PackageRequest& request) {
    bundle::AssembleOptions options;
    options.revision = decision.revision.number;
    // A rebuilt revision keeps its time, so that it becomes the same octets where it can.
    options.created_at = decision.unchanged ? decision.unchanged->time : request.judgement.now;
    options.slug = decision.revision.slug;
    options.tool_version = request.tool_version;
    options.profile = profile_name(request.judgement.profile);
    options.operator_name = decision.unchanged ? decision.unchanged->operator_name : request.operator_name;
    options.certificates = decision.told;
    options.secrets = decision.secrets;
    return options;
}

PackagedTrust packaged(const Decision& decision, const Estate& estate, bundle::Manifest manifest, const core::Sha256Digest& zip_sha256) {
    PackagedTrust trust;
    trust.slug = decision.revision.slug;
    trust.revision = decision.revision.number;
    trust.path = platform::path_to_utf8(estate.layout().folder(decision.revision));
    trust.zip = platform::path_to_utf8(estate.layout().zip(decision.revision));
    trust.zip_sha256 = zip_sha256;
    trust.policy = decision.policy;
    trust.backup_id = manifest.backup_id;
    trust.manifest = std::move(manifest);
    trust.clients = trust::outlook(decision.policy, trust.manifest.created_at);
    return trust;
}

core::Result<PackagedTrust> make_new(const Decision& decision, const PackageRequest& request, Estate& estate) {
    GPOTRUST_TRY_ASSIGN(bundle::Package package, bundle::assemble(decision.policy, assemble_options(decision, request)));
    if (!request.dry_run) {
        GPOTRUST_TRY(estate.place(decision.revision, package.files, package.zip));
        auto recorded = estate.record(event_of("packaged", package.manifest, package.files, package.zip_sha256));
        if (!recorded) {
            estate.withdraw(decision.revision);
            return core::fail(std::move(recorded).error());
        }
    }
    return packaged(decision, estate, std::move(package.manifest), package.zip_sha256);
}

/// Folder and zip are both gone or damaged: everything is made again. Other octets than before (another program version, another verdict) get a row of their own.
core::Result<PackagedTrust> make_again(const Decision& decision, const PackageRequest& request, Estate& estate) {
    GPOTRUST_TRY_ASSIGN(bundle::Package package, bundle::assemble(decision.policy, assemble_options(decision, request)));
    if (!request.dry_run) {
        GPOTRUST_TRY(estate.mend(decision.revision, package.files, package.zip));
        if (package.zip_sha256 != decision.unchanged->zip_sha256)
            GPOTRUST_TRY(estate.record(event_of("rebuilt", package.manifest, package.files, package.zip_sha256)));
    }
    PackagedTrust trust = packaged(decision, estate, std::move(package.manifest), package.zip_sha256);
    trust.unchanged = true;
    trust.rebuilt = true;
    return trust;
}

/// The newest revision says the same: it is left alone, or the damaged half of it is written again from the other.
core::Result<PackagedTrust> keep_or_repair(const Decision& decision, const PackageRequest& request, Estate& estate) {
    const ledger::Event& recorded = *decision.unchanged;
    std::optional<core::FileTree> files = intact_files(estate, recorded);
    std::optional<core::Bytes> zip = intact_zip(estate, recorded);
    const bool is_whole = files && zip;
    if (!files && zip) {
        GPOTRUST_TRY_ASSIGN(files, archive::read_zip(*zip));
    } else if (files && !zip) {
        GPOTRUST_TRY_ASSIGN(zip, archive::make_canonical_zip(*files));
    }
    if (!files || !zip) return make_again(decision, request, estate);
    if (!is_whole && !request.dry_run) GPOTRUST_TRY(estate.mend(decision.revision, *files, *zip));
    GPOTRUST_TRY_ASSIGN(bundle::Manifest manifest, bundle::parse_manifest(files->at(core::RelativePath::of(bundle::k_manifest_name))));
    PackagedTrust trust = packaged(decision, estate, std::move(manifest), recorded.zip_sha256);
    trust.unchanged = true;
    trust.rebuilt = !is_whole;
    return trust;
}

/// They are none of ours: left alone, and told, since `verify` finds fault with them.
void warn_of_foreign_entries(const PackagedTrust& trust, PackageOutcome& outcome) {
    constexpr std::size_t k_most_shown = 5;
    const std::vector<std::string> foreign = foreign_entries(platform::path_from_utf8(trust.path), trust.manifest, k_most_shown + 1);
    if (foreign.empty()) return;
    std::string list;
    for (std::size_t i = 0; i < std::min(foreign.size(), k_most_shown); ++i) list += (i == 0 ? "" : ", ") + core::printable(foreign[i]);
    if (foreign.size() > k_most_shown) list += " and more";
    outcome.warnings.push_back(
        fmt::format("revision {} of {} holds what does not belong to the package, which was left alone: {}", trust.revision, trust.slug, list));
}

void add_error(PackageOutcome& outcome, core::Error error) {
    outcome.exit_code = core::worse(outcome.exit_code, core::exit_code_for(error.code));
    outcome.errors.push_back(std::move(error));
}

bool is_for_the_user(const core::Error& error) { return error.code == ErrorCode::usage || error.code == ErrorCode::choice_needed; }

/// All plans are settled before the first package is written: a choice that only the user can make stops the run while nothing has happened.
core::Result<std::vector<Decision>> decide_all(const std::vector<Plan>& plans, const PackageRequest& request, const Estate& estate,
                                               PackageOutcome& outcome) {
    std::vector<Decision> decisions;
    AssignedSlugs assigned;
    for (const Plan& plan : plans) {
        auto decision = decide(plan, request, estate, assigned);
        if (decision) {
            decisions.push_back(*std::move(decision));
            continue;
        }
        if (is_for_the_user(decision.error())) return core::fail(std::move(decision).error());
        add_error(outcome, std::move(decision).error().in(plan.identity.name));
    }
    return decisions;
}

/// A run that ends with a question has no outcome to tell in what it did before.
core::Error with_notices(core::Error error, const Notices& notices) {
    for (const std::string& notice : notices) error.hint += (error.hint.empty() ? "before that, this run " : "; before that, this run ") + notice;
    return error;
}

core::Result<void> carry_out(const std::vector<Plan>& plans, const PackageRequest& request, PackageOutcome& outcome) {
    auto estate = Estate::open(request.estate, request.dry_run ? EstateUse::look : EstateUse::write, request.allow_network_share);
    if (!estate) {
        if (is_for_the_user(estate.error())) return core::fail(std::move(estate).error());
        add_error(outcome, std::move(estate).error());
        return {};
    }
    if (!request.dry_run) {
        auto recovered = recover(*estate);
        if (!recovered) {
            add_error(outcome, std::move(recovered).error());
            return {};
        }
        outcome.notices = *std::move(recovered);
    }
    auto decisions = decide_all(plans, request, *estate, outcome);
    if (!decisions) return core::fail(with_notices(std::move(decisions).error(), outcome.notices));
    for (const Decision& decision : *decisions) {
        auto done = decision.unchanged ? keep_or_repair(decision, request, *estate) : make_new(decision, request, *estate);
        if (done) {
            if (done->unchanged) warn_of_foreign_entries(*done, outcome);
            for (std::string& warning : advice_on(*done, request)) outcome.warnings.push_back(std::move(warning));
            outcome.packages.push_back(*std::move(done));
        } else {
            add_error(outcome, std::move(done).error().in(decision.policy.identity.name));
        }
    }
    return {};
}

core::Result<std::vector<OpenedExport>> open_exports(const PackageRequest& request, const Passwords& passwords) {
    std::vector<OpenedExport> exports;
    for (const std::filesystem::path& path : request.exports) {
        exports.push_back(open_and_judge(path, request.judgement, passwords, purpose_of(request)));
        if (exports.back().choice) return core::fail(*std::move(exports.back().choice));
    }
    return exports;
}

}  // namespace

core::Result<PackageOutcome> package(const PackageRequest& request, const Passwords& passwords) {
    GPOTRUST_TRY(check_request(request));
    PackageOutcome outcome;
    outcome.dry_run = request.dry_run;
    outcome.now = request.judgement.now;
    for (const trust::Client* client : request.judgement.clients) outcome.asked_for.push_back(client->id);
    GPOTRUST_TRY_ASSIGN(const std::filesystem::path estate, platform::absolute_path(request.estate));
    outcome.estate = platform::path_to_utf8(estate);
    GPOTRUST_TRY_ASSIGN(std::vector<OpenedExport> exports, open_exports(request, passwords));
    GPOTRUST_TRY_ASSIGN(Plans made, make_plans(request, exports));
    for (const OpenedExport& opened : exports) outcome.exit_code = core::worse(outcome.exit_code, exit_code_of(opened.assessed));
    for (core::Error& error : made.errors) add_error(outcome, std::move(error));
    if (!made.plans.empty()) GPOTRUST_TRY(carry_out(made.plans, request, outcome));
    for (OpenedExport& opened : exports) outcome.exports.push_back(std::move(opened.assessed));
    return outcome;
}

}  // namespace gpotrust::app
