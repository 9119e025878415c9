#pragma once

#include "core/base/id.h"

namespace doorstep {

using ImportId = Id<struct ImportTag>;
using MappingId = Id<struct MappingTag>; ///< a saved column mapping for imports
using ExportId = Id<struct ExportTag>;

} // namespace doorstep

Q_DECLARE_METATYPE(doorstep::ImportId)
Q_DECLARE_METATYPE(doorstep::MappingId)
Q_DECLARE_METATYPE(doorstep::ExportId)
