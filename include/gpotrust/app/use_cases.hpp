// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gpotrust/certificate/assess.hpp"
#include "gpotrust/core/secret.hpp"
#include "gpotrust/report/outcome.hpp"

namespace gpotrust::app {

/// Where passwords come from. `given` is set when the user named a source (file, variable, descriptor) and is asked first; `prompt` only when a file needs a password and none was
/// given. Both get the export's path for their messages.
struct Passwords {
    std::function<core::Result<core::SecretBytes>(const std::string& path)> given = {};
    std::function<core::Result<core::SecretBytes>(const std::string& path)> prompt = {};
};

/// What certificates are judged by, common to `check` and `package`.
struct Judgement {
    core::UtcTime now{};
    certificate::Profile profile = certificate::Profile::standard;
    bool require_exportable = false;                      ///< --require-exportable
    std::vector<std::string> names = {};                  ///< --name
    certificate::RoleChecklist checklist = {};            ///< --role, --server, --published, --accepted-domain
    bool require_names = false;                           ///< --require-names
    std::map<std::string, std::string> accepted = {};     ///< CODE -> REASON
    std::optional<core::Sha1Thumbprint> thumbprint = {};  ///< --thumbprint
    bool all = false;                                     ///< --all
    std::vector<const trust::Client*> clients = {};       ///< --for: what they use the certificate for is judged; rows of trust::clients()
};

struct CheckRequest {
    std::vector<std::filesystem::path> exports;
    Judgement judgement;
};

/// What to do when the GPO exists with other certificates.
/// `refuse` and `add` also refuse to take anything else from it: a side, an option, the comment.
enum class OnOtherCertificates { refuse, add, replace };

/// The GPO a policy is to be merged into.
struct BaseWish {
    std::optional<std::filesystem::path> path = {};  ///< --base: a {BACKUPID} folder or a folder with exactly one; absent: the one the policy has, if any
    bool enable_side = false;                        ///< --enable-side
    /// Called with the three-way summary when everything is settled and nothing is written yet; may be empty.
    std::function<void(const report::MergeSummary& summary, const trust::TrustPolicy& policy)> announce = {};
};

struct PackageRequest {
    std::vector<std::filesystem::path> exports;
    Judgement judgement;
    std::filesystem::path estate;
    std::optional<std::string> gpo_name;
    std::string domain;
    std::optional<trust::Scope> scope;  ///< absent: what the clients need, else the default by store
    std::vector<trust::Store> stores;   ///< empty: what the clients need, else Trusted People
    bool allow_root = false;
    bool restrict_eku = false;
    bool peer_usages = false;
    bool gpmc_style = false;
    bool preferences_in_backup = false;
    std::optional<std::vector<std::string>> artefacts = {};  ///< as artefact::parse_selection gives it; absent: all, or with `add` what the GPO has
    std::optional<std::string> friendly_name;                ///< absent: the ones the certificates have, else made of slug and end
    std::optional<std::string> comment;                      ///< absent: the one the GPO has; empty: none
    std::string operator_name;
    OnOtherCertificates on_other_certificates = OnOtherCertificates::refuse;
    bool allow_network_share = false;
    bool dry_run = false;
    BaseWish base = {};
    std::string tool_version;
};

struct RenewRequest {
    std::string package;  ///< slug, GPO name, GPO GUID, or the path of its newest revision
    std::vector<std::filesystem::path> exports;
    Judgement judgement;  ///< without clients: judged for what the certificates in use are good for
    std::filesystem::path estate;
    std::optional<std::chrono::days> overlap = {};           ///< absent: renewal::k_default_overlap; 0 with --no-overlap
    std::vector<core::Sha1Thumbprint> replaces = {};         ///< --replaces
    std::optional<std::string> friendly_name = {};           ///< absent: made of slug and end
    std::optional<std::vector<std::string>> artefacts = {};  ///< absent: those the policy has
    std::string operator_name;
    bool allow_network_share = false;
    bool dry_run = false;
    BaseWish base = {};
    std::string tool_version;
};

struct RetireRequest {
    std::string package;  ///< slug, GPO name, GPO GUID, or the path of its newest revision
    std::filesystem::path estate;
    core::UtcTime now{};
    bool distrust = false;                        ///< into Disallowed instead of out of the policy
    std::vector<core::Sha1Thumbprint> only = {};  ///< --thumbprint; empty: every certificate
    std::string operator_name;
    bool allow_network_share = false;
    bool dry_run = false;
    BaseWish base = {};
    std::string tool_version;
};

struct ApplyRequest {
    std::optional<std::filesystem::path> file = {};  ///< absent: trust-estate.toml in the estate; not there either: the ledger alone
    std::filesystem::path estate;
    core::UtcTime now{};
    unsigned jobs = 0;  ///< how many exports are opened and packages built at once; 0: as many as the hardware has threads
    std::string operator_name;
    bool allow_network_share = false;
    bool dry_run = false;
    std::string tool_version;
};

/// What `apply` tells while it runs; each may be empty. Called one at a time, not always by the caller's thread.
struct ApplyProgress {
    std::function<void(const report::ApplyOutcome& outcome)> planned = {};  ///< the plan stands and nothing is done yet; not in a dry run
    std::function<void(std::string_view what, std::size_t done, std::size_t total)> step = {};  ///< "reading exports", "building packages"
};

struct InspectRequest {
    std::vector<std::filesystem::path> paths;
    core::UtcTime now{};
};

struct DoctorRequest {
    std::vector<std::filesystem::path> paths;
    core::UtcTime now{};
    std::chrono::days expiring_within{60};
    std::optional<core::Severity> fail_on = core::Severity::error;  ///< absent: never
    unsigned jobs = 0;                                              ///< how many GPOs are examined at once; 0: as many as the hardware has threads
};

struct VerifyRequest {
    std::string package;           ///< a path, slug, GPO name or GUID
    std::filesystem::path estate;  ///< where names are looked up
    core::UtcTime now{};
};

struct DiffRequest {
    std::string before;            ///< A: a path, or a slug, GPO name or GUID of the estate
    std::string after;             ///< B
    std::filesystem::path estate;  ///< where names are looked up
    core::UtcTime now{};
};

/// What was said of the schedule for every trust policy of a run; the rest is the estate file's matter, else the usual.
struct ScheduleWish {
    std::optional<unsigned> renew_days = {};               ///< --within
    std::optional<std::vector<unsigned>> thresholds = {};  ///< --thresholds
};

struct StatusRequest {
    std::filesystem::path estate;
    std::vector<std::string> packages = {};  ///< slugs, GPO names, GUIDs, or paths of newest revision folders or zips; none: all
    ScheduleWish schedule = {};
    std::vector<renewal::State> fail_on = {};  ///< --fail-on: due (also when it has expired since), expired
    core::UtcTime now{};
};

struct RemindRequest {
    std::filesystem::path estate;
    std::optional<std::filesystem::path> output = {};  ///< absent: `reminders` in the estate
    ScheduleWish schedule = {};
    std::vector<std::string> contacts = {};  ///< mail addresses all drafts go to; none: those the estate file names for each, if any
    std::string program;                     ///< absolute path of gpotrust, as scheduled jobs call it
    std::string tool_version;
    core::UtcTime now{};
};

/// Fails with usage on a code in `accepted` that does not exist (naming the nearest) or that has no reason. The use cases below ask this first.
[[nodiscard]] core::Result<void> check_acceptances(const Judgement& judgement);

/// The codes in `accepted` that can never be accepted, sorted: worth a warning. Their findings go on blocking, so that the verdict is the answer.
[[nodiscard]] std::vector<std::string> never_acceptable(const Judgement& judgement);

/// Reads and judges every export; an unreadable one does not stop the others.
[[nodiscard]] report::CheckOutcome check(const CheckRequest& request, const Passwords& passwords);

/// The main job: judge, make the policies, build, and commit each package under the estate's lock. An unfit export makes no package. Usage errors and choices
/// fail before anything is written.
[[nodiscard]] core::Result<report::PackageOutcome> package(const PackageRequest& request, const Passwords& passwords);

/// Brings the next certificate into a policy: same GPO, next revision, the replaced one retiring (renewal::renew). A certificate that is worse than the one it replaces makes no package
/// unless its findings are accepted.
[[nodiscard]] core::Result<report::PackageOutcome> renew(const RenewRequest& request, const Passwords& passwords);

/// Takes the trust of a policy away, or turns it into distrust, as its next revision (renewal::retire).
[[nodiscard]] core::Result<report::PackageOutcome> retire(const RetireRequest& request);

/// Brings every trust policy of an estate file up to date, as renewal::make_plan says: exports are opened and packages built in parallel, placed and recorded one at a time under one lock. A trust that
/// fails does not stop the others; the exit code is the worst. Fails, before anything is written, with malformed_input on an estate file that is not understood, with file_system on one that
/// cannot be read.
[[nodiscard]] core::Result<report::ApplyOutcome> apply(const ApplyRequest& request, const Passwords& passwords, const ApplyProgress& progress = {});

/// Shows what files and folders hold.
[[nodiscard]] report::InspectOutcome inspect(const InspectRequest& request, const Passwords& passwords);
/// Audits everything below the paths; never fails, what cannot be read is told. `examined` gets how many GPOs, packages and files are done, now and then, one call at a time; it may be
/// empty. Memory does not grow with what is examined, but with what is found.
[[nodiscard]] report::DoctorOutcome doctor(const DoctorRequest& request, const std::function<void(std::size_t)>& examined);

/// Verifies one package, folder or zip.
[[nodiscard]] core::Result<report::VerifyOutcome> verify(const VerifyRequest& request);

/// Tells what would change for clients if B replaced A. Every failure stands in the outcome; a choice the user must make has the exit code of one.
[[nodiscard]] report::DiffOutcome diff(const DiffRequest& request);

/// Tells where the trust policies of an estate stand. Writes nothing and takes no lock. An estate without ledger is an empty outcome with a warning; every failure
/// stands in the outcome.
[[nodiscard]] report::StatusOutcome status(const StatusRequest& request);

/// Writes the reminders of an estate into a folder, file by file and each as a whole, only those that differ, and takes away drafts that no longer apply. An estate
/// without ledger is a usage error: a scheduled job that looks at the wrong folder must be noticed. Every failure stands in the outcome.
[[nodiscard]] report::RemindOutcome remind(const RemindRequest& request);

}  // namespace gpotrust::app
