// SPDX-License-Identifier: MIT
#pragma once

#include <caucus_tally/finding.hpp>
#include <caucus_tally/numbers.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace caucus_tally {

/// Where a total row stands.
struct TotalPlace {
    Location location;
    std::string unit;
};

/// The total rows of counties' precincts, compared with the precincts (CT201) where that is certain: the county's rows
/// follow each other, and every one of them was understood.
class TotalRows {
public:
    /// Starts with a county's rows. `flaws` counts the rows so far that were not understood.
    void start_county(std::uint32_t county, std::uint64_t flaws);
    /// The number of the current county's run of rows, from 1.
    std::uint32_t run() const { return run_; }
    std::uint32_t county() const { return county_; }

    /// A total row for a choice.
    void add(std::uint32_t choice, Votes stated, TotalPlace place);

    /// Ends the current county's rows. `sum_of` gives the sum over its precincts, or nothing where there is none.
    template <typename SumOf>
    void end_county(std::uint64_t flaws, const SumOf& sum_of) {
        if (flaws == flaws_before_)
            for (Stated& each : stated_)
                if (const auto sum = sum_of(each.choice)) compare(each, *sum);
        stated_.clear();
    }
    /// Those that are wrong. Counties that came more than once are left out.
    std::vector<Finding> take();

private:
    struct Stated {
        std::uint32_t choice = 0;
        Votes votes = 0;
        TotalPlace place;
    };
    struct Wrong {
        std::uint32_t county = 0;
        Finding finding;
    };
    void compare(Stated& stated, Votes sum);

    std::uint32_t county_ = UINT32_MAX;
    std::uint32_t run_ = 0;
    std::uint64_t flaws_before_ = 0;
    std::vector<std::uint8_t> runs_;  // of each county: 0, 1, 2 for more
    std::vector<Stated> stated_;
    std::vector<Wrong> wrong_;
};

}  // namespace caucus_tally
