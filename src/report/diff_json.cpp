// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <utility>

#include "gpotrust/core/text.hpp"
#include "report/json_parts.hpp"
#include "report/settings_text.hpp"

namespace gpotrust::report {
namespace {

using audit::ComparedCertificate;
using audit::ComparedFile;
using audit::ComparedProperty;
using audit::ComparedSetting;
using audit::ScopedSetting;

constexpr std::size_t k_longest_data = 65'536;  // octets

Json scope_of(const std::optional<trust::Side>& side) { return side ? Json(trust::to_text(*side)) : Json(nullptr); }

/// The shape of `inspect`, with the data and what a comparison knows.
Json setting_json(const ScopedSetting& scoped, const ComparedSetting& one, bool undone) {
    Json json = to_json_value(scoped);
    json["scope"] = scope_of(one.side);
    json["text"] = shown_data(scoped.setting);
    json["data"] = scoped.setting.data.size() <= k_longest_data ? Json(core::to_hex_upper(scoped.setting.data)) : Json(nullptr);
    if (!scoped.preference.empty()) json["preference"] = scoped.preference;
    if (!scoped.targeting.empty()) json["targeting"] = scoped.targeting;
    json["undone"] = undone;
    json["empty_store_key"] = one.is_skeleton;
    return json;
}

Json single(const ComparedSetting& one) {
    return one.after != nullptr ? setting_json(*one.after, one, one.undone_after) : setting_json(*one.before, one, one.undone_before);
}

Json singles(const std::vector<ComparedSetting>& settings) {
    Json list = Json::array();
    for (const ComparedSetting& one : settings) list.push_back(single(one));
    return list;
}

Json changes(const std::vector<ComparedSetting>& settings) {
    Json list = Json::array();
    for (const ComparedSetting& one : settings)
        list.push_back({{"scope", scope_of(one.side)},
                        {"key", one.after->setting.key},
                        {"value", one.after->setting.value},
                        {"before", setting_json(*one.before, one, one.undone_before)},
                        {"after", setting_json(*one.after, one, one.undone_after)}});
    return list;
}

Json property_json(const ComparedProperty& property) {
    const auto value = [](const trust::Property* one) { return one != nullptr ? Json(core::to_hex_upper(one->value)) : Json(nullptr); };
    return {{"id", static_cast<std::uint32_t>(property.id)},
            {"name", certificate::name_of(property.id)},
            {"before", value(property.before)},
            {"after", value(property.after)}};
}

Json certificate_json(const ComparedCertificate& one) {
    const ScopedSetting& entry = one.entry.after != nullptr ? *one.entry.after : *one.entry.before;
    Json json = to_json_value(one.shown());
    json["scope"] = scope_of(one.entry.side);
    json["registry_key"] = entry.setting.key;
    if (!entry.preference.empty()) json["preference"] = entry.preference;
    return json;
}

Json certificates_json(const std::vector<ComparedCertificate>& certificates) {
    Json list = Json::array();
    for (const ComparedCertificate& one : certificates) list.push_back(certificate_json(one));
    return list;
}

Json kept_json(const std::vector<ComparedCertificate>& certificates) {
    Json list = Json::array();
    for (const ComparedCertificate& one : certificates) {
        Json json = certificate_json(one);
        json["same"] = !one.blob_differs;
        json["property_changes"] = Json::array();
        for (const ComparedProperty& property : one.properties) json["property_changes"].push_back(property_json(property));
        list.push_back(std::move(json));
    }
    return list;
}

Json file_json(const audit::OtherFile& file) {
    return {{"path", audit::path_in_gpo(file.path)}, {"size", file.octets}, {"sha256", core::to_hex(file.sha256)}};
}

Json files_json(const std::vector<ComparedFile>& files) {
    Json list = Json::array();
    for (const ComparedFile& one : files) {
        if (one.before != nullptr && one.after != nullptr)
            list.push_back({{"path", audit::path_in_gpo(one.after->path)}, {"before", file_json(*one.before)}, {"after", file_json(*one.after)}});
        else
            list.push_back(file_json(one.shown()));
    }
    return list;
}

Json facts_json(const std::vector<audit::ComparedFact>& facts) {
    Json list = Json::array();
    for (const audit::ComparedFact& fact : facts)
        list.push_back({{"what", fact.what}, {"before", fact.before}, {"after", fact.after}, {"matters", fact.matters}});
    return list;
}

void add_difference(Json& data, const audit::Difference& difference) {
    const auto& [certificates, settings, files, facts, notes, same_settings, same_files] = difference;
    data["identical"] = difference.is_empty();
    data["certificates"] = {{"added", certificates_json(certificates.added)},
                            {"kept", kept_json(certificates.kept)},
                            {"removed", certificates_json(certificates.removed)}};
    data["settings"] = {{"added", singles(settings.added)}, {"changed", changes(settings.changed)}, {"lost", singles(settings.lost)}};
    data["files"] = {{"added", files_json(files.added)}, {"changed", files_json(files.changed)}, {"lost", files_json(files.lost)}};
    data["facts"] = facts_json(facts);
    data["notes"] = notes;
    data["same_settings"] = same_settings;
    data["same_files"] = same_files;
}

Json side_json(const std::string& path, const audit::InspectedItem& item) {
    return {{"path", path}, {"kind", item.kind.empty() ? Json(nullptr) : Json(item.kind)}};
}

}  // namespace

std::string to_json(const DiffOutcome& outcome, const JsonEnvelope& envelope) {
    Json data{{"before", side_json(outcome.before_path, outcome.before)}, {"after", side_json(outcome.after_path, outcome.after)}};
    if (outcome.difference)
        add_difference(data, *outcome.difference);
    else
        data["identical"] = nullptr;
    if (outcome.error) data["error"] = to_json_value(*outcome.error);
    return in_envelope("diff", std::move(data), envelope);
}

}  // namespace gpotrust::report
