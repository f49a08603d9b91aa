// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gpotrust/audit/inspect.hpp"

namespace gpotrust::audit {

/// One entry of registry settings on both sides of a comparison. Key and value name are compared without case, within one side of the GPO and one kind (policy setting or preference); of
/// entries for the same value the last one counts, as for a client.
struct ComparedSetting {
    std::optional<trust::Side> side = {};   ///< the one it was compared in; a lone registry.pol may have got it from the other file
    const ScopedSetting* before = nullptr;  ///< in A; nullptr when added
    const ScopedSetting* after = nullptr;   ///< in B; nullptr when lost
    bool undone_before = false;             ///< a later entry of A deletes it again (**del., **delvals., **DeleteKeys): clients do not keep it
    bool undone_after = false;
    /// A key of a certificate store that holds nothing (TrustedPeople\CRLs and the like): the Group Policy editor leaves them behind, clients do the same without.
    bool is_skeleton = false;
};

/// A property of a kept certificate that is not the same.
struct ComparedProperty {
    trust::PropertyId id{};
    const trust::Property* before = nullptr;  ///< nullptr: only in B
    const trust::Property* after = nullptr;   ///< nullptr: only in A
};

/// A certificate of a policy store: same registry key in the same side and kind.
struct ComparedCertificate {
    ComparedSetting entry = {};
    const StoredCertificate* before = nullptr;
    const StoredCertificate* after = nullptr;
    bool blob_differs = false;                      ///< kept, but not octet for octet
    std::vector<ComparedProperty> properties = {};  ///< those that differ, by id; none where a blob is damaged, or where only their order differs
    [[nodiscard]] const StoredCertificate& shown() const { return after != nullptr ? *after : *before; }
};

/// A file beside the registry settings (scripts, security templates, preferences), by its path below the GPO's folder without case.
struct ComparedFile {
    const OtherFile* before = nullptr;
    const OtherFile* after = nullptr;  ///< both: the content differs
    [[nodiscard]] const OtherFile& shown() const { return after != nullptr ? *after : *before; }
};

/// Something about the GPOs as a whole that differs.
struct ComparedFact {
    std::string what;  ///< "GPO name", "computer side", "user extensions", ...
    std::string before;
    std::string after;
    bool matters = false;  ///< changes what clients do: a side with content that is disabled in one of them, other client-side extensions
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
    std::vector<ComparedFact> facts = {};
    std::vector<std::string> notes = {};  ///< what the comparison left out, took for granted or could not know, in sentences
    std::size_t same_settings = 0;        ///< other settings that stay
    std::size_t same_files = 0;

    /// True when nothing differs but facts that do not matter. A blob with other properties is a difference.
    [[nodiscard]] bool is_empty() const;
};

/// Compares two items of which each is a GPO, a package or a file of registry settings. Where one of them is a file, of the other only its sides and its kind of settings are looked at,
/// and a registry.pol that does not tell its side takes the only one it can mean; a note says so. A damaged certificate is compared as the entry it is.
/// Fails with malformed_input where a policy file or a package is damaged: half of a policy would mislead; with unsupported_input where one is no policy; with choice_needed for a
/// registry.pol that may mean either side.
[[nodiscard]] core::Result<Difference> compare(const InspectedItem& before, const InspectedItem& after);

}  // namespace gpotrust::audit
