// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/platform/file_lock.hpp"

#include <utility>

#include "gpotrust/platform/paths.hpp"
#include "platform/file_lock_os.hpp"

namespace gpotrust::platform {
namespace {

constexpr std::intptr_t k_none = -1;
constexpr unsigned k_pause_milliseconds = 20;

core::Error held_by_another(const fs::path& lock_file, std::chrono::milliseconds waited) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(waited).count();
    return {core::ErrorCode::ledger_locked,
            "another run holds the lock " + shown(lock_file) + (seconds > 0 ? " for more than " + std::to_string(seconds) + " s" : ""),
            "wait until that run has ended, then run again; the lock ends with its process, so the file need not be removed",
            {}};
}

}  // namespace

core::Result<FileLock> FileLock::open(const fs::path& lock_file) {
    const auto file = open_lock_file(lock_file);
    if (!file.has_value()) return core::fail(os_failure("open the lock file", lock_file, file.error()));
    return FileLock(*file);
}

core::Result<FileLock> FileLock::acquire(const fs::path& lock_file, std::chrono::milliseconds wait) {
    const auto deadline = std::chrono::steady_clock::now() + wait;
    GPOTRUST_TRY_ASSIGN(FileLock lock, open(lock_file));
    while (true) {
        const auto is_ours = try_lock(lock.m_file, lock_file);
        if (!is_ours.has_value()) return core::fail(os_failure("lock", lock_file, is_ours.error()));
        if (*is_ours && is_still_named(lock.m_file, lock_file)) return lock;
        // A file that lost its name locks nobody out.
        if (*is_ours) {
            GPOTRUST_TRY_ASSIGN(lock, open(lock_file));
            continue;
        }
        if (std::chrono::steady_clock::now() >= deadline) return core::fail(held_by_another(lock_file, wait));
        sleep_briefly(k_pause_milliseconds);
    }
}

FileLock::FileLock(FileLock&& other) noexcept : m_file(std::exchange(other.m_file, k_none)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    if (this == &other) return *this;
    release();
    m_file = std::exchange(other.m_file, k_none);
    return *this;
}

FileLock::~FileLock() { release(); }

void FileLock::abandon(const fs::path& lock_file) noexcept {
    const std::intptr_t file = std::exchange(m_file, k_none);
    if (file != k_none) remove_lock_file(file, lock_file);
}

void FileLock::release() noexcept {
    const std::intptr_t file = std::exchange(m_file, k_none);
    if (file != k_none) close_lock_file(file);
}

}  // namespace gpotrust::platform
