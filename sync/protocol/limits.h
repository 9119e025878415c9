#pragma once

#include <QtGlobal>
#include <chrono>

/// Every bound of the wire, in one place. Both ends check what they receive against these before
/// they allocate; the sender keeps below them so that a refusal is always a bug or an attack.
namespace doorstep::sync::limits {

// One HTTP message (server edge; the client refuses larger answers).
inline constexpr qsizetype MaxBody = qsizetype{4} * 1024 * 1024;
inline constexpr qsizetype MaxHeaderBytes = qsizetype{16} * 1024;
inline constexpr int MaxHeaderFields = 64;
inline constexpr std::chrono::seconds HandshakeTime{10};
inline constexpr std::chrono::seconds HeaderTime{10};
inline constexpr std::chrono::seconds BodyTime{60};
inline constexpr std::chrono::seconds IdleTime{120}; ///< kept-alive connection between requests
inline constexpr int MaxConnections = 1024;
inline constexpr int MaxConnectionsPerPractice = 200;
inline constexpr int MaxUnknownConnectionsPerPeer
    = 64; ///< before a signed answer: a practice behind one address, up to five each

// A batch of entries, either way.
inline constexpr int MaxBatchEntries = 500;
inline constexpr qsizetype MaxBatchBytes = qsizetype{256} * 1024; ///< or one single larger entry
inline constexpr int FirstBatchEntries = 50; ///< so that something is safe within a second
/// Batches of one device on the way at once, each on a connection of its own: more once the backlog
/// is longer than two of them.
inline constexpr int BatchesInFlight = 2;
inline constexpr int MostBatchesInFlight = 4;
/// Batches that came before the one they follow and are kept until it is there: of one device, of
/// all, and for how long.
inline constexpr int MaxEarlyBatches = MostBatchesInFlight - 1;
inline constexpr int MaxEarlyOfAll = 64;
inline constexpr std::chrono::seconds EarlyTime{2};
/// A sealed payload of the largest allowed size that did not compress.
inline constexpr qsizetype MaxEntryBody = 1024 * 1024 + 4096;
inline constexpr int MaxBatchTable = 2 * MaxBatchEntries;

/// Per device, revoked or not, on average and at once: a desk's 100,000 entries pass in one go, and
/// nobody fills the server's disk in a night.
inline constexpr qint64 EntryBytesPerSecond = qint64{16} * 1024;
inline constexpr qint64 EntryBytesAtOnce = qint64{64} * 1024 * 1024;

// Blobs: sealed attachments, beside the log.
inline constexpr qint64 BlobStepBytes = qint64{128} * 1024; ///< at most this much in one request
/// A sealed attachment of the largest allowed content, and room for another way to seal.
inline constexpr qint64 MaxBlob = qint64{17} * 1024 * 1024;
inline constexpr int MaxOpenBlobs = 16; ///< begun and not whole, per device
/// Per device, counted when begun: two gibibytes of photos from a fortnight without signal pass.
inline constexpr qint64 BlobBytesPerDay = qint64{4} * 1024 * 1024 * 1024;
inline constexpr std::chrono::hours UnfinishedBlobLife{30 * 24}; ///< since its last step
inline constexpr int BlobRequestsPerSecond = 40; ///< per device, beside those for entries
/// Free bytes below which the server takes no blob, so that entries still find room.
inline constexpr qint64 BlobDiskReserve = qint64{128} * 1024 * 1024;

// Cursor and digests.
inline constexpr int MaxBackfills = 256; ///< scopes being back-filled at once, per device
inline constexpr qsizetype MaxCursorBytes = 256 + 24 * MaxBackfills;
inline constexpr int MaxDigests = 512; ///< scopes compared in one request

// Signed requests.
inline constexpr qint64 ClockToleranceSeconds = 300;
inline constexpr int RequestsPerSecond = 10; ///< per device, with a burst of ten seconds' worth

// Enrolment.
inline constexpr std::chrono::minutes TicketLife{10};
inline constexpr int MaxOpenTickets = 16; ///< per practice
inline constexpr int MaxEnrolReply = 256 * 1024;
inline constexpr int MaxEnrolStaff = 512;
inline constexpr int MaxEnrolKeys = 512;
inline constexpr int MaxDetailText = 64; ///< UTF-8 bytes of a device name, version or level
inline constexpr int UnknownRequestsPerMinute = 60; ///< per peer, on the unsigned paths
inline constexpr int TicketGuessesPerMinute = 5; ///< per peer: offers for tickets that do not exist
/// Practice keys sealed for recovery in one answer, the newest first: 500 epochs and room.
inline constexpr int MaxRecoverySeals = 1024;
inline constexpr std::chrono::hours RecoveryCodeLife{24};
inline constexpr int MaxStaffRequests = 64; ///< waiting, per practice
inline constexpr int MaxDeviceStaffRequests = 8; ///< a ninth takes the place of its oldest
inline constexpr std::chrono::hours StaffCodeLife{7 * 24};
/// No code that a waiting request was made with can be open any more.
inline constexpr std::chrono::hours StaffRequestLife{8 * 24};

inline constexpr std::chrono::hours Lease{7 * 24};
inline constexpr std::chrono::hours LongestLease{
    14 * 24}; ///< a device believes none that is longer
inline constexpr std::chrono::hours UploadAfterRevocation{30 * 24};

} // namespace doorstep::sync::limits
