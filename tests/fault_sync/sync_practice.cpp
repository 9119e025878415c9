#include "tests/fault_sync/sync_practice.h"

#include "sync/server/log_thread.h"
#include "sync/server/server_key.h"

#include <csignal>

namespace doorstep::test {

using namespace Qt::StringLiterals;

namespace practice_detail {

const QString parts[] = {u"server"_s, u"desk"_s, u"one"_s, u"two"_s};

constexpr const char* AllEntries
    = "SELECT entry_id, device, incarnation, ctr, seq, state, ungranted FROM entry ORDER BY seq";
constexpr const char* Timeline = "SELECT timeline FROM practice_head";

Result<ServerLog> readLines(server::Log& log)
{
    ServerLog read;
    DOORSTEP_TRY(rows, log.sql.run(AllEntries));
    while (rows.next())
        read.lines.push_back({rows.fixed<EntryId>(0), rows.fixed<DeviceId>(1), rows.bytes(2),
            quint64(rows.number(3)), quint64(rows.number(4)), int(rows.number(5)),
            rows.number(6) != 0});
    DOORSTEP_TRY(head, log.sql.run(Timeline));
    read.timeline = head.next() ? head.bytes(0) : QByteArray();
    return read;
}

Result<ServerLog> openAndRead(const QString& folder)
{
    DOORSTEP_CHECK(vfs::registerSealedVfs());
    DOORSTEP_TRY(key, server::ServerKey::openOrMake(folder));
    DOORSTEP_TRY(databaseKey, key.databaseKey());
    DOORSTEP_TRY(
        log, server::LogThread::start(server::databasePath(folder), std::move(databaseKey)));
    return log->run<ServerLog>(readLines);
}

bool failed(const char* step)
{
    std::fprintf(stderr, "founding the practice: %s\n", step);
    return false;
}

} // namespace practice_detail

SyncPractice::SyncPractice(const bench::LinkShape& shape, quint64 seed)
    : m_link(std::make_unique<bench::ShapedLink>(shape, seed))
{
    server.listenOn(QString::fromLatin1(bench::ShapedLink::ServerAddress));
}

SyncPractice::~SyncPractice()
{
    for (auto* device : {&desk, &one, &two})
        device->reset();
    server.stop();
}

QByteArray SyncPractice::authority() const
{
    return "127.0.0.1:" + QByteArray::number(relay.port());
}

void SyncPractice::startServer()
{
    {
        const bench::InNamespace there(m_link ? m_link->serverNamespace() : -1);
        if (!server.start())
            qFatal("the server does not start");
    }
    leadToServer();
}

void SyncPractice::leadToServer()
{
    if (m_link)
        relay.leadThrough(
            m_link->deviceNamespace(), bench::ShapedLink::ServerAddress, server.port());
    else
        relay.leadTo(server.port());
}

bool SyncPractice::found()
{
    using practice_detail::failed;
    startServer();
    desk = claimDesk();
    if (!desk->sync())
        return failed("the desk's first sync");
    one = enrol(*desk, u"one"_s);
    two = enrol(*desk, u"two"_s);
    if (!certifyStaff(*desk, *one) || !certifyStaff(*desk, *two))
        return failed("certificates");
    setClocks();
    m_shared = desk->savePatient(u"Ashdown"_s);
    if (!grant(*desk, *one, m_shared.as<ScopeId>()) || !grant(*desk, *two, m_shared.as<ScopeId>()))
        return failed("grants");
    if (!settle(*desk) || !settle(*one) || !settle(*two))
        return failed("everybody's sync");
    server.stop();
    for (auto* device : {&desk, &one, &two})
        close(**device);
    for (const QString& part : practice_detail::parts)
        keep(part, u"founded"_s);
    return true;
}

void SyncPractice::putBack()
{
    server.kill();
    relay.cutNow();
    relay.pass();
    for (auto* device : {&desk, &one, &two})
        close(**device);
    for (const QString& part : practice_detail::parts)
        bringBack(part, u"founded"_s);
    startServer();
    setClocks();
    for (auto* device : {&desk, &one, &two}) {
        (*device)->clock = &clock;
        (*device)->mint = &mint;
        connectAnew(**device);
        if (!(*device)->reopen())
            qFatal("a device does not open");
    }
}

ServerLog SyncPractice::readLog()
{
    const bool runs = server.processId() > 0;
    const auto process = pid_t(server.processId());
    if (runs)
        ::kill(process, SIGSTOP);
    const QString look = at(u"look"_s);
    copyFolder(server.directory(), look);
    if (runs)
        ::kill(process, SIGCONT);
    auto log = practice_detail::openAndRead(look);
    if (!log)
        qFatal("the server's log does not open: %s", log.error().detail.constData());
    return std::move(*log);
}

} // namespace doorstep::test
