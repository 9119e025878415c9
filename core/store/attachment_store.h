#pragma once

#include "core/store/attachment_file.h"
#include "core/store/connection.h"

#include <optional>
#include <vector>

namespace doorstep::store {

struct Attachment {
    AttachmentId id;
    ScopeId scope;
    AggregateId aggregate; ///< what it is about
    QByteArray mediaType; ///< of the content: "image/jpeg"
    qint64 size = 0; ///< of the content
    crypto::Digest blob; ///< hash of the sealed file: its name for the practice server
    Instant added;
    bool isSent = false; ///< the practice server has it
};

/// Files too large for rows, each sealed under a key of its own that its row keeps, sealed in turn
/// under the store's. A file is durable before its row commits; a row goes, and with it the key,
/// before its file. What a kill leaves between the two is a file that no row names: sweep().
/// Content comes and goes in memory: nothing plain is written. Writing connection, storage thread.
class AttachmentStore {
public:
    AttachmentStore(Connection& connection, QString folder, SecretBytes wrappingKey)
        : m_connection(connection)
        , m_folder(std::move(folder))
        , m_wrappingKey(std::move(wrappingKey))
    {
    }

    struct New {
        ScopeId scope;
        AggregateId aggregate;
        QByteArray mediaType;
        Instant added;
    };
    /// Survives power loss when ok; nothing of it is kept when not (DiskFull, Io). InvalidInput for
    /// no content, LimitExceeded above MaxAttachment. A picture is made clean before
    /// (platform/picture): the content is kept byte for byte.
    [[nodiscard]] Result<Attachment> add(const New& about, QByteArrayView content);
    [[nodiscard]] Result<std::optional<Attachment>> find(AttachmentId id);
    /// Oldest first.
    [[nodiscard]] Result<std::vector<Attachment>> about(AggregateId aggregate);
    /// NotFound without its row or file; Corrupt when the file is not the one that was written.
    [[nodiscard]] Result<QByteArray> read(AttachmentId id);
    [[nodiscard]] Status setSent(AttachmentId id);
    /// Key, then file. Nothing to do is ok.
    [[nodiscard]] Status remove(AttachmentId id);

    // For Store.
    /// Of the scope, not yet with the practice: own work that must not be given up.
    [[nodiscard]] Result<bool> hasUnsent(ScopeId scope);
    /// Within the caller's transaction; whose files are then to be deleted.
    [[nodiscard]] Result<std::vector<AttachmentId>> dropKeys(ScopeId scope);
    /// After the keys are gone. A file that stays all the same is swept at the next opening.
    void deleteFiles(const std::vector<AttachmentId>& ids);
    /// Deletes files that no row names and what a kill left half-written. How many.
    [[nodiscard]] Result<int> sweep();

private:
    [[nodiscard]] QString pathOf(AttachmentId id) const;
    [[nodiscard]] Status put(const Attachment& attachment, const SecretBytes& key);
    [[nodiscard]] Result<SecretBytes> keyOf(AttachmentId id);

    Connection& m_connection;
    QString m_folder;
    SecretBytes m_wrappingKey;
};

} // namespace doorstep::store
