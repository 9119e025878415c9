#include "sync/protocol/repin_code.h"

#include "sync/protocol/ticket_code.h"
#include "sync/protocol/wire_bytes.h"

namespace doorstep::sync {

namespace repin_detail {

constexpr QByteArrayView Prefix = "DSP1:";
constexpr quint8 Version = 1;
constexpr qsizetype PinSize = sizeof(crypto::Digest);
constexpr qsizetype SignatureSize = sizeof(crypto::Signature);
constexpr qsizetype CheckSize = 4;
constexpr qsizetype CountAt = 1 + 16 + 8;
constexpr qsizetype MaxText = 1024;

QByteArray signedBytes(const RepinCode& code)
{
    WireWriter out;
    out.byte(Version);
    out.raw(code.practice.toBytes());
    out.fixed64(code.serial);
    out.byte(static_cast<quint8>(code.pins.size()));
    out.raw(entry::pinBytes(code.pins));
    out.byte(static_cast<quint8>(code.authority.size()));
    out.raw(code.authority);
    return out.take();
}

QByteArray withLabel(const RepinCode& code)
{
    return "DS-REPIN-1" + signedBytes(code);
}

bool isSerial(quint64 serial)
{
    return serial >= 1 && serial <= entry::PinsOrdered::mostSerial;
}

/// Whether the two counts inside add up to the length there is.
bool hasItsLength(QByteArrayView bytes)
{
    if (bytes.size() <= CountAt)
        return false;
    const qsizetype lengthAt = CountAt + 1 + static_cast<quint8>(bytes[CountAt]) * PinSize;
    return bytes.size() > lengthAt
        && bytes.size()
        == lengthAt + 1 + static_cast<quint8>(bytes[lengthAt]) + SignatureSize + CheckSize;
}

} // namespace repin_detail

void certify(RepinCode& code, const SecretBytes& practiceSign)
{
    code.practiceSignature = crypto::sign(practiceSign, repin_detail::withLabel(code));
}

bool isCertified(const RepinCode& code, const crypto::SignPublicKey& key)
{
    return crypto::verify(key, repin_detail::withLabel(code), code.practiceSignature);
}

bool isHostAndPort(QByteArrayView authority)
{
    const qsizetype colon = authority.lastIndexOf(':');
    if (!isAuthority(authority) || colon < 1)
        return false;
    const auto host = authority.first(colon);
    const auto port = authority.sliced(colon + 1);
    const bool isBracketed = host.size() > 2 && host.startsWith('[') && host.endsWith(']');
    const auto name = isBracketed ? host.sliced(1, host.size() - 2) : host;
    if (name.contains(':') != isBracketed || name.contains('[') || name.contains(']'))
        return false;
    constexpr qsizetype MaxDigits = 5;
    constexpr uint MaxPort = 65'535;
    bool isNumber = false;
    const uint number = port.toByteArray().toUInt(&isNumber);
    return isNumber && port.size() <= MaxDigits && number >= 1 && number <= MaxPort;
}

Result<QByteArray> encodeRepinCode(const RepinCode& code)
{
    using namespace repin_detail;
    if (!entry::arePins(code.pins) || !isSerial(code.serial) || !isHostAndPort(code.authority))
        return Error{ErrorCode::InvalidInput, "connection code"};
    QByteArray bytes = signedBytes(code) + code.practiceSignature.toBytes();
    bytes += crypto::hash({bytes}).view().first(CheckSize);
    return Prefix.toByteArray() + encodeBase32(bytes).view().toByteArray();
}

Result<RepinCode> decodeRepinCode(QByteArrayView text)
{
    using namespace repin_detail;
    const auto corrupt = Error{ErrorCode::Corrupt, "connection code"};
    if (!text.startsWith(Prefix))
        return Error{ErrorCode::Unsupported, "not a connection code"};
    if (text.size() > MaxText)
        return corrupt;
    DOORSTEP_TRY(bytes, decodeBase32(text.sliced(Prefix.size())));
    const auto view = bytes.view();
    if (!hasItsLength(view))
        return corrupt;
    const auto checked = view.first(view.size() - CheckSize);
    if (!crypto::equal(crypto::hash({checked}).view().first(CheckSize), view.last(CheckSize)))
        return corrupt;

    WireReader in(checked);
    if (in.byte() != Version)
        return Error{ErrorCode::Unsupported, "newer connection code"};
    RepinCode code;
    code.practice = in.fixed<PracticeId>();
    code.serial = in.fixed64();
    DOORSTEP_TRY(pins, entry::pinsFrom(in.raw(in.byte() * PinSize)));
    code.pins = std::move(pins);
    code.authority = in.raw(in.byte()).toByteArray();
    code.practiceSignature = in.fixed<crypto::Signature>();
    if (!in.finished() || !isSerial(code.serial) || !isHostAndPort(code.authority))
        return corrupt;
    return code;
}

} // namespace doorstep::sync
