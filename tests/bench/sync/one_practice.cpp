#include "tests/bench/sync/one_practice.h"

#include "core/ledger/payload.h"
#include "sync/protocol/limits.h"
#include "tests/bench/sync/sync_records.h"
#include "tests/bench/sync/sync_system.h"
#include "tests/support/server_process.h"
#include "tests/support/wire_device.h"

#include <QDir>
#include <QElapsedTimer>
#include <atomic>
#include <set>
#include <thread>

namespace doorstep::bench {

namespace {

using test::WireClient;
using test::WireDevice;
using test::WirePractice;

constexpr int Readers = 2;
constexpr int RestMs = 150; ///< between two looks of a reader: seven a second, of ten allowed

struct Writer {
    std::unique_ptr<WireDevice> device;
    std::unique_ptr<WireClient> client;
    std::vector<sync::SyncRequest> requests;
};

struct Reader {
    std::unique_ptr<WireDevice> device;
    std::unique_ptr<WireClient> client;
    std::set<quint64> positions;
    std::set<EntryId> entries;
};

QByteArray payloadOf(int number, IdMint& mint)
{
    return ledger::encodePayload(
        ledger::makePayload(mint.next<AggregateId>(), mint.next<ActId>(), madeObservation(number)));
}

void prepare(Writer& writer, const WirePractice& practice, const PracticeLoad& load, IdMint& mint)
{
    const auto scope = mint.next<ScopeId>();
    for (int i = 0; i < load.batches * load.entries; ++i)
        writer.device->queue(writer.device->record(practice, scope, payloadOf(i, mint)));
    for (int batch = 0; batch < load.batches; ++batch) {
        writer.requests.push_back(writer.device->pushRequest(std::size_t(load.entries)));
        writer.device->moveTo(quint64((batch + 1) * load.entries));
    }
    writer.device->moveTo(0);
}

void write(Writer& writer, const WirePractice& practice)
{
    for (const auto& request : writer.requests) {
        const auto answer = writer.device->exchange(*writer.client, practice, request);
        if (!answer || answer->ackedThrough != request.firstCtr + request.entries.size() - 1)
            stop("a batch was not taken");
    }
}

/// False: asked too often. The pages that came are kept, and the next look goes on behind them.
bool look(Reader& reader, const WirePractice& practice)
{
    for (;;) {
        auto request = reader.device->pushRequest(0);
        request.cursor = reader.device->cursor;
        request.pageLimit = sync::limits::MaxBatchEntries;
        const auto answer = reader.device->exchange(*reader.client, practice, request);
        if (!answer && answer.error().permanent)
            stop(answer.error().detail);
        if (!answer)
            return false;
        reader.device->cursor = answer->cursor;
        for (const auto& line : answer->page) {
            reader.positions.insert(line.position);
            reader.entries.insert(line.entry.header.id);
        }
        if (!answer->more)
            return true;
    }
}

void readUntil(Reader& reader, const WirePractice& practice, const std::atomic<bool>& isOver)
{
    using std::chrono::milliseconds;
    while (!isOver) {
        (void)look(reader, practice);
        std::this_thread::sleep_for(milliseconds(RestMs));
    }
    while (!look(reader, practice))
        std::this_thread::sleep_for(milliseconds(RestMs));
}

PracticeFigures judge(const std::vector<Writer>& writers, const std::vector<Reader>& readers)
{
    PracticeFigures figures;
    for (const Reader& reader : readers) {
        for (const Writer& writer : writers)
            for (const auto& entry : writer.device->log())
                figures.missed += reader.entries.contains(entry.header.id) ? 0 : 1;
        // Desks read every position that others wrote at; nothing of their own comes in between.
        const auto last = *reader.positions.rbegin();
        const auto first = *reader.positions.begin();
        figures.gaps += qint64(last - first + 1) - qint64(reader.positions.size());
    }
    return figures;
}

} // namespace

PracticeFigures measurePractice(const QString& folder, const PracticeLoad& load)
{
    QDir().mkpath(folder);
    test::ServerProcess server(folder);
    QDir().mkpath(server.backupDirectory());
    server.endWithStarter();
    if (!server.start())
        stop("the server does not start");
    const SystemClock clock;
    IdMint mint(clock);
    WireDevice desk(clock, entry::DeviceRole::Desk);
    WireClient deskClient(server.port());
    const auto practice = must(test::claimPractice(
        deskClient, server.createPractice(QStringLiteral("Willow Lane Surgery")), desk, clock));
    const auto admitted = [&](entry::DeviceRole role) {
        auto device = std::make_unique<WireDevice>(clock, role);
        must(test::admitDevice(deskClient, practice, desk, *device));
        return device;
    };
    std::vector<Writer> writers;
    for (int i = 0; i < load.writers; ++i) {
        writers.push_back({admitted(entry::DeviceRole::Tablet), nullptr, {}});
        prepare(writers.back(), practice, load, mint);
    }
    std::vector<Reader> readers;
    for (int i = 0; i < Readers; ++i)
        readers.push_back({admitted(entry::DeviceRole::Desk), nullptr, {}, {}});

    std::atomic<bool> isOver = false;
    std::vector<std::thread> reading;
    for (Reader& reader : readers)
        reading.emplace_back([&] {
            reader.client = std::make_unique<WireClient>(server.port());
            readUntil(reader, practice, isOver);
            reader.client.reset();
        });
    std::vector<std::thread> writing;
    const double cpuBefore = cpuSeconds(pid_t(server.processId()));
    QElapsedTimer timer;
    timer.start();
    for (Writer& writer : writers)
        writing.emplace_back([&] {
            writer.client = std::make_unique<WireClient>(server.port());
            write(writer, practice);
            writer.client.reset();
        });
    for (std::thread& thread : writing)
        thread.join();
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    const double cpu = cpuSeconds(pid_t(server.processId())) - cpuBefore;
    isOver = true;
    for (std::thread& thread : reading)
        thread.join();
    PracticeFigures figures = judge(writers, readers);
    figures.batchesPerSecond = load.writers * load.batches / seconds;
    figures.entriesPerSecondPerCore = load.writers * load.batches * load.entries / cpu;
    server.kill();
    return figures;
}

} // namespace doorstep::bench
