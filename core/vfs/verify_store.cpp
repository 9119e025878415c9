#include "core/vfs/log_reader.h"

#include <QSet>
#include <cstring>
#include <sodium.h>

namespace doorstep::vfs {

namespace {

constexpr int ChangeCounterOffset = 24;
constexpr int PageCountOffset = 28;
constexpr int ValidForOffset = 92;

/// Reads pages one after the other and remembers what the freelist says.
class StoreReader {
public:
    StoreReader(const RawStore& store, const LogReader& log, const PageCipher& cipher)
        : m_store(store)
        , m_log(log)
        , m_cipher(cipher)
    {
    }
    ~StoreReader() { sodium_memzero(m_page.data(), m_page.size()); }

    /// Whether the page authenticates: the log's image of it where there is one.
    [[nodiscard]] Result<bool> read(quint32 page)
    {
        DOORSTEP_CHECK(m_log.has(page) ? m_log.readImage(page, m_page.data())
                                       : m_store.readPage(page, m_page.data()));
        return m_cipher.open(page, m_page.data(), m_page.data());
    }

    /// After page 1. The header's count is right when the version it was written for is the current
    /// one.
    [[nodiscard]] quint32 pageCount(quint32 inFile) const
    {
        if (m_log.pages() != 0)
            return m_log.pages();
        const quint32 stated = number(PageCountOffset);
        const bool current = number(ValidForOffset) == number(ChangeCounterOffset);
        return stated != 0 && current ? stated : inFile;
    }

    /// After page 1. Free leaf pages, as far as authentic trunk pages name them.
    [[nodiscard]] Result<QSet<quint32>> freeLeaves(quint32 pages)
    {
        QSet<quint32> leaves;
        quint32 trunk = number(FreelistOffset);
        for (quint32 steps = 0; trunk != 0 && trunk <= pages && steps < pages; ++steps) {
            DOORSTEP_TRY(authentic, read(trunk));
            if (!authentic)
                break;
            const quint32 count = std::min<quint32>(number(4), PageSize / 4 - 2);
            for (quint32 i = 0; i < count; ++i)
                leaves.insert(number(int(8 + 4 * i)));
            trunk = number(0);
        }
        return leaves;
    }

private:
    [[nodiscard]] quint32 number(int offset) const { return readU32be(m_page.data() + offset); }

    const RawStore& m_store;
    const LogReader& m_log;
    const PageCipher& m_cipher;
    std::array<Byte, PageSize> m_page{};
};

} // namespace

Result<StoreCheck> verifyStore(const QString& path, const VfsKey& key)
{
    DOORSTEP_TRY(loaded, findLoaded(key));
    RawStore store;
    DOORSTEP_CHECK(store.open(*loaded.vfs, path));
    if (store.hasHotJournal())
        return Error::transient(ErrorCode::Busy, "a journal waits to be applied");
    DOORSTEP_TRY(bytes, store.size());
    const auto inFile = quint32(bytes / PageSize);
    LogReader log(store, *loaded.cipher);
    DOORSTEP_CHECK(log.read());
    StoreCheck check;
    check.frames = log.frames();
    check.badFrame = log.firstBad();
    if (bytes == 0 && log.pages() == 0)
        return check;
    StoreReader reader(store, log, *loaded.cipher);
    const auto isThere = [&](quint32 page) { return page <= inFile || log.has(page); };
    check.firstBad = 1;
    if (!isThere(1))
        return check;
    DOORSTEP_TRY(first, reader.read(1));
    if (!first)
        return check;
    check.firstBad.reset();
    check.pages = reader.pageCount(inFile);
    DOORSTEP_TRY(leaves, reader.freeLeaves(check.pages));
    for (quint32 page = 2; page <= check.pages && !check.firstBad; ++page) {
        if (page == LockBytePage)
            continue;
        bool authentic = false;
        if (isThere(page)) {
            DOORSTEP_TRY(read, reader.read(page));
            authentic = read;
        }
        if (!authentic && leaves.contains(page))
            ++check.idle;
        else if (!authentic)
            check.firstBad = page;
    }
    return check;
}

} // namespace doorstep::vfs
