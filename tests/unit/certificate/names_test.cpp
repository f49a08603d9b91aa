// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <utility>

#include "certificate/punycode.hpp"
#include "certificate/served_names.hpp"
#include "fixtures.hpp"
#include "support/catch.hpp"

using namespace gpotrust;

TEST_CASE("punycode: the sample strings of RFC 3492 7.1") {
    // Expected texts by Python: bytes(sample, "ascii").decode("punycode").
    const std::vector<std::pair<const char*, const char*>> samples = {
        {"egbpdaj6bu4bxfgehfvwxn", "ليهمابتكلموشعربي؟"},
        {"ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文"},
        {"ihqwctvzc91f659drss3x8bo0yb", "他們爲什麽不說中文"},
        {"Proprostnemluvesky-uyb24dma41a", "Pročprostěnemluvíčesky"},
        {"4dbcagdahymbxekheh6e0a7fei0b", "למההםפשוטלאמדבריםעברית"},
        {"i1baa7eci9glrd9b2ae1bj0hfcgg6iyaf8o0a1dig0cd", "यहलोगहिन्दीक्योंनहींबोलसकतेहैं"},
        {"n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa", "なぜみんな日本語を話してくれないのか"},
        {"989aomsvi5e83db1d2a355cv1e0vak1dwrv93d5xbh15a0dt30a5jpsd879ccm6fea98c", "세계의모든사람들이한국어를이해한다면얼마나좋을까"},
        {"b1abfaaepdrnnbgefbadotcwatmq2g4l", "почемужеонинеговорятпорусски"},
        {"PorqunopuedensimplementehablarenEspaol-fmd56a", "PorquénopuedensimplementehablarenEspañol"},
        {"TisaohkhngthchnitingVit-kjcr8268qyxafd2f1b9g", "TạisaohọkhôngthểchỉnóitiếngViệt"},
        {"3B-ww4c5e180e575a65lsy2b", "3年B組金八先生"},
        {"-with-SUPER-MONKEYS-pc58ag80a8qai00g7n9n", "安室奈美恵-with-SUPER-MONKEYS"},
        {"Hello-Another-Way--fc4qua05auwb3674vfr0b", "Hello-Another-Way-それぞれの場所"},
        {"2-u9tlzr9756bt3uc0v", "ひとつ屋根の下2"},
        {"MajiKoi5-783gue6qz075azm5e", "MajiでKoiする5秒前"},
        {"de-jg4avhby1noc0d", "パフィーdeルンバ"},
        {"d9juau41awczczp", "そのスピードで"},
        {"-> $1.00 <--", "-> $1.00 <-"},
    };
    for (const auto& [encoded, text] : samples) {
        INFO(encoded);
        CHECK(certificate::decode_punycode(encoded) == std::optional<std::string>(text));
    }
}

TEST_CASE("punycode: what stands for nothing is refused") {
    for (const char* bad : {"99999999", "a-\xC3\xBC", "abc-!", "-abc", "0", "mnchen-3y"}) {
        INFO(bad);
        CHECK_FALSE(certificate::decode_punycode(bad).has_value());
    }
    CHECK_FALSE(certificate::decode_punycode(std::string(254, 'a')).has_value());
    CHECK_FALSE(certificate::u_label_of("xn--abc-").has_value());  // nothing beyond ASCII in it
    CHECK_FALSE(certificate::u_label_of("xn--").has_value());
    CHECK_FALSE(certificate::u_label_of("mnchen-3ya").has_value());
    CHECK(certificate::u_label_of("XN--mnchen-3ya") == std::optional<std::string>("m\xC3\xBCnchen"));
}

TEST_CASE("served names: addresses in any of their notations") {
    CHECK(certificate::address_in("10.0.0.25") == std::optional<std::string>("10.0.0.25"));
    CHECK(certificate::address_in("[2001:DB8:0::25]") == std::optional<std::string>("2001:db8::25"));
    CHECK(certificate::address_in("::ffff:10.0.0.25") == std::optional<std::string>("::ffff:a00:19"));
    for (const char* name : {"", "10.0.0", "10.0.0.256", "10.0.0.25.1", "mail.contoso.com", "abcd", "1:2:3", "10.0.0.25 "}) {
        INFO(name);
        CHECK_FALSE(certificate::address_in(name).has_value());
    }
}

TEST_CASE("served names: a wildcard stands for one whole label, and only in front of two more") {
    for (const char* name : {"*.contoso.com", "*.mail.contoso.com", "*.contoso.com."}) CHECK(certificate::is_usable_wildcard(name));
    for (const char* name :
         {"*", "*.", "*.com", "*.com.", "w*.contoso.com", "*w.contoso.com", "mail.*.com", "*.*.com", "*..com", "contoso.com", ""}) {
        INFO(name);
        CHECK_FALSE(certificate::is_usable_wildcard(name));
    }
}

TEST_CASE("served names: as OpenSSL's X509_check_host and X509_check_ip say") {
    // openssl x509 -inform DER -in FILE -noout -checkhost NAME (or -checkip ADDRESS)
    struct Row {
        const char* file;
        const char* name;
        bool served;
    };
    const std::vector<Row> rows = {
        {"rules/exchange.cer", "EXCH01", true},
        {"rules/exchange.cer", "exch01", true},
        {"rules/exchange.cer", "exch01.contoso.com", true},
        {"rules/exchange.cer", "owa.contoso.com", false},
        {"rules/exchange.cer", "10.0.0.25", true},
        {"rules/exchange.cer", "10.0.0.26", false},
        {"rules/exchange.cer", "2001:db8::25", true},
        {"rules/san_wildcard.cer", "owa.contoso.com", true},
        {"rules/san_wildcard.cer", "a.owa.contoso.com", false},
        {"rules/san_wildcard.cer", "contoso.com", false},
        {"rules/san_wildcard_inner.cer", "mail.eu.contoso.com", false},
        {"rules/san_nul.cer", "mail.contoso.com", false},
        {"rules/san_address_as_dns.cer", "10.0.0.25", false},
        {"rules/san_idn.cer", "xn--mnchen-3ya.example.com", true},
    };
    for (const Row& row : rows) {
        INFO(row.file << " " << row.name);
        CHECK(certificate::serves(test::certificate_fixture(row.file), row.name) == row.served);
    }
}
