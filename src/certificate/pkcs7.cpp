// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/asn1.hpp"
#include "certificate/contents.hpp"
#include "certificate/finding_kinds.hpp"
#include "crypto/error_queue.hpp"

namespace gpotrust::certificate {
namespace {

auto malformed(const char* message) {
    return fail_as(k_export_malformed, message, "export the certificate again, as \"DER encoded binary X.509 (.CER)\" or as PKCS #7 (.P7B)");
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
    Contents contents;
    contents.kind = ExportKind::pkcs7;
    const OPENSSL_STACK* certificates = signed_data->certificates;
    for (int i = 0; certificates != nullptr && i < OPENSSL_sk_num(certificates); ++i) {
        // CMS allows other choices than X.509 here (RFC 5652 10.2.2); they have context tags.
        const auto der = asn1::sequence(&asn1::at<ASN1_TYPE>(*certificates, i));
        if (der) GPOTRUST_TRY(add_certificate(contents, *der));
    }
    return contents;
}

}  // namespace gpotrust::certificate
