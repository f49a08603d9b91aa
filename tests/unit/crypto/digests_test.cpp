// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/crypto/digests.hpp"

#include <string>
#include <thread>
#include <vector>

#include "gpotrust/core/text.hpp"
#include "support/catch.hpp"

using namespace gpotrust;

namespace {

core::Guid guid(const char* text) { return core::parse_guid(text).value(); }

// RFC 4122 appendix C.
const char* const k_dns_name_space = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
const char* const k_url_name_space = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";

}  // namespace

TEST_CASE("sha1: the vectors of FIPS 180") {
    CHECK(core::to_hex(crypto::sha1({})) == "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709");
    CHECK(core::to_hex(crypto::sha1(core::as_bytes("abc"))) == "A9993E364706816ABA3E25717850C26C9CD0D89D");
    CHECK(core::to_hex(crypto::sha1(core::Bytes(1'000'000, 'a'))) == "34AA973CD4C4DAA4F61EEB2BDBAD27316534016F");
}

TEST_CASE("sha256: the vectors of FIPS 180") {
    CHECK(core::to_hex(crypto::sha256({})) == "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855");
    CHECK(core::to_hex(crypto::sha256(core::as_bytes("abc"))) == "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD");
    CHECK(core::to_hex(crypto::sha256(core::Bytes(1'000'000, 'a'))) == "CDC76E5C9914FB9281A1C7E284D73E67F1809A48A497200E046D39CCC7112CD0");
}

TEST_CASE("md5: the vectors of RFC 1321, where the library has MD5") {
    const auto digest = crypto::md5(core::as_bytes("message digest"));
    if (!digest) {
        WARN("skipped: " << digest.error().message);
        return;
    }
    CHECK(core::to_hex_lower(digest->octets) == "f96b697d7cb7938d525a2f31aaf161d0");
}

TEST_CASE("name_based_guid: what Python's uuid.uuid5 makes") {
    CHECK(crypto::name_based_guid(guid(k_dns_name_space), core::as_bytes("python.org")) == guid("886313e1-3b8a-5372-9b90-0c9aee199e5d"));
    CHECK(crypto::name_based_guid(guid(k_dns_name_space), {}) == guid("4ebd0208-8328-5d69-8c44-ec50939c0967"));
    CHECK(crypto::name_based_guid(guid(k_url_name_space), core::as_bytes("пароль")) == guid("76dec662-f196-5b09-8ef6-e613f95529a6"));
    const std::string with_nul("contoso.com\0trust exch01", 24);
    CHECK(crypto::name_based_guid(guid("{31B2F340-016D-11D2-945F-00C04FB984F9}"), core::as_bytes(with_nul)) ==
          guid("81b9a466-2f0a-5587-a0c6-4fc5f7076fd7"));
}

TEST_CASE("digests: several threads may ask at once") {
    std::vector<std::thread> threads;
    std::vector<std::string> results(8);
    for (auto& result : results) threads.emplace_back([&result] { result = core::to_hex(crypto::sha256(core::as_bytes("abc"))); });
    for (auto& thread : threads) thread.join();
    for (const auto& result : results) CHECK(result == results.front());
}
