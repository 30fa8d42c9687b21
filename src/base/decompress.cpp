// SPDX-License-Identifier: MIT
#include "base/decompress.hpp"

#include <algorithm>
#include <array>
#include <limits>

#if CAUCUS_TALLY_HAS_ZLIB
#include <zlib.h>
#endif
#if CAUCUS_TALLY_HAS_ZSTD
#include <zstd.h>
#endif

namespace caucus_tally {
namespace {

#if CAUCUS_TALLY_HAS_ZLIB || CAUCUS_TALLY_HAS_ZSTD
constexpr std::size_t input_bytes = std::size_t{64} << 10;
constexpr std::string_view truncated = "the compressed data ends too early";
constexpr std::string_view damaged = "the compressed data is damaged";
#endif

#if !CAUCUS_TALLY_HAS_ZLIB || !CAUCUS_TALLY_HAS_ZSTD
class UnreadableBytes final : public ByteSource {
public:
    explicit UnreadableBytes(std::string_view why) { error_ = why; }
    std::size_t read(char*, std::size_t) override { return 0; }
    std::uint64_t stored_bytes_read() const override { return 0; }
};
#endif

#if CAUCUS_TALLY_HAS_ZLIB
class GzipBytes final : public ByteSource {
public:
    explicit GzipBytes(std::unique_ptr<ByteSource> compressed) : compressed_(std::move(compressed)) {
        constexpr int gzip_only = 16;  // zlib's flag: a gzip header and nothing else
        if (inflateInit2(&stream_, MAX_WBITS + gzip_only) != Z_OK) error_ = "out of memory";
    }
    ~GzipBytes() override { inflateEnd(&stream_); }

    std::size_t read(char* to, std::size_t room) override {
        const auto wanted = static_cast<uInt>(std::min<std::size_t>(room, std::numeric_limits<uInt>::max()));
        stream_.next_out = reinterpret_cast<Bytef*>(to);
        stream_.avail_out = wanted;
        while (error_.empty() && stream_.avail_out == wanted) {
            if (stream_.avail_in == 0 && !refill()) break;
            if (between_members_) {
                inflateReset(&stream_);
                between_members_ = false;
            }
            const int status = inflate(&stream_, Z_NO_FLUSH);
            between_members_ = status == Z_STREAM_END;
            if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) error_ = damaged;
        }
        return wanted - stream_.avail_out;
    }
    std::uint64_t stored_bytes_read() const override { return compressed_->stored_bytes_read(); }

private:
    bool refill() {
        const std::size_t count = compressed_->read(input_.data(), input_.size());
        stream_.next_in = reinterpret_cast<Bytef*>(input_.data());
        stream_.avail_in = static_cast<uInt>(count);
        if (count > 0) return true;
        error_ = compressed_->error();
        if (error_.empty() && !between_members_) error_ = truncated;
        return false;
    }

    std::unique_ptr<ByteSource> compressed_;
    std::array<char, input_bytes> input_{};
    z_stream stream_{};
    bool between_members_ = false;
};
#endif

#if CAUCUS_TALLY_HAS_ZSTD
class ZstdBytes final : public ByteSource {
public:
    explicit ZstdBytes(std::unique_ptr<ByteSource> compressed)
        : compressed_(std::move(compressed)), stream_(ZSTD_createDStream()) {
        if (!stream_) error_ = "out of memory";
    }

    std::size_t read(char* to, std::size_t room) override {
        ZSTD_outBuffer output{to, room, 0};
        while (error_.empty() && output.pos == 0) {
            // Even without new input the decoder may still hold output of the frame it is in.
            if (chunk_.pos == chunk_.size && !refill() && between_frames_) break;
            const std::size_t input_before = chunk_.pos;
            const std::size_t status = ZSTD_decompressStream(stream_.get(), &output, &chunk_);
            if (ZSTD_isError(status) != 0)
                error_ = damaged;
            else if (output.pos == 0 && chunk_.pos == input_before && chunk_.size == 0 && error_.empty())
                error_ = truncated;
            between_frames_ = status == 0;
        }
        return output.pos;
    }
    std::uint64_t stored_bytes_read() const override { return compressed_->stored_bytes_read(); }

private:
    struct FreeStream {
        void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
    };

    bool refill() {
        chunk_ = {input_.data(), compressed_->read(input_.data(), input_.size()), 0};
        if (chunk_.size == 0) error_ = compressed_->error();
        return chunk_.size > 0;
    }

    std::unique_ptr<ByteSource> compressed_;
    std::unique_ptr<ZSTD_DStream, FreeStream> stream_;
    std::array<char, input_bytes> input_{};
    ZSTD_inBuffer chunk_{};
    bool between_frames_ = true;
};
#endif

}  // namespace

std::unique_ptr<ByteSource> decompress_gzip(std::unique_ptr<ByteSource> compressed) {
#if CAUCUS_TALLY_HAS_ZLIB
    return std::make_unique<GzipBytes>(std::move(compressed));
#else
    return std::make_unique<UnreadableBytes>(
        "compressed with gzip, which this build cannot read: pipe it through gzip -dc");
#endif
}

std::unique_ptr<ByteSource> decompress_zstd(std::unique_ptr<ByteSource> compressed) {
#if CAUCUS_TALLY_HAS_ZSTD
    return std::make_unique<ZstdBytes>(std::move(compressed));
#else
    return std::make_unique<UnreadableBytes>(
        "compressed with zstd, which this build cannot read: pipe it through zstd -dc");
#endif
}

}  // namespace caucus_tally
