// SPDX-License-Identifier: MIT
#include "precincts/ledger.hpp"
#include "precincts/reconcile.hpp"
#include "precincts/row_source.hpp"
#include "precincts/totals.hpp"
#include "precincts/worker.hpp"

#include <algorithm>
#include <caucus_tally/tabulate.hpp>
#include <deque>
#include <exception>
#include <system_error>
#include <thread>

namespace caucus_tally {
namespace {

// A thread that is started for less than this costs more than it saves.
constexpr std::uint64_t bytes_for_a_thread = std::uint64_t{4} << 20;

std::size_t worker_count(const TabulateOptions& options, std::uint64_t bytes_total) {
    const std::size_t wanted =
        options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    if (bytes_total == 0 || options.threads > 0) return wanted;
    return std::clamp<std::size_t>(bytes_total / bytes_for_a_thread, 1, wanted);
}

void add_all_blocks(RowSource& source, Worker& worker, Ledger& ledger) {
    Block block;
    while (source.next(block)) {
        BlockReport report;
        const std::size_t taken = worker.add_block(block, report);
        if (taken < block.rows.size()) source.give_back(block.rows.substr(taken));
        ledger.enter(std::move(report));
    }
}

/// Runs every worker in a thread of its own, the first one in this.
void run(RowSource& source, std::deque<Worker>& workers, Ledger& ledger) {
    std::vector<std::exception_ptr> failures(workers.size());
    const auto work = [&](std::size_t i) {
        try {
            add_all_blocks(source, workers[i], ledger);
        } catch (...) {
            failures[i] = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> threads;
        try {
            for (std::size_t i = 1; i < workers.size(); ++i) threads.emplace_back(work, i);
        } catch (const std::system_error&) {
            // No more threads to be had: those that there are do all the work.
        }
        work(0);
    }
    for (const std::exception_ptr& failure : failures)
        if (failure) std::rethrow_exception(failure);
}

}  // namespace

Tabulation tabulate(std::span<const TableInput> inputs, const TabulateOptions& options) {
    Ledger ledger(inputs, options.max_findings);
    const Query query = make_query(options);
    RowSource source(inputs, options, query, ledger);
    std::deque<Worker> workers;
    for (std::size_t i = worker_count(options, source.bytes_total()); i > 0; --i) workers.emplace_back(query, options);
    if (workers.size() == 1) source.read_alone();
    run(source, workers, ledger);

    Tabulation totals = ledger.take();
    const TableColumns& columns = source.columns();
    totals.by = query.by;
    totals.counts = source.counts();
    if (workers.size() == 1) {
        write_groups(totals, workers.front().groups(), ledger.odd_names(), options.max_findings);
    } else {
        Groups groups(query.by.size());
        for (const Worker& worker : workers) merge_groups(groups, worker.groups());
        write_groups(totals, groups, ledger.odd_names(), options.max_findings);
    }
    if (query.marks_totals) fold_total_modes(totals, options.max_findings);
    if (query.default_by) drop_absent_columns(totals, columns);
    report_differences(totals, columns, inputs, query, options.max_findings);
    return totals;
}

}  // namespace caucus_tally
