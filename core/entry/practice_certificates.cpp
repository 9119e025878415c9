// What the practice's own key signs. Each message is a label, the practice and the fields at fixed
// sizes, integers little-endian; the role word, the only field of varying size, comes last.
//
//   DS-CERT-DEV-1     practice device signKey boxKey notAfter role
//   DS-CERT-STAFF-1   practice staff device staffKey notAfter role
//   DS-CERT-SERVER-1  practice serverKey notAfter
//   DS-REVOKE-DEV-1   practice device
//   DS-REVOKE-STAFF-1 practice staff
//   DS-WIPE-1         practice device order issued mode
//   DS-PINS-1         practice serial count pins
//   DS-RECOVERY-1     practice recoveryKey keyClass epoch sealed check

#include "core/entry/clear_kinds.h"

#include <QtEndian>

namespace doorstep::entry {

namespace {

QByteArray millisecondBytes(Instant instant)
{
    const qint64 little = qToLittleEndian(instant.ms);
    return QByteArray(reinterpret_cast<const char*>(&little), sizeof little);
}

template <typename Role> QByteArray wordBytes(Role role)
{
    const QLatin1StringView word = roleWord(role);
    return QByteArray(word.data(), word.size());
}

QByteArray certifiedBytes(const DeviceCertificate& certificate, PracticeId practice)
{
    return "DS-CERT-DEV-1" + practice.toBytes() + certificate.device.toBytes()
        + certificate.signKey.toBytes() + certificate.boxKey.toBytes()
        + millisecondBytes(certificate.notAfter) + wordBytes(certificate.role);
}

QByteArray certifiedBytes(const StaffCertificate& certificate, PracticeId practice)
{
    return "DS-CERT-STAFF-1" + practice.toBytes() + certificate.staff.toBytes()
        + certificate.device.toBytes() + certificate.staffKey.toBytes()
        + millisecondBytes(certificate.notAfter) + wordBytes(certificate.role);
}

QByteArray certifiedBytes(const ServerCertificate& certificate, PracticeId practice)
{
    return "DS-CERT-SERVER-1" + practice.toBytes() + certificate.serverKey.toBytes()
        + millisecondBytes(certificate.notAfter);
}

QByteArray certifiedBytes(const DeviceRevoked& revocation, PracticeId practice)
{
    return "DS-REVOKE-DEV-1" + practice.toBytes() + revocation.device.toBytes();
}

QByteArray certifiedBytes(const StaffRevoked& revocation, PracticeId practice)
{
    return "DS-REVOKE-STAFF-1" + practice.toBytes() + revocation.staff.toBytes();
}

QByteArray certifiedBytes(const WipeOrdered& order, PracticeId practice)
{
    return "DS-WIPE-1" + practice.toBytes() + order.device.toBytes() + order.order.toBytes()
        + millisecondBytes(order.issued) + QByteArray(1, static_cast<char>(order.mode));
}

QByteArray certifiedBytes(const PinsOrdered& order, PracticeId practice)
{
    const quint64 serial = qToLittleEndian(order.serial);
    return "DS-PINS-1" + practice.toBytes()
        + QByteArray(reinterpret_cast<const char*>(&serial), sizeof serial)
        + QByteArray(1, static_cast<char>(order.pins.size())) + pinBytes(order.pins);
}

QByteArray certifiedBytes(const RecoverySealed& seal, PracticeId practice)
{
    const quint32 epoch = qToLittleEndian(seal.epoch);
    return "DS-RECOVERY-1" + practice.toBytes() + seal.recoveryKey.toBytes()
        + QByteArray(1, static_cast<char>(seal.keyClass))
        + QByteArray(reinterpret_cast<const char*>(&epoch), sizeof epoch) + seal.sealed
        + seal.check.toBytes();
}

template <typename Certified>
void sealWithPractice(Certified& certified, PracticeId practice, const SecretBytes& practiceSign)
{
    certified.practiceSignature = crypto::sign(practiceSign, certifiedBytes(certified, practice));
}

template <typename Certified>
bool isByPractice(const Certified& certified, PracticeId practice, const crypto::SignPublicKey& key)
{
    return crypto::verify(key, certifiedBytes(certified, practice), certified.practiceSignature);
}

} // namespace

void certify(DeviceCertificate& certificate, PracticeId practice, const SecretBytes& practiceSign)
{
    sealWithPractice(certificate, practice, practiceSign);
}

void certify(StaffCertificate& certificate, PracticeId practice, const SecretBytes& practiceSign)
{
    sealWithPractice(certificate, practice, practiceSign);
}

void certify(ServerCertificate& certificate, PracticeId practice, const SecretBytes& practiceSign)
{
    sealWithPractice(certificate, practice, practiceSign);
}

void certify(DeviceRevoked& revocation, PracticeId practice, const SecretBytes& practiceSign)
{
    sealWithPractice(revocation, practice, practiceSign);
}

void certify(StaffRevoked& revocation, PracticeId practice, const SecretBytes& practiceSign)
{
    sealWithPractice(revocation, practice, practiceSign);
}

void certify(WipeOrdered& order, PracticeId practice, const SecretBytes& practiceSign)
{
    sealWithPractice(order, practice, practiceSign);
}

void certify(PinsOrdered& order, PracticeId practice, const SecretBytes& practiceSign)
{
    sealWithPractice(order, practice, practiceSign);
}

void certify(RecoverySealed& seal, PracticeId practice, const SecretBytes& practiceSign)
{
    sealWithPractice(seal, practice, practiceSign);
}

bool isCertified(
    const DeviceCertificate& certificate, PracticeId practice, const crypto::SignPublicKey& key)
{
    return isByPractice(certificate, practice, key);
}

bool isCertified(
    const StaffCertificate& certificate, PracticeId practice, const crypto::SignPublicKey& key)
{
    return isByPractice(certificate, practice, key);
}

bool isCertified(
    const ServerCertificate& certificate, PracticeId practice, const crypto::SignPublicKey& key)
{
    return isByPractice(certificate, practice, key);
}

bool isCertified(
    const DeviceRevoked& revocation, PracticeId practice, const crypto::SignPublicKey& key)
{
    return isByPractice(revocation, practice, key);
}

bool isCertified(
    const StaffRevoked& revocation, PracticeId practice, const crypto::SignPublicKey& key)
{
    return isByPractice(revocation, practice, key);
}

bool isCertified(const WipeOrdered& order, PracticeId practice, const crypto::SignPublicKey& key)
{
    return isByPractice(order, practice, key);
}

bool isCertified(const RecoverySealed& seal, PracticeId practice, const crypto::SignPublicKey& key)
{
    return isByPractice(seal, practice, key);
}

bool isCertified(const PinsOrdered& order, PracticeId practice, const crypto::SignPublicKey& key)
{
    return isByPractice(order, practice, key);
}

} // namespace doorstep::entry
