#!/bin/sh
# SPDX-FileCopyrightText: The gpotrust contributors
# SPDX-License-Identifier: MIT
# Makes wine-8.0-export.reg here: keys and values put in by Wine's reg, exported by Wine's regedit, with wine64 in PATH and a prefix of its own.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
key='HKCU\Software\gpotrust test'
wine64 reg add "$key\\Empty" /f
wine64 reg add "$key" /ve /d 'the default' /f
wine64 reg add "$key" /v 'A "quoted" \name' /d 'C:\path "x" ]]> Größe 😀' /f
wine64 reg add "$key" /v Number /t REG_DWORD /d 4711 /f
wine64 reg add "$key" /v Long /t REG_QWORD /d 4711 /f
wine64 reg add "$key" /v Expand /t REG_EXPAND_SZ /d '%PATH%;x' /f
wine64 reg add "$key" /v List /t REG_MULTI_SZ /d 'one\0two three' /f
wine64 reg add "$key\\Below" /v Blob /t REG_BINARY /d "$(python3 -c 'print(bytes(range(100)).hex())')" /f
wine64 reg add "$key\\Below" /v Nothing /t REG_NONE /f
cd "$here" && wine64 regedit /E wine-8.0-export.reg 'HKEY_CURRENT_USER\Software\gpotrust test'
