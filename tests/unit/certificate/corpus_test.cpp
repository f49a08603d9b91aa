// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Real files of a dozen projects against an index that was made with OpenSSL, GnuTLS and Python (corpus/certs/INDEX.tsv).
#include <algorithm>
#include <map>
#include <set>

#include "fixtures.hpp"
#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using certificate::KeyEvidence;
using certificate::SelfSignature;
using test::Row;

namespace {

const std::set<std::string> k_kinds = {"pfx", "cert-der", "cert-pem", "p7b-der", "p7b-pem", "sst", "serialized-cert"};

// Where we and the index differ, and who is right. A reason that is not here is a failure, and so is one that no longer occurs.
constexpr const char* k_short_time = "time without seconds: OpenSSL before 3.4 (the index) takes it, RFC 5280 4.1.2.5.1 does not";
constexpr const char* k_opens =
    "opens, where the index has nothing: `openssl pkcs12` stops at files without a MAC, or knows no PBMAC1; the content is there";
constexpr const char* k_trusted =
    "TRUSTED CERTIFICATE: the index hashed OpenSSL's trust settings behind the certificate as well; the thumbprint is of the certificate";
constexpr const char* k_other_key = "a signature that does not fit the kind of key: `openssl verify` cannot say; it cannot be valid";
constexpr const char* k_zone_offset = "time with a zone offset: the index shows the digits as they stand; we convert to UTC";
const std::set<std::string> k_always_seen = {k_opens, k_trusted, k_other_key, k_zone_offset};

std::optional<KeyEvidence> expected_evidence(const std::string& key_match) {
    if (key_match == "match" || key_match == "match-modulus-only") return KeyEvidence::proven;
    if (key_match == "no-match") return KeyEvidence::mismatch;
    if (key_match == "public-only" || key_match == "no-key") return KeyEvidence::not_provable;
    return std::nullopt;
}

std::optional<SelfSignature> expected_self_signature(const std::string& text) {
    const std::map<std::string, SelfSignature> words = {{"ok", SelfSignature::valid},
                                                        {"bad-signature", SelfSignature::invalid},
                                                        {"cannot-verify", SelfSignature::unverifiable},
                                                        {"not-self-issued", SelfSignature::not_self_issued}};
    const auto found = words.find(text);
    return found == words.end() ? std::nullopt : std::optional(found->second);
}

std::string digits(core::UtcTime time) {
    std::string text;
    for (const char c : core::to_iso8601(time)) {
        if (c >= '0' && c <= '9') text += c;
    }
    return text;
}

// The index shows the digits of times with a zone offset as they stand in the file; RFC 5280 wants Z, and we convert.
bool has_zone_offset(const certificate::Certificate& certificate, const std::string& indexed) {
    const std::string der(core::as_text(certificate.der()));
    const std::string hours_and_minutes = indexed.substr(2, 10);
    for (const char sign : {'+', '-'}) {
        if (der.find(indexed + sign) != std::string::npos || der.find(indexed.substr(2) + sign) != std::string::npos) return true;
        if (der.find(hours_and_minutes + sign) != std::string::npos) return true;
    }
    return false;
}

// The index shows the octets of the INTEGER: with the 00 that keeps a number positive, in two's complement if it is negative.
bool is_serial(const std::string& magnitude, const std::string& octets) {
    if (magnitude.starts_with("-")) return octets.at(0) >= '8';
    return octets == magnitude || octets == "00" + magnitude;
}

// In the first PEM block: a UTCTime of 11 octets or a GeneralizedTime of 13, each ending in Z.
bool has_time_without_seconds(const core::Bytes& pem) {
    const std::string_view text = core::as_text(pem);
    const std::size_t begin = text.find("CERTIFICATE-----\n");
    const std::size_t end = text.find("-----END");
    if (begin == std::string_view::npos || end == std::string_view::npos) return false;
    const auto der = core::parse_base64(text.substr(begin + 17, end - begin - 17));
    for (std::size_t i = 0; der && i + 15 < der->size(); ++i) {
        const auto& octets = *der;
        if (octets[i] == 0x17 && octets[i + 1] == 11 && octets[i + 12] == 'Z') return true;
        if (octets[i] == 0x18 && octets[i + 1] == 13 && octets[i + 14] == 'Z') return true;
    }
    return false;
}

class Comparison {
public:
    Comparison(const Row& row, const core::Bytes& file) : m_row(row), m_file(file) {}

    void run() {
        const std::string& password = m_row.at("password");
        const auto secret = core::SecretBytes::copy_of(password == "?" ? "" : password);
        const auto result = certificate::open_export(m_file, &secret);
        if (!result) return compare_error(result.error());
        compare_evidence(*result);
        compare_leaf(*result);
    }
    [[nodiscard]] const std::vector<std::string>& disagreements() const { return m_disagreements; }
    [[nodiscard]] const std::vector<std::string>& explained() const { return m_explained; }

private:
    void compare_error(const core::Error& error) {
        if (error.message.empty() || error.code == core::ErrorCode::internal) disagree("an error without a message");
        if (m_row.at("leaf_openssl_parse") != "yes") return;
        const bool short_time = error.finding_code == "CERT_PARSE" && has_time_without_seconds(m_file);
        short_time ? explain(k_short_time) : disagree("does not open: " + error.text());
    }

    void compare_evidence(const certificate::Export& result) {
        const auto expected = expected_evidence(m_row.at("key_match"));
        if (expected && *expected != result.key_evidence) disagree("evidence " + std::string(to_text(result.key_evidence)));
        if (m_row.at("leaf_openssl_parse") != "yes") explain(k_opens);
    }

    void compare_leaf(const certificate::Export& result) {
        const auto leaf = std::find_if(result.certificates.begin(), result.certificates.end(),
                                       [this](const auto& found) { return core::to_hex(found.certificate.sha1()) == m_row.at("leaf_sha1"); });
        if (m_row.at("leaf_sha1").empty()) return;
        if (leaf == result.certificates.end()) {
            const bool trusted = core::as_text(m_file).find("BEGIN TRUSTED CERTIFICATE") != std::string_view::npos;
            return trusted ? explain(k_trusted) : disagree("the certificate is missing");
        }
        if (result.key_evidence == KeyEvidence::proven && m_row.at("n_keys") == "1" && leaf->key_evidence != KeyEvidence::proven)
            disagree("another is proven");
        compare_facts(leaf->certificate);
    }

    void compare_facts(const certificate::Certificate& certificate) {
        const auto& facts = certificate.facts();
        const auto expected = expected_self_signature(m_row.at("selfsig_openssl"));
        const bool wrong_kind = facts.signature_algorithm.starts_with("ecdsa") && facts.key.algorithm == certificate::PublicKey::Algorithm::rsa;
        if (expected && *expected != facts.self_signature) wrong_kind ? explain(k_other_key) : disagree("self-signature");
        compare_time(certificate, facts.not_before, "not_before");
        compare_time(certificate, facts.not_after, "not_after");
        if (!is_serial(facts.serial_hex, core::ascii_upper(m_row.at("serial_hex")))) disagree("serial " + facts.serial_hex);
    }

    void compare_time(const certificate::Certificate& certificate, core::UtcTime time, const char* column) {
        const std::string& indexed = m_row.at(column);
        if (digits(time) == indexed) return;
        has_zone_offset(certificate, indexed) ? explain(k_zone_offset) : disagree(std::string(column) + " " + digits(time));
    }

    void disagree(std::string what) { m_disagreements.push_back(std::move(what)); }
    void explain(std::string what) { m_explained.push_back(std::move(what)); }

    const Row& m_row;
    const core::Bytes& m_file;
    std::vector<std::string> m_disagreements;
    std::vector<std::string> m_explained;
};

}  // namespace

TEST_CASE("corpus: every indexed export opens as the index says, or the reason for the difference is known") {
    GPOTRUST_NEED_CORPUS(corpus);
    const core::Bytes index = test::file_bytes(corpus / "certs" / "INDEX.tsv");
    std::map<std::string, int> explained;
    int compared = 0;
    for (const auto& row : test::read_table(core::as_text(index))) {
        if (k_kinds.count(row.at("kind")) == 0) continue;
        const core::Bytes file = test::file_bytes(corpus / "certs" / row.at("file"));
        Comparison comparison(row, file);
        comparison.run();
        ++compared;
        for (const auto& reason : comparison.explained()) ++explained[reason];
        for (const auto& what : comparison.disagreements()) FAIL_CHECK(row.at("file") << ": " << what);
    }
    CHECK(compared > 100);
    std::set<std::string> reasons;
    for (const auto& [reason, count] : explained) {
        if (reason != k_short_time) reasons.insert(reason);  // depends on the OpenSSL at hand
    }
    CHECK(reasons == k_always_seen);
}

TEST_CASE("corpus: what the index does not cover never harms either") {
    GPOTRUST_NEED_CORPUS(corpus);
    const auto password = core::SecretBytes::copy_of(test::k_password);
    for (const auto& path : test::files_ending(corpus / "certs", "")) {
        const core::Bytes file = test::file_bytes(path);
        const auto result = certificate::open_export(file, &password);
        if (result) continue;
        INFO(path.generic_string());
        CHECK(result.error().code != core::ErrorCode::internal);
        CHECK_FALSE(result.error().message.empty());
    }
}
