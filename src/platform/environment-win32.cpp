// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <windows.h>

#include <shellapi.h>  // needs windows.h before it

#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/environment.hpp"
#include "platform/wide.hpp"

namespace gpotrust::platform {
namespace {

class WideBuffer {
public:
    explicit WideBuffer(std::size_t units) : m_text(units, L'\0') {}
    WideBuffer(const WideBuffer&) = delete;
    WideBuffer& operator=(const WideBuffer&) = delete;
    ~WideBuffer() { core::cleanse(m_text.data(), m_text.size() * sizeof(wchar_t)); }
    wchar_t* data() { return m_text.data(); }
    std::size_t size() const { return m_text.size(); }

private:
    std::wstring m_text;
};

}  // namespace

std::optional<core::SecretBytes> secret_environment_variable(std::string_view name) {
    const std::wstring wide_name = widen(name);
    SetLastError(ERROR_SUCCESS);
    const DWORD room = GetEnvironmentVariableW(wide_name.c_str(), nullptr, 0);
    if (room == 0 && GetLastError() == ERROR_ENVVAR_NOT_FOUND) return std::nullopt;
    WideBuffer value(room + 1U);
    const DWORD units = GetEnvironmentVariableW(wide_name.c_str(), value.data(), static_cast<DWORD>(value.size()));
    if (units == 0 || units >= value.size()) return core::SecretBytes();
    const int octets = WideCharToMultiByte(CP_UTF8, 0, value.data(), static_cast<int>(units), nullptr, 0, nullptr, nullptr);
    core::Bytes utf8(static_cast<std::size_t>(octets));
    WideCharToMultiByte(CP_UTF8, 0, value.data(), static_cast<int>(units), reinterpret_cast<char*>(utf8.data()), octets, nullptr, nullptr);
    return core::SecretBytes(std::move(utf8));
}

std::optional<std::string> environment_variable(std::string_view name) {
    const auto value = secret_environment_variable(name);
    return value ? std::optional(std::string(value->text())) : std::nullopt;
}

core::Result<std::vector<std::string>> utf8_arguments(int, char**) {
    int count = 0;
    LPWSTR* const words = CommandLineToArgvW(GetCommandLineW(), &count);
    if (words == nullptr) return core::fail(core::ErrorCode::internal, "the command line cannot be read");
    std::vector<std::string> arguments;
    for (int i = 1; i < count; ++i) arguments.push_back(narrow(words[i]));
    LocalFree(words);
    return arguments;
}

std::filesystem::path program_path() {
    std::wstring name(32'768, L'\0');  // the longest name there is
    const DWORD units = GetModuleFileNameW(nullptr, name.data(), static_cast<DWORD>(name.size()));
    name.resize(units < name.size() ? units : 0);
    return name;
}

// Windows Error Reporting writes dumps with memory: a crash must end the process without it.
void disable_core_dumps() { SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX); }

}  // namespace gpotrust::platform
