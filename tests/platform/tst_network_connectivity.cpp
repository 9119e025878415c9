#include "platform/linux/network_connectivity.h"
#include "tests/support/test_registry.h"

#include <QDBusConnection>

using namespace doorstep;
using platform::Connectivity;

class TestNetworkConnectivity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noBus_isUnknown()
    {
        platform::NetworkConnectivity connectivity(QDBusConnection(QStringLiteral("no such bus")));
        QCOMPARE(connectivity.state(), Connectivity::State::Unknown);
    }
    void change_isTakenAndToldOnce()
    {
        platform::NetworkConnectivity connectivity(QDBusConnection(QStringLiteral("no such bus")));
        QSignalSpy spy(&connectivity, &Connectivity::stateChanged);
        const auto tell = [&](uint state) {
            QVERIFY(QMetaObject::invokeMethod(&connectivity, "onPropertiesChanged",
                Q_ARG(QString, QStringLiteral("org.freedesktop.NetworkManager")),
                Q_ARG(QVariantMap, (QVariantMap{{QStringLiteral("Connectivity"), state}})),
                Q_ARG(QStringList, QStringList())));
        };
        tell(4);
        QCOMPARE(connectivity.state(), Connectivity::State::Online);
        tell(4);
        QCOMPARE(spy.count(), 1);
        tell(2); // a captive portal is no route to the practice
        QCOMPARE(connectivity.state(), Connectivity::State::Local);
        tell(1);
        QCOMPARE(connectivity.state(), Connectivity::State::Offline);
        QCOMPARE(spy.count(), 3);
    }
};
DOORSTEP_TEST(TestNetworkConnectivity);

#include "tst_network_connectivity.moc"
