#pragma once

#include <QObject>

/// One member of a Q_GADGET, once: the property and the variable cannot disagree. Rows and payload
/// kinds are made of these; the property name is the SQL column and the wire field.
/// Declares in a public section and leaves the struct an aggregate (designated initialisers work).
#define DOORSTEP_FIELD(Type, name)                                                                 \
    Q_PROPERTY(Type name MEMBER name)                                                              \
public:                                                                                            \
    Type name{};
