#include "sync/client/recovery_cards.h"

#include "sync/protocol/ticket_code.h"

namespace doorstep::client {

namespace {

constexpr int Cards = 3;
constexpr char CardPrefix[] = "DSR1:";
constexpr qsizetype CheckSize = 4;
constexpr qsizetype BoxSize = crypto::KeySize + 2 * crypto::SealOverhead;
constexpr qsizetype CardSize
    = 1 + PracticeId::Size + 1 + crypto::KeySize + crypto::KeySize + 2 * BoxSize + CheckSize;

/// The recovery secret for the holders of two cards: sealed to the lower one, then to the higher.
Result<QByteArray> pairBox(const SecretBytes& secret, const crypto::BoxPublicKey& lower,
    const crypto::BoxPublicKey& higher)
{
    DOORSTEP_TRY(inner, crypto::sealTo(lower, secret.view()));
    return crypto::sealTo(higher, inner);
}

struct ParsedCard {
    QByteArrayView practice;
    int number = 0;
    SecretBytes secret;
    QByteArrayView recoveryKey;
    std::array<QByteArrayView, 2> boxes; ///< with the next card, with the one after
};

Result<SecretBytes> cardBytes(QByteArrayView text)
{
    const QByteArrayView prefix(CardPrefix);
    if (!text.startsWith(prefix))
        return Error{ErrorCode::Unsupported, "not a recovery card"};
    DOORSTEP_TRY(bytes, sync::decodeBase32(text.sliced(prefix.size())));
    const QByteArrayView view = bytes.view();
    const bool whole = view.size() == CardSize && view[0] == 1
        && crypto::hash({view.chopped(CheckSize)}).view().first(CheckSize) == view.last(CheckSize);
    if (!whole)
        return Error{ErrorCode::Corrupt, "recovery card is damaged or mistyped"};
    return std::move(bytes);
}

ParsedCard parsedCard(QByteArrayView bytes)
{
    const auto take = [&bytes](qsizetype size) {
        const QByteArrayView taken = bytes.first(size);
        bytes = bytes.sliced(size);
        return taken;
    };
    ParsedCard card;
    (void)take(1);
    card.practice = take(PracticeId::Size);
    card.number = static_cast<quint8>(take(1)[0]);
    card.secret = SecretBytes::copyOf(take(crypto::KeySize));
    card.recoveryKey = take(crypto::KeySize);
    card.boxes = {take(BoxSize), take(BoxSize)};
    return card;
}

} // namespace

Result<std::array<RecoveryCard, 3>> makeRecoveryCards(
    PracticeId practice, const crypto::BoxKeyPair& recovery)
{
    const std::array<crypto::BoxKeyPair, Cards> holders{
        crypto::makeBoxKeyPair(), crypto::makeBoxKeyPair(), crypto::makeBoxKeyPair()};
    std::array<RecoveryCard, Cards> cards;
    std::array<std::array<QByteArray, Cards>, Cards> boxes;
    for (std::size_t low = 0; low < Cards; ++low) {
        for (std::size_t high = low + 1; high < Cards; ++high) {
            DOORSTEP_TRY(
                box, pairBox(recovery.secretKey, holders[low].publicKey, holders[high].publicKey));
            boxes[low][high] = boxes[high][low] = box;
        }
    }
    for (std::size_t i = 0; i < Cards; ++i) {
        const QByteArray head = char(1) + practice.toBytes() + char(i);
        const QByteArray tail
            = recovery.publicKey.toBytes() + boxes[i][(i + 1) % Cards] + boxes[i][(i + 2) % Cards];
        SecretBytes bytes(CardSize);
        unsigned char* at = bytes.data();
        for (const QByteArrayView part :
            {QByteArrayView(head), holders[i].secretKey.view(), QByteArrayView(tail)}) {
            std::memcpy(at, part.data(), static_cast<std::size_t>(part.size()));
            at += part.size();
        }
        const crypto::Digest check = crypto::hash({bytes.view().chopped(CheckSize)});
        std::memcpy(at, check.bytes.data(), CheckSize);
        const SecretBytes base32 = sync::encodeBase32(bytes.view());
        SecretBytes text(sizeof CardPrefix - 1 + base32.size());
        std::memcpy(text.data(), CardPrefix, sizeof CardPrefix - 1);
        std::memcpy(text.data() + sizeof CardPrefix - 1, base32.data(), base32.size());
        cards[i] = {static_cast<int>(i), std::move(text)};
    }
    return cards;
}

Result<crypto::BoxKeyPair> joinRecoveryCards(QByteArrayView first, QByteArrayView second)
{
    DOORSTEP_TRY(firstBytes, cardBytes(first));
    DOORSTEP_TRY(secondBytes, cardBytes(second));
    ParsedCard low = parsedCard(firstBytes.view());
    ParsedCard high = parsedCard(secondBytes.view());
    if (low.number > high.number)
        std::swap(low, high);
    if (low.practice != high.practice || low.number == high.number || low.number < 0
        || high.number >= Cards)
        return Error{ErrorCode::InvalidInput, "two different cards of one practice are needed"};
    const auto lowKey = crypto::boxKeyPairFromSecret(std::move(low.secret));
    const auto highKey = crypto::boxKeyPairFromSecret(std::move(high.secret));
    const QByteArrayView box = low.boxes[high.number - low.number == 1 ? 0 : 1];
    const Error doNotOpen{ErrorCode::WrongSecret, "the cards do not open each other's boxes"};
    const auto inner = crypto::openSealed(highKey, box);
    if (!inner)
        return doNotOpen;
    auto secret = crypto::openSealedSecret(lowKey, *inner);
    if (!secret)
        return doNotOpen;
    auto recovery = crypto::boxKeyPairFromSecret(std::move(*secret));
    if (recovery.publicKey.view() != low.recoveryKey)
        return doNotOpen;
    return recovery;
}

} // namespace doorstep::client
