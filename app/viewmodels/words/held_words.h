#pragma once

#include "app/runtime/held_act.h"
#include "core/clinical/programme_pack.h"
#include "core/ledger/payload.h"

namespace doorstep::app::words {

/// What an entry that is in no chart says, of whom: "Flu vaccine given to Mabel Thistlewood, 14:05
/// today". `name` may be empty.
[[nodiscard]] QString heldText(const ledger::Payload& payload, const QString& name,
    const std::vector<clinical::ProgrammePack>& packs, QDate today);
/// Beside that: a note's text, why a vaccine was not given.
[[nodiscard]] QString heldDetail(const ledger::Payload& payload);

/// Why the practice server held it.
struct HeldCause {
    QByteArray reason = {}; ///< as in store::Receipt::reason
    QString device = {}; ///< "Tablet 3F2A"
    QString person = {};
    bool isDeviceOut = false; ///< taken out of use
    bool isPersonOut = false;
    bool isClear = false;
};
[[nodiscard]] QString heldWhy(const HeldCause& cause);

[[nodiscard]] QString heldReasonText(HeldReason reason);
/// Of a decision that stands, whoever or whatever took it.
[[nodiscard]] QString decidedReasonText(const QString& word);

} // namespace doorstep::app::words
