#include "programs/doorstepctl/unlock_choice.h"

namespace doorstep::ctl {

Result<StaffId> chooseWhoUnlocks(
    const std::vector<store::UnlockName>& names, const QSet<StaffId>& withSecret, const QString& as)
{
    QStringList meant;
    StaffId found;
    for (const store::UnlockName& each : names) {
        if (!withSecret.contains(each.staff))
            continue;
        if (!as.isEmpty() && as.compare(each.name, Qt::CaseInsensitive) != 0)
            continue;
        meant.append(each.name);
        found = each.staff;
    }
    if (meant.size() == 1)
        return found;
    if (meant.isEmpty())
        return Error{ErrorCode::NotFound,
            as.isEmpty() ? "nobody has a PIN here" : "nobody of that name has a PIN here"};
    if (!as.isEmpty())
        return Error{ErrorCode::InvalidInput, "two people here have that name"};
    return Error{ErrorCode::InvalidInput, "say --as NAME: " + meant.join(u", ").toUtf8()};
}

} // namespace doorstep::ctl
