// SPDX-License-Identifier: MIT
#pragma once

#include "contest/row_kind.hpp"
#include "precincts/hash.hpp"
#include "precincts/id_tables.hpp"
#include "precincts/layout.hpp"

#include <array>
#include <bit>
#include <caucus_tally/finding.hpp>
#include <caucus_tally/numbers.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace caucus_tally {

/// Sums of some counts, row by row of a table of them. They are checked for overflow.
class Sums {
public:
    explicit Sums(std::size_t width) : width_(width) {}

    std::size_t size() const { return size_; }
    void reserve(std::size_t size) {
        sums_.reserve(size * width_);
        stated_.reserve(size * width_);
    }
    void grow() {
        ++size_;
        sums_.resize(size_ * width_);
        stated_.resize(size_ * width_);
    }
    void prefetch(std::size_t at) const { __builtin_prefetch(&sums_[at * width_]); }
    void add(std::size_t at, std::size_t count, Votes votes) {
        Votes& sum = sums_[at * width_ + count];
        if (__builtin_add_overflow(sum, votes, &sum)) [[unlikely]]
            overflow(at * width_ + count);
        ++stated_[at * width_ + count];
    }
    Votes sum(std::size_t at, std::size_t count) const { return sums_[at * width_ + count]; }
    /// How many rows stated the count.
    std::uint32_t stated(std::size_t at, std::size_t count) const { return stated_[at * width_ + count]; }
    bool overflowed(std::size_t at, std::size_t count) const { return overflowed_.contains(at * width_ + count); }
    /// Adds what another table has there.
    void add_all(std::size_t at, const Sums& other, std::size_t from);

private:
    void overflow(std::size_t place);

    std::size_t width_;
    std::size_t size_ = 0;
    std::vector<Votes> sums_;
    std::vector<std::uint32_t> stated_;
    std::set<std::size_t> overflowed_;
};

/// Which units and choices have had a row together: a bit or two for each, as the choices of one unit mostly stand side
/// by side.
class SeenRows {
public:
    /// Notes the pair; returns whether it was there before.
    bool test_and_set(std::uint32_t unit, std::uint32_t choice) {
        const std::uint64_t key = PairTable::key(unit, choice / 64);
        if (key != slots_[last_].key) [[unlikely]]
            last_ = find_or_add(key);
        std::uint64_t& bits = slots_[last_].bits;
        const std::uint64_t bit = std::uint64_t{1} << choice % 64;
        const bool was_set = (bits & bit) != 0;
        bits |= bit;
        return was_set;
    }
    bool test(std::uint32_t unit, std::uint32_t choice) const;
    [[gnu::always_inline]] void prefetch(std::uint32_t unit, std::uint32_t choice) const {
        __builtin_prefetch(&slots_[hash_word(PairTable::key(unit, choice / 64), seed_) & (slots_.size() - 1)]);
    }
    /// Calls `act` with every pair.
    template <typename Act>
    void for_each(const Act& act) const {
        for (const Slot& slot : slots_)
            for (std::uint64_t bits = slot.bits; bits != 0; bits &= bits - 1)
                act(static_cast<std::uint32_t>(slot.key >> 32),
                    static_cast<std::uint32_t>(slot.key) * 64 + static_cast<std::uint32_t>(std::countr_zero(bits)));
    }

private:
    // No unit has the largest number, so this key is free to mean "empty".
    static constexpr std::uint64_t empty = UINT64_MAX;
    struct Slot {
        std::uint64_t key = empty;
        std::uint64_t bits = 0;
    };
    std::size_t place(std::uint64_t key) const;
    std::size_t find_or_add(std::uint64_t key);

    std::uint64_t seed_ = draw_seed(this);
    std::vector<Slot> slots_{1024};
    std::size_t size_ = 0;
    std::size_t last_ = 0;
};

/// A place in a table that is read in blocks: the line counts from 1 at the block's first.
struct Spot {
    std::uint64_t sequence = 0;
    Location location;
};

/// What one thread has read of a table's rows, or what all threads have: names as numbers, and sums by area and choice.
/// Units that may be totals of others have sums of their own, so that it can be decided at the end what they are.
struct RowTally {
    /// Units by their values, joined by zero bytes: those that look like totals when all rows are known.
    using Suspects = std::set<std::string>;

    struct Unit {
        std::uint32_t place = 0;
        std::uint32_t group = no_id;  ///< its values among the group columns, if these tell units apart
        bool is_wanted = true;
        bool is_suspect = false;
        bool is_named_total = false;
        std::uint64_t first = 0;  ///< where it first appeared: block << 32 | byte in the block
    };
    struct Choice {
        // Where the row before was added up, which is mostly where the next one is.
        std::uint32_t place = no_id;
        std::uint32_t cell = 0;
        std::uint32_t places = 0;  ///< beyond the last one that has a cell of it
        std::uint32_t unit_group = no_id;
        std::uint32_t sums = 0;  ///< in `grouped`

        std::uint32_t group = 0;  ///< its values among the group columns
        RowKind kind = RowKind::candidate;
        bool is_wanted = true;
        bool is_suspect = false;  ///< called a total, of the choices beside it or of the write-ins
        std::uint32_t first_unit = 0;
        std::uint64_t first = 0;
    };
    /// The units of an area, or one that may be a total.
    struct Place {
        std::uint32_t area = 0;
        std::uint32_t unit = no_id;  ///< if it is one
        bool is_wanted = true;
        std::uint32_t choices = 0;
    };
    /// A place and a choice, with sums of that number.
    struct Cell {
        std::uint32_t place = 0;
        std::uint32_t choice = 0;
        std::uint32_t local = 0;          ///< the choice's number in the place
        std::uint32_t most_unit = no_id;  ///< the unit with most votes...
        Votes most = 0;                   ///< ...which are these
        bool is_tied = false;             ///< another unit has as many
        std::uint64_t rows = 0;
        std::uint64_t first = 0;
    };
    /// Ballots cast and registered voters of a unit, each stated in a row of its own.
    struct Turnout {
        struct Figure {
            Votes votes = 0;
            std::uint64_t first = UINT64_MAX;
            Spot spot = {};
            bool of_unit = false;  ///< not those of one contest
        };
        std::array<Figure, 2> figures;  ///< registered voters, ballots cast
    };

    RowTally(const Layout& table_layout, const Query& table_query, const Suspects& table_suspects);
    /// Sets aside address space for a table of so many bytes; what is not used takes no memory.
    void expect(std::uint64_t bytes);

    /// Sums of a row whose names have these numbers.
    struct Row {
        std::span<const std::optional<Votes>> counts;
        Votes votes = 0;
    };

    std::uint32_t find_or_add_unit(std::span<const std::uint32_t> values_of_unit, std::uint64_t position);
    std::uint32_t find_or_add_choice(std::span<const std::uint32_t> values_of_choice, std::uint32_t unit,
                                     std::uint64_t position);
    /// Points the choice at its cell in the unit's place, which is made if need be; returns whether it was.
    bool find_or_add_cell(const Unit& unit, std::uint32_t choice, std::uint64_t position) {
        if (choices[choice].place == unit.place) [[likely]]
            return false;
        return move_to_place(unit, choice, position);
    }
    /// Notes the votes of a unit in a cell.
    static void note_votes(Cell& cell, std::uint32_t unit, Votes votes) {
        ++cell.rows;
        if (votes < cell.most) [[likely]]
            return;
        cell.is_tied = votes == cell.most && cell.most_unit != unit && cell.most_unit != no_id;
        if (votes > cell.most || cell.most_unit == no_id) cell.most_unit = unit;
        cell.most = votes;
    }
    /// The number of the sums in `grouped` of a unit and a choice, which points at its cell there.
    std::uint32_t group_of(const Unit& unit, std::uint32_t choice, std::uint64_t position) {
        Choice& known = choices[choice];
        if (known.unit_group != unit.group) [[unlikely]]
            find_group(unit.group, known, position);
        return known.sums;
    }
    /// Whether the unit's rows are added up by the group columns as they are read, for want of a cell that tells them.
    bool is_grouped(const Unit& unit) const { return unit.group != no_id; }

    std::string_view value(std::size_t column, std::uint32_t id) const { return values[column].name(id); }
    /// The value of a unit's or choice's column; empty if the table lacks the column.
    std::string_view unit_value(std::uint32_t unit, std::optional<std::size_t> column) const;
    std::string_view choice_value(std::uint32_t choice, std::optional<std::size_t> column) const;
    std::string_view area_value(std::uint32_t area, std::size_t column) const;
    /// "Adair/North", as far as the table says.
    std::string unit_name(std::uint32_t unit) const;
    /// "President 2", or "the contest".
    std::string contest_name(std::uint32_t choice) const;
    std::string suspect_key(std::uint32_t unit) const;
    /// The cell of a place and a choice, or no_id.
    std::uint32_t find_cell(std::uint32_t place, std::uint32_t choice) const {
        if (place >= choices[choice].places) return no_id;
        if (indexed_ < cells.size()) [[unlikely]]
            index_cells();
        return cell_ids_.find(PairTable::key(place, choice));
    }
    /// Fetches what find_cell() reads ahead of it.
    [[gnu::always_inline]] void prefetch_cell(std::uint32_t place, std::uint32_t choice) const {
        cell_ids_.prefetch(PairTable::key(place, choice));
    }
    std::vector<std::vector<std::uint32_t>> cells_by_place() const;
    std::uint32_t area_of(std::uint32_t unit) const { return places[units[unit].place].area; }
    std::size_t area_count() const { return layout.area_columns == 0 ? 1 : areas.size(); }

    /// Adds what another thread has read of the same table. Pairs of a unit and a choice that both have are duplicates.
    void merge(const RowTally& part);

    const Layout& layout;
    const Query& query;
    const Suspects& suspects;

    std::vector<NameTable> values;  ///< of each column of units and choices
    TupleTable unit_ids;            ///< for each unit, its values
    TupleTable choice_ids;
    TupleTable areas;
    std::vector<Unit> units;
    std::vector<Choice> choices;
    std::vector<Place> places;
    std::vector<Cell> cells;
    Sums sums;                                             ///< of each cell
    Sums grouped;                                          ///< of each unit group and choice group
    std::vector<std::array<std::uint32_t, 2>> group_keys;  ///< for each of `grouped`, these two...
    std::vector<std::uint64_t> group_first;                ///< ...and where it first appeared
    TupleTable unit_groups;                                ///< area and values among the group columns
    TupleTable choice_groups;  ///< values among the group columns and, for suspects, two more than the choice's number
                               ///< (1: not wanted)
    PairTable group_ids;
    TupleTable place_ids{2};

    SeenRows seen;                         ///< units with the local numbers of choices
    std::set<std::uint64_t> repeated;      ///< pairs of a unit and a choice that have several rows
    std::set<std::uint32_t> flawed_areas;  ///< with rows that were not understood, so that their sums are not certain
    std::map<std::uint32_t, Turnout> turnout;
    std::unordered_map<std::uint32_t, Spot> unit_spots;    ///< of suspects
    std::unordered_map<std::uint32_t, Spot> choice_spots;  ///< of suspects and, with checks, of all
    std::unordered_map<std::uint32_t, Spot> cell_spots;    ///< of suspects

private:
    void index_cells() const;
    void add_cell(std::uint32_t place, std::uint32_t choice, std::uint64_t position);
    bool move_to_place(const Unit& unit, std::uint32_t choice, std::uint64_t position);
    void find_group(std::uint32_t unit_group, Choice& choice, std::uint64_t position);

    // Of the first cells only: in a sorted table every new one is known to be new, and none is ever looked up.
    mutable PairTable cell_ids_;
    mutable std::size_t indexed_ = 0;
};

}  // namespace caucus_tally
