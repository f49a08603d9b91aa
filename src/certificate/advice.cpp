// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "certificate/advice.hpp"

#include <algorithm>
#include <array>

namespace gpotrust::certificate {
namespace {

struct Advice {
    std::string_view code;
    Maker maker;
    std::string_view hint;
};

constexpr std::array k_advice{
    Advice{"WRONG_PASSWORD", Maker::windows,
           "give the password that was typed into the Certificate Export Wizard, or given to Export-PfxCertificate or Export-ExchangeCertificate as "
           "-Password; "
           "it cannot be recovered: if it is lost, export the certificate again"},
    Advice{"WRONG_PASSWORD", Maker::openssl,
           "give the password that `openssl pkcs12 -export` asked for (-passout), not the pass phrase of the private key it was made from"},
    Advice{"WRONG_PASSWORD", Maker::nss,
           "give the password of the backup (Firefox: Your Certificates > Backup; `pk12util -w`), not the primary password"},
    Advice{"WRONG_PASSWORD", Maker::java, "give the password of the key store (`keytool -storepass`)"},
    Advice{"PFX_UNSUPPORTED", Maker::windows,
           "export the certificate again and choose the encryption AES256-SHA256 or TripleDES-SHA1 on the page Security of the Certificate Export "
           "Wizard, or with "
           "Export-PfxCertificate -CryptoAlgorithmOption AES256_SHA256"},
    Advice{"PFX_UNSUPPORTED", Maker::openssl,
           "make it again with `openssl pkcs12 -export -keypbe AES-256-CBC -certpbe AES-256-CBC -macalg sha256 -iter 2048`"},
    Advice{"KEY_MISMATCH", Maker::windows,
           "on the server that uses it, `certutil -repairstore My THUMBPRINT` joins the certificate with its own key again; then export it with that "
           "key"},
    Advice{"KEY_MISMATCH", Maker::openssl,
           "`openssl x509 -in cert.pem -noout -pubkey` and `openssl pkey -in key.pem -pubout` must print the same: give -inkey the certificate's own "
           "key"},
    Advice{"KEY_WITHOUT_CERT", Maker::openssl, "make it again without -nocerts: `openssl pkcs12 -export -inkey key.pem -in cert.pem -out mail.pfx`"},
    Advice{"PFX_NO_MAC", Maker::openssl, "make it again without -nomac, and compare the thumbprint with the one on the server"},
    Advice{
        "EXPORT_PROVEN_SPKI_DIFFERS", Maker::windows,
        "re-create the certificate with New-SelfSignedCertificate -KeyAlgorithm RSA -KeyLength 2048: TLS servers and clients expect an ordinary key"},
};

}  // namespace

std::string_view advice(std::string_view code, Maker maker) {
    const auto fits = [code, maker](const Advice& row) { return row.code == code && row.maker == maker; };
    const auto found = std::find_if(k_advice.begin(), k_advice.end(), fits);
    return found == k_advice.end() ? std::string_view() : found->hint;
}

}  // namespace gpotrust::certificate
