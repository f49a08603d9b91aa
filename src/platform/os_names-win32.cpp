// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "platform/native_file-win32.hpp"
#include "platform/os.hpp"
#include "platform/wide.hpp"

namespace gpotrust::platform {
namespace {

constexpr int k_attempts = 10;
constexpr DWORD k_pause_milliseconds = 100;

struct Meaning {
    DWORD error;
    std::errc condition;
};
constexpr Meaning k_meanings[]{
    {ERROR_FILE_NOT_FOUND, std::errc::no_such_file_or_directory},
    {ERROR_PATH_NOT_FOUND, std::errc::no_such_file_or_directory},
    {ERROR_INVALID_DRIVE, std::errc::no_such_file_or_directory},
    {ERROR_BAD_NETPATH, std::errc::no_such_file_or_directory},
    {ERROR_BAD_NET_NAME, std::errc::no_such_file_or_directory},
    {ERROR_INVALID_NAME, std::errc::no_such_file_or_directory},
    {ERROR_ACCESS_DENIED, std::errc::permission_denied},
    {ERROR_SHARING_VIOLATION, std::errc::device_or_resource_busy},
    {ERROR_LOCK_VIOLATION, std::errc::device_or_resource_busy},
    {ERROR_DISK_FULL, std::errc::no_space_on_device},
    {ERROR_HANDLE_DISK_FULL, std::errc::no_space_on_device},
    {1295, std::errc::no_space_on_device},  // ERROR_DISK_QUOTA_EXCEEDED, which mingw-w64 does not name
    {ERROR_WRITE_PROTECT, std::errc::read_only_file_system},
    {ERROR_FILE_EXISTS, std::errc::file_exists},
    {ERROR_ALREADY_EXISTS, std::errc::file_exists},
    {ERROR_DIR_NOT_EMPTY, std::errc::directory_not_empty},
    {ERROR_DIRECTORY, std::errc::not_a_directory},
    {ERROR_FILENAME_EXCED_RANGE, std::errc::filename_too_long},
    {ERROR_TOO_MANY_OPEN_FILES, std::errc::too_many_files_open},
    {ERROR_NOT_SAME_DEVICE, std::errc::cross_device_link},
    {ERROR_CRC, std::errc::io_error},
    {ERROR_IO_DEVICE, std::errc::io_error},
    {ERROR_NOT_SUPPORTED, std::errc::not_supported},
    {ERROR_BROKEN_PIPE, std::errc::broken_pipe},
    {ERROR_NO_DATA, std::errc::broken_pipe},
};

class Search {
public:
    explicit Search(const std::wstring& pattern) : m_search(FindFirstFileW(pattern.c_str(), &m_entry)) {}
    Search(const Search&) = delete;
    Search& operator=(const Search&) = delete;
    ~Search() {
        if (found()) FindClose(m_search);
    }
    bool found() const { return m_search != INVALID_HANDLE_VALUE; }
    bool next() { return FindNextFileW(m_search, &m_entry) != 0; }
    const WIN32_FIND_DATAW& entry() const { return m_entry; }

private:
    WIN32_FIND_DATAW m_entry{};
    HANDLE m_search;
};

bool is_missing(DWORD error) { return error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND; }

// Deduplicated and cloud files are reparse points too, and ordinary files to their readers: only a tag that names another place is a link.
bool is_link(const std::wstring& name) {
    const Search search(name);
    return !search.found() || IsReparseTagNameSurrogate(search.entry().dwReserved0);
}

Outcome<EntryKind> kind_of_target(const std::wstring& name) {
    const HANDLE file = CreateFileW(name.c_str(), FILE_READ_ATTRIBUTES, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                    OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr);
    if (file == INVALID_HANDLE_VALUE) {
        if (is_missing(GetLastError())) return EntryKind::missing;
        return last_refusal();
    }
    BY_HANDLE_FILE_INFORMATION facts{};
    const bool known = GetFileInformationByHandle(file, &facts) != 0;
    CloseHandle(file);
    if (!known) return EntryKind::special;
    return (facts.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0 ? EntryKind::directory : EntryKind::file;
}

// Virus scanners, indexers and backups hold fresh files for a moment: try for about a second.
Outcome<void> move(const fs::path& from, const fs::path& to, DWORD flags) {
    if (const auto code = fault(Operation::rename, to)) return refused(code);
    const std::wstring source = native_name(from);
    const std::wstring target = native_name(to);
    for (int attempt = 1;; ++attempt) {
        if (MoveFileExW(source.c_str(), target.c_str(), flags | MOVEFILE_WRITE_THROUGH) != 0) return {};
        const DWORD error = GetLastError();
        const bool may_pass = error == ERROR_ACCESS_DENIED || error == ERROR_SHARING_VIOLATION;
        if (!may_pass || attempt == k_attempts) return refused(meaning_of(error));
        Sleep(k_pause_milliseconds);
    }
}

bool remove_by_name(const std::wstring& name, bool is_folder) {
    return is_folder ? RemoveDirectoryW(name.c_str()) != 0 : DeleteFileW(name.c_str()) != 0;
}

}  // namespace

std::error_code meaning_of(DWORD error) {
    for (const Meaning& meaning : k_meanings) {
        if (meaning.error == error) return std::make_error_code(meaning.condition);
    }
    return {static_cast<int>(error), std::system_category()};
}

tl::unexpected<std::error_code> last_refusal() { return refused(meaning_of(GetLastError())); }

Outcome<EntryKind> kind_of(const fs::path& path, Links links) {
    const std::wstring name = native_name(path);
    const DWORD attributes = GetFileAttributesW(name.c_str());
    if (attributes == INVALID_FILE_ATTRIBUTES) {
        if (is_missing(GetLastError())) return EntryKind::missing;
        return last_refusal();
    }
    if ((attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0 && is_link(name)) {
        return links == Links::stay ? Outcome<EntryKind>(EntryKind::symlink) : kind_of_target(name);
    }
    if ((attributes & FILE_ATTRIBUTE_DEVICE) != 0) return EntryKind::special;
    return (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0 ? EntryKind::directory : EntryKind::file;
}

bool is_named_pipe(const fs::path& /*path*/) { return false; }  // opening one without a server fails at once

Outcome<void> make_directory(const fs::path& path) {
    if (const auto code = fault(Operation::create_directory, path)) return refused(code);
    if (CreateDirectoryW(native_name(path).c_str(), nullptr) == 0) return last_refusal();
    return {};
}

Outcome<void> remove_entry(const fs::path& path, EntryKind kind) {
    if (const auto code = fault(Operation::remove, path)) return refused(code);
    const std::wstring name = native_name(path);
    const DWORD attributes = GetFileAttributesW(name.c_str());
    const bool known = attributes != INVALID_FILE_ATTRIBUTES;
    const bool is_folder = kind == EntryKind::directory || (known && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0);
    if (remove_by_name(name, is_folder)) return {};
    const bool is_read_only = known && (attributes & FILE_ATTRIBUTE_READONLY) != 0;
    if (!is_read_only) return last_refusal();
    SetFileAttributesW(name.c_str(), attributes & ~DWORD{FILE_ATTRIBUTE_READONLY});
    if (!remove_by_name(name, is_folder)) return last_refusal();
    return {};
}

// libstdc++'s recursive iteration fails in trees deeper than 260 characters; single folders by their long names do not.
Outcome<std::vector<fs::path>> entry_names(const fs::path& folder) {
    if (const auto code = fault(Operation::read, folder)) return refused(code);
    Search search(native_name(folder / L"*"));
    if (!search.found()) return last_refusal();
    std::vector<fs::path> names;
    do {
        const std::wstring_view name = search.entry().cFileName;
        if (name != L"." && name != L"..") names.emplace_back(name);
    } while (search.next());
    if (GetLastError() != ERROR_NO_MORE_FILES) return last_refusal();
    return names;
}

Outcome<void> rename_over(const fs::path& from, const fs::path& to) { return move(from, to, MOVEFILE_REPLACE_EXISTING); }
Outcome<void> rename_to_new(const fs::path& from, const fs::path& to) { return move(from, to, 0); }

// MOVEFILE_WRITE_THROUGH has flushed what a rename changed.
Outcome<void> sync_folder(const fs::path& folder) {
    if (const auto code = fault(Operation::sync, folder)) return refused(code);
    return {};
}

Outcome<void> sync_written(const fs::path&, const std::vector<fs::path>& files) {
    for (const fs::path& path : files) {
        auto file = OpenFile::open(path, Opening::write);
        if (!file.has_value()) return refused(file.error());
        if (auto outcome = file->sync(); !outcome.has_value()) return outcome;
    }
    return {};
}

Outcome<fs::path> full_path(const fs::path& path) {
    const std::wstring name = full_name(path.native());
    if (name.empty()) return last_refusal();
    return fs::path(name);
}

std::uint64_t process_number() { return GetCurrentProcessId(); }

void sleep_briefly(unsigned milliseconds) { Sleep(milliseconds); }

}  // namespace gpotrust::platform
