// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/gpo_backup/build.hpp"

#include <array>

#include "artefact/gpo_backup/layout.hpp"
#include "artefact/gpo_backup/merged_report.hpp"
#include "artefact/gpo_backup/merged_scheme.hpp"
#include "artefact/gpo_backup/report_slots.hpp"
#include "artefact/line_ends.hpp"
#include "artefact/preference_items.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/gpo/extension_list.hpp"
#include "gpotrust/registry_policy/registry_pol.hpp"
#include "gpotrust/text_template/render.hpp"
#include "gpotrust/trust/base_gpo.hpp"
#include "gpotrust/xml/example_document.hpp"

namespace gpotrust::artefact::gpo_backup {
namespace {

using core::RelativePath;
using core::Slots;
using trust::Side;

/// One backup while it is written: where its files go, and what every document says.
struct Draft {
    const trust::TrustPolicy& policy;
    const BuildContext& context;
    core::FileTree files = {};

    [[nodiscard]] bool uses(Side side) const { return trust::includes(policy.scope, side); }
    [[nodiscard]] bool prefers(Side side) const { return policy.preferences_in_backup && uses(side); }
    [[nodiscard]] RelativePath inside(std::string_view path) const {
        return RelativePath::of(std::string(k_root) + "/" + core::to_braced_upper(context.backup_id) + "/" + std::string(path));
    }
};

/// GPMC's form: UTC without a zone.
std::string backup_time(core::UtcTime time) {
    std::string text = core::to_iso8601(time);
    text.pop_back();
    return text;
}

std::string_view example_of(std::string_view name) { return text_template::embedded("artefact/gpo_backup/" + std::string(name)); }

core::Result<core::Bytes> filled(std::string_view name, std::string_view example, const Slots& slots, const xml::WriteStyle& style) {
    core::Result<core::Bytes> document = xml::fill_example(example, slots, style);
    if (!document) return core::fail(std::move(document).error().in(std::string(name)));
    return document;
}

core::Result<void> add_document(Draft& draft, std::string_view name, RelativePath path, const Slots& slots, const xml::WriteStyle& style) {
    GPOTRUST_TRY_ASSIGN(core::Bytes document, filled(name, example_of(name), slots, style));
    draft.files.insert_or_assign(std::move(path), std::move(document));
    return {};
}

/// manifest.xml and bkupInfo.xml carry the same element: one line, without declaration.
core::Result<void> add_descriptions(Draft& draft) {
    const trust::GpoIdentity& identity = draft.policy.identity;
    const std::string domain(trust::domain_or_placeholder(identity));
    const trust::BaseGpo* base = draft.policy.base.get();
    const bool same_domain = base != nullptr && base->identity.domain == identity.domain && !base->domain_guid.empty();
    Slots slots;
    slots.texts = {
        {"gpo_guid", core::to_braced_upper(identity.guid)},
        {"domain", domain},
        {"domain_guid", same_domain ? base->domain_guid : core::to_braced_lower(domain_guid_for(domain))},
        {"domain_controller", same_domain && !base->domain_controller.empty() ? base->domain_controller : std::string(k_no_domain_controller)},
        {"backup_time", backup_time(draft.context.created_at)},
        {"backup_id", core::to_braced_upper(draft.context.backup_id)},
        {"backup_comment", "gpotrust revision " + std::to_string(draft.context.revision)},
        {"gpo_name", identity.name}};
    GPOTRUST_TRY(
        add_document(draft, k_manifest, RelativePath::of(std::string(k_root) + "/" + std::string(k_manifest)), slots, {.final_newline = false}));
    return add_document(draft, k_bkup_info, draft.inside(k_bkup_info), slots, {});
}

std::vector<Slots> side_slots(const Draft& draft, Side side) {
    if (!draft.uses(side)) return {};
    std::vector<gpo::ExtensionGroup> extensions = gpo::public_key_extensions(side == Side::computer);
    if (draft.prefers(side)) extensions = gpo::with_preferences(std::move(extensions));
    return {{.texts = {{"extensions", gpo::serialize_extension_list(extensions)}}, .flags = {}, .lists = {}}};
}

core::Result<void> add_scheme(Draft& draft) {
    if (draft.policy.base != nullptr) {
        GPOTRUST_TRY_ASSIGN(core::Bytes merged, merged_scheme(draft.policy, draft.context));
        draft.files.insert_or_assign(draft.inside(k_backup), std::move(merged));
        return {};
    }
    GPOTRUST_TRY_ASSIGN(const std::uint32_t version, version_number(draft.context.revision));
    const auto version_of = [&](Side side) { return std::to_string(draft.uses(side) ? version : 0U); };
    Slots slots;
    slots.texts = {{"gpo_guid", core::to_braced_upper(draft.policy.identity.guid)},
                   {"domain", std::string(trust::domain_or_placeholder(draft.policy.identity))},
                   {"domain_controller", std::string(k_no_domain_controller)},
                   {"gpo_name", draft.policy.identity.name},
                   {"machine_version", version_of(Side::computer)},
                   {"user_version", version_of(Side::user)}};
    slots.flags = {{"has_machine", draft.uses(Side::computer)},
                   {"has_user", draft.uses(Side::user)},
                   {"has_comment", !draft.policy.comment.empty()},
                   {"machine_preferences", draft.prefers(Side::computer)},
                   {"user_preferences", draft.prefers(Side::user)}};
    slots.lists = {{"machine_side", side_slots(draft, Side::computer)}, {"user_side", side_slots(draft, Side::user)}};
    return add_document(draft, k_backup, draft.inside(k_backup), slots, {.final_newline = false});
}

/// Writes a side's Registry.xml; gives what the report shows of it.
core::Result<std::vector<Slots>> add_preferences(Draft& draft, const RegistrySide& side) {
    if (!draft.prefers(side.side)) return std::vector<Slots>{};
    GPOTRUST_TRY_ASSIGN(std::vector<Slots> items, preference_items(draft.policy, draft.context, side));
    GPOTRUST_TRY_ASSIGN(core::Bytes document, serialize_preferences(items));
    draft.files.insert_or_assign(draft.inside(preferences_path(side.side)), std::move(document));
    if (items.empty()) return std::vector<Slots>{};
    for (std::size_t i = 0; i < items.size(); ++i) items[i].texts["order"] = std::to_string(i + 1);
    return std::vector<Slots>{{.texts = {}, .flags = {}, .lists = {{"items", std::move(items)}}}};
}

/// Writes a side's registry.pol: the policy's records, merged into those of its base.
core::Result<void> add_registry_pol(Draft& draft, Side side) {
    GPOTRUST_TRY_ASSIGN(const auto merged, trust::registry_policy_of(draft.policy, side));
    if (!merged) return {};
    const trust::BaseGpo* base = draft.policy.base.get();
    const std::string_view spelt = base == nullptr ? std::string_view() : std::string_view(base->side(side).registry_pol);
    GPOTRUST_TRY_ASSIGN(core::Bytes registry_pol,
                        registry_policy::serialize_registry_pol(
                            merged->records, base == nullptr ? registry_policy::WriteRules::strict : registry_policy::WriteRules::as_read));
    draft.files.insert_or_assign(draft.inside(spelt.empty() ? registry_pol_path(side) : spelt), std::move(registry_pol));
    return {};
}

/// Writes a side's settings and adds what the report shows of those that are the policy's.
core::Result<void> add_side(Draft& draft, const RegistrySide& registry_side, Slots& report) {
    const Side side = registry_side.side;
    GPOTRUST_TRY(add_registry_pol(draft, side));
    GPOTRUST_TRY_ASSIGN(const std::vector<registry_policy::Setting> settings, trust::settings_for(draft.policy, side));
    GPOTRUST_TRY_ASSIGN(Slots shown, report_slots(draft.policy, side, settings));
    report.lists.merge(shown.lists);
    GPOTRUST_TRY_ASSIGN(report.lists[side == Side::computer ? "computer_preferences" : "user_preferences"], add_preferences(draft, registry_side));
    GPOTRUST_TRY_ASSIGN(const unsigned number, side_number(draft.policy, draft.context, side));
    report.texts[side == Side::computer ? "machine_revision" : "user_revision"] = std::to_string(number);
    return {};
}

/// The report's extensions, in the order of the example, which gives them the prefixes q1, q2, ...
constexpr std::array<const char*, 5> k_report_extensions{"computer_public_key", "computer_preferences", "computer_registry", "user_public_key",
                                                         "user_preferences"};

/// GPMC numbers the extensions' prefixes through the report: those after one that is left out move up.
std::string report_example(const Slots& report) {
    std::string example(example_of(k_report));
    char next = '1';
    for (std::size_t i = 0; i < k_report_extensions.size(); ++i) {
        const auto list = report.lists.find(k_report_extensions[i]);
        if (list == report.lists.end() || list->second.empty()) continue;
        const std::string prefix{'q', static_cast<char>('1' + i)};
        for (std::size_t at = example.find(prefix); at != std::string::npos; at = example.find(prefix, at + 2)) example[at + 1] = next;
        ++next;
    }
    return example;
}

core::Result<void> add_sides_and_report(Draft& draft) {
    Slots report;
    report.texts = {{"gpo_guid", core::to_braced_upper(draft.policy.identity.guid)},
                    {"domain", std::string(trust::domain_or_placeholder(draft.policy.identity))},
                    {"gpo_name", draft.policy.identity.name},
                    {"backup_time", backup_time(draft.context.created_at)}};
    for (const RegistrySide& side : k_registry_sides) GPOTRUST_TRY(add_side(draft, side, report));
    GPOTRUST_TRY_ASSIGN(core::Bytes document,
                        filled(k_report, report_example(report), report, {.encoding = xml::Encoding::utf16le_bom, .final_newline = false}));
    if (draft.policy.base != nullptr) {
        const core::Bytes& theirs = draft.policy.base->report ? *draft.policy.base->report : document;
        GPOTRUST_TRY_ASSIGN(document, merged_report(draft.policy, draft.context, theirs, document));
    }
    draft.files.insert_or_assign(draft.inside(k_report), std::move(document));
    return {};
}

/// Scripts, security templates, comments ... of the base, as they are.
core::Result<void> add_foreign_files(Draft& draft) {
    if (draft.policy.base == nullptr) return {};
    for (const auto& [path, content] : draft.policy.base->files) {
        auto placed = RelativePath::parse(std::string(k_root) + "/" + core::to_braced_upper(draft.context.backup_id) + "/" + path.text());
        if (!placed) return core::fail(std::move(placed).error().in(path.text()));
        draft.files.insert_or_assign(*std::move(placed), content);
    }
    return {};
}

/// GPO.cmt is shown in an edit control, which breaks lines only at CR LF.
core::Result<void> add_comment(Draft& draft) {
    if (draft.policy.comment.empty()) return {};
    GPOTRUST_TRY_ASSIGN(core::Bytes text, core::utf8_to_utf16le(with_crlf(draft.policy.comment)));
    draft.files.insert_or_assign(draft.inside(k_comment), std::move(text));
    return {};
}

}  // namespace

core::Result<core::FileTree> build(const trust::TrustPolicy& policy, const BuildContext& context) {
    GPOTRUST_TRY(version_number(context.revision));
    Draft draft{policy, context};
    GPOTRUST_TRY(add_descriptions(draft));
    GPOTRUST_TRY(add_scheme(draft));
    GPOTRUST_TRY(add_sides_and_report(draft));
    GPOTRUST_TRY(add_comment(draft));
    GPOTRUST_TRY(add_foreign_files(draft));
    return std::move(draft.files);
}

}  // namespace gpotrust::artefact::gpo_backup
