// SPDX-License-Identifier: MIT
// An encyclopedia article: its infobox, its tables of results and its election boxes, as wikitext or flattened to lines
// of "- Key: Value" and "| cell | cell |". What infobox and table both state is held together (CT205).
#include "base/words.hpp"
#include "contest/row_kind.hpp"
#include "published/formats.hpp"
#include "published/wikitext.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fmt/format.h>
#include <map>
#include <optional>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

struct Stated {
    StatedFigure figure;
    Span place;
    bool is_known() const { return figure.kind == StatedFigure::Kind::figure; }
};
using Figures = std::array<Stated, stated_fields>;

/// Text of the article and where it stands.
struct Text {
    std::string text;
    Span place;
};

struct Choice {
    Text name;
    bool withdrawn = false;
    Text home_state;
    Text color;
    Text width;
    Text height;
    Figures figures;
};

/// A list of choices with their figures, and the total below them: a table, an election box, an infobox.
struct Results {
    std::vector<Choice> choices;
    std::optional<Figures> total;
    Span total_place;
    Text title;
    std::string first_title;  ///< of rounds, if the columns have them
    std::string final_title;
    bool has(FigureField field) const {
        return std::ranges::any_of(
            choices, [&](const Choice& choice) { return choice.figures[static_cast<std::size_t>(field)].is_known(); });
    }
};

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

struct TableCell {
    PlainText plain;
    bool is_header = false;
};

/// A table whose cells stand under their columns; a cell that spans several stands in each.
struct Grid {
    std::vector<std::vector<const TableCell*>> rows;
    std::vector<std::vector<TableCell>> cells;
    std::vector<bool> broken;  ///< rows that were not cut as the header is
};

constexpr std::size_t most_columns = 200;

class ArticleReader {
public:
    explicit ArticleReader(const Source& source) : source_(source), wiki_(scan_wikitext(source.text)) {
        findings_ = wiki_.faults;
    }

    Reading read() {
        find_blocks();
        Reading reading;
        std::vector<Results> contests = choose_results();
        if (contests.empty()) {
            report(findings_, Code::nothing_checked, {},
                   "an article without results: it has no infobox of candidates and no table of candidates and their "
                   "votes or delegates");
            reading.contests.push_back({nullptr, std::move(findings_)});
            return reading;
        }
        Ids ids;
        for (std::size_t i = 0; i < contests.size(); ++i) {
            const std::shared_ptr<const JsonTree> tree = write(contests[i], contests.size() > 1, ids);
            reading.contests.push_back({tree, std::move(findings_)});
            findings_.clear();
        }
        list_left_out(reading.left_out);
        return reading;
    }

private:
    std::string_view text_of(Span place) const { return wiki_.text.substr(place.begin, place.end - place.begin); }

    Text text_at(const WikiPart& part) {
        PlainText plain = plain_text(wiki_, part, left_out_);
        Text text{tidy(plain.text), plain.place(0, plain.text.size())};
        if (plain.text.empty()) text.place = part.place;
        return text;
    }

    /// A figure and what stands beside it: marks of notes go, a percentage in brackets is a figure of its own.
    Stated stated(const PlainText& plain, FigureField field, Stated* in_brackets = nullptr) {
        std::string_view text = plain.text;
        std::size_t end = text.size();
        while (end > 0) {  // "12 [a]", "12*", "12†"
            const std::string_view shown = text.substr(0, end);
            if (shown.ends_with(' ') || shown.ends_with('*'))
                --end;
            else if (shown.ends_with("†") || shown.ends_with("‡"))
                end -= 3;
            else if (shown.ends_with(']') && shown.rfind('[') != std::string_view::npos)
                end = shown.rfind('[');
            else
                break;
        }
        const std::string_view shown = text.substr(0, end);
        Stated result{read_figure(shown), plain.place(0, end)};
        const std::size_t bracket = shown.find('(');
        if (result.figure.kind == StatedFigure::Kind::faulty && shown.ends_with("%)") &&
            bracket != std::string_view::npos) {
            const Stated inside{read_figure(shown.substr(bracket + 1, end - bracket - 2)),
                                plain.place(bracket + 1, end - 1)};
            const Stated before{read_figure(shown.substr(0, bracket)),
                                plain.place(0, std::min(shown.find(' '), bracket))};
            if (inside.is_known() && before.is_known()) {
                result = before;
                if (in_brackets != nullptr) *in_brackets = inside;
            }
        }
        if (result.figure.kind == StatedFigure::Kind::faulty) {
            if (shown.find_first_of("0123456789") == std::string_view::npos) {
                result.figure.kind = StatedFigure::Kind::unknown;
                ++words_for_figures_;
            } else {
                report(findings_, Code::not_a_count, result.place,
                       fmt::format("{} is no figure for {}; two may have run together, so neither is read",
                                   quote(tidy(shown)), field_words[static_cast<std::size_t>(field)]));
            }
        }
        if (field == FigureField::votes && result.is_known() && result.figure.digits.find('.') != std::string::npos) {
            report(findings_, Code::not_a_count, result.place,
                   fmt::format("{} is no whole number of votes", quote(tidy(shown))));
            result.figure.kind = StatedFigure::Kind::faulty;
        }
        return result;
    }

    // ---- blocks -----------------------------------------------------------------------------------------------------

    /// Goes through the article line by line; a piece of markup that spans lines belongs to the line it begins on.
    void find_blocks() {
        const std::string_view text = wiki_.text;
        std::uint32_t mark = 0;
        for (std::size_t at = 0; at < text.size();) {
            // Blocks stand at the beginning of a line, some of them several on one.
            while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
            while (mark < wiki_.marks.size() && wiki_.marks[mark].place.begin < at) ++mark;
            const bool at_mark = mark < wiki_.marks.size() && wiki_.marks[mark].place.begin == at;
            if (at_mark && (wiki_.marks[mark].kind == MarkupKind::call || wiki_.marks[mark].kind == MarkupKind::table ||
                            wiki_.marks[mark].kind == MarkupKind::comment)) {
                if (take_block(mark)) {
                    at = wiki_.marks[mark].place.end;
                    mark = wiki_.marks[mark].next;
                    continue;
                }
            }
            const std::size_t begin = at;
            const std::uint32_t first = mark;
            while (at < text.size() && text[at] != '\n') {
                if (mark < wiki_.marks.size() && wiki_.marks[mark].place.begin == at) {
                    at = wiki_.marks[mark].place.end;
                    mark = wiki_.marks[mark].next;
                } else {
                    ++at;
                }
            }
            take_line({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)}, first}, at == text.size());
            ++at;
        }
        end_lines();
    }

    /// Whether the piece is a block of its own; else it begins a line of text.
    bool take_block(std::uint32_t index) {
        const Markup& mark = wiki_.marks[index];
        if (mark.kind == MarkupKind::comment) return true;
        end_lines();
        if (mark.kind == MarkupKind::table) {
            take_table(index);
            return true;
        }
        const Call call = read_call(wiki_, index);
        if (call.name.starts_with("infobox")) {
            take_infobox(call);
        } else if (call.name.starts_with("election box")) {
            take_election_box(call, mark.place);
        } else if (call.name.starts_with("nowrap") || call.name.starts_with("lang")) {
            return false;
        } else if (call.name == "short description" || call.name.starts_with("use ") ||
                   call.name.starts_with("distinguish") || call.name.starts_with("about")) {
            return true;
        } else {
            ++left_out_.calls[call.name];
        }
        return true;
    }

    void take_line(const WikiPart& part, bool last) {
        std::string_view line = text_of(part.place);
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
            line.remove_suffix(1);
        if (line.starts_with('|')) {
            if (!flat_rows_.empty() || line.find('|', 1) != std::string_view::npos || last) {
                in_infobox_ = false;
                flat_rows_.push_back(part);
                if (!line.ends_with('|'))
                    report(findings_, Code::syntax,
                           {part.place.begin, part.place.begin + static_cast<std::uint32_t>(line.size())},
                           "the table breaks off inside this row: it does not end with |");
                return;
            }
        }
        if (line.empty()) {
            end_flat_rows();
            return;
        }
        if (in_infobox_ && line.starts_with("- ") && line.find(':') != std::string_view::npos) {
            const std::size_t colon = line.find(':');
            take_infobox_field(normalize_name(line.substr(2, colon - 2)),
                               {{part.place.begin + static_cast<std::uint32_t>(colon) + 1, part.place.end},
                                first_mark(wiki_, part.place.begin + colon + 1)});
            return;
        }
        end_lines();
        if (line == "Infobox" || line == "Infobox:") {
            in_infobox_ = true;
            infoboxes_.emplace_back();
        } else if (line.starts_with('=')) {
            const std::size_t begin = std::min(line.find_first_not_of("= "), line.size());
            const std::size_t end = line.find_last_not_of("= ") + 1;
            const Text heading = text_at({{part.place.begin + static_cast<std::uint32_t>(begin),
                                           part.place.begin + static_cast<std::uint32_t>(std::max(begin, end))},
                                          first_mark(wiki_, part.place.begin + begin)});
            if (!line.starts_with("==")) title_ = heading;
            section_ = heading;
        } else if (line.find_first_of("*#:;{}|!<") != 0) {
            take_prose(part);
        }
    }

    void take_prose(const WikiPart& part) {
        constexpr std::size_t shortest = 40;
        LeftOut unused;
        PlainText plain = plain_text(wiki_, part, unused);
        const std::string text = tidy(plain.text);
        if (text.empty()) return;
        if (summary_.text.empty() && section_.text == title_.text && text.size() >= shortest && text.front() != '-') {
            summary_ = {text, part.place};
            left_out_.notes += unused.notes;
        } else {
            ++lines_of_text_;
        }
    }

    void end_lines() {
        in_infobox_ = false;
        end_flat_rows();
    }

    void end_flat_rows() {
        if (flat_rows_.empty()) return;
        WikiTable table;
        table.place = {flat_rows_.front().place.begin, flat_rows_.back().place.end};
        for (const WikiPart& row : flat_rows_) {
            std::string_view line = text_of(row.place);
            if (line.find_first_not_of("|-: \t\r") == std::string_view::npos &&
                line.find('-') != std::string_view::npos && line.find("--- ") == std::string_view::npos &&
                line.find("---") != std::string_view::npos)
                continue;
            auto& cells = table.rows.emplace_back();
            std::uint32_t begin = row.place.begin + 1;
            std::uint32_t mark = row.mark;
            std::uint32_t first = row.mark;
            for (std::uint32_t at = begin; at < row.place.end;) {
                if (mark < wiki_.marks.size() && wiki_.marks[mark].place.begin == at) {
                    at = wiki_.marks[mark].place.end;
                    mark = wiki_.marks[mark].next;
                    continue;
                }
                if (wiki_.text[at] == '|') {
                    cells.push_back({{{begin, at}, first}, false, 1, 1});
                    begin = at + 1;
                    first = mark;
                }
                ++at;
            }
            if (tidy(text_of({begin, row.place.end})).size() > 0)
                cells.push_back({{{begin, row.place.end}, first}, false, 1, 1});
        }
        flat_rows_.clear();
        take_grid(table, true);
    }

    // ---- infobox ----------------------------------------------------------------------------------------------------

    /// The fields of one infobox by their names, and the choices that they number.
    struct Infobox {
        std::map<std::string, Text> facts;
        std::map<unsigned, Choice> choices;
        std::map<unsigned, Text> labels;  ///< "1blank": what "1data3" states of candidate 3
        std::map<std::pair<unsigned, unsigned>, WikiPart> data;
    };

    void take_infobox(const Call& call) {
        infoboxes_.emplace_back();
        for (const CallArgument& argument : call.arguments)
            if (!argument.name.empty()) take_infobox_field(normalize_name(argument.name), argument.value);
    }

    void take_infobox_field(const std::string& key, const WikiPart& value) {
        Infobox& box = infoboxes_.back();
        if (key.size() > longest_word) return;
        const std::size_t digits = key.find_last_not_of("0123456789") + 1;
        const std::string name = key.substr(0, digits);
        const unsigned number = number_at(key, digits);
        if (name.ends_with("blank") && number == 0 && number_at(name, 0) > 0) {
            box.labels[number_at(name, 0)] = text_at(value);
            return;
        }
        if (number > 0 && name.ends_with("data") && number_at(name, 0) > 0) {
            box.data[{number_at(name, 0), number}] = value;
            return;
        }
        if (number > 0) {
            if (take_choice_field(box.choices, name, number, value)) return;
        } else if (name == "image_size" || name == "nominee" || name == "candidate") {
            return;
        }
        const Text text = text_at(value);
        if (text.text.empty()) return;
        if (contains(key, "map") || contains(key, "legend")) {
            ++maps_;
            return;
        }
        constexpr std::array known{"election_name"sv,
                                   "country"sv,
                                   "type"sv,
                                   "ongoing"sv,
                                   "previous_election"sv,
                                   "previous_year"sv,
                                   "next_election"sv,
                                   "next_year"sv,
                                   "election_date"sv,
                                   "outgoing_members"sv,
                                   "elected_members"sv,
                                   "votes_for_election"sv,
                                   "party"sv};
        if (std::ranges::find(known, std::string_view(key)) == known.end())
            unread_fields_.push_back(key);
        else if (text.text != "yes" || key == "ongoing")
            box.facts.emplace(key, text);
    }

    static unsigned number_at(std::string_view text, std::size_t at) {
        constexpr unsigned most = 10'000;
        unsigned number = 0;
        for (; at < text.size() && text[at] >= '0' && text[at] <= '9' && number < most; ++at)
            number = number * 10 + static_cast<unsigned>(text[at] - '0');
        return number;
    }

    bool take_choice_field(std::map<unsigned, Choice>& choices, std::string_view name, unsigned number,
                           const WikiPart& value) {
        const auto set = [&](FigureField field) {
            const PlainText plain = plain_text(wiki_, value, left_out_);
            if (!plain.text.empty()) choices[number].figures[static_cast<std::size_t>(field)] = stated(plain, field);
        };
        const auto one_of = [&](auto... names) { return ((name == names) || ...); };
        if (one_of("candidate", "nominee", "leader")) {
            Text text = text_at(value);
            if (!text.text.empty()) set_name(choices[number], std::move(text));
        } else if (one_of("color", "colour")) {
            Text text = text_at(value);
            if (!text.text.empty()) choices[number].color = std::move(text);
        } else if (name == "home_state") {
            Text text = text_at(value);
            if (!text.text.empty()) choices[number].home_state = std::move(text);
        } else if (name == "popular_vote") {
            set(FigureField::votes);
        } else if (name == "percentage") {
            set(FigureField::percent);
        } else if (one_of("delegate_count", "delegates_won", "delegates")) {
            set(FigureField::delegates);
        } else if (one_of("image", "image_size")) {
            set_portrait(choices[number], value);
        } else if (name == "party") {
            const Text text = text_at(value);
            if (!text.text.empty()) infoboxes_.back().facts.emplace("party", text);
        } else {
            const Text text = text_at(value);
            if (!text.text.empty()) unread_fields_.emplace_back(name);
        }
        return true;
    }

    /// "x160px" states a height, "160x200px" both, "160px" a width.
    void set_portrait(Choice& choice, const WikiPart& value) const {
        const std::string_view text = text_of(value.place);
        const std::size_t px = text.find("px");
        if (px == std::string_view::npos) return;
        std::size_t begin = px;
        while (begin > 0 && ((text[begin - 1] >= '0' && text[begin - 1] <= '9') || text[begin - 1] == 'x')) --begin;
        const std::string_view size = text.substr(begin, px - begin);
        const std::size_t cross = size.find('x');
        const auto place = [&](std::size_t from, std::size_t to) {
            return Span{value.place.begin + static_cast<std::uint32_t>(begin + from),
                        value.place.begin + static_cast<std::uint32_t>(begin + to)};
        };
        const std::string_view width = size.substr(0, cross);
        if (!width.empty() && number_at(width, 0) > 0)
            choice.width = {std::to_string(number_at(width, 0)), place(0, width.size())};
        if (cross != std::string_view::npos && number_at(size, cross + 1) > 0)
            choice.height = {std::to_string(number_at(size, cross + 1)), place(cross + 1, size.size())};
    }

    /// "Dick Gephardt (withdrawn)" has withdrawn.
    static void set_name(Choice& choice, Text name) {
        while (name.text.ends_with(')')) {
            const std::size_t open = name.text.rfind('(');
            if (open == std::string::npos) break;
            const std::string inside = lower_case(name.text.substr(open + 1));
            const bool gone =
                contains(inside, "withdr") || contains(inside, "suspended") || contains(inside, "dropped out");
            if (!gone && !contains(inside, "incumbent") && !contains(inside, "presumptive")) break;
            choice.withdrawn = choice.withdrawn || gone;
            name.text = tidy(name.text.substr(0, open));
        }
        while (name.text.ends_with('*') || name.text.ends_with(' ')) name.text.pop_back();
        choice.name = std::move(name);
    }

    // ---- election boxes and tables ----------------------------------------------------------------------------------

    void take_election_box(const Call& call, Span place) {
        const auto find = [&](std::string_view name) -> const WikiPart* {
            for (const CallArgument& argument : call.arguments)
                if (argument.name == name) return &argument.value;
            return nullptr;
        };
        const auto figures = [&] {
            Figures result;
            const auto take = [&](std::string_view name, FigureField field) {
                if (const WikiPart* const part = find(name))
                    if (const PlainText plain = plain_text(wiki_, *part, left_out_); !plain.text.empty())
                        result[static_cast<std::size_t>(field)] = stated(plain, field);
            };
            take("votes", FigureField::votes);
            take("percentage", FigureField::percent);
            take("delegates", FigureField::delegates);
            return result;
        };
        const std::string_view what = std::string_view(call.name).substr(std::min<std::size_t>(13, call.name.size()));
        if (what.starts_with("begin") || boxes_.empty()) {
            boxes_.push_back(results_.size());
            Results& box = results_.emplace_back();
            if (const WikiPart* const title = find("title")) box.title = text_at(*title);
            if (box.title.text.empty()) box.title = section_;
        }
        if (what.starts_with("begin")) return;
        Results& box = results_[boxes_.back()];
        if (what.starts_with("total")) {
            if (!box.total) {
                box.total = figures();
                box.total_place = place;
            }
        } else if (contains(what, "candidate") || contains(what, "write")) {
            Choice& choice = box.choices.emplace_back();
            const WikiPart* const name = find("candidate");
            Text text = name != nullptr ? text_at(*name) : Text{};
            if (text.text.empty()) text = {"Write-ins", place};
            set_name(choice, std::move(text));
            choice.figures = figures();
        } else if (!what.starts_with("end")) {
            unread_rows_.push_back(std::string(what.substr(0, what.find(' '))));
        }
    }

    void take_table(std::uint32_t mark) { take_grid(read_table(wiki_, mark), false); }

    Grid grid_of(const WikiTable& table) {
        Grid grid;
        for (const auto& row : table.rows) {
            auto& cells = grid.cells.emplace_back();
            for (const WikiCell& cell : row) cells.push_back({plain_text(wiki_, cell.part, left_out_), cell.is_header});
        }
        struct Pending {
            const TableCell* cell = nullptr;
            unsigned rows = 0;
        };
        std::vector<Pending> above;
        bool is_cut = false;
        for (std::size_t r = 0; r < table.rows.size(); ++r) {
            auto& row = grid.rows.emplace_back();
            const auto fill_from_above = [&] {
                while (row.size() < above.size() && above[row.size()].rows > 0) {
                    --above[row.size()].rows;
                    row.push_back(above[row.size()].cell);
                }
            };
            for (std::size_t c = 0; c < table.rows[r].size() && row.size() < most_columns; ++c) {
                fill_from_above();
                const WikiCell& cell = table.rows[r][c];
                for (unsigned i = 0; i < cell.columns && row.size() < most_columns; ++i) {
                    if (above.size() <= row.size()) above.resize(row.size() + 1);
                    if (cell.rows > 1) above[row.size()] = {&grid.cells[r][c], cell.rows - 1};
                    row.push_back(&grid.cells[r][c]);
                }
            }
            fill_from_above();
            is_cut = is_cut || row.size() >= most_columns;
        }
        if (is_cut)
            report(findings_, Code::syntax, {table.place.begin, table.place.begin + 1},
                   fmt::format("a table with more than {} columns, of which no more are read", most_columns - 1));
        return grid;
    }

    /// How many different cells of a row show something.
    static std::size_t count_shown(const std::vector<const TableCell*>& row) {
        std::size_t count = 0;
        for (std::size_t i = 0; i < row.size(); ++i)
            if (!row[i]->plain.text.empty() && (i == 0 || row[i] != row[i - 1])) ++count;
        return count;
    }

    static bool shows_figure(const std::vector<const TableCell*>& row) {
        return std::ranges::any_of(row, [](const TableCell* cell) {
            return read_figure(cell->plain.text).kind == StatedFigure::Kind::figure;
        });
    }

    void take_grid(const WikiTable& table, bool flat) {
        const std::size_t notes_before = left_out_.notes;
        const Grid grid = grid_of(table);
        Results results;
        results.title = table.caption.place.end > 0 ? text_at(table.caption) : Text{};
        std::size_t row = 0;
        // Rows above the header that hold one text are a caption.
        for (; row < grid.rows.size() && count_shown(grid.rows[row]) <= 1 && !shows_figure(grid.rows[row]); ++row)
            for (const TableCell* const cell : grid.rows[row])
                if (results.title.text.empty() && !cell->plain.text.empty())
                    results.title = {tidy(cell->plain.text), cell->plain.place(0, cell->plain.text.size())};
        std::vector<std::string> headers;
        const std::size_t first_header = row;
        for (; row < grid.rows.size() && !shows_figure(grid.rows[row]); ++row) {
            const auto& cells = grid.rows[row];
            const bool is_header =
                row == first_header || (!flat && std::ranges::all_of(cells, [](const TableCell* cell) {
                    return cell->is_header || cell->plain.text.empty();
                }));
            if (!is_header) break;
            if (headers.size() < cells.size()) headers.resize(cells.size());
            for (std::size_t i = 0; i < cells.size(); ++i)
                if (row == first_header || i >= grid.rows[row - 1].size() || grid.rows[row - 1][i] != cells[i])
                    headers[i] += (headers[i].empty() ? "" : " ") + tidy(cells[i]->plain.text);
        }
        const std::vector<FigureField> fields = fields_of(headers);
        const auto has = [&](FigureField field) { return std::ranges::find(fields, field) != fields.end(); };
        const bool states_something = has(FigureField::votes) || has(FigureField::delegates) || has(FigureField::sde) ||
                                      has(FigureField::final_votes) || has(FigureField::first_votes);
        if (!has(FigureField::name) || !states_something) {
            left_out_.notes = notes_before;
            unread_tables_.push_back(name_of_table(results.title));
            return;
        }
        for (std::size_t i = 0; i < headers.size(); ++i) {
            if (fields[i] == FigureField::first_votes) results.first_title = title_of_round(headers[i]);
            if (fields[i] == FigureField::final_votes) results.final_title = title_of_round(headers[i]);
            if (fields[i] == FigureField::other && !headers[i].empty()) unread_columns_.push_back(headers[i]);
        }
        for (; row < grid.rows.size(); ++row) take_row(grid.rows[row], headers.size(), fields, flat, results);
        if (!results.choices.empty()) results_.push_back(std::move(results));
    }

    /// "First alignment Votes" is the first alignment.
    static std::string title_of_round(std::string_view header) {
        for (const std::string_view word : {" Votes"sv, " votes"sv, " Count"sv, " #"sv})
            if (header.ends_with(word) && header.size() > word.size() + 6)
                return std::string(header.substr(0, header.size() - word.size()));
        return std::string(header);
    }

    std::string name_of_table(const Text& title) const {
        const std::string& name = title.text.empty() ? section_.text : title.text;
        return name.empty() ? "a table" : quote(name);
    }

    /// The field of each column. Of several that state the same, the one for all is read, or else the first.
    static std::vector<FigureField> fields_of(const std::vector<std::string>& headers) {
        std::vector<FigureField> fields;
        for (const std::string& header : headers) fields.push_back(field_of(header));
        for (const FigureField field : {FigureField::votes, FigureField::percent, FigureField::delegates,
                                        FigureField::sde, FigureField::first_votes, FigureField::final_votes}) {
            std::optional<std::size_t> chosen;
            for (std::size_t i = 0; i < fields.size(); ++i)
                if (fields[i] == field && (!chosen || (contains(lower_case(headers[i]), "total") &&
                                                       !contains(lower_case(headers[*chosen]), "total"))))
                    chosen = i;
            for (std::size_t i = 0; i < fields.size(); ++i)
                if (fields[i] == field && i != *chosen) fields[i] = FigureField::other;
        }
        return fields;
    }

    void take_row(const std::vector<const TableCell*>& cells, std::size_t columns,
                  const std::vector<FigureField>& fields, bool flat, Results& results) {
        if (count_shown(cells) <= 1 && !shows_figure(cells)) {
            lines_of_text_ += count_shown(cells);
            return;
        }
        const TableCell* name = nullptr;
        for (std::size_t i = 0; i < cells.size() && i < fields.size(); ++i)
            if (fields[i] == FigureField::name && name == nullptr && !cells[i]->plain.text.empty()) name = cells[i];
        if (name == nullptr) return;
        const std::string text = tidy(name->plain.text);
        const std::size_t faults = findings_.size();
        Figures figures;
        bool any = false;
        for (std::size_t i = 0; i < cells.size() && i < fields.size(); ++i) {
            const FigureField field = fields[i];
            if (field == FigureField::name || field == FigureField::other || cells[i] == name) continue;
            Stated in_brackets;
            Stated figure = stated(cells[i]->plain, field, &in_brackets);
            any = any || figure.figure.kind != StatedFigure::Kind::absent;
            if (figure.figure.kind != StatedFigure::Kind::absent)
                figures[static_cast<std::size_t>(field)] = std::move(figure);
            Stated& percent = figures[static_cast<std::size_t>(FigureField::percent)];
            if (in_brackets.is_known() && percent.figure.kind == StatedFigure::Kind::absent) percent = in_brackets;
        }
        if (flat ? cells.size() != columns : cells.size() > columns) {
            if (findings_.size() == faults)
                report(findings_, Code::ragged_row, name->plain.place(0, name->plain.text.size()),
                       fmt::format("the row of {} has {} but its table's header has {}, so it is not read", quote(text),
                                   count_noun(cells.size(), "cell"), columns));
            if (flat) {
                Choice& choice = results.choices.emplace_back();
                set_name(choice, {text, name->plain.place(0, name->plain.text.size())});
            }
            return;
        }
        if (!any) return;
        const RowKind kind = kind_by_choice(text);
        if (kind == RowKind::total && candidate_kind_of(text).empty()) {
            if (results.total) {
                unread_rows_.push_back(text);
            } else {
                results.total = std::move(figures);
                results.total_place = name->plain.place(0, name->plain.text.size());
            }
        } else if (kind == RowKind::ballots) {
            unread_rows_.push_back(text);
        } else {
            Choice& choice = results.choices.emplace_back();
            set_name(choice, {text, name->plain.place(0, name->plain.text.size())});
            choice.figures = std::move(figures);
        }
    }

    // ---- contests ---------------------------------------------------------------------------------------------------

    /// The same choice under two names: the whole name, or a last name that only these two have.
    static bool is_same(const Choice& a, const Choice& b) {
        const std::string one = slug(a.name.text);
        const std::string two = slug(b.name.text);
        if (one == two) return true;
        const auto last = [](const std::string& name) { return name.substr(name.rfind('-') + 1); };
        return !one.empty() && last(one) == last(two) && one.front() == two.front() &&
               candidate_kind_of(a.name.text) == candidate_kind_of(b.name.text);
    }

    static std::size_t count_shared(const std::vector<Choice>& a, const std::vector<Choice>& b) {
        return static_cast<std::size_t>(std::ranges::count_if(a, [&](const Choice& choice) {
            return std::ranges::any_of(b, [&](const Choice& other) { return is_same(choice, other); });
        }));
    }

    /// The contests of the article: its tables of results, each with the infobox of its candidates. A second table of
    /// the same candidates is another view of the contest and is left out.
    std::vector<Results> choose_results() {
        constexpr std::size_t most_contests = 50;
        std::vector<Results> contests;
        std::erase_if(results_, [](const Results& results) { return results.choices.empty(); });
        // One with votes says more than one with delegates alone.
        std::ranges::stable_sort(results_, std::greater(), [](const Results& results) {
            return results.has(FigureField::votes) || results.has(FigureField::final_votes);
        });
        for (Results& results : results_) {
            const bool repeated = std::ranges::any_of(
                contests, [&](const Results& known) { return count_shared(results.choices, known.choices) > 0; });
            if (repeated || contests.size() == most_contests)
                unread_tables_.push_back(name_of_table(results.title));
            else
                contests.push_back(std::move(results));
        }
        for (std::size_t i = 0; i < infoboxes_.size(); ++i) {
            if (infoboxes_[i].choices.empty()) continue;
            Results box = results_of(infoboxes_[i]);
            const auto own = std::ranges::find_if(contests, [&](const Results& known) {
                return count_shared(box.choices, known.choices) * 2 > box.choices.size();
            });
            if (own != contests.end()) {
                merge(box, *own);
                box_of_.emplace(own - contests.begin(), i);
            } else if (contests.empty()) {
                contests.push_back(std::move(box));
                box_of_.emplace(0, i);
                infobox_only_ = true;
            } else {
                unread_fields_.emplace_back("an infobox of other candidates");
            }
        }
        return contests;
    }

    Results results_of(Infobox& box) {
        Results results;
        for (auto& [number, choice] : box.choices) {
            if (choice.name.text.empty()) continue;
            for (const auto& [line, label] : box.labels) {
                const auto data = box.data.find({line, number});
                if (data == box.data.end()) continue;
                const PlainText plain = plain_text(wiki_, data->second, left_out_);
                const FigureField field = field_of(label.text);
                if (plain.text.empty()) continue;
                if (field == FigureField::name || field == FigureField::other) {
                    unread_fields_.push_back(label.text);
                    continue;
                }
                Stated& figure = choice.figures[static_cast<std::size_t>(field)];
                if (figure.figure.kind == StatedFigure::Kind::absent) figure = stated(plain, field);
                if (field == FigureField::first_votes) results.first_title = title_of_round(label.text);
                if (field == FigureField::final_votes) results.final_title = title_of_round(label.text);
            }
            results.choices.push_back(choice);
        }
        return results;
    }

    /// What the infobox states beside the table: figures of both are held together, and the table's are taken.
    void merge(Results& box, Results& table) {
        for (Choice& choice : box.choices) {
            const auto same =
                std::ranges::find_if(table.choices, [&](const Choice& other) { return is_same(choice, other); });
            if (same == table.choices.end()) {
                table.choices.push_back(std::move(choice));
                continue;
            }
            same->withdrawn = same->withdrawn || choice.withdrawn;
            same->home_state = choice.home_state;
            same->color = choice.color;
            same->width = choice.width;
            same->height = choice.height;
            for (std::size_t field = 0; field < stated_fields; ++field) {
                const Stated& here = choice.figures[field];
                Stated& there = same->figures[field];
                if (there.figure.kind == StatedFigure::Kind::absent)
                    there = here;
                else if (here.is_known() && there.figure.kind == StatedFigure::Kind::unknown)
                    unread_fields_.push_back(
                        fmt::format("{} of {}, which the table does not know", field_words[field], same->name.text));
                else if (here.is_known() && there.is_known())
                    compare(same->name.text, static_cast<FigureField>(field), here, there);
            }
        }
    }

    static bool agree(FigureField field, const Stated& here, const Stated& there) {
        auto a = parse_decimal(here.figure.digits);
        auto b = parse_decimal(there.figure.digits);
        if (!a || !b) return true;  // out of bounds, which is found where it is read
        if (*a == *b) return true;
        if (field != FigureField::percent || a->scale == b->scale) return false;
        if (a->scale > b->scale) std::swap(a, b);  // 51.8 is 51.79 with fewer digits
        return rounded(Ratio{b->digits, digits_at(Decimal(Votes{1}), b->scale)}, a->scale) == a;
    }

    void compare(const std::string& name, FigureField field, const Stated& here, const Stated& there) {
        if (agree(field, here, there)) return;
        const std::string_view sign = field == FigureField::percent ? "%"sv : ""sv;
        const auto number = [&](const Stated& figure) {
            return with_separators(*parse_decimal(figure.figure.digits)) + std::string(sign);
        };
        Finding finding =
            make_finding(Code::stated_twice,
                         fmt::format("{} of {} stated twice: {} here, {} in the table",
                                     field_words[static_cast<std::size_t>(field)], name, number(here), number(there)));
        finding.stated = here.figure.digits;
        finding.computed = there.figure.digits;
        const Location second = locate(source_.name, source_.text, {{Finding{}, there.place}}).front().location;
        finding.notes.push_back(fmt::format("the table says {} at {}:{}:{}, which is what is read", number(there),
                                            second.file, second.line, second.column));
        if (++conflicts_ <= most_conflicts) findings_.push_back({std::move(finding), here.place});
    }

    // ---- writing ----------------------------------------------------------------------------------------------------

    std::shared_ptr<const JsonTree> write(const Results& results, bool several, Ids& ids) {
        const std::size_t index = written_++;
        const auto box_index = box_of_.find(static_cast<std::ptrdiff_t>(index));
        static const std::map<std::string, Text> none;
        const auto& facts = box_index == box_of_.end() ? none : infoboxes_[box_index->second].facts;
        const auto fact = [&](const char* key) {
            const auto found = facts.find(key);
            return found == facts.end() ? Text{} : found->second;
        };
        Draft draft;
        const auto add = [&](std::string_view key, const Text& text) {
            draft.add_text(key, draft.keep(text.text), text.place);
        };

        Text title = fact("election_name");
        if (title.text.empty()) title = title_;
        if (title.text.empty() || (several && box_index == box_of_.end()))
            title = results.title.text.empty() ? section_of(title) : results.title;
        if (title.text.empty()) title = {std::filesystem::path(source_.name).stem().string(), {}};
        TitleFacts known = facts_of_title(title.text);
        if (known.party.empty()) known.party = facts_of_title(fact("party").text).party;
        if (known.id.empty()) known.id = "contest";
        draft.add_text("id", draft.keep(ids.take({known.id})), title.place);
        add("title", title);
        const Text country = fact("country");
        const bool names_state = !country.text.empty() && country.text != "United States";
        const Text jurisdiction = names_state ? country : Text{known.jurisdiction, title.place};
        add("jurisdiction", jurisdiction);
        const Text type = fact("type");
        add("office",
            type.text.empty() ? Text{std::string(known.office), title.place} : Text{lower_case(type.text), type.place});
        add("kind", {std::string(known.kind), title.place});
        add("party", {std::string(known.party), title.place});
        if (const Text date = fact("election_date"); !date.text.empty()) {
            if (auto day = read_day(date.text))
                add("date", {*day, date.place});
            else
                unread_fields_.push_back(fmt::format("election_date {}", quote(date.text)));
        }
        if (const Text ongoing = fact("ongoing"); !ongoing.text.empty()) {
            const std::string word = lower_case(ongoing.text);
            if (word == "yes" || word == "true") draft.add_boolean("ongoing", true, ongoing.place);
            if (word == "no" || word == "false") draft.add_boolean("ongoing", false, ongoing.place);
        }
        write_series(draft, fact("previous_election"), fact("previous_year"), fact("next_election"), fact("next_year"));
        const Text before = fact("outgoing_members");
        const Text after = fact("elected_members");
        if (!before.text.empty() || !after.text.empty()) {
            draft.open_object("calendar", before.text.empty() ? after.place : before.place);
            add("before", before);
            add("after", after);
            draft.close();
        }
        const Text at_stake = fact("votes_for_election");
        if (const std::size_t at = at_stake.text.find("National Convention"); at != std::string::npos && at >= 5) {
            std::size_t begin = at_stake.text.rfind(' ', at - 2);
            begin = begin == std::string::npos ? 0 : begin + 1;
            if (begin >= 5 && at_stake.text.find_first_of("12") <= begin - 5 &&
                std::ranges::all_of(at_stake.text.substr(begin - 5, 4), [](char c) { return c >= '0' && c <= '9'; }))
                begin -= 5;
            add("convention", {at_stake.text.substr(begin, at - begin) + "National Convention", at_stake.place});
        }
        if (index == 0) add("summary", summary_);
        draft.open_array("sources", {});
        draft.add_text("",
                       draft.keep(fmt::format("encyclopedia article \"{}\" ({})",
                                              title_.text.empty() ? title.text : title_.text, base_name(source_))),
                       title.place);
        draft.close();
        write_results(draft, results, pledged(at_stake), jurisdiction.text.empty() ? title.text : jurisdiction.text);
        return draft.finish();
    }

    Text section_of(const Text& otherwise) const { return section_.text.empty() ? otherwise : section_; }

    static void write_series(Draft& draft, const Text& previous, const Text& previous_year, const Text& next,
                             const Text& next_year) {
        if (previous.text.empty() && next.text.empty()) return;
        draft.open_object("series", previous.text.empty() ? next.place : previous.place);
        const auto write = [&](std::string_view key, const Text& title, const Text& year) {
            if (title.text.empty()) return;
            draft.open_object(key, title.place);
            draft.add_text("title", draft.keep(title.text), title.place);
            if (year.text.size() == 4 && number_at(year.text, 0) >= 1000)
                draft.add_number("year", draft.keep(year.text), year.place);
            draft.close();
        };
        write("previous", previous, previous_year);
        write("next", next, next_year);
        draft.close();
    }

    /// The number before "pledged", or of a text that does not speak of pledges before "delegates".
    static std::optional<Stated> pledged(const Text& at_stake) {
        const std::string text = lower_case(at_stake.text);
        std::size_t word = text.find(" pledged");
        if (word == std::string::npos && !contains(text, "pledged")) word = text.find(" delegates");
        if (word == std::string::npos) return std::nullopt;
        std::size_t begin = word;
        while (begin > 0 && ((text[begin - 1] >= '0' && text[begin - 1] <= '9') || text[begin - 1] == ',')) --begin;
        Stated result{read_figure(text.substr(begin, word - begin)), at_stake.place};
        return result.is_known() ? std::optional(std::move(result)) : std::nullopt;
    }

    void write_results(Draft& draft, const Results& results, const std::optional<Stated>& at_stake,
                       std::string_view jurisdiction) {
        const bool rounds = results.has(FigureField::first_votes) || results.has(FigureField::final_votes);
        const auto figure = [](const Figures& figures, FigureField field) -> const Stated& {
            return figures[static_cast<std::size_t>(field)];
        };
        const auto number = [&](std::string_view key, const Stated& value) {
            if (value.is_known()) draft.add_number(key, draft.keep(value.figure.digits), value.place);
        };
        const auto write_figures = [&](const Figures& figures) {
            const Stated& votes = figure(figures, FigureField::votes);
            number("votes", votes.is_known() || !figure(figures, FigureField::final_votes).is_known()
                                ? votes
                                : figure(figures, FigureField::final_votes));
            const Stated& percent = figure(figures, FigureField::percent);
            if (percent.is_known()) draft.add_text("percent", draft.keep(percent.figure.digits), percent.place);
            number("delegates", figure(figures, FigureField::delegates));
        };
        std::vector<std::string> names;
        for (const Choice& choice : results.choices) names.push_back(choice.name.text);
        const std::vector<std::string> choice_ids = candidate_ids(names);
        draft.open_array("candidates", results.choices.front().name.place);
        for (std::size_t i = 0; i < results.choices.size(); ++i) {
            const Choice& choice = results.choices[i];
            draft.open_object("", choice.name.place);
            draft.add_text("id", draft.keep(choice_ids[i]), choice.name.place);
            draft.add_text("name", draft.keep(choice.name.text), choice.name.place);
            draft.add_text("kind", candidate_kind_of(choice.name.text), choice.name.place);
            if (choice.withdrawn) draft.add_boolean("withdrawn", true, choice.name.place);
            draft.add_text("home_state", draft.keep(choice.home_state.text), choice.home_state.place);
            draft.add_text("color", draft.keep(color_of(choice.color.text)), choice.color.place);
            if (!choice.width.text.empty() || !choice.height.text.empty()) {
                draft.open_object("portrait", choice.height.place);
                if (!choice.width.text.empty())
                    draft.add_number("width", draft.keep(choice.width.text), choice.width.place);
                if (!choice.height.text.empty())
                    draft.add_number("height", draft.keep(choice.height.text), choice.height.place);
                draft.close();
            }
            write_figures(choice.figures);
            draft.close();
        }
        draft.close();
        if (results.total) {
            Figures total = *results.total;
            if (at_stake) {
                Stated& delegates = total[static_cast<std::size_t>(FigureField::delegates)];
                if (delegates.is_known())
                    compare("all candidates", FigureField::delegates, *at_stake, delegates);
                else if (delegates.figure.kind == StatedFigure::Kind::absent)
                    delegates = *at_stake;
            }
            draft.open_object("total", results.total_place);
            write_figures(total);
            draft.close();
        } else if (at_stake && !infobox_only_) {
            draft.open_object("total", at_stake->place);
            number("delegates", *at_stake);
            draft.close();
        } else if (at_stake) {
            unread_fields_.push_back(fmt::format("{} delegates at stake, for an infobox need not list every candidate",
                                                 at_stake->figure.digits));
        }
        const bool sde = results.has(FigureField::sde);
        if (!rounds && !sde) return;
        if (rounds) {
            draft.open_array("rounds", results.choices.front().name.place);
            const auto add_round = [&](std::string_view id, const std::string& title, FigureField field) {
                if (!results.has(field)) return;
                draft.open_object("", results.choices.front().name.place);
                draft.add_text("id", id, {});
                draft.add_text("title", draft.keep(title), {});
                draft.close();
            };
            add_round("first", results.first_title, FigureField::first_votes);
            add_round("final", results.final_title, FigureField::final_votes);
            draft.close();
        }
        write_unit(draft, results, choice_ids, rounds, jurisdiction);
    }

    /// Rounds and state delegate equivalents are stated of units: the whole contest is one.
    void write_unit(Draft& draft, const Results& results, const std::vector<std::string>& choice_ids, bool rounds,
                    std::string_view jurisdiction) {
        const Span place = results.choices.front().name.place;
        const auto by_choice = [&](std::string_view key, FigureField field) {
            if (!results.has(field)) return;
            draft.open_object(key, place);
            for (std::size_t i = 0; i < results.choices.size(); ++i) {
                const Stated& value = results.choices[i].figures[static_cast<std::size_t>(field)];
                if (value.is_known())
                    draft.add_number(draft.keep(choice_ids[i]), draft.keep(value.figure.digits), value.place);
            }
            draft.close();
        };
        draft.open_array("units", place);
        draft.open_object("", place);
        draft.add_text("id", draft.keep(std::string(jurisdiction)), place);
        draft.add_text("level", "state", place);
        const auto total = [&](std::string_view key, FigureField field) {
            if (!results.total || !(*results.total)[static_cast<std::size_t>(field)].is_known()) return;
            const Stated& value = (*results.total)[static_cast<std::size_t>(field)];
            draft.add_number(key, draft.keep(value.figure.digits), value.place);
        };
        total("sde", FigureField::sde);
        if (rounds) {
            draft.open_object("votes", place);
            by_choice("first", FigureField::first_votes);
            by_choice("final", FigureField::final_votes);
            draft.close();
            draft.open_object("total", place);
            total("first", FigureField::first_votes);
            total("final", FigureField::final_votes);
            draft.close();
        }
        by_choice("awarded_sde", FigureField::sde);
        draft.close();
        draft.close();
    }

    static std::string color_of(std::string_view text) {
        if (text.starts_with('#')) text.remove_prefix(1);
        if (text.find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos) return {};
        if (text.size() == 6) return '#' + std::string(text);
        return text.size() == 3 ? fmt::format("#{0}{0}{1}{1}{2}{2}", text[0], text[1], text[2]) : std::string();
    }

    void list_left_out(std::vector<std::string>& list) {
        const auto names = [](std::vector<std::string> all) {
            std::ranges::sort(all);
            all.erase(std::unique(all.begin(), all.end()), all.end());
            return enumerate(all);
        };
        const auto noun = [](std::size_t count, std::string_view what) {
            return fmt::format("{}{}", what, count == 1 ? "" : "s");
        };
        if (maps_ > 0) list.emplace_back("map");
        if (left_out_.notes > 0) list.push_back(count_noun(left_out_.notes, "note"));
        if (!unread_fields_.empty())
            list.push_back(fmt::format("infobox {}: {}", noun(unread_fields_.size(), "field"), names(unread_fields_)));
        if (!unread_tables_.empty())
            list.push_back(fmt::format("{}: {}", noun(unread_tables_.size(), "table"), names(unread_tables_)));
        if (!unread_columns_.empty())
            list.push_back(fmt::format("{}: {}", noun(unread_columns_.size(), "column"), names(unread_columns_)));
        if (!unread_rows_.empty())
            list.push_back(fmt::format("{}: {}", noun(unread_rows_.size(), "row"), names(unread_rows_)));
        if (words_for_figures_ > 0)
            list.push_back(fmt::format("{} where a figure is expected", count_noun(words_for_figures_, "text")));
        if (!left_out_.calls.empty()) {
            std::vector<std::string> calls;
            for (const auto& [name, count] : left_out_.calls) calls.push_back(name);
            list.push_back(fmt::format("{}: {}", noun(calls.size(), "template"), names(calls)));
        }
        if (lines_of_text_ > 0) list.push_back(fmt::format("{} of text", count_noun(lines_of_text_, "line")));
    }

    static constexpr std::size_t most_conflicts = 100;

    const Source& source_;
    Wikitext wiki_;
    std::vector<PlacedFinding> findings_;
    LeftOut left_out_;

    Text title_;
    Text section_;
    Text summary_;
    std::vector<Infobox> infoboxes_;
    std::vector<Results> results_;
    std::vector<std::size_t> boxes_;  ///< of these, those of election boxes
    std::vector<WikiPart> flat_rows_;
    bool in_infobox_ = false;

    std::map<std::ptrdiff_t, std::size_t> box_of_;  ///< the infobox of a contest
    bool infobox_only_ = false;
    std::size_t written_ = 0;
    std::size_t conflicts_ = 0;

    std::size_t maps_ = 0;
    std::size_t lines_of_text_ = 0;
    std::size_t words_for_figures_ = 0;
    std::vector<std::string> unread_fields_;
    std::vector<std::string> unread_tables_;
    std::vector<std::string> unread_columns_;
    std::vector<std::string> unread_rows_;
};

/// Whether a rule parts the first line, the header, from the rows of a table in Markdown.
bool is_markdown_table(std::string_view text) {
    const std::size_t begin = std::min(text.find('\n'), text.size());
    const std::string_view second = text.substr(begin, text.find('\n', begin + 1) - begin);
    return contains(second, "--") && second.find_first_not_of("|-: \t\r\n") == std::string_view::npos;
}

}  // namespace

bool begins_article(std::string_view head) {
    constexpr std::size_t looked_at = 4096;
    head = head.substr(0, looked_at);
    const std::size_t start = head.find_first_not_of(" \t\r\n");
    const std::string_view text = head.substr(std::min(start, head.size()));
    for (const std::string_view mark :
         {"{{"sv, "{|"sv, "= "sv, "=="sv, "'''"sv, "Infobox\n"sv, "Infobox\r"sv, "| "sv, "#REDIRECT"sv})
        if (text.starts_with(mark)) return mark != "| "sv || !is_markdown_table(text);
    const std::string lower = lower_case(head);
    return contains(lower, "{{infobox") || contains(lower, "\n{|") || contains(lower, "\ninfobox\n") ||
           contains(lower, "difference between revisions") || contains(lower, "{{election box");
}

Reading read_article(const Source& source) {
    constexpr std::size_t head = 2000;
    if (contains(lower_case(std::string_view(source.text).substr(0, head)), "difference between revisions")) {
        Reading reading;
        DraftContest& contest = reading.contests.emplace_back();
        report(contest.findings, Code::nothing_checked, {},
               "a page of differences between two revisions, not an article: it has each line twice; take the text of "
               "one revision");
        return reading;
    }
    return ArticleReader(source).read();
}

}  // namespace caucus_tally
