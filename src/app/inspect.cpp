// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "app/disk_source.hpp"
#include "app/exports.hpp"
#include "gpotrust/archive/zip.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {
namespace {

namespace fs = std::filesystem;
using audit::InspectedItem;
using audit::Source;
using audit::Unit;
using audit::UnitKind;
using core::ErrorCode;

/// The largest file inspected: a registry.pol or zip at their own limits.
constexpr std::size_t k_largest_file = 256U << 20U;
/// The largest file of a folder that is opened although its name promises nothing: no export comes near.
constexpr std::size_t k_largest_unnamed = 4U << 20U;
/// A zip, and the zips in it.
constexpr int k_zip_depth = 2;

InspectedItem failed(const std::string& path, core::Error error) {
    InspectedItem item;
    item.path = path;
    item.kind = "unknown";
    item.error = std::move(error);
    return item;
}

/// Names under which a damaged file is worth a complaint; anything else that is not recognised is somebody else's.
bool has_known_name(std::string_view path) {
    constexpr std::array<std::string_view, 8> k_endings{".pol", ".reg", ".pfx", ".p12", ".cer", ".crt", ".p7b", ".sst"};
    const std::string lower = core::ascii_lower(path);
    return std::any_of(k_endings.begin(), k_endings.end(), [&](std::string_view ending) { return lower.ends_with(ending); });
}

core::Error nothing_found() {
    return {
        ErrorCode::unsupported_input,
        "nothing here that can be inspected: no GPO backup, SYSVOL folder, Samba backup or package, no registry.pol, .reg, Registry.xml or export",
        "name the folder that holds them, or the file itself",
        {}};
}

class Inspection {
public:
    Inspection(const Passwords& passwords, core::UtcTime now, report::InspectOutcome& outcome)
        : m_passwords(passwords), m_now(now), m_outcome(outcome) {}

    void look_at(const fs::path& given) {
        const auto absolute = platform::absolute_path(given);
        if (!absolute) return add(failed(platform::path_to_utf8(given), absolute.error()));
        const std::string path = platform::path_to_utf8(*absolute);
        if (platform::is_directory(*absolute)) return look_through_all(DiskSource(*absolute), path, 0);
        auto octets = platform::read_file(*absolute, k_largest_file);
        if (!octets) return add(failed(path, std::move(octets).error()));
        // It may be an export with its key in the clear.
        const core::SecretBytes content(*std::move(octets));
        if (const auto source = opened_zip(path, content.view())) return look_through_all(*source, path, 1);
        add(inspected(path, content.view()));
    }

private:
    /// A folder or the content of a zip, of which at least something should be known.
    void look_through_all(const Source& source, const std::string& shown, int zips) {
        const std::size_t before = m_outcome.items.size();
        look_through(source, zips);
        if (m_outcome.items.size() == before) add(failed(shown, nothing_found()));
    }

    void look_through(const Source& source, int zips) {
        audit::find_units(
            source, [&](const Unit& unit) { look_at_unit(source, unit, zips); },
            [&](const std::string& path, core::Error error) { add(failed(source.shown(path), std::move(error))); });
    }

    void look_at_unit(const Source& source, const Unit& unit, int zips) {
        switch (unit.kind) {
            case UnitKind::package:
            case UnitKind::gpo_backup:
            case UnitKind::sysvol_gpo:
            case UnitKind::samba_backup:
                return add(audit::inspect_unit(source, unit));
            case UnitKind::backup_manifest:
                return look_at_manifest(source, unit);
            case UnitKind::zip:
                return look_at_zip(source, unit, zips);
            case UnitKind::loose_file:
                return look_at_loose_file(source, unit.path);
        }
    }

    void look_at_manifest(const Source& source, const Unit& unit) {
        std::optional<core::Error> error = audit::examine_manifest(source, unit);
        if (error) add(failed(source.shown(unit.path), *std::move(error)));
    }

    void look_at_zip(const Source& source, const Unit& unit, int zips) {
        if (zips == k_zip_depth) return pass_over();
        auto octets = source.read(unit.path, k_largest_file);
        const std::string shown = source.shown(unit.path);
        if (!octets) return add(failed(shown, std::move(octets).error()));
        if (const auto inside = opened_zip(shown, *octets)) return look_through(*inside, zips + 1);
        add(inspected(shown, *octets));
    }

    /// What a zip holds; nothing when it is a package, no zip, or one that cannot be read: inspect_file() says it then.
    static std::unique_ptr<Source> opened_zip(const std::string& shown, core::BytesView content) {
        if (!audit::is_zip(content)) return nullptr;
        auto files = archive::read_zip(content, {.entries = archive::k_most_zip_entries});
        if (!files || files->contains(core::RelativePath::of(bundle::k_manifest_name))) return nullptr;
        return audit::source_of(*std::move(files), shown);
    }

    void look_at_loose_file(const Source& source, const std::string& path) {
        const bool known_name = has_known_name(path);
        auto octets = source.read(path, known_name ? k_largest_file : k_largest_unnamed);
        const std::string shown = source.shown(path);
        if (!octets && !known_name && octets.error().code == ErrorCode::malformed_input) return pass_over();
        if (!octets) return add(failed(shown, std::move(octets).error()));
        const core::SecretBytes content(*std::move(octets));
        look_at_content(shown, path, content.view());
    }

    void look_at_content(const std::string& shown, const std::string& path, core::BytesView content) {
        if (!has_known_name(path) && !audit::is_inspectable(content)) return pass_over();
        add(inspected(shown, content));
    }

    InspectedItem inspected(const std::string& path, core::BytesView content) const {
        const auto open = [&](core::BytesView file) { return open_with_passwords(file, path, m_passwords); };
        return audit::inspect_file(path, content, open, m_now);
    }

    void add(InspectedItem item) {
        if (item.error) m_outcome.exit_code = core::worse(m_outcome.exit_code, core::exit_code_for(item.error->code));
        const bool any_damaged =
            std::any_of(item.stored.begin(), item.stored.end(), [](const audit::StoredCertificate& stored) { return stored.error.has_value(); });
        if (any_damaged) m_outcome.exit_code = core::worse(m_outcome.exit_code, core::ExitCode::malformed);
        m_outcome.items.push_back(std::move(item));
    }

    void pass_over() { ++m_outcome.passed_over; }

    const Passwords& m_passwords;
    core::UtcTime m_now;
    report::InspectOutcome& m_outcome;
};

}  // namespace

report::InspectOutcome inspect(const InspectRequest& request, const Passwords& passwords) {
    report::InspectOutcome outcome;
    outcome.now = request.now;
    Inspection inspection(passwords, request.now, outcome);
    for (const fs::path& path : request.paths) inspection.look_at(path);
    return outcome;
}

}  // namespace gpotrust::app
