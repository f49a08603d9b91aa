// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// SARIF 2.1.0 (OASIS Standard, March 2020); section numbers are its.
#include <algorithm>
#include <map>

#include "gpotrust/core/text.hpp"
#include "gpotrust/crypto/digests.hpp"
#include "gpotrust/report/catalogue.hpp"
#include "report/json_parts.hpp"

namespace gpotrust::report {
namespace {

using audit::Diagnosis;

/// 3.27.10.
std::string_view level_of(core::Severity severity) {
    switch (severity) {
        case core::Severity::error:
            return "error";
        case core::Severity::warning:
            return "warning";
        case core::Severity::info:
            break;
    }
    return "note";
}

/// A path as part of a URI (RFC 3986 3.3): '/' stays, what is not unreserved is escaped.
std::string escaped(std::string_view path) {
    constexpr std::string_view k_digits = "0123456789ABCDEF";
    std::string uri;
    for (const char c : path) {
        const bool plain =
            (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || std::string_view("-._~/").find(c) != std::string_view::npos;
        if (plain) {
            uri += c;
        } else if (c == '\\') {
            uri += '/';
        } else {
            const auto octet = static_cast<unsigned char>(c);
            uri += '%';
            uri += k_digits[octet >> 4U];
            uri += k_digits[octet & 15U];
        }
    }
    return uri;
}

/// The path with a slash behind it, as a base (3.14.14).
std::string base_uri(std::string_view path) {
    std::string uri = escaped(path);
    if (uri.size() > 1 && uri[1] == '%') uri.replace(1, 3, ":");  // a drive's colon
    if (!uri.starts_with('/')) uri.insert(0, "/");
    if (!uri.ends_with('/')) uri += '/';
    return (uri.starts_with("//") ? "file:" : "file://") + uri;
}

bool is_separator(char c) { return c == '/' || c == '\\'; }

/// The paths that were given, by the names results refer to them; a single file's base is its folder.
class Bases {
public:
    explicit Bases(const DoctorOutcome& outcome) {
        for (const std::string& path : outcome.paths) m_paths.push_back(path);
    }

    [[nodiscard]] Json location_of(const std::string& path) const {
        for (std::size_t i = 0; i < m_paths.size(); ++i) {
            const std::string& base = m_paths[i];
            const bool below = path.starts_with(base) && path.size() > base.size() && is_separator(path[base.size()]);
            if (below) return {{"uri", escaped(std::string_view(path).substr(base.size() + 1))}, {"uriBaseId", name_of(i)}};
        }
        std::string uri = base_uri(path);
        uri.pop_back();
        return {{"uri", uri}};
    }

    [[nodiscard]] Json definitions() const {
        Json bases = Json::object();
        for (std::size_t i = 0; i < m_paths.size(); ++i) bases[name_of(i)] = {{"uri", base_uri(m_paths[i])}};
        return bases;
    }

private:
    static std::string name_of(std::size_t index) { return "PATH" + std::to_string(index + 1); }
    std::vector<std::string> m_paths = {};
};

/// "HKLM\Software\...\Blob"; the side alone decides the hive.
std::string full_name(const audit::Place& place) {
    std::string name;
    if (place.side) name = *place.side == trust::Side::computer ? "HKLM\\" : "HKCU\\";
    name += place.key;
    return place.value.empty() ? name : name + "\\" + place.value;
}

Json location_json(const Diagnosis& diagnosis, const Bases& bases) {
    Json physical{{"artifactLocation", bases.location_of(diagnosis.finding.path)}};
    if (diagnosis.place.offset) physical["region"] = {{"byteOffset", *diagnosis.place.offset}};
    Json location{{"physicalLocation", std::move(physical)}};
    if (!diagnosis.place.key.empty())
        location["logicalLocations"] = Json::array({{{"fullyQualifiedName", full_name(diagnosis.place)}, {"kind", "registry value"}}});
    else if (!diagnosis.place.element.empty())
        location["logicalLocations"] = Json::array({{{"fullyQualifiedName", diagnosis.place.element}, {"kind", "element"}}});
    return location;
}

/// The same finding has the same fingerprint on the next run, wherever the folder lies by then (3.27.17). What is said of a certificate counts its days and is left out: its SHA-1 stands for it.
std::string fingerprint(const Diagnosis& diagnosis, const Json& artifact) {
    const std::string_view what = diagnosis.sha1.empty() ? std::string_view(diagnosis.finding.message) : std::string_view(diagnosis.sha1);
    const std::string text = diagnosis.finding.code + "\n" + artifact["uri"].get<std::string>() + "\n" + core::ascii_lower(diagnosis.place.key) +
                             "\n" + core::ascii_lower(diagnosis.place.value) + "\n" + diagnosis.place.element + "\n" + std::string(what);
    return core::to_hex(crypto::sha256(core::as_bytes(text)));
}

/// Rules by code, in the order of the codes (3.19.23).
struct Rules {
    Json list = Json::array();
    std::map<std::string, std::size_t, std::less<>> index = {};
};

Rules rules_of(const DoctorOutcome& outcome) {
    std::map<std::string, core::Finding> found;
    for (const Diagnosis& diagnosis : outcome.diagnoses) found.emplace(diagnosis.finding.code, diagnosis.finding);
    for (const core::FindingKind* kind : all_finding_kinds()) {
        const auto known = found.find(std::string(kind->code));
        if (known != found.end()) known->second = core::make_finding(*kind);  // the catalogue's words, not those of one case
    }
    Rules rules;
    for (const auto& [code, finding] : found) {
        rules.index.emplace(code, rules.list.size());
        Json rule{{"id", code}, {"shortDescription", {{"text", finding.message}}}};
        if (!finding.source.empty()) rule["fullDescription"] = {{"text", finding.message + " (" + finding.source + ")"}};
        if (!finding.hint.empty()) rule["help"] = {{"text", finding.hint}};
        rule["defaultConfiguration"] = {{"level", level_of(finding.severity)}};
        rules.list.push_back(std::move(rule));
    }
    return rules;
}

Json result_json(const Diagnosis& diagnosis, const Rules& rules, const Bases& bases) {
    Json location = location_json(diagnosis, bases);
    const std::string print = fingerprint(diagnosis, location["physicalLocation"]["artifactLocation"]);
    return {{"ruleId", diagnosis.finding.code},
            {"ruleIndex", rules.index.at(diagnosis.finding.code)},
            {"level", level_of(diagnosis.finding.severity)},
            {"message", {{"text", diagnosis.finding.message}}},
            {"locations", Json::array({std::move(location)})},
            {"partialFingerprints", {{"gpotrustFinding/v1", print}}}};
}

Json notification_json(const core::Error& error) { return {{"level", "error"}, {"message", {{"text", error.text()}}}}; }

}  // namespace

std::string to_sarif(const DoctorOutcome& outcome, std::string_view tool_version) {
    const Rules rules = rules_of(outcome);
    const Bases bases(outcome);
    Json results = Json::array();
    for (const Diagnosis& diagnosis : outcome.diagnoses) results.push_back(result_json(diagnosis, rules, bases));
    Json notifications = Json::array();
    for (const core::Error& error : outcome.errors) notifications.push_back(notification_json(error));
    const Json document{{"$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"},
                        {"version", "2.1.0"},
                        {"runs", Json::array({{{"tool", {{"driver", {{"name", "gpotrust"}, {"version", tool_version}, {"rules", rules.list}}}}},
                                               {"invocations", Json::array({{{"executionSuccessful", outcome.errors.empty()},
                                                                             {"endTimeUtc", core::to_iso8601(outcome.now)},
                                                                             {"toolExecutionNotifications", std::move(notifications)}}})},
                                               {"originalUriBaseIds", bases.definitions()},
                                               {"columnKind", "utf16CodeUnits"},
                                               {"results", std::move(results)}}})}};
    return document.dump(2, ' ', true, Json::error_handler_t::replace) + "\n";
}

}  // namespace gpotrust::report
