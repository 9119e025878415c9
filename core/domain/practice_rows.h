#pragma once

#include "core/base/clock.h"
#include "core/domain/field.h"
#include "core/domain/glossary.h"
#include "core/domain/ids.h"

#include <QDate>
#include <QStringList>

/// Projections of what the whole practice shares: people, batches, authorities.
namespace doorstep::domain {

struct PracticeRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::PracticeId, practice)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QString, odsCode)
    DOORSTEP_FIELD(QString, phone)
    bool operator==(const PracticeRow&) const = default;
};

struct PersonRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::StaffId, staff)
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(QString, initials)
    DOORSTEP_FIELD(doorstep::domain::Role, role)
    DOORSTEP_FIELD(QString, profession) ///< word of clinical::Profession: decides about PGDs
    DOORSTEP_FIELD(QString, registration) ///< body and number, for registered professionals
    DOORSTEP_FIELD(bool, hasLeft) ///< no longer works here
    bool operator==(const PersonRow&) const = default;
};

/// One delivery of one batch.
struct BatchRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::BatchId, batch)
    DOORSTEP_FIELD(QString, programme)
    DOORSTEP_FIELD(QString, product) ///< id in the programme pack
    DOORSTEP_FIELD(QString, productName)
    DOORSTEP_FIELD(QString, productCode) ///< dm+d
    DOORSTEP_FIELD(QString, gtin)
    DOORSTEP_FIELD(QString, batchNumber)
    DOORSTEP_FIELD(QDate, expires) ///< usable to the end of this day
    DOORSTEP_FIELD(int, doses)
    DOORSTEP_FIELD(int, doseMicrolitres)
    DOORSTEP_FIELD(QString, route)
    DOORSTEP_FIELD(QDate, receivedOn)
    DOORSTEP_FIELD(doorstep::StaffId, receivedBy)
    DOORSTEP_FIELD(QString, supplier)
    DOORSTEP_FIELD(doorstep::domain::BatchStatus, status)
    DOORSTEP_FIELD(QString, recallReason)
    DOORSTEP_FIELD(doorstep::Instant, recalledAt)
    bool operator==(const BatchRow&) const = default;
};

struct AuthorityRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::AuthorityId, authority)
    DOORSTEP_FIELD(doorstep::domain::AuthorityKind, authorityKind)
    DOORSTEP_FIELD(QString, title)
    DOORSTEP_FIELD(QString, version)
    DOORSTEP_FIELD(QStringList, programmes)
    DOORSTEP_FIELD(QStringList, productCodes) ///< dm+d ids it covers
    DOORSTEP_FIELD(QDate, validFrom)
    DOORSTEP_FIELD(QDate, validTo) ///< last valid day
    DOORSTEP_FIELD(QString, prescriber) ///< PSD
    DOORSTEP_FIELD(QString, authorisedBy) ///< PGD: for the organisation
    DOORSTEP_FIELD(bool, authorised) ///< signed by the authorising body: not valid before
    DOORSTEP_FIELD(QByteArray, documentHash)
    DOORSTEP_FIELD(bool, withdrawn)
    DOORSTEP_FIELD(QString, note)
    bool operator==(const AuthorityRow&) const = default;
};

/// One person's own signature under one version.
struct AuthoritySignatureRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::EntryId, entry)
    DOORSTEP_FIELD(doorstep::AuthorityId, authority)
    DOORSTEP_FIELD(QString, version)
    DOORSTEP_FIELD(doorstep::StaffId, staff)
    DOORSTEP_FIELD(QString, nameAsSigned)
    DOORSTEP_FIELD(QDate, signedOn)
    DOORSTEP_FIELD(bool, current) ///< of the version in force, not withdrawn
    bool operator==(const AuthoritySignatureRow&) const = default;
};

/// A patient named on a patient specific direction.
struct AuthorityPatientRow {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::AuthorityId, authority)
    DOORSTEP_FIELD(doorstep::PatientId, patient)
    bool operator==(const AuthorityPatientRow&) const = default;
};

} // namespace doorstep::domain
