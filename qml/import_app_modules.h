#pragma once

// All of qml/import_modules.h, the view-models and the shell: what the app itself shows. Include
// once, in the file with main(); link qml_shell and qml_shellplugin.

#include "qml/import_modules.h"

Q_IMPORT_QML_PLUGIN(Doorstep_AppPlugin)
Q_IMPORT_QML_PLUGIN(Doorstep_ShellPlugin)
