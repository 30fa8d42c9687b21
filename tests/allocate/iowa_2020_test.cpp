// SPDX-License-Identifier: MIT
// The whole 2020 Iowa release, read from ../shared/data beside the checkout where it is there: how many precincts broke
// each rule is known, and only one reading of the caucus math meets every count.
#include "allocate/pools.hpp"
#include "catch.hpp"

#include <caucus_tally/caucus_math.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

using namespace caucus_tally;

namespace {

const std::filesystem::path folder = std::filesystem::path(__FILE__).parent_path() / "../../../shared/data/iowa-2020";

struct Unit {
    std::uint64_t delegates = 0;  ///< 0: not known
    Decimal sde;
    std::vector<Votes> first;
    std::vector<Votes> final;
    std::vector<Decimal> won_sde;
};

/// The fields of a line of this release, in which only names are quoted.
std::vector<std::string> fields_of(const std::string& line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            fields.emplace_back();
        } else if (c != '\r') {
            fields.back() += c;
        }
    }
    return fields;
}

using Units = std::map<std::pair<std::string, std::string>, Unit>;

Units read_release() {
    Units units;
    std::string line;
    std::ifstream unit_rows(folder / "2020-ia-dem.units.csv");
    std::getline(unit_rows, line);
    while (std::getline(unit_rows, line)) {
        const auto fields = fields_of(line);
        Unit& unit = units[{fields[0], fields[1]}];
        if (fields[3].empty()) continue;
        unit.delegates = std::stoull(fields[3]);
        unit.sde = parse_decimal(fields[4]).value();
    }
    std::ifstream result_rows(folder / "2020-ia-dem.results.csv");
    std::getline(result_rows, line);
    while (std::getline(result_rows, line)) {
        const auto fields = fields_of(line);
        Unit& unit = units.at({fields[0], fields[1]});
        unit.first.push_back(std::stoull(fields[3]));
        unit.final.push_back(std::stoull(fields[4]));
        unit.won_sde.push_back(parse_decimal(fields[5]).value());
    }
    return units;
}

Votes sum(const std::vector<Votes>& votes) {
    Votes total = 0;
    for (const Votes count : votes) total += count;
    return total;
}

struct Counts {
    int tied = 0, nonviable_delegates = 0, viable_without = 0, over = 0, under = 0, wrong = 0;
};

void judge(const Unit& unit, Counts& counts) {
    const std::uint64_t d = unit.delegates;
    std::vector<std::uint64_t> won;
    std::uint64_t all = 0;
    for (const Decimal sde : unit.won_sde) {
        won.push_back(delegates_from_sde(sde, unit.sde, d).value());
        all += won.back();
    }
    const PrecinctAllocation computed = allocate_precinct(caucus_rules("iowa-2020"), {sum(unit.first), d, unit.final});
    const bool shared = computed.outcome == PrecinctCase::shared;
    const bool lawful = shared && !computed.too_many_groups;
    if (all > std::max<Uint128>(d, lawful ? computed.delegates_total : 0)) ++counts.over;
    if (all > 0 && all < d) ++counts.under;
    if (!computed.viability) return;

    bool nonviable_delegates = false;
    bool viable_without = false;
    for (std::size_t i = 0; i < won.size(); ++i) {
        const bool viable = unit.final[i] >= *computed.viability;
        nonviable_delegates |= unit.final[i] > 0 && !viable && won[i] > 0;
        viable_without |= viable && won[i] == 0;
    }
    if (nonviable_delegates) ++counts.nonviable_delegates;
    if (viable_without && all > 0 && !computed.too_many_groups) ++counts.viable_without;
    if (!lawful) return;
    if (computed.tie) ++counts.tied;
    if (all > 0 && !allows(computed, won)) ++counts.wrong;
}

}  // namespace

TEST_CASE("every broken precinct of Iowa 2020 is found, and no other") {
    if (!std::filesystem::exists(folder)) {
        WARN("skipped: " << folder << " is not there");
        return;
    }
    const Units units = read_release();
    REQUIRE(units.size() == 1765);
    Counts counts;
    int with_delegates = 0;
    for (const auto& [name, unit] : units) {
        if (unit.delegates == 0) continue;
        ++with_delegates;
        judge(unit, counts);
    }
    CHECK(with_delegates == 1666);
    CHECK(counts.wrong == 102);
    CHECK(counts.tied == 99);
    CHECK(counts.over == 20);
    CHECK(counts.under == 22);
    CHECK(counts.nonviable_delegates == 26);
    CHECK(counts.viable_without == 8);
}
