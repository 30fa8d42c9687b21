// SPDX-License-Identifier: MIT
// Tables that give what they hold small numbers, from 0 in the order of first appearance.
#pragma once

#include "precincts/hash.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caucus_tally {

inline constexpr std::uint32_t no_id = UINT32_MAX;

/// Distinct texts.
class NameTable {
public:
    std::uint32_t find_or_add(std::string_view name);
    std::string_view name(std::uint32_t id) const {
        return std::string_view(bytes_).substr(starts_[id], starts_[id + 1] - starts_[id]);
    }
    std::size_t size() const { return starts_.size() - 1; }

private:
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t id = no_id;
    };
    void grow();

    std::uint64_t seed_ = draw_seed(this);
    std::vector<Slot> slots_;
    std::string bytes_;
    std::vector<std::size_t> starts_{0};
    std::string padded_;
};

/// Distinct tuples of ids, all of one length.
class TupleTable {
public:
    explicit TupleTable(std::size_t width) : width_(width) {}
    std::uint32_t find_or_add(std::span<const std::uint32_t> tuple);
    /// The tuple's number, or no_id.
    std::uint32_t find(std::span<const std::uint32_t> tuple) const;
    std::span<const std::uint32_t> tuple(std::uint32_t id) const {
        return std::span(ids_).subspan(id * width_, width_);
    }
    std::size_t size() const { return width_ == 0 ? 0 : ids_.size() / width_; }

private:
    std::uint64_t hash(std::span<const std::uint32_t> tuple) const;
    void grow();

    std::uint64_t seed_ = draw_seed(this);
    std::size_t width_;
    std::vector<std::uint32_t> slots_;
    std::vector<std::uint32_t> ids_;
};

/// A number for each pair of ids, chosen by the caller.
class PairTable {
public:
    static constexpr std::uint64_t key(std::uint32_t left, std::uint32_t right) {
        return std::uint64_t{left} << 32 | right;
    }
    /// Fetches the pair's place ahead of find(). Always inline, or GCC takes it for a call without effect and drops it.
    [[gnu::always_inline]] void prefetch(std::uint64_t key) const {
        if (!slots_.empty()) __builtin_prefetch(&slots_[hash_word(key, seed_) & (slots_.size() - 1)]);
    }
    /// The pair's number, or no_id.
    std::uint32_t find(std::uint64_t key) const {
        if (slots_.empty()) return no_id;
        const std::size_t mask = slots_.size() - 1;
        for (std::size_t at = hash_word(key, seed_) & mask;; at = (at + 1) & mask)
            if (slots_[at].key == key || slots_[at].id == no_id) return slots_[at].id;
    }
    /// The pair must not be there yet.
    void add(std::uint64_t key, std::uint32_t id);
    std::size_t size() const { return size_; }

private:
    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t id = no_id;
    };
    void place(std::uint64_t key, std::uint32_t id);

    std::uint64_t seed_ = draw_seed(this);
    std::vector<Slot> slots_;
    std::size_t size_ = 0;
};

}  // namespace caucus_tally
