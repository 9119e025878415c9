#pragma once

#include "core/ledger/kinds/patient_kinds.h"
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

/// An attachment that an entry names and this device does not have.
struct MissingAttachment {
    EntryId entry;
    ScopeId scope;
    AggregateId aggregate;
    QByteArray mediaType;
    qint64 size = 0; ///< of the content
    crypto::Digest blob;
    Instant recorded;
};

/// How many are on this device and not with the practice, of those that an entry names. Any
/// connection.
[[nodiscard]] Result<int> attachmentsWaiting(Connection& connection);
/// All on this device.
[[nodiscard]] Result<int> attachmentsHere(Connection& connection);

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

    // For sync; attachment_travel.cpp.
    /// Up to here a file counts as small: those travel before all others.
    static constexpr qint64 SmallAttachment = qint64{24} * 1024;
    /// What its entry says of it: with the key, so the result goes into a payload and nowhere else.
    [[nodiscard]] Result<ledger::AttachmentRecorded> describe(AttachmentId id, VisitId visit);
    /// Not with the practice, though an entry that names it is: small ones first, then oldest
    /// first.
    [[nodiscard]] Result<std::vector<Attachment>> toSend();
    /// Ok when the sealed file is, byte for byte, what its entry names; NotFound or Corrupt when
    /// not.
    [[nodiscard]] Status checkSealed(const Attachment& attachment);
    /// Of the sealed file: `most` bytes from `offset`, fewer at its end.
    [[nodiscard]] Result<QByteArray> sealedPart(AttachmentId id, qint64 offset, qint64 most);
    /// Named by an entry that stands: small ones first, then newest first.
    [[nodiscard]] Result<std::vector<MissingAttachment>> missing();
    /// Keeps what came for it: durable when ok. Corrupt when the bytes are not those the entry
    /// names, do not open with its key, or claim the id of another attachment; nothing is kept
    /// then.
    [[nodiscard]] Result<Attachment> keepFetched(
        const MissingAttachment& missing, QByteArrayView sealed);
    /// The server was put back: within the caller's transaction, each is offered again.
    [[nodiscard]] Status setAllUnsent();

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
    [[nodiscard]] Status makeFolder();
    [[nodiscard]] Status put(const Attachment& attachment, const SecretBytes& key);
    [[nodiscard]] Result<SecretBytes> keyOf(AttachmentId id);

    Connection& m_connection;
    QString m_folder;
    SecretBytes m_wrappingKey;
};

} // namespace doorstep::store
