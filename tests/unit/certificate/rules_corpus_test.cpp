// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The certificates that zlint tests its lints with: their names say what is wrong with them.
#include <algorithm>

#include "fixtures.hpp"
#include "gpotrust/certificate/assess.hpp"
#include "gpotrust/certificate/export.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using core::Severity;

namespace {

struct Row {
    const char* file;
    const char* code;
    Severity severity;
};

// Left out: eeServerCertValidOver398, which is valid for 398 days to the second. zlint counts the last second as one more; people who say "398 days" do not.
const std::vector<Row> k_rows = {
    {"SANDNSAsterisk", "CERT_SAN_WILDCARD", Severity::error},
    {"SANDNSDuplicate", "CERT_SAN_DUPLICATE", Severity::info},
    {"SANDNSNotIA5String", "CERT_SAN_NOT_IA5", Severity::error},
    {"SANDNSNull", "CERT_SAN_NUL", Severity::error},
    {"SANDNSPeriod", "CERT_SAN_BAD_LABEL", Severity::warning},
    {"SANDNSTooLong", "CERT_SAN_TOO_LONG", Severity::warning},
    {"SANDNSWrongWildcard", "CERT_SAN_WILDCARD", Severity::error},
    {"SANIPv4Address", "CERT_SAN_IP", Severity::info},
    {"SANNoEntries", "CERT_SAN_EMPTY", Severity::error},
    {"SANSubjectEmptyNotCritical", "CERT_SUBJECT_EMPTY", Severity::warning},
    {"SANWithSpaceDNS", "CERT_SAN_BAD_LABEL", Severity::warning},
    {"CNWithoutSANSeptember2021", "CERT_SAN_MISSING", Severity::error},
    {"allUIDv1", "CERT_UNIQUE_ID", Severity::warning},
    {"issuerUID", "CERT_UNIQUE_ID", Severity::warning},
    {"badRsaExp", "CERT_KEY_RSA_PARAMS", Severity::error},
    {"badRsaExpLength", "CERT_KEY_RSA_PARAMS", Severity::error},
    {"evenRsaMod", "CERT_KEY_RSA_PARAMS", Severity::error},
    {"rsaFermatFactorizationSusceptible", "CERT_KEY_RSA_PARAMS", Severity::error},
    {"certVersion1NoExtensions", "CERT_VERSION", Severity::warning},
    {"certVersion2WithExtension", "CERT_VERSION", Severity::error},
    {"certVersion4WithExtension", "CERT_VERSION", Severity::error},
    {"dnsNameBadCharacterInLabel", "CERT_SAN_BAD_LABEL", Severity::warning},
    {"dnsNameEmptyLabel", "CERT_SAN_BAD_LABEL", Severity::warning},
    {"dnsNameHyphenBeginningSLD", "CERT_SAN_BAD_LABEL", Severity::warning},
    {"dnsNameLabelTooLong", "CERT_SAN_TOO_LONG", Severity::warning},
    {"dnsNameUnderscoreInSLD", "CERT_SAN_UNDERSCORE", Severity::warning},
    {"dnsNameWildcardNotOnlyInLeftLabel", "CERT_SAN_WILDCARD", Severity::error},
    {"dsaCert", "CERT_KEY_TYPE", Severity::error},
    {"ecdsaP224", "CERT_KEY_CURVE", Severity::warning},
    {"eccP521", "CERT_KEY_CURVE", Severity::warning},
    {"empty_seq_of_san", "CERT_SAN_EMPTY", Severity::error},
    {"extSANDuplicated", "CERT_EXT_DUPLICATE", Severity::error},
    {"extUnknownDuplicatedCritical", "CERT_EXT_UNKNOWN_CRITICAL", Severity::error},
    {"generalizedNoSeconds", "CERT_TIME_ENCODING", Severity::warning},
    {"generalizedNotZulu", "CERT_TIME_ENCODING", Severity::warning},
    {"generalizedPrior2050", "CERT_TIME_ENCODING", Severity::warning},
    {"utcNoSeconds", "CERT_TIME_ENCODING", Severity::warning},
    {"utcNotZulu", "CERT_TIME_ENCODING", Severity::warning},
    {"idnCorrectUnicode", "CERT_SAN_IDN", Severity::warning},
    {"idnMalformedUnicode", "CERT_SAN_IDN", Severity::error},
    {"incorrect_unused_bits_in_ku_encoding", "CERT_KU_ENCODING", Severity::warning},
    {"keyUsageNoBits", "CERT_KU_ENCODING", Severity::warning},
    {"keyUsageCertSignEndEntity", "CERT_BC_CA", Severity::error},
    {"md5WithRSASignatureAlgorithm", "CERT_SIG_MD5", Severity::error},
    {"sha1WithRSASignatureAlgorithm", "CERT_SIG_SHA1", Severity::warning},
    {"mismatchingSigAlgsBadOID", "CERT_SIGALG_MISMATCH", Severity::error},
    {"mismatchingSigAlgsBadParams", "CERT_SIGALG_MISMATCH", Severity::error},
    {"serialNumberLarge", "CERT_SERIAL_LONG", Severity::warning},
    {"serialNumberLargeDueToSignedMSB", "CERT_SERIAL_LONG", Severity::warning},
    {"serialNumberNegative", "CERT_SERIAL_NEGATIVE", Severity::warning},
    {"serialNumberZero", "CERT_SERIAL_ZERO", Severity::warning},
    {"subjectDNNotPrintableCharacters", "CERT_NAME_STRING", Severity::warning},
    {"validityNegative", "CERT_VALIDITY_ORDER", Severity::error},
};

core::Result<certificate::Export> opened_pem(const std::filesystem::path& corpus, const char* name) {
    return certificate::open_export(test::file_bytes(corpus / "certs" / "zmap_zlint" / (std::string(name) + ".pem")), nullptr);
}

// OpenSSL 3.5 refuses times without seconds, 3.0 reads them.
bool is_refused_time(const std::filesystem::path& corpus, const Row& row) {
    if (std::string_view(row.file).find("NoSeconds") == std::string_view::npos) return false;
    const auto opened = opened_pem(corpus, row.file);
    return !opened && opened.error().finding_code == "CERT_PARSE";
}

std::vector<core::Finding> judged(const std::filesystem::path& corpus, const char* name) {
    const auto opened = opened_pem(corpus, name);
    REQUIRE(opened.has_value());
    return certificate::assess(opened->certificates.front().certificate, {.now = core::parse_utc_time("2026-11-22T15:10:00Z").value()});
}

bool says(const std::vector<core::Finding>& findings, std::string_view code, Severity severity) {
    return std::any_of(findings.begin(), findings.end(),
                       [&](const core::Finding& finding) { return finding.code == code && finding.severity == severity; });
}

}  // namespace

TEST_CASE("rules: what zlint's own certificates are named after is found in them") {
    GPOTRUST_NEED_CORPUS(corpus);
    for (const Row& row : k_rows) {
        INFO(row.file << " " << row.code);
        if (is_refused_time(corpus, row)) continue;
        CHECK(says(judged(corpus, row.file), row.code, row.severity));
    }
}

TEST_CASE("rules: what zlint's certificates are named after not having is not found in them") {
    GPOTRUST_NEED_CORPUS(corpus);
    CHECK_FALSE(says(judged(corpus, "eeServerCertValidEqual398"), "CERT_VALIDITY_LONG", Severity::info));
    CHECK_FALSE(says(judged(corpus, "utcHasSeconds"), "CERT_TIME_ENCODING", Severity::warning));
    CHECK_FALSE(says(judged(corpus, "oddRsaMod"), "CERT_KEY_RSA_PARAMS", Severity::error));
    CHECK_FALSE(says(judged(corpus, "eccP256"), "CERT_KEY_CURVE", Severity::warning));
    CHECK_FALSE(says(judged(corpus, "DNSFQDN"), "CERT_SAN_BAD_LABEL", Severity::warning));
}
