// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>

#include "gpotrust/core/result.hpp"

namespace gpotrust::platform {

namespace fs = std::filesystem;

/// An exclusive lock between processes, and between two locks of one process. Held until destruction or the end of the process, however it ends.
/// The lock file stays, empty, unless abandon() removes it. A lock counts only on the file that has the name: who waited for a file that was removed meanwhile locks the
/// new one.
class FileLock {
public:
    /// Opens or makes `lock_file` and waits up to `wait` for the lock. Fails with ledger_locked when another holds it for longer, with
    /// file_system when the file cannot be opened or the file system has no locks.
    [[nodiscard]] static core::Result<FileLock> acquire(const fs::path& lock_file, std::chrono::milliseconds wait);

    /// Gives the lock up and removes its file, in the order in which nobody else's lock on that name is lost.
    void abandon(const fs::path& lock_file) noexcept;

    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    ~FileLock();

private:
    [[nodiscard]] static core::Result<FileLock> open(const fs::path& lock_file);
    explicit FileLock(std::intptr_t file) noexcept : m_file(file) {}
    void release() noexcept;

    std::intptr_t m_file;  // descriptor or HANDLE; -1 is none on both systems
};

}  // namespace gpotrust::platform
