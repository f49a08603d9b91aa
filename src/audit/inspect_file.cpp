// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <utility>

#include "audit/package_contents.hpp"
#include "audit/policy_files.hpp"
#include "audit/recognise.hpp"
#include "gpotrust/archive/zip.hpp"
#include "gpotrust/audit/inspect.hpp"
#include "gpotrust/certificate/assess.hpp"
#include "gpotrust/core/text.hpp"

namespace gpotrust::audit {
namespace {

using core::BytesView;
using core::ErrorCode;

InspectedItem item_of_kind(const std::string& path, std::string_view kind) {
    InspectedItem item;
    item.path = path;
    item.kind = kind;
    return item;
}

InspectedItem inspect_registry_policy(const std::string& path, BytesView content) {
    InspectedItem item = item_of_kind(path, "registry-policy");
    add_registry_pol(item, "", side_of_path(path), content);
    finish_policies(item);
    return item;
}

InspectedItem inspect_reg_file(const std::string& path, BytesView content) {
    InspectedItem item = item_of_kind(path, "reg-file");
    add_reg_file(item, "", content);
    finish_policies(item);
    return item;
}

InspectedItem inspect_preferences(const std::string& path, BytesView content) {
    InspectedItem item = item_of_kind(path, "preferences");
    add_preferences(item, "", std::nullopt, content);
    finish_policies(item);
    return item;
}

InspectedItem unreadable(const std::string& path, core::Error error) {
    InspectedItem item = item_of_kind(path, "unknown");
    item.error = std::move(error);
    return item;
}

InspectedItem inspect_zip(const std::string& path, BytesView content) {
    auto files = archive::read_zip(content);
    if (!files) return unreadable(path, std::move(files).error());
    if (!is_package(*files)) return not_a_package(path);
    auto verification = bundle::verify_zip(content);
    if (!verification) return unreadable(path, std::move(verification).error());
    return describe_package(path, *files, *std::move(verification));
}

InspectedItem inspect_foreign(const std::string& path, BytesView content) {
    return unreadable(path, {ErrorCode::unsupported_input,
                             "this is " + std::string(foreign_kind(content)),
                             "name the folder of a GPO backup; of single files exports (.pfx, .cer, .p7b, .sst), registry.pol, .reg, Registry.xml, "
                             "zips and packages can be inspected",
                             {}});
}

std::string_view kind_of(const certificate::Outline& outline) {
    return outline.kind ? certificate::to_text(*outline.kind) : std::string_view("unknown");
}

InspectedItem inspect_export(const std::string& path, BytesView content, const OpenExport& open_export, core::UtcTime now) {
    certificate::Outline outline = certificate::outline_of(content);
    InspectedItem item = item_of_kind(path, kind_of(outline));
    if (outline.kind) item.outline = std::move(outline);
    auto opened = open_export(content);
    if (!opened) {
        item.error = std::move(opened).error();
        return item;
    }
    item.kind = certificate::to_text(opened->kind);
    item.exported = *std::move(opened);
    for (const certificate::ExportedCertificate& found : item.exported->certificates)
        item.assessments.push_back(certificate::assess(found.certificate, {.now = now}));
    return item;
}

/// A damaged policy is one by its name.
bool is_named(std::string_view path, std::string_view ending) { return core::ascii_lower(path).ends_with(ending); }

}  // namespace

bool is_inspectable(BytesView content) {
    switch (recognise(content)) {
        case Content::registry_policy:
        case Content::reg_file:
        case Content::preferences:
            return true;
        case Content::zip:
        case Content::foreign:
            return false;
        case Content::maybe_export:
            break;
    }
    return certificate::outline_of(content).kind.has_value();
}

bool is_zip(BytesView content) { return recognise(content) == Content::zip; }

InspectedItem inspect_file(const std::string& path, BytesView content, const OpenExport& open_export, core::UtcTime now) {
    switch (recognise(content)) {
        case Content::registry_policy:
            return inspect_registry_policy(path, content);
        case Content::reg_file:
            return inspect_reg_file(path, content);
        case Content::preferences:
            return inspect_preferences(path, content);
        case Content::zip:
            return inspect_zip(path, content);
        case Content::foreign:
            return inspect_foreign(path, content);
        case Content::maybe_export:
            break;
    }
    const bool says_nothing = !certificate::outline_of(content).kind;
    if (says_nothing && is_named(path, ".pol")) return inspect_registry_policy(path, content);
    if (says_nothing && is_named(path, ".reg")) return inspect_reg_file(path, content);
    return inspect_export(path, content, open_export, now);
}

}  // namespace gpotrust::audit
