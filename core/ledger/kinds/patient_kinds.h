#pragma once

#include "core/base/clock.h"
#include "core/domain/field.h"
#include "core/domain/glossary.h"
#include "core/domain/ids.h"
#include "core/ledger/kind.h"

#include <QDate>
#include <QStringList>

/// Payloads about one patient. A plain field that has its default value is not written; a
/// std::optional field is written when stated, even when it is empty ("no phone" is a statement).
namespace doorstep::ledger {

/// An address moves as one: half of an old address with half of a new one is a wrong door.
struct Address {
    Q_GADGET
    DOORSTEP_FIELD(QString, line)
    DOORSTEP_FIELD(QString, town)
    DOORSTEP_FIELD(QString, postcode)
    DOORSTEP_FIELD(QString, area) ///< the practice's own name for a part of its patch
    DOORSTEP_FIELD(std::optional<int>, mapX) ///< practice map, 0-1000
    DOORSTEP_FIELD(std::optional<int>, mapY)
    bool operator==(const Address&) const = default;
};

/// Who to ring instead of the patient.
struct Contact {
    Q_GADGET
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QString, relation)
    DOORSTEP_FIELD(QString, phone)
    bool operator==(const Contact&) const = default;
};

/// A new patient, or changes to one: only the stated fields.
struct PatientRecorded {
    Q_GADGET
    DOORSTEP_FIELD(std::optional<QString>, family)
    DOORSTEP_FIELD(std::optional<QString>, given)
    DOORSTEP_FIELD(std::optional<QString>, title)
    DOORSTEP_FIELD(std::optional<QDate>, born)
    DOORSTEP_FIELD(std::optional<doorstep::domain::Gender>, gender)
    DOORSTEP_FIELD(std::optional<QString>, nhsNumber) ///< ten digits
    DOORSTEP_FIELD(std::optional<QString>, phone)
    DOORSTEP_FIELD(std::optional<doorstep::ledger::Contact>, contact)
    DOORSTEP_FIELD(std::optional<doorstep::ledger::Address>, address)
    DOORSTEP_FIELD(std::optional<doorstep::HouseholdId>, household)
    DOORSTEP_FIELD(std::optional<QStringList>, registers)
    DOORSTEP_FIELD(std::optional<QStringList>, riskGroups)
    DOORSTEP_FIELD(std::optional<QString>, accessNote)
    DOORSTEP_FIELD(std::optional<QString>, keyCode)
    DOORSTEP_FIELD(std::optional<QString>, language)
    DOORSTEP_FIELD(std::optional<bool>, interpreter)
    DOORSTEP_FIELD(std::optional<QString>, usualGp)
    DOORSTEP_FIELD(std::optional<bool>, restricted)
    DOORSTEP_FIELD(std::optional<QDate>, deceasedOn)
    DOORSTEP_FIELD(doorstep::ImportId, importId) ///< set when an import wrote it
    bool operator==(const PatientRecorded&) const = default;
    static constexpr KindSpec Kind{.name = "patientRecorded",
        .aggregate = AggregateKind::Patient,
        .entryClass = entry::EntryClass::Record,
        .mergesByField = true};
};

/// An allergy, a risk, an access warning, ReSPECT: adding always wins.
struct AlertAdded {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::domain::AlertKind, alertKind)
    DOORSTEP_FIELD(QString, text)
    DOORSTEP_FIELD(QString, code) ///< SNOMED CT concept
    DOORSTEP_FIELD(QString, reaction)
    DOORSTEP_FIELD(bool, severe)
    bool operator==(const AlertAdded&) const = default;
    static constexpr KindSpec Kind{
        .name = "alertAdded", .aggregate = AggregateKind::Patient, .observes = {"allergyStatus"}};
};

/// Removes exactly the alerts it names. Takes effect when `role` may remove alerts (see
/// domain::mayRemoveAlerts); otherwise they stay, with a hold for a clinician.
struct AlertRemoved {
    Q_GADGET
    DOORSTEP_FIELD(QList<doorstep::EntryId>, alerts)
    DOORSTEP_FIELD(doorstep::domain::Role, role) ///< in which the writer acts
    DOORSTEP_FIELD(QString, reason)
    bool operator==(const AlertRemoved&) const = default;
    static constexpr KindSpec Kind{.name = "alertRemoved", .aggregate = AggregateKind::Patient};
};

/// "Asked today." NoneKnown against an allergy that is not among `seen` shows both and holds.
struct AllergiesChecked {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::domain::AllergyStatus, allergyStatus)
    DOORSTEP_FIELD(QList<doorstep::EntryId>, seen) ///< alerts on the screen when asked
    DOORSTEP_FIELD(doorstep::Instant, checkedAt)
    bool operator==(const AllergiesChecked&) const = default;
    static constexpr KindSpec Kind{.name = "allergiesChecked",
        .aggregate = AggregateKind::Patient,
        .observes = {"allergyStatus"},
        .becomesHeadOf = "allergyStatus"};
};

struct AdjustmentAdded {
    Q_GADGET
    DOORSTEP_FIELD(QString, code) ///< SNOMED CT concept
    DOORSTEP_FIELD(QString, text)
    bool operator==(const AdjustmentAdded&) const = default;
    static constexpr KindSpec Kind{.name = "adjustmentAdded", .aggregate = AggregateKind::Patient};
};

struct AdjustmentRemoved {
    Q_GADGET
    DOORSTEP_FIELD(QList<doorstep::EntryId>, adjustments)
    DOORSTEP_FIELD(QString, reason)
    bool operator==(const AdjustmentRemoved&) const = default;
    static constexpr KindSpec Kind{
        .name = "adjustmentRemoved", .aggregate = AggregateKind::Patient};
};

struct NoteRecorded {
    Q_GADGET
    DOORSTEP_FIELD(QString, text)
    DOORSTEP_FIELD(doorstep::VisitId, visit)
    DOORSTEP_FIELD(doorstep::EntryId, supersedes)
    bool operator==(const NoteRecorded&) const = default;
    static constexpr KindSpec Kind{.name = "noteRecorded", .aggregate = AggregateKind::Patient};
};

struct FollowUpOpened {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::FollowUpId, followUp)
    DOORSTEP_FIELD(doorstep::domain::FollowUpKind, followUpKind)
    DOORSTEP_FIELD(QString, text)
    DOORSTEP_FIELD(QDate, due)
    DOORSTEP_FIELD(doorstep::domain::Role, ownerRole)
    DOORSTEP_FIELD(doorstep::StaffId, owner)
    DOORSTEP_FIELD(bool, urgent)
    DOORSTEP_FIELD(doorstep::VisitId, visit)
    bool operator==(const FollowUpOpened&) const = default;
    static constexpr KindSpec Kind{.name = "followUpOpened", .aggregate = AggregateKind::Patient};
};

struct FollowUpClosed {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::FollowUpId, followUp)
    DOORSTEP_FIELD(QString, result)
    bool operator==(const FollowUpClosed&) const = default;
    static constexpr KindSpec Kind{.name = "followUpClosed", .aggregate = AggregateKind::Patient};
};

/// A form's response, sealed when the form was signed. `response` is FHIR QuestionnaireResponse
/// JSON.
struct ResponseSigned {
    Q_GADGET
    DOORSTEP_FIELD(QString, questionnaire) ///< canonical URL
    DOORSTEP_FIELD(QString, version)
    DOORSTEP_FIELD(QByteArray, response)
    DOORSTEP_FIELD(doorstep::VisitId, visit)
    DOORSTEP_FIELD(doorstep::EntryId, supersedes)
    bool operator==(const ResponseSigned&) const = default;
    static constexpr KindSpec Kind{.name = "responseSigned", .aggregate = AggregateKind::Patient};
};

/// A photo or another file too large for an entry. The file travels beside the log, sealed, as the
/// blob that `blob` names; its key is nowhere but here, and is as secret as any clinical text.
struct AttachmentRecorded {
    Q_GADGET
    DOORSTEP_FIELD(QByteArray, blob) ///< BLAKE2b-256 of the sealed file
    DOORSTEP_FIELD(QByteArray, key) ///< of the sealed file, 32 bytes
    DOORSTEP_FIELD(qint64, size) ///< of the content, bytes
    DOORSTEP_FIELD(QString, mediaType) ///< of the content: "image/jpeg"
    DOORSTEP_FIELD(doorstep::VisitId, visit)
    DOORSTEP_FIELD(doorstep::EntryId, supersedes)
    bool operator==(const AttachmentRecorded&) const = default;
    static constexpr KindSpec Kind{
        .name = "attachmentRecorded", .aggregate = AggregateKind::Patient};
};

/// The same person was recorded twice. Facts keep the id they were recorded under; entering this in
/// error takes the link back.
struct PatientLinked {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::PatientId, other) ///< the record to use from now on
    DOORSTEP_FIELD(QString, reason)
    bool operator==(const PatientLinked&) const = default;
    static constexpr KindSpec Kind{.name = "patientLinked", .aggregate = AggregateKind::Patient};
};

} // namespace doorstep::ledger
