// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "app/estate.hpp"
#include "gpotrust/archive/zip.hpp"
#include "gpotrust/bundle/verify.hpp"
#include "gpotrust/crypto/digests.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"
#include "gpotrust/platform/staged_directory.hpp"

namespace gpotrust::app {
namespace {

namespace fs = std::filesystem;
using core::RelativePath;

constexpr std::size_t k_largest_zip = 64U << 20U;

/// What a slug's folder holds for one revision.
struct Found {
    bool folder = false;
    bool zip = false;
};
using FoundRevisions = std::map<unsigned, Found>;

core::Result<FoundRevisions> revisions_in(const fs::path& slug) {
    FoundRevisions found;
    GPOTRUST_TRY_ASSIGN(const std::vector<fs::path> entries, platform::list_directory(slug));
    for (const fs::path& entry : entries) {
        const std::string name = platform::path_to_utf8(entry.filename());
        if (platform::is_leftover_name(name)) GPOTRUST_TRY(platform::remove_tree(entry));
        if (const auto number = revision_number(name)) found[*number].folder = true;
        if (!name.ends_with(".zip")) continue;
        if (const auto number = revision_number(std::string_view(name).substr(0, name.size() - 4))) found[*number].zip = true;
    }
    return found;
}

/// The package in a folder, when it is whole and the one its place says.
core::Result<std::pair<core::FileTree, bundle::Manifest>> whole_package(const fs::path& folder, const RevisionName& name) {
    GPOTRUST_TRY_ASSIGN(core::FileTree files, platform::read_tree(folder));
    bundle::Verification verification = bundle::verify_files(files);
    if (!verification.findings.empty()) {
        const core::Finding& first = verification.findings.front();
        return core::fail(core::ErrorCode::malformed_input, fmt::format("{}{}{}", first.path, first.path.empty() ? "" : ": ", first.message));
    }
    if (verification.manifest->slug != name.slug || verification.manifest->revision != name.number)
        return core::fail(core::ErrorCode::malformed_input, "its manifest names another slug or revision");
    return std::pair(std::move(files), *std::move(verification.manifest));
}

/// Adopts one revision the ledger lacks. What cannot be adopted is only named: it may be somebody's evidence.
core::Result<void> adopt(Estate& estate, const RevisionName& name, Notices& notices) {
    const fs::path folder = estate.layout().folder(name);
    const auto package = whole_package(folder, name);
    if (!package) {
        notices.push_back(fmt::format("{} is not recorded and not whole, and was left alone: {}", platform::shown(folder), package.error().text()));
        return {};
    }
    GPOTRUST_TRY_ASSIGN(const auto owner, estate.newest(name.slug));
    if (owner && owner->gpo_guid != package->second.identity.guid) {
        notices.push_back(
            fmt::format("{} belongs to another GPO than the recorded revisions beside it, and was left alone", platform::shown(folder)));
        return {};
    }
    GPOTRUST_TRY_ASSIGN(const core::Bytes zip, archive::make_canonical_zip(package->first));
    GPOTRUST_TRY(estate.record(event_of("adopted", package->second, package->first, crypto::sha256(zip))));
    notices.push_back(fmt::format("adopted revision {} of {}: it was complete on disk and not in the ledger", name.number, name.slug));
    return {};
}

core::Result<void> rebuild_zip(const Estate& estate, const RevisionName& name, Notices& notices) {
    GPOTRUST_TRY_ASSIGN(const auto recorded, estate.find(name));
    const auto files = recorded ? intact_files(estate, *recorded) : std::nullopt;
    if (!files) return {};
    GPOTRUST_TRY_ASSIGN(const core::Bytes zip, archive::make_canonical_zip(*files));
    if (crypto::sha256(zip) != recorded->zip_sha256) return {};
    GPOTRUST_TRY(platform::write_file_atomically(estate.layout().zip(name), zip));
    notices.push_back(fmt::format("rebuilt the missing zip of revision {} of {}", name.number, name.slug));
    return {};
}

core::Result<void> recover_slug(Estate& estate, const std::string& slug, Notices& notices) {
    GPOTRUST_TRY_ASSIGN(const FoundRevisions found, revisions_in(estate.layout().slug(slug)));
    GPOTRUST_TRY_ASSIGN(const auto newest, estate.newest(slug));
    for (const auto& [number, parts] : found) {
        if (!parts.folder) continue;
        if (!newest || number > newest->revision) GPOTRUST_TRY(adopt(estate, {slug, number}, notices));
        if (!parts.zip) GPOTRUST_TRY(rebuild_zip(estate, {slug, number}, notices));
    }
    return {};
}

}  // namespace

core::Result<Notices> recover(Estate& estate) {
    const fs::path packages = estate.layout().packages();
    GPOTRUST_TRY(platform::StagedDirectory::remove_leftovers(packages));
    GPOTRUST_TRY_ASSIGN(const std::vector<fs::path> slugs, platform::list_directory(packages));
    Notices notices;
    for (const fs::path& slug : slugs) {
        if (platform::is_directory(slug)) GPOTRUST_TRY(recover_slug(estate, platform::path_to_utf8(slug.filename()), notices));
    }
    return notices;
}

std::optional<core::FileTree> intact_files(const Estate& estate, const ledger::Event& recorded) {
    auto files = platform::read_tree(estate.layout().folder({recorded.slug, recorded.revision}));
    if (!files) return std::nullopt;
    const auto list = files->find(RelativePath::of(bundle::k_checksums_name));
    if (list == files->end() || crypto::sha256(list->second) != recorded.files_digest || !bundle::checksums_hold(*files)) return std::nullopt;
    const auto manifest = files->find(RelativePath::of(bundle::k_manifest_name));
    const auto parsed = manifest == files->end() ? std::nullopt : std::optional(bundle::parse_manifest(manifest->second));
    if (!parsed || !*parsed) return std::nullopt;
    core::FileTree packaged;
    packaged.insert(*manifest);
    packaged.insert(*list);
    for (const bundle::ManifestArtefact& artefact : (*parsed)->artefacts) {
        const auto path = RelativePath::parse(artefact.path);
        const auto file = path ? files->find(*path) : files->end();
        if (file == files->end()) return std::nullopt;
        packaged.insert(*file);
    }
    return packaged;
}

std::optional<core::Bytes> intact_zip(const Estate& estate, const ledger::Event& recorded) {
    auto zip = platform::read_file(estate.layout().zip({recorded.slug, recorded.revision}), k_largest_zip);
    if (!zip || crypto::sha256(*zip) != recorded.zip_sha256) return std::nullopt;
    return *std::move(zip);
}

}  // namespace gpotrust::app
