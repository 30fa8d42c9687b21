// SPDX-License-Identifier: MIT
#include "csv/csv_scan.hpp"

#include <algorithm>

namespace caucus_tally {
namespace {

/// Bit i: an odd number of bits up to and including i is set.
constexpr std::uint64_t prefix_xor(std::uint64_t bits) {
    for (unsigned shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
    return bits;
}

CsvState step(CsvState state, char byte, bool& comma, bool& newline, bool& fault) {
    const bool separates = byte == ',' || byte == '\n';
    switch (state) {
        case CsvState::quoted:
            return byte == '"' ? CsvState::quote_closed : CsvState::quoted;
        case CsvState::quote_closed:
            if (byte == '"') return CsvState::quoted;
            if (byte == '\r') return CsvState::closed_carriage;
            fault = !separates;
            break;
        case CsvState::closed_carriage:
            fault = byte != '\n';
            break;
        case CsvState::field_start:
            if (byte == '"') return CsvState::quoted;
            break;
        case CsvState::unquoted:
            break;
    }
    comma = byte == ',';
    newline = byte == '\n';
    return separates ? CsvState::field_start : CsvState::unquoted;
}

CsvStructure scan_up_to_a_block(std::string_view text, CsvState& state) {
    return text.size() >= wide::block ? scan_csv(text.data(), state)
                                      : scan_csv_bytewise(text.data(), text.size(), state);
}

}  // namespace

CsvStructure scan_csv_bytewise(const char* bytes, std::size_t size, CsvState& state) {
    CsvStructure found;
    for (std::size_t i = 0; i < size; ++i) {
        bool comma = false;
        bool newline = false;
        bool fault = false;
        state = step(state, bytes[i], comma, newline, fault);
        found.commas |= std::uint64_t{comma} << i;
        found.newlines |= std::uint64_t{newline} << i;
        found.faults |= std::uint64_t{fault} << i;
    }
    return found;
}

CsvStructure scan_csv_quoted(const char* bytes, CsvState& state) {
    constexpr unsigned last = wide::block - 1;
    if (state == CsvState::closed_carriage) return scan_csv_bytewise(bytes, wide::block, state);

    const std::uint64_t quotes = wide::match(bytes, '"');
    const std::uint64_t inside = prefix_xor(quotes) ^ (state == CsvState::quoted ? ~std::uint64_t{0} : 0);
    const std::uint64_t commas = wide::match(bytes, ',') & ~inside;
    const std::uint64_t newlines = wide::match(bytes, '\n') & ~inside;
    const std::uint64_t carriages = wide::match(bytes, '\r') & ~inside;
    const std::uint64_t opening = quotes & inside;
    const std::uint64_t closing = quotes & ~inside;

    // Counting quotes is right only where each opens at a field's start or after a closing one (a doubled quote), and
    // each closing one is followed by a separator or a line break. Anything else is left to the exact definition.
    const std::uint64_t after_separator = (commas | newlines) << 1 | (state == CsvState::field_start ? 1 : 0);
    const std::uint64_t after_closing = closing << 1 | (state == CsvState::quote_closed ? 1 : 0);
    const std::uint64_t after_carriage = (after_closing & carriages) << 1;
    const std::uint64_t irregular = (opening & ~(after_separator | after_closing)) |
                                    (after_closing & ~(commas | newlines | quotes | carriages)) |
                                    (after_carriage & ~newlines);
    if (irregular != 0) return scan_csv_bytewise(bytes, wide::block, state);

    if (inside >> last != 0)
        state = CsvState::quoted;
    else if (closing >> last != 0)
        state = CsvState::quote_closed;
    else if ((after_closing & carriages) >> last != 0)
        state = CsvState::closed_carriage;
    else
        state = (commas | newlines) >> last != 0 ? CsvState::field_start : CsvState::unquoted;
    return {commas, newlines, 0};
}

namespace {

/// Notes what is special in a block, up to the end of the record: quotes, bytes above 127, text after a closing quote.
void note_special(const char* block, std::size_t offset, const CsvStructure& found, CsvRecord& record) {
    // All bits below the lowest newline; without one all there are.
    const std::uint64_t bits = (found.newlines & (0 - found.newlines)) - 1;
    const auto note_first = [offset](std::uint32_t& first, std::uint64_t special) {
        if (special != 0 && first == CsvRecord::none)
            first = static_cast<std::uint32_t>(offset + static_cast<std::size_t>(std::countr_zero(special)));
    };
    record.quotes |= (wide::match(block, '"') & bits) != 0;
    note_first(record.non_ascii, wide::non_ascii(block) & bits);
    note_first(record.fault, found.faults & bits);
}

}  // namespace

bool split_record(const char* begin, const char* end, CsvRecord& record) {
    record.begin = begin;
    record.quotes = false;
    record.non_ascii = CsvRecord::none;
    record.fault = CsvRecord::none;
    std::size_t fields = 0;
    CsvState state = CsvState::field_start;
    for (const char* block = begin; block < end; block += wide::block) {
        const auto offset = static_cast<std::size_t>(block - begin);
        // Room for a whole block at once, so that no separator has to ask.
        if (record.ends.size() < fields + wide::block) record.ends.resize(2 * (fields + wide::block));
        const wide::Marks marks = wide::find_marks(block);
        std::uint64_t separators = marks.separators;
        if (marks.quotes || marks.non_ascii != 0 || state > CsvState::unquoted) {
            const CsvStructure found = scan_csv(block, state);
            separators = found.commas | found.newlines;
            note_special(block, offset, found, record);
        } else {
            state = separators >> (wide::block - 1) != 0 ? CsvState::field_start : CsvState::unquoted;
        }
        for (; separators != 0; separators &= separators - 1) {
            const auto at = static_cast<std::size_t>(std::countr_zero(separators));
            record.ends[fields++] = static_cast<std::uint32_t>(offset + at);
            if (block[at] != '\n') continue;
            if (block + at >= end) return false;
            record.fields = fields;
            record.size = offset + at + 1;
            return true;
        }
    }
    return false;
}

std::string_view unescape_field(std::string_view raw, std::string& scratch) {
    if (!raw.starts_with('"')) return raw;
    const std::string_view inner = raw.substr(1);
    const std::size_t quote = inner.find('"');
    if (quote + 1 == inner.size()) return inner.substr(0, quote);
    const std::size_t start = scratch.size();
    for (std::size_t i = 0; i < inner.size(); ++i) {
        if (inner[i] == '"' && (i + 1 == inner.size() || inner[i + 1] != '"')) {
            // A lone quote closes; what follows it, a fault, is kept as it stands.
            scratch.append(inner.substr(i + 1));
            break;
        }
        if (inner[i] == '"') ++i;
        scratch += inner[i];
    }
    return std::string_view(scratch).substr(start);
}

std::size_t find_last_newline(std::string_view text) {
    for (; text.size() >= wide::block; text.remove_suffix(wide::block)) {
        const std::uint64_t newlines = wide::match(text.data() + text.size() - wide::block, '\n');
        if (newlines != 0) return text.size() - 1 - static_cast<std::size_t>(std::countl_zero(newlines));
    }
    return text.rfind('\n');
}

void find_last_row_end(std::string_view text, RowBoundary& boundary) {
    // Outside quotes only quotes matter until the last line break is asked for.
    std::size_t plain = boundary.scanned;  // where the stretch without quotes begins that ends at boundary.scanned
    const auto end_plain_stretch = [&] {
        const std::string_view stretch = text.substr(plain, boundary.scanned - plain);
        if (const std::size_t newline = find_last_newline(stretch); newline != std::string_view::npos)
            boundary.last_end = plain + newline + 1;
    };
    while (boundary.scanned < text.size()) {
        const std::string_view rest = text.substr(boundary.scanned);
        if (rest.size() >= wide::block && boundary.state <= CsvState::unquoted && !wide::contains(rest.data(), '"')) {
            const char last = rest[wide::block - 1];
            boundary.state = last == ',' || last == '\n' ? CsvState::field_start : CsvState::unquoted;
            boundary.scanned += wide::block;
            continue;
        }
        const CsvStructure found = scan_up_to_a_block(rest, boundary.state);
        if (found.newlines == 0)
            end_plain_stretch();
        else
            boundary.last_end =
                boundary.scanned + wide::block - static_cast<std::size_t>(std::countl_zero(found.newlines));
        boundary.scanned += std::min(wide::block, rest.size());
        plain = boundary.scanned;
    }
    end_plain_stretch();
}

std::size_t find_row_end(std::string_view text, CsvState& state) {
    for (std::size_t at = 0; at < text.size(); at += wide::block) {
        const CsvStructure found = scan_up_to_a_block(text.substr(at), state);
        if (found.newlines != 0) return at + static_cast<std::size_t>(std::countr_zero(found.newlines)) + 1;
    }
    return std::string_view::npos;
}

std::size_t find_open_quote(std::string_view text) {
    CsvState state = CsvState::field_start;
    std::size_t open = std::string_view::npos;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const CsvState before = state;
        scan_csv_bytewise(text.data() + i, 1, state);
        if (state == CsvState::quoted && before == CsvState::field_start) open = i;
    }
    return state == CsvState::quoted ? open : std::string_view::npos;
}

}  // namespace caucus_tally
