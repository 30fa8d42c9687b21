// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "precincts/totals_text.hpp"

#include <caucus_tally/precincts.hpp>

using namespace caucus_tally;

namespace {

Tabulation tabulate_texts(const std::vector<std::string>& texts, TestedOptions options = {}) {
    std::vector<TableInput> inputs;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        std::string name = "a.csv";
        name[0] = static_cast<char>('a' + i);
        inputs.push_back({name, texts[i]});
    }
    return tabulate(inputs, options, options);
}

TestedOptions by(std::vector<std::string> columns) {
    TestedOptions options;
    options.by = std::move(columns);
    return options;
}

}  // namespace

TEST_CASE("votes and vote types are summed by office, district, party and candidate") {
    const Tabulation totals =
        tabulate_texts({"county,precinct,office,district,party,candidate,votes,Early Voting\n"
                        "Adair,1,U.S. House,2,DEM,\"Doe, Jane\",10,3\n"
                        "Adair,1,Governor,,DEM,\"Roe, \"\"Ed\"\"\",7,\n"
                        "Adair,2,U.S. House,2,DEM,\"Doe, Jane\",5,1\n"});
    CHECK(groups_text(totals) ==
          "U.S. House|2|DEM|Doe, Jane|votes=15|early_voting=4\n"
          "Governor||DEM|Roe, \"Ed\"|votes=7|early_voting=?\n");
    CHECK(totals.rows == 3);
    CHECK(totals.summed_rows == 3);
    CHECK(totals.findings.empty());
}

TEST_CASE("groups are made of any columns in the order wanted") {
    const std::string text = "county,office,candidate,votes\nB,Governor,X,1\nA,Governor,X,2\nB,Governor,Y,4\n";
    CHECK(groups_text(tabulate_texts({text}, by({"candidate", "county"}))) ==
          "X|B|votes=1\nX|A|votes=2\nY|B|votes=4\n");
    CHECK(groups_text(tabulate_texts({text}, by({"Office"}))) == "Governor|votes=7\n");
}

TEST_CASE("tables of different layouts are added up together") {
    const Tabulation totals = tabulate_texts({"precinct,office,candidate,votes\n1,Mayor,X,1\n1,Mayor,Y,2\n",
                                              "absentee,votes,candidate,office,county\n3,8,Y,Mayor,A\n4,9,Z,Mayor,A\n",
                                              "candidate,votes,office\nX,20,Mayor\n"},
                                             by({"office", "candidate"}));
    CHECK(totals.files == 3);
    CHECK(groups_text(totals) ==
          "Mayor|X|votes=21|absentee=?\nMayor|Y|votes=10|absentee=3\nMayor|Z|votes=9|absentee=4\n");
}

TEST_CASE("filters choose rows by text or glob, widening on one column and narrowing on several") {
    const std::string text =
        "county,office,candidate,votes\nA,Governor,X,1\nA,U.S. House,X,2\nB,U.S. Senate,X,4\nB,Mayor,X,8\n";
    TestedOptions options = by({"office"});
    options.where = {{"office", "U.S. *", true}, {"office", "Governor", false}};
    CHECK(groups_text(tabulate_texts({text}, options)) ==
          "Governor|votes=1\nU.S. House|votes=2\nU.S. Senate|votes=4\n");
    options.where.push_back({"county", "?", true});
    options.where.push_back({"county", "*", false});
    options.where.push_back({"County", "B", false});
    const Tabulation totals = tabulate_texts({text}, options);
    CHECK(totals.summed_rows == 3);
    options.where = {{"office", "U.S.*", true}, {"county", "B", false}};
    const Tabulation narrowed = tabulate_texts({text}, options);
    CHECK(groups_text(narrowed) == "U.S. Senate|votes=4\n");
    CHECK(narrowed.unwanted_rows == 3);
}

TEST_CASE("every bad row is counted, left out and named with its place") {
    const Tabulation totals =
        tabulate_texts({"county,office,candidate,votes\n"
                        "A,Mayor,X,3.7\n"
                        "A,Mayor,X,\"1,234\"\n"
                        "A,Mayor,X,\n"
                        "A,Mayor,,5\n"
                        "A,Mayor,X\n"
                        "A,Mayor,\xC3\x89ve Ren\xE9,5\n"
                        "A,Mayor,\"X\" Y,5\n"
                        "A,Mayor,X,-4\n"
                        "A,Mayor,X,18446744073709551616\n"
                        "A,Mayor,X,1\n"
                        "A,Mayor,\"X,1\n"});
    CHECK(findings_text(totals) ==
          "a.csv:2:11 CT007 votes is \"3.7\": not a whole number\n"
          "a.csv:6:10 CT102 3 fields, but the header has 4\n"
          "a.csv:7:16 CT003 byte 0xE9 is not UTF-8\n"
          "a.csv:8:12 CT005 text after a closing quote\n"
          "a.csv:9:11 CT007 votes is \"-4\": not a whole number\n"
          "a.csv:10:11 CT007 votes is \"18446744073709551616\": more than 2^64 - 1\n"
          "a.csv:12:9 CT005 the quote opened here is never closed\n"
          "a.csv:3:11 CT007 votes has counts written with thousands separators\n"
          "a.csv:4:11 CT108 votes is empty\n"
          "a.csv:5:9 CT108 candidate is empty\n");
    CHECK(totals.bad_rows == 8);
    CHECK(totals.errors == 8);
    CHECK(totals.unknown_rows == 1);
    CHECK(totals.summed_rows == 2);
    CHECK(totals.findings[0].location.excerpt == "A,Mayor,X,3.7");
    CHECK(totals.findings[0].location.length == 3);
}

TEST_CASE("only the first findings are kept but all are counted") {
    TestedOptions options;
    options.max_findings = 2;
    options.block_bytes = 8;
    const Tabulation totals = tabulate_texts({"office,candidate,votes\nM,X,a\nM,X,b\nM,X,c\nM,X,d\n"}, options);
    CHECK(totals.errors == 4);
    CHECK(findings_text(totals) ==
          "a.csv:2:5 CT007 votes is \"a\": not a whole number\n"
          "a.csv:3:5 CT007 votes is \"b\": not a whole number\n");
}

TEST_CASE("thousands separators are read when they are asked for") {
    TestedOptions options = by({"candidate"});
    options.thousands = true;
    const Tabulation totals =
        tabulate_texts({"candidate,votes\n"
                        "X,\"1,234\"\nX,\"1,234\"\nX,5\nX,\"6\"\nX,\"12,345,678\"\nX,\"1,234,567,890,123,456\"\n"
                        "X,\"1,23\"\nX,\"1234,567\"\nX,\",123\"\nX,\"1,,234\"\nX,\"1,234,\"\n"},
                       options);
    CHECK(groups_text(totals) == "X|votes=1234567902471613\n");
    CHECK(totals.bad_rows == 5);
}

TEST_CASE("rows that are no candidate's and totals are kept out and reported") {
    const Tabulation totals = tabulate_texts({"county,precinct,office,candidate,votes\n"
                                              "A,1,Registered Voters,,900\n"
                                              "A,1,Mayor,X,10\n"
                                              "A,1,Mayor,Over Votes,1\n"
                                              "A,Total,Mayor,X,10\n"
                                              "B,1,Mayor,Over Votes,n/a\n"
                                              "B,1,Mayor,Y,20\n"},
                                             by({"office", "candidate"}));
    CHECK(groups_text(totals) == "Mayor|X|votes=10\nMayor|Y|votes=20\n");
    REQUIRE(totals.kept_out.size() == 3);
    CHECK(totals.kept_out[0].name == "Registered Voters");
    CHECK_FALSE(totals.kept_out[0].total);
    CHECK(totals.kept_out[1].name == "Over Votes");
    CHECK(totals.kept_out[1].rows == 2);
    CHECK(totals.kept_out[1].first.line == 4);
    CHECK(totals.kept_out[2].total);
    CHECK(totals.errors == 0);
    CHECK(findings_text(totals) == "a.csv:5:3 CT105 \"Total\" is a total of other rows and is kept out of the sums\n");
}

TEST_CASE("a sum that does not fit is an error, not a smaller number") {
    const std::string text = "candidate,votes\nX,18446744073709551615\nY,1\nX,1\nX,5\n";
    for (const std::size_t block_bytes : {std::size_t{1}, std::size_t{1} << 16}) {
        for (const unsigned threads : {1U, 3U}) {
            TestedOptions options = by({"candidate"});
            options.block_bytes = block_bytes;
            options.threads = threads;
            const Tabulation totals = tabulate_texts({text}, options);
            CHECK(totals.overflow);
            CHECK(findings_text(totals) == ":0:0 CT007 the votes of \"X\" exceed 2^64 - 1\n");
        }
    }
    CHECK_FALSE(tabulate_texts({"candidate,votes\nX,18446744073709551615\nX,0\n"}).overflow);
}

TEST_CASE("a table that cannot be used is refused with a clear word") {
    const auto refusal = [](const std::string& text, const TestedOptions& options = {}) {
        const Tabulation totals = tabulate_texts({text}, options);
        CHECK(totals.refused_files == 1);
        CHECK(totals.files == 0);
        return findings_text(totals);
    };
    CHECK(refusal("") == "a.csv:0:0 CT002 the file is empty\n");
    CHECK(refusal("\n\n") == "a.csv:0:0 CT002 the file is empty\n");
    CHECK(refusal("year,column,type\n1,2,3\n")
              .ends_with("not a precinct table: no column for the candidate and none for the votes\n"));
    CHECK(refusal("office,votes\nM,2\n").ends_with(":1:1 CT101 no column for the candidate\n"));
    CHECK(refusal("office,candidate,distict,votes\nM,X,2,2\n") ==
          "a.csv:1:18 CT101 unknown column \"distict\"; did you mean \"district\"?\n");
    CHECK(refusal("office,candidate,votes,office\n") == "a.csv:1:24 CT101 column \"office\" is there twice\n");
    CHECK(refusal("office,candidate,votes\n", by({"county"})) ==
          "a.csv:1:1 CT101 no column \"county\" to group by; there are office, candidate\n");
    CHECK(refusal("office,candidate,votes\n", by({"votes"})) ==
          "a.csv:1:1 CT101 column \"votes\" holds counts and cannot be used to group by\n");
    TestedOptions options;
    options.where = {{"county", "A", false}};
    CHECK(refusal("office,candidate,votes\n", options) ==
          "a.csv:1:1 CT101 no column \"county\" to filter by; there are office, candidate\n");
    options.where = {{"race", "A", false}, {"Office", "B", false}};
    CHECK(refusal("office,candidate,votes\n", options) == "a.csv:1:1 CT101 \"race\" and \"office\" are one column\n");
    CHECK(refusal("parish,candidate,votes\n", by({"county", "parish"})) ==
          "a.csv:1:1 CT101 \"county\" and \"parish\" are one column\n");
    CHECK(refusal("office\tcandidate\tvotes\nM\tX\t2\n") ==
          "a.csv:1:7 CT005 the columns are separated by tabs; only commas are read\n");
    CHECK(refusal(" <html><body>") == "a.csv:1:1 CT005 this is a web page, not a table\n");
    CHECK(refusal("office,\"candidate,votes\n") == "a.csv:1:8 CT005 the quote opened here is never closed\n");
    CHECK(refusal("office,candid\xE4te,votes\n").starts_with("a.csv:1:14 CT003 byte 0xE4 is not UTF-8\n"));
}

TEST_CASE("a header that a block cuts after blank lines is read whole") {
    for (std::size_t block_bytes = 1; block_bytes < 40; ++block_bytes) {
        TestedOptions options;
        options.block_bytes = block_bytes;
        CHECK(groups_text(tabulate_texts({"\n\n\n\r\ncandidate,votes\nX,1\n"}, options)) == "X|votes=1\n");
        const Tabulation odd = tabulate_texts({"\n\n\n\n\n\n\n\n\n\ncandidate,votes,,\nX,1,,\n"}, options);
        CHECK(odd.warnings == 2);  // two columns without a name
        CHECK(odd.summed_rows == 1);
    }
}

TEST_CASE("a refused table does not keep the others out") {
    const Tabulation totals = tabulate_texts({"a,b\n1,2\n", "candidate,votes\nX,1\n", ""});
    CHECK(totals.files == 1);
    CHECK(totals.refused_files == 2);
    CHECK(groups_text(totals) == "X|votes=1\n");
}

TEST_CASE("a field of any size ends in a finding and the next row is read") {
    const std::string huge(3'000'000, 'x');
    for (const unsigned threads : {1U, 2U}) {
        TestedOptions options = by({"candidate"});
        options.threads = threads;
        options.block_bytes = 1 << 16;
        const Tabulation totals =
            tabulate_texts({"candidate,votes\n" + huge + ",1\nX,2\n\"" + huge + "\n,3\nX,4\n"}, options);
        CHECK(groups_text(totals) == "X|votes=2\n");
        CHECK(findings_text(totals) ==
              "a.csv:2:1 CT005 a row of more than 1048576 bytes\n"
              "a.csv:4:1 CT005 the quote opened here is not closed within 1048576 bytes\n");
        CHECK(totals.bad_rows == 2);
    }
}

TEST_CASE("names that differ only in blanks are pointed at") {
    const Tabulation totals = tabulate_texts({"candidate,votes\nX,1\nX ,2\nA  B,1\n"}, by({"candidate"}));
    CHECK(totals.groups() == 3);
    CHECK(totals.warnings == 2);
    CHECK(findings_text(totals) ==
          "a.csv:3:1 CT104 candidate \"X \" has a blank at the end\n"
          "a.csv:4:1 CT104 candidate \"A  B\" has two blanks in a row\n");
}

TEST_CASE("an odd name stands where it is first met, whoever meets it first") {
    std::string text = "office,candidate,votes\n";
    for (int row = 0; row < 300; ++row) text += "Mayor,\"X\n" + std::to_string(row % 40 + row / 100) + "\",1\n";
    std::string expected;
    for (const std::size_t block_bytes : {std::size_t{1} << 16, std::size_t{1}, std::size_t{100}}) {
        for (const unsigned threads : {1U, 3U}) {
            TestedOptions options = by({"candidate"});
            options.block_bytes = block_bytes;
            options.threads = threads;
            const std::string found =
                findings_text(tabulate_texts({text, "office,candidate,votes\nM,X ,1\n"}, options));
            if (expected.empty()) expected = found;
            CHECK(found == expected);
        }
    }
    CHECK(
        expected.starts_with("a.csv:2:7 CT104 candidate \"X\n0\" has a line break\n"
                             "a.csv:4:7 CT104 candidate \"X\n1\" has a line break\n"));
}

TEST_CASE("the totals of parts add up to the totals of the whole") {
    std::vector<std::string> parts(3, "county,office,district,party,candidate,votes,mail\n");
    std::string whole = parts[0];
    for (int row = 0; row < 900; ++row) {
        const std::string line = "C" + std::to_string(row % 7) + ",\"Office, " + std::to_string(row % 5) + "\"," +
                                 std::to_string(row % 3) + ",P,N\"" + std::to_string(row % 11) + "," +
                                 std::to_string(row * 37 % 1000) + "," + (row % 4 == 0 ? "" : std::to_string(row)) +
                                 "\n";
        whole += line;
        parts[static_cast<std::size_t>(row) / 300] += line;
    }
    const auto to_csv = [](const Tabulation& totals) {
        std::string text;
        for (const std::string& column : totals.by) text += column + ",";
        for (const std::string& count : totals.counts) text += count + (&count == &totals.counts.back() ? "\n" : ",");
        for (std::size_t group = 0; group < totals.groups(); ++group) {
            for (std::size_t column = 0; column < totals.by.size(); ++column) {
                text += '"';
                for (const char c : totals.name(group, column)) text += c == '"' ? "\"\"" : std::string(1, c);
                text += "\",";
            }
            for (std::size_t count = 0; count < totals.counts.size(); ++count) {
                const auto sum = totals.sum(group, count);
                text += (sum ? std::to_string(*sum) : "") + (count + 1 < totals.counts.size() ? "," : "\n");
            }
        }
        return text;
    };
    const std::string expected = groups_text(tabulate_texts({whole}));
    CHECK(groups_text(tabulate_texts(parts)) == expected);
    std::vector<std::string> shards;
    for (const std::string& part : parts) shards.push_back(to_csv(tabulate_texts({part})));
    CHECK(groups_text(tabulate_texts(shards)) == expected);
}

TEST_CASE("progress is told in stored bytes") {
    TestedOptions options;
    options.block_bytes = 16;
    std::vector<TabulateProgress> told;
    options.progress = [&](const TabulateProgress& progress) { told.push_back(progress); };
    std::string text = "candidate,votes\n";
    for (int i = 0; i < 20; ++i) text += "X,1\nY,2\nZ,3\n";
    tabulate_texts({text, text}, options);
    REQUIRE(told.size() > 2);
    CHECK(told.back().bytes_read == 2 * text.size());
    CHECK(told.back().bytes_total == 2 * text.size());
    for (std::size_t i = 1; i < told.size(); ++i) CHECK(told[i - 1].bytes_read <= told[i].bytes_read);
}

TEST_CASE("a source that cannot be read, or breaks off, is said") {
    const TableInput absent{"/nonexistent/x.csv", std::nullopt};
    const Tabulation totals = tabulate({&absent, 1});
    CHECK(totals.refused_files == 1);
    CHECK(findings_text(totals) == "/nonexistent/x.csv:0:0 CT001 No such file or directory\n");
    const TableInput folder{"/", std::nullopt};
    CHECK(findings_text(tabulate({&folder, 1})) == "/:0:0 CT001 Is a directory\n");
}
