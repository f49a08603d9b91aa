// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The estate folder: where packages lie, who may write, and how a revision comes into being.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/settled.hpp"
#include "gpotrust/bundle/manifest.hpp"
#include "gpotrust/core/file_tree.hpp"
#include "gpotrust/ledger/ledger.hpp"
#include "gpotrust/platform/file_lock.hpp"

namespace gpotrust::app {

/// One revision of one trust policy.
struct RevisionName {
    std::string slug;
    unsigned number = 1;
};

/// Paths inside an estate.
class EstateLayout {
public:
    explicit EstateLayout(std::filesystem::path root) : m_root(std::move(root)) {}
    [[nodiscard]] const std::filesystem::path& root() const { return m_root; }
    [[nodiscard]] std::filesystem::path ledger() const { return m_root / "ledger.db"; }
    [[nodiscard]] std::filesystem::path lock() const { return m_root / ".lock"; }
    /// The note of a run that ended well (settled.hpp).
    [[nodiscard]] std::filesystem::path settled() const { return m_root / ".settled"; }
    [[nodiscard]] std::filesystem::path packages() const { return m_root / "packages"; }
    [[nodiscard]] std::filesystem::path slug(const std::string& slug) const { return packages() / slug; }
    /// packages/<slug>/r0001
    [[nodiscard]] std::filesystem::path folder(const RevisionName& revision) const;
    /// packages/<slug>/r0001.zip
    [[nodiscard]] std::filesystem::path zip(const RevisionName& revision) const;

private:
    std::filesystem::path m_root;
};

/// The revision a folder's name "r0001" stands for, or nothing.
[[nodiscard]] std::optional<unsigned> revision_number(std::string_view name);

/// How an estate is used.
enum class EstateUse {
    look,   ///< nothing is written, no lock is taken; the estate need not exist
    write,  ///< the lock is held while the value lives
};

/// An opened estate with its ledger.
class Estate {
public:
    /// For writing: refuses a network share unless allowed, makes missing folders, waits up to a minute for the lock, opens the ledger.
    [[nodiscard]] static core::Result<Estate> open(const std::filesystem::path& root, EstateUse use, bool allow_network_share);

    Estate(const Estate&) = delete;
    Estate& operator=(const Estate&) = delete;
    /// Leaves a value behind that owns nothing and takes nothing away.
    Estate(Estate&& other) noexcept;
    Estate& operator=(Estate&&) = delete;
    /// Removes the folders and files this value made if nothing came into them.
    ~Estate();

    [[nodiscard]] const EstateLayout& layout() const { return m_layout; }
    /// The ledger; nullptr where there is none yet.
    [[nodiscard]] const ledger::Ledger* ledger() const { return m_ledger ? &*m_ledger : nullptr; }
    /// The ledger's answers; nothing where there is no ledger yet.
    [[nodiscard]] core::Result<std::optional<ledger::Event>> newest(std::string_view slug) const;
    [[nodiscard]] core::Result<std::optional<ledger::Event>> newest(const core::Guid& gpo_guid) const;
    [[nodiscard]] core::Result<std::optional<ledger::Event>> find(const RevisionName& revision) const;
    /// The newest revisions of the GPOs that bear a name, case folded: one for each domain.
    [[nodiscard]] core::Result<std::vector<ledger::Event>> newest_with_gpo_name(const std::string& name) const;
    /// Where every trust policy stands, by slug; none where there is no ledger yet.
    [[nodiscard]] core::Result<std::vector<ledger::TrustState>> states() const;
    /// The highest revision that has a folder or zip, recorded or not; 0 for none.
    [[nodiscard]] core::Result<unsigned> highest_on_disk(const std::string& slug) const;

    /// The GPO the revisions of a slug on disk are of, as the newest manifest among them that can be read says; nothing when none can.
    [[nodiscard]] std::optional<core::Guid> owner_on_disk(const std::string& slug) const;

    /// Puts a new revision in place as a whole: staging folder, one sync, rename of the folder, then of the zip. Fails when something stands there.
    [[nodiscard]] core::Result<void> place(const RevisionName& revision, const core::FileTree& files, core::BytesView zip);
    /// Writes what is missing or differs of a revision, file by file and each as a whole, and touches nothing else: ended at any moment it has harmed no file that was
    /// right and none that somebody else put there. Fails when a link or folder stands where a file belongs.
    [[nodiscard]] core::Result<void> mend(const RevisionName& revision, const core::FileTree& files, core::BytesView zip);
    /// Appends the row of a revision that is in place.
    [[nodiscard]] core::Result<void> record(ledger::Event event);
    /// Takes away a revision that was placed and could not be recorded.
    void withdraw(const RevisionName& revision);

    /// To be called before anything of a policy changes on disk or in the ledger: takes the note of the last run away.
    [[nodiscard]] core::Result<void> begin_change(const std::string& slug);
    /// After recovery, which began with `times`: this value leaves a note behind at its end, unless a change fails. With `renew` it does so even when nothing changes.
    void settle_at_end(PackageTimes times, bool renew);

private:
    explicit Estate(EstateLayout layout) : m_layout(std::move(layout)) {}
    [[nodiscard]] core::Result<void> prepare_for_writing(bool allow_network_share);
    [[nodiscard]] core::Result<void> lock_root();
    [[nodiscard]] core::Result<void> arrive(const RevisionName& revision, const core::FileTree& files, std::optional<core::BytesView> zip);
    [[nodiscard]] core::Result<void> append(const ledger::Event& event);
    void abandon_if_empty() noexcept;
    void leave_note() noexcept;

    EstateLayout m_layout;
    std::optional<platform::FileLock> m_lock = {};
    std::optional<ledger::Ledger> m_ledger = {};
    std::vector<std::filesystem::path> m_made = {};  ///< folders that were not there, outermost first
    bool m_made_lock = false;
    bool m_made_ledger = false;
    std::optional<PackageTimes> m_times = {};  ///< as recovery found them; nothing before it
    std::set<std::string> m_changed = {};      ///< slugs
    bool m_note_is_due = false;
    bool m_failed = false;
};

/// The row of a package: what the manifest says, with the digests of its files.
[[nodiscard]] ledger::Event event_of(std::string kind, const bundle::Manifest& manifest, const core::FileTree& files,
                                     const core::Sha256Digest& zip_sha256);

/// What recovery did, in sentences for the user.
using Notices = std::vector<std::string>;

/// At the start of a writing run. When the last one ended well and nothing came or went since, it costs one stat for each policy and no look at any revision; else
/// every policy is looked at: removes leftover staging, adopts whole revisions the ledger lacks, records a newest revision that was made again, rebuilds missing zips. Revisions that are neither whole
/// nor recorded are left alone and named.
[[nodiscard]] core::Result<Notices> recover(Estate& estate);

/// The files of a recorded revision as packaged, or nothing when the folder is missing or damaged. What else is in the folder is neither read nor does it matter.
[[nodiscard]] std::optional<core::FileTree> intact_files(const Estate& estate, const ledger::Event& recorded);
/// The zip of a recorded revision, or nothing when it is missing or damaged.
[[nodiscard]] std::optional<core::Bytes> intact_zip(const Estate& estate, const ledger::Event& recorded);

/// What a revision's folder holds besides the package: names below the folder, sorted, folders with a slash behind. At most `limit` of them.
[[nodiscard]] std::vector<std::string> foreign_entries(const std::filesystem::path& folder, const bundle::Manifest& manifest, std::size_t limit);

}  // namespace gpotrust::app
