#include "sync/client/spki_pin.h"

#include <QCryptographicHash>

namespace doorstep::client {

namespace {

constexpr quint8 SequenceTag = 0x30;
constexpr quint8 VersionTag = 0xa0;

struct DerElement {
    quint8 tag = 0;
    QByteArrayView content;
    QByteArrayView whole;
};

/// Takes the first element off `bytes`. Definite lengths up to 64 KiB, as in any certificate.
std::optional<DerElement> takeElement(QByteArrayView& bytes)
{
    if (bytes.size() < 2)
        return {};
    const auto octet = [&](qsizetype at) { return static_cast<quint8>(bytes[at]); };
    qsizetype head = 2;
    qsizetype length = octet(1);
    if (length > 0x80) {
        const qsizetype count = length - 0x80;
        if (count > 2 || bytes.size() < head + count)
            return {};
        length = 0;
        for (qsizetype i = 0; i < count; ++i)
            length = (length << 8) | octet(head + i);
        head += count;
    } else if (length == 0x80) {
        return {};
    }
    if (bytes.size() < head + length)
        return {};
    const DerElement element{octet(0), bytes.sliced(head, length), bytes.first(head + length)};
    bytes = bytes.sliced(head + length);
    return element;
}

} // namespace

std::optional<crypto::Digest> spkiPin(QByteArrayView certificateDer)
{
    const auto certificate = takeElement(certificateDer);
    if (!certificate || certificate->tag != SequenceTag)
        return {};
    QByteArrayView inCertificate = certificate->content;
    const auto toBeSigned = takeElement(inCertificate);
    if (!toBeSigned || toBeSigned->tag != SequenceTag)
        return {};
    // [version], serial, algorithm, issuer, validity, subject, subjectPublicKeyInfo
    QByteArrayView fields = toBeSigned->content;
    auto field = takeElement(fields);
    if (field && field->tag == VersionTag)
        field = takeElement(fields);
    for (int skipped = 0; skipped < 5 && field; ++skipped)
        field = takeElement(fields);
    if (!field || field->tag != SequenceTag)
        return {};
    const auto pin = crypto::Digest::fromBytes(
        QCryptographicHash::hash(field->whole.toByteArray(), QCryptographicHash::Sha256));
    return pin ? std::optional(*pin) : std::nullopt;
}

} // namespace doorstep::client
