// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The few operations on names and open files that differ between systems. Everything above is written once. Each asks the fault hook first.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <system_error>
#include <tl/expected.hpp>
#include <vector>

#include "gpotrust/core/bytes.hpp"
#include "gpotrust/core/result.hpp"
#include "gpotrust/platform/faults.hpp"

namespace gpotrust::platform {

/// A value or what the system said; os_failure() turns the latter into an error for people.
template <class T>
using Outcome = tl::expected<T, std::error_code>;

[[nodiscard]] inline tl::unexpected<std::error_code> refused(std::error_code code) { return tl::unexpected<std::error_code>(code); }
/// What the calling thread's last system call failed with (errno or GetLastError as errc).
[[nodiscard]] tl::unexpected<std::error_code> last_refusal();
/// "cannot write \"path\": no space left on the disk", with a hint where one helps.
[[nodiscard]] core::Error os_failure(std::string_view doing, const fs::path& path, std::error_code code);

enum class EntryKind { missing, file, directory, symlink, special };
enum class Links { follow, stay };
/// What stands at a path. A dangling link that is followed is missing.
[[nodiscard]] Outcome<EntryKind> kind_of(const fs::path& path, Links links);

/// A pipe in the file system, whose opening waits for a writer that may never come. Not what /dev and /proc name: those are the pipes of shells.
[[nodiscard]] bool is_named_pipe(const fs::path& path);

[[nodiscard]] Outcome<void> make_directory(const fs::path& path);
/// Removes a file, link or empty folder.
[[nodiscard]] Outcome<void> remove_entry(const fs::path& path, EntryKind kind);
/// The names in a folder, unsorted, without "." and "..".
[[nodiscard]] Outcome<std::vector<fs::path>> entry_names(const fs::path& folder);
/// Renames a file over whatever file is there.
[[nodiscard]] Outcome<void> rename_over(const fs::path& from, const fs::path& to);
/// Renames a file or folder to a name that is not taken.
[[nodiscard]] Outcome<void> rename_to_new(const fs::path& from, const fs::path& to);
[[nodiscard]] Outcome<void> sync_folder(const fs::path& folder);
/// Brings the given files, written and closed before, and the folder that holds them to the device with as few flushes as the system allows.
[[nodiscard]] Outcome<void> sync_written(const fs::path& folder, const std::vector<fs::path>& files);
/// The path from the root without ".", ".." and doubled separators, by text alone.
[[nodiscard]] Outcome<fs::path> full_path(const fs::path& path);
/// This process's number, for names.
[[nodiscard]] std::uint64_t process_number();
void sleep_briefly(unsigned milliseconds);

enum class Opening {
    read,        ///< an existing file, pipe or device
    create_new,  ///< fails when the name is taken
    write,       ///< an existing device or pipe, as it is
};

/// An open file. Move-only; closed on destruction.
class OpenFile {
public:
    [[nodiscard]] static Outcome<OpenFile> open(const fs::path& path, Opening opening);

    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    OpenFile(OpenFile&& other) noexcept : m_file(other.m_file), m_path(std::move(other.m_path)) { other.m_file = -1; }
    OpenFile& operator=(OpenFile&& other) = delete;
    ~OpenFile();

    /// How many octets a regular file has; 0 for pipes and devices.
    [[nodiscard]] std::uint64_t size() const;
    /// Reads some octets; 0 is the end.
    [[nodiscard]] Outcome<std::size_t> read(std::span<std::uint8_t> buffer);
    [[nodiscard]] Outcome<void> write(core::BytesView octets);
    [[nodiscard]] Outcome<void> sync();
    /// Closes and reports what the system held back until then (quota and network file systems do).
    [[nodiscard]] Outcome<void> close();
    [[nodiscard]] std::intptr_t native() const noexcept { return m_file; }

private:
    OpenFile(std::intptr_t file, fs::path path) : m_file(file), m_path(std::move(path)) {}

    std::intptr_t m_file;
    fs::path m_path;
};

/// The refusal a test asks for, if it asks.
[[nodiscard]] inline std::error_code fault(Operation operation, const fs::path& path) {
    return {injected_fault(operation, path), std::generic_category()};
}

}  // namespace gpotrust::platform
