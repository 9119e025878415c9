#pragma once

#include "core/vfs/page_cipher.h"
#include "core/vfs/raw_store.h"

#include <map>

namespace doorstep::vfs {

/// The write-ahead log of a store as SQLite's recovery would take it (docs/store-format.md,
/// "Write-ahead log"), read below SQL and left as it is.
class LogReader {
public:
    LogReader(const RawStore& store, const PageCipher& cipher)
        : m_store(store)
        , m_cipher(cipher)
    {
    }
    ~LogReader();
    LogReader(const LogReader&) = delete;
    LogReader& operator=(const LogReader&) = delete;

    /// Io. A log that ends early is no Error: see firstBad().
    [[nodiscard]] Status read();

    /// Frames up to the last commit; they authenticate and count.
    [[nodiscard]] quint32 frames() const { return m_frames; }
    /// Of the database after the last commit; 0 when nothing in the log counts.
    [[nodiscard]] quint32 pages() const { return m_pages; }
    /// The first frame (from 1) that this run of the log holds and that does not fit; 0: the log's
    /// own header. What an earlier run left behind the end is not meant.
    [[nodiscard]] std::optional<quint32> firstBad() const { return m_firstBad; }

    [[nodiscard]] bool has(quint32 page) const { return m_images.count(page) != 0; }
    /// The sealed image that stands for this page.
    [[nodiscard]] Status readImage(quint32 page, Byte* to) const;

private:
    struct Sum {
        quint32 first = 0;
        quint32 second = 0;
    };
    [[nodiscard]] bool readHeader();
    [[nodiscard]] Status readFrames();
    /// Whether the frame in m_frame carries on the log; `sum` goes on over it.
    [[nodiscard]] bool fits(Sum& sum);
    [[nodiscard]] bool carriesSalts() const;
    void add(Sum& sum, const Byte* bytes, int count) const;
    [[nodiscard]] static qint64 offsetOf(quint32 frame);

    const RawStore& m_store;
    const PageCipher& m_cipher;
    qint64 m_size = 0;
    bool m_bigEndian = false;
    Sum m_headerSum;
    std::array<Byte, WalHeaderSize> m_header{};
    std::array<Byte, FrameSize> m_frame{};
    std::map<quint32, quint32> m_images; ///< page -> frame, committed
    quint32 m_frames = 0;
    quint32 m_pages = 0;
    std::optional<quint32> m_firstBad;
};

} // namespace doorstep::vfs
