// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/platform/staged_directory.hpp"

#include <algorithm>

#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"
#include "platform/os.hpp"
#include "platform/temporary_name.hpp"

namespace gpotrust::platform {
namespace {

// "<digits>-<digits>"
bool is_process_and_number(std::string_view text) {
    const auto is_number = [](std::string_view part) {
        return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    const std::size_t hyphen = text.find('-');
    return hyphen != std::string_view::npos && is_number(text.substr(0, hyphen)) && is_number(text.substr(hyphen + 1));
}

// Makes the folders between `root` and a file that `known` does not hold yet.
Outcome<void> make_parents(const fs::path& root, const fs::path& relative, std::set<fs::path::string_type>& known) {
    fs::path folder = root;
    for (const fs::path& name : relative.parent_path()) {
        folder /= name;
        if (!known.insert(folder.native()).second) continue;
        const auto outcome = make_directory(folder);
        if (!outcome.has_value() && outcome.error() != std::errc::file_exists) return outcome;
    }
    return {};
}

Outcome<void> write_new_file(const fs::path& path, core::BytesView octets) {
    auto file = OpenFile::open(path, Opening::create_new);
    if (!file.has_value()) return refused(file.error());
    if (auto outcome = file->write(octets); !outcome.has_value()) return outcome;
    return file->close();
}

}  // namespace

bool is_leftover_name(std::string_view name) {
    if (name.starts_with(k_staging_start)) return is_process_and_number(name.substr(k_staging_start.size()));
    if (!name.starts_with(k_temporary_start) || !name.ends_with(k_temporary_end)) return false;
    name.remove_suffix(k_temporary_end.size());
    return name.size() > k_temporary_start.size() && is_process_and_number(name.substr(k_temporary_start.size()));
}

core::Result<StagedDirectory> StagedDirectory::create(const fs::path& parent) {
    auto made = with_free_name(parent, k_staging_start, "", [](const fs::path& path) -> Outcome<fs::path> {
        const auto outcome = make_directory(path);
        if (!outcome.has_value()) return refused(outcome.error());
        return path;
    });
    if (!made.has_value()) return core::fail(os_failure("make a folder in", parent, made.error()));
    return StagedDirectory(*std::move(made));
}

core::Result<void> StagedDirectory::remove_leftovers(const fs::path& parent) {
    if (!platform::exists(parent)) return {};
    GPOTRUST_TRY_ASSIGN(const auto entries, list_directory(parent));
    for (const fs::path& entry : entries) {
        if (is_leftover_name(path_to_utf8(entry.filename()))) GPOTRUST_TRY(remove_tree(entry));
    }
    return {};
}

StagedDirectory::StagedDirectory(StagedDirectory&& other) noexcept
    : m_path(std::move(other.m_path)), m_written(std::move(other.m_written)), m_staged(std::exchange(other.m_staged, false)) {}

StagedDirectory& StagedDirectory::operator=(StagedDirectory&& other) noexcept {
    if (this == &other) return *this;
    discard();
    m_path = std::move(other.m_path);
    m_written = std::move(other.m_written);
    m_staged = std::exchange(other.m_staged, false);
    return *this;
}

StagedDirectory::~StagedDirectory() { discard(); }

void StagedDirectory::discard() noexcept {
    if (std::exchange(m_staged, false)) static_cast<void>(remove_tree(m_path));
}

core::Result<void> StagedDirectory::write(const core::FileTree& files, const fs::path& below) {
    FolderNames known;
    for (const auto& [relative, octets] : files) GPOTRUST_TRY(add(below / to_native(relative), octets, known));
    return {};
}

core::Result<void> StagedDirectory::write(const fs::path& name, core::BytesView octets) {
    FolderNames known;
    return add(name, octets, known);
}

core::Result<void> StagedDirectory::add(const fs::path& native, core::BytesView octets, FolderNames& known) {
    const fs::path path = m_path / native;
    auto outcome = make_parents(m_path, native, known);
    if (outcome.has_value()) outcome = write_new_file(path, octets);
    if (!outcome.has_value()) return core::fail(os_failure("write", path, outcome.error()));
    m_written.push_back(path);
    return {};
}

core::Result<void> StagedDirectory::sync() {
    const auto outcome = sync_written(m_path, m_written);
    if (!outcome.has_value()) return core::fail(os_failure("flush to disk", m_path, outcome.error()));
    return {};
}

core::Result<void> StagedDirectory::commit(const fs::path& target) {
    GPOTRUST_TRY(rename_path(m_path, target));
    m_path = target;
    m_staged = false;
    return {};
}

}  // namespace gpotrust::platform
