#pragma once

#include "core/base/clock.h"

#include <QByteArray>

namespace doorstep::exchange {

/// One line in, one line out, for scripts and for outside vectors. Kinds and their lines:
///   nhs-number {"input"}  -> {"valid","normalised"}
///   sctid      {"input"}  -> {"valid_concept_id"}
///   gs1        {"scan"}   -> {"verdict","gtin","expiry_date","lot","serial","reason"}; {GS} stands
///   for 0x1D news2      {"rr","spo2","scale","o2","sbp","pulse","acvpu","temp"} ->
///   {"total","band","sub"} imms       a FHIR Immunization -> {"verdict","reason"}
/// A line that cannot be read gives {"error": rule}. `now` decides centuries and "in the future".
[[nodiscard]] QByteArray checkLine(QByteArrayView kind, QByteArrayView line, Instant now);

/// The kinds above, for usage texts.
[[nodiscard]] QList<QByteArray> checkKinds();

} // namespace doorstep::exchange
