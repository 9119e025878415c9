#include "app/viewmodels/desk/device_list.h"

#include "app/viewmodels/words/words.h"
#include "core/store/trust_store.h"

#include <QCoreApplication>
#include <memory>
#include <qrencode.h>

namespace doorstep::app {

namespace device_list {

QString says(const char* text)
{
    return QCoreApplication::translate("DeviceList", text);
}

QString kindText(entry::DeviceRole role)
{
    switch (role) {
    case entry::DeviceRole::Tablet:
        return says("Tablet");
    case entry::DeviceRole::Desk:
        return says("Desk");
    case entry::DeviceRole::Ctl:
        return says("Program without a screen");
    }
    return {};
}

} // namespace device_list

Result<std::vector<DeviceItem>> readDevices(store::Connection& connection, DeviceId own)
{
    store::TrustStore trust(connection);
    DOORSTEP_TRY(devices, trust.devices());
    std::vector<DeviceItem> items;
    for (const auto& device : devices) {
        DOORSTEP_TRY(revoked, trust.isRevoked(device.device));
        const QString name = QStringLiteral("%1 %2").arg(device_list::kindText(device.role),
            QString::fromLatin1(device.device.toHex().right(4)).toUpper());
        const QString until = revoked ? device_list::says("Revoked: it can neither send nor read")
                                      : device_list::says("Certified to %1")
                                            .arg(words::date(words::localDay(device.notAfter)));
        items.push_back({.deviceId = QString::fromLatin1(device.device.toHex()),
            .name = name,
            .under = device.device == own ? device_list::says("This device. %1").arg(until) : until,
            .iconName = revoked                            ? QStringLiteral("no")
                : device.role == entry::DeviceRole::Tablet ? QStringLiteral("device")
                                                           : QStringLiteral("building"),
            .revoked = revoked,
            .takesPeople = !revoked && device.role != entry::DeviceRole::Ctl});
    }
    return items;
}

QStringList qrModules(const QByteArray& text)
{
    if (text.isEmpty())
        return {};
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> symbol(
        QRcode_encodeString(text.constData(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free);
    if (!symbol)
        return {};
    QStringList rows;
    for (int y = 0; y < symbol->width; ++y) {
        QString row;
        for (int x = 0; x < symbol->width; ++x)
            row += symbol->data[y * symbol->width + x] & 1 ? u'1' : u'0';
        rows.push_back(row);
    }
    return rows;
}

} // namespace doorstep::app
