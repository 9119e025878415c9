#include "core/store/attachment_store.h"
#include "sync/client/blob_transfer.h"
#include "tests/bench/sync/doorstep_device.h"
#include "tests/bench/sync/doorstep_system.h"

#include <QElapsedTimer>
#include <random>

namespace doorstep::bench {

using namespace Qt::StringLiterals;
using test::ClientDevice;

namespace {

constexpr quint64 PhotoSeed = 20'261'124;
constexpr int LookMs = 5;

void takePhoto(const ClientDevice& device, PatientId about, int bytes, std::mt19937_64& random)
{
    QByteArray content(bytes, Qt::Uninitialized);
    for (char& byte : content)
        byte = char(random());
    (void)must(device.savePhoto(about, content));
}

/// Runs until `isOver`, or the photos are up.
template <typename Over> void sendUntil(const ClientDevice& device, Over isOver)
{
    const auto line
        = std::make_shared<client::BlobLine>(*device.https, *device.clock, device.signer());
    auto sending = client::sendBlobs(line, *device.port);
    while (!sending.isFinished() && !isOver())
        QTest::qWait(LookMs);
    if (!sending.isFinished()) {
        line->close();
        return;
    }
    (void)must(sending.takeResult());
}

} // namespace

DoorstepSystem::Start DoorstepSystem::preparePhotos(int count, int bytes)
{
    const QString name = u"photos%1-%2"_s.arg(count).arg(bytes);
    if (const auto found = m_starts.find(name); found != m_starts.end())
        return found->second;
    putServerBack(u"founded"_s);
    putBack(*m_tablet, u"tablet"_s, u"founded"_s);
    std::mt19937_64 random(PhotoSeed);
    const auto met = savePatients(*m_tablet, 1, 0);
    for (int i = 0; i < count; ++i)
        takePhoto(*m_tablet, met.front(), bytes, random);
    syncWhole(*m_tablet);
    keepServer(name);
    keep(*m_tablet, u"tablet"_s, name);
    return m_starts[name] = {name, name, m_tablet.get(), u"tablet"_s};
}

DoorstepSystem::PhotoFigures DoorstepSystem::sendPhotos(
    int count, int bytes, const Route& route, double killedAt)
{
    const Start start = preparePhotos(count, bytes);
    putServerBack(start.server, route);
    putBack(*start.reader, start.reads, start.device);
    ClientDevice& tablet = *start.reader;
    const InNamespace there(route.deviceSpace());
    m_practice.connectAnew(tablet);
    const LinkTraffic before = route.traffic();
    const qint64 most = before.bytesUp + qint64(killedAt * count * bytes);
    QElapsedTimer timer;
    timer.start();
    if (killedAt > 0) {
        sendUntil(tablet, [&] { return route.traffic().bytesUp > most; });
        must(tablet.reopen());
        m_practice.connectAnew(tablet);
    }
    sendUntil(tablet, [] { return false; });
    PhotoFigures figures{double(timer.nsecsElapsed()) / 1e9, route.traffic()};
    figures.traffic.bytesUp -= before.bytesUp;
    figures.traffic.bytesDown -= before.bytesDown;
    if (must(store::attachmentsWaiting(tablet.store->connection())) != 0)
        stop("a photo is still on the tablet");
    // The connection ends inside the namespace it was made in.
    tablet.transport.reset();
    tablet.https.reset();
    return figures;
}

} // namespace doorstep::bench
