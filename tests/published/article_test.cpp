// SPDX-License-Identifier: MIT
#include "catch.hpp"
#include "published/publications.hpp"

#include <caucus_tally/builtin.hpp>
#include <caucus_tally/check.hpp>
#include <caucus_tally/published.hpp>
#include <filesystem>
#include <fmt/format.h>

using namespace caucus_tally;

namespace {

Publication read(std::string text) {
    return read_text(std::move(text), "article.txt");
}

/// The one contest of a text that is in order.
Contest contest_of(const std::string& text) {
    const Publication publication = read(text);
    REQUIRE(publication.format == "article");
    REQUIRE(publication.contests.size() == 1);
    const ParsedContest& parsed = publication.contests.front();
    for (const Finding& finding : parsed.findings) UNSCOPED_INFO(finding.message);
    REQUIRE(parsed.findings.empty());
    return parsed.contest.value();
}

const std::string table = R"({{Infobox election
| election_name = 2004 Michigan Democratic presidential caucuses
| country = {{flag|Michigan}}
| type = presidential
| ongoing = no
| election_date = {{start date|2004|2|7}}
| previous_election = [[2000 Michigan Democratic presidential caucuses|2000]]
| previous_year = 2000
| outgoing_members = [[2004 South Carolina Democratic primary|SC]]
| elected_members = [[2004 Washington Democratic caucuses|WA]]
| votes_for_election = 128 pledged delegates to the [[2004 Democratic National Convention]]
| image1 = [[File:John Kerry.jpg|x160px]]
| candidate1 = '''[[John Kerry]]'''
| colour1 = 00539f
| home_state1 = [[Massachusetts]]
| delegate_count1 = '''62½'''
| popular_vote1 = '''84,818'''{{efn|As {{nowrap|published|or not}}.}}
| percentage1 = '''51.79%'''
| nominee4 = [[Howard Dean]]
| popular_vote4 = 27,025
| percentage4 = 16.5%
| map_image = Map.svg
}}
The '''2004 Michigan Democratic presidential caucuses''' were held on [[February 7]].<ref name="a">{{cite web|title=x|url=http://y}}</ref>

== Results ==
{| class="wikitable sortable"
|+ Results<ref>a | b</ref>
! colspan=2 rowspan=2 | Candidate
! colspan=2 | Popular vote
! rowspan=2 | {{abbr|Del.|Delegates}}{{efn|name=d}}
|-
! Count !! %
|-
| {{party color cell|Democratic Party (US)}}
| style="text-align:left;" | {{sortname|John|Kerry}} || 84,818 || 51.79% || 62½<ref name="b" />
|-
| style="background:#ccc" | 
| [[Howard Dean]] (withdrawn) || 27,025 || {{nowrap|16.50%}}
| 24
|-
|
| ''Uncommitted'' || 497 || 0.30% || --
|- {{Party shading/Other}}
|
| Write-ins || 0 || 0.00 ||
|-
! colspan=2 | Total !! 112,340 !! 100% !! 128
|-
| colspan=5 | Source: [http://example.org the party]
|}
)";

}  // namespace

TEST_CASE("an article in wikitext is read with templates, references, spans and half delegates") {
    const Contest contest = contest_of(table);
    CHECK(figures_of(contest) ==
          "John Kerry 84818 51.79 62.5\n"
          "Howard Dean 27025 16.50 24\n"
          "Uncommitted 497 0.30 -\n"
          "Write-ins 0 0.00 -\n"
          "Total 112340 100 128\n");
    CHECK(contest.id == "2004-mi-dem");
    CHECK(contest.jurisdiction == "Michigan");
    CHECK(contest.kind == "caucus");
    CHECK(contest.party == "Democratic");
    CHECK(contest.date == "2004-02-07");
    CHECK(contest.ongoing == false);
    CHECK(contest.calendar_before == "SC");
    CHECK(contest.calendar_after == "WA");
    CHECK(contest.convention == "2004 Democratic National Convention");
    CHECK(contest.previous == SeriesLink{"2000", 2000});
    CHECK(contest.summary == "The 2004 Michigan Democratic presidential caucuses were held on February 7.");
    CHECK(contest.candidates[0].id == "kerry");
    CHECK(contest.candidates[0].color == "#00539f");
    CHECK(contest.candidates[0].home_state == "Massachusetts");
    CHECK(contest.candidates[0].portrait == PortraitSize{0, 160});
    CHECK(contest.candidates[1].withdrawn);
    CHECK(contest.candidates[2].kind == CandidateKind::uncommitted);
    CHECK(contest.candidates[3].kind == CandidateKind::write_in);
}

TEST_CASE("what infobox and table both state is held together, at both places") {
    std::string text = table;
    text.replace(text.find("84,818"), 6, "84,881");
    text.replace(text.find("16.5%"), 5, "16.6%");
    text.replace(text.find("128 pledged"), 3, "182");
    Publication publication = read(text);
    std::vector<std::string> twice;
    for (const Finding& finding : publication.contests.front().findings)
        twice.push_back(fmt::format("{} {}:{} {} | {}", code_text(finding.code), finding.location.line,
                                    finding.location.column, finding.message, finding.notes.at(0)));
    CHECK(twice ==
          std::vector<std::string>{
              "CT205 11:24 delegates of all candidates stated twice: 182 here, 128 in the table | the table "
              "says 128 at article.txt:48:43, which is what is read",
              "CT205 17:22 votes of John Kerry stated twice: 84,881 here, 84,818 in the table | the table says "
              "84,818 at article.txt:36:57, which is what is read",
              "CT205 21:17 percentage of Howard Dean stated twice: 16.6% here, 16.50% in the table | the table "
              "says 16.50% at article.txt:39:53, which is what is read"});
}

TEST_CASE("figures that no reader may guess at are findings") {
    const std::string head =
        "= 2008 Iowa Republican presidential caucuses =\n\n| Candidate | Votes | % | Delegates |\n";
    CHECK(
        findings_of(head + "| Ann Alder | 873,23071.72155 |\n| Bo Birch | 10 | 1.0 | 2 |\n") ==
        std::vector<std::string>{"CT007 4:15 \"873,23071.72155\" is no figure for votes; two may have run together, so "
                                 "neither is read"});
    CHECK(findings_of(head + "| Ann Alder | 12 | 1.0 | 3 |\n| Bo Birch | 10 | 2 |\n") ==
          std::vector<std::string>{
              "CT102 5:3 the row of \"Bo Birch\" has 3 cells but its table's header has 4, so it is not read"});
    CHECK(findings_of(head + "| Ann Alder | 12 | 1.0 | 3 |\n| Bo Birch | 10").front() ==
          "CT005 5:1 the table breaks off inside this row: it does not end with |");
    CHECK(findings_of("{{Infobox election\n| candidate1 = Ann Alder\n| popular_vote1 = {{nowrap|12\n}}\n").front() ==
          "CT005 1:1 this template is never closed with }}");
    CHECK(findings_of("{| class=wikitable\n! Candidate !! Votes\n|-\n| Ann || 12\n").front() ==
          "CT005 1:1 this table is never closed with |}");
    CHECK(findings_of("= Polls =\n\n| Poll | Date |\n| A | 12 |\n").front().starts_with("CT002"));
}

TEST_CASE("election boxes are results, and a table of the same candidates is left out") {
    const std::string text = R"({{Election box begin no change | title=2012 Maine Republican presidential caucuses}}
{{Election box candidate no change with party link
| party = Republican Party (US)
| candidate = [[Mitt Romney]] (incumbent)
| votes = 2,373
| percentage = 38.0
}}
{{Election box candidate no change|candidate=Ron Paul|votes=2,258|percentage=36.2}}
{{Election box write-in no change|votes=0|percentage=--}}
{{Election box total no change|votes=6,250|percentage=100.0}}
{{Election box end}}

== Delegates ==
{|
! Candidate !! Delegates
|-
| Mitt Romney || 18
|}
)";
    CHECK(figures_of(contest_of(text)) ==
          "Mitt Romney 2373 38.0 -\nRon Paul 2258 36.2 -\nWrite-ins 0 - -\nTotal 6250 100.0 -\n");
    CHECK(read(text).left_out == std::vector<std::string>{"table: \"Delegates\""});
}

TEST_CASE("rounds are units of the state, and the final one is the contest's") {
    const Contest contest = contest_of(R"({|
|+ 2020 Nevada Democratic presidential caucuses
! rowspan=2 | Candidate
! colspan=2 | First alignment
! colspan=2 | Second<br>alignment{{efn|A note, with a {{template}}.}}
! colspan=2 | County convention delegates
! rowspan=2 | Pledged<br>[[2020 Democratic National Convention|national convention]]<br>delegates
|-
! Votes !! % !! Votes !! % !! Number !! %
|-
| {{sortname|Bernie|Sanders}} || 35,652 || 34.0 || 41,075 || 40.5 || 6,788 || 46.8 || 24<ref>x</ref>
|-
| {{sortname|Joe|Biden}} || 18,424 || 17.6 || 19,179 || 18.9 || 2,927 || 20.2 || 9{{cn}}
|-
! Total || 54,076 || 100 || 60,254 || 100 || 9,715 || 100 || 36
|}
)");
    CHECK(figures_of(contest) == "Bernie Sanders 41075 40.5 24\nJoe Biden 19179 18.9 9\nTotal 60254 100 36\n");
    REQUIRE(contest.rounds == std::vector<Round>{{"first", "First alignment"}, {"final", "Second alignment"}});
    REQUIRE(contest.units.size() == 1);
    CHECK(contest.units[0].totals == std::vector<std::optional<Votes>>{54'076, 60'254});
    CHECK(contest.units[0].results[1].votes == std::vector<std::optional<Votes>>{18'424, 19'179});
}

TEST_CASE("an article is known by its content, and what only looks like one is refused") {
    CHECK(begins_like_publication("{{Short description|x}}\n{{Infobox election\n"));
    CHECK(begins_like_publication("\xEF\xBB\xBF= Title =\n"));
    CHECK_FALSE(begins_like_publication("county,precinct,candidate,votes\n"));
    CHECK_FALSE(begins_like_publication("{\"format\": 1}"));
    CHECK_FALSE(begins_like_publication(""));
    CHECK(findings_of("2020 x: Difference between revisions\n\n{{Infobox election}}").front().starts_with("CT002"));
    CHECK(findings_of("= T =\n\xFF\n").front() == "CT003 2:1 bytes that are not UTF-8");
}

TEST_CASE("a table with more columns than are read says so") {
    std::string header = "| Candidate | Votes |";
    std::string row = "| Kerry | 12 |";
    for (int i = 0; i < 250; ++i) {
        header += fmt::format(" Note {} |", i);
        row += " x |";
    }
    const std::vector<std::string> found = findings_of("= T =\n\n" + header + "\n" + row + "\n");
    REQUIRE_FALSE(found.empty());
    CHECK(found.front() == "CT005 3:1 a table with more than 199 columns, of which no more are read");
}

TEST_CASE("hostile articles take time and memory with their size only") {
    const auto repeat = [](std::string_view piece, std::size_t count) {
        std::string text = "= T =\n";
        for (std::size_t i = 0; i < count; ++i) text += piece;
        return text;
    };
    constexpr std::size_t many = 20'000;
    for (const std::string_view piece : {"{{",
                                         "}}",
                                         "[[",
                                         "{|\n",
                                         "\n{|",
                                         "<ref>",
                                         "<!--",
                                         "{{a|",
                                         "{{a}}",
                                         "|",
                                         "\n|",
                                         "\n|-",
                                         "\n!",
                                         "<nowiki>",
                                         "<",
                                         "[http",
                                         "''",
                                         "&",
                                         "{{infobox\n|candidate1=",
                                         "\n|x|",
                                         "{{efn|",
                                         "\n{|\n|\n{|\n",
                                         "<sup>",
                                         "{{sortname|{{"}) {
        INFO(piece);
        CHECK(read(repeat(piece, many)).contests.size() == 1);
    }
    CHECK(read(repeat("{{a|", many) + std::string(many * 2, '}')).contests.size() == 1);
    std::string wide = "{|\n! Candidate !! Votes\n|-\n";
    for (std::size_t i = 0; i < 2'000; ++i) wide += "| colspan=4000000000 rowspan=4000000000 | x\n|-\n";
    CHECK(read(wide + "|}\n").contests.size() == 1);
}

TEST_CASE("an article that is cut off anywhere states no figure that the whole one does not") {
    const std::string whole = figures_of(contest_of(table));
    for (std::size_t size = 0; size < table.size(); ++size) {
        Publication publication = read("= T =\n" + table.substr(0, size));
        for (ParsedContest& parsed : publication.contests) {
            locate(parsed.text, parsed.findings);
            const bool in_infobox = size > 1 && size < table.find("\n}}\n") + 3;
            const bool in_table = size > table.find("{| class") + 1 && size < table.find("|}") + 2;
            if (in_infobox || in_table) CHECK((!parsed.contest || has_errors(parsed.findings)));
        }
    }
}

TEST_CASE("the published samples give what is published", "[.shared-data]") {
    const auto read_shared = [](const char* name) {
        Publication publication = read_publication(read_source(std::filesystem::path(SHARED_DATA_FOLDER) / name));
        REQUIRE(publication.contests.size() == 1);
        return publication.contests.front();
    };
    const ParsedContest michigan = read_shared("2004-mi-dem.txt");
    REQUIRE(michigan.findings.empty());
    const Contest builtin = parse_contest({"builtin", std::string(builtin_contests()[0].text)}).contest.value();
    CHECK(figures_of(*michigan.contest) == figures_of(builtin));
    CHECK(michigan.contest->id == builtin.id);
    CHECK(michigan.contest->convention == builtin.convention);
    CHECK(michigan.contest->previous == builtin.previous);
    CHECK(michigan.contest->next == builtin.next);
    CHECK(michigan.contest->candidates[2].portrait == builtin.candidates[2].portrait);
    for (std::size_t i = 0; i < builtin.candidates.size(); ++i) {
        CHECK(michigan.contest->candidates[i].withdrawn == builtin.candidates[i].withdrawn);
        CHECK(michigan.contest->candidates[i].kind == builtin.candidates[i].kind);
        CHECK(michigan.contest->candidates[i].color == builtin.candidates[i].color);
    }
    CHECK(check(*michigan.contest).empty());

    const ParsedContest dakota = read_shared("published/flat-2012-nd-rep.txt");
    CHECK(dakota.findings.empty());
    CHECK(figures_of(*dakota.contest) ==
          "Rick Santorum 4510 39.7 6\nRon Paul 3186 28.1 2\nMitt Romney 2691 23.7 20\n"
          "Newt Gingrich 962 8.5 -\nUnprojected delegates 0 - -\nTotal 11349 100.0 28\n");
    CHECK_FALSE(read_shared("published/diff-2020-nv-dem.txt").contest);
}

TEST_CASE("a changed digit is found in every figure that another one implies", "[.shared-data]") {
    const std::string text = read_source(std::string(SHARED_DATA_FOLDER) + "/2004-mi-dem.txt").text;
    std::vector<std::string> silent;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    for (std::size_t begin = 0; begin < text.size(); begin = text.find('\n', begin) + 1) {
        const std::string line = text.substr(begin, text.find('\n', begin) - begin);
        const bool is_row = line.starts_with("| ");
        const bool is_figure = line.starts_with("- Popular Vote") || line.starts_with("- Percentage") ||
                               line.starts_with("- Delegate Count") || line.starts_with("- Votes For");
        // The year in the name of the convention is no figure.
        const std::size_t end = line.find(" pledged") == std::string::npos ? line.size() : line.find(" pledged");
        for (std::size_t i = is_row ? 0 : line.find(':'); (is_row || is_figure) && i < end; ++i) {
            if (!is_digit(line[i])) continue;
            std::string changed = text;
            changed[begin + i] = line[i] == '9' ? '8' : static_cast<char>(line[i] + 1);
            if (findings_of(changed).empty()) silent.push_back(line);
        }
    }
    silent.erase(std::unique(silent.begin(), silent.end()), silent.end());
    for (const std::string& place : silent) UNSCOPED_INFO(place);
    CHECK(silent.empty());
}
