// SPDX-License-Identifier: MIT
#include "format/chart.hpp"

#include "catch.hpp"

using namespace caucus_tally;

namespace {

ResultRow row(std::string name, std::optional<Votes> votes, std::string percent, std::string color = "") {
    ResultRow made;
    made.name = std::move(name);
    made.votes = votes;
    made.percent = std::move(percent);
    made.color = std::move(color);
    return made;
}

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("bars are as long as exact quotients, rounded once") {
    const std::vector<ResultRow> rows{row("Ann", 3, "75.00", "#00539f"), row("Bo", 1, "25.00"), row("Cy", 0, "0.00"),
                                      row("Di", std::nullopt, "")};
    const Chart chart = draw_votes(rows, "Votes");
    CHECK(chart.description == "Ann: 3 · 75.00%; Bo: 1 · 25.00%; Cy: 0 · 0.00%; Di: –.");
    CHECK(chart.elements.find("fill=\"#00539f\" x=\"0\" y=\"21\" width=\"460.0\"") != std::string::npos);
    CHECK(chart.elements.find("class=\"mark neutral\" x=\"0\" y=\"67\" width=\"153.3\"") != std::string::npos);
    CHECK(count(chart.elements, "class=\"mark") == 2);
    CHECK(chart.height == 4 * 46);
}

TEST_CASE("bars of the largest counts do not overflow") {
    const std::vector<ResultRow> rows{row("Ann", UINT64_MAX, ""), row("Bo", UINT64_MAX / 2, "")};
    const Chart chart = draw_votes(rows, "Votes");
    CHECK(chart.elements.find("width=\"460.0\" height=\"14\"/>") != std::string::npos);
    CHECK(chart.elements.find("width=\"230.0\" height=\"14\"/>") != std::string::npos);
}

TEST_CASE("every delegate has a square, a part of one a part of a square") {
    const std::vector<WonDelegates> winners{
        {"Ann", "", Decimal(Votes{21})}, {"Bo", "", Decimal(5, 1)}, {"Cy", "", Decimal()}, {"Di", "", std::nullopt}};
    const Chart chart = draw_delegates(winners, "Delegates");
    CHECK(count(chart.elements, "h17v17") == 21);
    CHECK(chart.elements.find("M0 43h17v17h-17z\"") != std::string::npos);  // the 21st begins the second line
    CHECK(chart.elements.find("h8.5v17h-8.5z\"") != std::string::npos);
    CHECK(chart.elements.find("One square is one delegate.") != std::string::npos);
    CHECK(chart.description == "Ann: 21; Bo: 0.5.");
}

TEST_CASE("very many delegates share squares") {
    const auto squares = [](Decimal delegates) {
        return draw_delegates(std::vector<WonDelegates>{{"Ann", "", delegates}}, "Delegates").elements;
    };
    CHECK(count(squares(Decimal(Votes{200})), "v17h") == 200);
    CHECK(count(squares(Decimal(Votes{201})), "v17h") == 101);
    CHECK(squares(Decimal(Votes{201})).find("One square is 2 delegates.") != std::string::npos);
    CHECK(squares(Decimal(Votes{201})).find("h8.5v17") != std::string::npos);
    const std::string most = squares(*parse_decimal("999999999999999999.99999999999999999999"));
    CHECK(count(most, "v17h") == 200);
    CHECK(most.find("One square is 5,000,000,000,000,000 delegates.") != std::string::npos);
    CHECK(draw_delegates({}, "Delegates").height == 0);
}

TEST_CASE("colors that paper would swallow get an outline") {
    CHECK(mark_attributes("#e7cf1e") == "class=\"mark pale\" fill=\"#e7cf1e\"");
    CHECK(mark_attributes("#ffffff") == "class=\"mark pale\" fill=\"#ffffff\"");
    CHECK(mark_attributes("#00539f") == "class=\"mark deep\" fill=\"#00539f\"");
    CHECK(mark_attributes("#039042") == "class=\"mark\" fill=\"#039042\"");
    CHECK(mark_attributes("") == "class=\"mark neutral\"");
    CHECK(mark_attributes("\"><b>x\"") == "class=\"mark neutral\"");
    CHECK(mark_attributes("#12345-") == "class=\"mark neutral\"");
}

TEST_CASE("names in a drawing are text, cut before the figures") {
    const std::vector<ResultRow> rows{row("<b>&", 1, ""), row(std::string(100, 'x'), 1, "")};
    const std::string elements = draw_votes(rows, "Votes").elements;
    CHECK(elements.find(">&lt;b&gt;&amp;</text>") != std::string::npos);
    CHECK(elements.find(">" + std::string(33, 'x') + "…</text>") != std::string::npos);
    const std::vector<ResultRow> most{row(std::string(100, 'x'), UINT64_MAX, "100.00")};
    CHECK(draw_votes(most, "Votes").elements.find(">" + std::string(13, 'x') + "…</text>") != std::string::npos);
}
