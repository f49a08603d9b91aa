// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <tuple>
#include <utility>

#include "app/disk_source.hpp"
#include "app/doctor_units.hpp"
#include "app/parallel.hpp"
#include "gpotrust/app/use_cases.hpp"
#include "gpotrust/bundle/manifest.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {
namespace {

namespace fs = std::filesystem;
using audit::Diagnosis;
using audit::Unit;
using report::DoctorOutcome;

/// So many units wait for a free thread; their names are all they cost.
constexpr std::size_t k_batch = 256;

void add(DoctorOutcome::Counts& sum, const DoctorOutcome::Counts& more) {
    sum.gpos += more.gpos;
    sum.policies += more.policies;
    sum.packages += more.packages;
    sum.certificates += more.certificates;
    sum.files += more.files;
    sum.passed_over += more.passed_over;
    sum.octets += more.octets;
}

/// Takes units as the walk finds them, and examines them a batch at a time.
class Audit {
public:
    Audit(const DoctorRequest& request, const std::function<void(std::size_t)>& examined, DoctorOutcome& outcome)
        : m_request(request), m_examined(examined), m_outcome(outcome) {}

    void take(const audit::Source& source, Unit unit) {
        m_waiting.push_back(std::move(unit));
        if (m_waiting.size() == k_batch) examine(source);
    }

    void report_unreadable(const std::string& path, const core::Error& error) {
        m_outcome.diagnoses.push_back(audit::unreadable_finding(path, error));
    }

    /// Examines what waits. Results stand in the order of the walk, however many threads there are.
    void examine(const audit::Source& source) {
        std::vector<ExaminedUnit> results(m_waiting.size());
        const audit::DoctorOptions options{.now = m_request.now, .expiring_within = m_request.expiring_within};
        in_parallel(
            m_request.jobs, m_waiting.size(), [&](std::size_t i) { results[i] = examine_unit(source, m_waiting[i], options); },
            [&](std::size_t done) {
                if (m_examined) m_examined(m_done + done);
            });
        m_done += m_waiting.size();
        m_waiting.clear();
        for (ExaminedUnit& result : results) {
            add(m_outcome.examined, result.counts);
            std::move(result.diagnoses.begin(), result.diagnoses.end(), std::back_inserter(m_outcome.diagnoses));
        }
    }

private:
    const DoctorRequest& m_request;
    const std::function<void(std::size_t)>& m_examined;
    DoctorOutcome& m_outcome;
    std::vector<Unit> m_waiting = {};
    std::size_t m_done = 0;
};

void examine_folder(const fs::path& folder, Audit& audit) {
    const DiskSource source(folder);
    audit::find_units(
        source, [&](Unit unit) { audit.take(source, std::move(unit)); },
        [&](const std::string& path, core::Error error) { audit.report_unreadable(source.shown(path), error); });
    audit.examine(source);
}

void examine_file(const fs::path& file, Audit& audit) {
    const DiskSource source(file.parent_path());
    const std::string name = platform::path_to_utf8(file.filename());
    audit.take(source, {audit::UnitKind::loose_file, name, {name}});
    audit.examine(source);
}

/// The package a path lies in when it is a package's gpo-backup folder, or a backup in it: only with its manifest can be told what was meant.
fs::path with_package(const fs::path& path) {
    for (const fs::path& folder : {path, path.parent_path()}) {
        const fs::path package = folder.parent_path();
        if (folder.filename() == "gpo-backup" && platform::is_file(package / std::string(bundle::k_manifest_name))) return package;
    }
    return path;
}

/// So many things that doctor is about.
std::size_t subjects(const DoctorOutcome& outcome) {
    return outcome.examined.gpos + outcome.examined.policies + outcome.examined.packages + outcome.diagnoses.size();
}

void examine_path(const fs::path& given, Audit& audit, DoctorOutcome& outcome) {
    const auto failed = [&](core::Error error) {
        outcome.exit_code = core::worse(outcome.exit_code, core::exit_code_for(error.code));
        outcome.errors.push_back(std::move(error));
    };
    const auto absolute = platform::absolute_path(given);
    if (!absolute) return failed(absolute.error());
    std::string path = platform::path_to_utf8(*absolute);
    if (std::find(outcome.paths.begin(), outcome.paths.end(), path) != outcome.paths.end()) return;
    outcome.paths.push_back(std::move(path));
    const std::size_t before = subjects(outcome);
    const bool is_folder = platform::is_directory(*absolute);
    if (is_folder || platform::is_file(*absolute)) {
        is_folder ? examine_folder(with_package(*absolute), audit) : examine_file(*absolute, audit);
        if (subjects(outcome) > before) return;
        return failed({core::ErrorCode::unsupported_input,
                       "there is nothing to examine: no GPO, no policy file, no package",
                       "name the folder that holds them; symbolic links are not followed",
                       {outcome.paths.back()}});
    }
    failed({core::ErrorCode::file_system,
            "there is no such file or folder",
            "name a GPO backup, a copy of SYSVOL, a registry.pol, a package or a zip",
            {outcome.paths.back()}});
}

bool decides(const Diagnosis& diagnosis, const std::optional<core::Severity>& fail_on) { return fail_on && diagnosis.finding.severity >= *fail_on; }

}  // namespace

DoctorOutcome doctor(const DoctorRequest& request, const std::function<void(std::size_t)>& examined) {
    DoctorOutcome outcome;
    outcome.now = request.now;
    outcome.fail_on = request.fail_on;
    Audit audit(request, examined, outcome);
    for (const fs::path& path : request.paths) examine_path(path, audit, outcome);
    const auto key = [](const Diagnosis& d) {
        return std::tuple(std::string_view(d.finding.path), -static_cast<int>(d.finding.severity), d.place.offset.value_or(0));
    };
    std::stable_sort(outcome.diagnoses.begin(), outcome.diagnoses.end(), [&](const Diagnosis& a, const Diagnosis& b) { return key(a) < key(b); });
    const bool unfit =
        std::any_of(outcome.diagnoses.begin(), outcome.diagnoses.end(), [&](const Diagnosis& d) { return decides(d, request.fail_on); });
    if (unfit) outcome.exit_code = core::worse(outcome.exit_code, core::ExitCode::unfit);
    return outcome;
}

}  // namespace gpotrust::app
