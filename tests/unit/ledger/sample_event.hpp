// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>

#include <string>

#include "gpotrust/ledger/ledger.hpp"
#include "gpotrust/platform/paths.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

namespace gpotrust::test {

/// An event with a value in every field, told apart by `number`.
inline ledger::Event sample_event(unsigned number, std::string slug = "exch01") {
    ledger::Event event;
    event.time = core::UtcTime(std::chrono::seconds(1'795'359'600 + number));
    event.kind = "packaged";
    event.slug = std::move(slug);
    event.gpo_name = "Trust \xC3\xBC";
    event.domain = "contoso.com";
    event.gpo_guid.octets.fill(7);
    event.revision = number;
    event.backup_id.octets.fill(static_cast<std::uint8_t>(number));
    event.scope = "both";
    event.content_digest.octets.fill(1);
    event.files_digest.octets.fill(2);
    event.zip_sha256.octets.fill(3);
    event.operator_name = "CHG-1";
    ledger::RecordedCertificate certificate;
    certificate.sha1.octets.fill(9);
    certificate.store = "TrustedPeople";
    certificate.role = "current";
    certificate.not_before = core::UtcTime(std::chrono::seconds(1));
    certificate.not_after = core::UtcTime(std::chrono::seconds(253'402'300'799));
    certificate.until = core::UtcTime(std::chrono::seconds(1'795'400'000));
    certificate.subject = "CN=exch01";
    certificate.names = {"mail.contoso.com", "10.0.0.1"};
    event.certificates = {certificate};
    ledger::AcceptedFinding accepted;
    accepted.certificate = certificate.sha1;
    accepted.code = "CERT_SIG_SHA1";
    accepted.reason = "old server";
    event.accepted = {accepted};
    event.target_guid.emplace().octets.fill(5);
    event.target_domain = "contoso.com";
    return event;
}

/// Runs SQL on a ledger behind its back, as an editor of the file would.
inline void tamper(const std::filesystem::path& file, const char* sql) {
    sqlite3* connection = nullptr;
    REQUIRE(sqlite3_open(platform::path_to_utf8(file).c_str(), &connection) == SQLITE_OK);
    char* message = nullptr;
    const int code = sqlite3_exec(connection, sql, nullptr, nullptr, &message);
    const std::string told = message == nullptr ? "" : message;
    sqlite3_free(message);
    sqlite3_close(connection);
    INFO(told);
    REQUIRE(code == SQLITE_OK);
}

inline ledger::Ledger open_ledger(const std::filesystem::path& file, ledger::Access access = ledger::Access::read_write) {
    auto opened = ledger::Ledger::open(file, access);
    INFO((opened ? std::string() : opened.error().text()));
    REQUIRE(opened.has_value());
    return std::move(*opened);
}

inline ledger::Event appended(ledger::Ledger& ledger, const ledger::Event& event) {
    auto done = ledger.append(event);
    INFO((done ? std::string() : done.error().text()));
    REQUIRE(done.has_value());
    return std::move(*done);
}

}  // namespace gpotrust::test
