// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/estate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <utility>

#include "app/namesakes.hpp"
#include "gpotrust/crypto/digests.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/network_share.hpp"
#include "gpotrust/platform/paths.hpp"
#include "gpotrust/platform/staged_directory.hpp"

namespace gpotrust::app {
namespace {

namespace fs = std::filesystem;
using core::ErrorCode;
using core::RelativePath;

constexpr std::chrono::seconds k_lock_wait{60};
constexpr std::size_t k_largest_manifest = 16U << 20U;

/// The folders of a path that do not exist, outermost first.
std::vector<fs::path> missing_folders(fs::path folder) {
    std::vector<fs::path> missing;
    while (!folder.empty() && !platform::exists(folder) && folder != folder.parent_path()) {
        missing.insert(missing.begin(), folder);
        folder = folder.parent_path();
    }
    return missing;
}

void remove_if_empty(const fs::path& folder) { static_cast<void>(platform::remove_empty_folder(folder)); }

/// Renames that can be taken back in reverse order while the whole has not succeeded.
class Moves {
public:
    Moves() = default;
    Moves(const Moves&) = delete;
    Moves& operator=(const Moves&) = delete;
    ~Moves() {
        for (auto move = m_done.rbegin(); move != m_done.rend(); ++move) static_cast<void>(platform::rename_path(move->second, move->first));
    }
    [[nodiscard]] core::Result<void> move(const fs::path& from, const fs::path& to) {
        GPOTRUST_TRY(platform::rename_path(from, to));
        m_done.emplace_back(from, to);
        return {};
    }
    void keep() { m_done.clear(); }

private:
    std::vector<std::pair<fs::path, fs::path>> m_done;
};

core::Error in_the_way(const fs::path& path, std::string_view what) {
    return {ErrorCode::file_system,
            fmt::format("{} is {}, where a file of the package belongs", platform::shown(path), what),
            "move it away, then run again",
            {}};
}

core::Result<void> write_if_different(const fs::path& path, core::BytesView octets) {
    // Writing through a link would change a file that is none of the package.
    if (platform::is_symbolic_link(path)) return core::fail(in_the_way(path, "a symbolic link"));
    if (platform::is_directory(path)) return core::fail(in_the_way(path, "a folder"));
    if (platform::is_file(path)) {
        const auto there = platform::read_file(path, octets.size());
        if (there && std::equal(there->begin(), there->end(), octets.begin(), octets.end())) return {};
    }
    return platform::write_file_atomically(path, octets);
}

/// Makes the folders between a revision's folder and one of its files, and clears them of what killed runs left.
core::Result<void> prepare_parents(const fs::path& root, const fs::path& relative, std::set<fs::path>& prepared) {
    fs::path folder = root;
    for (const fs::path& name : relative.parent_path()) {
        folder /= name;
        if (!prepared.insert(folder).second) continue;
        if (platform::is_symbolic_link(folder)) return core::fail(in_the_way(folder, "a symbolic link"));
        GPOTRUST_TRY(platform::create_directories(folder));
        GPOTRUST_TRY(platform::StagedDirectory::remove_leftovers(folder));
    }
    return {};
}

core::Result<void> write_what_differs(const fs::path& folder, const core::FileTree& files) {
    GPOTRUST_TRY(platform::StagedDirectory::remove_leftovers(folder));
    std::set<fs::path> prepared;
    for (const auto& [path, octets] : files) {
        const fs::path native = platform::to_native(path);
        GPOTRUST_TRY(prepare_parents(folder, native, prepared));
        GPOTRUST_TRY(write_if_different(folder / native, octets));
    }
    return {};
}

bool is_row_of(ledger::Event row, const ledger::Event& event) {
    row.sequence = event.sequence;
    row.chain = event.chain;
    return row == event;
}

}  // namespace

fs::path EstateLayout::folder(const RevisionName& revision) const { return slug(revision.slug) / fmt::format("r{:04}", revision.number); }
fs::path EstateLayout::zip(const RevisionName& revision) const { return slug(revision.slug) / fmt::format("r{:04}.zip", revision.number); }

std::optional<unsigned> revision_number(std::string_view name) {
    const bool fits = name.size() >= 5 && name.size() <= 6 && name[0] == 'r';
    if (!fits || !std::all_of(name.begin() + 1, name.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    unsigned number = 0;
    for (const char c : name.substr(1)) number = number * 10 + static_cast<unsigned>(c - '0');
    const bool one_spelling = number >= 1 && number <= 65'535 && fmt::format("r{:04}", number) == name;
    return one_spelling ? std::optional<unsigned>(number) : std::nullopt;
}

core::Result<Estate> Estate::open(const fs::path& root, EstateUse use, bool allow_network_share) {
    GPOTRUST_TRY_ASSIGN(fs::path absolute, platform::absolute_path(root));
    Estate estate{EstateLayout(std::move(absolute))};
    if (use == EstateUse::write) {
        GPOTRUST_TRY(estate.prepare_for_writing(allow_network_share));
        GPOTRUST_TRY_ASSIGN(estate.m_ledger, ledger::Ledger::open(estate.m_layout.ledger(), ledger::Access::read_write));
    } else if (platform::exists(estate.m_layout.ledger())) {
        GPOTRUST_TRY_ASSIGN(estate.m_ledger, ledger::Ledger::open(estate.m_layout.ledger(), ledger::Access::read_only));
    }
    return estate;
}

core::Result<void> Estate::prepare_for_writing(bool allow_network_share) {
    if (!allow_network_share) {
        GPOTRUST_TRY_ASSIGN(const bool is_shared, platform::is_on_network_share(m_layout.root()));
        if (is_shared)
            return core::fail(
                ErrorCode::usage,
                fmt::format("the estate {} lies on a network share, where the ledger's locks are not safe", platform::shown(m_layout.root())),
                "use a local estate and copy the packages, or allow it with --allow-network-share when nobody else writes there");
    }
    if (platform::exists(m_layout.root()) && !platform::is_directory(m_layout.root()))
        return core::fail(ErrorCode::file_system, fmt::format("the estate {} is not a folder", platform::shown(m_layout.root())),
                          "name a folder with --estate");
    GPOTRUST_TRY(lock_root());
    m_made_ledger = !platform::exists(m_layout.ledger());
    GPOTRUST_TRY(platform::create_directories(m_layout.packages()));
    for (const fs::path& made : m_made) {
        const auto synced = platform::sync_directory(made.parent_path());
        // The folder above the estate need not be ours to read, and without it the estate still is whole.
        if (!synced && made.parent_path() == m_layout.root()) return synced;
    }
    return {};
}

core::Result<void> Estate::lock_root() {
    constexpr int k_most_attempts = 10;
    for (int attempt = 1;; ++attempt) {
        m_made = missing_folders(m_layout.packages());
        GPOTRUST_TRY(platform::create_directories(m_layout.root()));
        m_made_lock = !platform::exists(m_layout.lock());
        auto lock = platform::FileLock::acquire(m_layout.lock(), k_lock_wait);
        if (lock) {
            m_lock = *std::move(lock);
            return {};
        }
        if (lock.error().code == ErrorCode::ledger_locked) m_made_lock = false;  // only the holder may take it away
        // A run that made the root and found nothing to put there takes it away again.
        if (platform::exists(m_layout.root()) || attempt == k_most_attempts) return core::fail(std::move(lock).error());
    }
}

Estate::Estate(Estate&& other) noexcept
    : m_layout(std::move(other.m_layout)),
      m_lock(std::exchange(other.m_lock, std::nullopt)),
      m_ledger(std::exchange(other.m_ledger, std::nullopt)),
      m_made(std::exchange(other.m_made, {})),
      m_made_lock(std::exchange(other.m_made_lock, false)),
      m_made_ledger(std::exchange(other.m_made_ledger, false)),
      m_times(std::exchange(other.m_times, std::nullopt)),
      m_changed(std::exchange(other.m_changed, {})),
      m_note_is_due(std::exchange(other.m_note_is_due, false)),
      m_failed(std::exchange(other.m_failed, false)) {}

Estate::~Estate() {
    leave_note();
    abandon_if_empty();
}

core::Result<void> Estate::begin_change(const std::string& slug) {
    // The sync before a placement's renames brings this to the device, too: a run that is ended behind them left no note.
    if (m_changed.empty()) GPOTRUST_TRY(platform::remove_file(m_layout.settled()));
    m_changed.insert(slug);
    m_note_is_due = true;
    return {};
}

void Estate::settle_at_end(PackageTimes times, bool renew) {
    m_times = std::move(times);
    m_note_is_due = m_note_is_due || renew;
}

void Estate::leave_note() noexcept {
    if (!m_times || !m_note_is_due || m_failed || !m_ledger) return;
    const auto last = m_ledger->last();
    const auto now = package_times(m_layout.packages());
    if (!last || !*last || !now) return;
    // Of policies this run did not touch, the times from before recovery's look count: what came later is for the next run to see.
    PackageTimes times = *m_times;
    for (const std::string& slug : m_changed) {
        const auto found = now->find(slug);
        found == now->end() ? static_cast<void>(times.erase(slug)) : static_cast<void>(times.insert_or_assign(slug, found->second));
    }
    std::set<std::string> look_again = written_just_now(times);
    look_again.insert(m_changed.begin(), m_changed.end());
    write_note(m_layout.settled(), note_of(**last, times, std::move(look_again)));
}

void Estate::abandon_if_empty() noexcept {
    if (m_made.empty() && !m_made_lock && !m_made_ledger) return;
    const bool had_ledger = m_ledger.has_value();
    m_ledger.reset();  // its file can go only when it is closed
    if (m_made_ledger && platform::is_file(m_layout.ledger())) {
        const auto rows = platform::read_file(m_layout.ledger(), 1);
        if (rows && rows->empty()) static_cast<void>(platform::remove_file(m_layout.ledger()));
    }
    const auto packages = std::find(m_made.begin(), m_made.end(), m_layout.packages());
    if (packages != m_made.end()) remove_if_empty(*packages);
    const bool is_unused = (!had_ledger || !platform::exists(m_layout.ledger())) && !platform::exists(m_layout.packages());
    if (m_made_lock && is_unused) m_lock ? m_lock->abandon(m_layout.lock()) : static_cast<void>(platform::remove_file(m_layout.lock()));
    std::for_each(m_made.rbegin(), m_made.rend(), remove_if_empty);
}

core::Result<std::optional<ledger::Event>> Estate::newest(std::string_view slug) const {
    if (!m_ledger) return std::optional<ledger::Event>();
    return m_ledger->newest(slug);
}

core::Result<std::optional<ledger::Event>> Estate::newest(const core::Guid& gpo_guid) const {
    if (!m_ledger) return std::optional<ledger::Event>();
    return m_ledger->newest(gpo_guid);
}

core::Result<std::optional<ledger::Event>> Estate::find(const RevisionName& revision) const {
    if (!m_ledger) return std::optional<ledger::Event>();
    return m_ledger->find(revision.slug, revision.number);
}

core::Result<std::vector<ledger::Event>> Estate::newest_with_gpo_name(const std::string& name) const {
    std::vector<ledger::Event> found;
    if (!m_ledger) return found;
    GPOTRUST_TRY_ASSIGN(const std::vector<std::string> domains, m_ledger->domains());
    for (const std::string& domain : domains) {
        const auto identity = trust::make_identity(name, domain);
        if (!identity) continue;  // no name or domain that a package could have
        GPOTRUST_TRY_ASSIGN(auto event, m_ledger->newest(identity->guid));
        if (event) found.push_back(*std::move(event));
    }
    GPOTRUST_TRY(add_merged_namesakes(*m_ledger, name, found));
    return found;
}

core::Result<std::vector<ledger::TrustState>> Estate::states() const {
    if (!m_ledger) return std::vector<ledger::TrustState>();
    return m_ledger->states();
}

std::optional<core::Guid> Estate::owner_on_disk(const std::string& slug) const {
    const auto entries = platform::list_directory(m_layout.slug(slug));
    if (!entries) return std::nullopt;
    std::map<unsigned, core::Guid> owners;
    for (const fs::path& entry : *entries) {
        const auto number = revision_number(platform::path_to_utf8(entry.filename()));
        const fs::path file = entry / std::string(bundle::k_manifest_name);
        if (!number || !platform::is_file(file)) continue;
        const auto octets = platform::read_file(file, k_largest_manifest);
        const auto manifest = octets ? bundle::parse_manifest(*octets) : core::fail(octets.error());
        if (manifest && manifest->slug == slug) owners.emplace(*number, manifest->identity.guid);
    }
    return owners.empty() ? std::nullopt : std::optional(owners.rbegin()->second);
}

core::Result<unsigned> Estate::highest_on_disk(const std::string& slug) const {
    if (!platform::is_directory(m_layout.slug(slug))) return 0U;
    GPOTRUST_TRY_ASSIGN(const std::vector<fs::path> entries, platform::list_directory(m_layout.slug(slug)));
    unsigned highest = 0;
    for (const fs::path& entry : entries) {
        std::string name = platform::path_to_utf8(entry.filename());
        if (name.ends_with(".zip")) name.resize(name.size() - 4);
        highest = std::max(highest, revision_number(name).value_or(0));
    }
    return highest;
}

core::Result<void> Estate::place(const RevisionName& revision, const core::FileTree& files, core::BytesView zip) {
    GPOTRUST_TRY(begin_change(revision.slug));
    auto arrived = arrive(revision, files, zip);
    m_failed = m_failed || !arrived;
    return arrived;
}

core::Result<void> Estate::arrive(const RevisionName& revision, const core::FileTree& files, std::optional<core::BytesView> zip) {
    const fs::path slug = m_layout.slug(revision.slug);
    const bool slug_is_new = !platform::exists(slug);
    // The tree lies below "new" and the zip beside it: one sync covers both.
    const auto rename_all = [&]() -> core::Result<void> {
        GPOTRUST_TRY_ASSIGN(platform::StagedDirectory staged, platform::StagedDirectory::create(m_layout.packages()));
        if (zip) GPOTRUST_TRY(staged.write("new.zip", *zip));
        GPOTRUST_TRY(staged.write(files, "new"));
        GPOTRUST_TRY(staged.sync());
        GPOTRUST_TRY(platform::create_directories(slug));
        Moves moves;  // dies before the staging folder, into which a folder without its zip gets back
        GPOTRUST_TRY(moves.move(staged.path() / "new", m_layout.folder(revision)));
        if (zip) GPOTRUST_TRY(moves.move(staged.path() / "new.zip", m_layout.zip(revision)));
        GPOTRUST_TRY(platform::sync_directory(slug));
        if (slug_is_new) GPOTRUST_TRY(platform::sync_directory(m_layout.packages()));
        moves.keep();
        return {};
    };
    auto arrived = rename_all();
    if (!arrived && slug_is_new) remove_if_empty(slug);
    return arrived;
}

core::Result<void> Estate::mend(const RevisionName& revision, const core::FileTree& files, core::BytesView zip) {
    GPOTRUST_TRY(begin_change(revision.slug));
    const bool failed_before = std::exchange(m_failed, true);  // until it is through
    const fs::path folder = m_layout.folder(revision);
    if (platform::exists(folder)) {
        GPOTRUST_TRY(write_what_differs(folder, files));
    } else {
        GPOTRUST_TRY(arrive(revision, files, std::nullopt));
    }
    GPOTRUST_TRY(write_if_different(m_layout.zip(revision), zip));
    m_failed = failed_before;
    return {};
}

core::Result<void> Estate::record(ledger::Event event) {
    GPOTRUST_TRY(begin_change(event.slug));
    auto appended = append(event);
    m_failed = m_failed || !appended;
    return appended;
}

core::Result<void> Estate::append(const ledger::Event& event) {
    auto appended = m_ledger->append(event);
    if (appended) return {};
    // A commit that failed late may have happened all the same: the ledger itself is asked.
    const auto last = m_ledger->last();
    if (last && *last && is_row_of(**last, event)) return {};
    return core::fail(std::move(appended).error());
}

void Estate::withdraw(const RevisionName& revision) {
    // Through a staging folder: whoever looks meanwhile sees the revision whole or not at all.
    auto staged = platform::StagedDirectory::create(m_layout.packages());
    if (!staged) return;
    static_cast<void>(platform::rename_path(m_layout.zip(revision), staged->path() / "withdrawn.zip"));
    static_cast<void>(platform::rename_path(m_layout.folder(revision), staged->path() / "withdrawn"));
    remove_if_empty(m_layout.slug(revision.slug));
}

ledger::Event event_of(std::string kind, const bundle::Manifest& manifest, const core::FileTree& files, const core::Sha256Digest& zip_sha256) {
    ledger::Event event;
    event.time = manifest.created_at;
    event.kind = std::move(kind);
    event.slug = manifest.slug;
    event.gpo_name = manifest.identity.name;
    event.domain = manifest.identity.domain;
    event.gpo_guid = manifest.identity.guid;
    event.revision = manifest.revision;
    event.backup_id = manifest.backup_id;
    event.scope = trust::to_text(manifest.scope);
    event.content_digest = manifest.content_digest;
    event.files_digest = crypto::sha256(files.at(RelativePath::of(bundle::k_checksums_name)));
    event.zip_sha256 = zip_sha256;
    event.operator_name = manifest.operator_name;
    for (const bundle::ManifestCertificate& certificate : manifest.certificates) {
        event.certificates.push_back({certificate.sha1, std::string(trust::to_text(certificate.store)), std::string(trust::to_text(certificate.role)),
                                      certificate.not_before, certificate.not_after, certificate.until, certificate.subject, certificate.names});
        for (const core::Finding& finding : certificate.findings) {
            if (!finding.accepted_because.empty()) event.accepted.push_back({certificate.sha1, finding.code, finding.accepted_because});
        }
    }
    return event;
}

}  // namespace gpotrust::app
