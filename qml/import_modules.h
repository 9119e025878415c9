#pragma once

// The static QML modules of the screens. Include once, in the file with main(); link qml_shell (or
// the modules you use) with its plugin. Add the engine's import path "qrc:/qt/qml" (automatic from
// Qt 6.5).

#include <QtQml/qqmlextensionplugin.h>

Q_IMPORT_QML_PLUGIN(Doorstep_StylePlugin)
Q_IMPORT_QML_PLUGIN(Doorstep_LayoutPlugin)
Q_IMPORT_QML_PLUGIN(Doorstep_ControlsPlugin)
Q_IMPORT_QML_PLUGIN(Doorstep_UnlockPlugin)
Q_IMPORT_QML_PLUGIN(Doorstep_TodayPlugin)
Q_IMPORT_QML_PLUGIN(Doorstep_VisitPlugin)
Q_IMPORT_QML_PLUGIN(Doorstep_VaccinatePlugin)
Q_IMPORT_QML_PLUGIN(Doorstep_ObservePlugin)
Q_IMPORT_QML_PLUGIN(Doorstep_RoundPlugin)
Q_IMPORT_QML_PLUGIN(Doorstep_SettingsPlugin)
Q_IMPORT_QML_PLUGIN(Doorstep_DeskPlugin)
