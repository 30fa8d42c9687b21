// SPDX-License-Identifier: MIT
// The one reader of files (plain, gzip, zstd), standard input and memory, and the one look at how a text begins.
#pragma once

#include <array>
#include <caucus_tally/source.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace caucus_tally {

/// A stream of bytes that is read once: a file, a pipe, memory, or what a compressed one of these holds.
class ByteSource {
public:
    ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;
    virtual ~ByteSource() = default;

    /// Writes at most `room` bytes and returns how many; 0 at the end, or if reading failed: then error() says why.
    virtual std::size_t read(char* to, std::size_t room) = 0;
    /// Bytes taken so far as they are stored, compressed or not.
    virtual std::uint64_t stored_bytes_read() const = 0;

    /// "Permission denied", "the compressed data ends too early"; empty while all is well.
    const std::string& error() const { return error_; }

protected:
    std::string error_;
};

/// Opens a file, or standard input for "-". What begins like gzip (RFC 1952, all members) or zstd (RFC 8878) is
/// decompressed on the way, checksums verified, if the build has zlib and libzstd, to 1,000 times its size at most.
/// Failures are in the source's error(), from the start or after some bytes; a device is one.
std::unique_ptr<ByteSource> open_source(const std::string& path);

/// Opens a regular file that lies in a folder (empty: the current one), under this path relative to it. Throws
/// FileError for a path that leads out of the folder, by its parts or by a link on the way, whatever happens to the
/// file system meanwhile, and for what cannot be opened.
std::unique_ptr<ByteSource> open_beneath(const std::string& folder, const std::string& path);

/// The same as open_source() for bytes in memory, which must outlive the source.
std::unique_ptr<ByteSource> open_memory(std::string_view bytes);

/// Reads until `room` bytes are there or the source has no more.
std::size_t read_fully(ByteSource& source, char* to, std::size_t room);

/// Reads all the rest. Throws FileError if reading fails or there are more than `max_bytes`. `expected` is how many
/// there may be, or 0.
Source read_source(ByteSource& bytes, std::string name, std::size_t max_bytes = max_contest_bytes,
                   std::size_t expected = 0);

/// Whether the same bytes come again when the path is opened again: it is a regular file's.
bool can_be_read_again(const std::string& path);

/// The one path of a file, whatever links and dots it is named by, as far as the file exists; the path itself if that
/// cannot be told.
std::string real_path(const std::string& path);

/// The name that findings give an input: "<stdin>" for "-".
std::string input_name(const std::string& path);

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// What a text is, as far as its beginning tells.
enum class TextKind : std::uint8_t { blank, json, web_page, archive, other };

/// Looks behind a byte-order mark and blanks. `blank`: nothing but these is there yet.
TextKind kind_of_text(std::string_view head);

/// How the names of contest files and of tables end, plain and compressed, in letters of either case.
inline constexpr std::string_view contest_ending = ".json";
inline constexpr std::array<std::string_view, 3> table_endings = {".csv", ".csv.gz", ".csv.zst"};

/// How much of an input is looked at: a table may have hundreds of columns.
inline constexpr std::size_t kind_bytes = std::size_t{64} << 10;

/// Contests and tables are told apart by their names (*.json; *.csv, also with .gz or .zst), and if these do not say,
/// as with standard input, by how they begin.
struct InputKind {
    bool is_table = false;
    bool by_name = true;
    std::string head = {};              ///< how it begins, unless the name is a contest's, or a pipe's
    std::unique_ptr<ByteSource> bytes;  ///< the whole input, if it was opened and its bytes come only once
};

InputKind find_kind(const std::string& path);

/// The whole input: what was kept of finding its kind, or the file, opened again. Many files may be named, and few may
/// be open at a time.
std::unique_ptr<ByteSource> open_kind(InputKind& kind, const std::string& path);

}  // namespace caucus_tally
