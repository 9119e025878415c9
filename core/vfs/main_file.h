#pragma once

#include "core/vfs/page_cipher.h"
#include "core/vfs/sealed_file.h"
#include "core/vfs/wal_index.h"

namespace doorstep::vfs {

class WalFile;

/// The database file of one connection: pages in, sealed pages out. Also the connection's cipher,
/// nonces and counters, which its journal and WAL use.
class MainFile final : public SealedFile {
public:
    MainFile(std::shared_ptr<const PageCipher> cipher, bool announcesGeometry);
    ~MainFile() override;
    /// Takes the store's lock file, then opens the file.
    [[nodiscard]] int open(
        sqlite3_vfs* base, OpenStores& stores, const char* name, int flags, int* outFlags);

    int close() override;
    int read(Byte* to, int count, sqlite3_int64 offset) override;
    int write(const Byte* from, int count, sqlite3_int64 offset) override;
    int truncate(sqlite3_int64 size) override;
    int sync(int flags) override;
    int lock(int level) override;
    int unlock(int level) override;
    int control(int operation, void* argument) override;
    int shmMap(int region, int size, bool extend, void volatile** out) override;
    int shmLock(int first, int count, int flags) override;
    int shmUnmap(bool remove) override;
    MainFile* asMain() override { return this; }

    // For the journal and the WAL of this connection.
    [[nodiscard]] const PageCipher& cipher() const { return *m_cipher; }
    void seal(quint32 page, const Byte* plain, Byte* sealed);
    [[nodiscard]] bool openPage(quint32 page, const Byte* sealed, Byte* plain);
    void dropNonces() { m_nonces.drop(); }
    void attach(WalFile* wal) { m_wal = wal; }
    /// Between SQLite's word that a checkpoint starts and that it is done, while it holds the lock
    /// for it. All it reads of the WAL then it copies, and looks at none of it.
    [[nodiscard]] bool isCheckpointing() const;
    /// Takes a page that the checkpoint in progress reads from the WAL. SQLite must write exactly
    /// these bytes to exactly this page next, and they go to the database file as they are.
    [[nodiscard]] int carry(quint32 page, const Byte* sealed);

private:
    /// Page 1 as last read or written: its nonce and tag say whether the file still has it.
    struct KnownVersion {
        bool valid = false;
        std::array<Byte, MaxReserved> nonceAndTag{};
        std::array<Byte, 16> bytes{};
    };
    struct CarriedPage {
        quint32 page = 0; ///< 0: none waits to be written
        std::array<Byte, PageSize> sealed{};
    };

    int readPage(quint32 page, Byte* to);
    [[nodiscard]] bool isBeyondEnd(quint32 page) const;
    int readHeader(Byte* to, int count);
    int readVersion(Byte* to, int count);
    int readPart(Byte* to, int count, sqlite3_int64 offset);
    int writeCarried(quint32 page, const Byte* sealed);
    int writePage(quint32 page, const Byte* plain);
    int writeSealed(quint32 page, const Byte* sealed);
    int fillGap(quint32 before);
    void rememberVersion(const Byte* nonceAndTag, const Byte* plain);
    int answerPragma(char** argument) const;

    std::shared_ptr<const PageCipher> m_cipher;
    bool m_announcesGeometry;
    OpenStores::Membership m_store;
    WalIndex::Holder m_shmHolder;
    int m_lockLevel = SQLITE_LOCK_NONE;
    WalFile* m_wal = nullptr;
    NoncePool m_nonces;
    KnownVersion m_version;
    std::unique_ptr<CarriedPage> m_carried; ///< exists while this connection checkpoints
    quint64 m_sealed = 0;
    quint64 m_opened = 0;
    std::array<Byte, PageSize> m_scratch{}; ///< wiped after it held plaintext
};

} // namespace doorstep::vfs
