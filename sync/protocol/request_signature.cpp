#include "sync/protocol/request_signature.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace doorstep::sync {
namespace signature_detail {

constexpr QByteArrayView Components
    = R"(("@method" "@authority" "@path" "@query" "content-digest" "ds-practice" "ds-device"))";

QByteArray sha256(QByteArrayView body)
{
    QCryptographicHash digest(QCryptographicHash::Sha256);
    digest.addData(body);
    return digest.result();
}

QByteArray digestField(const QByteArray& sha)
{
    return "sha-256=:" + sha.toBase64() + ':';
}

QByteArray nonceText(const RequestNonce& nonce)
{
    return nonce.view().toByteArray().toBase64(
        QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// The one permitted parameter text.
QByteArray parameters(qint64 createdSeconds, DeviceId device, const RequestNonce& nonce)
{
    return Components.toByteArray() + ";created=" + QByteArray::number(createdSeconds) + ";keyid=\""
        + device.toHex() + "\";nonce=\"" + nonceText(nonce)
        + "\";alg=\"ed25519\";tag=\"doorstep-1\"";
}

QByteArray profileBase(const RequestTarget& target, const QByteArray& contentDigest,
    PracticeId practice, DeviceId device, const QByteArray& parameterText)
{
    return signatureBase(
        {{"@method", target.method}, {"@authority", target.authority}, {"@path", target.path},
            {"@query", '?' + target.query}, {"content-digest", digestField(contentDigest)},
            {"ds-practice", practice.toHex()}, {"ds-device", device.toHex()}},
        parameterText);
}

/// The value of a field that must be there exactly once.
Result<QByteArray> only(const HeaderFields& fields, QByteArrayView name)
{
    const QByteArray* found = nullptr;
    for (const auto& [fieldName, value] : fields) {
        if (fieldName != name)
            continue;
        if (found)
            return Error{ErrorCode::Corrupt, "field twice: " + name.toByteArray()};
        found = &value;
    }
    if (!found)
        return Error{ErrorCode::Corrupt, "field missing: " + name.toByteArray()};
    return *found;
}

/// What stands between a fixed beginning and a fixed end.
Result<QByteArray> between(const QByteArray& text, QByteArrayView before, QByteArrayView after)
{
    if (text.size() < before.size() + after.size() || !text.startsWith(before)
        || !text.endsWith(after))
        return Error{ErrorCode::Corrupt, "not the frozen form"};
    return text.mid(before.size(), text.size() - before.size() - after.size());
}

/// Base64 of exactly `size` bytes, and exactly the text that encoding those would give.
Result<QByteArray> exactBase64(const QByteArray& text, int size, QByteArray::Base64Options options)
{
    auto decoded
        = QByteArray::fromBase64Encoding(text, options | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || (*decoded).size() != size || (*decoded).toBase64(options) != text)
        return Error{ErrorCode::Corrupt, "base64"};
    return std::move(*decoded);
}

struct InputParameters {
    qint64 createdSeconds = 0;
    RequestNonce nonce;
};

/// Reads the variable parts by position, then demands that they write the same text.
Result<InputParameters> readInput(const QByteArray& field, DeviceId device)
{
    constexpr QByteArrayView CreatedMark = ";created=";
    constexpr QByteArrayView NonceMark = ";nonce=\"";
    constexpr int NonceTextSize = 22;
    const auto created = field.indexOf(CreatedMark);
    const auto nonce = field.indexOf(NonceMark);
    if (created < 0 || nonce < created)
        return Error{ErrorCode::Corrupt, "signature-input"};
    const auto createdAt = created + CreatedMark.size();
    const auto createdEnd = field.indexOf(';', createdAt);
    bool isNumber = false;
    InputParameters read;
    read.createdSeconds = field.mid(createdAt, createdEnd - createdAt).toLongLong(&isNumber);
    if (!isNumber || read.createdSeconds < 0 || read.createdSeconds > 0xffffffffffLL)
        return Error{ErrorCode::Corrupt, "signature created"};
    DOORSTEP_TRY(nonceBytes,
        exactBase64(field.mid(nonce + NonceMark.size(), NonceTextSize), NonceBytes,
            QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    std::memcpy(read.nonce.bytes.data(), nonceBytes.constData(), NonceBytes);
    if (field != "ds=" + parameters(read.createdSeconds, device, read.nonce))
        return Error{ErrorCode::Corrupt, "signature-input is not the frozen form"};
    return read;
}

QByteArray answerMessage(const AnswerContext& context, QByteArrayView body, Instant serverTime)
{
    const qint64 time = qToLittleEndian(serverTime.ms);
    const quint16 status = qToLittleEndian(static_cast<quint16>(context.status));
    QByteArray message("DS-ACK-1");
    message += context.device.toBytes();
    message += context.nonce.view();
    message += QByteArrayView(reinterpret_cast<const char*>(&time), sizeof time);
    message += QByteArrayView(reinterpret_cast<const char*>(&status), sizeof status);
    message += crypto::hash({body}).view();
    return message;
}

} // namespace signature_detail

RequestNonce RequestNonce::random()
{
    RequestNonce nonce;
    crypto::fillRandom(nonce.bytes.data(), nonce.bytes.size());
    return nonce;
}

QByteArray signatureBase(const HeaderFields& components, QByteArrayView signatureParameters)
{
    QByteArray base;
    for (const auto& [name, value] : components)
        base += '"' + name + "\": " + value + '\n';
    base += "\"@signature-params\": ";
    base += signatureParameters;
    return base;
}

HeaderFields signRequest(const RequestTarget& target, QByteArrayView body, PracticeId practice,
    DeviceId device, Instant created, const RequestNonce& nonce, const SecretBytes& deviceSignKey)
{
    using namespace signature_detail;
    const auto digest = sha256(body);
    const auto text = parameters(created.ms / 1000, device, nonce);
    const auto signature
        = crypto::sign(deviceSignKey, profileBase(target, digest, practice, device, text));
    return {{"content-digest", digestField(digest)}, {"ds-practice", practice.toHex()},
        {"ds-device", device.toHex()}, {"signature-input", "ds=" + text},
        {"signature", "ds=:" + signature.toBytes().toBase64() + ':'}};
}

Result<RequestSignature> readRequestSignature(const HeaderFields& fields)
{
    using namespace signature_detail;
    RequestSignature claimed;
    DOORSTEP_TRY(practiceText, only(fields, "ds-practice"));
    DOORSTEP_TRY(practice, PracticeId::fromHex(practiceText));
    claimed.practice = practice;
    DOORSTEP_TRY(deviceText, only(fields, "ds-device"));
    DOORSTEP_TRY(device, DeviceId::fromHex(deviceText));
    claimed.device = device;
    DOORSTEP_TRY(digestText, only(fields, "content-digest"));
    DOORSTEP_TRY(digestBase64, between(digestText, "sha-256=:", ":"));
    DOORSTEP_TRY(digest, exactBase64(digestBase64, 32, QByteArray::Base64Encoding));
    claimed.contentDigest = digest;
    DOORSTEP_TRY(inputText, only(fields, "signature-input"));
    DOORSTEP_TRY(input, readInput(inputText, device));
    claimed.created.ms = input.createdSeconds * 1000;
    claimed.nonce = input.nonce;
    DOORSTEP_TRY(signatureText, only(fields, "signature"));
    DOORSTEP_TRY(signatureBase64, between(signatureText, "ds=:", ":"));
    DOORSTEP_TRY(signatureBytes, exactBase64(signatureBase64, 64, QByteArray::Base64Encoding));
    DOORSTEP_TRY(signature, crypto::Signature::fromBytes(signatureBytes));
    claimed.signature = signature;
    return claimed;
}

Status verifyRequest(const RequestSignature& claimed, const RequestTarget& target,
    QByteArrayView body, const crypto::SignPublicKey& key)
{
    using namespace signature_detail;
    if (!crypto::equal(sha256(body), claimed.contentDigest))
        return Error{ErrorCode::Untrusted, "content digest"};
    const auto text = parameters(claimed.created.ms / 1000, claimed.device, claimed.nonce);
    const auto base
        = profileBase(target, claimed.contentDigest, claimed.practice, claimed.device, text);
    if (!crypto::verify(key, base, claimed.signature))
        return Error{ErrorCode::Untrusted, "request signature"};
    return {};
}

HeaderFields signAnswer(const AnswerContext& context, QByteArrayView body, Instant serverTime,
    const SecretBytes& serverSignKey)
{
    const auto signature
        = crypto::sign(serverSignKey, signature_detail::answerMessage(context, body, serverTime));
    return {
        {"ds-time", QByteArray::number(serverTime.ms)}, {"ds-ack", signature.toBytes().toBase64()}};
}

Result<Instant> verifyAnswer(const AnswerContext& context, const HeaderFields& fields,
    QByteArrayView body, const crypto::SignPublicKey& serverKey)
{
    using namespace signature_detail;
    const auto untrusted = Error{ErrorCode::Untrusted, "answer signature"};
    const auto timeText = only(fields, "ds-time");
    const auto ackText = only(fields, "ds-ack");
    if (!timeText || !ackText)
        return untrusted;
    bool isNumber = false;
    const Instant time{timeText.value().toLongLong(&isNumber)};
    const auto bytes = exactBase64(ackText.value(), 64, QByteArray::Base64Encoding);
    if (!isNumber || !bytes)
        return untrusted;
    const auto signature = crypto::Signature::fromBytes(bytes.value());
    if (!signature
        || !crypto::verify(serverKey, answerMessage(context, body, time), signature.value()))
        return untrusted;
    return time;
}

} // namespace doorstep::sync
