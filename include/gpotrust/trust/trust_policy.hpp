// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/certificate/certificate.hpp"
#include "gpotrust/core/guid.hpp"
#include "gpotrust/core/result.hpp"
#include "gpotrust/core/utc_time.hpp"
#include "gpotrust/registry_policy/setting.hpp"

namespace gpotrust::trust {

/// Which half of a GPO carries the trust.
enum class Scope { computer, user, both };
/// One half of a GPO.
enum class Side { computer, user };
/// A certificate store by Microsoft's registry name.
enum class Store { trusted_people, trusted_publisher, root, intermediate, disallowed };
/// Why a certificate is in the policy.
enum class Role { current, next, retiring, distrusted };

[[nodiscard]] std::string_view to_text(Scope scope);  ///< "computer", "user", "both"
[[nodiscard]] std::string_view to_text(Side side);    ///< "computer", "user"
[[nodiscard]] std::string_view to_text(Store store);  ///< "TrustedPeople", "TrustedPublisher", "Root", "CA", "Disallowed": the registry's names
[[nodiscard]] std::string_view to_text(Role role);    ///< "current", "next", "retiring", "distrusted"
[[nodiscard]] core::Result<Scope> parse_scope(std::string_view text);
[[nodiscard]] core::Result<Store> parse_store(std::string_view text);
[[nodiscard]] core::Result<Role> parse_role(std::string_view text);
[[nodiscard]] bool includes(Scope scope, Side side);
/// "Trusted People", "Trusted Publishers" ...: the name in the Group Policy editor.
[[nodiscard]] std::string_view title(Store store);

/// Which GPO this is. The GUID is the *source* GUID of the backup; a domain that imports it keeps the GUID of its own GPO.
struct GpoIdentity {
    std::string name;    ///< display name, 1 to 255 UTF-16 units, no control characters
    std::string domain;  ///< DNS name in lower case without a trailing dot, or empty: files then say "unknown.invalid"
    core::Guid guid;     ///< UUIDv5(namespace, lower(domain) NUL casefold(name)): stays over all revisions
    friend bool operator==(const GpoIdentity&, const GpoIdentity&) = default;
};
/// Validates name and domain and derives the GUID. Fails with usage.
///
/// The namespace is {59828796-95B7-4918-A62D-7BFB73DDC45E}, drawn once. casefold is Unicode 14 simple case folding, frozen: no locale, no normalisation, so
/// "TRUST Ä" and "trust ä" are one GPO, "Straße" and "Strasse" two. Names keep their spelling; U+FFFE and U+FFFF are refused (XML cannot carry them).
/// Domains have labels of letters, digits, hyphens and underscores; other scripts must be given as xn--.
[[nodiscard]] core::Result<GpoIdentity> make_identity(std::string_view gpo_name, std::string_view domain);
/// What Microsoft's fields carry: the domain, or "unknown.invalid".
[[nodiscard]] std::string_view domain_or_placeholder(const GpoIdentity& identity);
/// ASCII lower case of the GPO name, everything else runs to '-' (none at either end), at most 40 characters. Where nothing is left, a device name of Windows is
/// left, or `taken` says that another GUID uses the slug (it may be null), '-' and the first 8 hex digits of the GUID are appended.
[[nodiscard]] std::string make_slug(const GpoIdentity& identity, bool (*taken)(std::string_view slug, const void* context), const void* context);
/// "Trust Self Signed Certificate - <first DNS name or CN>", without control characters, cut to 255 UTF-16 units: always a valid GPO name.
[[nodiscard]] std::string default_gpo_name(const certificate::Certificate& certificate);

/// One certificate in one store. Trust in two stores is two entries; overlap is two entries; distrust is an entry in Disallowed.
struct TrustedCertificate {
    certificate::Certificate certificate;
    Store store = Store::trusted_people;
    Role role = Role::current;
    std::string friendly_name;                ///< property 11; empty for none
    std::optional<core::UtcTime> until = {};  ///< when a retiring certificate leaves the policy
};

/// A certificate that earlier revisions of a policy put into a store and this one does not. Group Policy takes it away by itself; what was installed by other ways (.reg files, MDM,
/// scripts) stays until somebody removes it.
struct WithdrawnCertificate {
    core::Sha1Thumbprint sha1;
    Store store = Store::trusted_people;
    friend bool operator==(const WithdrawnCertificate&, const WithdrawnCertificate&) = default;
};

struct BaseGpo;

/// Everything that decides what clients will do: the one input of every artefact format.
struct TrustPolicy {
    GpoIdentity identity;
    Scope scope = Scope::both;
    std::vector<TrustedCertificate> certificates;  ///< sorted by store name, then thumbprint; no duplicates (see normalize)
    std::string comment;                           ///< GPO comment (GPO.cmt); may be empty
    bool restrict_eku = false;                     ///< property 9 = serverAuth on every blob but those of Disallowed: distrust is for every use
    bool peer_usages = false;                      ///< computer side: Root\ProtectedRoots PeerUsages with serverAuth
    bool gpmc_style = false;                       ///< all key-only entries the editor writes
    bool preferences_in_backup = false;            ///< the GPO backup carries the certificates a second time, as Preferences for the ordinary stores
    std::vector<std::string> artefacts = {};       ///< ids of the artefact formats that were asked for, sorted; empty: all
    std::vector<WithdrawnCertificate> withdrawn = {};  ///< sorted by store name, then thumbprint; no entry that stands in `certificates`
    std::shared_ptr<const BaseGpo> base = {};          ///< the GPO it is merged into (base_gpo.hpp); null: it is a GPO of its own
};
/// The most certificates one policy may hold.
inline constexpr std::size_t k_most_certificates = 1024;
/// The most certificates a policy may remember as withdrawn.
inline constexpr std::size_t k_most_withdrawn = 4096;
/// Sorts the certificates and refuses, with usage: the same certificate (or two of the same SHA-1) twice in one store, more than 1,024, stores the scope does
/// not allow (Root and CA on the user side), a distrusted certificate outside Disallowed, peer usages without a computer side, a comment with control
/// characters other than tab, CR and LF. A policy without certificates is allowed: it takes trust away.
[[nodiscard]] core::Result<TrustPolicy> normalize(TrustPolicy policy);

/// The registry settings that the policy itself puts on one side, whatever its base has there, in GPMC's order: blobs, key-only CRLs and CTLs (all stores with gpmc_style), PeerUsages. Empty when the scope leaves the side out.
/// Fails with usage for Root and CA on the user side, with unfit for a certificate that a registry value cannot hold.
[[nodiscard]] core::Result<std::vector<registry_policy::Setting>> settings_for(const TrustPolicy& policy, Side side);

/// A digest over what `unchanged` compares: certificates with stores, roles and friendly names, GPO name, domain, scope and options (comment and choice of artefacts included). Not the clock
/// (`until` is fixed when a certificate begins to retire, and counts), paths or the tool's version. The order of the certificates does not count.
[[nodiscard]] core::Sha256Digest content_digest(const TrustPolicy& policy);

}  // namespace gpotrust::trust
