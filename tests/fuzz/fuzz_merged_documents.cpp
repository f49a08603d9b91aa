// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The input as Backup.xml and as gpreport.xml of a GPO that a policy is merged into: the backup is made or refused, and making it from what was made gives the same octets.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "gpotrust/artefact/format.hpp"
#include "gpotrust/trust/base_gpo.hpp"

using namespace gpotrust;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

const artefact::Format& merging_format() {
    const auto formats = artefact::formats();
    return **std::find_if(formats.begin(), formats.end(), [](const artefact::Format* format) { return format->read_merged != nullptr; });
}

const core::Bytes* file_ending(const core::FileTree& files, std::string_view ending) {
    const auto found = std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.first.text().ends_with(ending); });
    return found == files.end() ? nullptr : &found->second;
}

core::Result<core::FileTree> made_from(core::Bytes backup_xml, core::Bytes report) {
    auto base = std::make_shared<trust::BaseGpo>();
    base->identity = {"Theirs", "contoso.test", {}};
    base->backup_xml = std::move(backup_xml);
    base->report = std::move(report);
    base->computer.foreign.emplace();
    base->computer.version = 3;
    trust::TrustPolicy policy;
    policy.identity = base->identity;
    policy.gpmc_style = true;
    policy.base = std::move(base);
    artefact::BuildContext context;
    context.revision = 2;
    context.slug = "fuzz";
    return merging_format().build(policy, context);
}

void make_twice(const core::Bytes& backup_xml, const core::Bytes& report) {
    const auto made = made_from(backup_xml, report);
    if (!made) return;
    const core::Bytes* scheme = file_ending(*made, "/Backup.xml");
    const core::Bytes* shown = file_ending(*made, "/gpreport.xml");
    require(scheme != nullptr && shown != nullptr);
    const auto again = made_from(*scheme, *shown);
    require(again.has_value() && *again == *made);
}

constexpr std::string_view k_scheme =
    "<GroupPolicyBackupScheme bkp:version=\"2.0\" xmlns:bkp=\"http://www.microsoft.com/GroupPolicy/GPOOperations\">"
    "<GroupPolicyObject><GroupPolicyCoreSettings/></GroupPolicyObject></GroupPolicyBackupScheme>";
constexpr std::string_view k_report = "<GPO><Computer/><User/></GPO>";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* octets, std::size_t size) {
    const core::Bytes input(octets, octets + size);
    make_twice(input, core::to_bytes(k_report));
    make_twice(core::to_bytes(k_scheme), input);
    return 0;
}
