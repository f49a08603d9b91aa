// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>

#include "platform/native_file-win32.hpp"
#include "platform/os.hpp"
#include "platform/wide.hpp"

namespace gpotrust::platform {
namespace {

// One WriteFile must not ask more than a network redirector takes.
constexpr std::size_t k_largest_transfer = 1U << 20U;

HANDLE open_native(const std::wstring& name, Opening opening) {
    switch (opening) {
        case Opening::create_new:
            return CreateFileW(name.c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr);
        case Opening::write:
            return CreateFileW(name.c_str(), GENERIC_WRITE, FILE_SHARE_READ, nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
        case Opening::read:
            break;
    }
    return CreateFileW(name.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING,
                       FILE_ATTRIBUTE_NORMAL, nullptr);
}

}  // namespace

Outcome<OpenFile> OpenFile::open(const fs::path& path, Opening opening) {
    if (const auto code = fault(Operation::open, path)) return refused(code);
    const HANDLE file = open_native(native_name(path), opening);
    if (file == INVALID_HANDLE_VALUE) return last_refusal();
    return OpenFile(portable_file(file), path);
}

OpenFile::~OpenFile() {
    if (m_file != -1) CloseHandle(native_file(m_file));
}

std::uint64_t OpenFile::size() const {
    LARGE_INTEGER size{};
    const bool known = GetFileType(native_file(m_file)) == FILE_TYPE_DISK && GetFileSizeEx(native_file(m_file), &size) != 0 && size.QuadPart > 0;
    return known ? static_cast<std::uint64_t>(size.QuadPart) : 0;
}

Outcome<std::size_t> OpenFile::read(std::span<std::uint8_t> buffer) {
    if (const auto code = fault(Operation::read, m_path)) return refused(code);
    const auto wanted = static_cast<DWORD>(std::min(buffer.size(), k_largest_transfer));
    DWORD count = 0;
    if (ReadFile(native_file(m_file), buffer.data(), wanted, &count, nullptr) != 0) return count;
    if (GetLastError() == ERROR_BROKEN_PIPE) return 0;  // the writer closed its end: that is how a pipe ends here
    return last_refusal();
}

Outcome<void> OpenFile::write(core::BytesView octets) {
    while (!octets.empty()) {
        if (const auto code = fault(Operation::write, m_path)) return refused(code);
        const auto wanted = static_cast<DWORD>(std::min(octets.size(), k_largest_transfer));
        DWORD count = 0;
        if (WriteFile(native_file(m_file), octets.data(), wanted, &count, nullptr) == 0) return last_refusal();
        octets = octets.subspan(count);
    }
    return {};
}

Outcome<void> OpenFile::sync() {
    if (const auto code = fault(Operation::sync, m_path)) return refused(code);
    if (FlushFileBuffers(native_file(m_file)) == 0) return last_refusal();
    return {};
}

Outcome<void> OpenFile::close() {
    const HANDLE file = native_file(m_file);
    m_file = -1;
    if (CloseHandle(file) == 0) return last_refusal();
    return {};
}

}  // namespace gpotrust::platform
