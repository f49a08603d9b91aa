// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// What an export says about itself before any password is tried.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gpotrust/certificate/export.hpp"

namespace gpotrust::certificate {

/// How the octets of an export are wrapped.
enum class Armour { binary, pem, base64 };

/// The program that wrote a file, where its structure leaves no doubt (docs/explanation/reading-exports.md 5).
enum class Maker { unknown, windows, openssl, nss, java, bouncy_castle };
/// "Windows", "OpenSSL or alike", "NSS (Firefox, pk12util)", "Java (keytool)", "Bouncy Castle"; empty for unknown.
[[nodiscard]] std::string_view to_text(Maker maker);

/// How a PFX is protected, as it says itself.
struct PfxProtection {
    std::vector<std::string>
        keys;  ///< encryption of the keys that stand in the open safes: "3DES", "AES-256", "none"; each once, in file order, at most eight
    std::vector<std::string> safes;  ///< encryption of the safes, which is where certificates stand; "none" where certificates are in the clear
    std::uint64_t iterations = 0;    ///< the most of all encryptions; 0: nothing is encrypted, or the number is absurd
    std::string mac;                 ///< "SHA-1", "SHA-256", "PBMAC1 SHA-256"; empty: none
    std::uint64_t mac_iterations = 0;
};

struct Outline {
    std::optional<ExportKind> kind;  ///< as detect_export_kind()
    Armour armour = Armour::binary;
    bool utf16 = false;  ///< the text is UTF-16
    Maker maker = Maker::unknown;
    std::optional<PfxProtection> protection;  ///< of a PFX that can be decoded
    std::vector<std::string> protected_to;    ///< SIDs of a DPAPI-NG protected PFX
};

/// Never fails: what cannot be told is left empty. Limits as open_export().
[[nodiscard]] Outline outline_of(core::BytesView file);

}  // namespace gpotrust::certificate
