// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// The verdicts of the corpus' index in our words (docs/explanation/reading-exports.md 7), and what must hold for whole families of files.
#include <algorithm>
#include <map>
#include <set>

#include "fixtures.hpp"
#include "gpotrust/certificate/outline.hpp"
#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using test::Row;

namespace {

using Words = std::set<std::string>;

// The first word of the index' verdict -> what we may say. "proven", "not_provable" and "mismatch" are exports that open.
const std::map<std::string, Words> k_mapping = {
    {"EXPORTABLE-PROVEN", {"proven"}},
    {"EXPORTABLE-PROVEN(modulus;", {"proven EXPORT_PROVEN_SPKI_DIFFERS"}},
    {"NOT-PROVABLE(public-only)", {"not_provable"}},
    {"NOT-PROVABLE(cert-only", {"not_provable"}},
    {"PUBLIC-ONLY", {"not_provable"}},
    {"LEAKS-KEY_PROV_INFO", {"not_provable EXPORT_HINT_KEYREF"}},
    {"KEY-MISMATCH", {"mismatch"}},
    {"KEY-WITHOUT-CERT", {"KEY_WITHOUT_CERT"}},
    {"EMPTY-OR-PARTIAL", {"EMPTY_PFX", "CERT_MISSING"}},
    {"NO-CERT", {"CERT_MISSING", "NOT_A_CERTIFICATE"}},
    {"UNPARSABLE-CERT", {"CERT_PARSE", "NOT_A_CERTIFICATE"}},
    {"MALFORMED", {"PFX_MALFORMED"}},
    // `openssl pkcs12` said nothing better about these: no MAC and nothing it wants, bags of other kinds, an encrypted envelope, plain garbage.
    {"MALFORMED-OR-UNSUPPORTED", {"PFX_UNSUPPORTED", "CERT_MISSING", "NOT_A_CERTIFICATE", "PASSWORD_NEEDED", "not_provable"}},
    // PBMAC1, which the OpenSSL of the index does not know: a key that is too short, and passwords the index does not have.
    {"UNREADABLE", {"PFX_MALFORMED", "PASSWORD_NEEDED"}},
    {"WRONG-OR-UNKNOWN-PASSWORD", {"PASSWORD_NEEDED"}},
    {"PROTECTED-TO-PRINCIPAL", {"PROTECTED_TO_PRINCIPAL"}},
};

std::vector<Row> rows_of(const std::filesystem::path& corpus) {
    auto table = test::read_table(core::as_text(test::file_bytes(corpus / "certs" / "INDEX.tsv")));
    for (Row& row : table) row["path"] = (corpus / "certs" / row.at("file")).generic_string();
    return table;
}

core::Result<certificate::Export> open_row(const Row& row) {
    const std::string& password = row.at("password");
    const auto secret = core::SecretBytes::copy_of(password == "?" ? "" : password);
    return certificate::open_export(test::file_bytes(row.at("path")), &secret);
}

// Wine's test certificates without signature or validity: the index calls them public-only, and neither OpenSSL nor GnuTLS parses them.
// OpenSSL 3.5 refuses times without seconds, which the index's 3.0 reads.
bool is_no_real_certificate(const Row& row, const std::string& said) {
    if (said == "CERT_PARSE" && row.at("file").find("NoSeconds") != std::string::npos) return true;
    return said == "CERT_PARSE" && row.at("leaf_openssl_parse") == "no" && row.at("leaf_gnutls_parse") == "no";
}

std::string said_of(const core::Result<certificate::Export>& result, const Words& allowed) {
    if (!result) return result.error().finding_code;
    const std::string evidence(certificate::to_text(result->key_evidence));
    for (const core::Finding& finding : result->findings) {
        if (allowed.count(evidence + " " + finding.code) != 0) return evidence + " " + finding.code;
    }
    return evidence;
}

}  // namespace

TEST_CASE("corpus: every verdict of the index has its word here, and every file gets it") {
    GPOTRUST_NEED_CORPUS(corpus);
    std::set<std::string> seen;
    for (const Row& row : rows_of(corpus)) {
        const std::string verdict = row.at("expected_verdict").substr(0, row.at("expected_verdict").find(' '));
        const auto mapped = k_mapping.find(verdict);
        INFO(row.at("file") << ": " << row.at("expected_verdict"));
        REQUIRE(mapped != k_mapping.end());
        seen.insert(verdict);
        const std::string said = said_of(open_row(row), mapped->second);
        INFO("we say " << said);
        CHECK((mapped->second.count(said) == 1 || is_no_real_certificate(row, said)));
    }
    CHECK(seen.size() == k_mapping.size());
}

TEST_CASE("corpus: every PFX the index opens without a password opens") {
    GPOTRUST_NEED_CORPUS(corpus);
    int opened = 0;
    for (const Row& row : rows_of(corpus)) {
        if (row.at("kind") != "pfx" || !row.at("password").empty() || row.at("leaf_openssl_parse") != "yes") continue;
        INFO(row.at("file"));
        const auto result = open_row(row);
        CHECK((result.has_value() || result.error().finding_code == "CERT_PARSE"));
        ++opened;
    }
    CHECK(opened > 20);
}

TEST_CASE("corpus: Windows' PFX files open with their provenance, and only they are called so") {
    GPOTRUST_NEED_CORPUS(corpus);
    int with_provider = 0;
    for (const Row& row : rows_of(corpus)) {
        if (row.at("kind") != "pfx") continue;
        INFO(row.at("file") << " " << row.at("maker"));
        const auto outline = certificate::outline_of(test::file_bytes(row.at("path")));
        CHECK((outline.maker == certificate::Maker::windows) == (row.at("windows_made") == "y"));
        if (outline.maker != certificate::Maker::windows) continue;
        const auto result = open_row(row);
        if (!result) {
            CHECK(result.error().finding_code == "PROTECTED_TO_PRINCIPAL");
            CHECK_FALSE(outline.protected_to.empty());
            continue;
        }
        const auto has_provider = [](const auto& found) { return found.provenance.provider.starts_with("Microsoft "); };
        CHECK(std::any_of(result->certificates.begin(), result->certificates.end(), has_provider));
        ++with_provider;
    }
    CHECK(with_provider > 20);
}

TEST_CASE("corpus: serialized stores and registry Blobs give their certificates, and say what was dropped") {
    GPOTRUST_NEED_CORPUS(corpus);
    std::size_t blobs = 0;
    for (const Row& row : rows_of(corpus)) {
        const std::string& kind = row.at("kind");
        if ((kind != "gpo-blob" && kind != "sst" && kind != "serialized-cert") || row.at("leaf_openssl_parse") == "no") continue;
        INFO(row.at("file") << " " << row.at("pbe_or_props"));
        const auto result = open_row(row);
        if (row.at("leaf_sha1").empty()) {
            CHECK_FALSE(result.has_value());
            continue;
        }
        REQUIRE(result.has_value());
        const auto& first = result->certificates.front();
        CHECK(core::to_hex(first.certificate.sha1()) == row.at("leaf_sha1"));
        CHECK((row.at("n_certs").empty() || result->certificates.size() == std::stoul(row.at("n_certs"))));
        // "props 4 15 20 25 92 3 32": what is not 3, 11 or 32 is dropped.
        std::string dropped = "props";
        for (const auto id : first.dropped_properties) dropped += " " + std::to_string(static_cast<unsigned>(id));
        std::string expected = row.at("pbe_or_props");
        for (const char* kept : {" 3 ", " 11 "}) {
            if (const auto at = expected.find(kept); at != std::string::npos) expected.erase(at, std::string(kept).size() - 1);
        }
        if (kind == "gpo-blob") CHECK(expected == dropped + " 32");
        ++blobs;
    }
    CHECK(blobs > 50);
}
