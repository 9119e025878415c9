#pragma once

#include "sync/protocol/blob_messages.h"

#include <QString>
#include <optional>

namespace doorstep::server {

/// The bytes of blobs, whole or under way: `blobs/<practice>/<name>`, both in hex, beside the log.
/// Only their owner can read them, and they are ciphertext to the server too. How much of a file
/// counts is in the table (blob_store.h). Thread-safe for different blobs.
class BlobFiles {
public:
    /// `directory` is the server's. Nothing is made before the first blob comes.
    explicit BlobFiles(QString directory)
        : m_directory(std::move(directory))
    {
    }
    /// Bytes of the file; nothing when there is none.
    [[nodiscard]] std::optional<qint64> size(PracticeId practice, const sync::BlobName& name) const;
    /// Durable when ok: the file is then its first `offset` bytes and these. DiskFull or Io.
    [[nodiscard]] Status append(
        PracticeId practice, const sync::BlobName& name, qint64 offset, QByteArrayView bytes) const;
    /// The hash of the first `length` bytes of the file; NotFound when there are fewer.
    [[nodiscard]] Result<crypto::Digest> hash(
        PracticeId practice, const sync::BlobName& name, qint64 length) const;
    /// NotFound unless all of them are there.
    [[nodiscard]] Result<QByteArray> read(
        PracticeId practice, const sync::BlobName& name, qint64 offset, qint64 count) const;
    void remove(PracticeId practice, const sync::BlobName& name) const;
    /// Whether the disk has more room than is kept free for the log.
    [[nodiscard]] bool hasRoom() const;
    /// Synced under `folder`/<practice>/<name> unless it is there already.
    [[nodiscard]] Status copyInto(const QString& folder, PracticeId practice,
        const sync::BlobName& name, qint64 length) const;

private:
    [[nodiscard]] QString folderOf(PracticeId practice) const;
    [[nodiscard]] QString pathOf(PracticeId practice, const sync::BlobName& name) const;

    QString m_directory;
};

} // namespace doorstep::server
