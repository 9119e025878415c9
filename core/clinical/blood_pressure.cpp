#include "core/clinical/blood_pressure.h"

#include "core/clinical/observation.h"

namespace doorstep::clinical {

namespace {

struct Threshold {
    int systolic;
    int diastolic;
    [[nodiscard]] bool reachedBy(const BloodPressure& pressure) const
    {
        return pressure.systolic >= systolic || pressure.diastolic >= diastolic;
    }
};

} // namespace

std::optional<BloodPressureFault> faultOf(const BloodPressure& pressure)
{
    if (judgeValue(ObservationKind::Systolic, Decimal::whole(pressure.systolic)).isRefused())
        return BloodPressureFault::SystolicOutOfRange;
    if (judgeValue(ObservationKind::Diastolic, Decimal::whole(pressure.diastolic)).isRefused())
        return BloodPressureFault::DiastolicOutOfRange;
    if (pressure.diastolic >= pressure.systolic)
        return BloodPressureFault::DiastolicNotBelowSystolic;
    return std::nullopt;
}

BloodPressureBand bandOf(const BloodPressure& pressure, BloodPressureSetting setting)
{
    const bool clinic = setting == BloodPressureSetting::Clinic;
    if (clinic && Threshold{180, 120}.reachedBy(pressure))
        return BloodPressureBand::Severe;
    if ((clinic ? Threshold{160, 100} : Threshold{150, 95}).reachedBy(pressure))
        return BloodPressureBand::Stage2;
    if ((clinic ? Threshold{140, 90} : Threshold{135, 85}).reachedBy(pressure))
        return BloodPressureBand::Stage1;
    return BloodPressureBand::Below;
}

bool isUnderTarget(const BloodPressure& pressure, BloodPressureSetting setting, int ageYears)
{
    const bool clinic = setting == BloodPressureSetting::Clinic;
    const bool fromEighty = ageYears >= 80;
    const Threshold target
        = clinic ? Threshold{fromEighty ? 150 : 140, 90} : Threshold{fromEighty ? 145 : 135, 85};
    return !target.reachedBy(pressure);
}

bool isSecondReadingDue(const BloodPressure& first)
{
    return bandOf(first, BloodPressureSetting::Clinic) != BloodPressureBand::Below;
}

bool isPosturalDrop(const BloodPressure& sitting, const BloodPressure& standing)
{
    return sitting.systolic - standing.systolic >= 20;
}

} // namespace doorstep::clinical
