// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Catch2 2.13 (Debian 12) and 3 (vcpkg) behind one name; tests stay in the common subset.
#pragma once
#ifdef GPOTRUST_CATCH2_V3
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
