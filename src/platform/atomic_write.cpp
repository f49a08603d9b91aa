// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/platform/files.hpp"
#include "gpotrust/platform/paths.hpp"
#include "platform/os.hpp"
#include "platform/temporary_name.hpp"

namespace gpotrust::platform {
namespace {

// A new file that is removed again unless it was put in place.
class TemporaryFile {
public:
    static Outcome<TemporaryFile> create(const fs::path& folder) {
        return with_free_name(folder, k_temporary_start, k_temporary_end, [](const fs::path& path) -> Outcome<TemporaryFile> {
            auto file = OpenFile::open(path, Opening::create_new);
            if (!file.has_value()) return refused(file.error());
            return TemporaryFile(*std::move(file), path);
        });
    }
    TemporaryFile(TemporaryFile&& other) noexcept : m_file(std::move(other.m_file)), m_path(std::move(other.m_path)) { other.m_path.clear(); }
    ~TemporaryFile() {
        if (m_path.empty()) return;
        if (m_file.native() != -1) static_cast<void>(m_file.close());  // Windows removes no open file
        static_cast<void>(remove_entry(m_path, EntryKind::file));
    }

    Outcome<void> fill(core::BytesView octets, Durability durability) {
        auto outcome = m_file.write(octets);
        if (outcome.has_value() && durability == Durability::synced) outcome = m_file.sync();
        if (outcome.has_value()) outcome = m_file.close();
        return outcome;
    }
    Outcome<void> put_at(const fs::path& target) {
        auto outcome = rename_over(m_path, target);
        if (outcome.has_value()) m_path.clear();
        return outcome;
    }

private:
    TemporaryFile(OpenFile file, fs::path path) : m_file(std::move(file)), m_path(std::move(path)) {}

    OpenFile m_file;
    fs::path m_path;
};

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); }

Outcome<void> replace_file(const fs::path& target, core::BytesView octets, Durability durability) {
    auto temporary = TemporaryFile::create(folder_of(target));
    if (!temporary.has_value()) return refused(temporary.error());
    if (auto outcome = temporary->fill(octets, durability); !outcome.has_value()) return outcome;
    if (auto outcome = temporary->put_at(target); !outcome.has_value()) return outcome;
    if (durability == Durability::unsynced) return {};
    return sync_folder(folder_of(target));
}

Outcome<void> write_through(const fs::path& device, core::BytesView octets) {
    auto file = OpenFile::open(device, Opening::write);
    if (!file.has_value()) return refused(file.error());
    if (auto outcome = file->write(octets); !outcome.has_value()) return outcome;
    return file->close();
}

// Renaming over a symbolic link would replace the link: go where it leads.
Outcome<fs::path> file_behind(const fs::path& path) {
    const auto kind = kind_of(path, Links::stay);
    if (!kind.has_value()) return refused(kind.error());
    if (*kind != EntryKind::symlink) return path;
    std::error_code code;
    fs::path target = fs::canonical(path, code);
    if (code) return refused(code);
    return target;
}

Outcome<void> write_whole(const fs::path& path, core::BytesView octets, Durability durability) {
    const auto followed = kind_of(path, Links::follow);
    if (!followed.has_value()) return refused(followed.error());
    if (*followed == EntryKind::directory) return refused(std::make_error_code(std::errc::is_a_directory));
    if (*followed == EntryKind::special) return write_through(path, octets);
    const auto target = file_behind(path);
    if (!target.has_value()) return refused(target.error());
    return replace_file(*target, octets, durability);
}

}  // namespace

core::Result<void> write_file_atomically(const fs::path& path, core::BytesView octets, Durability durability) {
    const auto outcome = write_whole(path, octets, durability);
    if (!outcome.has_value()) return core::fail(os_failure("write", path, outcome.error()));
    return {};
}

}  // namespace gpotrust::platform
