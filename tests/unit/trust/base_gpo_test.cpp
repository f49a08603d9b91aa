// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/trust/base_gpo.hpp"

#include <algorithm>

#include "gpotrust/core/text.hpp"
#include "gpotrust/registry_policy/string_data.hpp"
#include "support/catch.hpp"
#include "trust/deletions.hpp"
#include "unit/trust/fixtures.hpp"

using namespace gpotrust;
using namespace gpotrust::trust;
using registry_policy::key_only;
using registry_policy::Setting;
using registry_policy::ValueType;

namespace {

using Settings = std::vector<Setting>;

const std::string k_stores = "Software\\Policies\\Microsoft\\SystemCertificates\\";

Setting dword(std::string key, std::string value) { return {std::move(key), std::move(value), ValueType::dword, {1, 0, 0, 0}}; }
Setting text(std::string key, std::string value, std::string_view data) {
    return {std::move(key), std::move(value), ValueType::string, registry_policy::string_data(data)};
}

TrustPolicy plain_policy(Scope scope = Scope::both) {
    TrustPolicy policy = test::policy_of({{test::plain_certificate(), Store::trusted_people, Role::current, "", {}}});
    policy.scope = scope;
    return policy;
}

/// A base with these records on the computer's side and no user side.
BaseGpo base_with(Settings records) {
    BaseGpo base;
    base.identity = {"Theirs", "contoso.test", {}};
    base.computer.foreign = std::move(records);
    base.digest = digest_of(base);
    return base;
}

TrustPolicy merged_into(TrustPolicy policy, BaseGpo base) {
    policy.base = std::make_shared<BaseGpo>(std::move(base));
    return policy;
}

std::string error_of(const Settings& foreign, const Settings& ours) {
    const auto merged = merge_settings(foreign, ours);
    return merged ? "" : merged.error().message;
}

Settings block_of(const MergedSettings& merged) {
    const auto first = merged.records.begin() + static_cast<std::ptrdiff_t>(merged.first);
    return {first, first + static_cast<std::ptrdiff_t>(merged.count)};
}

}  // namespace

TEST_CASE("merge: ours stand in one block before the first record that sorts later, component by component") {
    const Settings foreign = {dword("Software\\Policies\\A", "x"), dword(k_stores + "Root\\Certificates\\FF", "Blob"),
                              dword(k_stores + "Trust\\CTLs", "x"), dword(k_stores + "TrustedPeople_\\CRLs", "x"),
                              dword("SOFTWARE\\policies\\Z", "x")};
    const Settings ours = settings_for(plain_policy(), Side::computer).value();
    const auto merged = merge_settings(foreign, ours);
    REQUIRE(merged.has_value());
    CHECK(merged->first == 3);
    CHECK(merged->count == 3);
    CHECK(block_of(*merged) == ours);
    Settings rest = merged->records;
    rest.erase(rest.begin() + 3, rest.begin() + 6);
    CHECK(rest == foreign);
}

TEST_CASE("merge: what is there already, in whatever case, is not written twice, and a key-only Certificates stays") {
    const Settings foreign = {key_only(k_stores + "TrustedPeople\\Certificates"),
                              key_only("SOFTWARE\\POLICIES\\Microsoft\\SystemCertificates\\trustedpeople\\crls"),
                              key_only(k_stores + "TrustedPeople\\CTLs")};
    const auto merged = merge_settings(foreign, settings_for(plain_policy(), Side::computer).value());
    REQUIRE(merged.has_value());
    CHECK(merged->count == 1);
    CHECK(merged->first == 1);
    CHECK(merged->records.at(1).value == "Blob");
    CHECK(merged->records.size() == 4);
}

TEST_CASE("merge: an unsorted policy keeps its order") {
    const Settings foreign = {dword("Software\\Z", "x"), dword("Software\\A", "x")};
    const auto merged = merge_settings(foreign, settings_for(plain_policy(), Side::computer).value());
    REQUIRE(merged.has_value());
    CHECK(merged->first == 0);
    CHECK(merged->records.at(3) == foreign[0]);
    CHECK(merged->records.at(4) == foreign[1]);
}

TEST_CASE("merge: a value that is set to something else is refused, and the last of several counts") {
    const Settings ours = {dword("Software\\K", "v")};
    CHECK(error_of({text("software\\k", "V", "other")}, ours) == "Software\\K v: the GPO sets this to something else");
    CHECK(error_of({text("Software\\K", "v", "other"), dword("Software\\K", "v")}, ours).empty());
    CHECK_FALSE(error_of({dword("Software\\K", "v"), text("Software\\K", "v", "other")}, ours).empty());
}

TEST_CASE("merge: a deletion that would come after ours is refused, one before or beside it is not") {
    const std::string people = k_stores + "TrustedPeople";
    const Settings ours = settings_for(plain_policy(), Side::computer).value();
    const std::string key = ours.front().key;
    // [MS-GPREG] 3.2.5.1: they run in file order.
    CHECK_FALSE(error_of({text(people + "x", "**DeleteKeys", k_stores + "TrustedPeople")}, ours).empty());
    CHECK_FALSE(error_of({text("Software\\Z", "**DeleteKeys", "Other;" + core::ascii_lower(people))}, ours).empty());
    CHECK(error_of({text("Software\\Z", "**DeleteKeys", people + "s")}, ours).empty());
    CHECK(error_of({text(k_stores + "TrustedPeople", "**DeleteKeys", "Certificates")}, ours).empty());
    CHECK_FALSE(
        error_of({text(k_stores + "TrustedPeople", "**DeleteKeys", "Certificates"), text("software\\z", "**deletekeys", people)}, ours).empty());
    const Setting blob = ours.front();
    CHECK(deletes(text(key, "**del.blob", " "), blob));
    CHECK(deletes(text(key, "**delvals.", " "), blob));
    CHECK(deletes(text(key, "**delvals", " "), blob));
    CHECK(deletes(text(key, "**DeleteValues", "a;BLOB"), blob));
    CHECK_FALSE(deletes(text(key, "**del.blob2", " "), blob));
    CHECK_FALSE(deletes(text(people, "**delvals.", " "), blob));
    CHECK_FALSE(deletes(dword(key, "Blob"), blob));
}

TEST_CASE("registry policy: a side the base does not have comes with ours and goes with them") {
    const Settings foreign = {dword("Software\\A", "x")};
    const TrustPolicy policy = merged_into(plain_policy(), base_with(foreign));
    CHECK(registry_policy_of(policy, Side::user).value().has_value());
    TrustPolicy retired = policy;
    retired.certificates.clear();
    CHECK_FALSE(registry_policy_of(retired, Side::user).value().has_value());
    REQUIRE(registry_policy_of(retired, Side::computer).value().has_value());
    CHECK(registry_policy_of(retired, Side::computer).value()->records == foreign);
    CHECK(registry_policy_of(retired, Side::computer).value()->count == 0);
}

TEST_CASE("registry policy: a side outside the scope stays as the base has it") {
    const Settings foreign = {dword("Software\\A", "x")};
    const TrustPolicy policy = merged_into(plain_policy(Scope::user), base_with(foreign));
    CHECK(registry_policy_of(policy, Side::computer).value()->records == foreign);
}

TEST_CASE("take over: a certificate of the policy is adopted with whatever blob it has, the rest stays") {
    const TrustPolicy policy = plain_policy();
    const Settings ours = settings_for(policy, Side::computer).value();
    Setting leaky = ours.front();
    leaky.key = core::ascii_lower(leaky.key);
    leaky.data = {0x02, 0, 0, 0};
    const Setting other = dword(k_stores + "TrustedPeople\\Certificates\\0123", "Blob");
    BaseGpo base = base_with({other, leaky, ours[1], ours[2]});
    const auto taken = take_over(base, policy, nullptr);
    REQUIRE(taken.has_value());
    REQUIRE(taken->size() == 1);
    CHECK(taken->front().what == Takeover::adopted);
    CHECK(taken->front().setting == leaky);
    CHECK_FALSE(taken->front().same);
    CHECK(base.computer.foreign == Settings{other, ours[1], ours[2]});
}

TEST_CASE("take over: a fresh backup gives back what the revision before put there, and nothing else") {
    const Settings foreign = {dword("Software\\A", "x"), key_only(k_stores + "TrustedPeople\\CRLs")};
    const TrustPolicy before = merged_into(plain_policy(), base_with(foreign));
    const Settings live = registry_policy_of(before, Side::computer).value()->records;
    BaseGpo fresh = base_with(live);
    TrustPolicy retired = before;
    retired.certificates.clear();
    const auto taken = take_over(fresh, retired, &before);
    REQUIRE(taken.has_value());
    CHECK(taken->size() == 2);
    CHECK(std::all_of(taken->begin(), taken->end(), [](const TakenOver& record) { return record.what == Takeover::removed; }));
    CHECK(fresh.computer.foreign == foreign);
    CHECK(fresh.digest == before.base->digest);
}

TEST_CASE("take over: a certificate that was withdrawn earlier goes from an older backup") {
    TrustPolicy policy = plain_policy();
    const Settings old = settings_for(policy, Side::computer).value();
    policy.withdrawn.push_back({policy.certificates.front().certificate.sha1(), Store::trusted_people});
    policy.certificates.clear();
    BaseGpo base = base_with({old.front()});
    REQUIRE(take_over(base, policy, nullptr).has_value());
    CHECK(base.computer.foreign->empty());
}

TEST_CASE("base digest: what clients notice counts, the backup's own id and time do not") {
    const BaseGpo base = base_with({dword("Software\\A", "x")});
    BaseGpo other = base;
    other.backup_time = "2026-01-01T00:00:00";
    other.computer.version = 9;
    CHECK(digest_of(other) == digest_of(base));
    other.options = 1;
    CHECK(digest_of(other) != digest_of(base));
    other = base;
    other.files.emplace(core::RelativePath::of("DomainSysvol/GPO/GPO.cmt"), core::Bytes{1});
    CHECK(digest_of(other) != digest_of(base));
    other = base;
    other.user.foreign.emplace();
    other.digest = digest_of(other);
    CHECK(other.digest != base.digest);
    CHECK(content_digest(merged_into(plain_policy(), other)) != content_digest(merged_into(plain_policy(), base)));
    CHECK(content_digest(merged_into(plain_policy(), base)) != content_digest(plain_policy()));
}

TEST_CASE("a policy with a base has neither a comment nor preferences of its own") {
    TrustPolicy policy = merged_into(plain_policy(), base_with({}));
    CHECK(normalize(policy).has_value());
    policy.comment = "mine";
    CHECK(normalize(policy).error().code == core::ErrorCode::usage);
    policy.comment.clear();
    policy.preferences_in_backup = true;
    CHECK(normalize(policy).error().code == core::ErrorCode::usage);
}
