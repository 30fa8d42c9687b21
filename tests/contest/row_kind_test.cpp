// SPDX-License-Identifier: MIT
#include "contest/row_kind.hpp"

#include "catch.hpp"

using namespace caucus_tally;

TEST_CASE("what is counted beside the choices is known in its many spellings") {
    for (const std::string_view name : {"Registered Voters",
                                        "REGISTERED VOTERS - TOTAL",
                                        "Reg. Voters",
                                        "Ballots Cast",
                                        "Ballots Cast - Blank",
                                        "Over Votes",
                                        "OVERVOTES",
                                        "Over Vote",
                                        "Under Votes",
                                        "Undervotes",
                                        "Over/Under Votes",
                                        "Blank",
                                        "BLANKS",
                                        "Times Cast",
                                        "Cards Cast",
                                        "Voter Turnout",
                                        "Total Ballots Cast",
                                        " Void ",
                                        "'Blank'",
                                        "Total Under Votes",
                                        "Public Counter",
                                        "BALLOTS CAST-BLANK",
                                        "Registered Voters - DEM",
                                        "Number of Registered Voters"})
        CHECK(kind_by_choice(name) == RowKind::ballots);
}

TEST_CASE("total rows are known by candidate and by unit") {
    for (const std::string_view name : {"Total", "TOTALS", "Total Votes", "TOTAL VOTES CAST", "County Total",
                                        "Adair County Totals", "Grand Total:", "Subtotal", "Cumulative"}) {
        CHECK(kind_by_choice(name) == RowKind::total);
        CHECK(kind_by_unit(name) == RowKind::total);
    }
}

TEST_CASE("the total of the write-ins is a choice, since it is mostly all there is of them") {
    for (const std::string_view name : {"Write-In Totals", "Write In Total", "Write-ln Totals", "TOTAL WRITE-INS"}) {
        CHECK(kind_by_choice(name) == RowKind::candidate);
        CHECK(is_write_in_total(name));
    }
    for (const std::string_view name : {"Write-In", "Total Votes", "Scattering", ""})
        CHECK_FALSE(is_write_in_total(name));
}

TEST_CASE("write-ins are known by their names") {
    for (const std::string_view name :
         {"Write-In", "WRITEIN", "Write-ln Totals", "Jo Smith (Write-In)", "Jo Smith (W)"})
        CHECK(is_write_in(name));
    for (const std::string_view name : {"Jo Smith", "Not Assigned", "Jo Smith (R)", "W", ""})
        CHECK_FALSE(is_write_in(name));
}

TEST_CASE("a vote for a whole party is known in the office or in the candidate") {
    for (const std::string_view name : {"Straight Party", "STRAIGHT PARTY", "Straight-Party Ticket", "straight ticket"})
        CHECK(is_straight_party(name));
    for (const std::string_view name : {"Jo Straight", "Straight", "Party", "Straightparty", ""})
        CHECK_FALSE(is_straight_party(name));
}

TEST_CASE("choices and units are not taken for anything else") {
    for (const std::string_view name :
         {"None of These Candidates", "Uncommitted", "Write-ins", "Scattering", "Yes", "No", "Rebecca Blank",
          "Totalia Smith", "Jo Voters-Smith", "Ben Over", "No Vote", ""})
        CHECK(kind_by_choice(name) == RowKind::candidate);
    for (const std::string_view name : {"Precinct 1", "Registered Voters", "Totalville", "Absentee", "Teton 5", ""})
        CHECK(kind_by_unit(name) == RowKind::candidate);
}
