#pragma once

#include "core/entry/clear_kinds.h"
#include "sync/protocol/enrol_messages.h"
#include "sync/protocol/error_answer.h"
#include "sync/protocol/sync_messages.h"
#include "tests/support/wire_client.h"

#include <map>

namespace doorstep::test {

/// A practice's root keys, as a desk would hold them.
struct WirePractice {
    PracticeId id;
    sync::PracticeScopes scopes;
    crypto::SignKeyPair sign;
    crypto::SignPublicKey serverKey;
    entry::EpochKey careKey;
};

/// A device that speaks the protocol straight from its messages, without the client under test
/// elsewhere: keys, a chain of its own entries, and what it has pulled.
class WireDevice {
public:
    WireDevice(const Clock& clock, entry::DeviceRole role);

    DeviceId id;
    StaffId staff;
    entry::DeviceRole role;
    crypto::SignKeyPair signKey;
    crypto::BoxKeyPair boxKey;
    crypto::SignKeyPair staffKey;
    sync::IncarnationId incarnation;
    qint64 clockOffsetMs = 0;

    [[nodiscard]] entry::DeviceCertificate certificate(const WirePractice& practice) const;
    [[nodiscard]] entry::StaffCertificate staffCertificate(const WirePractice& practice) const;

    /// A sealed entry with some payload.
    [[nodiscard]] entry::Entry record(const WirePractice& practice, ScopeId scope,
        const QByteArray& payload, entry::EntryClass entryClass = entry::EntryClass::Record);
    /// A clear entry of the body's own class.
    [[nodiscard]] entry::Entry clear(const WirePractice& practice, const entry::ClearBody& body);

    /// A request of this device, signed; the answer's signature is checked (status 0 when wrong).
    [[nodiscard]] WireReply signedPost(WireClient& client, const WirePractice& practice,
        const QByteArray& path, const QByteArray& body);
    struct Call {
        QByteArray method;
        QByteArray path;
        QByteArray query;
        QByteArray body;
    };
    [[nodiscard]] WireReply signedCall(
        WireClient& client, const WirePractice& practice, const Call& call);
    [[nodiscard]] Result<sync::SyncAnswer> exchange(
        WireClient& client, const WirePractice& practice, const sync::SyncRequest& request);

    /// Sends what was queued, in order, and moves on as far as the answer says.
    void queue(entry::Entry entry) { m_log.push_back(std::move(entry)); }
    [[nodiscard]] sync::SyncRequest pushRequest(std::size_t most = 500) const;
    [[nodiscard]] Result<sync::SyncAnswer> push(
        WireClient& client, const WirePractice& practice, std::size_t most = 500);
    /// Pages until there are no more; keeps the cursor.
    [[nodiscard]] Result<std::vector<sync::PageEntry>> pull(
        WireClient& client, const WirePractice& practice);

    void startNewIncarnation();
    void moveTo(quint64 acked); ///< as if the server had answered so
    [[nodiscard]] quint64 acked() const { return m_acked; }
    [[nodiscard]] const std::vector<entry::Entry>& log() const { return m_log; }
    QByteArray cursor;

private:
    [[nodiscard]] crypto::Digest chainAt(quint64 ctr) const;

    const Clock& m_clock;
    IdMint m_mint;
    std::vector<entry::Entry> m_log; ///< ctr 1 first
    quint64 m_acked = 0;
};

/// Claims a practice with the code an administrator got, as `desk`, and pushes its certificates.
[[nodiscard]] Result<WirePractice> claimPractice(
    WireClient& client, const QByteArray& claimCode, WireDevice& desk, const Clock& clock);

/// Certifies a device and its person by entries from the desk.
[[nodiscard]] Status admitDevice(
    WireClient& client, const WirePractice& practice, WireDevice& desk, const WireDevice& device);

[[nodiscard]] Result<sync::ErrorAnswer> refusalOf(const WireReply& reply);

} // namespace doorstep::test
