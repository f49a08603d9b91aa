// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/commit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/revision.hpp"
#include "gpotrust/archive/zip.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {
namespace {

using core::ErrorCode;
using report::PackagedTrust;
using report::PackageOutcome;

bundle::AssembleOptions assemble_options(const Decision& decision, const Run& run) {
    bundle::AssembleOptions options;
    options.revision = decision.revision.number;
    // A rebuilt revision keeps its time, so that it becomes the same octets where it can.
    options.created_at = decision.unchanged ? decision.unchanged->time : run.now;
    options.slug = decision.revision.slug;
    options.tool_version = run.tool_version;
    options.profile = run.profile;
    options.operator_name = decision.unchanged ? decision.unchanged->operator_name : run.operator_name;
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
    trust.kind = decision.kind;
    trust.retiring = decision.retiring;
    trust.dropped = decision.dropped;
    trust.merge = decision.merge;
    trust.rotation = trust::rotation_of(decision.policy, trust.manifest.created_at);
    if (!decision.policy.certificates.empty()) trust.clients = trust::outlook(decision.policy, trust.manifest.created_at);
    return trust;
}

/// Folder and zip are both gone or damaged: everything is made again. Other octets than before (another program version, another verdict) get a row of their own.
core::Result<PackagedTrust> make_again(const Decision& decision, const Run& run, Estate& estate) {
    GPOTRUST_TRY_ASSIGN(bundle::Package package, build(decision, run));
    if (!run.dry_run) {
        GPOTRUST_TRY(estate.mend(decision.revision, package.files, package.zip));
        if (package.zip_sha256 != decision.unchanged->zip_sha256)
            GPOTRUST_TRY(estate.record(event_of(std::string(ledger::kind::rebuilt), package.manifest, package.files, package.zip_sha256)));
    }
    PackagedTrust trust = packaged(decision, estate, std::move(package.manifest), package.zip_sha256);
    trust.unchanged = true;
    trust.rebuilt = true;
    return trust;
}

/// The newest revision says the same: it is left alone, or the damaged half of it is written again from the other.
core::Result<PackagedTrust> keep_or_repair(const Decision& decision, const Run& run, Estate& estate) {
    const ledger::Event& recorded = *decision.unchanged;
    std::optional<core::FileTree> files = intact_files(estate, recorded);
    std::optional<core::Bytes> zip = intact_zip(estate, recorded);
    const bool is_whole = files && zip;
    if (!files && zip) {
        GPOTRUST_TRY_ASSIGN(files, archive::read_zip(*zip));
    } else if (files && !zip) {
        GPOTRUST_TRY_ASSIGN(zip, archive::make_canonical_zip(*files));
    }
    if (!files || !zip) return make_again(decision, run, estate);
    if (!is_whole && !run.dry_run) GPOTRUST_TRY(estate.mend(decision.revision, *files, *zip));
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

}  // namespace

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

core::Result<std::optional<Estate>> open_estate(const std::filesystem::path& root, const Run& run, PackageOutcome& outcome) {
    auto estate = Estate::open(root, run.dry_run ? EstateUse::look : EstateUse::write, run.allow_network_share);
    if (!estate) {
        if (is_for_the_user(estate.error())) return core::fail(std::move(estate).error());
        add_error(outcome, std::move(estate).error());
        return std::optional<Estate>();
    }
    if (run.dry_run) return std::optional<Estate>(*std::move(estate));
    auto recovered = recover(*estate);
    if (!recovered) {
        add_error(outcome, std::move(recovered).error());
        return std::optional<Estate>();
    }
    outcome.notices = *std::move(recovered);
    return std::optional<Estate>(*std::move(estate));
}

core::Result<bundle::Package> build(const Decision& decision, const Run& run) {
    return bundle::assemble(decision.policy, assemble_options(decision, run));
}

core::Result<PackagedTrust> place(const Decision& decision, bundle::Package package, const Run& run, Estate& estate) {
    if (!run.dry_run) {
        GPOTRUST_TRY(estate.place(decision.revision, package.files, package.zip));
        auto recorded = estate.record(event_of(std::string(decision.kind), package.manifest, package.files, package.zip_sha256));
        if (!recorded) {
            estate.withdraw(decision.revision);
            return core::fail(std::move(recorded).error());
        }
    }
    return packaged(decision, estate, std::move(package.manifest), package.zip_sha256);
}

core::Result<PackagedTrust> commit(const Decision& decision, const Run& run, Estate& estate) {
    if (decision.unchanged) return keep_or_repair(decision, run, estate);
    GPOTRUST_TRY_ASSIGN(bundle::Package package, build(decision, run));
    return place(decision, std::move(package), run, estate);
}

void tell_merge(const Decision& decision, const BaseWish& wish, PackageOutcome& outcome) {
    if (!decision.merge) return;
    if (wish.announce && !decision.unchanged) wish.announce(*decision.merge, decision.policy);
    for (std::string& advice : advice_on(*decision.merge, decision.policy)) outcome.warnings.push_back(std::move(advice));
}

void add_error(PackageOutcome& outcome, core::Error error) {
    outcome.exit_code = core::worse(outcome.exit_code, core::exit_code_for(error.code));
    outcome.errors.push_back(std::move(error));
}

void add_package(PackageOutcome& outcome, PackagedTrust package) {
    if (package.unchanged) warn_of_foreign_entries(package, outcome);
    outcome.packages.push_back(std::move(package));
}

bool is_for_the_user(const core::Error& error) { return error.code == ErrorCode::usage || error.code == ErrorCode::choice_needed; }

core::Error with_notices(core::Error error, const Notices& notices) {
    for (const std::string& notice : notices) error.hint += (error.hint.empty() ? "before that, this run " : "; before that, this run ") + notice;
    return error;
}

}  // namespace gpotrust::app
