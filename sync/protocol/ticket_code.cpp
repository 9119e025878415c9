#include "sync/protocol/ticket_code.h"

#include "sync/protocol/wire_bytes.h"

#include <QtEndian>

namespace doorstep::sync {
namespace ticket_detail {

constexpr QByteArrayView Prefix = "DS1:";
constexpr quint8 Version = 1;
constexpr qsizetype SecretSize = 32;
constexpr qsizetype FixedSize = 1 + 16 + 16 + 32 + 8 + 32 + 32 + 1;
constexpr qsizetype CheckSize = 4;
constexpr qsizetype MinAuthority = 3;
constexpr qsizetype MaxAuthority = 200;
constexpr qsizetype MaxText = 1024;
constexpr QByteArrayView Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Appends into locked memory.
class SecretWriter {
public:
    explicit SecretWriter(qsizetype size)
        : m_bytes(static_cast<std::size_t>(size))
    {
    }
    void raw(QByteArrayView bytes)
    {
        std::memcpy(m_bytes.data() + m_at, bytes.data(), static_cast<std::size_t>(bytes.size()));
        m_at += bytes.size();
    }
    void byte(quint8 value) { m_bytes.data()[m_at++] = value; }
    [[nodiscard]] QByteArrayView written() const { return m_bytes.view().first(m_at); }
    [[nodiscard]] SecretBytes take() { return std::move(m_bytes); }

private:
    SecretBytes m_bytes;
    qsizetype m_at = 0;
};

} // namespace ticket_detail

bool isAuthority(QByteArrayView text)
{
    using namespace ticket_detail;
    if (text.size() < MinAuthority || text.size() > MaxAuthority)
        return false;
    for (const char c : text) {
        const bool allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.'
            || c == '-' || c == ':' || c == '[' || c == ']';
        if (!allowed)
            return false;
    }
    return true;
}

SecretBytes encodeBase32(QByteArrayView bytes)
{
    using namespace ticket_detail;
    SecretWriter out((bytes.size() * 8 + 4) / 5);
    quint32 bits = 0;
    int count = 0;
    for (const char c : bytes) {
        bits = (bits << 8) | static_cast<quint8>(c);
        count += 8;
        while (count >= 5) {
            count -= 5;
            out.byte(static_cast<quint8>(Alphabet[(bits >> count) & 31]));
        }
    }
    if (count > 0)
        out.byte(static_cast<quint8>(Alphabet[(bits << (5 - count)) & 31]));
    return out.take();
}

Result<SecretBytes> decodeBase32(QByteArrayView text)
{
    using namespace ticket_detail;
    const auto corrupt = Error{ErrorCode::Corrupt, "base32"};
    const int leftover = static_cast<int>(text.size() * 5 % 8);
    if (leftover >= 5)
        return corrupt;
    SecretWriter out(text.size() * 5 / 8);
    quint32 bits = 0;
    int count = 0;
    for (const char c : text) {
        const auto value = Alphabet.toByteArray().indexOf(c);
        if (value < 0)
            return corrupt;
        bits = (bits << 5) | static_cast<quint32>(value);
        count += 5;
        if (count >= 8) {
            count -= 8;
            out.byte(static_cast<quint8>(bits >> count));
        }
    }
    if ((bits & ((1U << leftover) - 1)) != 0)
        return corrupt;
    return out.take();
}

Result<SecretBytes> encodeTicketCode(const TicketCode& code)
{
    using namespace ticket_detail;
    if (code.secret.size() != SecretSize || !isAuthority(code.authority))
        return Error{ErrorCode::InvalidInput, "ticket code"};
    SecretWriter out(FixedSize + code.authority.size() + CheckSize);
    out.byte(Version);
    out.raw(code.practice.toBytes());
    out.raw(code.ticket.toBytes());
    out.raw(code.secret.view());
    const quint64 expires = qToLittleEndian(static_cast<quint64>(code.expires.ms));
    out.raw({reinterpret_cast<const char*>(&expires), sizeof expires});
    out.raw(code.pinNow.view());
    out.raw(code.pinNext.view());
    out.byte(static_cast<quint8>(code.authority.size()));
    out.raw(code.authority);
    const auto check = crypto::hash({out.written()});
    out.raw(check.view().first(CheckSize));
    const auto text = encodeBase32(out.take().view());
    SecretWriter full(Prefix.size() + static_cast<qsizetype>(text.size()));
    full.raw(Prefix);
    full.raw(text.view());
    return full.take();
}

Result<TicketCode> decodeTicketCode(QByteArrayView text, Instant now)
{
    using namespace ticket_detail;
    const auto corrupt = Error{ErrorCode::Corrupt, "ticket code"};
    if (!text.startsWith(Prefix))
        return Error{ErrorCode::Unsupported, "not an enrolment code"};
    if (text.size() > MaxText)
        return corrupt;
    DOORSTEP_TRY(bytes, decodeBase32(text.sliced(Prefix.size())));
    const auto view = bytes.view();
    if (view.size() < FixedSize + MinAuthority + CheckSize)
        return corrupt;
    const auto authoritySize = static_cast<quint8>(view[FixedSize - 1]);
    if (view.size() != FixedSize + authoritySize + CheckSize)
        return corrupt;
    const auto checked = view.first(view.size() - CheckSize);
    if (!crypto::equal(crypto::hash({checked}).view().first(CheckSize), view.last(CheckSize)))
        return corrupt;

    WireReader in(checked);
    if (in.byte() != Version)
        return Error{ErrorCode::Unsupported, "newer enrolment code"};
    TicketCode code;
    code.practice = in.fixed<PracticeId>();
    code.ticket = in.fixed<TicketId>();
    code.secret = SecretBytes::copyOf(in.raw(SecretSize));
    code.expires.ms = static_cast<qint64>(in.fixed64());
    code.pinNow = in.fixed<crypto::Digest>();
    code.pinNext = in.fixed<crypto::Digest>();
    (void)in.byte();
    code.authority = in.rest().toByteArray();
    if (!in.ok() || !isAuthority(code.authority) || code.expires.ms < 0)
        return corrupt;
    if (now >= code.expires)
        return Error{ErrorCode::Expired, "enrolment code"};
    return code;
}

SecretBytes encodeClaimCode(const SecretBytes& secret)
{
    using namespace ticket_detail;
    constexpr int GroupSize = 4;
    const auto text = encodeBase32(secret.view());
    const auto groups = (static_cast<qsizetype>(text.size()) + GroupSize - 1) / GroupSize;
    SecretWriter out(static_cast<qsizetype>(text.size()) + groups - 1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i > 0 && i % GroupSize == 0)
            out.byte('-');
        out.byte(text.data()[i]);
    }
    return out.take();
}

Result<SecretBytes> decodeClaimCode(QByteArrayView text)
{
    SecretBytes plain;
    for (const char c : text.first(std::min<qsizetype>(text.size(), 64))) {
        if (c == '-' || c == ' ')
            continue;
        const bool lower = c >= 'a' && c <= 'z';
        plain.append(static_cast<unsigned char>(lower ? c - 'a' + 'A' : c));
    }
    DOORSTEP_TRY(secret, decodeBase32(plain.view()));
    if (secret.size() != ClaimSecretBytes)
        return Error{ErrorCode::Corrupt, "claim code length"};
    return std::move(secret);
}

} // namespace doorstep::sync
