// SPDX-FileCopyrightText: The gpotrust contributors
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/advice.hpp"
#include "app/applied_decision.hpp"
#include "app/found_estate_file.hpp"
#include "app/namesakes.hpp"
#include "app/parallel.hpp"
#include "gpotrust/core/text.hpp"
#include "gpotrust/platform/paths.hpp"

namespace gpotrust::app {
namespace {

namespace fs = std::filesystem;
using renewal::EstateFile;
using report::AppliedTrust;
using report::ApplyOutcome;

/// Packages that are built and not yet placed wait in memory: not more than this many at once.
constexpr std::size_t k_batch = 32;

core::Result<std::vector<ListedWork>> listed_work(const FoundEstateFile& found, const ApplyRequest& request, const ApplyOutcome& outcome) {
    std::vector<ListedWork> works;
    for (const renewal::ListedTrust& trust : found.file.trusts) {
        auto wanted = request_of(trust, found.folder, request);
        if (!wanted) return core::fail(std::move(wanted).error().in(core::printable(outcome.file)));
        works.push_back({&trust, *std::move(wanted)});
    }
    return works;
}

/// Policies with higher revisions on disk than in the ledger.
core::Result<std::vector<std::string>> not_on_record(const Estate& estate) {
    GPOTRUST_TRY_ASSIGN(const PackageTimes packages, package_times(estate.layout().packages()));
    std::vector<std::string> slugs;
    for (const auto& [slug, time] : packages) {
        GPOTRUST_TRY_ASSIGN(const unsigned on_disk, estate.highest_on_disk(slug));
        GPOTRUST_TRY_ASSIGN(const std::optional<ledger::Event> recorded, estate.newest(slug));
        if (on_disk > (recorded ? recorded->revision : 0U)) slugs.push_back(slug);
    }
    return slugs;
}

bool trusts_any(const ledger::Event& event) {
    return std::any_of(event.certificates.begin(), event.certificates.end(),
                       [](const auto& entry) { return entry.role != trust::to_text(trust::Role::distrusted); });
}

/// One run over one estate.
class Application {
public:
    Application(const ApplyRequest& request, const ApplyProgress& progress, ApplyOutcome& outcome)
        : m_request(request), m_progress(progress), m_outcome(outcome) {}

    core::Result<void> carry_out(const std::optional<FoundEstateFile>& found, std::vector<ListedWork>& works, const Passwords& passwords) {
        if (found) {
            note_followers(works);
            open_exports(found->folder, works, passwords);
        }
        const Run run{.now = m_request.now, .dry_run = m_request.dry_run, .allow_network_share = m_request.allow_network_share};
        GPOTRUST_TRY_ASSIGN(auto estate, open_estate(m_request.estate, run, m_outcome));
        if (!estate) return {};
        auto states = estate->states();
        if (!states) {
            add_error(m_outcome, std::move(states).error());
            return {};
        }
        make_rows(found ? &found->file : nullptr, works, *states);
        if (m_request.dry_run) GPOTRUST_TRY(note_adoptions(*estate));
        decide_rows(works, *estate);
        if (m_request.dry_run) return {};
        if (m_progress.planned) m_progress.planned(m_outcome);
        commit_rows(works, *estate);
        return {};
    }

private:
    /// A row that is to be carried out.
    struct Task {
        std::size_t row = 0;
        AppliedDecision applied;
    };

    [[nodiscard]] std::function<void(std::size_t)> steps(std::string_view what, std::size_t total) const {
        if (!m_progress.step) return {};
        return [this, what, total](std::size_t done) { m_progress.step(what, done, total); };
    }

    /// A certificate may come in ahead of its time where it follows one that is trusted. The estate is only looked at: reading exports may take long.
    void note_followers(std::vector<ListedWork>& works) const {
        const auto estate = Estate::open(m_request.estate, EstateUse::look, true);
        if (!estate) return;  // which is told when it is opened for the run
        for (ListedWork& work : works) {
            const auto recorded = estate->newest(work.trust->identity.guid);
            work.follows = recorded && *recorded && trusts_any(**recorded);
        }
    }

    void open_exports(const fs::path& folder, std::vector<ListedWork>& works, const Passwords& passwords) {
        const auto open = [&](std::size_t i) { works[i].opened = open_listed(works[i], folder, passwords); };
        in_parallel(m_request.jobs, works.size(), open, steps("reading exports", works.size()));
        for (ListedWork& work : works) {
            m_outcome.exit_code = core::worse(m_outcome.exit_code, work.opened.exit_code);
            std::move(work.opened.exports.begin(), work.opened.exports.end(), std::back_inserter(m_outcome.exports));
        }
    }

    void make_rows(const EstateFile* file, const std::vector<ListedWork>& works, const std::vector<ledger::TrustState>& states) {
        std::vector<renewal::Offer> offers;
        for (const ListedWork& work : works) offers.push_back(work.opened.offer);
        for (renewal::PlannedTrust& planned : renewal::make_plan(file, offers, states, m_request.now)) {
            AppliedTrust row;
            row.error = planned.error;
            row.planned = std::move(planned);
            if (row.error) note_failure(*row.error);
            m_outcome.plan.push_back(std::move(row));
        }
    }

    /// A run adopts whole revisions that the ledger lacks before it plans; what it would then do cannot be told by looking.
    core::Result<void> note_adoptions(const Estate& estate) {
        GPOTRUST_TRY_ASSIGN(const std::vector<std::string> slugs, not_on_record(estate));
        for (const std::string& slug : slugs) {
            m_outcome.warnings.push_back(fmt::format(
                "{} holds revisions that the ledger lacks: the run itself adopts those that are whole, before it plans", core::printable(slug)));
            const auto owner = estate.owner_on_disk(slug);
            for (AppliedTrust& row : m_outcome.plan) {
                if (row.error || owner != row.planned.identity.guid) continue;
                row.planned.action = renewal::Action::unchanged;
                row.planned.reason = "on disk and not in the ledger: the run adopts it first, and then plans";
                m_to_adopt.insert(*owner);
            }
        }
        return {};
    }

    void note_failure(const core::Error& error) { m_outcome.exit_code = core::worse(m_outcome.exit_code, core::exit_code_for(error.code)); }

    void fail_row(AppliedTrust& row, core::Error error) {
        row.error = isolated(std::move(error));
        note_failure(*row.error);
    }

    [[nodiscard]] const ListedWork* work_of(const AppliedTrust& row, const std::vector<ListedWork>& works) const {
        return row.planned.listed ? &works[*row.planned.listed] : nullptr;
    }

    void decide_rows(const std::vector<ListedWork>& works, const Estate& estate) {
        AssignedSlugs assigned;
        for (std::size_t i = 0; i < m_outcome.plan.size(); ++i) {
            AppliedTrust& row = m_outcome.plan[i];
            if (m_to_adopt.contains(row.planned.identity.guid)) continue;
            auto decided = decide_row(row.planned, work_of(row, works), m_request, estate, assigned);
            if (!decided) {
                const bool may_drop = row.planned.holds_ended && row.planned.action != renewal::Action::drop;
                row.planned.action = may_drop ? renewal::Action::drop : renewal::Action::fail;
                fail_row(row, std::move(decided).error());
                row.planned.reason = row.error->message;
                if (may_drop) decided = drop_all_the_same(row, estate, assigned);
            }
            if (decided && *decided) {
                if (!row.error && row.planned.error) fail_row(row, *row.planned.error);
                note_decision(row, (*decided)->decision);
                m_tasks.push_back({i, *std::move(*decided)});
            }
        }
    }

    /// What else was to be done failed, which is told; what has ended leaves.
    core::Result<std::optional<AppliedDecision>> drop_all_the_same(AppliedTrust& row, const Estate& estate, AssignedSlugs& assigned) {
        auto dropped = decide_row(row.planned, nullptr, m_request, estate, assigned);
        if (dropped) {
            row.planned.reason = "a replaced certificate has reached its end; otherwise nothing is done: " + row.planned.reason;
        } else {
            row.planned.action = renewal::Action::fail;
        }
        return dropped;
    }

    static void note_decision(AppliedTrust& row, const Decision& decision) {
        row.planned.slug = decision.revision.slug;
        if (!decision.unchanged) {
            row.makes = decision.revision.number;
        } else if (renewal::makes_revision(row.planned.action)) {
            row.planned.action = renewal::Action::unchanged;  // it comes to what the newest revision says
        }
    }

    /// What is unchanged is looked after first; then packages are built in batches, side by side, and placed in the order of the plan.
    void commit_rows(const std::vector<ListedWork>& works, Estate& estate) {
        const auto first_new =
            std::stable_partition(m_tasks.begin(), m_tasks.end(), [](const Task& task) { return task.applied.decision.unchanged.has_value(); });
        for (auto task = m_tasks.begin(); task != first_new; ++task) finish(*task, commit(task->applied.decision, task->applied.run, estate), works);
        const std::span<const Task> fresh(first_new, m_tasks.end());
        for (std::size_t begin = 0; begin < fresh.size(); begin += k_batch)
            make_batch(fresh.subspan(begin, std::min(k_batch, fresh.size() - begin)), begin, fresh.size(), works, estate);
    }

    void make_batch(std::span<const Task> batch, std::size_t before, std::size_t total, const std::vector<ListedWork>& works, Estate& estate) {
        std::vector<std::optional<core::Result<bundle::Package>>> packages(batch.size());
        const auto build_one = [&](std::size_t i) { packages[i] = build(batch[i].applied.decision, batch[i].applied.run); };
        in_parallel(m_request.jobs, batch.size(), build_one, {});
        for (std::size_t i = 0; i < batch.size(); ++i) {
            const AppliedDecision& applied = batch[i].applied;
            core::Result<bundle::Package>& package = *packages[i];
            finish(batch[i], package ? place(applied.decision, *std::move(package), applied.run, estate) : core::fail(std::move(package).error()),
                   works);
            packages[i].reset();
            if (m_progress.step) m_progress.step("making packages", before + i + 1, total);
        }
    }

    void finish(const Task& task, core::Result<report::PackagedTrust> made, const std::vector<ListedWork>& works) {
        AppliedTrust& row = m_outcome.plan[task.row];
        if (!made) {
            fail_row(row, std::move(made).error());
            return;
        }
        row.done = !made->unchanged;
        const ListedWork* work = work_of(row, works);
        if (work != nullptr && !work->trust->retired) {
            for (std::string& warning : advice_on(*made, work->request)) m_outcome.warnings.push_back(std::move(warning));
        }
        add_package(m_outcome, *std::move(made));
    }

    const ApplyRequest& m_request;
    const ApplyProgress& m_progress;
    ApplyOutcome& m_outcome;
    std::vector<Task> m_tasks;
    std::set<core::Guid> m_to_adopt;  ///< in a dry run: what cannot be decided by looking
};

}  // namespace

core::Result<ApplyOutcome> apply(const ApplyRequest& request, const Passwords& passwords, const ApplyProgress& progress) {
    if (!core::is_utf8(request.operator_name)) return core::fail(core::ErrorCode::usage, "--by is not well-formed UTF-8");
    ApplyOutcome outcome;
    outcome.command = "apply";
    outcome.dry_run = request.dry_run;
    outcome.now = request.now;
    GPOTRUST_TRY_ASSIGN(const fs::path estate, platform::absolute_path(request.estate));
    outcome.estate = platform::path_to_utf8(estate);
    GPOTRUST_TRY_ASSIGN(std::optional<FoundEstateFile> found, find_estate_file(request.file, estate));
    if (found) {
        outcome.file = platform::path_to_utf8(found->path);
        if (const auto look = Estate::open(request.estate, EstateUse::look, true)) take_recorded_guids(found->file, *look);
    }
    std::vector<ListedWork> works;
    if (found) {
        GPOTRUST_TRY_ASSIGN(works, listed_work(*found, request, outcome));
    }
    GPOTRUST_TRY(Application(request, progress, outcome).carry_out(found, works, passwords));
    return outcome;
}

}  // namespace gpotrust::app
