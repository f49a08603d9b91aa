// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "gpotrust/core/text.hpp"
#include "gpotrust/text_template/render.hpp"
#include "report/reminders/parts.hpp"
#include "report/status_words.hpp"

namespace gpotrust::report::reminder {
namespace {

using core::Slots;
using renewal::State;
using renewal::TrustStatus;

bool is_expired(const TrustStatus& trust) { return trust.state == State::expired; }

/// What the draft is about: it stays the same until the next threshold is reached, or a new revision is made.
std::string occasion(const TrustStatus& trust) { return is_expired(trust) ? "expired" : fmt::format("{} days", trust.threshold.value_or(0)); }

/// When that occasion came.
core::UtcTime occasion_time(const TrustStatus& trust) {
    return is_expired(trust) ? *trust.not_after + std::chrono::seconds{1} : *trust.not_after - std::chrono::days{trust.threshold.value_or(0)};
}

std::string bare_guid(const TrustStatus& trust) {
    const std::string braced = core::to_braced_lower(trust.gpo_guid);
    return braced.substr(1, braced.size() - 2);
}

std::vector<Slots> certificate_slots(const TrustStatus& trust) {
    std::vector<Slots> list;
    for (const renewal::CertificateStatus& certificate : trust.certificates) {
        const ledger::RecordedCertificate& recorded = certificate.recorded;
        list.push_back({.texts = {{"certificate", name_of(recorded)},
                                  {"role", recorded.role},
                                  {"from", core::to_date(recorded.not_before)},
                                  {"to", core::to_date(certificate.end)},
                                  {"sha1", core::to_hex(recorded.sha1)}},
                        .flags = {},
                        .lists = {}});
    }
    return list;
}

Slots slots_of(const TrustStatus& trust, const StatusOutcome& status) {
    return {.texts = {{"gpo_name", trust.gpo_name},
                      {"domain", trust.domain.empty() ? "not named" : trust.domain},
                      {"slug", trust.slug},
                      {"revision", std::to_string(trust.revision)},
                      {"end", core::to_date(*trust.not_after)},
                      {"renew_from", core::to_date(*trust.renew_from)},
                      {"estate", status.estate}},
            .flags = {{"expired", is_expired(trust)}},
            .lists = {{"certificates", certificate_slots(trust)}}};
}

std::string part(std::string_view type, std::string_view text, std::string_view boundary) {
    return fmt::format("--{}\r\nContent-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}", boundary, type, mail_base64(text));
}

std::string recipients(const std::vector<std::string>& contacts) {
    std::string header;
    for (const std::string& contact : contacts) header.append(header.empty() ? "To: " : ",\r\n ").append(contact);
    return header.empty() ? header : header + "\r\n";
}

/// An address without a name: local part and domain of ASCII, nothing that ends a header or begins another address.
core::Result<void> check_contact(const std::string& contact) {
    const auto fits = [](char c) { return c > 0x20 && c < 0x7F && std::string_view("<>()[]\\,;:\"").find(c) == std::string_view::npos; };
    const std::size_t at = contact.find('@');
    const bool one_at = at != std::string::npos && at != 0 && at + 1 < contact.size() && contact.find('@', at + 1) == std::string::npos;
    if (one_at && contact.size() <= 254 && std::all_of(contact.begin(), contact.end(), fits)) return {};
    return core::fail(core::ErrorCode::usage, fmt::format("\"{}\" is no mail address", core::printable(contact)),
                      "the form is pki@contoso.com, without a name");
}

/// RFC 5322 asks for an originator: the group without members (RFC 6854) leaves it to the program that sends.
core::Result<std::string> draft(const TrustStatus& trust, const StatusOutcome& status, const ReminderOptions& options) {
    const Slots slots = slots_of(trust, status);
    GPOTRUST_TRY_ASSIGN(const std::string text,
                        text_template::render(text_template::embedded("report/reminders/mail.txt"), slots, text_template::Escaping::plain_text));
    GPOTRUST_TRY_ASSIGN(const std::string html,
                        text_template::render(text_template::embedded("report/reminders/mail.html"), slots, text_template::Escaping::html));
    const std::string boundary = fmt::format("=_{}.{}", bare_guid(trust), trust.revision);  // "_" is no letter of Base64
    const std::string subject =
        (is_expired(trust) ? "Certificate has ended on " : "Certificate ends on ") + core::to_date(*trust.not_after) + ": " + trust.gpo_name;
    std::string mail = "Date: " + mail_date(occasion_time(trust)) + "\r\nFrom: gpotrust:;\r\n" +
                       recipients(options.contacts.empty() ? trust.contacts : options.contacts) + mail_header("Subject", subject);
    mail += fmt::format("Message-ID: <{}.{}.{}@gpotrust.invalid>\r\n", bare_guid(trust), trust.revision,
                        is_expired(trust) ? "expired" : std::to_string(*trust.threshold));
    mail += fmt::format("X-Unsent: 1\r\n{}{},\r\n revision {}, {}\r\n", k_draft_header, trust.slug, trust.revision, occasion(trust));
    mail += fmt::format("MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary=\"{}\"\r\n\r\n", boundary);
    return mail + part("text/plain", with_crlf(text), boundary) + part("text/html", with_crlf(html), boundary) + "--" + boundary + "--\r\n";
}

}  // namespace

core::Result<core::FileTree> drafts(const StatusOutcome& status, const ReminderOptions& options) {
    for (const std::string& contact : options.contacts) GPOTRUST_TRY(check_contact(contact));
    core::FileTree files;
    for (const TrustStatus& trust : status.trusts) {
        if (!trust.not_after || !trust.renew_from || (!trust.threshold && !is_expired(trust))) continue;
        for (const std::string& contact : trust.contacts) GPOTRUST_TRY(check_contact(contact));
        GPOTRUST_TRY_ASSIGN(const std::string mail, draft(trust, status, options));
        GPOTRUST_TRY_ASSIGN(core::RelativePath path, core::RelativePath::parse(fmt::format("{}/{}.eml", k_draft_folder, trust.slug)));
        files.insert_or_assign(std::move(path), core::to_bytes(mail));
    }
    return files;
}

}  // namespace gpotrust::report::reminder
