// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpo/fields.hpp"
#include "gpotrust/gpo/backup.hpp"

namespace gpotrust::gpo {
namespace {

using xml::Element;

/// A report shows every setting, and every certificate twice over in hex and UTF-16.
constexpr xml::ReadLimits k_limits{.octets = std::size_t{512} << 20U, .elements = 2'000'000};

core::Result<void> parse_side(const Element& root, std::string_view name, std::uint32_t& directory, std::uint32_t& sysvol) {
    GPOTRUST_TRY_ASSIGN(const Element* const side, optional_child(root, name));
    if (side == nullptr) return {};
    GPOTRUST_TRY_ASSIGN(directory, number_or_zero(*side, "VersionDirectory"));
    GPOTRUST_TRY_ASSIGN(sysvol, number_or_zero(*side, "VersionSysvol"));
    return {};
}

}  // namespace

core::Result<ReportHead> parse_report_head(core::BytesView document) {
    GPOTRUST_TRY_ASSIGN(const Element root, parse_root(document, "GPO", k_limits));
    GPOTRUST_TRY_ASSIGN(const Element* const identifier, required_child(root, "Identifier"));
    ReportHead head;
    GPOTRUST_TRY_ASSIGN(head.gpo_guid, required_guid(*identifier, "Identifier"));
    GPOTRUST_TRY_ASSIGN(head.domain, optional_text(*identifier, "Domain"));
    GPOTRUST_TRY_ASSIGN(head.gpo_name, optional_name(root, "Name"));
    GPOTRUST_TRY(parse_side(root, "Computer", head.computer_directory, head.computer_sysvol));
    GPOTRUST_TRY(parse_side(root, "User", head.user_directory, head.user_sysvol));
    return head;
}

}  // namespace gpotrust::gpo
