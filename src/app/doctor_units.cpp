// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "app/doctor_units.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "gpotrust/archive/zip.hpp"
#include "gpotrust/bundle/manifest.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::app {
namespace {

using audit::Diagnosis;
using audit::InspectedItem;
using audit::Source;
using audit::Unit;
using audit::UnitKind;
using core::Severity;

/// Policies and documents are read up to what their readers take; anything else only as far as a key file or a script can sensibly go.
constexpr std::size_t k_most_of_a_policy = std::size_t{256} << 20U;
constexpr std::size_t k_most_of_others = std::size_t{16} << 20U;
constexpr std::size_t k_most_of_a_bkup_info = std::size_t{1} << 20U;
constexpr int k_deepest_zip = 3;

bool ends_with(std::string_view lower, std::string_view ending) { return lower.ends_with(ending); }

bool is_policy_name(std::string_view path) {
    constexpr std::array<std::string_view, 7> k_endings = {".pol", ".reg", ".xml", ".ini", ".sambabackup", ".sambaext", ".zip"};
    const std::string lower = core::ascii_lower(path);
    return std::any_of(k_endings.begin(), k_endings.end(), [&](std::string_view ending) { return ends_with(lower, ending); });
}

/// What the readers of GPOs take in, by its place in the GPO. A file of that name elsewhere is one that somebody put there.
bool is_read_with_gpo(std::string_view path) {
    constexpr std::array<std::string_view, 9> k_places = {"backup.xml",
                                                          "bkupinfo.xml",
                                                          "gpreport.xml",
                                                          "machine/registry.pol",
                                                          "machine/registry.pol.xml",
                                                          "machine/preferences/registry/registry.xml",
                                                          "user/registry.pol",
                                                          "user/registry.pol.xml",
                                                          "user/preferences/registry/registry.xml"};
    const std::string lower = core::ascii_lower(audit::path_in_gpo(path));
    if (std::find(k_places.begin(), k_places.end(), lower) != k_places.end()) return true;
    return lower.find('/') == std::string::npos && (lower.starts_with("gpt.ini") || lower.ends_with(".sambaext"));
}

/// Of these, what is long and no place where somebody leaves a key.
bool is_document_name(std::string_view path) {
    constexpr std::array<std::string_view, 5> k_names = {"registry.pol", "backup.xml", "bkupinfo.xml", "gpreport.xml", "registry.pol.sambabackup"};
    const std::string lower = core::ascii_lower(path.substr(path.rfind('/') + 1));
    return std::find(k_names.begin(), k_names.end(), lower) != k_names.end();
}

class UnitExamination {
public:
    UnitExamination(const Source& source, const audit::DoctorOptions& options, int depth) : m_source(source), m_options(options), m_depth(depth) {}

    ExaminedUnit run(const Unit& unit) {
        switch (unit.kind) {
            case UnitKind::package:
                examine_package(unit);
                break;
            case UnitKind::backup_manifest:
                examine_manifest(unit);
                break;
            case UnitKind::gpo_backup:
            case UnitKind::sysvol_gpo:
            case UnitKind::samba_backup:
                examine_gpo(unit);
                break;
            case UnitKind::zip:
                examine_file(unit.path, Severity::warning);
                break;
            case UnitKind::loose_file:
                // The walk takes zips for zips: this one was named by somebody who wants to know.
                examine_file(unit.path, Severity::error);
                break;
        }
        return std::move(m_result);
    }

private:
    void add(std::vector<Diagnosis> diagnoses) { std::move(diagnoses.begin(), diagnoses.end(), std::back_inserter(m_result.diagnoses)); }

    void examine_item(const InspectedItem& item) {
        m_result.counts.certificates += item.stored.size();
        m_result.counts.policies += std::max<std::size_t>(item.policies.size(), item.gpo || item.package ? 0 : 1);
        add(audit::examine(item, m_options));
    }

    /// The octets of a file; nothing when it is passed over, or cannot be read, which is a finding.
    std::optional<core::Bytes> read(const std::string& path) {
        const bool is_policy = is_policy_name(path);
        core::Result<core::Bytes> octets = m_source.read(path, is_policy ? k_most_of_a_policy : k_most_of_others);
        if (octets) {
            if (m_depth == 0) {
                ++m_result.counts.files;
                m_result.counts.octets += octets->size();
            }
            return *std::move(octets);
        }
        const bool too_large = octets.error().code == core::ErrorCode::malformed_input;
        if (too_large && !is_policy)
            ++m_result.counts.passed_over;
        else
            add({audit::unreadable_finding(m_source.shown(path), octets.error())});
        return std::nullopt;
    }

    void examine_package(const Unit& unit) {
        ++m_result.counts.packages;
        core::FileTree files;
        for (const std::string& path : unit.files) {
            const std::size_t prefix = unit.path.empty() ? 0 : unit.path.size() + 1;
            auto relative = core::RelativePath::parse(path.substr(prefix));
            auto octets = relative ? read(path) : std::nullopt;
            if (octets) files.emplace(*std::move(relative), *std::move(octets));
        }
        examine_item(audit::inspect_package(m_source.shown(unit.path), files));
    }

    void examine_manifest(const Unit& unit) {
        audit::GpoFiles files;
        const std::size_t prefix = unit.path.empty() ? 0 : unit.path.size() + 1;
        for (const std::string& path : unit.files) {
            const std::string relative = path.substr(prefix);
            const bool is_manifest = relative.find('/') == std::string::npos;
            std::optional<core::Bytes> octets = is_manifest ? read(path) : m_source.read(path, k_most_of_a_bkup_info).value_or(core::Bytes());
            if (octets) files.emplace(relative, *std::move(octets));
        }
        add(audit::diagnose_manifest(m_source.shown(unit.path), files));
    }

    void examine_gpo(const Unit& unit) {
        ++m_result.counts.gpos;
        audit::GpoFiles files;
        const std::size_t prefix = unit.path.empty() ? 0 : unit.path.size() + 1;
        for (const std::string& path : unit.files) {
            std::optional<core::Bytes> octets = read(path);
            std::string relative = path.substr(prefix);
            const bool is_kept = octets && is_read_with_gpo(relative);
            if (octets && !is_kept) examine_beside_gpo(path, *octets);
            if (is_kept && !is_document_name(path)) add(audit::examine_loose_file(m_source.shown(path), *octets));
            // Of other files counts that they are there and not empty: all of a GPO's files together may be more than memory holds.
            files.emplace(std::move(relative), is_kept ? *std::move(octets) : core::Bytes(octets && octets->empty() ? 0 : 1));
        }
        const InspectedItem item = inspect(unit, files);
        examine_item(item);
        // What was kept for the readers and is none of theirs after all.
        for (const audit::OtherFile& file : item.gpo->files)
            if (is_document_name(file.path) && is_read_with_gpo(file.path))
                examine_beside_gpo(unit.path.empty() ? file.path : unit.path + "/" + file.path, files.at(file.path));
    }

    /// A policy in an unusual place is applied by no client, but by scripts, and whoever finds it.
    void examine_beside_gpo(const std::string& path, core::BytesView octets) {
        const std::string shown = m_source.shown(path);
        if (const auto item = audit::inspect_policy_file(shown, octets)) return examine_item(*item);
        add(audit::examine_loose_file(shown, octets));
    }

    [[nodiscard]] InspectedItem inspect(const Unit& unit, const audit::GpoFiles& files) const {
        const std::string shown = m_source.shown(unit.path);
        if (unit.kind == UnitKind::gpo_backup) return audit::inspect_gpo_backup(shown, files);
        return unit.kind == UnitKind::samba_backup ? audit::inspect_samba_backup(shown, files) : audit::inspect_sysvol_gpo(shown, files);
    }

    /// `unreadable` is how serious it is when a zip cannot be looked into.
    void examine_file(const std::string& path, Severity unreadable) {
        const std::optional<core::Bytes> octets = read(path);
        if (!octets) return;
        const std::string shown = m_source.shown(path);
        const bool is_called_zip = core::ascii_lower(path).ends_with(".zip");
        if (audit::is_zip(*octets) || is_called_zip) {
            const std::optional<core::Error> error = examine_zip(shown, *octets);
            if (!error) return;
            if (is_called_zip) add_unreadable_zip(shown, *error, unreadable);
        }
        if (const auto item = audit::inspect_policy_file(shown, *octets)) return examine_item(*item);
        add(audit::examine_loose_file(shown, *octets));
    }

    /// That a zip somewhere holds GPOs is not known. One that is well, but beyond the limits, could hold many.
    void add_unreadable_zip(const std::string& shown, const core::Error& error, Severity severity) {
        Diagnosis diagnosis = audit::unreadable_finding(shown, error);
        if (error.code != core::ErrorCode::unsupported_input) diagnosis.finding.severity = severity;
        add({std::move(diagnosis)});
    }

    /// Why it cannot be looked into.
    std::optional<core::Error> examine_zip(const std::string& shown, core::BytesView octets) {
        if (m_depth == k_deepest_zip) {
            ++m_result.counts.passed_over;
            return std::nullopt;
        }
        core::Result<core::FileTree> files = archive::read_zip(octets, {.entries = archive::k_most_zip_entries});
        if (!files) return std::move(files).error();
        if (files->contains(core::RelativePath::of(bundle::k_manifest_name))) {
            ++m_result.counts.packages;
            files->clear();
            examine_item(audit::inspect_file(shown, octets, {}));
        } else {
            walk_zip(*std::move(files), shown);
        }
        return std::nullopt;
    }

    void walk_zip(core::FileTree files, const std::string& shown) {
        const std::unique_ptr<Source> inside = audit::source_of(std::move(files), shown);
        audit::find_units(
            *inside,
            [&](Unit unit) {
                ExaminedUnit examined = UnitExamination(*inside, m_options, m_depth + 1).run(unit);
                add(std::move(examined.diagnoses));
                m_result.counts.gpos += examined.counts.gpos;
                m_result.counts.policies += examined.counts.policies;
                m_result.counts.packages += examined.counts.packages;
                m_result.counts.passed_over += examined.counts.passed_over;
                m_result.counts.certificates += examined.counts.certificates;
            },
            [&](const std::string& path, core::Error error) { add({audit::unreadable_finding(inside->shown(path), error)}); });
    }

    const Source& m_source;
    const audit::DoctorOptions& m_options;
    int m_depth;
    ExaminedUnit m_result = {};
};

}  // namespace

ExaminedUnit examine_unit(const Source& source, const Unit& unit, const audit::DoctorOptions& options) {
    return UnitExamination(source, options, 0).run(unit);
}

}  // namespace gpotrust::app
