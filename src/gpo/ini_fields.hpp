// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "gpotrust/gpo/gpt_ini.hpp"

namespace gpotrust::gpo {

/// Fills a GptIni key by key, as the file and Samba's XML of it have them.
class IniFields {
public:
    /// Keys in any case, unknown ones are passed over. Fails on a second one of a kind and on a Version that is no number.
    [[nodiscard]] core::Result<void> take(GptIni& ini, std::string_view key, std::string value);

private:
    std::set<std::string> m_seen;
};

}  // namespace gpotrust::gpo
