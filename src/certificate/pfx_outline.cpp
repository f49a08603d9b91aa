// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/pfx_outline.hpp"

#include <openssl/pkcs12.h>

#include <algorithm>

#include "certificate/bag_attributes.hpp"
#include "certificate/decryption.hpp"
#include "certificate/der.hpp"
#include "certificate/facts.hpp"
#include "certificate/pfx_words.hpp"
#include "crypto/error_queue.hpp"

namespace gpotrust::certificate {
namespace {

using EncryptedKeyHandle = crypto::Handle<X509_SIG, X509_SIG_free>;

constexpr int k_most_safes = 256;
constexpr int k_most_bags = 1024;  // that are looked at
constexpr std::string_view k_dpapi_ng_password = "1.3.6.1.4.1.311.17.4";

// A file that names more is not described but bounded.
constexpr std::size_t k_most_names = 8;

void add_once(std::vector<std::string>& list, std::string text) {
    if (list.size() == k_most_names) return;
    if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
}

class Outliner {
public:
    std::optional<PfxOutline> outline(core::BytesView encoded);

private:
    void look_at_safe(const asn1::ContentInfo& safe, int index);
    void look_at_bag(const asn1::SafeBag& bag, int index);
    void note_ids(const BagAttributes& attributes);
    void look_at_mac(const asn1::MacData& mac);
    void note(std::vector<std::string>& where, Cipher cipher);
    [[nodiscard]] Maker maker_of(core::BytesView encoded, core::BytesView content) const;

    PfxOutline m_outline;
    std::optional<int> m_key_safe;          // the index of the first safe with a key, and of the first with something else
    std::optional<int> m_certificate_safe;  // an encrypted one counts as such
    bool m_windows_ids = true;              // every key: a little-endian index as localKeyID, and a provider
    bool m_java_ids = true;
    bool m_openssl_ids = true;
    std::size_t m_salt = 0;
};

std::optional<PfxOutline> Outliner::outline(core::BytesView encoded) {
    const auto pfx = asn1::decode<asn1::PfxHandle>(encoded, asn1::Pfx_it());
    const auto content = pfx == nullptr ? std::nullopt : asn1::octet_string(pfx->auth_safe->content);
    const auto safes = content ? asn1::decode<asn1::AuthenticatedSafeHandle>(*content, asn1::AuthenticatedSafe_it()) : nullptr;
    if (safes == nullptr) return std::nullopt;
    for (int i = 0; i < std::min(OPENSSL_sk_num(safes.get()), k_most_safes); ++i) look_at_safe(asn1::at<asn1::ContentInfo>(*safes, i), i);
    if (pfx->mac != nullptr) look_at_mac(*pfx->mac);
    m_outline.protected_to = principals_of(*safes);
    m_outline.maker = maker_of(encoded, *content);
    return std::move(m_outline);
}

void Outliner::note(std::vector<std::string>& where, Cipher cipher) {
    add_once(where, std::move(cipher.name));
    m_outline.protection.iterations = std::max(m_outline.protection.iterations, cipher.iterations);
}

void Outliner::look_at_safe(const asn1::ContentInfo& safe, int index) {
    if (OBJ_obj2nid(safe.type) == NID_pkcs7_encrypted) {
        const auto encoded = asn1::sequence(safe.content);
        const auto encrypted = encoded ? asn1::decode<asn1::EncryptedDataHandle>(*encoded, asn1::EncryptedData_it()) : nullptr;
        if (encrypted == nullptr) return;
        note(m_outline.protection.safes, cipher_of(*encrypted->content->algorithm));
        if (!m_certificate_safe) m_certificate_safe = index;
    }
    const auto octets = OBJ_obj2nid(safe.type) == NID_pkcs7_data ? asn1::octet_string(safe.content) : std::nullopt;
    const auto bags = octets ? asn1::decode<asn1::SafeContentsHandle>(*octets, asn1::SafeContents_it()) : nullptr;
    for (int i = 0; bags != nullptr && i < std::min(OPENSSL_sk_num(bags.get()), k_most_bags); ++i)
        look_at_bag(asn1::at<asn1::SafeBag>(*bags, i), index);
}

void Outliner::look_at_bag(const asn1::SafeBag& bag, int index) {
    const int nid = OBJ_obj2nid(bag.type);
    if (nid == NID_certBag) {
        add_once(m_outline.protection.safes, "none");
        if (!m_certificate_safe) m_certificate_safe = index;
    }
    if (nid != NID_keyBag && nid != NID_pkcs8ShroudedKeyBag) return;
    if (!m_key_safe) m_key_safe = index;
    note_ids(read_bag_attributes(bag.attributes));
    const auto value = asn1::sequence(bag.value);
    if (nid == NID_keyBag) add_once(m_outline.protection.keys, "none");
    if (nid == NID_keyBag || !value) return;
    const unsigned char* at = value->data();
    const EncryptedKeyHandle shrouded(d2i_X509_SIG(nullptr, &at, static_cast<long>(value->size())));
    if (shrouded == nullptr) return;
    const X509_ALGOR* algorithm = nullptr;
    X509_SIG_get0(shrouded.get(), &algorithm, nullptr);
    note(m_outline.protection.keys, cipher_of(*algorithm));
}

void Outliner::note_ids(const BagAttributes& attributes) {
    const core::Bytes& id = attributes.local_key_id;
    const bool is_index = id.size() == 4 && id[0] != 0 && id[1] == 0 && id[2] == 0 && id[3] == 0;
    m_windows_ids = m_windows_ids && is_index && !attributes.provider.empty();
    m_java_ids = m_java_ids && core::as_text(id).starts_with("Time ");
    m_openssl_ids = m_openssl_ids && id.size() == 20;
}

void Outliner::look_at_mac(const asn1::MacData& mac) {
    const X509_ALGOR* algorithm = nullptr;
    X509_SIG_get0(mac.digest, &algorithm, nullptr);
    m_salt = crypto::octets_of(*mac.salt).size();
    PfxProtection& protection = m_outline.protection;
    if (OBJ_obj2nid(algorithm->algorithm) != NID_pbmac1) {
        protection.mac = digest_word(*algorithm->algorithm);
        protection.mac_iterations = number_of(mac.iterations, 1);
        return;
    }
    protection.mac = "PBMAC1";
    const auto parameters = parameters_of<Pbes2Handle>(*algorithm, ASN1_ITEM_rptr(PBE2PARAM));
    if (parameters == nullptr) return;
    protection.mac += " " + digest_word(*parameters->encryption->algorithm);
    const auto derivation = parameters_of<Pbkdf2Handle>(*parameters->keyfunc, ASN1_ITEM_rptr(PBKDF2PARAM));
    protection.mac_iterations = derivation == nullptr ? 0 : number_of(derivation->iter, 0);
}

// The size of the first piece of the AuthenticatedSafe, where lengths are indefinite: NSS writes one, Bouncy Castle pieces of 1000 octets.
std::size_t first_piece(core::BytesView encoded) {
    for (const std::uint8_t tag : {der::k_sequence, der::k_integer, der::k_sequence, der::k_oid, der::k_context_0,
                                   static_cast<std::uint8_t>(der::k_octet_string | der::k_constructed)}) {
        const auto element = der::next_element(encoded, tag);
        if (!element) return 0;
        if ((tag & der::k_constructed) == 0) continue;
        if (!element->indefinite) return 0;
        encoded = element->content;
    }
    const auto piece = der::next_element(encoded, der::k_octet_string);
    return piece ? piece->content.size() : 0;
}

Maker Outliner::maker_of(core::BytesView encoded, core::BytesView content) const {
    const std::size_t piece = first_piece(encoded);
    if (piece == 1000 && content.size() > piece) return Maker::bouncy_castle;
    if (piece != 0 && piece == content.size() && m_salt == 16) return Maker::nss;
    if (!m_key_safe || piece != 0) return Maker::unknown;
    const bool key_first = !m_certificate_safe || *m_key_safe < *m_certificate_safe;
    if (key_first && m_windows_ids) return Maker::windows;
    if (m_java_ids) return Maker::java;
    // macOS writes the same with a MAC of one iteration.
    const bool openssl_mac = m_salt == 0 || ((m_salt == 8 || m_salt == 16) && m_outline.protection.mac_iterations > 1);
    return m_certificate_safe && !key_first && m_openssl_ids && openssl_mac ? Maker::openssl : Maker::unknown;
}

}  // namespace

std::optional<PfxOutline> outline_pfx(core::BytesView encoded) {
    const crypto::ErrorQueueScope errors;
    return Outliner().outline(der::without_zero_padding(encoded));
}

std::vector<std::string> principals_of(const asn1::AuthenticatedSafe& safes) {
    for (int i = 0; i < std::min(OPENSSL_sk_num(&safes), k_most_safes); ++i) {
        const auto& safe = asn1::at<asn1::ContentInfo>(safes, i);
        const auto octets = OBJ_obj2nid(safe.type) == NID_pkcs7_data ? asn1::octet_string(safe.content) : std::nullopt;
        const auto bags = octets ? asn1::decode<asn1::SafeContentsHandle>(*octets, asn1::SafeContents_it()) : nullptr;
        for (int k = 0; bags != nullptr && k < OPENSSL_sk_num(bags.get()); ++k) {
            auto named = principals_of_bag(asn1::at<asn1::SafeBag>(*bags, k));
            if (!named.empty()) return named;
        }
    }
    return {};
}

std::vector<std::string> principals_of_bag(const asn1::SafeBag& bag) {
    const auto value = OBJ_obj2nid(bag.type) == NID_secretBag ? asn1::sequence(bag.value) : std::nullopt;
    const auto typed = value ? asn1::decode<asn1::TypedValueHandle>(*value, asn1::TypedValue_it()) : nullptr;
    const auto octets = typed != nullptr && dotted(*typed->type) == k_dpapi_ng_password ? asn1::octet_string(typed->value) : std::nullopt;
    if (!octets) return {};
    std::vector<std::string> named = find_sids(*octets);
    if (named.empty()) named.emplace_back("a principal that is not named");
    return named;
}

}  // namespace gpotrust::certificate
