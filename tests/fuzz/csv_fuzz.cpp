// SPDX-License-Identifier: MIT
// Any bytes as a CSV table: the reader, the precinct checks and the tabulating engine must not crash, and the engine
// must say the same whatever the size of its blocks. The first byte chooses the blocks, the second a grouping.
#include "csv/csv_reader.hpp"
#include "precincts/totals_text.hpp"

#include <caucus_tally/precincts.hpp>
#include <cstdlib>

using namespace caucus_tally;

namespace {

constexpr std::size_t row_limit = 4096;

std::string tabulate_text(std::string_view text, TestedOptions options) {
    options.max_row_bytes = row_limit;
    options.max_findings = 1000;
    const TableInput input{"fuzz.csv", text};
    const Tabulation totals = tabulate({&input, 1}, options, options);
    std::uint64_t kept_out = 0;
    for (const KeptOutRows& rows : totals.kept_out) kept_out += rows.rows;
    if (totals.rows != totals.summed_rows + totals.bad_rows + totals.unwanted_rows + totals.unknown_rows + kept_out)
        std::abort();
    return groups_text(totals) + findings_text(totals);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);

    std::vector<Finding> findings;
    CsvReader reader(open_memory(text), "fuzz.csv", row_limit);
    while (reader.next(findings)) {
        const std::size_t fields = reader.fields().size();
        if (fields == 0 || reader.locate(fields - 1).line < reader.line()) std::abort();
    }

    const CheckedTable checked = check_precinct_table({"fuzz.csv", text});
    std::uint64_t counted = 0;
    for (const std::uint64_t count : checked.counts) counted += count;
    if (checked.findings.size() > counted || (checked.rows == 0 && counted == 0 && checked.precinct_table))
        std::abort();

    TestedOptions options;
    if (data[1] % 2 != 0) options.by = {"candidate"};
    options.thousands = data[1] % 4 >= 2;
    if (data[1] % 8 >= 4) options.where = {{"office", "*a*", true}};
    options.threads = 1;
    const std::string whole = tabulate_text(text, options);
    options.block_bytes = 1 + data[0];
    options.threads = 1 + data[1] / 128U;
    if (tabulate_text(text, options) != whole) std::abort();
    return 0;
}
