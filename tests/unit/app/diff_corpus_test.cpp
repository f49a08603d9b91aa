// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
// Every GPO of the corpus compared with itself and with its neighbour, both ways round.
#include <memory>
#include <optional>

#include "app/disk_source.hpp"
#include "gpotrust/audit/diff.hpp"
#include "support/catch.hpp"
#include "support/test_data.hpp"

using namespace gpotrust;
using audit::Difference;
using audit::InspectedItem;

namespace {

struct Tally {
    std::size_t items = 0;
    std::size_t compared = 0;
    std::size_t refused = 0;
    std::size_t pairs = 0;
    std::size_t differences = 0;
};

void compare_with_itself(const InspectedItem& item, Tally& tally) {
    const auto difference = audit::compare(item, item);
    if (!difference) {
        ++tally.refused;
        CHECK(item.error);  // nothing that was read without a complaint is refused
        CHECK_FALSE(difference.error().message.empty());
        return;
    }
    ++tally.compared;
    CHECK(difference->is_empty());
    CHECK(difference->facts.empty());
    CHECK(difference->settings.added.empty());
    CHECK(difference->files.changed.empty());
    CHECK(difference->same_settings + difference->certificates.kept.size() <= item.settings.size());
    CHECK((difference->same_settings + difference->certificates.kept.size() > 0) == !item.settings.empty());
}

void compare_both_ways(const InspectedItem& one, const InspectedItem& other, Tally& tally) {
    const auto there = audit::compare(one, other);
    const auto back = audit::compare(other, one);
    REQUIRE(there.has_value() == back.has_value());
    if (!there) return;
    ++tally.pairs;
    tally.differences += there->is_empty() ? 0 : 1;
    CHECK(there->is_empty() == back->is_empty());
    CHECK(there->certificates.added.size() == back->certificates.removed.size());
    CHECK(there->certificates.removed.size() == back->certificates.added.size());
    CHECK(there->certificates.kept.size() == back->certificates.kept.size());
    CHECK(there->settings.added.size() == back->settings.lost.size());
    CHECK(there->settings.lost.size() == back->settings.added.size());
    CHECK(there->settings.changed.size() == back->settings.changed.size());
    CHECK(there->files.added.size() == back->files.lost.size());
    CHECK(there->files.lost.size() == back->files.added.size());
    CHECK(there->files.changed.size() == back->files.changed.size());
    CHECK(there->facts.size() == back->facts.size());
    CHECK(there->same_settings == back->same_settings);
}

bool is_gpo(const audit::Unit& unit) {
    return unit.kind == audit::UnitKind::gpo_backup || unit.kind == audit::UnitKind::sysvol_gpo || unit.kind == audit::UnitKind::samba_backup;
}

}  // namespace

TEST_CASE("diff: every GPO of the corpus equals itself and differs from its neighbour the same way both ways round") {
    GPOTRUST_NEED_CORPUS(corpus);
    const app::DiskSource source(corpus / "gpo-backups");
    Tally tally;
    std::optional<InspectedItem> neighbour;
    const auto look_at = [&](const audit::Unit& unit) {
        if (!is_gpo(unit)) return;
        INFO(unit.path);
        ++tally.items;
        InspectedItem item = audit::inspect_unit(source, unit);
        compare_with_itself(item, tally);
        if (neighbour) compare_both_ways(*neighbour, item, tally);
        neighbour = std::move(item);
    };
    audit::find_units(source, look_at, [](const std::string& path, const core::Error& error) { FAIL_CHECK(path << ": " << error.text()); });
    INFO(tally.items << " items, " << tally.compared << " compared, " << tally.refused << " refused, " << tally.pairs << " pairs, "
                     << tally.differences << " that differ");
    CHECK(tally.items > 180);
    CHECK(tally.compared > 180);
    CHECK(tally.pairs > 150);
    CHECK(tally.differences > 100);
}

TEST_CASE("diff: every registry.pol of the corpus equals itself, and both ways round two of them differ alike") {
    GPOTRUST_NEED_CORPUS(corpus);
    Tally tally;
    std::optional<InspectedItem> neighbour;
    for (const auto& path : test::files_ending(corpus / "gpo-backups", "registry.pol")) {
        INFO(path.generic_string());
        InspectedItem item = audit::inspect_file(path.generic_string(), test::file_bytes(path),
                                                 [](core::BytesView file) { return certificate::open_export(file, nullptr); });
        ++tally.items;
        compare_with_itself(item, tally);
        if (neighbour) compare_both_ways(*neighbour, item, tally);
        neighbour = std::move(item);
    }
    CHECK(tally.compared > 90);
    CHECK(tally.pairs > 60);
}
