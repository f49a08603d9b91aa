// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Every document of a GPO backup, of SYSVOL and of Samba: what is read obeys what the headers promise.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "gpotrust/core/guid.hpp"
#include "gpotrust/gpo/backup.hpp"
#include "gpotrust/gpo/extension_list.hpp"
#include "gpotrust/gpo/gpt_ini.hpp"
#include "gpotrust/gpo/samba_backup.hpp"

using namespace gpotrust;

namespace {

void demand(bool held) {
    if (!held) std::abort();
}

template <class T>
bool succeeded(const core::Result<T>& result) {
    demand(result.has_value() || !result.error().message.empty());
    return result.has_value();
}

void read_scheme(core::BytesView document) {
    const auto scheme = gpo::parse_scheme(document);
    if (!succeeded(scheme)) return;
    demand(core::parse_guid(scheme->gpo_guid).has_value());
    for (const gpo::NamedFile& file : scheme->files) {
        demand(file.location.find('\\') == std::string::npos && !file.location.starts_with('/') && file.location.find("../") != 0);
    }
}

void read_extension_list(std::string_view text) {
    const auto groups = gpo::parse_extension_list(text);
    if (!succeeded(groups)) return;
    const auto again = gpo::parse_extension_list(gpo::serialize_extension_list(*groups));
    demand(again.has_value() && *again == *groups);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const core::BytesView document(data, size);
    read_scheme(document);
    if (const auto inst = gpo::parse_bkup_info(document); succeeded(inst)) demand(core::parse_guid(inst->id).has_value());
    if (const auto backups = gpo::parse_manifest(document); succeeded(backups)) demand(backups->size() <= gpo::k_most_backups);
    succeeded(gpo::parse_report_head(document));
    succeeded(gpo::parse_gpt_ini(document));
    succeeded(gpo::parse_samba_policy(document));
    succeeded(gpo::parse_samba_gpt_ini(document));
    read_extension_list(core::as_text(document));
    return 0;
}
