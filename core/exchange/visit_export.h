#pragma once

#include "core/base/clock.h"
#include "core/clinical/news2.h"
#include "core/clinical/nhs_number.h"
#include "core/clinical/observation.h"
#include "core/clinical/person.h"

#include <QDate>
#include <QString>
#include <QStringList>
#include <optional>
#include <vector>

/// What an export is made from: plain values, filled by the caller from its rows. Ids are
/// lower-case UUID text and stay the same when the same record is exported again.
namespace doorstep::exchange {

struct CodedText {
    QString code; ///< SNOMED CT
    QString term;
};

struct PatientExport {
    QString id;
    clinical::NhsNumber nhsNumber; ///< null: unregistered or unknown
    QString family;
    QStringList given; ///< first name first
    clinical::Gender gender = clinical::Gender::Unknown;
    QDate born;
    QString houseName;
    QString addressLine;
    QString town;
    QString postcode; ///< empty: ZZ99 3WZ (unknown) where a postcode is mandatory
    bool restricted = false; ///< sensitive address: left out of every export
};

struct StaffExport {
    QString id;
    QString family;
    QString given;
};

enum class DoseSource { GivenByUs, GivenElsewhere, NotGiven };

struct VaccinationExport {
    QString id; ///< also the supplier identifier: kept for later updates
    DoseSource source = DoseSource::GivenByUs;
    QString programme; ///< "Flu 2026/27"
    CodedText procedure; ///< given: the vaccination procedure; not given: the reason's concept
    CodedText targetDisease;
    CodedText product; ///< dm+d AMP
    QString systmOneCode; ///< CTV3
    int doseNumber = 1;
    Instant occurredAt;
    Instant recordedAt;
    QString lot;
    QDate expiry;
    QString manufacturer;
    CodedText site;
    QString systmOneSite;
    CodedText route;
    QString systmOneMethod;
    std::optional<clinical::Decimal> dose;
    QString doseUnit = QStringLiteral("ml"); ///< UCUM
    CodedText reason; ///< why it was given: 78648007 at risk ...
    QString authority; ///< "PGD flu v3.1"
    QString placeElsewhere; ///< who gave it, when it was not us
    QString note;
};

struct ObservationExport {
    QString id;
    clinical::ObservationKind kind = clinical::ObservationKind::Pulse;
    clinical::Decimal value;
    Instant at;
};

struct BloodPressureExport {
    QString id;
    int systolic = 0;
    int diastolic = 0;
    Instant at;
};

/// A complete set with the ids of the observations it was scored from. The score is computed anew
/// from the reading; an incomplete reading exports no score.
struct News2Export {
    QString id;
    clinical::News2Reading reading;
    Instant at;
    QStringList derivedFrom; ///< ids of the observations of this visit, air or oxygen and ACVPU too
    QString airOrOxygenId; ///< id for the observation that this export makes of the answer
    QString consciousnessId;
};

struct FollowUpExport {
    QString id;
    QString text;
    QDate due;
    QString owner; ///< role or name
    bool urgent = false;
};

struct VisitExport {
    QString id;
    PatientExport patient;
    StaffExport staff;
    Instant startedAt;
    Instant endedAt;
    QString place; ///< "Patient's home"
    QString outcome; ///< the product's word: given, not-in, refused ...
    CodedText outcomeCode; ///< when the pack has one
    QString note;
    std::vector<VaccinationExport> vaccinations;
    std::vector<BloodPressureExport> bloodPressures;
    std::vector<ObservationExport> observations;
    std::vector<News2Export> news2;
    std::vector<FollowUpExport> followUps;
};

struct ExportingPractice {
    QString odsCode; ///< home visits are credited to the responsible GP practice
    QString name;
    QString identifierSystem; ///< URI under which vaccination ids are unique:
                              ///< "https://practice.example/vaccination"
};

} // namespace doorstep::exchange
