/* SPDX-FileCopyrightText: The gpotrust contributors
 * SPDX-License-Identifier: MIT
 *
 * Stands in for LGPO.exe: prints its arguments, one a line, checks that every file named is there, and ends with the status in FAKE_LGPO_STATUS. */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <stdio.h>
#include <stdlib.h>

int wmain(int count, WCHAR** words) {
    const WCHAR* status = _wgetenv(L"FAKE_LGPO_STATUS");
    for (int i = 1; i < count; ++i) {
        char utf8[1024] = "";
        WideCharToMultiByte(CP_UTF8, 0, words[i], -1, utf8, sizeof utf8, NULL, NULL);
        if (words[i][0] == L'/') {
            printf("option %s\n", utf8);
        } else if (GetFileAttributesW(words[i]) == INVALID_FILE_ATTRIBUTES) {
            printf("missing %s\n", utf8);
        } else {
            printf("file %s\n", utf8);
        }
    }
    return status ? _wtoi(status) : 0;
}
