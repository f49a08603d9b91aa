// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Nothing of its own: a target that owns a precompiled header needs a source.
