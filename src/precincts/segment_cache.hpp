// SPDX-License-Identifier: MIT
#pragma once

#include "precincts/hash.hpp"
#include "precincts/id_tables.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace caucus_tally {

/// What is known of the bytes of some neighbouring columns of a row, with the separators after each: whoever meets the
/// same bytes again at a field's start need not look for quotes or separators, unescape, validate or look anything up.
struct SegmentEntry {
    static constexpr std::uint32_t unwanted = 1;  ///< a filter leaves the row out
    static constexpr std::uint32_t odd = 2;  ///< the row needs a closer look: no candidate's, or something is missing

    SegmentEntry* next = nullptr;  ///< what came after it last time: the guess for the next row, at first itself
    std::uint32_t size = 0;
    std::uint32_t flags = 0;
    std::uint32_t key = 0;           ///< number of its group columns' values
    std::uint32_t left = no_id;      ///< the number of the columns before, when last seen together...
    std::uint32_t combined = no_id;  ///< ...and what the two made

    const char* text() const { return reinterpret_cast<const char*>(this + 1); }
    char* text() { return reinterpret_cast<char*>(this + 1); }
};

/// Entries by their bytes, in bounded memory: when it is full, all are forgotten. Entries stay where they are. As long
/// as nothing comes back, as in a table sorted by unit, little is kept, which stays in the processor's cache.
class SegmentCache {
public:
    /// Longer segments are not kept. As many bytes must be readable after the rows.
    static constexpr std::size_t max_size = 1024;

    /// Keeps up to `usual_bytes` of what comes back, and more where distinct keys need them.
    explicit SegmentCache(std::size_t usual_bytes);

    /// What the functions below take for these bytes. 64 bytes after them must be readable.
    std::uint64_t hash(std::string_view bytes) const { return hash_padded(bytes.data(), bytes.size(), seed_); }
    /// Fetches the place of a hash ahead of find(). Always inline, or GCC may take it for a call without effect.
    [[gnu::always_inline]] void prefetch(std::uint64_t hash) const {
        __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
    }
    /// An entry that may be the one with this hash, or nothing: for fetching it ahead of find().
    SegmentEntry* peek(std::uint64_t hash) const {
        const std::size_t mask = slots_.size() - 1;
        std::size_t at = hash & mask;
        while (slots_[at].entry != nullptr && slots_[at].hash != hash) at = (at + 1) & mask;
        return slots_[at].entry;
    }
    /// The entry with these bytes, or nothing. 64 bytes after them must be readable.
    SegmentEntry* find(std::string_view bytes, std::uint64_t hash) const;
    /// A new entry for bytes that are not there.
    SegmentEntry& add(std::string_view bytes, std::uint64_t hash);
    /// Makes room for another entry, if need be by forgetting all; returns whether it did.
    bool make_room(std::size_t distinct_keys);
    /// Notes that what was added had been known and forgotten.
    void regret() { ++wanted_back_; }

private:
    struct Slot {
        SegmentEntry* entry = nullptr;
        std::uint64_t hash = 0;
    };
    Slot& free_slot(std::uint64_t hash);

    std::uint64_t seed_ = draw_seed(this);
    std::size_t usual_bytes_;
    std::size_t allowed_bytes_;
    mutable std::size_t wanted_back_ = 0;  // entries found, or added that had been forgotten
    std::vector<Slot> slots_;
    std::vector<std::unique_ptr<std::byte[]>> chunks_;
    std::size_t used_in_chunk_ = 0;
    std::size_t entries_ = 0;
};

}  // namespace caucus_tally
