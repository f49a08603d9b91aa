// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// prometheus.io/docs/instrumenting/exposition_formats. The x509_cert_* names and their label subject_CN are those of the X.509 certificate exporter
// (github.com/enix/x509-certificate-exporter, docs/metrics.md), so that its rules and dashboards find these certificates, too.
#include <fmt/format.h>

#include <array>
#include <functional>
#include <set>

#include "gpotrust/core/text.hpp"
#include "report/status_words.hpp"

namespace gpotrust::report {
namespace {

using renewal::CertificateStatus;
using renewal::State;
using renewal::TrustStatus;

constexpr std::array k_states{State::ok, State::due, State::expired, State::retired};

/// A label's value: backslash, quote and line feed are escaped; what would harm a terminal is replaced.
std::string escaped(std::string_view value) {
    std::string text;
    for (const char c : core::printable(value)) {
        if (c == '\\' || c == '"') text.push_back('\\');
        text.push_back(c);
    }
    return text;
}

class Labels {
public:
    Labels& add(std::string_view name, std::string_view value) {
        m_text += fmt::format("{}{}=\"{}\"", m_text.empty() ? "" : ",", name, escaped(value));
        return *this;
    }
    [[nodiscard]] std::string text() const { return m_text.empty() ? std::string() : "{" + m_text + "}"; }

private:
    std::string m_text;
};

class Metrics {
public:
    void family(std::string_view name, std::string_view help) {
        m_family = name;
        m_seen.clear();
        m_text += fmt::format("# HELP {} {}\n# TYPE {} gauge\n", name, help, name);
    }
    /// A series that is there already is left out: a second one would make the whole file invalid.
    void sample(const Labels& labels, std::int64_t value) {
        const std::string series = m_family + labels.text();
        if (m_seen.insert(series).second) m_text += fmt::format("{} {}\n", series, value);
    }
    [[nodiscard]] std::string text() && { return std::move(m_text); }

private:
    std::string m_family;
    std::set<std::string> m_seen;
    std::string m_text;
};

std::int64_t seconds(core::UtcTime time) { return time.time_since_epoch().count(); }

Labels trust_labels(const TrustStatus& trust) {
    Labels labels;
    labels.add("slug", trust.slug).add("gpo_name", trust.gpo_name).add("domain", trust.domain);
    return labels;
}

Labels certificate_labels(const TrustStatus& trust, const CertificateStatus& certificate) {
    const ledger::RecordedCertificate& recorded = certificate.recorded;
    const std::string name = common_name(recorded.subject);
    Labels labels;
    labels.add("subject_CN", name.empty() ? name_of(recorded) : name)
        .add("slug", trust.slug)
        .add("gpo_name", trust.gpo_name)
        .add("store", recorded.store)
        .add("role", recorded.role)
        .add("sha1", core::to_hex(recorded.sha1));
    return labels;
}

using CertificateValue = std::function<std::int64_t(const CertificateStatus&)>;

/// Only certificates whose end is the policy's: a general rule on x509_cert_not_after must not warn of one that is on its way out.
void x509_family(Metrics& metrics, const StatusOutcome& outcome, std::string_view name, std::string_view help, const CertificateValue& value) {
    metrics.family(name, help);
    for (const TrustStatus& trust : outcome.trusts)
        for (const CertificateStatus& certificate : trust.certificates)
            if (certificate.counts) metrics.sample(certificate_labels(trust, certificate), value(certificate));
}

void trusted_until_family(Metrics& metrics, const StatusOutcome& outcome) {
    metrics.family("gpotrust_certificate_trusted_until_timestamp_seconds",
                   "When the trust in a certificate ends: with its validity, or when a retiring one leaves the policy.");
    for (const TrustStatus& trust : outcome.trusts)
        for (const CertificateStatus& certificate : trust.certificates)
            if (certificate.recorded.role != "distrusted") metrics.sample(certificate_labels(trust, certificate), seconds(certificate.end));
}

using TrustValue = std::function<std::optional<std::int64_t>(const TrustStatus&)>;

void trust_family(Metrics& metrics, const StatusOutcome& outcome, std::string_view name, std::string_view help, const TrustValue& value) {
    metrics.family(name, help);
    for (const TrustStatus& trust : outcome.trusts)
        if (const auto number = value(trust)) metrics.sample(trust_labels(trust), *number);
}

void trust_families(Metrics& metrics, const StatusOutcome& outcome) {
    const auto time = [](const std::optional<core::UtcTime>& at) { return at ? std::optional(seconds(*at)) : std::nullopt; };
    trust_family(metrics, outcome, "gpotrust_trust_not_after_timestamp_seconds", "When the first certificate that counts for a trust policy ends.",
                 [&](const TrustStatus& trust) { return time(trust.not_after); });
    trust_family(metrics, outcome, "gpotrust_trust_renew_from_timestamp_seconds", "From when on a renewal of a trust policy is due.",
                 [&](const TrustStatus& trust) { return time(trust.renew_from); });
    trust_family(metrics, outcome, "gpotrust_trust_revision", "The newest revision of a trust policy.",
                 [](const TrustStatus& trust) { return std::optional<std::int64_t>(trust.revision); });
    trust_family(metrics, outcome, "gpotrust_trust_imported_revision", "The newest revision of a trust policy that was marked as imported.",
                 [](const TrustStatus& trust) { return trust.imported ? std::optional<std::int64_t>(trust.imported->revision) : std::nullopt; });
}

void state_family(Metrics& metrics, const StatusOutcome& outcome) {
    metrics.family("gpotrust_trust_state", "Where a trust policy stood when this was written: 1 for its state, 0 for the others.");
    for (const TrustStatus& trust : outcome.trusts)
        for (const State state : k_states) metrics.sample(trust_labels(trust).add("state", renewal::to_text(state)), trust.state == state ? 1 : 0);
}

}  // namespace

std::string to_metrics(const StatusOutcome& outcome, std::string_view tool_version) {
    Metrics metrics;
    x509_family(metrics, outcome, "x509_cert_not_after", "Unix timestamp at which the certificate ends.",
                [](const CertificateStatus& one) { return seconds(one.recorded.not_after); });
    x509_family(metrics, outcome, "x509_cert_not_before", "Unix timestamp from which the certificate is valid.",
                [](const CertificateStatus& one) { return seconds(one.recorded.not_before); });
    x509_family(metrics, outcome, "x509_cert_expired", "1 if the certificate had ended when this was written, else 0.",
                [&](const CertificateStatus& one) { return outcome.now > one.recorded.not_after ? 1 : 0; });
    trusted_until_family(metrics, outcome);
    trust_families(metrics, outcome);
    state_family(metrics, outcome);
    metrics.family("gpotrust_status_timestamp_seconds", "When this was written.");
    metrics.sample({}, seconds(outcome.now));
    metrics.family("gpotrust_build_info", "The version of gpotrust that wrote this.");
    metrics.sample(Labels().add("version", tool_version), 1);
    return std::move(metrics).text();
}

}  // namespace gpotrust::report
