// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "gpotrust/audit/inspect.hpp"

namespace gpotrust::audit {

/// A certificate on one or both sides of a comparison: same store, same side of the GPO, same SHA-1.
struct ComparedCertificate {
    std::optional<trust::Side> side;
    std::string store;  ///< as B writes it, else as A
    std::string sha1;   ///< upper-case hex; the key's name where the blob is damaged
    std::optional<certificate::Certificate> certificate;
    bool blob_differs = false;  ///< kept, but with other properties
};

/// A setting that is no certificate: key and value compared without case, in the same side. Order counts where values are deleted (names that begin with "**").
struct ComparedSetting {
    const ScopedSetting* before = nullptr;  ///< in A; nullptr when added
    const ScopedSetting* after = nullptr;   ///< in B; nullptr when lost
};

/// A file beside the registry settings (scripts, security templates, preferences), by its path below the GPO's folder without case.
struct ComparedFile {
    std::string path;
    bool in_before = false;
    bool in_after = false;  ///< both: the content differs
};

/// What would change for clients if B replaced A, as an import does: what is only in A is lost. Views into A and B.
struct Difference {
    struct Certificates {
        std::vector<ComparedCertificate> added, kept, removed;
    };
    struct Settings {
        std::vector<ComparedSetting> added, changed, lost;
    };
    struct Files {
        std::vector<ComparedFile> added, changed, lost;
    };
    Certificates certificates = {};
    Settings settings = {};
    Files files = {};
    std::vector<std::pair<std::string, std::string>> facts =
        {};  ///< GPO name, disabled sides, extension lists and the like that differ: (what, "before -> after"); never a difference by themselves
    std::size_t same_settings = 0;  ///< other settings that stay

    /// True when clients would notice nothing. A blob with other properties is a difference.
    [[nodiscard]] bool is_empty() const;
};

/// Compares two items of which each is a GPO, a package or a file of registry settings. An item without sides (a .reg of another hive) is compared as it is.
/// Fails with malformed_input where one of them is damaged (its error, with its path): a comparison with half of a policy would mislead; with unsupported_input where one is no policy.
[[nodiscard]] core::Result<Difference> compare(const InspectedItem& before, const InspectedItem& after);

}  // namespace gpotrust::audit
