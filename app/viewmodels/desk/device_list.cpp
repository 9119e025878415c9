#include "app/viewmodels/desk/device_list.h"

#include "app/viewmodels/words/words.h"
#include "core/store/entry_table.h"
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

/// The last order to wipe it that a desk gave.
Result<std::optional<entry::WipeOrdered>> newestWipe(store::Connection& connection, DeviceId device)
{
    store::TrustStore trust(connection);
    DOORSTEP_TRY(rows,
        store::EntryTable(connection)
            .clearAbout(device.as<AggregateId>(), entry::EntryClass::Control));
    std::optional<entry::WipeOrdered> newest;
    for (const auto& row : rows) {
        DOORSTEP_TRY(writer, trust.device(row.device));
        if (!writer || writer->role == entry::DeviceRole::Tablet)
            continue;
        const auto clear = entry::decodeClear(entry::EntryClass::Control, row.payload);
        const auto* wipe = clear ? std::get_if<entry::WipeOrdered>(&clear->body) : nullptr;
        if (wipe && (!newest || newest->issued < wipe->issued))
            newest = *wipe;
    }
    return newest;
}

QString standingText(const entry::DeviceCertificate& device, bool revoked,
    const std::optional<entry::WipeOrdered>& wipe)
{
    if (revoked && wipe)
        return says("Out of use. Wipe ordered %1").arg(words::date(words::localDay(wipe->issued)));
    return revoked ? says("Out of use: it reads nothing more")
                   : says("Certified to %1, renewed by itself")
                         .arg(words::date(words::localDay(device.notAfter)));
}

} // namespace device_list

Result<std::vector<DeviceItem>> readDevices(store::Connection& connection, DeviceId own)
{
    store::TrustStore trust(connection);
    DOORSTEP_TRY(devices, trust.devices());
    std::vector<DeviceItem> items;
    for (const auto& device : devices) {
        DOORSTEP_TRY(revoked, trust.isRevoked(device.device));
        DOORSTEP_TRY(wipe, device_list::newestWipe(connection, device.device));
        const QString name = QStringLiteral("%1 %2").arg(device_list::kindText(device.role),
            QString::fromLatin1(device.device.toHex().right(4)).toUpper());
        const QString standing = device_list::standingText(device, revoked, wipe);
        const bool isOwn = device.device == own;
        items.push_back({.deviceId = QString::fromLatin1(device.device.toHex()),
            .name = name,
            .under = isOwn ? device_list::says("This device. %1").arg(standing) : standing,
            .iconName = revoked                            ? QStringLiteral("no")
                : device.role == entry::DeviceRole::Tablet ? QStringLiteral("device")
                                                           : QStringLiteral("building"),
            .revoked = revoked,
            .takesPeople = !revoked && device.role != entry::DeviceRole::Ctl,
            .removable = !revoked && !isOwn,
            .wipeable = revoked && !isOwn && !wipe});
    }
    return items;
}

Result<PeopleOnDevices> readPeopleOnDevices(store::Connection& connection,
    const std::vector<DeviceItem>& devices, const std::vector<domain::PersonRow>& people)
{
    store::TrustStore trust(connection);
    PeopleOnDevices found;
    for (const auto& person : people) {
        DOORSTEP_TRY(isOut, trust.isRevoked(person.staff));
        if (isOut)
            found.out.insert(person.staff);
    }
    for (const DeviceItem& device : devices) {
        const auto id = DeviceId::fromHex(device.deviceId.toLatin1());
        if (!id || device.revoked)
            continue;
        DOORSTEP_TRY(staff, trust.staffOn(*id));
        for (const auto& certificate : staff) {
            QStringList& names = found.devices[certificate.staff];
            // A forgotten PIN made a second key.
            if (!names.contains(device.name))
                names.push_back(device.name);
        }
    }
    return found;
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
