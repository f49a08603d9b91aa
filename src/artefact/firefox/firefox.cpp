// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <nlohmann/json.hpp>

#include "artefact/line_ends.hpp"
#include "artefact/ordinary_side.hpp"
#include "gpotrust/artefact/format.hpp"
#include "gpotrust/text_template/render.hpp"

namespace gpotrust::artefact {
namespace {

using core::RelativePath;
using core::Slots;
using trust::Store;
using trust::TrustedCertificate;
using trust::TrustPolicy;

// Firefox knows no counterpart of these: it has no list of refused certificates that a policy fills, and no publishers.
bool has_counterpart(Store store) { return store != Store::disallowed && store != Store::trusted_publisher; }

// Seen with Firefox ESR 153 (tests/acceptance/firefox): a self-signed certificate from the policy is trusted for its own server; one that calls itself a
// certification authority is refused there (MOZILLA_PKIX_ERROR_CA_CERT_USED_AS_END_ENTITY) and vouches for others alone.
std::string_view verdict_of(const TrustedCertificate& entry) {
    if (!has_counterpart(entry.store)) return "left out, Firefox has no such store";
    return entry.certificate.facts().is_ca ? "for what its key signs, not for a server that shows it" : "for its own server";
}

/// File names of certificates/, each once.
std::vector<std::string> installed(const TrustPolicy& policy) {
    std::vector<std::string> names;
    for (const TrustedCertificate& entry : policy.certificates) {
        if (has_counterpart(entry.store)) names.push_back(core::to_hex(entry.certificate.sha1()) + ".cer");
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

core::Result<std::string> notes(const TrustPolicy& policy, const BuildContext& context) {
    Slots slots = texts_only({{"slug", context.slug}, {"revision", std::to_string(context.revision)}});
    std::vector<Slots>& list = slots.lists["certificates"];
    for (const TrustedCertificate& entry : policy.certificates) {
        Slots line = texts_only({{"sha1", core::to_hex(entry.certificate.sha1())},
                                 {"not_after", core::to_date(entry.certificate.facts().not_after)},
                                 {"verdict", std::string(verdict_of(entry))}});
        const auto same = [&](const Slots& other) { return other.texts == line.texts; };  // one certificate in two stores
        if (std::none_of(list.begin(), list.end(), same)) list.push_back(std::move(line));
    }
    slots.flags = {{"any", !policy.certificates.empty()}};
    return text_template::render(text_template::embedded("artefact/firefox/notes.txt"), slots, text_template::Escaping::plain_text);
}

core::Result<core::FileTree> build(const TrustPolicy& policy, const BuildContext& context) {
    core::FileTree files;
    if (const std::vector<std::string> names = installed(policy); !names.empty()) {
        nlohmann::ordered_json document;
        document["policies"]["Certificates"]["Install"] = names;
        files.insert_or_assign(RelativePath::of("artefacts/firefox/policies.json"), core::to_bytes(document.dump(2) + "\n"));
    }
    GPOTRUST_TRY_ASSIGN(const std::string text, notes(policy, context));
    files.insert_or_assign(RelativePath::of("artefacts/firefox/notes.txt"), core::to_bytes(with_crlf(text)));
    return files;
}

}  // namespace

extern constinit const Format k_format_firefox{
    .id = "firefox",
    .title = "Enterprise policy for Firefox",
    .consumer = "Firefox and Thunderbird (policies.json: Certificates, Install)",
    .scopes = "computer,user",
    .how_to_apply = "artefacts/firefox/policies.json into the folder distribution beside firefox.exe, the .cer files as notes.txt tells",
    .how_to_undo = "Take the lines out of policies.json and delete the certificates in each profile",
    .leaves_behind = "The certificates in every profile that has started with the policy",
    .verified_by = "Firefox ESR 153.7.0 (Linux)",
    .is_prose = false,
    .build = build,
    .read = nullptr,
};

}  // namespace gpotrust::artefact
