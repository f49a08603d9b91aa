// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <map>

#include "app/ledger_access.hpp"
#include "gpotrust/app/ledger_use_cases.hpp"
#include "gpotrust/crypto/digests.hpp"
#include "gpotrust/ledger/findings.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {
namespace {

namespace fs = std::filesystem;
using ledger::Discrepancy;
using ledger::Event;
using report::LedgerVerifyOutcome;

constexpr std::size_t k_largest_list = 16U << 20U;
constexpr std::size_t k_largest_zip = 256U << 20U;

/// The row that counts for a revision: the newest, since it may have been made again.
using Recorded = std::map<std::pair<std::string, unsigned>, Event>;

core::Result<Recorded> read_chain(const Estate& estate, LedgerVerifyOutcome& outcome) {
    Recorded recorded;
    GPOTRUST_TRY(estate.ledger()->for_each_event([&](const Event& event) {
        ++outcome.rows;
        outcome.last_chain = event.chain;
        if (event.kind != ledger::kind::imported) recorded.insert_or_assign({event.slug, event.revision}, event);
        return core::Result<void>();
    }));
    return recorded;
}

class DiskComparison {
public:
    DiskComparison(const Estate& estate, std::vector<core::Finding>& findings) : m_estate(estate), m_findings(findings) {}

    void compare(const Event& event) {
        const RevisionName name{event.slug, event.revision};
        const fs::path folder = m_estate.layout().folder(name);
        const fs::path zip = m_estate.layout().zip(name);
        const bool has_folder = platform::exists(folder);
        const bool has_zip = platform::exists(zip);
        if (!has_folder && !has_zip) return add(Discrepancy::package_missing, {}, folder);
        has_folder ? compare_folder(event, folder) : add(Discrepancy::folder_missing, {}, folder);
        has_zip ? compare_zip(event, zip) : add(Discrepancy::zip_missing, {}, zip);
    }
    void add_unrecorded(const RevisionName& name) { add(Discrepancy::not_recorded, {}, m_estate.layout().folder(name)); }

private:
    void add(Discrepancy discrepancy, std::string_view detail, const fs::path& path) {
        m_findings.push_back(ledger::finding_of(discrepancy, detail, platform::path_to_utf8(path)));
    }
    void compare_folder(const Event& event, const fs::path& folder) {
        const auto list = platform::read_file(folder / std::string(bundle::k_checksums_name), k_largest_list);
        if (!list) return add(Discrepancy::folder_differs, "its SHA256SUMS cannot be read", folder);
        if (crypto::sha256(*list) != event.files_digest) return add(Discrepancy::folder_differs, "its SHA256SUMS is another", folder);
        if (!intact_files(m_estate, event)) add(Discrepancy::folder_differs, "a file is not what its SHA256SUMS says", folder);
    }
    void compare_zip(const Event& event, const fs::path& zip) {
        const auto octets = platform::read_file(zip, k_largest_zip);
        if (!octets) return add(Discrepancy::zip_differs, "it cannot be read", zip);
        if (crypto::sha256(*octets) != event.zip_sha256) add(Discrepancy::zip_differs, "its SHA-256 is another", zip);
    }

    const Estate& m_estate;
    std::vector<core::Finding>& m_findings;
};

core::Result<void> verify_all(const fs::path& root, LedgerVerifyOutcome& outcome) {
    GPOTRUST_TRY_ASSIGN(const Estate estate, open_to_read_ledger(root));
    GPOTRUST_TRY_ASSIGN(const Recorded recorded, read_chain(estate, outcome));
    outcome.chain_holds = true;
    outcome.revisions = recorded.size();
    DiskComparison comparison(estate, outcome.findings);
    for (const auto& [name, event] : recorded) comparison.compare(event);
    GPOTRUST_TRY_ASSIGN(const std::vector<RevisionName> on_disk, revisions_on_disk(estate.layout()));
    for (const RevisionName& name : on_disk) {
        if (!recorded.contains({name.slug, name.number})) comparison.add_unrecorded(name);
    }
    return {};
}

}  // namespace

core::Result<LedgerVerifyOutcome> verify_ledger(const LedgerVerifyRequest& request) {
    LedgerVerifyOutcome outcome;
    GPOTRUST_TRY_ASSIGN(const fs::path root, platform::absolute_path(request.estate));
    outcome.estate = platform::path_to_utf8(root);
    auto verified = verify_all(root, outcome);
    if (!verified && core::exit_code_for(verified.error().code) == core::ExitCode::usage) return core::fail(std::move(verified).error());
    if (!verified) {
        outcome.exit_code = core::exit_code_for(verified.error().code);
        outcome.error = std::move(verified).error();
    } else if (!outcome.findings.empty()) {
        outcome.exit_code = core::ExitCode::unfit;
    }
    return outcome;
}

}  // namespace gpotrust::app
