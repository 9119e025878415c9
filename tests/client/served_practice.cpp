#include "tests/client/served_practice.h"

namespace doorstep::test {

ServedPractice::ServedPractice()
    : server(folder.filePath(QStringLiteral("server")))
{
    QDir().mkpath(server.directory());
    QDir().mkpath(server.backupDirectory());
    setClocks();
}

client::ServerAddress ServedPractice::address() const
{
    const auto pin = crypto::Digest::fromBytes(server.pin());
    return {authority(), *pin, *pin};
}

SecretBytes ServedPractice::claimCode()
{
    return std::move(
        *sync::decodeClaimCode(server.createPractice(QStringLiteral("Willow Lane Surgery"))));
}

bool ServedPractice::settle(const ClientDevice& device)
{
    constexpr int MostSyncs = 5;
    for (int i = 0; i < MostSyncs; ++i) {
        const auto report = device.sync();
        if (report && report->waiting == 0 && !report->unfinished && report->pauseSeconds == 0)
            return true;
        if (!report && report.error().permanent)
            return false;
    }
    return false;
}

void ServedPractice::keep(const QString& what, const QString& as) const
{
    copyFolder(at(what), at(as + u'-' + what));
}

void ServedPractice::bringBack(const QString& what, const QString& as) const
{
    copyFolder(at(as + u'-' + what), at(what));
}

void ServedPractice::close(ClientDevice& device)
{
    device.port.reset();
    device.store.reset();
}

} // namespace doorstep::test
