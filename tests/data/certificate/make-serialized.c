/* SPDX-FileCopyrightText: The gpotrust contributors
 * SPDX-License-Identifier: MIT
 *
 * Lets crypt32 (Windows' or Wine's) write what this folder's windows_*.sst and *.serialized are:
 *
 *   make-serialized CERT.DER OTHER.DER CRL.DER
 *
 * windows_store.sst        OTHER bare; CERT with friendly name, key provider (container, machine key set) and request originator; a revocation list
 * windows_element.serialized   CERT with the same properties
 * windows_plain.serialized     OTHER, to which crypt32 itself adds nothing
 */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <wincrypt.h>

#include <stdio.h>
#include <stdlib.h>

#define REQUEST_ORIGINATOR 71

static int fail(const char* what) {
    fprintf(stderr, "make-serialized: %s (%lu)\n", what, (unsigned long)GetLastError());
    return 1;
}

static BYTE* read_all(const WCHAR* path, DWORD* size) {
    HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE) return NULL;
    DWORD length = GetFileSize(file, NULL), done = 0;
    BYTE* bytes = malloc(length + 1);
    if (!ReadFile(file, bytes, length, &done, NULL) || done != length) bytes = NULL;
    CloseHandle(file);
    *size = length;
    return bytes;
}

static int write_all(const WCHAR* path, const BYTE* bytes, DWORD size) {
    DWORD done = 0;
    HANDLE file = CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    if (file == INVALID_HANDLE_VALUE || !WriteFile(file, bytes, size, &done, NULL) || done != size) return fail("cannot write");
    CloseHandle(file);
    return 0;
}

static int set_properties(PCCERT_CONTEXT certificate) {
    CRYPT_KEY_PROV_INFO info = {0};
    info.pwszContainerName = L"te-3a1f9a5c-0000-4000-8000-000000000001";
    info.pwszProvName = L"Microsoft RSA SChannel Cryptographic Provider";
    info.dwProvType = PROV_RSA_SCHANNEL;
    info.dwFlags = CRYPT_MACHINE_KEYSET;
    info.dwKeySpec = AT_KEYEXCHANGE;
    CRYPT_DATA_BLOB name = {sizeof(L"Microsoft Exchange"), (BYTE*)L"Microsoft Exchange"};
    CRYPT_DATA_BLOB machine = {sizeof(L"exch01.corp.contoso.com"), (BYTE*)L"exch01.corp.contoso.com"};
    BYTE hash[20];
    DWORD size = sizeof(hash);
    /* Asking for the hash puts it among the stored properties. Wine does not know property 71 and refuses it: then it is left out. */
    CertSetCertificateContextProperty(certificate, REQUEST_ORIGINATOR, 0, &machine);
    return CertSetCertificateContextProperty(certificate, CERT_KEY_PROV_INFO_PROP_ID, 0, &info) &&
           CertSetCertificateContextProperty(certificate, CERT_FRIENDLY_NAME_PROP_ID, 0, &name) &&
           CertGetCertificateContextProperty(certificate, CERT_SHA1_HASH_PROP_ID, hash, &size);
}

static int write_element(PCCERT_CONTEXT certificate, const WCHAR* path) {
    DWORD size = 0;
    if (!CertSerializeCertificateStoreElement(certificate, 0, NULL, &size)) return fail("cannot serialize");
    BYTE* element = malloc(size);
    if (!CertSerializeCertificateStoreElement(certificate, 0, element, &size)) return fail("cannot serialize");
    return write_all(path, element, size);
}

int wmain(int count, WCHAR** arguments) {
    DWORD size = 0, other_size = 0, list_size = 0;
    if (count != 4) return fail("give CERT.DER OTHER.DER CRL.DER");
    BYTE* der = read_all(arguments[1], &size);
    BYTE* other = read_all(arguments[2], &other_size);
    BYTE* list = read_all(arguments[3], &list_size);
    HCERTSTORE store = CertOpenStore(CERT_STORE_PROV_MEMORY, 0, 0, CERT_STORE_CREATE_NEW_FLAG, NULL);
    PCCERT_CONTEXT plain = NULL, certificate = NULL;
    if (der == NULL || other == NULL || list == NULL || store == NULL) return fail("cannot read");
    if (!CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, other, other_size, CERT_STORE_ADD_NEW, &plain))
        return fail("no second certificate");
    if (!CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, der, size, CERT_STORE_ADD_NEW, &certificate)) return fail("no certificate");
    if (!CertAddEncodedCRLToStore(store, X509_ASN_ENCODING, list, list_size, CERT_STORE_ADD_NEW, NULL)) return fail("no revocation list");
    if (!set_properties(certificate)) return fail("no properties");
    if (write_element(certificate, L"windows_element.serialized") != 0 || write_element(plain, L"windows_plain.serialized") != 0) return 1;
    if (!CertSaveStore(store, X509_ASN_ENCODING | PKCS_7_ASN_ENCODING, CERT_STORE_SAVE_AS_STORE, CERT_STORE_SAVE_TO_FILENAME_W, L"windows_store.sst",
                       0))
        return fail("cannot save the store");
    return 0;
}
