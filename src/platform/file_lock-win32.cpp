// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/platform/files.hpp"
#include "platform/file_lock_os.hpp"
#include "platform/native_file-win32.hpp"
#include "platform/wide.hpp"

namespace gpotrust::platform {

Outcome<std::intptr_t> open_lock_file(const fs::path& path) {
    if (const auto code = fault(Operation::open, path)) return refused(code);
    const HANDLE file = CreateFileW(native_name(path).c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr, OPEN_ALWAYS,
                                    FILE_ATTRIBUTE_NORMAL, nullptr);
    if (file == INVALID_HANDLE_VALUE) return last_refusal();
    return portable_file(file);
}

Outcome<bool> try_lock(std::intptr_t file, const fs::path& path) {
    if (const auto code = fault(Operation::lock, path)) {
        if (code == std::errc::operation_would_block) return false;
        return refused(code);
    }
    OVERLAPPED first_byte{};
    if (LockFileEx(native_file(file), LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &first_byte) != 0) return true;
    const DWORD error = GetLastError();
    if (error == ERROR_LOCK_VIOLATION || error == ERROR_IO_PENDING) return false;
    return refused(meaning_of(error));
}

// Without FILE_SHARE_DELETE nobody removes or renames a file that is open.
bool is_still_named(std::intptr_t, const fs::path&) { return true; }

// The same keeps us from removing it before it is closed, and afterwards while another has it open.
void remove_lock_file(std::intptr_t file, const fs::path& path) noexcept {
    close_lock_file(file);
    static_cast<void>(remove_file(path));
}

void close_lock_file(std::intptr_t file) noexcept {
    // Closing alone unlocks as well, but at a time of the system's choosing (LockFileEx, remarks).
    OVERLAPPED first_byte{};
    UnlockFileEx(native_file(file), 0, 1, 0, &first_byte);
    CloseHandle(native_file(file));
}

}  // namespace gpotrust::platform
