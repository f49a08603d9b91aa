// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/asn1.hpp"
#include "certificate/contents.hpp"
#include "certificate/der.hpp"
#include "certificate/facts.hpp"
#include "certificate/finding_kinds.hpp"
#include "crypto/error_queue.hpp"

namespace gpotrust::certificate {
namespace {

auto malformed(const char* message) {
    return fail_as(k_export_malformed, message, "export the certificate again, as \"DER encoded binary X.509 (.CER)\" or as PKCS #7 (.P7B)");
}

constexpr std::string_view k_trust_list = "1.3.6.1.4.1.311.10.1";
constexpr std::string_view k_authenticode = "1.3.6.1.4.1.311.2.1.4";

// An empty SET says that nothing was signed: the message only carries certificates (RFC 5652 5.1).
bool has_signers(const asn1::SignedData& signed_data) {
    if (signed_data.signers->type != V_ASN1_SET) return false;
    core::BytesView encoded = crypto::octets_of(*signed_data.signers->value.set);
    const auto set = der::next_element(encoded);
    return set && !set->content.empty() && set->content[0] == der::k_sequence;
}

// What it is in place of a bag of certificates; empty if it is one.
std::string_view other_purpose(const asn1::SignedData& signed_data) {
    const auto encoded = asn1::sequence(signed_data.content_info);
    const auto inner = encoded ? asn1::decode<asn1::ContentInfoHandle>(*encoded, asn1::ContentInfo_it()) : nullptr;
    const std::string type = inner == nullptr ? std::string() : dotted(*inner->type);
    if (type == k_trust_list) return "a catalog or certificate trust list (.cat, .ctl, .stl)";
    if (type == k_authenticode) return "an Authenticode signature";
    return has_signers(signed_data) ? "a signature or signed message (.p7s, .p7m)" : std::string_view();
}

}  // namespace

core::Result<Contents> read_pkcs7(core::BytesView encoded) {
    const crypto::ErrorQueueScope errors;
    const auto info = asn1::decode<asn1::ContentInfoHandle>(encoded, asn1::ContentInfo_it());
    if (info == nullptr) return malformed("a PKCS#7 file that cannot be decoded");
    const auto content = asn1::sequence(info->content);
    if (OBJ_obj2nid(info->type) != NID_pkcs7_signed || !content) return not_a_certificate("a PKCS#7 message without signed data");
    const auto signed_data = asn1::decode<asn1::SignedDataHandle>(*content, asn1::SignedData_it());
    if (signed_data == nullptr) return malformed("a PKCS#7 file whose SignedData cannot be decoded");
    if (const std::string_view purpose = other_purpose(*signed_data); !purpose.empty()) return not_a_certificate(purpose);
    Contents contents;
    contents.kind = ExportKind::pkcs7;
    const OPENSSL_STACK* certificates = signed_data->certificates;
    for (int i = 0; certificates != nullptr && i < OPENSSL_sk_num(certificates); ++i) {
        // CMS allows other choices than X.509 here (RFC 5652 10.2.2); they have context tags.
        const auto der = asn1::sequence(&asn1::at<ASN1_TYPE>(*certificates, i));
        if (der) GPOTRUST_TRY(add_certificate(contents, *der));
    }
    const int lists = signed_data->lists == nullptr ? 0 : OPENSSL_sk_num(signed_data->lists);
    if (lists > 0 && contents.certificate_count == 0) return not_a_certificate("a PKCS#7 file with revocation lists only");
    if (lists > 0) contents.findings.push_back(core::make_finding(k_lists_skipped, "revocation lists " + std::to_string(lists)));
    return contents;
}

}  // namespace gpotrust::certificate
