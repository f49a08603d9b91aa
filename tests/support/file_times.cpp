// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "support/file_times.hpp"

#ifdef _WIN32
#include <windows.h>

#include <system_error>
#endif

namespace gpotrust::test {

#ifdef _WIN32
namespace {

[[noreturn]] void refused(HANDLE file) {
    const DWORD code = GetLastError();
    if (file != INVALID_HANDLE_VALUE) CloseHandle(file);
    throw std::system_error(static_cast<int>(code), std::system_category(), "cannot set the time of a file");
}

}  // namespace

// mingw's std::filesystem::last_write_time opens without FILE_FLAG_BACKUP_SEMANTICS, and so no folder.
void set_age(const std::filesystem::path& path, std::chrono::seconds age) {
    FILETIME now{};
    GetSystemTimeAsFileTime(&now);
    ULARGE_INTEGER ticks{};
    ticks.LowPart = now.dwLowDateTime;
    ticks.HighPart = now.dwHighDateTime;
    ticks.QuadPart -= static_cast<ULONGLONG>(age.count()) * 10'000'000U;
    const FILETIME then{ticks.LowPart, ticks.HighPart};
    HANDLE file = CreateFileW(path.c_str(), FILE_WRITE_ATTRIBUTES, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING,
                              FILE_FLAG_BACKUP_SEMANTICS, nullptr);
    if (file == INVALID_HANDLE_VALUE || SetFileTime(file, nullptr, nullptr, &then) == 0) refused(file);
    CloseHandle(file);
}
#else
void set_age(const std::filesystem::path& path, std::chrono::seconds age) {
    std::filesystem::last_write_time(path, std::filesystem::file_time_type::clock::now() - age);
}
#endif

}  // namespace gpotrust::test
