// SPDX-License-Identifier: MIT
#include "published/wikitext.hpp"

#include "base/words.hpp"
#include "published/draft.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <utility>

namespace caucus_tally {
namespace {

using namespace std::string_view_literals;

/// What lies deeper shows nothing; articles nest half a dozen levels.
constexpr unsigned most_levels = 40;
/// The longest tag, entity or attribute that is looked for.
constexpr std::size_t longest_tag = 2000;
constexpr unsigned most_columns = 200;

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::uint32_t offset(std::size_t at) {
    return static_cast<std::uint32_t>(at);
}

/// Whether a tag of this name begins at `at`: "<ref>", "<ref name=...>", "<ref/>".
bool begins_tag(std::string_view text, std::size_t at, std::string_view name) {
    const std::size_t end = at + 1 + name.size();
    return end < text.size() && lower_case(text.substr(at + 1, name.size())) == name &&
           (is_blank(text[end]) || text[end] == '>' || text[end] == '/');
}

/// Finds the balanced pieces in one pass, with the open ones on a stack.
class Scanner {
public:
    explicit Scanner(std::string_view text) { wiki_.text = text; }

    Wikitext scan() {
        const std::string_view text = wiki_.text;
        bool line_start = true;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t before = at;
            at = step(at, line_start);
            const std::string_view taken = text.substr(before, at - before);
            line_start = taken == "\n" || (line_start && std::ranges::all_of(taken, is_blank));
        }
        while (!open_.empty()) drop();
        finish();
        return std::move(wiki_);
    }

private:
    struct Open {
        std::uint32_t mark;
        MarkupKind kind;
    };

    static constexpr std::size_t kinds = 6;

    std::size_t& open_of(MarkupKind kind) { return counts_[static_cast<std::size_t>(kind)]; }

    std::size_t step(std::size_t at, bool line_start) {
        const std::string_view rest = wiki_.text.substr(at);
        switch (rest.front()) {
            case '<':
                return tag(at);
            case '{':
                if (rest.starts_with("{{")) return begin(MarkupKind::call, at);
                if (line_start && rest.starts_with("{|")) return begin(MarkupKind::table, at);
                return at + 1;
            case '[':
                return rest.starts_with("[[") ? begin(MarkupKind::link, at) : at + 1;
            case '}':
                return rest.starts_with("}}") ? end(MarkupKind::call, at) : at + 1;
            case ']':
                return rest.starts_with("]]") ? end(MarkupKind::link, at) : at + 1;
            case '|':
                if (line_start && rest.starts_with("|}") && !(rest.starts_with("|}}") && innermost_is_call()))
                    return end(MarkupKind::table, at);
                return at + 1;
            default:
                return at + 1;
        }
    }

    bool innermost_is_call() const { return !open_.empty() && open_.back().kind == MarkupKind::call; }

    std::size_t begin(MarkupKind kind, std::size_t at) {
        open_.push_back({offset(wiki_.marks.size()), kind});
        ++open_of(kind);
        wiki_.marks.push_back({kind, {offset(at), 0}, 0});
        return at + 2;
    }

    std::size_t end(MarkupKind kind, std::size_t at) {
        if (open_of(kind) == 0) return at + 1;
        while (open_.back().kind != kind) drop();
        wiki_.marks[open_.back().mark].place.end = offset(at + 2);
        open_.pop_back();
        --open_of(kind);
        return at + 2;
    }

    /// The innermost open piece is never closed. A link is then plain text, as it is for every reader.
    void drop() {
        const Markup& mark = wiki_.marks[open_.back().mark];
        const Span start{mark.place.begin, mark.place.begin + 2};
        if (mark.kind == MarkupKind::call)
            report(wiki_.faults, Code::syntax, start, "this template is never closed with }}");
        if (mark.kind == MarkupKind::table)
            report(wiki_.faults, Code::syntax, start, "this table is never closed with |}");
        --open_of(mark.kind);
        open_.pop_back();
    }

    /// Whole from its opening to its closing tag, whatever is inside.
    std::size_t whole(MarkupKind kind, std::size_t at, std::string_view closing, std::size_t& none_behind,
                      std::string_view what) {
        const std::size_t found = at >= none_behind ? std::string_view::npos : find_lower(closing, at);
        if (found == std::string_view::npos) {
            none_behind = std::min(none_behind, at);
            if (!what.empty())
                report(wiki_.faults, Code::syntax, {offset(at), offset(at + 1)},
                       fmt::format("this {} is never closed with {}", what, closing));
            return at + 1;
        }
        const std::size_t past = found + closing.size();
        wiki_.marks.push_back({kind, {offset(at), offset(past)}, 0});
        return past;
    }

    std::size_t find_lower(std::string_view closing, std::size_t from) const {
        for (std::size_t at = wiki_.text.find('<', from + 1); at != std::string_view::npos;
             at = wiki_.text.find('<', at + 1))
            if (lower_case(wiki_.text.substr(at, closing.size())) == closing) return at;
        return std::string_view::npos;
    }

    std::size_t tag(std::size_t at) {
        const std::string_view text = wiki_.text;
        if (text.substr(at).starts_with("<!--")) {
            const std::size_t found = at >= no_comment_end_ ? std::string_view::npos : text.find("-->", at + 4);
            if (found == std::string_view::npos) {
                no_comment_end_ = std::min(no_comment_end_, at);
                report(wiki_.faults, Code::syntax, {offset(at), offset(at + 4)},
                       "this comment is never closed with -->");
                return at + 4;
            }
            wiki_.marks.push_back({MarkupKind::comment, {offset(at), offset(found + 3)}, 0});
            return found + 3;
        }
        if (begins_tag(text, at, "ref")) {
            const std::size_t close = text.substr(at, longest_tag).find('>');
            if (close == std::string_view::npos) return at + 1;
            if (text[at + close - 1] == '/') {
                wiki_.marks.push_back({MarkupKind::reference, {offset(at), offset(at + close + 1)}, 0});
                return at + close + 1;
            }
            return whole(MarkupKind::reference, at, "</ref>", no_ref_end_, "reference");
        }
        if (begins_tag(text, at, "nowiki")) return whole(MarkupKind::raw, at, "</nowiki>", no_raw_end_, "");
        return at + 1;
    }

    /// Drops what was never closed, and says of each piece where its inside ends.
    void finish() {
        std::erase_if(wiki_.marks, [](const Markup& mark) { return mark.place.end == 0; });
        std::vector<std::uint32_t> inside;
        for (std::uint32_t i = 0; i < wiki_.marks.size(); ++i) {
            while (!inside.empty() && wiki_.marks[inside.back()].place.end <= wiki_.marks[i].place.begin) {
                wiki_.marks[inside.back()].next = i;
                inside.pop_back();
            }
            inside.push_back(i);
        }
        for (const std::uint32_t i : inside) wiki_.marks[i].next = offset(wiki_.marks.size());
    }

    Wikitext wiki_;
    std::vector<Open> open_;
    std::array<std::size_t, kinds> counts_{};
    std::size_t no_ref_end_ = std::string_view::npos;
    std::size_t no_raw_end_ = std::string_view::npos;
    std::size_t no_comment_end_ = std::string_view::npos;
};

/// Goes through a part byte by byte, with each piece of markup in it as one step.
class Walk {
public:
    Walk(const Wikitext& wiki, const WikiPart& part)
        : wiki_(wiki), at_(part.place.begin), end_(part.place.end), mark_(part.mark) {}

    bool done() const { return at_ >= end_; }
    std::uint32_t at() const { return at_; }
    std::uint32_t mark() const { return mark_; }
    /// Whether a piece of markup begins here.
    bool at_mark() const {
        return mark_ < wiki_.marks.size() && wiki_.marks[mark_].place.begin == at_ &&
               wiki_.marks[mark_].place.end <= end_;
    }
    std::string_view rest() const { return wiki_.text.substr(at_, end_ - at_); }

    void pass_mark() {
        at_ = wiki_.marks[mark_].place.end;
        mark_ = wiki_.marks[mark_].next;
    }
    void pass(std::size_t bytes) {
        at_ = std::min(end_, offset(at_ + bytes));
        while (mark_ < wiki_.marks.size() && wiki_.marks[mark_].place.begin < at_) ++mark_;
    }
    void step() { at_mark() ? pass_mark() : pass(1); }

private:
    const Wikitext& wiki_;
    std::uint32_t at_;
    std::uint32_t end_;
    std::uint32_t mark_;
};

/// The parts between the bars of a part, at its own level.
std::vector<WikiPart> split_at_bars(const Wikitext& wiki, const WikiPart& whole) {
    std::vector<WikiPart> parts;
    WikiPart part = whole;
    for (Walk walk(wiki, whole);; walk.step()) {
        if (!walk.done() && (walk.at_mark() || walk.rest().front() != '|')) continue;
        part.place.end = walk.at();
        parts.push_back(part);
        if (walk.done()) return parts;
        part = {{walk.at() + 1, whole.place.end}, walk.mark()};
    }
}

std::string name_of_call(std::string_view text) {
    std::string name = lower_case(tidy(text));
    std::ranges::replace(name, '_', ' ');
    if (name.starts_with("template:")) name.erase(0, std::string_view("template:").size());
    return name;
}

// Templates that show their first argument, that stand for a note, and that show nothing of their own.
constexpr std::array shows_first{"nowrap"sv,
                                 "nobr"sv,
                                 "nobreak"sv,
                                 "abbr"sv,
                                 "small"sv,
                                 "smaller"sv,
                                 "big"sv,
                                 "larger"sv,
                                 "large"sv,
                                 "center"sv,
                                 "left"sv,
                                 "right"sv,
                                 "bold"sv,
                                 "strong"sv,
                                 "em"sv,
                                 "nobold"sv,
                                 "noitalic"sv,
                                 "italic"sv,
                                 "tooltip"sv,
                                 "flag"sv,
                                 "flagu"sv,
                                 "flagcountry"sv,
                                 "formatnum"sv,
                                 "nts"sv,
                                 "val"sv,
                                 "resize"sv,
                                 "vert header"sv,
                                 "verth"sv,
                                 "ublist"sv,
                                 "ubl"sv,
                                 "unbulleted list"sv,
                                 "plainlist"sv,
                                 "plain list"sv,
                                 "ushr"sv,
                                 "lang"sv,
                                 "longitem"sv,
                                 "midsize"sv,
                                 "font color"sv,
                                 "color"sv,
                                 "nowrap begin"sv,
                                 "flaglink"sv,
                                 "bigger"sv,
                                 "no wrap"sv};
constexpr std::array notes{"efn"sv,
                           "efn-ua"sv,
                           "efn-lr"sv,
                           "refn"sv,
                           "cn"sv,
                           "citation needed"sv,
                           "sfn"sv,
                           "ref"sv,
                           "note"sv,
                           "#tag:ref"sv,
                           "r"sv,
                           "rp"sv,
                           "fn"sv,
                           "ref label"sv,
                           "dubious"sv,
                           "failed verification"sv,
                           "citation"sv,
                           "better source needed"sv,
                           "update inline"sv};
constexpr std::array ornaments{"party color"sv,
                               "party color cell"sv,
                               "legend"sv,
                               "flagicon"sv,
                               "steady"sv,
                               "increase"sv,
                               "decrease"sv,
                               "y"sv,
                               "tick"sv,
                               "check"sv,
                               "hidden sort key"sv,
                               "hs"sv,
                               "won"sv,
                               "winner"sv,
                               "dagger"sv,
                               "double-dagger"sv,
                               "spaces"sv,
                               "nbsp"sv,
                               "clear"sv,
                               "color box"sv,
                               "colour box"sv,
                               "ayes"sv,
                               "party name with color"sv,
                               "election box inline party color"sv,
                               "br"sv,
                               "snd"sv,
                               "spaced ndash"sv};

template <typename Names>
bool is_among(std::string_view name, const Names& names) {
    return std::ranges::find(names, name) != names.end();
}

/// Writes a part as readers see it.
class Renderer {
public:
    Renderer(const Wikitext& wiki, LeftOut& left_out) : wiki_(wiki), left_out_(left_out) {}

    void render(const WikiPart& part, unsigned level) {
        if (level > most_levels) return;
        for (Walk walk(wiki_, part); !walk.done();) {
            if (walk.at_mark()) {
                render_mark(walk.mark(), level);
                walk.pass_mark();
            } else {
                walk.pass(render_text(walk));
            }
        }
    }

    PlainText result;

private:
    void put(std::string_view text, std::uint32_t at) {
        for (const char c : text) {
            result.text += c;
            result.at.push_back(at);
        }
    }

    void render_mark(std::uint32_t index, unsigned level) {
        const Markup& mark = wiki_.marks[index];
        const std::string_view text = wiki_.text.substr(mark.place.begin, mark.place.end - mark.place.begin);
        switch (mark.kind) {
            case MarkupKind::reference:
                ++left_out_.notes;
                return;
            case MarkupKind::raw: {
                const std::size_t begin = text.find('>') + 1;
                const std::size_t end = text.rfind('<');
                for (std::size_t i = begin; i < end; ++i) put(text.substr(i, 1), offset(mark.place.begin + i));
                return;
            }
            case MarkupKind::link:
                render_link(index, level);
                return;
            case MarkupKind::call:
                render_call(index, level);
                return;
            case MarkupKind::comment:
            case MarkupKind::table:
                return;
        }
    }

    void render_link(std::uint32_t index, unsigned level) {
        const Markup& mark = wiki_.marks[index];
        const auto parts = split_at_bars(wiki_, {{mark.place.begin + 2, mark.place.end - 2}, index + 1});
        const std::string target = lower_case(
            tidy(wiki_.text.substr(parts.front().place.begin,
                                   std::min<std::size_t>(10, parts.front().place.end - parts.front().place.begin))));
        for (const std::string_view kind : {"file:"sv, "image:"sv, "category:"sv})
            if (target.starts_with(kind)) return;
        render(parts.back(), level + 1);
    }

    void render_call(std::uint32_t index, unsigned level) {
        const Call call = read_call(wiki_, index);
        const std::uint32_t at = wiki_.marks[index].place.begin;
        std::vector<WikiPart> positional;
        for (const CallArgument& argument : call.arguments)
            if (argument.name.empty() || (argument.name == "1" && positional.empty()))
                positional.push_back(argument.value);
        const auto show = [&](std::size_t number) {
            if (number < positional.size()) render(positional[number], level + 1);
        };
        const std::string_view name = call.name;
        if (name == "sortname") {
            show(0);
            put(" ", at);
            show(1);
        } else if (name == "sort") {
            show(positional.size() > 1 ? 1 : 0);
        } else if (name == "font color" || name == "lang" || name == "color" || name == "resize") {
            if (!positional.empty()) render(positional.back(), level + 1);
        } else if (name == "ubl" || name == "ublist" || name == "unbulleted list") {
            for (std::size_t i = 0; i < positional.size(); ++i) {
                if (i > 0) put(" ", at);
                show(i);
            }
        } else if (name == "party color cell" || name == "snd" || name == "spaced ndash") {
            if (name != "party color cell") put(" – ", at);
        } else if (name == "frac" || name == "fraction" || name == "sfrac") {
            render_fraction(positional, at, level);
        } else if (name == "n/a" || name == "na" || name == "dash" || name == "unknown") {
            put("--", at);
        } else if (name == "spaces" || name == "nbsp" || name == "br") {
            put(" ", at);
        } else if (name == "!") {
            put("|", at);
        } else if (name == "percentage" || name == "percent" || name.starts_with("#expr")) {
            put("--", at);  // a figure that the template would compute is not one that anybody states
            ++left_out_.calls[call.name];
        } else if (name.starts_with("start date") || name == "dts" || name == "date") {
            for (std::size_t i = 0; i < positional.size() && i < 3; ++i) {
                if (i > 0) put(" ", at);
                show(i);
            }
        } else if (is_among(name, shows_first)) {
            show(0);
        } else if (name.starts_with("formatnum:")) {
            const std::size_t colon = wiki_.text.find(':', at);
            render({{offset(colon + 1), wiki_.marks[index].place.end - 2}, first_mark(wiki_, colon)}, level + 1);
        } else if (is_among(name, notes) || name.starts_with("cite ")) {
            ++left_out_.notes;
        } else if (!is_among(name, ornaments) && !name.starts_with("party shading")) {
            ++left_out_.calls[call.name];
        }
    }

    /// {{frac|1|2}} is a half, {{frac|63|1|2}} sixty-three and one.
    void render_fraction(const std::vector<WikiPart>& parts, std::uint32_t at, unsigned level) {
        if (parts.size() == 3) render(parts[0], level + 1);
        if (parts.size() < 2) return;
        std::string fraction;
        for (std::size_t i = parts.size() - 2; i < parts.size(); ++i)
            fraction += tidy(wiki_.text.substr(parts[i].place.begin,
                                               std::min<std::size_t>(2, parts[i].place.end - parts[i].place.begin))) +
                        '/';
        put(fraction == "1/2/" ? "½" : fraction == "1/4/" ? "¼" : fraction == "3/4/" ? "¾" : fraction, at);
    }

    /// Writes what stands here and returns how many bytes of the part that is.
    std::size_t render_text(const Walk& walk) {
        const std::string_view rest = walk.rest();
        const char c = rest.front();
        if (c == '\'' && rest.starts_with("''"))
            return std::min<std::size_t>(5, std::min(rest.find_first_not_of('\''), rest.size()));
        if (c == '<') return render_tag(walk);
        if (c == '&') return render_entity(walk);
        if (c == '[' && (rest.starts_with("[http") || rest.starts_with("[//"))) {
            const std::size_t label = rest.substr(0, longest_tag).find_first_of(" ]");
            if (label == std::string_view::npos) return 1;
            bracket_open_ = rest[label] == ' ';
            return label + 1;
        }
        if (c == ']' && bracket_open_) {
            bracket_open_ = false;
            return 1;
        }
        put(rest.substr(0, 1), walk.at());
        return 1;
    }

    std::size_t render_tag(const Walk& walk) {
        const std::string_view rest = walk.rest().substr(0, longest_tag);
        const bool is_tag = rest.size() > 1 && (rest[1] == '/' || (rest[1] >= 'a' && rest[1] <= 'z') ||
                                                (rest[1] >= 'A' && rest[1] <= 'Z'));
        const std::size_t close = is_tag ? rest.find('>') : std::string_view::npos;
        if (close == std::string_view::npos) {
            put(rest.substr(0, 1), walk.at());
            return 1;
        }
        const std::string tag = lower_case(rest.substr(1, 3));
        if (tag.starts_with("br")) put(" ", walk.at());
        if (tag.starts_with("sup")) {  // a mark that leads to a note
            const std::size_t end = rest.find("</sup>");
            if (end != std::string_view::npos) {
                ++left_out_.notes;
                return end + std::string_view("</sup>").size();
            }
        }
        return close + 1;
    }

    std::size_t render_entity(const Walk& walk) {
        constexpr std::array<std::pair<std::string_view, std::string_view>, 16> entities{{{"&nbsp;", " "},
                                                                                          {"&amp;", "&"},
                                                                                          {"&lt;", "<"},
                                                                                          {"&gt;", ">"},
                                                                                          {"&quot;", "\""},
                                                                                          {"&ndash;", "–"},
                                                                                          {"&mdash;", "—"},
                                                                                          {"&minus;", "−"},
                                                                                          {"&frac12;", "½"},
                                                                                          {"&frac14;", "¼"},
                                                                                          {"&frac34;", "¾"},
                                                                                          {"&thinsp;", " "},
                                                                                          {"&#160;", " "},
                                                                                          {"&#39;", "'"},
                                                                                          {"&apos;", "'"},
                                                                                          {"&#37;", "%"}}};
        const std::string_view rest = walk.rest();
        for (const auto& [entity, text] : entities)
            if (rest.starts_with(entity)) {
                put(text, walk.at());
                return entity.size();
            }
        put(rest.substr(0, 1), walk.at());
        return 1;
    }

    const Wikitext& wiki_;
    LeftOut& left_out_;
    bool bracket_open_ = false;
};

unsigned read_span(std::string_view attributes, std::string_view name) {
    const std::string lower = lower_case(attributes.substr(0, longest_tag));
    std::size_t at = lower.find(name);
    if (at == std::string::npos) return 1;
    at += name.size();
    while (at < lower.size() && (is_blank(lower[at]) || lower[at] == '=' || lower[at] == '"' || lower[at] == '\''))
        ++at;
    unsigned count = 1;
    std::from_chars(lower.data() + at, lower.data() + lower.size(), count);
    return std::max(1U, count);
}

/// Cuts a table into rows and cells.
class TableReader {
public:
    TableReader(const Wikitext& wiki, std::uint32_t mark)
        : wiki_(wiki), walk_(wiki, {{wiki.marks[mark].place.begin + 2, wiki.marks[mark].place.end - 2}, mark + 1}) {
        table_.place = wiki.marks[mark].place;
    }

    WikiTable read() {
        skip_line();  // the table's own attributes
        while (!walk_.done()) read_line();
        end_part();
        std::erase_if(table_.rows, [](const auto& row) { return row.empty(); });
        return std::move(table_);
    }

private:
    void skip_line() {
        while (!walk_.done() && (walk_.at_mark() || walk_.rest().front() != '\n')) walk_.step();
    }

    /// A line and its end. What begins with no bar goes on with the cell above.
    void read_line() {
        while (!walk_.done() && !walk_.at_mark() && is_blank(walk_.rest().front())) walk_.step();
        if (walk_.done()) return;
        if (!walk_.at_mark()) {
            const std::string_view rest = walk_.rest();
            if (rest.starts_with("|-")) {
                end_part();
                table_.rows.emplace_back();
                skip_line();
                return;
            }
            if (rest.starts_with("|+")) {
                end_part();
                walk_.pass(2);
                begin_part(Part::caption, false);
            } else if (rest.front() == '|' || rest.front() == '!') {
                end_part();
                const bool header = rest.front() == '!';
                walk_.pass(1);
                begin_part(Part::cell, header);
            }
        }
        const bool header_line = part_ == Part::cell && is_header_;
        while (!walk_.done() && (walk_.at_mark() || walk_.rest().front() != '\n')) {
            if (walk_.at_mark() || part_ != Part::cell) {
                walk_.step();
                continue;
            }
            const std::string_view rest = walk_.rest();
            if (rest.starts_with("||") || (header_line && rest.starts_with("!!"))) {
                end_part();
                walk_.pass(2);
                begin_part(Part::cell, header_line);
            } else {
                walk_.step();
            }
        }
    }

    enum class Part : std::uint8_t { none, caption, cell };

    void begin_part(Part part, bool header) {
        part_ = part;
        is_header_ = header;
        begin_ = {{walk_.at(), 0}, walk_.mark()};
    }

    void end_part() {
        if (part_ == Part::none) return;
        begin_.place.end = walk_.at();
        WikiCell cell{begin_, is_header_, 1, 1};
        // One bar parts a cell's attributes from what it shows.
        const std::vector<WikiPart> parts = split_at_bars(wiki_, begin_);
        if (parts.size() > 1) {
            const Span attributes = parts.front().place;
            const std::string_view text = wiki_.text.substr(attributes.begin, attributes.end - attributes.begin);
            cell.columns = std::min(read_span(text, "colspan"), most_columns);
            cell.rows = read_span(text, "rowspan");
            cell.part = {{parts[1].place.begin, begin_.place.end}, parts[1].mark};
        }
        if (part_ == Part::caption) {
            table_.caption = cell.part;
        } else {
            if (table_.rows.empty()) table_.rows.emplace_back();
            table_.rows.back().push_back(cell);
        }
        part_ = Part::none;
    }

    const Wikitext& wiki_;
    Walk walk_;
    WikiTable table_;
    Part part_ = Part::none;
    bool is_header_ = false;
    WikiPart begin_;
};

}  // namespace

Wikitext scan_wikitext(std::string_view text) {
    return Scanner(text).scan();
}

Span PlainText::place(std::size_t begin, std::size_t end) const {
    if (begin >= end || end > at.size()) return {};
    return {at[begin], at[end - 1] + 1};
}

void PlainText::trim() {
    std::size_t begin = 0;
    std::size_t end = text.size();
    while (begin < end && is_blank(text[begin])) ++begin;
    while (end > begin && is_blank(text[end - 1])) --end;
    text = text.substr(begin, end - begin);
    at = {at.begin() + static_cast<std::ptrdiff_t>(begin), at.begin() + static_cast<std::ptrdiff_t>(end)};
}

PlainText plain_text(const Wikitext& wiki, const WikiPart& part, LeftOut& left_out) {
    Renderer renderer(wiki, left_out);
    renderer.render(part, 0);
    renderer.result.trim();
    return std::move(renderer.result);
}

Call read_call(const Wikitext& wiki, std::uint32_t mark) {
    const Span place = wiki.marks[mark].place;
    const std::vector<WikiPart> parts = split_at_bars(wiki, {{place.begin + 2, place.end - 2}, mark + 1});
    Call call;
    const Span name = parts.front().place;
    call.name = name_of_call(wiki.text.substr(name.begin, std::min<std::size_t>(100, name.end - name.begin)));
    for (std::size_t i = 1; i < parts.size(); ++i) {
        CallArgument argument{{}, parts[i]};
        for (Walk walk(wiki, parts[i]); !walk.done() && !walk.at_mark(); walk.step()) {
            if (walk.rest().front() != '=') continue;
            argument.name = lower_case(tidy(wiki.text.substr(parts[i].place.begin, walk.at() - parts[i].place.begin)));
            argument.value = {{walk.at() + 1, parts[i].place.end}, walk.mark()};
            break;
        }
        call.arguments.push_back(std::move(argument));
    }
    return call;
}

WikiTable read_table(const Wikitext& wiki, std::uint32_t mark) {
    return TableReader(wiki, mark).read();
}

std::uint32_t first_mark(const Wikitext& wiki, std::size_t at) {
    const auto found =
        std::ranges::lower_bound(wiki.marks, at, {}, [](const Markup& mark) { return mark.place.begin; });
    return offset(static_cast<std::size_t>(found - wiki.marks.begin()));
}

}  // namespace caucus_tally
