#include "app/viewmodels/round/round_readiness.h"

#include "app/runtime/box_act.h"
#include "app/viewmodels/words/job_words.h"
#include "app/viewmodels/words/words.h"

#include <QCoreApplication>
#include <algorithm>

namespace doorstep::app {

namespace readiness {

QString says(const char* text)
{
    return QCoreApplication::translate("Readiness", text);
}

bool coversRound(const domain::AuthorityRow& authority, const domain::RoundRow& round)
{
    return std::any_of(authority.programmes.begin(), authority.programmes.end(),
        [&](const QString& programme) { return round.programmes.contains(programme); });
}

AuthorityStanding::Standing standingOf(
    const domain::AuthorityFile& file, clinical::Profession profession, StaffId staff, QDate today)
{
    using Standing = AuthorityStanding::Standing;
    const auto& row = file.authority;
    const bool pgd = row.authorityKind == domain::AuthorityKind::Pgd;
    if (row.withdrawn || (pgd && !row.authorised) || today < row.validFrom || today > row.validTo)
        return Standing::NotInForce;
    if (pgd && !clinical::mayWorkUnderPgd(profession))
        return Standing::NotForYou;
    if (row.authorityKind == domain::AuthorityKind::Psd)
        return Standing::Ready;
    const bool isSigned = std::any_of(file.signatures.begin(), file.signatures.end(),
        [&](const domain::AuthoritySignatureRow& signature) {
            return signature.staff == staff && signature.current
                && signature.version == row.version;
        });
    return isSigned ? Standing::Ready : Standing::NotSigned;
}

/// Nobody on this round is to be vaccinated: neither a box nor an anaphylaxis pack goes along.
bool observesOnly(const RoundFile& file)
{
    const auto vaccinates = [](const domain::VisitRow& visit) {
        return std::any_of(visit.jobs.begin(), visit.jobs.end(),
            [](const QString& key) { return words::jobOf(key).kind == words::JobKind::Vaccinate; });
    };
    return !file.visits.empty() && file.boxes.empty()
        && std::none_of(file.visits.begin(), file.visits.end(), vaccinates);
}

} // namespace readiness

std::vector<AuthorityStanding> authorityStandings(const RoundFile& file, StaffId staff, QDate today)
{
    std::vector<AuthorityStanding> standings;
    const auto profession = file.professionOf(staff);
    for (const auto& authority : file.authorities)
        if (readiness::coversRound(authority.authority, file.round))
            standings.push_back(
                {&authority, readiness::standingOf(authority, profession, staff, today)});
    return standings;
}

RoundReadiness roundReadiness(const RoundFile& file, StaffId staff, QDate today)
{
    RoundReadiness ready;
    if (readiness::observesOnly(file))
        ready.boxLoaded = ready.kitChecked = ready.temperatureTaken = true;
    for (const BoxFile& box : file.boxes) {
        ready.boxLoaded |= box.box.loaded > 0;
        ready.kitChecked
            |= box.box.kitChecked && box.box.kitComplete && box.box.kitExpires >= today;
        const auto& last = box.lastTemperature;
        if (!last || !last->tenths || words::localDay(last->takenAt) != today)
            continue;
        ready.temperatureOut = *last->tenths < ColdestTenths || *last->tenths > WarmestTenths;
        ready.temperatureTaken = !ready.temperatureOut;
    }
    for (const auto& standing : authorityStandings(file, staff, today))
        if (standing.standing == AuthorityStanding::Standing::NotSigned)
            ready.toSign.push_back(QStringLiteral("%1 v%2").arg(
                standing.file->authority.title, standing.file->authority.version));
    return ready;
}

QString RoundReadiness::sentence() const
{
    using readiness::says;
    QStringList parts;
    if (!boxLoaded)
        parts.push_back(says("load the box"));
    if (temperatureOut)
        parts.push_back(says("the box is outside 2 to 8 °C"));
    else if (!temperatureTaken)
        parts.push_back(says("take its temperature"));
    if (!kitChecked)
        parts.push_back(says("check the anaphylaxis pack"));
    for (const QString& title : toSign)
        parts.push_back(says("read and sign %1").arg(title));
    return words::sentence(words::listed(parts)) + QLatin1Char('.');
}

} // namespace doorstep::app
