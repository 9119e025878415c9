#pragma once

#include "core/base/id.h"
#include "core/crypto/crypto.h"

#include <QByteArray>
#include <optional>

/// One line of the ledger as bytes: header, sealed payload, signature. This file knows nothing of
/// what a payload means (core/ledger does) nor how entries travel (sync/protocol does).
namespace doorstep::entry {

/// Decides who may write it and whether the payload is sealed. Values are on disk and on the wire.
enum class EntryClass : quint8 {
    Record = 1,
    Plan = 2,
    Grant = 3,
    Keyring = 4,
    Control = 5,
    Audit = 6
};

/// Grant, keyring and control payloads are signed but not sealed: the server must read them, and
/// they hold only random ids, roles, public keys, wrapped keys and times.
[[nodiscard]] constexpr bool isSealed(EntryClass c)
{
    return c == EntryClass::Record || c == EntryClass::Plan || c == EntryClass::Audit;
}

/// Which practice key opens the payload.
enum class KeyClass : quint8 { None = 0, Care = 1, Desk = 2 };

inline constexpr int HeaderSize = 127; ///< bytes of an encoded header
inline constexpr int MaxPayloadSize = 1024 * 1024; ///< bytes of a payload, before compression

/// What the server may see. Never personal data. The id names one payload for ever: the nonce is
/// derived from the header, so sealing another payload under the same id would break the seal.
struct Header {
    quint8 version = 1;
    PracticeId practice;
    EntryId id;
    DeviceId device;
    StaffId staff;
    EntryClass entryClass = EntryClass::Record;
    ScopeId scope;
    KeyClass keyClass = KeyClass::Care;
    quint32 keyEpoch = 0; ///< 0 when not sealed
    Instant wall; ///< the writing device's clock: a label, never an order
    crypto::Digest bodyHash; ///< BLAKE2b-256 of the body bytes
    bool operator==(const Header&) const = default;
};

/// An entry as stored and sent. `body` is ciphertext for sealed classes, CBOR otherwise. After a
/// redaction the body is empty and the header, hash and signature still verify.
struct Entry {
    Header header;
    crypto::Signature signature; ///< by the staff member's key over "DS-ENTRY-1" and the header
    QByteArray body;
    bool operator==(const Entry&) const = default;
};

/// A practice key of one class and epoch.
struct EpochKey {
    KeyClass keyClass = KeyClass::Care;
    quint32 epoch = 0;
    SecretBytes key;
};

/// BLAKE2b-256("DS-KEY-NAME-1" | key): tells keys of one epoch apart and gives nothing away.
[[nodiscard]] crypto::Digest nameOf(const EpochKey& key);

/// Fixed layout, HeaderSize bytes: see header.cpp and docs/wire-protocol.md. Equal headers, equal
/// bytes.
[[nodiscard]] QByteArray encodeHeader(const Header& header);
/// Corrupt for another size or a class and key class that do not belong together; Unsupported for
/// a version, class or key class this build does not know.
[[nodiscard]] Result<Header> decodeHeader(QByteArrayView bytes);

/// Compresses (zstd with the shipped dictionary), seals and signs. `header.bodyHash` is filled in.
/// For unsealed classes `key` is null and the payload is stored as it is. For sealed ones the
/// header's key class and epoch are taken from `key`. InvalidInput for an empty payload, a missing
/// or superfluous key; LimitExceeded above MaxPayloadSize.
[[nodiscard]] Result<Entry> makeEntry(
    Header header, QByteArrayView payload, const EpochKey* key, const SecretBytes& staffSignKey);

/// Hash and signature: Corrupt when the body is not the one signed, Untrusted when the signature
/// is not by `staffKey`. An entry with an empty body (redacted) verifies by its header alone.
[[nodiscard]] Status verifyEntry(const Entry& entry, const crypto::SignPublicKey& staffKey);

/// The payload bytes. Corrupt when it does not authenticate; LimitExceeded when it would expand
/// past MaxPayloadSize; NotFound when the body was redacted; InvalidInput when `key` is missing or
/// of another class or epoch; Unsupported when a newer version framed it. It does not check the
/// signature: verifyEntry does, once, at receipt.
[[nodiscard]] Result<QByteArray> openPayload(const Entry& entry, const EpochKey* key);

/// Self-contained bytes of a whole entry (header, signature, body), for the spool, the outbox and
/// the entry table. The compact wire form is in sync/protocol.
[[nodiscard]] QByteArray encodeEntry(const Entry& entry);
[[nodiscard]] Result<Entry> decodeEntry(QByteArrayView bytes);

/// One device's hash chain: next = BLAKE2b-256("DS-CHAIN-1" | previous | header), and the header
/// holds the body's hash. The chain of an incarnation starts from all zeros.
[[nodiscard]] crypto::Digest chain(const crypto::Digest& previous, const Header& header);

} // namespace doorstep::entry
