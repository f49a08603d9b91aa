// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/samba/setting_text.hpp"

#include "gpotrust/registry_policy/string_data.hpp"

namespace gpotrust::artefact::samba {

using registry_policy::Setting;

core::Result<std::vector<std::string>> parse_multi_string(const Setting& setting) {
    auto texts = registry_policy::text_of_list(setting.data);
    if (!texts) return core::fail(core::ErrorCode::malformed_input, "not a list of texts: " + setting.key + "\\" + setting.value);
    return *std::move(texts);
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
