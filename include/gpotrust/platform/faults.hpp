// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>

namespace gpotrust::platform {

namespace fs = std::filesystem;

/// What can go wrong on disk, as tests see it. Every use of the operating system by files, staged directories and locks consults the hook once.
enum class Operation { open, read, write, sync, rename, create_directory, remove, lock };

/// Returns 0 to let the operation happen, or the errno to fail with instead (ENOSPC, EACCES, EINTR ...).
using FaultHook = std::function<int(Operation, const fs::path&)>;

/// Installs a hook for tests while it lives; an inner one hides the outer one. Not to be used from two threads at a time.
class ScopedFault {
public:
    explicit ScopedFault(FaultHook hook);
    ScopedFault(const ScopedFault&) = delete;
    ScopedFault& operator=(const ScopedFault&) = delete;
    ~ScopedFault();

private:
    FaultHook m_hook;
    const FaultHook* m_outer;
};

/// The installed hook, or null: all that a run without tests pays is this test.
extern std::atomic<const FaultHook*> g_fault_hook;

/// The errno a test wants here, or 0.
[[nodiscard]] inline int injected_fault(Operation operation, const fs::path& path) {
    const FaultHook* const hook = g_fault_hook.load(std::memory_order_acquire);
    return hook == nullptr ? 0 : (*hook)(operation, path);
}

}  // namespace gpotrust::platform
