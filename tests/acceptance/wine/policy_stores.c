/* SPDX-FileCopyrightText: The gpotrust contributors
 * SPDX-License-Identifier: MIT
 *
 * Asks crypt32 (Windows' or Wine's) what it makes of a policy.
 *
 *   policy_stores apply HKLM|HKCU REGISTRY.POL   plays the Registry client-side extension on a throw-away registry
 *   policy_stores forget                         deletes the certificate policies again
 *   policy_stores show STORE                     lists the store at both group-policy locations, one line per certificate
 *   policy_stores serialize CERT.DER NAME OUT    crypt32's own serialisation of the certificate with that friendly name
 *
 * Returns 0, or 1 with a reason on standard error.
 */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>
#include <wincrypt.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int fail(const char* what, unsigned long detail) {
    fprintf(stderr, "policy_stores: %s (%lu)\n", what, detail);
    return 1;
}

static BYTE* read_all(const WCHAR* path, DWORD* size) {
    HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE) return NULL;
    DWORD length = GetFileSize(file, NULL), done = 0;
    BYTE* bytes = calloc(length + 4, 1);
    if (!ReadFile(file, bytes, length, &done, NULL) || done != length) bytes = NULL;
    CloseHandle(file);
    *size = length;
    return bytes;
}

/* ---- [MS-GPREG] 2.2.1, read without mercy: a fault anywhere is an error ---- */
struct cursor {
    const BYTE* at;
    const BYTE* end;
};

static int take_unit(struct cursor* c, WORD expected) {
    if (c->end - c->at < 2 || (WORD)(c->at[0] | c->at[1] << 8) != expected) return 0;
    c->at += 2;
    return 1;
}
static int take_text(struct cursor* c, WCHAR* text, size_t capacity) {
    for (size_t i = 0; i < capacity && c->end - c->at >= 2; ++i) {
        text[i] = (WCHAR)(c->at[0] | c->at[1] << 8);
        c->at += 2;
        if (text[i] == 0) return take_unit(c, ';');
    }
    return 0;
}
static int take_dword(struct cursor* c, DWORD* value) {
    if (c->end - c->at < 4) return 0;
    memcpy(value, c->at, 4);
    c->at += 4;
    return take_unit(c, ';');
}

static int apply(HKEY root, const WCHAR* path) {
    DWORD size = 0, count = 0;
    const BYTE* file = read_all(path, &size);
    static const BYTE header[8] = {'P', 'R', 'e', 'g', 1, 0, 0, 0};
    if (!file || size < 8 || memcmp(file, header, 8) != 0) return fail("not a registry.pol of version 1", size);
    struct cursor c = {file + 8, file + size};
    while (c.at < c.end) {
        WCHAR key_name[512], value_name[512];
        DWORD type = 0, length = 0;
        const unsigned long offset = (unsigned long)(c.at - file);
        HKEY key = NULL;
        if (!take_unit(&c, '[') || !take_text(&c, key_name, 512) || !take_text(&c, value_name, 512) || !take_dword(&c, &type) || !take_dword(&c, &length) ||
            (DWORD)(c.end - c.at) < length)
            return fail("damaged entry at octet", offset);
        const BYTE* data = c.at;
        c.at += length;
        if (!take_unit(&c, ']')) return fail("unterminated entry at octet", offset);
        if (RegCreateKeyExW(root, key_name, 0, NULL, 0, KEY_ALL_ACCESS, NULL, &key, NULL) != ERROR_SUCCESS) return fail("cannot create the key at octet", offset);
        if (value_name[0] != 0 && RegSetValueExW(key, value_name, 0, type, data, length) != ERROR_SUCCESS) return fail("cannot set the value at octet", offset);
        RegCloseKey(key);
        ++count;
    }
    printf("applied entries=%lu\n", count);
    return 0;
}

static void print_hex(const BYTE* bytes, DWORD size) {
    for (DWORD i = 0; i < size; ++i) printf("%02X", bytes[i]);
}
static void print_wide(const WCHAR* text) {
    char utf8[2048];
    printf("%s", WideCharToMultiByte(CP_UTF8, 0, text, -1, utf8, sizeof utf8, NULL, NULL) > 0 ? utf8 : "?");
}

static void show_certificate(const char* location, PCCERT_CONTEXT certificate) {
    BYTE hash[20] = {0};
    DWORD size = sizeof hash, id = 0, ignored = 0;
    WCHAR name[512] = L"";
    printf("certificate location=%s sha1=", location);
    CryptHashCertificate(0, CALG_SHA1, 0, certificate->pbCertEncoded, certificate->cbCertEncoded, hash, &size);
    print_hex(hash, size);
    printf(" properties=");
    while ((id = CertEnumCertificateContextProperties(certificate, id)) != 0) printf("%lu,", id);
    size = sizeof hash;
    printf(" hash_property=");
    if (CertGetCertificateContextProperty(certificate, CERT_SHA1_HASH_PROP_ID, hash, &size)) print_hex(hash, size);
    printf(" private_key=%s", CertGetCertificateContextProperty(certificate, CERT_KEY_PROV_INFO_PROP_ID, NULL, &ignored) ? "YES" : "no");
    size = sizeof name;
    printf(" friendly_name=");
    if (CertGetCertificateContextProperty(certificate, CERT_FRIENDLY_NAME_PROP_ID, name, &size)) print_wide(name);
    printf("\n");
}

static int show(const WCHAR* store_name) {
    static const struct {
        const char* name;
        DWORD flag;
    } locations[] = {{"computer", CERT_SYSTEM_STORE_LOCAL_MACHINE_GROUP_POLICY}, {"user", CERT_SYSTEM_STORE_CURRENT_USER_GROUP_POLICY}};
    for (size_t i = 0; i < 2; ++i) {
        HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_SYSTEM_W, 0, 0, locations[i].flag | CERT_STORE_OPEN_EXISTING_FLAG | CERT_STORE_READONLY_FLAG, store_name);
        PCCERT_CONTEXT certificate = NULL;
        int count = 0;
        while (store && (certificate = CertEnumCertificatesInStore(store, certificate)) != NULL) {
            show_certificate(locations[i].name, certificate);
            ++count;
        }
        printf("store location=%s certificates=%d\n", locations[i].name, count);
        if (store) CertCloseStore(store, 0);
    }
    return 0;
}

static int serialize(const WCHAR* der_path, const WCHAR* name, const WCHAR* out_path) {
    DWORD size = 0, done = 0;
    BYTE hash[20];
    BYTE* der = read_all(der_path, &size);
    PCCERT_CONTEXT certificate = der ? CertCreateCertificateContext(X509_ASN_ENCODING, der, size) : NULL;
    if (!certificate) return fail("no certificate", size);
    size = sizeof hash; /* asking for the hash makes crypt32 compute and keep it */
    CertGetCertificateContextProperty(certificate, CERT_SHA1_HASH_PROP_ID, hash, &size);
    CRYPT_DATA_BLOB text = {(DWORD)((wcslen(name) + 1) * sizeof(WCHAR)), (BYTE*)name};
    if (name[0] && !CertSetCertificateContextProperty(certificate, CERT_FRIENDLY_NAME_PROP_ID, 0, &text)) return fail("friendly name", GetLastError());
    CertSerializeCertificateStoreElement(certificate, 0, NULL, &size);
    BYTE* element = malloc(size);
    if (!CertSerializeCertificateStoreElement(certificate, 0, element, &size)) return fail("serialisation", GetLastError());
    HANDLE out = CreateFileW(out_path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    if (out == INVALID_HANDLE_VALUE || !WriteFile(out, element, size, &done, NULL) || done != size) return fail("writing", GetLastError());
    CloseHandle(out);
    return 0;
}

int wmain(int argc, WCHAR** argv) {
    static const WCHAR policies[] = L"Software\\Policies\\Microsoft\\SystemCertificates";
    if (argc == 4 && wcscmp(argv[1], L"apply") == 0) return apply(wcscmp(argv[2], L"HKCU") == 0 ? HKEY_CURRENT_USER : HKEY_LOCAL_MACHINE, argv[3]);
    if (argc == 2 && wcscmp(argv[1], L"forget") == 0) {
        RegDeleteTreeW(HKEY_LOCAL_MACHINE, policies);
        RegDeleteTreeW(HKEY_CURRENT_USER, policies);
        return 0;
    }
    if (argc == 3 && wcscmp(argv[1], L"show") == 0) return show(argv[2]);
    if (argc == 5 && wcscmp(argv[1], L"serialize") == 0) return serialize(argv[2], argv[3], argv[4]);
    return fail("usage: see the head of the source", 0);
}
