// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// RFC 7292, walked bag by bag: OpenSSL's PKCS12_parse() shows the first key only and hides attributes, orphans and mismatches (docs/explanation/reading-exports.md 2).
#include <fmt/format.h>

#include <functional>
#include <optional>

#include "certificate/asn1.hpp"
#include "certificate/bag_attributes.hpp"
#include "certificate/contents.hpp"
#include "certificate/decryption.hpp"
#include "certificate/der.hpp"
#include "certificate/facts.hpp"
#include "certificate/finding_kinds.hpp"
#include "certificate/pfx_outline.hpp"
#include "crypto/error_queue.hpp"

namespace gpotrust::certificate {
namespace {

using EncryptedKeyHandle = crypto::Handle<X509_SIG, X509_SIG_free>;

constexpr int k_deepest_nesting = 4;
constexpr int k_most_safes = 256;

auto malformed(std::string message) { return fail_as(k_pfx_malformed, std::move(message)); }

// Why OpenSSL made nothing of it, or was not asked to.
auto undecodable(core::BytesView encoded, std::string_view what) {
    const bool too_many = der::has_more_elements(encoded, asn1::k_most_elements);
    return malformed(too_many ? fmt::format("{} has more than {} elements", what, asn1::k_most_elements) : fmt::format("{} cannot be decoded", what));
}

auto unsupported(std::string message) { return fail_as(k_pfx_unsupported, std::move(message), "export the certificate again with a password"); }

class PfxReader {
public:
    explicit PfxReader(Unlocking& unlocking)
        : m_has_password(unlocking.password != nullptr && !unlocking.password->empty()),
          m_forms(password_forms(unlocking.password)),
          m_budget(unlocking.budget) {
        m_contents.kind = ExportKind::pfx;
    }
    core::Result<Contents> read(core::BytesView encoded);

private:
    using Accept = std::function<core::Result<void>(const core::SecretBytes&)>;

    core::Result<void> settle_password(const asn1::Pfx& pfx, core::BytesView content, const asn1::AuthenticatedSafe& safes);
    core::Result<void> open(const X509_ALGOR& algorithm, core::BytesView encrypted, const Accept& accept);
    core::Result<void> read_safe(const asn1::ContentInfo& safe);
    core::Result<void> read_encrypted_safe(const asn1::EncryptedContentInfo& content);
    core::Result<void> read_bags(core::BytesView encoded, int depth);
    core::Result<void> read_bag(const asn1::SafeBag& bag, int depth);
    core::Result<void> read_certificate_bag(const asn1::SafeBag& bag, core::BytesView value);
    core::Result<void> read_shrouded_key(const asn1::SafeBag& bag, core::BytesView value);
    core::Result<void> keep_key(const asn1::SafeBag& bag, core::Result<FoundKey> key);
    [[nodiscard]] core::Error does_not_open() const;

    bool m_has_password;
    std::vector<PasswordForm> m_forms;
    std::optional<std::size_t> m_right_form;  // settled by the MAC, else by the first part that opens
    bool m_mac_verified = false;
    WorkBudget& m_budget;
    int m_bags = 0;
    Contents m_contents;
};

core::Result<Contents> PfxReader::read(core::BytesView encoded) {
    const auto pfx = asn1::decode<asn1::PfxHandle>(encoded, asn1::Pfx_it());
    if (pfx == nullptr) return malformed("the file starts like a PFX and cannot be decoded as one, or something follows it");
    if (const long version = ASN1_INTEGER_get(pfx->version); version != 3) return malformed(fmt::format("version {} where 3 is required", version));
    if (OBJ_obj2nid(pfx->auth_safe->type) != NID_pkcs7_data) {
        return unsupported("the export is protected with a public key instead of a password");
    }
    const auto content = asn1::octet_string(pfx->auth_safe->content);
    if (!content) return malformed("there is no content");
    const auto safes = asn1::decode<asn1::AuthenticatedSafeHandle>(*content, asn1::AuthenticatedSafe_it());
    if (safes == nullptr) return undecodable(*content, "the list of safes");
    if (OPENSSL_sk_num(safes.get()) > k_most_safes) return malformed(fmt::format("there are more than {} safes", k_most_safes));
    GPOTRUST_TRY(settle_password(*pfx, *content, *safes));
    for (int i = 0; i < OPENSSL_sk_num(safes.get()); ++i) GPOTRUST_TRY(read_safe(asn1::at<asn1::ContentInfo>(*safes, i)));
    if (m_bags == 0) return fail_as(k_empty_pfx, "the file holds neither a certificate nor a key");
    return std::move(m_contents);
}

core::Result<void> PfxReader::settle_password(const asn1::Pfx& pfx, core::BytesView content, const asn1::AuthenticatedSafe& safes) {
    if (pfx.mac == nullptr) {
        m_contents.findings.push_back(core::make_finding(k_pfx_no_mac));
        return {};
    }
    for (std::size_t i = 0; i < m_forms.size() && !m_mac_verified; ++i) {
        GPOTRUST_TRY_ASSIGN(m_mac_verified, verify_mac(*pfx.mac, content, m_forms[i], m_budget));
        if (m_mac_verified) m_right_form = i;
    }
    if (m_mac_verified) return {};
    m_contents.protected_to = principals_of(safes);
    return core::fail(does_not_open());
}

core::Error PfxReader::does_not_open() const {
    if (!m_contents.protected_to.empty()) {
        std::string sids;
        for (const std::string& sid : m_contents.protected_to) sids.append(sids.empty() ? "" : ", ").append(sid);
        return failure(k_protected_to_principal, "the password is protected to " + sids + ", and only a logon of such a principal can open the file");
    }
    if (!m_has_password) return failure(k_password_needed, "the file needs a password and none was given");
    if (m_mac_verified) return failure(k_pfx_malformed, "the password is right and a part of the file does not decrypt with it");
    return failure(k_wrong_password, "the password does not open the file");
}

// Decrypts with the form of the password that is known to be right, else with each until the content makes sense: without a MAC, padding and
// structure are all that tells a wrong password.
core::Result<void> PfxReader::open(const X509_ALGOR& algorithm, core::BytesView encrypted, const Accept& accept) {
    for (std::size_t i = 0; i < m_forms.size(); ++i) {
        if (m_right_form && *m_right_form != i) continue;
        const auto plain = decrypt(algorithm, encrypted, m_forms[i], m_budget);
        if (!plain && plain.error().code != core::ErrorCode::wrong_password) return core::fail(plain.error());
        if (!plain || plain->empty() || plain->view()[0] != 0x30) continue;
        auto accepted = accept(*plain);
        if (!accepted && !m_mac_verified && accepted.error().code == core::ErrorCode::malformed_input && m_contents.certificates.empty()) continue;
        m_right_form = i;
        return accepted;
    }
    return core::fail(does_not_open());
}

core::Result<void> PfxReader::read_safe(const asn1::ContentInfo& safe) {
    const int nid = OBJ_obj2nid(safe.type);
    if (nid == NID_pkcs7_data) {
        const auto octets = asn1::octet_string(safe.content);
        if (!octets) return malformed("a safe without content");
        return read_bags(*octets, 0);
    }
    if (nid == NID_pkcs7_enveloped) {
        return unsupported("a part of the export is encrypted to a public key");
    }
    const auto encoded = asn1::sequence(safe.content);
    if (nid != NID_pkcs7_encrypted || !encoded) return malformed(fmt::format("a safe of the unknown type {}", dotted(*safe.type)));
    const auto encrypted = asn1::decode<asn1::EncryptedDataHandle>(*encoded, asn1::EncryptedData_it());
    if (encrypted == nullptr || encrypted->content->encrypted == nullptr) return malformed("an encrypted safe that cannot be decoded");
    return read_encrypted_safe(*encrypted->content);
}

core::Result<void> PfxReader::read_encrypted_safe(const asn1::EncryptedContentInfo& content) {
    return open(*content.algorithm, crypto::octets_of(*content.encrypted),
                [this](const core::SecretBytes& plain) { return read_bags(plain.view(), 0); });
}

core::Result<void> PfxReader::read_bags(core::BytesView encoded, int depth) {
    if (depth > k_deepest_nesting) return malformed(fmt::format("safes are nested more than {} deep", k_deepest_nesting));
    const auto bags = asn1::decode<asn1::SafeContentsHandle>(encoded, asn1::SafeContents_it());
    if (bags == nullptr) return undecodable(encoded, "a safe of bags");
    for (int i = 0; i < OPENSSL_sk_num(bags.get()); ++i) GPOTRUST_TRY(read_bag(asn1::at<asn1::SafeBag>(*bags, i), depth));
    return {};
}

core::Result<void> PfxReader::read_bag(const asn1::SafeBag& bag, int depth) {
    const int nid = OBJ_obj2nid(bag.type);
    const auto value = asn1::sequence(bag.value);
    const bool is_known = nid == NID_safeContentsBag || nid == NID_keyBag || nid == NID_pkcs8ShroudedKeyBag || nid == NID_certBag;
    if (is_known && !value) return malformed("a bag whose value is not a SEQUENCE");
    if (nid == NID_safeContentsBag) return read_bags(*value, depth + 1);
    ++m_bags;
    if (!value) return {};
    switch (nid) {
        case NID_keyBag:
            return keep_key(bag, read_private_key_info(*value));
        case NID_pkcs8ShroudedKeyBag:
            return read_shrouded_key(bag, *value);
        case NID_certBag:
            return read_certificate_bag(bag, *value);
        case NID_secretBag:
            if (auto named = principals_of_bag(bag); !named.empty()) m_contents.protected_to = std::move(named);
            return {};
        default:
            return {};  // revocation lists and what others may have invented: nothing of it is used
    }
}

core::Result<void> PfxReader::read_certificate_bag(const asn1::SafeBag& bag, core::BytesView value) {
    const auto typed = asn1::decode<asn1::TypedValueHandle>(value, asn1::TypedValue_it());
    if (typed == nullptr) return malformed("a certificate bag that cannot be decoded");
    if (OBJ_obj2nid(typed->type) != NID_x509Certificate) return {};  // SDSI
    const auto der = asn1::octet_string(typed->value);
    if (!der) return malformed("a certificate bag without a certificate");
    GPOTRUST_TRY_ASSIGN(FoundCertificate * added, add_certificate(m_contents, *der));
    if (added == nullptr) return {};
    BagAttributes attributes = read_bag_attributes(bag.attributes);
    complete(*added, std::move(attributes.local_key_id), std::move(attributes.friendly_name), std::move(attributes.machine));
    return {};
}

core::Result<void> PfxReader::read_shrouded_key(const asn1::SafeBag& bag, core::BytesView value) {
    const unsigned char* at = value.data();
    const EncryptedKeyHandle shrouded(d2i_X509_SIG(nullptr, &at, static_cast<long>(value.size())));
    if (shrouded == nullptr) return malformed("an encrypted key that cannot be decoded");
    const X509_ALGOR* algorithm = nullptr;
    const ASN1_OCTET_STRING* encrypted = nullptr;
    X509_SIG_get0(shrouded.get(), &algorithm, &encrypted);
    return open(*algorithm, crypto::octets_of(*encrypted),
                [this, &bag](const core::SecretBytes& plain) { return keep_key(bag, read_private_key_info(plain.view())); });
}

core::Result<void> PfxReader::keep_key(const asn1::SafeBag& bag, core::Result<FoundKey> key) {
    GPOTRUST_TRY_ASSIGN(FoundKey found, std::move(key));
    BagAttributes attributes = read_bag_attributes(bag.attributes);
    found.local_key_id = std::move(attributes.local_key_id);
    found.container = std::move(attributes.friendly_name);
    found.provider = std::move(attributes.provider);
    found.local_machine_keyset = attributes.local_machine_keyset;
    return add_key(m_contents, std::move(found));
}

}  // namespace

core::Result<Contents> read_pfx(core::BytesView encoded, Unlocking& unlocking) {
    const crypto::ErrorQueueScope errors;
    return PfxReader(unlocking).read(der::without_zero_padding(encoded));
}

}  // namespace gpotrust::certificate
