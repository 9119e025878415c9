#pragma once

#include "core/base/id.h"
#include "core/domain/glossary.h"

#include <QString>

namespace doorstep::app {

/// Who is working, once unlocked.
struct Person {
    StaffId staff;
    QString name;
    domain::Role role = domain::Role::Unknown;
};

} // namespace doorstep::app
