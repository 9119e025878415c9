#pragma once

#include "core/crypto/crypto.h"
#include "core/store/append_file.h"

#include <vector>

namespace doorstep::store {

/// A second copy of every save, sealed to the practice's recovery key: it survives a dead
/// keystore, a broken database and a wipe, and this device cannot read it. Also where an emergency
/// note goes when nobody can unlock. Format: docs/store-format.md, "Sealed outbox".
/// One thread at a time.
class Outbox {
public:
    /// A damaged line costs itself alone (mendLines); a torn tail is cut.
    [[nodiscard]] static Result<Outbox> open(
        const QString& path, const crypto::BoxPublicKey& recovery);

    /// One line a save; durable when it returns. `content` is whole entries (entry::encodeEntry),
    /// each behind its u32 length, or an emergency note.
    [[nodiscard]] Result<quint64> append(QByteArrayView content);
    /// Takes back the line just appended, when the act it belongs to failed.
    [[nodiscard]] Status takeBack(qint64 size, quint64 lastSequence);
    /// Drops the lines for which `isSafe`, by writing a new file: nothing is lost on a kill.
    /// Emergency notes belong to no entry and stay.
    [[nodiscard]] Status cut(const std::function<bool(quint64 sequence)>& isSafe);
    [[nodiscard]] quint64 lastSequence() const { return m_lastSequence; }
    [[nodiscard]] const crypto::BoxPublicKey& recoveryKey() const { return m_recovery; }
    [[nodiscard]] qint64 sizeBytes() const { return m_file.size(); }

private:
    Outbox(AppendFile file, const crypto::BoxPublicKey& recovery, quint64 last)
        : m_file(std::move(file))
        , m_recovery(recovery)
        , m_lastSequence(last)
    {
    }
    AppendFile m_file;
    crypto::BoxPublicKey m_recovery;
    quint64 m_lastSequence = 0;
};

struct OutboxLine {
    quint64 sequence = 0;
    QByteArray content;
};
struct OutboxReading {
    std::vector<OutboxLine> lines;
    int unreadable = 0; ///< lines whose bytes are whole and which this key does not open
    bool tornTail = false; ///< the last line was cut off by a power loss: it was never acknowledged
};
/// For recovery: every line this key opens, whatever else is damaged.
[[nodiscard]] Result<OutboxReading> readOutbox(
    const QString& path, const crypto::BoxKeyPair& recovery);

/// The entries packed in one outbox line. Corrupt when the lengths do not add up.
[[nodiscard]] QByteArray packEntries(const std::vector<QByteArray>& entries);
[[nodiscard]] Result<std::vector<QByteArray>> unpackEntries(QByteArrayView content);

} // namespace doorstep::store
