#include "qml/import_modules.h"

#include <QQmlEngine>
#include <QtQuickTest>

Q_IMPORT_QML_PLUGIN(Doorstep_GalleryPlugin)

class Setup : public QObject {
    Q_OBJECT
public Q_SLOTS:
    void qmlEngineAvailable(QQmlEngine* engine)
    {
        engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
    }
};

QUICK_TEST_MAIN_WITH_SETUP(pages, Setup)
#include "tst_qml.moc"
