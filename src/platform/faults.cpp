// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/platform/faults.hpp"

namespace gpotrust::platform {

std::atomic<const FaultHook*> g_fault_hook{nullptr};

ScopedFault::ScopedFault(FaultHook hook) : m_hook(std::move(hook)), m_outer(g_fault_hook.exchange(&m_hook)) {}
ScopedFault::~ScopedFault() { g_fault_hook.store(m_outer); }

}  // namespace gpotrust::platform
