#pragma once

#include "core/ledger/act.h"
#include "sync/client/practice_creation.h"

namespace doorstep::client {

/// What a desk that no other desk enrols begins with: the practice as it was just made, or as two
/// recovery cards gave it back.
struct DeskBeginning {
    PracticeId practice;
    QString practiceName;
    crypto::SignPublicKey serverKey;
    crypto::Digest pinNow;
    crypto::Digest pinNext;
    SecretBytes practiceSignSeed;
    crypto::BoxPublicKey recoveryKey;
    crypto::Digest rootProof; ///< recovery_seals.h
    sync::PracticeScopes scopes;
    std::vector<entry::EpochKey> epochs;
    /// Adds what the first sealed act says beside the person.
    std::function<void(ledger::Act&, StaffId)> firstAct;
};

/// Makes that desk and its first person: keys, certificates, the store with its first entries. On
/// disk it is nothing or whole (store::createStore).
class NewDesk {
public:
    NewDesk(NewPractice made, DeskBeginning beginning, const Clock& clock, IdMint& mint);

    [[nodiscard]] const entry::DeviceCertificate& device() const { return m_deviceCertificate; }
    [[nodiscard]] const entry::StaffCertificate& staff() const { return m_staffCertificate; }
    [[nodiscard]] const entry::ServerCertificate& server() const { return m_serverCertificate; }
    [[nodiscard]] crypto::SignPublicKey practiceSignKey() const { return m_practiceSign.publicKey; }
    [[nodiscard]] const SecretBytes& claim() const { return m_made.claim; }

    /// `claimRequest` stays in the store until the server has answered it (pendingTake).
    [[nodiscard]] Result<std::unique_ptr<store::Store>> make(const QByteArray& claimRequest);

private:
    [[nodiscard]] store::DeviceIdentity identity() const;
    [[nodiscard]] Result<std::unique_ptr<store::Store>> open(
        const store::StoreFiles& files, const SecretBytes& masterKey) const;
    [[nodiscard]] Status furnish(
        const store::StoreFiles& draft, const SecretBytes& master, const QByteArray& request) const;
    [[nodiscard]] Result<PracticeRoot> root() const;
    [[nodiscard]] DeskKeys deskKeys() const;
    [[nodiscard]] Status writeFirstEntries(store::Store& store) const;

    NewPractice m_made;
    DeskBeginning m_beginning;
    const Clock& m_clock;
    IdMint& m_mint;
    crypto::SignKeyPair m_practiceSign;
    SecretBytes m_deviceSeed = crypto::randomSecret();
    crypto::BoxKeyPair m_deviceBox = crypto::makeBoxKeyPair();
    SecretBytes m_staffSeed = crypto::randomSecret();
    entry::DeviceCertificate m_deviceCertificate;
    entry::StaffCertificate m_staffCertificate;
    entry::ServerCertificate m_serverCertificate;
};

/// The request a store still has to send; empty when there is none.
[[nodiscard]] Result<QByteArray> pendingTake(store::Connection& connection);
[[nodiscard]] Status keepPendingTake(store::Connection& connection, const QByteArray& request);
[[nodiscard]] Status forgetPendingTake(store::Connection& connection);

} // namespace doorstep::client
