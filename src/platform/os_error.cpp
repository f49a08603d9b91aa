// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <array>
#include <string>

#include "gpotrust/platform/paths.hpp"
#include "platform/os.hpp"

namespace gpotrust::platform {
namespace {

struct Told {
    std::errc condition;
    std::string_view text;
    std::string_view hint;
};

// The system's own texts depend on its language and, on Windows, on a code page.
constexpr std::array k_told{
    Told{std::errc::no_such_file_or_directory, "no such file or folder", "check the path"},
    Told{std::errc::permission_denied, "permission denied", "check the rights on it and on the folder above"},
    Told{std::errc::operation_not_permitted, "operation not permitted", "check the rights on it and on the folder above"},
    Told{std::errc::no_space_on_device, "no space left on the disk", "free some space and run again"},
    Told{std::errc::read_only_file_system, "the file system is read-only", "choose a folder that can be written"},
    Told{std::errc::file_exists, "the name is taken", "choose another name or remove what is there"},
    Told{std::errc::directory_not_empty, "the folder is not empty", "choose another name or remove what is there"},
    Told{std::errc::is_a_directory, "it is a folder, not a file", "name a file"},
    Told{std::errc::not_a_directory, "a part of the path is a file, not a folder", "check the path"},
    Told{std::errc::filename_too_long, "the path is too long", "choose a shorter path"},
    Told{std::errc::text_file_busy, "another program uses it", "close that program and run again"},
    Told{std::errc::device_or_resource_busy, "another program uses it", "close that program and run again"},
    Told{std::errc::too_many_files_open, "too many open files", ""},
    Told{std::errc::too_many_symbolic_link_levels, "symbolic links lead in a circle", "check the path"},
    Told{std::errc::file_too_large, "the file would exceed a size limit", ""},
    Told{std::errc::io_error, "the device reports an input/output error", "check the disk"},
    Told{std::errc::cross_device_link, "the two names lie on different file systems", ""},
    Told{std::errc::no_lock_available, "the file system offers no locks", "use a folder on a local disk"},
    Told{std::errc::not_supported, "the file system does not support this", "use a folder on a local disk"},
    Told{std::errc::broken_pipe, "the reader has gone away", ""},
};

}  // namespace

core::Error os_failure(std::string_view doing, const fs::path& path, std::error_code code) {
    const std::string start = "cannot " + std::string(doing) + " " + shown(path) + ": ";
    for (const Told& told : k_told) {
        if (code == told.condition) return {core::ErrorCode::file_system, start + std::string(told.text), std::string(told.hint), {}};
    }
    return {core::ErrorCode::file_system, start + "the system reports error " + std::to_string(code.value()), {}, {}};
}

}  // namespace gpotrust::platform
