// SPDX-License-Identifier: MIT
#include "base/parallel.hpp"
#include "precincts/ledger.hpp"
#include "precincts/reconcile.hpp"
#include "precincts/row_source.hpp"
#include "precincts/totals.hpp"
#include "precincts/worker.hpp"

#include <algorithm>
#include <caucus_tally/tabulate.hpp>
#include <deque>
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

}  // namespace

Tabulation tabulate(std::span<const TableInput> inputs, const TabulateOptions& options) {
    Ledger ledger(inputs, options.max_findings);
    const Query query = make_query(options);
    RowSource source(inputs, options, query, ledger);
    std::deque<Worker> workers;
    for (std::size_t i = worker_count(options, source.bytes_total()); i > 0; --i) workers.emplace_back(query, options);
    if (workers.size() == 1) source.read_alone();
    for_each_parallel(workers.size(), static_cast<unsigned>(workers.size()),
                      [&](std::size_t i) { add_all_blocks(source, workers[i], ledger); });

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
