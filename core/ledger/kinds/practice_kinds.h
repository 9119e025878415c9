#pragma once

#include "core/base/clock.h"
#include "core/domain/field.h"
#include "core/domain/glossary.h"
#include "core/domain/ids.h"
#include "core/ledger/kind.h"

#include <QDate>
#include <QStringList>

/// Payloads in the practice scope: every device has them whole.
namespace doorstep::ledger {

struct PracticeNamed {
    Q_GADGET
    DOORSTEP_FIELD(std::optional<QString>, name)
    DOORSTEP_FIELD(std::optional<QString>, odsCode)
    DOORSTEP_FIELD(std::optional<QString>, phone)
    bool operator==(const PracticeNamed&) const = default;
    static constexpr KindSpec Kind{.name = "practiceNamed",
        .aggregate = AggregateKind::Practice,
        .entryClass = entry::EntryClass::Plan,
        .mergesByField = true};
};

/// The aggregate is the person's staff id.
struct PersonRecorded {
    Q_GADGET
    DOORSTEP_FIELD(std::optional<QString>, name)
    DOORSTEP_FIELD(std::optional<QString>, initials)
    DOORSTEP_FIELD(std::optional<doorstep::domain::Role>, role)
    DOORSTEP_FIELD(std::optional<QString>, profession) ///< word of clinical::Profession
    DOORSTEP_FIELD(std::optional<QString>, registration)
    DOORSTEP_FIELD(std::optional<bool>, hasLeft)
    bool operator==(const PersonRecorded&) const = default;
    static constexpr KindSpec Kind{.name = "personRecorded",
        .aggregate = AggregateKind::Person,
        .entryClass = entry::EntryClass::Plan,
        .mergesByField = true};
};

/// One delivery of one batch; its aggregate is the batch id.
struct BatchReceived {
    Q_GADGET
    DOORSTEP_FIELD(QString, programme)
    DOORSTEP_FIELD(QString, product)
    DOORSTEP_FIELD(QString, productName)
    DOORSTEP_FIELD(QString, productCode)
    DOORSTEP_FIELD(QString, gtin)
    DOORSTEP_FIELD(QString, batchNumber)
    DOORSTEP_FIELD(QDate, expires)
    DOORSTEP_FIELD(int, doses)
    DOORSTEP_FIELD(int, doseMicrolitres)
    DOORSTEP_FIELD(QString, route)
    DOORSTEP_FIELD(QDate, receivedOn)
    DOORSTEP_FIELD(QString, supplier)
    DOORSTEP_FIELD(doorstep::EntryId, supersedes)
    bool operator==(const BatchReceived&) const = default;
    static constexpr KindSpec Kind{.name = "batchReceived", .aggregate = AggregateKind::Batch};
};

/// A recall wins over everything; entering it in error lifts it.
struct BatchRecalled {
    Q_GADGET
    DOORSTEP_FIELD(QString, reason)
    DOORSTEP_FIELD(doorstep::Instant, recalledAt)
    bool operator==(const BatchRecalled&) const = default;
    static constexpr KindSpec Kind{.name = "batchRecalled", .aggregate = AggregateKind::Batch};
};

struct AuthorityRecorded {
    Q_GADGET
    DOORSTEP_FIELD(std::optional<doorstep::domain::AuthorityKind>, authorityKind)
    DOORSTEP_FIELD(std::optional<QString>, title)
    DOORSTEP_FIELD(std::optional<QString>, version)
    DOORSTEP_FIELD(std::optional<QStringList>, programmes)
    DOORSTEP_FIELD(std::optional<QStringList>, productCodes)
    DOORSTEP_FIELD(std::optional<QDate>, validFrom)
    DOORSTEP_FIELD(std::optional<QDate>, validTo)
    DOORSTEP_FIELD(std::optional<QString>, prescriber)
    DOORSTEP_FIELD(std::optional<QString>, authorisedBy)
    DOORSTEP_FIELD(std::optional<bool>, authorised)
    DOORSTEP_FIELD(std::optional<QByteArray>, documentHash)
    DOORSTEP_FIELD(std::optional<QList<doorstep::PatientId>>, patients) ///< a PSD's list
    DOORSTEP_FIELD(std::optional<bool>, withdrawn)
    DOORSTEP_FIELD(std::optional<QString>, note)
    bool operator==(const AuthorityRecorded&) const = default;
    static constexpr KindSpec Kind{.name = "authorityRecorded",
        .aggregate = AggregateKind::Authority,
        .entryClass = entry::EntryClass::Plan,
        .mergesByField = true};
};

/// "I have read this version and will work to it."
struct AuthoritySigned {
    Q_GADGET
    DOORSTEP_FIELD(doorstep::StaffId, staff)
    DOORSTEP_FIELD(QString, version)
    DOORSTEP_FIELD(QString, nameAsSigned)
    DOORSTEP_FIELD(QDate, signedOn)
    bool operator==(const AuthoritySigned&) const = default;
    static constexpr KindSpec Kind{
        .name = "authoritySigned", .aggregate = AggregateKind::Authority};
};

} // namespace doorstep::ledger
