#pragma once

#include "core/exchange/patient_list.h"

#include <QByteArray>

/// A made-up practice for demonstrations and tests, in its own target: no product code links it.
/// Every name is fictional and at least eight letters, every NHS number lies in the never-issued
/// 999 range.
namespace doorstep::synthetic {

struct SyntheticOptions {
    quint32 seed = 2026;
    int patients = 15'000;
    QDate today; ///< ages and last doses are counted from here; must be valid
};

struct SyntheticHome {
    QString
        name; ///< "Marigold Court": a home for people with a learning disability, or a care home
    bool forLearningDisability = false;
    QString addressLine;
    QString postcode;
    int mapX = 0;
    int mapY = 0;
};

struct SyntheticPractice {
    QString name;
    QString odsCode;
    std::vector<SyntheticHome> homes;
    std::vector<exchange::ListedPatient>
        patients; ///< households and homes share an address to the letter
};

/// The same options give the same practice, byte for byte, on every platform.
[[nodiscard]] SyntheticPractice makeSyntheticPractice(const SyntheticOptions& options);

/// The list as the importer reads it without a mapping.
[[nodiscard]] QByteArray syntheticCsv(const SyntheticPractice& practice);
/// {"practice","ods","homes":[...],"patients":[...]}.
[[nodiscard]] QByteArray syntheticJson(const SyntheticPractice& practice);

} // namespace doorstep::synthetic
