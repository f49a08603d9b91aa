/* SPDX-FileCopyrightText: The gpotrust contributors
 * SPDX-License-Identifier: MIT
 *
 * Asks crypt32 (Windows' or Wine's) what a store or a file of certificates holds.
 *
 *   stores show LOCATION STORE   LOCATION: computer, user, computer-policy, user-policy
 *   stores file PATH             a serialized store (.sst) or a PKCS#7 message (.p7b)
 *   stores save CERT.DER NAME OUT.SST   crypt32's own serialized store of that certificate with that friendly name
 *
 * One line per certificate, and their number. Returns 0, or 1 with a reason on standard error.
 */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <wincrypt.h>

#include <stdio.h>
#include <string.h>

static int fail(const char* what) {
    fprintf(stderr, "stores: %s (%lu)\n", what, GetLastError());
    return 1;
}

static void print_hex(const BYTE* octets, DWORD size) {
    for (DWORD i = 0; i < size; ++i) printf("%02X", octets[i]);
}

/* The hash is asked of the certificate's octets, not of a property a file may claim. */
static void print_certificate(PCCERT_CONTEXT certificate) {
    BYTE sha1[20];
    DWORD size = sizeof sha1;
    WCHAR name[256] = L"";
    char utf8[1024] = "";
    DWORD bytes = sizeof name;
    CryptHashCertificate(0, CALG_SHA1, 0, certificate->pbCertEncoded, certificate->cbCertEncoded, sha1, &size);
    CertGetCertificateContextProperty(certificate, CERT_FRIENDLY_NAME_PROP_ID, name, &bytes);
    WideCharToMultiByte(CP_UTF8, 0, name, -1, utf8, sizeof utf8, NULL, NULL);
    bytes = 0;
    const BOOL has_key = CertGetCertificateContextProperty(certificate, CERT_KEY_PROV_INFO_PROP_ID, NULL, &bytes);
    printf("certificate sha1=");
    print_hex(sha1, size);
    printf(" private_key=%s friendly_name=%s\n", has_key ? "YES" : "no", utf8);
}

static int print_store(HCERTSTORE store) {
    PCCERT_CONTEXT certificate = NULL;
    int count = 0;
    while ((certificate = CertEnumCertificatesInStore(store, certificate)) != NULL) {
        print_certificate(certificate);
        ++count;
    }
    CertCloseStore(store, 0);
    printf("certificates=%d\n", count);
    return 0;
}

static int show(const WCHAR* location, const WCHAR* name) {
    DWORD flags = 0;
    if (!wcscmp(location, L"computer")) flags = CERT_SYSTEM_STORE_LOCAL_MACHINE;
    if (!wcscmp(location, L"user")) flags = CERT_SYSTEM_STORE_CURRENT_USER;
    if (!wcscmp(location, L"computer-policy")) flags = CERT_SYSTEM_STORE_LOCAL_MACHINE_GROUP_POLICY;
    if (!wcscmp(location, L"user-policy")) flags = CERT_SYSTEM_STORE_CURRENT_USER_GROUP_POLICY;
    if (!flags) return fail("no such location");
    HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_SYSTEM_W, 0, 0, flags | CERT_STORE_READONLY_FLAG | CERT_STORE_OPEN_EXISTING_FLAG, name);
    if (!store) {
        printf("certificates=0\n");
        return 0;
    }
    return print_store(store);
}

/* CryptQueryObject tells by the content what a file is: the two forms that hold several certificates are asked for. */
static int file(const WCHAR* path) {
    HCERTSTORE store = NULL;
    DWORD kind = 0;
    const DWORD kinds = CERT_QUERY_CONTENT_FLAG_SERIALIZED_STORE | CERT_QUERY_CONTENT_FLAG_PKCS7_SIGNED;
    if (!CryptQueryObject(CERT_QUERY_OBJECT_FILE, path, kinds, CERT_QUERY_FORMAT_FLAG_BINARY, 0, NULL, &kind, NULL, &store, NULL, NULL))
        return fail("the file does not open");
    printf("kind=%s\n", kind == CERT_QUERY_CONTENT_SERIALIZED_STORE ? "serialized-store" : "pkcs7");
    return print_store(store);
}

static int save(const WCHAR* certificate_path, const WCHAR* name, const WCHAR* path) {
    PCCERT_CONTEXT certificate = NULL;
    HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, 0, NULL);
    CRYPT_DATA_BLOB text = {(DWORD)((wcslen(name) + 1) * sizeof(WCHAR)), (BYTE*)name};
    if (!CryptQueryObject(CERT_QUERY_OBJECT_FILE, certificate_path, CERT_QUERY_CONTENT_FLAG_CERT, CERT_QUERY_FORMAT_FLAG_BINARY, 0, NULL, NULL, NULL, NULL, NULL,
                          (const void**)&certificate))
        return fail("no certificate");
    if (!CertAddCertificateContextToStore(store, certificate, CERT_STORE_ADD_ALWAYS, &certificate)) return fail("the store takes no certificate");
    CertSetCertificateContextProperty(certificate, CERT_FRIENDLY_NAME_PROP_ID, 0, &text);
    return CertSaveStore(store, 0, CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_FILENAME_W, (void*)path, 0) ? 0 : fail("the store cannot be saved");
}

int wmain(int count, WCHAR** words) {
    SetConsoleOutputCP(CP_UTF8);
    if (count == 4 && !wcscmp(words[1], L"show")) return show(words[2], words[3]);
    if (count == 3 && !wcscmp(words[1], L"file")) return file(words[2]);
    if (count == 5 && !wcscmp(words[1], L"save")) return save(words[2], words[3], words[4]);
    fprintf(stderr, "usage: see the head of the source\n");
    return 1;
}
