#pragma once

#include "app/runtime/held_act.h"
#include "app/viewmodels/parts/values.h"
#include "core/clinical/programme_pack.h"
#include "core/store/store.h"

/// What the practice server holds, read and put in words for the desk. Storage thread.
namespace doorstep::app {

/// What one entry says.
struct HeldLine {
    Q_GADGET
    DOORSTEP_FIELD(QString, text) ///< "Flu vaccine given to Mabel Thistlewood, 14:05 today"
    DOORSTEP_FIELD(QString, detail)
    DOORSTEP_FIELD(QString, iconName)
    bool operator==(const HeldLine&) const = default;
};

/// What was saved together and is held: decided as one.
struct HeldSave {
    Q_GADGET
    DOORSTEP_FIELD(QString, saveId)
    DOORSTEP_FIELD(QString, device) ///< "Tablet 3F2A"
    DOORSTEP_FIELD(QString, title)
    DOORSTEP_FIELD(QString, who) ///< "Dev Harroway, 10:42 today"
    DOORSTEP_FIELD(QString, why) ///< why it is held
    DOORSTEP_FIELD(QString, bar) ///< why it cannot be let in; "" when it can
    DOORSTEP_FIELD(QVariantList, lines) ///< HeldLine
    DOORSTEP_FIELD(bool, selected)
    bool operator==(const HeldSave&) const = default;
};

/// What was let in or left out.
struct DecidedSave {
    Q_GADGET
    DOORSTEP_FIELD(QString, saveId)
    DOORSTEP_FIELD(QString, about) ///< device and writer
    DOORSTEP_FIELD(QString, heading)
    DOORSTEP_FIELD(QString, stands)
    DOORSTEP_FIELD(QString, decision)
    DOORSTEP_FIELD(QString, who)
    bool operator==(const DecidedSave&) const = default;
};

struct HeldReading {
    PracticeScope scopes;
    std::vector<HeldSave> saves; ///< device by device, each in the order they came
    QHash<QString, std::vector<HeldPiece>> pieces; ///< by HeldSave::saveId
    std::vector<DecidedSave> decisions; ///< the latest arrival first
};
[[nodiscard]] Result<HeldReading> readHeld(
    store::Store& store, const std::vector<clinical::ProgrammePack>& packs, QDate today);

} // namespace doorstep::app
