// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "ledger/chain.hpp"

#include "gpotrust/core/text.hpp"
#include "sample_event.hpp"

using namespace gpotrust;
using test::sample_event;

TEST_CASE("ledger chain: the value of a known row is the one computed elsewhere") {
    ledger::Event event;
    event.sequence = 1;
    event.time = core::UtcTime(std::chrono::seconds(1'795'359'600));
    event.kind = "packaged";
    event.slug = "exch01";
    event.gpo_name = "Trust";
    event.domain = "contoso.com";
    event.revision = 1;
    event.scope = "both";
    // python3: import hashlib,struct; n=lambda v:struct.pack('<q',v); b=lambda v:n(len(v))+v
    // hashlib.sha256(b(b'gpotrust ledger row 1')+b(bytes(32))+n(1)+n(1795359600)+b(b'packaged')+b(b'exch01')+b(b'Trust')+b(b'contoso.com')+b(bytes(16))+n(1)
    //   +b(bytes(16))+b(b'both')+b(bytes(32))*3+b(b'')+n(0)+n(0)).hexdigest()
    CHECK(core::to_hex_lower(ledger::chain_value(event, ledger::k_chain_start, ledger::RowFormat::first).octets) ==
          "b7760a1ee23878f54cb441e88f158dde86a026e44d0296f588749c35e548aa4a");
    // The second format: the other tag, and behind the same fields a target of no octets and an empty domain: +n(0)+n(0)
    CHECK(core::to_hex_lower(ledger::chain_value(event, ledger::k_chain_start, ledger::RowFormat::second).octets) ==
          "2086ccb2084c6f4874f70b48b10c3424cbed8bcf8c0eff95d516982d1f04627f");
}

TEST_CASE("ledger chain: the value of a known row of the second format is the one computed elsewhere") {
    ledger::Event event;
    event.sequence = 1;
    event.kind = "imported";
    event.slug = "exch01";
    event.gpo_name = "Trust";
    event.revision = 1;
    event.scope = "both";
    ledger::RecordedCertificate certificate;
    certificate.store = "TrustedPeople";
    certificate.role = "retiring";
    certificate.until = core::UtcTime(std::chrono::seconds(5));
    certificate.subject = "CN=a";
    certificate.names = {"a.example", "b.example"};
    event.certificates = {certificate};
    event.target_guid.emplace().octets.fill(6);
    event.target_domain = "contoso.com";
    // n and b as above; c=b(bytes(20))+b(b'TrustedPeople')+b(b'retiring')+n(0)+n(0)+n(1)+n(5)+b(b'CN=a')+n(2)+b(b'a.example')+b(b'b.example')
    // hashlib.sha256(b(b'gpotrust ledger row 2')+b(bytes(32))+n(1)+n(0)+b(b'imported')+b(b'exch01')+b(b'Trust')+b(b'')+b(bytes(16))+n(1)
    //   +b(bytes(16))+b(b'both')+b(bytes(32))*3+b(b'')+n(1)+c+n(0)+b(b'\x06'*16)+b(b'contoso.com')).hexdigest()
    CHECK(core::to_hex_lower(ledger::chain_value(event, ledger::k_chain_start).octets) ==
          "449d4b02fff7f59fc94bbc4f6f9fa7e6817a28c5bc2eb8353f59565c4098eab6");
}

TEST_CASE("ledger chain: what the first format does not cover must not stand in its rows") {
    ledger::Event event = sample_event(1);
    CHECK(ledger::fits_format(event, ledger::RowFormat::second));
    CHECK_FALSE(ledger::fits_format(event, ledger::RowFormat::first));
    event.certificates.front().until.reset();
    event.certificates.front().subject.clear();
    event.certificates.front().names.clear();
    event.target_guid.reset();
    event.target_domain.clear();
    CHECK(ledger::fits_format(event, ledger::RowFormat::first));
    event.certificates.front().names = {"x"};
    CHECK_FALSE(ledger::fits_format(event, ledger::RowFormat::first));
}

TEST_CASE("ledger chain: every field and the row before count") {
    const ledger::Event event = sample_event(1);
    const core::Sha256Digest start = ledger::chain_value(event, ledger::k_chain_start);
    std::vector<ledger::Event> changed(24, event);
    changed[0].sequence = 2;
    changed[1].time += std::chrono::seconds(1);
    changed[2].kind += "x";
    changed[3].slug += "x";
    changed[4].gpo_name += "x";
    changed[5].domain += "x";
    changed[6].gpo_guid.octets[0] = 0;
    changed[7].revision = 2;
    changed[8].backup_id.octets[15] = 0;
    changed[9].scope = "user";
    changed[10].content_digest.octets[31] = 0;
    changed[11].files_digest.octets[31] = 0;
    changed[12].zip_sha256.octets[31] = 0;
    changed[13].operator_name.clear();
    changed[14].certificates.push_back(event.certificates.front());
    changed[15].accepted.clear();
    changed[16].certificates.front().role = "next";
    changed[17].certificates.front().until.reset();
    changed[18].certificates.front().until = event.time;
    changed[19].certificates.front().subject += "x";
    changed[20].certificates.front().names.pop_back();
    changed[21].target_guid.reset();
    changed[22].target_guid->octets[0] ^= 1;
    changed[23].target_domain.clear();
    for (std::size_t i = 0; i < changed.size(); ++i) {
        INFO("field " << i);
        CHECK(ledger::chain_value(changed[i], ledger::k_chain_start) != start);
    }
    CHECK(ledger::chain_value(event, start) != start);
}

TEST_CASE("ledger chain: a text moved from one field's end to the next field's start is another row") {
    ledger::Event a = sample_event(1);
    ledger::Event b = a;
    a.slug = "ab";
    a.gpo_name = "c";
    b.slug = "a";
    b.gpo_name = "bc";
    CHECK(ledger::chain_value(a, ledger::k_chain_start) != ledger::chain_value(b, ledger::k_chain_start));
}
