#pragma once

#include "core/base/id.h"
#include "core/crypto/crypto.h"

#include <array>

namespace doorstep::client {

/// The practice's recovery key on three cards, any two of which give it back. Each card holds a
/// secret of its own and two boxes: the recovery secret sealed to both holders of a pair, one
/// inside the other, so that neither alone opens it and no home-made sharing is involved.
///
/// Text of a card, for print and for a QR code: `DSR1:` and base32 of
///     ver u8 = 1 | practice 16 | card u8 (0-2) | card secret 32 | recovery public key 32 |
///     box with the next card 128 | box with the card after 128 | check 4
struct RecoveryCard {
    int number = 0; ///< 0, 1 or 2
    SecretBytes text; ///< ASCII
};

[[nodiscard]] Result<std::array<RecoveryCard, 3>> makeRecoveryCards(
    PracticeId practice, const crypto::BoxKeyPair& recovery);
/// Unsupported for other text, Corrupt for a damaged card, InvalidInput for twice the same card or
/// cards of two practices, WrongSecret when the boxes do not open.
[[nodiscard]] Result<crypto::BoxKeyPair> joinRecoveryCards(
    QByteArrayView first, QByteArrayView second);

} // namespace doorstep::client
