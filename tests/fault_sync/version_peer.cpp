#include "tests/fault_sync/version_peer.h"

#include <QProcess>

namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace version_peer_detail {

constexpr int PatienceMs = 60'000;

constexpr PeerVersion Versions[] = {
    {.name = "before", .hasAdjustments = false, .hasClear = false},
    {.name = "today"},
    {.name = "next", .noteSchema = 2, .database = 6},
    {.name = "pruned", .hasObservations = false, .noteSchema = 2, .database = 6},
};

void take(const QByteArray& line, PeerSaid& said)
{
    const auto words = line.split(' ');
    const auto number = [&words](qsizetype at) { return words.value(at).toInt(); };
    const auto id = [&words] { return EntryId::fromHex(words.value(1)); };
    if (words.first() == "opened") {
        said.isOpened = true;
    } else if (words.first() == "failed") {
        said.error = number(1);
        said.detail = line;
    } else if (words.first() == "wrote") {
        said.wrote.push_back(*id());
    } else if (words.first() == "wrote-lone") {
        ++said.wroteLone;
    } else if (words.first() == "wrote-wipe") {
        ++said.wroteWipes;
    } else if (words.first() == "synced") {
        said.waiting = number(1);
    } else if (words.first() == "entry") {
        said.entries[*id()]
            = {words.value(2).toLongLong(), words.value(3), number(4), words.value(5)};
    } else if (words.first() == "row") {
        said.rows += QByteArray::fromHex(words.value(1));
    } else if (words.first() == "lone") {
        said.lone = number(1);
    } else if (words.first() == "newer") {
        said.newer = number(1);
    }
}

} // namespace version_peer_detail

bool PeerVersion::understands(const QByteArray& kind, int schema) const
{
    if (kind == "noteRecorded")
        return schema <= noteSchema;
    return (kind != "adjustmentAdded" || hasAdjustments)
        && (kind != "observationRecorded" || hasObservations);
}

std::span<const PeerVersion> peerVersions()
{
    return version_peer_detail::Versions;
}

VersionPeer::VersionPeer(const SyncPractice& practice, const ClientDevice& device)
    : m_folder(device.files.folder)
{
    const auto address = practice.address();
    const QByteArrayList lines{device.deviceSecret.view().toByteArray().toHex(),
        device.masterKey.view().toByteArray().toHex(), device.staff.toHex(),
        device.staffSeed.view().toByteArray().toHex(), address.authority,
        address.pinNow.toBytes().toHex(), practice.shared().toHex()};
    m_belongings = lines.join('\n') + '\n';
}

PeerSaid VersionPeer::run(const PeerVersion& version, const QStringList& words) const
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QStringLiteral(DOORSTEP_BIN_DIR "/peer_") + QLatin1StringView(version.name),
        QStringList{m_folder} + words);
    process.write(m_belongings);
    process.closeWriteChannel();
    if (!process.waitForFinished(version_peer_detail::PatienceMs)
        || process.exitStatus() != QProcess::NormalExit)
        qFatal("peer_%s did not end", version.name);
    PeerSaid said;
    for (const QByteArray& line : process.readAllStandardOutput().split('\n'))
        version_peer_detail::take(line, said);
    return said;
}

} // namespace doorstep::test
