/* SPDX-FileCopyrightText: The gpotrust contributors
 * SPDX-License-Identifier: MIT
 *
 *   make-pbmac1 IN.pfx PASSWORD OUT.pfx
 *
 * Puts a PBMAC1 (RFC 9579) in place of the MAC, as `openssl pkcs12 -export -pbmac1_pbkdf2` does. Needs OpenSSL 3.4 or later.
 */
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>

#include <stdio.h>
#include <string.h>

int main(int count, char** arguments) {
    if (count != 4) return 2;
    unsigned char salt[16] = {1, 2, 3, 4, 5, 6, 7, 8};
    BIO* in = BIO_new_file(arguments[1], "rb");
    PKCS12* pfx = in == NULL ? NULL : d2i_PKCS12_bio(in, NULL);
    BIO* out = BIO_new_file(arguments[3], "wb");
    if (pfx == NULL || out == NULL || PKCS12_verify_mac(pfx, arguments[2], -1) != 1 ||
        PKCS12_set_pbmac1_pbkdf2(pfx, arguments[2], -1, salt, sizeof(salt), 2048, EVP_sha256(), "SHA256") != 1 || i2d_PKCS12_bio(out, pfx) != 1) {
        ERR_print_errors_fp(stderr);
        return 1;
    }
    BIO_free_all(out);
    return 0;
}
