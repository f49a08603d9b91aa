/* SPDX-FileCopyrightText: The gpotrust contributors
 * SPDX-License-Identifier: MIT
 * Preloaded, it makes the steps of a commit last: a pause before and after each call that brings something to the device or gives it its name, so that kills at random moments
 * strike between any two of them. The program itself is the one that is released. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void pause_here(void) {
    const char *microseconds = getenv("GPOTRUST_TEST_PAUSE");
    if (microseconds != NULL) usleep((useconds_t)atoi(microseconds));
}

#define SLOW(name, declaration, arguments)                          \
    int name declaration {                                          \
        int (*real) declaration;                                    \
        void *found = dlsym(RTLD_NEXT, #name);                      \
        memcpy(&real, &found, sizeof real); /* ISO C has no cast */ \
        pause_here();                                               \
        int result = real arguments;                                \
        pause_here();                                               \
        return result;                                              \
    }

SLOW(rename, (const char *from, const char *to), (from, to))
SLOW(renameat, (int a, const char *from, int b, const char *to), (a, from, b, to))
SLOW(renameat2, (int a, const char *from, int b, const char *to, unsigned flags), (a, from, b, to, flags))
SLOW(fsync, (int file), (file))
SLOW(fdatasync, (int file), (file))
SLOW(syncfs, (int file), (file))
SLOW(unlink, (const char *name), (name))
