#pragma once

#include "core/base/id.h"
#include "core/crypto/crypto.h"
#include "core/store/append_file.h"

#include <vector>

namespace doorstep::store {

/// Names one run of a device's own numbering: random, new when a database was restored.
using IncarnationId = Id<struct IncarnationTag>;
/// Names one line of history of the practice's log: another one when the log was put back.
using TimelineId = Id<struct TimelineTag>;

/// An own entry with its place in the device's chain, ready to be sent.
struct OutgoingEntry {
    IncarnationId incarnation;
    quint64 ctr = 0; ///< dense from 1 within an incarnation
    crypto::Digest previousChain; ///< the chain hash before this entry; zeros before ctr 1
    QByteArray bytes; ///< entry::encodeEntry
};

/// Ciphertext a locked tablet may push: own entries not yet acknowledged, readable without any
/// key, useless without the practice's. Format: docs/store-format.md, "Spool". One thread at a
/// time.
class Spool {
public:
    /// A damaged line costs itself alone (mendLines); a torn tail is cut.
    [[nodiscard]] static Result<Spool> open(const QString& path);

    /// All entries of one save in one line: all of them or none.
    [[nodiscard]] Status append(const std::vector<OutgoingEntry>& entries);
    [[nodiscard]] const std::vector<OutgoingEntry>& pending() const { return m_pending; }
    /// Takes back what was appended since `size` bytes and `count` entries: its commit failed.
    [[nodiscard]] Status takeBack(qint64 size, std::size_t count);
    [[nodiscard]] qint64 sizeBytes() const { return m_file.size(); }
    /// Drops entries of this incarnation up to and including `ctr`. What was never sent stays.
    [[nodiscard]] Status acknowledge(IncarnationId incarnation, quint64 ctr);
    /// A new incarnation numbers everything anew.
    [[nodiscard]] Status replaceWith(std::vector<OutgoingEntry> entries);

private:
    explicit Spool(AppendFile file)
        : m_file(std::move(file))
    {
    }
    AppendFile m_file;
    std::vector<OutgoingEntry> m_pending;
};

} // namespace doorstep::store
