// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/trust/serialized_store.hpp"

namespace gpotrust::trust {

core::Bytes serialize_store(std::span<const core::Bytes> blobs) {
    constexpr std::uint32_t k_version = 0;
    constexpr std::size_t k_end_mark = 12;  // an element with identifier, encoding and length 0
    core::Bytes store;
    core::append_u32_le(store, k_version);
    core::append(store, core::as_bytes("CERT"));
    for (const core::Bytes& blob : blobs) core::append(store, blob);
    store.resize(store.size() + k_end_mark, 0);
    return store;
}

}  // namespace gpotrust::trust
