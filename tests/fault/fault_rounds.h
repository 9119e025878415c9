#pragma once

#include <QByteArray>
#include <QtGlobal>

namespace doorstep::test {

/// How often a fault test repeats: `byDefault` in CI; DOORSTEP_FAULT_ROUNDS is the total wanted in
/// a run where the default total is 1,000, so 100000 repeats everything a hundred times as often.
inline int faultRounds(int byDefault)
{
    const int wanted = qEnvironmentVariableIntValue("DOORSTEP_FAULT_ROUNDS");
    return wanted > 0 ? int(qint64(byDefault) * wanted / 1000) + 1 : byDefault;
}

/// The seed of the whole run: DOORSTEP_FAULT_SEED, or the same in every run.
inline quint64 faultSeed()
{
    const QByteArray given = qgetenv("DOORSTEP_FAULT_SEED");
    return given.isEmpty() ? 20'261'124 : given.toULongLong();
}

} // namespace doorstep::test
