// SPDX-License-Identifier: MIT
#include "precincts/tally.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

namespace caucus_tally {
namespace {

std::size_t count_by(const Layout& layout, const std::vector<std::size_t>& columns) {
    return static_cast<std::size_t>(
        std::ranges::count_if(columns, [&](std::size_t column) { return layout.columns[column].by.has_value(); }));
}

template <typename Map>
void keep_first(Map& spots, std::uint32_t id, const Spot& spot) {
    const auto [known, is_new] = spots.try_emplace(id, spot);
    const auto place = [](const Spot& each) { return std::pair(each.sequence, each.location.line); };
    if (!is_new && place(spot) < place(known->second)) known->second = spot;
}

}  // namespace

void Sums::overflow(std::size_t place) {
    sums_[place] = std::numeric_limits<Votes>::max();
    overflowed_.insert(place);
}

void Sums::add_all(std::size_t at, const Sums& other, std::size_t from) {
    for (std::size_t count = 0; count < width_; ++count) {
        const std::uint32_t stated = stated_[at * width_ + count] + other.stated(from, count);
        add(at, count, other.sum(from, count));
        stated_[at * width_ + count] = stated;
        if (other.overflowed(from, count)) overflow(at * width_ + count);
    }
}

std::size_t SeenRows::place(std::uint64_t key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash_word(key, seed_) & mask;
    while (slots_[at].key != key && slots_[at].key != empty) at = (at + 1) & mask;
    return at;
}

std::size_t SeenRows::find_or_add(std::uint64_t key) {
    if ((size_ + 1) * 3 > slots_.size() * 2) {
        std::vector<Slot> old(slots_.size() * 2);
        old.swap(slots_);
        for (const Slot& slot : old)
            if (slot.key != empty) slots_[place(slot.key)] = slot;
    }
    const std::size_t at = place(key);
    if (slots_[at].key == empty) {
        slots_[at].key = key;
        ++size_;
    }
    return at;
}

bool SeenRows::test(std::uint32_t unit, std::uint32_t choice) const {
    return (slots_[place(PairTable::key(unit, choice / 64))].bits >> choice % 64 & 1) != 0;
}

RowTally::RowTally(const Layout& table_layout, const Query& table_query, const Suspects& table_suspects)
    : layout(table_layout),
      query(table_query),
      suspects(table_suspects),
      values(layout.columns.size()),
      unit_ids(std::max<std::size_t>(1, layout.units.size())),
      choice_ids(std::max<std::size_t>(1, layout.choices.size())),
      areas(layout.area_columns),
      sums(layout.counts.size()),
      grouped(layout.counts.size()),
      unit_groups(1 + count_by(layout, layout.units)),
      choice_groups(1 + count_by(layout, layout.choices)) {}

void RowTally::expect(std::uint64_t bytes) {
    // Of tables that were met, most have fewer; more would only be moved as they grow.
    constexpr std::uint64_t bytes_of_a_unit = 2048;
    constexpr std::uint64_t bytes_of_a_cell = 1024;
    units.reserve(bytes / bytes_of_a_unit);
    cells.reserve(bytes / bytes_of_a_cell);
    sums.reserve(bytes / bytes_of_a_cell);
}

std::string_view RowTally::unit_value(std::uint32_t unit, std::optional<std::size_t> column) const {
    const auto at = std::ranges::find(layout.units, column);
    if (at == layout.units.end()) return {};
    return value(*at, unit_ids.tuple(unit)[static_cast<std::size_t>(at - layout.units.begin())]);
}

std::string_view RowTally::choice_value(std::uint32_t choice, std::optional<std::size_t> column) const {
    const auto at = std::ranges::find(layout.choices, column);
    if (at == layout.choices.end()) return {};
    return value(*at, choice_ids.tuple(choice)[static_cast<std::size_t>(at - layout.choices.begin())]);
}

std::string_view RowTally::area_value(std::uint32_t area, std::size_t column) const {
    const auto at = std::ranges::find(layout.units, column);
    return value(column, areas.tuple(area)[static_cast<std::size_t>(at - layout.units.begin())]);
}

std::string RowTally::unit_name(std::uint32_t unit) const {
    const std::string_view county = unit_value(unit, layout.county);
    const std::string_view precinct = unit_value(unit, layout.precinct);
    return fmt::format("{}{}{}", county, county.empty() || precinct.empty() ? "" : "/", precinct);
}

std::string RowTally::contest_name(std::uint32_t choice) const {
    const std::string_view district = choice_value(choice, layout.district);
    const std::string_view office = choice_value(choice, layout.office);
    if (office.empty()) return "the contest";
    return fmt::format("{}{}{}", office, district.empty() ? "" : " ", district);
}

std::string RowTally::suspect_key(std::uint32_t unit) const {
    std::string key;
    for (const std::size_t column : layout.units) key.append(unit_value(unit, column)).push_back('\0');
    return key;
}

std::uint32_t RowTally::find_or_add_unit(std::span<const std::uint32_t> values_of_unit, std::uint64_t position) {
    const std::uint32_t id = unit_ids.find_or_add(values_of_unit);
    if (id < units.size()) {
        units[id].first = std::min(units[id].first, position);
        return id;
    }
    Unit& unit = units.emplace_back();
    unit.first = position;
    const std::optional<std::size_t> innermost = layout.precinct ? layout.precinct : layout.county;
    for (std::size_t i = 0; i < layout.units.size(); ++i) {
        const std::size_t column = layout.units[i];
        const std::string_view text = value(column, values_of_unit[i]);
        if (const auto filter = layout.columns[column].filter) unit.is_wanted &= query.filters[*filter].holds(text);
        if ((layout.county == column || layout.precinct == column) && kind_by_unit(text) == RowKind::total)
            unit.is_named_total = true;
        unit.is_suspect |= innermost == column && text.empty();
    }
    unit.is_suspect |= unit.is_named_total || (!suspects.empty() && suspects.contains(suspect_key(id)));

    Place place;
    place.is_wanted = unit.is_wanted;
    if (layout.area_columns > 0) place.area = areas.find_or_add(values_of_unit.first(layout.area_columns));
    if (unit.is_suspect) place.unit = id;
    unit.place = place_ids.find_or_add(
        std::array{place.area, unit.is_suspect ? id + 2 : static_cast<std::uint32_t>(unit.is_wanted)});
    if (unit.place == places.size()) places.push_back(place);

    if (layout.groups_units && unit.is_wanted && !unit.is_suspect) {
        std::vector<std::uint32_t> key = {place.area};
        for (std::size_t i = 0; i < layout.units.size(); ++i)
            if (layout.columns[layout.units[i]].by) key.push_back(values_of_unit[i]);
        unit.group = unit_groups.find_or_add(key);
    }
    return id;
}

std::uint32_t RowTally::find_or_add_choice(std::span<const std::uint32_t> values_of_choice, std::uint32_t unit,
                                           std::uint64_t position) {
    const std::uint32_t id = choice_ids.find_or_add(values_of_choice);
    if (id < choices.size()) {
        if (position < choices[id].first) {
            choices[id].first = position;
            choices[id].first_unit = unit;
        }
        return id;
    }
    Choice& choice = choices.emplace_back();
    choice.first = position;
    choice.first_unit = unit;
    std::vector<std::uint32_t> key;
    for (std::size_t i = 0; i < layout.choices.size(); ++i) {
        const Layout::Column& column = layout.columns[layout.choices[i]];
        const std::string_view text = value(layout.choices[i], values_of_choice[i]);
        if (column.filter) choice.is_wanted &= query.filters[*column.filter].holds(text);
        if (column.role == ColumnRole::office || column.role == ColumnRole::candidate) {
            const RowKind kind = kind_by_choice(text);
            // A total of ballots is nobody's, too.
            if (kind == RowKind::ballots || choice.kind == RowKind::candidate) choice.kind = kind;
        }
        choice.is_suspect |= column.role == ColumnRole::candidate && is_write_in_total(text);
        if (!column.by) continue;
        const bool is_mark = query.marks_totals && *column.by + 1 == query.by.size();
        key.push_back(is_mark ? static_cast<std::uint32_t>(kind_by_unit(text) == RowKind::total) : values_of_choice[i]);
    }
    choice.is_suspect |= choice.kind == RowKind::total;
    key.push_back(!choice.is_wanted ? 1 : choice.is_suspect ? id + 2 : 0);
    choice.group = choice_groups.find_or_add(key);
    return id;
}

void RowTally::index_cells() const {
    for (; indexed_ < cells.size(); ++indexed_)
        cell_ids_.add(PairTable::key(cells[indexed_].place, cells[indexed_].choice),
                      static_cast<std::uint32_t>(indexed_));
}

bool RowTally::move_to_place(const Unit& unit, std::uint32_t choice, std::uint64_t position) {
    const std::uint32_t cell = find_cell(unit.place, choice);
    if (cell == no_id) {
        add_cell(unit.place, choice, position);
        return true;
    }
    choices[choice].place = unit.place;
    choices[choice].cell = cell;
    return false;
}

void RowTally::add_cell(std::uint32_t place, std::uint32_t choice, std::uint64_t position) {
    Choice& known = choices[choice];
    known.place = place;
    known.cell = static_cast<std::uint32_t>(cells.size());
    known.places = std::max(known.places, place + 1);
    Cell& cell = cells.emplace_back();
    cell.place = place;
    cell.choice = choice;
    cell.local = places[place].choices++;
    cell.first = position;
    sums.grow();
}

std::vector<std::vector<std::uint32_t>> RowTally::cells_by_place() const {
    std::vector<std::vector<std::uint32_t>> cells_of(places.size());
    for (std::uint32_t place = 0; place < places.size(); ++place) cells_of[place].reserve(places[place].choices);
    for (std::uint32_t cell = 0; cell < cells.size(); ++cell) cells_of[cells[cell].place].push_back(cell);
    return cells_of;
}

void RowTally::find_group(std::uint32_t unit_group, Choice& choice, std::uint64_t position) {
    const std::uint64_t key = PairTable::key(unit_group, choice.group);
    std::uint32_t id = group_ids.find(key);
    if (id == no_id) {
        id = static_cast<std::uint32_t>(grouped.size());
        grouped.grow();
        group_ids.add(key, id);
        group_keys.push_back({unit_group, choice.group});
        group_first.push_back(position);
    }
    choice.unit_group = unit_group;
    choice.sums = id;
}

void RowTally::merge(const RowTally& part) {
    std::vector<std::vector<std::uint32_t>> renumbered;
    for (const NameTable& names : part.values) renumbered.emplace_back(names.size(), no_id);
    std::vector<std::uint32_t> tuple;
    const auto renumber = [&](const std::vector<std::size_t>& columns, std::span<const std::uint32_t> ids) {
        tuple.assign(std::max<std::size_t>(1, columns.size()), 0);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            std::uint32_t& id = renumbered[columns[i]][ids[i]];
            if (id == no_id) id = values[columns[i]].find_or_add(part.values[columns[i]].name(ids[i]));
            tuple[i] = id;
        }
        return std::span<const std::uint32_t>(tuple);
    };
    // Most units of a table whose sums are all that is wanted are never asked for again.
    std::vector<std::uint32_t> known_units(part.units.size(), no_id);
    const auto unit_of = [&](std::uint32_t unit) {
        std::uint32_t& id = known_units[unit];
        if (id == no_id)
            id = find_or_add_unit(renumber(layout.units, part.unit_ids.tuple(unit)), part.units[unit].first);
        return id;
    };
    for (std::uint32_t unit = 0; unit < part.units.size(); ++unit)
        if (query.checks || layout.groups_units || part.units[unit].is_suspect) unit_of(unit);
    std::vector<std::uint32_t> choice_of(part.choices.size());
    for (std::uint32_t choice = 0; choice < part.choices.size(); ++choice) {
        const Choice& other = part.choices[choice];
        const std::uint32_t unit = unit_of(other.first_unit);  // before the choice: both renumber into one tuple
        choice_of[choice] =
            find_or_add_choice(renumber(layout.choices, part.choice_ids.tuple(choice)), unit, other.first);
    }

    // A place is that of any of its units.
    std::vector<std::uint32_t> unit_in(part.places.size());
    for (std::uint32_t unit = 0; unit < part.units.size(); ++unit) unit_in[part.units[unit].place] = unit;
    // Place by place each choice is first told its cell there, so that none need be looked up.
    const std::vector<std::vector<std::uint32_t>> own_cells = cells_by_place();
    const std::vector<std::vector<std::uint32_t>> other_cells = part.cells_by_place();
    std::vector<std::vector<std::uint32_t>> choice_at(part.places.size());  // by local number
    for (std::uint32_t at = 0; at < part.places.size(); ++at) {
        const std::uint32_t place = units[unit_of(unit_in[at])].place;
        if (place < own_cells.size())
            for (const std::uint32_t cell : own_cells[place]) {
                choices[cells[cell].choice].place = place;
                choices[cells[cell].choice].cell = cell;
            }
        for (const std::uint32_t from : other_cells[at]) {
            const Cell& other = part.cells[from];
            const std::uint32_t choice = choice_of[other.choice];
            if (choices[choice].place != place) add_cell(place, choice, other.first);
            const std::uint32_t id = choices[choice].cell;
            Cell& cell = cells[id];
            cell.first = std::min(cell.first, other.first);
            const std::uint64_t rows = cell.rows + other.rows;
            if (other.most_unit != no_id && (other.most >= cell.most || cell.most_unit == no_id)) {
                note_votes(cell, unit_of(other.most_unit), other.most);
                cell.is_tied |= other.is_tied;
            }
            cell.rows = rows;
            sums.add_all(id, part.sums, from);
            choice_at[at].push_back(choice);
            if (const auto spot = part.cell_spots.find(from); spot != part.cell_spots.end())
                keep_first(cell_spots, id, spot->second);
        }
    }
    std::vector<std::uint32_t> group_of_unit(part.unit_groups.size());
    std::vector<std::uint32_t> choice_in(part.choice_groups.size());
    for (std::uint32_t unit = 0; unit < part.units.size(); ++unit)
        if (part.units[unit].group != no_id) group_of_unit[part.units[unit].group] = units[unit_of(unit)].group;
    for (std::uint32_t choice = 0; choice < part.choices.size(); ++choice)
        choice_in[part.choices[choice].group] = choice_of[choice];
    for (std::uint32_t from = 0; from < part.group_keys.size(); ++from) {
        Choice& choice = choices[choice_in[part.group_keys[from][1]]];
        find_group(group_of_unit[part.group_keys[from][0]], choice, part.group_first[from]);
        group_first[choice.sums] = std::min(group_first[choice.sums], part.group_first[from]);
        grouped.add_all(choice.sums, part.grouped, from);
    }

    part.seen.for_each([&](std::uint32_t unit, std::uint32_t local) {
        const std::uint32_t choice = choice_at[part.units[unit].place][local];
        find_or_add_cell(units[unit_of(unit)], choice, 0);
        if (seen.test_and_set(unit_of(unit), cells[choices[choice].cell].local))
            repeated.insert(PairTable::key(unit_of(unit), choice));
    });
    for (const std::uint64_t pair : part.repeated)
        repeated.insert(PairTable::key(unit_of(static_cast<std::uint32_t>(pair >> 32)),
                                       choice_of[static_cast<std::uint32_t>(pair)]));
    for (const auto& [unit, stated] : part.turnout)
        for (std::size_t i = 0; i < stated.figures.size(); ++i)
            if (Turnout::Figure& known = turnout[unit_of(unit)].figures[i]; stated.figures[i].first < known.first)
                known = stated.figures[i];
    for (const std::uint32_t area : part.flawed_areas)
        flawed_areas.insert(
            layout.area_columns == 0
                ? 0
                : areas.find_or_add(renumber(
                      {layout.units.begin(), layout.units.begin() + static_cast<std::ptrdiff_t>(layout.area_columns)},
                      part.areas.tuple(area))));
    for (const auto& [unit, spot] : part.unit_spots) keep_first(unit_spots, unit_of(unit), spot);
    for (const auto& [choice, spot] : part.choice_spots) keep_first(choice_spots, choice_of[choice], spot);
}

}  // namespace caucus_tally
