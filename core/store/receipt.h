#pragma once

#include "core/base/id.h"

#include <QByteArray>
#include <optional>

namespace doorstep::store {

/// How far one of this device's own entries has travelled. Exactly one stage at a time, so counts
/// add up to the number of entries.
enum class Stage : quint8 {
    Here, ///< in the encrypted store of this device (and its sealed outbox)
    AtPractice, ///< the practice server has it, durably
    Safe, ///< also in the practice's backup or standby
    Exported, ///< named by an export
    Held ///< at the practice, waiting for a person's decision
};

struct Receipt {
    EntryId entry;
    AggregateId aggregate;
    QByteArray kind;
    Instant wall;
    Stage stage = Stage::Here;
    std::optional<qint64> seq;
    QByteArray reason; ///< a fixed word when held: "revoked", "unknown key", "fork", "other
                       ///< practice", "rejected"
};

struct ReceiptCounts {
    int here = 0;
    int atPractice = 0;
    int safe = 0;
    int exported = 0;
    int held = 0;
    [[nodiscard]] int total() const { return here + atPractice + safe + exported + held; }
};

} // namespace doorstep::store
