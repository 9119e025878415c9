#pragma once

#include "app/viewmodels/reading/files.h"

namespace doorstep::app {

/// What is still to do before the car leaves. Pure.
struct RoundReadiness {
    bool boxLoaded = false;
    bool temperatureTaken = false; ///< today, in range
    bool temperatureOut = false; ///< the last one was outside +2 to +8 °C
    bool kitChecked = false;
    QStringList toSign; ///< PGDs of the round's programmes this person must sign

    [[nodiscard]] bool isReady() const
    {
        return boxLoaded && temperatureTaken && kitChecked && toSign.isEmpty();
    }
    /// The first things missing, in one sentence.
    [[nodiscard]] QString sentence() const;
};
[[nodiscard]] RoundReadiness roundReadiness(const RoundFile& file, StaffId staff, QDate today);

/// One authority as this person stands to it today.
struct AuthorityStanding {
    const domain::AuthorityFile* file = nullptr;
    enum class Standing { Ready, NotSigned, NotForYou, NotInForce } standing = Standing::NotForYou;
};
[[nodiscard]] std::vector<AuthorityStanding> authorityStandings(
    const RoundFile& file, StaffId staff, QDate today);

} // namespace doorstep::app
