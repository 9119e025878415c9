#include "core/crypto/crypto.h"
#include "core/crypto/sodium_ready.h"

#include <QElapsedTimer>
#include <algorithm>
#include <sodium.h>

namespace doorstep::crypto {

namespace {

// A stored cost is input: a hostile envelope may not make the device allocate terabytes, nor talk
// it down below the OWASP minimum (2 passes over 19 MiB).
constexpr quint32 LeastOps = 2;
constexpr quint32 MostOps = 10;
constexpr quint32 LeastMemKiB = 19 * 1024;
constexpr quint32 MostMemKiB = 256 * 1024;
// What is only judged, not yet run, keeps a fifth of the budget for a device under load.
constexpr qint64 JudgedBudgetMs = PwhashBudgetMs * 4 / 5;

constexpr std::array<PwhashCost, 4> Candidates{
    {{3, 64 * 1024}, {2, 64 * 1024}, {3, 32 * 1024}, {2, 19 * 1024}}};

} // namespace

Result<SecretBytes> pwhash(const SecretBytes& secret, QByteArrayView salt, PwhashCost cost)
{
    detail::requireSodium();
    if (salt.size() != crypto_pwhash_SALTBYTES)
        return Error{ErrorCode::InvalidInput, "pwhash salt is not 16 bytes"};
    if (cost.ops < LeastOps || cost.ops > MostOps || cost.memKiB < LeastMemKiB
        || cost.memKiB > MostMemKiB)
        return Error{ErrorCode::LimitExceeded, "pwhash cost is outside the accepted range"};
    SecretBytes key(KeySize);
    if (crypto_pwhash(key.data(), key.size(), reinterpret_cast<const char*>(secret.data()),
            secret.size(), reinterpret_cast<const unsigned char*>(salt.data()), cost.ops,
            static_cast<std::size_t>(cost.memKiB) * 1024, crypto_pwhash_ALG_ARGON2ID13)
        != 0)
        return Error::transient(ErrorCode::LimitExceeded, "not enough memory for pwhash");
    return key;
}

qint64 measuredPwhash(PwhashCost, const std::function<void()>& run)
{
    QElapsedTimer timer;
    timer.start();
    run();
    return timer.elapsed();
}

PwhashCost tunedPwhashCost(const PwhashMeasure& measure)
{
    const SecretBytes secret = randomSecret();
    const QByteArray salt = randomBytes(crypto_pwhash_SALTBYTES);
    for (const PwhashCost& cost : Candidates) {
        bool isDone = false;
        const qint64 took = measure(cost, [&] { isDone = pwhash(secret, salt, cost).ok(); });
        if (isDone && took <= PwhashBudgetMs)
            return cost;
    }
    return Candidates.back();
}

std::optional<PwhashCost> raisedPwhashCost(PwhashCost cost, qint64 tookMs)
{
    const quint64 work = quint64(cost.ops) * cost.memKiB;
    for (const PwhashCost& more : Candidates) {
        const quint64 moreWork = quint64(more.ops) * more.memKiB;
        const bool isMore = moreWork > work && more.memKiB >= cost.memKiB;
        if (isMore && quint64(std::max<qint64>(1, tookMs)) * moreWork <= JudgedBudgetMs * work)
            return more;
    }
    return std::nullopt;
}

} // namespace doorstep::crypto
