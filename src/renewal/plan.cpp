// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include "gpotrust/renewal/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "gpotrust/core/text.hpp"

namespace gpotrust::renewal {
namespace {

using core::Sha1Thumbprint;
using Thumbprints = std::set<Sha1Thumbprint>;

bool has_role(const ledger::RecordedCertificate& certificate, trust::Role role) { return certificate.role == trust::to_text(role); }

template <class Predicate>
Thumbprints thumbprints(const ledger::Event& event, Predicate wanted) {
    Thumbprints found;
    for (const ledger::RecordedCertificate& certificate : event.certificates) {
        if (wanted(certificate)) found.insert(certificate.sha1);
    }
    return found;
}

Thumbprints on_record(const ledger::Event& event) {
    return thumbprints(event, [](const auto&) { return true; });
}
Thumbprints in_use(const ledger::Event& event) {
    return thumbprints(event, [](const auto& one) { return has_role(one, trust::Role::current) || has_role(one, trust::Role::next); });
}
Thumbprints retiring(const ledger::Event& event) {
    return thumbprints(event, [](const auto& one) { return has_role(one, trust::Role::retiring); });
}
Thumbprints distrusted(const ledger::Event& event) {
    return thumbprints(event, [](const auto& one) { return has_role(one, trust::Role::distrusted); });
}

/// Every entry counts: a certificate may stand in Disallowed and in another store, too.
bool trusts_nothing(const ledger::Event& event) {
    return std::all_of(event.certificates.begin(), event.certificates.end(), [](const auto& one) { return has_role(one, trust::Role::distrusted); });
}

std::vector<Sha1Thumbprint> without(const Thumbprints& all, const Thumbprints& others) {
    std::vector<Sha1Thumbprint> rest;
    std::set_difference(all.begin(), all.end(), others.begin(), others.end(), std::back_inserter(rest));
    return rest;
}

std::vector<Sha1Thumbprint> in_both(const std::vector<Sha1Thumbprint>& all, const Thumbprints& others) {
    std::vector<Sha1Thumbprint> shared;
    std::copy_if(all.begin(), all.end(), std::back_inserter(shared), [&](const Sha1Thumbprint& one) { return others.contains(one); });
    return shared;
}

std::string certificates(std::size_t count) { return fmt::format("{} certificate{}", count, count == 1 ? "" : "s"); }

/// What a trust on record is worth telling where nothing is done about it.
std::string standing(const TrustStatus& status) {
    switch (status.state) {
        case State::retired:
            return "retired";
        case State::expired:
            return fmt::format("expired on {}: no newer export is there", core::to_date(*status.not_after));
        case State::due:
            return fmt::format("renewal is due: it ends on {}, and no newer export is there", core::to_date(*status.not_after));
        case State::ok:
            break;
    }
    return fmt::format("ends on {}", core::to_date(*status.not_after));
}

PlannedTrust row_of(const ledger::Event& newest, const TrustStatus& status) {
    PlannedTrust row;
    row.identity = {newest.gpo_name, newest.domain, newest.gpo_guid};
    row.slug = newest.slug;
    row.revision = newest.revision;
    row.state = status.state;
    row.holds_ended = status.holds_ended;
    row.reason = standing(status);
    return row;
}

/// Nothing else is to be done: what has ended is dropped.
void drop_or_leave(PlannedTrust& row) {
    row.action = row.holds_ended ? Action::drop : Action::unchanged;
    if (row.holds_ended) row.reason = "a replaced certificate has reached its end";
}

/// A failure is told, and is no reason to go on trusting what has ended.
void drop_all_the_same(PlannedTrust& row) {
    if (row.action != Action::fail || !row.holds_ended) return;
    row.action = Action::drop;
    row.reason = "a replaced certificate has reached its end; otherwise nothing is done: " + row.reason;
}

/// The file asks for distrust, and which certificate is meant nobody can tell any more.
void refuse_distrust(PlannedTrust& row, std::string reason) {
    row.action = Action::fail;
    row.reason = std::move(reason);
    row.error = core::Error{
        core::ErrorCode::unfit,
        row.reason,
        fmt::format("distrust it by hand, with `gpotrust package --add --store Disallowed --gpo-name \"{}\"{} EXPORT`",
                    core::printable(row.identity.name), row.identity.domain.empty() ? "" : " --domain " + core::printable(row.identity.domain)),
        {}};
}

void plan_retirement(const ListedTrust& trust, const ledger::Event& newest, PlannedTrust& row) {
    if (newest.certificates.empty()) {
        row.reason = "retired";
        if (trust.distrust) refuse_distrust(row, "it is retired and holds no certificate that could be distrusted");
        return;
    }
    // What is distrusted already stays so: taking it out of Disallowed would be trust again for whoever has it otherwise.
    if (trusts_nothing(newest)) {
        row.reason = trust.distrust ? "distrusted" : "retired, and distrusted";
        return;
    }
    row.action = trust.distrust ? Action::distrust : Action::retire;
    row.reason = trust.distrust ? "the file distrusts it" : "the file retires it";
}

void refuse_distrusted(PlannedTrust& row) {
    row.action = Action::fail;
    row.reason = "the exports hold a certificate that is distrusted by this policy";
    row.error = core::Error{core::ErrorCode::unfit, row.reason, "a distrusted certificate does not come back: make a new one, with a new key", {}};
}

std::string list_of(const std::vector<Sha1Thumbprint>& thumbprints) {
    std::string list;
    for (const Sha1Thumbprint& thumbprint : thumbprints) list += fmt::format("{}{}", list.empty() ? "" : ", ", core::to_hex(thumbprint));
    return list;
}

std::string told_as_added(const PlannedTrust& row) {
    const std::string more = fmt::format("{} more", certificates(row.arriving.size()));
    if (row.staying.empty()) return more;
    const std::string stays = fmt::format("{} on the way out {} listed, and stay{}", certificates(row.staying.size()),
                                          row.staying.size() == 1 ? "is" : "are", row.staying.size() == 1 ? "s" : "");
    return row.arriving.empty() ? stays : fmt::format("{}; {}", more, stays);
}

/// The file goes on listing what was replaced, and not what is in its place: whoever renewed and whoever wrote the file want different things.
void refuse_replaced(PlannedTrust& row) {
    row.action = Action::fail;
    row.reason = fmt::format("the exports hold what was replaced and is on its way out ({}), and not what is in use ({})", list_of(row.staying),
                             list_of(row.missing));
    row.error =
        core::Error{core::ErrorCode::unfit, row.reason, "name the export of the certificate in use instead; name both, and both stay trusted", {}};
}

void plan_certificates(const ListedTrust& trust, const Offer& offer, const ledger::Event& newest, PlannedTrust& row) {
    const Thumbprints offered(offer.certificates.begin(), offer.certificates.end());
    const Thumbprints used = in_use(newest);
    row.arriving = without(offered, on_record(newest));
    row.staying = in_both(without(offered, used), retiring(newest));
    row.missing = without(used, offered);
    const bool wants_distrust = std::find(trust.stores.begin(), trust.stores.end(), trust::Store::disallowed) != trust.stores.end();
    if (!wants_distrust && without(offered, distrusted(newest)).size() < offered.size()) {
        refuse_distrusted(row);
    } else if (used.empty() && !wants_distrust && distrusted(newest).empty()) {
        row.action = Action::package;
        row.reason = "retired, and the file trusts it again";
    } else if (row.arriving.empty() && row.staying.empty()) {
        drop_or_leave(row);
    } else if (row.missing.empty()) {
        row.action = Action::add;
        row.reason = told_as_added(row);
    } else if (!row.staying.empty()) {
        refuse_replaced(row);
    } else {
        row.action = Action::renew;
        row.reason = fmt::format("{} new in place of {} in use", row.arriving.size(), row.missing.size());
    }
}

void plan_new(const ListedTrust& trust, const Offer& offer, PlannedTrust& row) {
    if (trust.retired) {
        row.reason = "retired, and there is no package of it";
        if (trust.distrust) refuse_distrust(row, "there is no package of it, and so no certificate that could be distrusted");
        return;
    }
    row.action = Action::package;
    row.arriving = offer.certificates;
    std::sort(row.arriving.begin(), row.arriving.end());
    row.reason = fmt::format("new, {}", certificates(row.arriving.size()));
}

PlannedTrust plan_listed(const ListedTrust& trust, const Offer& offer, const ledger::TrustState* state, core::UtcTime now) {
    PlannedTrust row;
    if (state != nullptr) row = row_of(state->newest, status_of(*state, trust.reminding.schedule, now));
    if (state == nullptr) row.identity = trust.identity;
    if (!trust.retired && offer.error) {
        row.action = Action::fail;
        row.error = offer.error;
        row.reason = offer.error->message;
    } else if (state == nullptr) {
        plan_new(trust, offer, row);
    } else if (trust.retired) {
        plan_retirement(trust, state->newest, row);
    } else {
        plan_certificates(trust, offer, state->newest, row);
    }
    drop_all_the_same(row);
    return row;
}

PlannedTrust plan_unlisted(const EstateFile* file, const ledger::TrustState& state, core::UtcTime now) {
    const Schedule schedule = file == nullptr ? Schedule() : file->defaults.schedule;
    PlannedTrust row = row_of(state.newest, status_of(state, schedule, now));
    drop_or_leave(row);
    if (file != nullptr) row.reason = fmt::format("not in the file; {}", row.reason);
    return row;
}

}  // namespace

std::string_view to_text(Action action) {
    switch (action) {
        case Action::package:
            return "package";
        case Action::add:
            return "add";
        case Action::renew:
            return "renew";
        case Action::retire:
            return "retire";
        case Action::distrust:
            return "distrust";
        case Action::drop:
            return "drop";
        case Action::unchanged:
            return "unchanged";
        case Action::fail:
            break;
    }
    return "fail";
}

bool makes_revision(Action action) { return action != Action::unchanged && action != Action::fail; }

std::vector<PlannedTrust> make_plan(const EstateFile* file, std::span<const Offer> offers, std::span<const ledger::TrustState> states,
                                    core::UtcTime now) {
    std::map<core::Guid, const ledger::TrustState*> recorded;
    for (const ledger::TrustState& state : states) recorded.emplace(state.newest.gpo_guid, &state);
    std::vector<PlannedTrust> plan;
    const std::size_t count = file == nullptr ? 0 : file->trusts.size();
    for (std::size_t i = 0; i < count; ++i) {
        const auto found = recorded.find(file->trusts[i].identity.guid);
        const bool is_recorded = found != recorded.end();
        plan.push_back(plan_listed(file->trusts[i], i < offers.size() ? offers[i] : Offer(), is_recorded ? found->second : nullptr, now));
        plan.back().listed = i;
        if (is_recorded) recorded.erase(found);
    }
    for (const ledger::TrustState& state : states) {
        if (recorded.contains(state.newest.gpo_guid)) plan.push_back(plan_unlisted(file, state, now));
    }
    return plan;
}

}  // namespace gpotrust::renewal
