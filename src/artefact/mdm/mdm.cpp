// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "artefact/line_ends.hpp"
#include "artefact/ordinary_side.hpp"
#include "gpotrust/artefact/format.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/text_template/render.hpp"
#include "gpotrust/xml/example_document.hpp"

namespace gpotrust::artefact {
namespace {

using core::FileTree;
using core::RelativePath;
using core::Slots;
using trust::Side;
using trust::Store;
using trust::TrustPolicy;

// [MS-MDE2] 2.2.9.4 and Microsoft's page "RootCATrustedCertificates CSP": nodes of the stores, then the SHA-1, then EncodedCertificate, Base64 without line ends.
constexpr std::string_view k_provider = "/Vendor/MSFT/RootCATrustedCertificates/";

std::string_view node_of(Store store) { return store == Store::disallowed ? "UntrustedCertificates" : trust::to_text(store); }

std::string uri_of(const TrustPolicy& policy, const trust::TrustedCertificate& entry) {
    const std::string_view root = managed_side(policy) == Side::computer ? "./Device" : "./User";
    return std::string(root) + std::string(k_provider) + std::string(node_of(entry.store)) + "/" + core::to_hex(entry.certificate.sha1());
}

core::Result<void> add_document(FileTree& files, const TrustPolicy& policy, std::string_view name, bool with_data) {
    Slots slots;
    std::vector<Slots>& list = slots.lists["certificates"];
    unsigned command = with_data ? 2 : 1;  // 1 is the command around the additions
    for (const trust::TrustedCertificate& entry : policy.certificates) {
        list.push_back(texts_only({{"command", std::to_string(command++)}, {"uri", uri_of(policy, entry)}}));
        if (with_data) list.back().texts["data"] = core::to_base64(entry.certificate.der());
    }
    const std::string example = "artefact/mdm/" + std::string(name);
    GPOTRUST_TRY_ASSIGN(core::Bytes document, xml::fill_example(text_template::embedded(example), slots, {}));
    files.insert_or_assign(RelativePath::of("artefacts/mdm/" + std::string(name)), std::move(document));
    return {};
}

/// RFC 4180; no field holds a comma, a quote or a line end, and none begins with what a spreadsheet takes for a formula.
std::string sheet(const TrustPolicy& policy) {
    std::string rows = "Name,Description,OMA-URI,Data type,Value\r\n";
    for (const trust::TrustedCertificate& entry : policy.certificates) {
        const std::string sha1 = core::to_hex(entry.certificate.sha1());
        rows += std::string(node_of(entry.store)) + " " + sha1 + ",ends " + core::to_date(entry.certificate.facts().not_after) + "," +
                uri_of(policy, entry) + "/EncodedCertificate,String," + core::to_base64(entry.certificate.der()) + "\r\n";
    }
    return rows;
}

core::Result<std::string> notes(const TrustPolicy& policy, const BuildContext& context) {
    Slots slots = texts_only({{"slug", context.slug},
                              {"revision", std::to_string(context.revision)},
                              {"side", managed_side(policy) == Side::computer ? "device's" : "user's"}});
    bool distrusts = false;
    std::vector<Slots>& list = slots.lists["certificates"];
    for (const trust::TrustedCertificate& entry : policy.certificates) {
        distrusts = distrusts || entry.store == Store::disallowed;
        list.push_back(texts_only({{"store", std::string(node_of(entry.store))},
                                   {"sha1", core::to_hex(entry.certificate.sha1())},
                                   {"not_after", core::to_date(entry.certificate.facts().not_after)}}));
    }
    slots.flags = {{"distrusts", distrusts},
                   {"any", !policy.certificates.empty()},
                   {"both", policy.scope == trust::Scope::both},
                   {"user", policy.scope == trust::Scope::user},
                   {"restrict_eku", policy.restrict_eku},
                   {"peer_usages", policy.peer_usages}};
    return text_template::render(text_template::embedded("artefact/mdm/notes.txt"), slots, text_template::Escaping::plain_text);
}

core::Result<FileTree> build(const TrustPolicy& policy, const BuildContext& context) {
    FileTree files;
    if (!policy.certificates.empty()) {
        GPOTRUST_TRY(add_document(files, policy, "add.xml", true));
        GPOTRUST_TRY(add_document(files, policy, "delete.xml", false));
        files.insert_or_assign(RelativePath::of("artefacts/mdm/oma-uri.csv"), core::to_bytes(sheet(policy)));
    }
    GPOTRUST_TRY_ASSIGN(const std::string text, notes(policy, context));
    files.insert_or_assign(RelativePath::of("artefacts/mdm/notes.txt"), core::to_bytes(with_crlf(text)));
    return files;
}

}  // namespace

extern constinit const Format k_format_mdm{
    .id = "mdm",
    .title = "Device management (MDM): SyncML and OMA-URI table",
    .consumer = "Intune and other MDM services for Windows 10 1511 and later (RootCATrustedCertificates)",
    .scopes = "computer,user",
    .how_to_apply = "Intune: one custom OMA-URI setting per row of artefacts/mdm/oma-uri.csv; services that take SyncML: add.xml",
    .how_to_undo = "Send delete.xml, or remove the settings and check one device",
    .leaves_behind = "The certificates, until they are deleted by their own node",
    .verified_by = "",
    .is_prose = false,
    .build = build,
    .read = nullptr,
};

}  // namespace gpotrust::artefact
