#pragma once

#include "core/domain/field.h"

#include <QVariantList>
#include <QtQml/qqmlregistration.h>

/// What pages are handed as values: words already said, icon and tone names of qml/Controls.
namespace doorstep::app {

struct Tag {
    Q_GADGET
    DOORSTEP_FIELD(QString, text)
    DOORSTEP_FIELD(QString, iconName)
    DOORSTEP_FIELD(QString, tone) ///< neutral, brand, ok, warn, stop, adj
    bool operator==(const Tag&) const = default;
};

/// One box of a choice that has no default.
struct Choice {
    Q_GADGET
    DOORSTEP_FIELD(QString, value)
    DOORSTEP_FIELD(QString, text)
    DOORSTEP_FIELD(QString, detail)
    DOORSTEP_FIELD(QString, iconName)
    bool operator==(const Choice&) const = default;
};

/// A stop or a warning where the decision is made.
struct Notice {
    Q_GADGET
    DOORSTEP_FIELD(QString, noticeId)
    DOORSTEP_FIELD(QString, kind) ///< stop, warn
    DOORSTEP_FIELD(QString, heading)
    DOORSTEP_FIELD(QString, body)
    DOORSTEP_FIELD(QString, who) ///< who can lift it
    DOORSTEP_FIELD(QString, actionText)
    DOORSTEP_FIELD(QString, actionIcon)
    bool operator==(const Notice&) const = default;
};

/// The dark blue band: which patient is open.
struct PatientTop {
    Q_GADGET
    QML_ANONYMOUS
    DOORSTEP_FIELD(QString, name) ///< "THISTLEWOOD, Mabel (Mrs)"
    DOORSTEP_FIELD(QString, born)
    DOORSTEP_FIELD(QString, age)
    DOORSTEP_FIELD(QString, sex)
    DOORSTEP_FIELD(QString, nhsNumber)
    DOORSTEP_FIELD(QString, allergyState) ///< known, none, notRecorded
    DOORSTEP_FIELD(QString, allergies)
    DOORSTEP_FIELD(QString, allergiesMore)
    DOORSTEP_FIELD(QString, allAllergies) ///< what allergiesMore opens
    DOORSTEP_FIELD(QString, address)
    DOORSTEP_FIELD(QString, identity) ///< "Identity checked 10:41"
    bool operator==(const PatientTop&) const = default;
};

/// A line of facts with its icon; `strong` is the part to act on.
struct FactLine {
    Q_GADGET
    DOORSTEP_FIELD(QString, iconName)
    DOORSTEP_FIELD(QString, lead)
    DOORSTEP_FIELD(QString, strong)
    DOORSTEP_FIELD(QString, tail)
    bool operator==(const FactLine&) const = default;
};

} // namespace doorstep::app
