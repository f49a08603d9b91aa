// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/samba/setting_text.hpp"

#include "gpotrust/core/text.hpp"

namespace gpotrust::artefact::samba {

using registry_policy::Setting;

core::Result<std::vector<std::string>> parse_multi_string(const Setting& setting) {
    GPOTRUST_TRY_ASSIGN(const std::string joined, core::utf16le_to_utf8(setting.data));
    std::vector<std::string> texts;
    std::size_t at = 0;
    for (std::size_t end = joined.find('\0'); end != std::string::npos && end != at; end = joined.find('\0', at)) {
        texts.push_back(joined.substr(at, end - at));
        at = end + 1;
    }
    if (at + 1 != joined.size()) return core::fail(core::ErrorCode::malformed_input, "not a list of texts: " + setting.key + "\\" + setting.value);
    return texts;
}

core::Result<core::Bytes> serialize_multi_string(const std::vector<std::string>& texts) {
    core::Bytes octets;
    for (const std::string& text : texts) {
        GPOTRUST_TRY_ASSIGN(const core::Bytes units, core::utf8_to_utf16le(text));
        core::append(octets, units);
        core::append_u16_le(octets, 0);
    }
    core::append_u16_le(octets, 0);
    return octets;
}

core::Result<std::uint32_t> parse_dword(const Setting& setting) {
    if (setting.data.size() != 4) return core::fail(core::ErrorCode::malformed_input, "not four octets: " + setting.key + "\\" + setting.value);
    return core::read_u32_le(setting.data);
}

core::Bytes serialize_dword(std::uint32_t number) {
    core::Bytes octets;
    core::append_u32_le(octets, number);
    return octets;
}

tl::unexpected<core::Error> not_carried(const Setting& setting) {
    return core::fail(core::ErrorCode::internal,
                      "no form for " + registry_policy::type_name(setting.type) + ": " + setting.key + "\\" + setting.value);
}

}  // namespace gpotrust::artefact::samba
