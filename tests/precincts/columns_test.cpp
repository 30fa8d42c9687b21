// SPDX-License-Identifier: MIT
#include "precincts/columns.hpp"

#include "catch.hpp"
#include "csv/csv_reader.hpp"

using namespace caucus_tally;

namespace {

PrecinctHeader recognize(std::string_view line) {
    std::vector<Finding> findings;
    CsvReader reader(open_memory(line), "t.csv");
    REQUIRE(reader.next(findings));
    return recognize_header(reader.fields());
}

std::string roles(std::string_view line) {
    static constexpr std::string_view letters = "CPODYNVTMRxu-";
    std::string text;
    for (const PrecinctColumn& column : recognize(line).columns) text += letters[static_cast<std::size_t>(column.role)];
    return text;
}

std::vector<std::string> problems(std::string_view line) {
    std::vector<std::string> texts;
    for (const HeaderProblem& problem : check_header(recognize(line)))
        texts.push_back((problem.when == Case::usual ? "E " : "W ") + std::to_string(problem.column) + " " +
                        problem.message);
    return texts;
}

}  // namespace

TEST_CASE("the roles of real headers' columns are recognized in any order") {
    CHECK(roles("county,precinct,office,district,party,candidate,votes") == "CPODYNV");
    CHECK(roles("candidate,office,district,party,county,precinct,mail,early_voting,election_day,votes") ==
          "NODYCPTTTV");
    CHECK(roles("\"county\",\"precinct\",\"district\",\"office\",\"party\",\"candidate\",\"votes\"") == "CPDOYNV");
    CHECK(roles("candidate,party,percent,votes,office") == "NYxVO");
    CHECK(roles("county,ward,office,district,total votes,party,candidate,votes") == "CPODxYNV");
    CHECK(roles("county,precinct,office,district,party,candidate,total_votes") == "CPODYNV");
    CHECK(roles("county,precinct,precinct_name,office,district,candidate,party,early_voting,election_day,votes") ==
          "CPxODNYTTV");
    CHECK(roles("county,precinct,office,district,party,candidate,votes,group3,group1") == "CPODYNVTT");
    CHECK(
        roles(
            "county,precinct,office,district,party,candidate,votes,public_counter_votes,emergency_votes,"
            "absentee_military_votes,federal_votes,affidavit_votes,manually_counted_emergency,special_presidential") ==
        "CPODYNVTTTTTTT");
    // What `show --by` writes can be tabulated and checked: its unit is the precinct.
    CHECK(roles("contest,level,unit,candidate,kind,status,votes,percent,delegates") == "OxPNxxVxx");
    CHECK(roles("office,district,candidate,party,reporting_level,jurisdiction,vote_type,votes") == "ODNYRPMV");
    // Names that states and counties use in files of their own.
    CHECK(roles("choice_name,contest_name,vote_total") == "NOV");
    CHECK(roles("candidate,count") == "NV");
    CHECK(roles("office,candidate_or_option,votes") == "ONV");
    CHECK(roles("county,office,name_raw,votes") == "CONV");
    CHECK(roles("county,precinct,office,candidate,poll_votes,late_early,hand_counted,regular_votes") == "CPONTTTT");
    CHECK(roles("candidate_party,county,race,vote_type,votes") == "NCOMV");
    CHECK(roles("County,Election Date,Precinct,Contest Name,Choice,Choice Party,Vote For,Election Day,One Stop,"
                "Absentee by Mail,Provisional,Total Votes") == "CxPONYxTTTTV");
    CHECK(roles("year,state,state_po,county_name,county_fips,office,candidate,party_simplified,party_detailed,mode,"
                "candidatevotes,totalvotes") == "xxxCxONYxMVx");
}

TEST_CASE("a doubtful name is a vote type only beside another") {
    CHECK(roles("county,precinct,office,district,party,candidate,absentee,election_date,votes") == "CPODYNTTV");
    CHECK(recognize("candidate,absentee,election_date,votes").columns[2].name == "election_day");
    CHECK(roles("candidate,election_date,votes") == "NuV");
    CHECK(roles("candidate,other,absentee,election_day,votes") == "NTTTV");
}

TEST_CASE("what is no precinct table is not taken for one") {
    for (const std::string_view line :
         {"county", "year,column,type", "early_voting,election_day,votes", "county,votes,mail,absentee",
          "Precinct,Stan Gustafson,Pam Deichmann,OVER VOTE,UNDER VOTE,SCATTERING,TOTAL",
          "county,general_2016,primary_2016,general_2014", "county,office,district,party,first,last,votes",
          "candidate,party"})
        CHECK_FALSE(recognize(line).is_precinct_table());
    CHECK(recognize("precinct,office,candidate,votes").is_precinct_table());
    CHECK(recognize("county,precinct,office,district,party,candidate,election_day,absentee").is_precinct_table());
}

TEST_CASE("columns are found by any spelling of their name") {
    const PrecinctHeader header = recognize("county_name,candidate,Early Voting,votes,");
    CHECK(header.find("county") == 0u);
    CHECK(header.find("EARLY.VOTING") == 2u);
    CHECK_FALSE(header.find("district"));
    CHECK(recognize("race,candidate,votes").find("contest") == 0u);
    CHECK(recognize("race,contest,candidate,votes").find("race") == 0u);
    CHECK(recognize("Office,precinct_name,votes").find("ward") == 1u);
    CHECK_FALSE(header.find(""));
}

TEST_CASE("what a table lacks is said, with the column that was meant") {
    const auto lacks = [](std::string_view line) {
        const auto missing = missing_columns(recognize(line), true);
        return missing ? missing->message + (missing->misspelt ? " @" + std::to_string(*missing->misspelt) : "") : "";
    };
    CHECK(lacks("candidate,votes") == "");
    CHECK(lacks("candidate,count") == "");
    CHECK(lacks("candidate,absentee") == "");
    CHECK(lacks("office,votes") == "no column for the candidate");
    CHECK(lacks("candidate,party") == "no column for the votes");
    CHECK(lacks("year,column") == "not a precinct table: no column for the candidate and none for the votes");
    CHECK(lacks("office,candidte,votes") ==
          "no column for the candidate; unknown column \"candidte\": did you mean \"candidate\"? @1");
    CHECK_FALSE(missing_columns(recognize("office,votes"), false).has_value());
}

TEST_CASE("repeated, misspelt, unknown and unnamed columns are named") {
    using Texts = std::vector<std::string>;
    CHECK(problems("county,precinct,office,district,party,candidate,votes,winner").empty());
    CHECK(problems("precinct,office,district,district,candidate,votes") ==
          Texts{"E 3 column \"district\" is there twice"});
    CHECK(problems("county,precinct,office,distict,candidate,party,votes") ==
          Texts{"E 3 unknown column \"distict\"; did you mean \"district\"?"});
    CHECK(problems("county,precint,office,candidate,votes") ==
          Texts{"E 1 unknown column \"precint\"; did you mean \"precinct\"?"});
    CHECK(problems("candidate,ealry_voting,election_day,votes") ==
          Texts{"E 1 unknown column \"ealry_voting\"; did you mean \"early_voting\"?"});
    CHECK(problems("1,county,candidate,votes,,") ==
          Texts{"W 0 unknown column \"1\"", "W 4 a column without a name", "W 5 a column without a name"});
    CHECK(problems("candidate,votes" + std::string(1000, ',')) == Texts{"E 1000 more than 1000 columns"});
}
