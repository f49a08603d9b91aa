// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/core/digest.hpp"

#include "support/catch.hpp"

using namespace gpotrust::core;

namespace {
constexpr std::string_view k_sha1_of_nothing = "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709";
}

TEST_CASE("thumbprint: hex of either case is read and upper case is written") {
    const auto thumbprint = parse_sha1_thumbprint("da39a3ee5e6b4b0d3255bfef95601890afd80709");
    REQUIRE(thumbprint.has_value());
    CHECK(to_hex(*thumbprint) == k_sha1_of_nothing);
    CHECK(thumbprint->octets.front() == 0xDA);
    CHECK(thumbprint->octets.back() == 0x09);
}

TEST_CASE("thumbprint: as mmc, openssl and certutil show it") {
    for (const std::string_view text : {
             "\xE2\x80\x8E"
             "da 39 a3 ee 5e 6b 4b 0d 32 55 bf ef 95 60 18 90 af d8 07 09",
             "DA:39:A3:EE:5E:6B:4B:0D:32:55:BF:EF:95:60:18:90:AF:D8:07:09",
             " da39a3ee 5e6b4b0d 3255bfef 95601890 afd80709 ",
         }) {
        CAPTURE(text);
        const auto thumbprint = parse_sha1_thumbprint(text);
        REQUIRE(thumbprint.has_value());
        CHECK(to_hex(*thumbprint) == k_sha1_of_nothing);
    }
}

TEST_CASE("thumbprint: other lengths and characters are refused with what was given") {
    for (const std::string_view text : {"", "DA39", "DA39A3EE5E6B4B0D3255BFEF95601890AFD8070", "DA39A3EE5E6B4B0D3255BFEF95601890AFD8070900",
                                        "XA39A3EE5E6B4B0D3255BFEF95601890AFD80709", "DA-39-A3-EE-5E-6B-4B-0D-32-55-BF-EF-95-60-18-90-AF-D8-07-09"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_sha1_thumbprint(text).has_value());
    }
    const auto failed = parse_sha1_thumbprint("abc\x1b[31m");
    REQUIRE_FALSE(failed.has_value());
    CHECK(failed.error().message == "\"abc\xEF\xBF\xBD[31m\" is not a SHA-1 thumbprint");
    CHECK_FALSE(failed.error().hint.empty());
}

TEST_CASE("digest: 64 digits make a SHA-256, 40 do not") {
    constexpr std::string_view k_sha256_of_nothing = "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855";
    const auto digest = parse_sha256_digest(k_sha256_of_nothing);
    REQUIRE(digest.has_value());
    CHECK(to_hex(*digest) == k_sha256_of_nothing);
    CHECK_FALSE(parse_sha256_digest(k_sha1_of_nothing).has_value());
    CHECK_FALSE(parse_sha1_thumbprint(k_sha256_of_nothing).has_value());
}

TEST_CASE("digest: digests sort by their octets") {
    CHECK(Sha1Thumbprint{{1}} < Sha1Thumbprint{{2}});
    CHECK(Sha1Thumbprint{{1, 2}} == Sha1Thumbprint{{1, 2}});
}
