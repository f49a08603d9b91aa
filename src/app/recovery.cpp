// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>

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

constexpr std::size_t k_largest_zip = 256U << 20U;
constexpr std::size_t k_largest_file = 64U << 20U;

/// The numbers that have a folder, and a zip, in a slug's folder.
struct Revisions {
    std::set<unsigned> folders;
    std::set<std::string> names;
    [[nodiscard]] bool has_zip(const fs::path& zip) const { return names.contains(platform::path_to_utf8(zip.filename())); }
};

core::Result<Revisions> revisions_in(const fs::path& slug) {
    Revisions found;
    GPOTRUST_TRY_ASSIGN(const std::vector<fs::path> entries, platform::list_directory(slug));
    for (const fs::path& entry : entries) {
        const std::string name = platform::path_to_utf8(entry.filename());
        if (platform::is_leftover_name(name)) GPOTRUST_TRY(platform::remove_tree(entry));
        if (const auto number = revision_number(name)) found.folders.insert(*number);
        found.names.insert(name);
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
    GPOTRUST_TRY(estate.record(event_of(std::string(ledger::kind::adopted), package->second, package->first, crypto::sha256(zip))));
    notices.push_back(fmt::format("adopted revision {} of {}: it was complete on disk and not in the ledger", name.number, name.slug));
    return {};
}

/// A run was ended after it had made the newest revision again, in other octets, and before that was on record.
core::Result<void> record_rebuilt(Estate& estate, const ledger::Event& newest, Notices& notices) {
    const RevisionName name{newest.slug, newest.revision};
    const fs::path folder = estate.layout().folder(name);
    const fs::path list = folder / std::string(bundle::k_checksums_name);
    const auto checksums = platform::is_file(list) ? platform::read_file(list, k_largest_zip) : core::Bytes();
    // An intact zip is the better witness: the folder is then mended from it when its GPO is packaged.
    if (!checksums || checksums->empty() || crypto::sha256(*checksums) == newest.files_digest || intact_zip(estate, newest)) return {};
    const auto package = whole_package(folder, name);
    if (!package || package->second.identity.guid != newest.gpo_guid || package->second.content_digest != newest.content_digest) return {};
    GPOTRUST_TRY_ASSIGN(const core::Bytes zip, archive::make_canonical_zip(package->first));
    GPOTRUST_TRY(estate.mend(name, package->first, zip));
    GPOTRUST_TRY(estate.record(event_of(std::string(ledger::kind::rebuilt), package->second, package->first, crypto::sha256(zip))));
    notices.push_back(fmt::format("recorded revision {} of {} as rebuilt: it was complete on disk and not as recorded", name.number, name.slug));
    return {};
}

core::Result<void> rebuild_zip(Estate& estate, const RevisionName& name, Notices& notices) {
    GPOTRUST_TRY_ASSIGN(const auto recorded, estate.find(name));
    const auto files = recorded ? intact_files(estate, *recorded) : std::nullopt;
    if (!files) return {};
    GPOTRUST_TRY_ASSIGN(const core::Bytes zip, archive::make_canonical_zip(*files));
    if (crypto::sha256(zip) != recorded->zip_sha256) return {};
    GPOTRUST_TRY(estate.begin_change(name.slug));
    GPOTRUST_TRY(platform::write_file_atomically(estate.layout().zip(name), zip));
    notices.push_back(fmt::format("rebuilt the missing zip of revision {} of {}", name.number, name.slug));
    return {};
}

core::Result<void> recover_slug(Estate& estate, const std::string& slug, Notices& notices) {
    GPOTRUST_TRY_ASSIGN(const Revisions found, revisions_in(estate.layout().slug(slug)));
    GPOTRUST_TRY_ASSIGN(const auto newest, estate.newest(slug));
    for (const unsigned number : found.folders) {
        if (!newest || number > newest->revision) GPOTRUST_TRY(adopt(estate, {slug, number}, notices));
        if (newest && number == newest->revision) GPOTRUST_TRY(record_rebuilt(estate, *newest, notices));
        if (!found.has_zip(estate.layout().zip({slug, number}))) GPOTRUST_TRY(rebuild_zip(estate, {slug, number}, notices));
    }
    return {};
}

/// A file of the package, as read_tree() would give it: not through a link.
std::optional<core::Bytes> read_own_file(const fs::path& folder, const RelativePath& path) {
    fs::path place = folder;
    const fs::path native = platform::to_native(path);
    for (const fs::path& name : native) {
        place /= name;
        if (platform::is_symbolic_link(place)) return std::nullopt;
    }
    if (!platform::is_file(place)) return std::nullopt;
    auto octets = platform::read_file(place, k_largest_file);
    return octets ? std::optional(*std::move(octets)) : std::nullopt;
}

/// Walks a revision's folder without reading files.
class ForeignEntries {
public:
    ForeignEntries(const bundle::Manifest& manifest, std::size_t limit) : m_limit(limit) {
        own(std::string(bundle::k_manifest_name));
        own(std::string(bundle::k_checksums_name));
        for (const bundle::ManifestArtefact& artefact : manifest.artefacts) own(artefact.path);
    }
    void look_into(const fs::path& folder, const std::string& place) {
        const auto entries = platform::list_directory(folder);
        if (!entries) return;
        for (const fs::path& entry : *entries) {
            if (m_found.size() >= m_limit) return;
            const std::string name = place + platform::path_to_utf8(entry.filename());
            const bool is_folder = platform::is_directory(entry) && !platform::is_symbolic_link(entry);
            if (is_folder && m_folders.contains(name)) {
                look_into(entry, name + "/");
            } else if (is_folder || !m_files.contains(name)) {
                m_found.push_back(is_folder ? name + "/" : name);
            }
        }
    }
    [[nodiscard]] std::vector<std::string> take() { return std::move(m_found); }

private:
    void own(const std::string& path) {
        m_files.insert(path);
        for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1))
            m_folders.insert(path.substr(0, slash));
    }

    std::size_t m_limit;
    std::set<std::string> m_files = {};
    std::set<std::string> m_folders = {};
    std::vector<std::string> m_found = {};
};

void add_migration(const Estate& estate, Notices& notices) {
    if (const auto copy = estate.ledger()->kept_copy())
        notices.push_back(fmt::format("brought the ledger up to the schema of this version; the one before is kept as {}", platform::shown(*copy)));
}

}  // namespace

std::vector<std::string> foreign_entries(const fs::path& folder, const bundle::Manifest& manifest, std::size_t limit) {
    ForeignEntries entries(manifest, limit);
    entries.look_into(folder, "");
    return entries.take();
}

core::Result<Notices> recover(Estate& estate) {
    const fs::path packages = estate.layout().packages();
    GPOTRUST_TRY_ASSIGN(PackageTimes times, package_times(packages));
    GPOTRUST_TRY_ASSIGN(const std::optional<ledger::Event> last, estate.ledger()->last());
    const std::optional<SettledNote> note = read_note(estate.layout().settled());
    const bool is_settled = note && still_holds(*note, last, times);
    Notices notices;
    add_migration(estate, notices);
    if (!is_settled) {
        GPOTRUST_TRY(platform::StagedDirectory::remove_leftovers(packages));
        GPOTRUST_TRY(platform::StagedDirectory::remove_leftovers(estate.layout().root()));
        GPOTRUST_TRY_ASSIGN(times, package_times(packages));
    }
    for (const auto& [slug, time] : times) {
        const bool may_differ = !is_settled || note->look_again.contains(slug);
        const fs::path folder = estate.layout().slug(slug);
        // Nothing is removed or adopted where a link leads to: that is no place of the estate's.
        const bool is_own = platform::is_directory(folder) && !platform::is_symbolic_link(folder);
        if (may_differ && is_own) GPOTRUST_TRY(recover_slug(estate, slug, notices));
    }
    estate.settle_at_end(std::move(times), !is_settled || !note->look_again.empty());
    return notices;
}

std::optional<core::FileTree> intact_files(const Estate& estate, const ledger::Event& recorded) {
    const fs::path folder = estate.layout().folder({recorded.slug, recorded.revision});
    core::FileTree packaged;
    const auto take = [&](const RelativePath& path) {
        if (packaged.contains(path)) return true;
        auto octets = read_own_file(folder, path);
        return octets && packaged.emplace(path, *std::move(octets)).second;
    };
    const RelativePath list = RelativePath::of(bundle::k_checksums_name);
    const RelativePath manifest = RelativePath::of(bundle::k_manifest_name);
    if (!take(list) || crypto::sha256(packaged.at(list)) != recorded.files_digest || !take(manifest)) return std::nullopt;
    const auto parsed = bundle::parse_manifest(packaged.at(manifest));
    if (!parsed) return std::nullopt;
    for (const bundle::ManifestArtefact& artefact : parsed->artefacts) {
        const auto path = RelativePath::parse(artefact.path);
        if (!path || !take(*path)) return std::nullopt;
    }
    return bundle::checksums_hold(packaged) ? std::optional(std::move(packaged)) : std::nullopt;
}

std::optional<core::Bytes> intact_zip(const Estate& estate, const ledger::Event& recorded) {
    auto zip = platform::read_file(estate.layout().zip({recorded.slug, recorded.revision}), k_largest_zip);
    if (!zip || crypto::sha256(*zip) != recorded.zip_sha256) return std::nullopt;
    return *std::move(zip);
}

}  // namespace gpotrust::app
