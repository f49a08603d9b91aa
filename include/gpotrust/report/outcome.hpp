// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gpotrust/artefact/format.hpp"
#include "gpotrust/audit/diff.hpp"
#include "gpotrust/audit/doctor.hpp"
#include "gpotrust/audit/inspect.hpp"
#include "gpotrust/bundle/verify.hpp"
#include "gpotrust/certificate/export.hpp"
#include "gpotrust/core/exit_code.hpp"
#include "gpotrust/ledger/ledger.hpp"
#include "gpotrust/renewal/plan.hpp"
#include "gpotrust/renewal/status.hpp"
#include "gpotrust/trust/base_gpo.hpp"
#include "gpotrust/trust/clients.hpp"
#include "gpotrust/trust/rotation.hpp"
#include "gpotrust/trust/trust_policy.hpp"

namespace gpotrust::report {

/// The use cases' results as values: the app layer fills them, the printers of this module show them.

enum class Verdict { fit, unfit, unreadable };
[[nodiscard]] std::string_view to_text(Verdict verdict);

/// One certificate of an export with its assessment.
struct AssessedCertificate {
    certificate::ExportedCertificate exported;
    std::vector<core::Finding> findings;
    bool selected = false;  ///< counts for the verdict and would go into a package
};

/// One export, read and judged.
struct AssessedExport {
    std::string path;  ///< absolute
    Verdict verdict = Verdict::unreadable;
    std::optional<core::Error> error;  ///< unreadable: why
    std::optional<certificate::ExportKind> kind;
    certificate::KeyEvidence key_evidence = certificate::KeyEvidence::not_provable;
    std::vector<AssessedCertificate> certificates;
    std::vector<core::Finding> findings;  ///< about the export as a whole
};

struct CheckOutcome {
    std::vector<AssessedExport> exports;
    core::ExitCode exit_code = core::ExitCode::fine;
};

/// What merging makes of one side of a GPO.
struct MergedSide {
    trust::Side side = trust::Side::computer;
    bool in_base = false;                  ///< the base has a registry.pol here
    bool in_result = false;                ///< and so has the package
    bool disabled = false;                 ///< the GPO has the side disabled
    std::size_t certificates_before = 0;   ///< the GPO's, with ours, as the given backup or the revision before has it
    std::size_t settings_before = 0;       ///< its other settings
    std::size_t foreign_settings = 0;      ///< of others, kept octet for octet; certificates not counted
    std::size_t foreign_certificates = 0;  ///< of others, kept
    std::size_t written = 0;               ///< records of ours
    std::size_t certificates = 0;          ///< how many of those are certificates
    std::size_t already_there = 0;         ///< records of ours that the base has as they are
};

/// The base, what comes in, and what comes out (--base).
struct MergeSummary {
    std::string path;  ///< absolute; empty: carried along from the revision before
    std::string gpo_name;
    core::Guid backup_id;
    std::string backup_time;          ///< of the base: "YYYY-MM-DDThh:mm:ss", UTC
    std::string earlier_backup_time;  ///< of the base the revision before carries; empty: none, or the same
    std::vector<MergedSide> sides;
    std::vector<std::string> rivals;      ///< records of others that hold certificates of ours, in sentences
    std::vector<trust::TakenOver> taken;  ///< certificates of the base that are the policy's from now on, or that it takes out
    std::size_t foreign_files = 0;        ///< scripts, security templates and the like, kept octet for octet
    std::vector<std::string> missing;     ///< that Backup.xml names and the base does not hold
    std::vector<std::string> unnamed;     ///< that Backup.xml does not name
};

/// One package that now stands in the estate (or would, with dry_run).
struct PackagedTrust {
    std::string slug;
    unsigned revision = 0;
    std::string path;  ///< absolute path of the revision folder
    std::string zip;   ///< absolute path of the zip
    core::Sha256Digest zip_sha256;
    trust::TrustPolicy policy;
    core::Guid backup_id;
    bool unchanged = false;  ///< the newest revision already says this; nothing was written unless rebuilt
    bool rebuilt = false;    ///< its files were missing or damaged and were written again under the same number
    bundle::Manifest manifest;
    std::vector<trust::ClientOutlook> clients;
    std::string_view kind = ledger::kind::packaged;        ///< of the ledger's event
    std::vector<trust::TrustedCertificate> retiring = {};  ///< sent on their way out by this revision
    std::vector<trust::TrustedCertificate> dropped = {};   ///< no longer in the policy
    std::optional<trust::Rotation> rotation = {};          ///< while a certificate is retiring
    std::optional<MergeSummary> merge = {};                ///< of a policy with a base
};

struct PackageOutcome {
    std::string_view command = "package";  ///< or "renew", "retire": the kind of the JSON
    std::vector<AssessedExport> exports;
    std::vector<PackagedTrust> packages;
    std::vector<core::Error> errors;          ///< of exports or packages that failed; the others stand
    std::vector<std::string> notices;         ///< what recovery did ("adopted revision 3 of ...")
    std::vector<std::string_view> asked_for;  ///< the clients of --for, by id
    std::vector<std::string> warnings;        ///< what somebody should look at: clients that will not see a policy, foreign files in a package
    bool dry_run = false;
    std::string estate;  ///< absolute
    core::UtcTime now{};
    core::ExitCode exit_code = core::ExitCode::fine;
};

/// One row of the plan of `apply`, and what became of it.
struct AppliedTrust {
    renewal::PlannedTrust planned;
    std::optional<unsigned> makes = {};  ///< the revision it makes, or would
    bool done = false;                   ///< the revision is made
    std::optional<core::Error> error = {};
};

struct ApplyOutcome : PackageOutcome {
    std::string file = {};  ///< absolute path of the estate file; empty: none
    std::vector<AppliedTrust> plan = {};
};

/// Rows of the table of clients.
struct ExplainOutcome {
    std::vector<const trust::Client*> clients;
    bool matrix = false;  ///< all of them, as a table
    core::ExitCode exit_code = core::ExitCode::fine;
};

struct InspectOutcome {
    std::vector<audit::InspectedItem> items;
    std::size_t passed_over = 0;  ///< files of folders and zips that are nothing inspect knows
    core::UtcTime now{};
    core::ExitCode exit_code = core::ExitCode::fine;
};

/// What `doctor` found under its paths.
struct DoctorOutcome {
    std::vector<std::string> paths;           ///< as given, absolute
    std::vector<audit::Diagnosis> diagnoses;  ///< by path as shown, then most serious first
    struct Counts {
        std::size_t gpos = 0;          ///< backups, SYSVOL folders, Samba backups
        std::size_t policies = 0;      ///< files of registry settings, in GPOs or alone
        std::size_t packages = 0;      ///< folders and zips
        std::size_t certificates = 0;  ///< in policies
        std::size_t files = 0;         ///< that were read, those inside zips not among them
        std::size_t passed_over = 0;   ///< large files that are no policy
        std::uint64_t octets = 0;      ///< of the files that were read
    };
    Counts examined = {};
    std::vector<core::Error> errors;                                ///< paths that could not be read at all; the rest stands
    std::optional<core::Severity> fail_on = core::Severity::error;  ///< from where on findings decide the exit status; absent: never
    core::UtcTime now{};
    core::ExitCode exit_code = core::ExitCode::fine;
};

/// What `diff` found.
struct DiffOutcome {
    std::string before_path;  ///< absolute, of the package, GPO or file; as given where it was not found
    std::string after_path;
    audit::InspectedItem before = {};
    audit::InspectedItem after = {};
    std::optional<audit::Difference> difference = {};  ///< views into before and after: the outcome is not to be copied
    bool show_all = false;                             ///< in text; JSON always has everything
    std::optional<core::Error> error = {};
    core::UtcTime now{};
    core::ExitCode exit_code = core::ExitCode::fine;
};

/// The artefact formats this program knows.
struct FormatsOutcome {
    std::vector<const artefact::Format*> formats;
    core::ExitCode exit_code = core::ExitCode::fine;
};

struct VerifyOutcome {
    std::string path;  ///< absolute
    std::optional<core::Error> error;
    bundle::Verification verification;
    core::UtcTime now{};
    core::ExitCode exit_code = core::ExitCode::fine;
};

/// Where the trust policies of an estate stand.
struct StatusOutcome {
    std::string estate;       ///< absolute
    bool has_ledger = false;  ///< false: nothing was ever packaged there, or it is another folder than was meant; an error where packages lie there
    std::vector<renewal::TrustStatus> trusts;  ///< sorted by slug
    renewal::Schedule schedule;
    std::vector<std::string> warnings;  ///< what somebody should look at: no ledger, a schedule that cannot work
    std::optional<core::Error> error;   ///< why nothing can be told; trusts is empty then
    core::UtcTime now{};
    core::ExitCode exit_code = core::ExitCode::fine;  ///< renewal_due and expired only where they were asked for (--fail-on)
};

/// What became of one file of the reminders.
enum class FileChange { written, replaced, unchanged, removed };
[[nodiscard]] std::string_view to_text(FileChange change);

/// The reminders of an estate, written.
struct RemindOutcome {
    struct File {
        std::string path;  ///< below `output`, with '/'
        FileChange change = FileChange::unchanged;
    };
    std::string estate;       ///< absolute
    std::string output;       ///< absolute
    std::vector<File> files;  ///< sorted by path
    StatusOutcome status;     ///< what the reminders say
    std::optional<core::Error> error;
    core::ExitCode exit_code = core::ExitCode::fine;
};

}  // namespace gpotrust::report
