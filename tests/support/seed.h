#pragma once

#include <QString>

namespace doorstep::test {

/// DOORSTEP_SEED, to run one failure again; else the one that everybody runs.
inline quint64 seedOr(quint64 usual)
{
    return qEnvironmentVariableIsSet("DOORSTEP_SEED")
        ? qEnvironmentVariable("DOORSTEP_SEED").toULongLong()
        : usual;
}

} // namespace doorstep::test
