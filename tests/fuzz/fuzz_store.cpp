#include "core/entry/entry.h"
#include "core/store/key_envelope.h"
#include "core/store/lockout.h"
#include "core/store/outbox.h"
#include "core/store/spool.h"
#include "tests/entry/entry_samples.h"
#include "tests/fuzz/fuzz_target.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtEndian>

/// The files beside the database. Checksums and MACs are made right for the fuzzer, or nothing
/// behind them would ever be reached.
namespace doorstep::fuzz::store_files {

using namespace doorstep::test;

/// One file at a time, in a folder of this process.
class ScratchFile {
public:
    explicit ScratchFile(QByteArrayView bytes)
        : m_path(m_folder.filePath(QStringLiteral("file")))
    {
        QFile file(m_path);
        expect(file.open(QIODevice::WriteOnly), "scratch file opens");
        expect(file.write(bytes.data(), bytes.size()) == bytes.size(), "scratch file is written");
    }
    [[nodiscard]] const QString& path() const { return m_path; }

private:
    QTemporaryDir m_folder;
    QString m_path;
};

SecretBytes secretOf(char byte)
{
    return SecretBytes::copyOf(QByteArray(crypto::KeySize, byte));
}

crypto::BoxKeyPair recoveryKey()
{
    return crypto::boxKeyPairFromSecret(secretOf('r'));
}

QByteArray littleEndian(quint32 number)
{
    QByteArray bytes(4, Qt::Uninitialized);
    qToLittleEndian(number, bytes.data());
    return bytes;
}

/// A line as AppendFile frames it.
QByteArray framed(QByteArrayView content)
{
    const QByteArray line = littleEndian(quint32(content.size())) + content.toByteArray();
    return line + littleEndian(crypto::crc32c(line));
}

/// First byte even: the rest is the file. Odd: the rest is the content of lines, each behind its
/// u16 length, and the frames are made right.
QByteArray lineFile(QByteArrayView bytes, QByteArray (*content)(QByteArrayView))
{
    InputReader input(bytes);
    if (input.byte() % 2 == 0)
        return input.rest().toByteArray();
    QByteArray file;
    while (!input.atEnd())
        file += framed(content(input.piece(qsizetype(input.number(2)))));
    return file;
}

QByteArray lineInput(const std::vector<QByteArray>& lines)
{
    QByteArray bytes(1, char(1));
    for (const QByteArray& line : lines) {
        bytes += char(line.size() >> 8);
        bytes += char(line.size());
        bytes += line;
    }
    return bytes;
}

QByteArray sampleEntry(quint8 id)
{
    auto header = sampleHeader();
    header.id = idOf<EntryId>(id);
    const auto key = sampleKey();
    return entry::encodeEntry(
        *entry::makeEntry(header, "a payload", &key, sampleStaffKey().secretKey));
}

} // namespace doorstep::fuzz::store_files

namespace doorstep::fuzz::key_envelope {

using namespace doorstep::fuzz::store_files;

/// The envelope without its crc.
void run(QByteArrayView bytes)
{
    const QByteArray whole = bytes.toByteArray() + littleEndian(crypto::crc32c(bytes));
    const auto envelope = store::KeyEnvelope::decode(whole);
    if (!envelope)
        return;
    const SecretBytes pin = SecretBytes::copyOf("123456");
    for (const auto& person : envelope->staff())
        if (person.cost.ops == 2 && person.cost.memKiB == 19 * 1024) // so that a try stays short
            (void)envelope->open(person.staff, pin, secretOf('d'));
    (void)envelope->openRecovery(recoveryKey());
    const auto again = store::KeyEnvelope::decode(envelope->encode(secretOf('m')));
    expect(again && again->authenticate(secretOf('m')), "envelope: what was read can be written");
}

Seeds seeds()
{
    store::EnvelopeHead head;
    head.store = idOf<store::StoreId>(0x11);
    head.deviceSecret = idOf<store::DeviceSecretId>(0x22);
    head.recoveryKey = recoveryKey().publicKey;
    const auto master = secretOf('m');
    auto envelope = *store::KeyEnvelope::create(head, master);
    const QByteArray alone = envelope.encode(master).chopped(4);
    const store::StaffKeys keys{idOf<StaffId>(0x44), master.clone(), secretOf('s')};
    const bool put = envelope
                         .putStaff(keys, SecretBytes::copyOf("123456"), store::SecretKind::Pin,
                             secretOf('d'), {2, 19 * 1024})
                         .ok();
    expect(put, "envelope: a person gets a slot");
    return {{"recovery-alone", alone}, {"one-person", envelope.encode(master).chopped(4)}};
}

} // namespace doorstep::fuzz::key_envelope
DOORSTEP_FUZZ(key_envelope);

namespace doorstep::fuzz::outbox {

using namespace doorstep::fuzz::store_files;

/// A line is `sequence u64 | sealed box`: sealed here, so that its content is the fuzzer's.
QByteArray sealedLine(QByteArrayView line)
{
    const qsizetype sequence = std::min<qsizetype>(line.size(), 8);
    return line.first(sequence).toByteArray()
        + *crypto::sealTo(recoveryKey().publicKey, line.sliced(sequence));
}

void run(QByteArrayView bytes)
{
    const ScratchFile file(lineFile(bytes, sealedLine));
    const auto reading = store::readOutbox(file.path(), recoveryKey());
    expect(reading.ok(), "outbox: whatever the damage, the rest is read");
    for (const auto& line : reading->lines)
        if (const auto entries = store::unpackEntries(line.content)) {
            expect(
                store::packEntries(*entries) == line.content, "outbox: entries pack as they were");
            for (const QByteArray& one : *entries)
                (void)entry::decodeEntry(one);
        }
    auto opened = store::Outbox::open(file.path(), recoveryKey().publicKey);
    expect(opened.ok(), "outbox: opens whatever it holds");
    const quint64 last = opened->lastSequence();
    const auto added = opened->append("a line");
    expect(added && *added == last + 1, "outbox: goes on after the last sequence");
    const auto after = store::readOutbox(file.path(), recoveryKey());
    // Opening brings back what lay whole behind damage, where reading alone ends.
    expect(after && after->lines.size() >= reading->lines.size() + 1 && !after->tornTail,
        "outbox: what was readable stays and the new line follows");
}

Seeds seeds()
{
    const QByteArray first = QByteArray::fromHex("0100000000000000");
    const QByteArray second = QByteArray::fromHex("0200000000000000");
    const QByteArray save = store::packEntries({sampleEntry(1), sampleEntry(2)});
    return {{"two-saves", lineInput({first + save, second + store::packEntries({sampleEntry(3)})})},
        {"note", lineInput({first + "please call the practice"})},
        {"short-line", lineInput({"abc"})},
        {"torn", char(0) + framed(sealedLine(first + save)).chopped(3)}};
}

} // namespace doorstep::fuzz::outbox
DOORSTEP_FUZZ(outbox);

namespace doorstep::fuzz::spool {

using namespace doorstep::fuzz::store_files;

QByteArray asItIs(QByteArrayView line)
{
    return line.toByteArray();
}

std::vector<QByteArray> bytesOf(const std::vector<store::OutgoingEntry>& entries)
{
    std::vector<QByteArray> all;
    for (const auto& entry : entries)
        all.push_back(entry.bytes);
    return all;
}

void run(QByteArrayView bytes)
{
    const ScratchFile file(lineFile(bytes, asItIs));
    auto opened = store::Spool::open(file.path());
    expect(opened.ok(), "spool: opens whatever it holds");
    const auto pending = opened->pending();
    for (const auto& outgoing : pending)
        (void)entry::decodeEntry(outgoing.bytes);
    expect(opened->replaceWith(pending).ok(), "spool: what was read can be written");
    const auto again = store::Spool::open(file.path());
    expect(again && bytesOf(again->pending()) == bytesOf(pending), "spool: survives a round trip");
}

Seeds seeds()
{
    const auto line = [](quint8 ctr) {
        const QByteArray entry = sampleEntry(ctr);
        return QByteArray(16, 'i') + char(ctr) + QByteArray(7, '\0') + QByteArray(32, 'c')
            + littleEndian(quint32(entry.size())) + entry;
    };
    return {{"one-save", lineInput({line(1) + line(2)})},
        {"two-saves", lineInput({line(1), line(2)})},
        {"cut-entry", lineInput({line(1).chopped(9)})},
        {"torn", char(0) + framed(line(1)).chopped(1)}};
}

} // namespace doorstep::fuzz::spool
DOORSTEP_FUZZ(spool);

namespace doorstep::fuzz::lockout {

using namespace doorstep::fuzz::store_files;

/// The file without its MAC.
void run(QByteArrayView bytes)
{
    const auto key = crypto::deriveKey(secretOf('d'), {"DSLCK"});
    const ScratchFile file(bytes.toByteArray() + crypto::keyedHash(key, {bytes}).toBytes());
    store::Lockout lockout(file.path(), secretOf('d'), [] { return store::BootTime{{}, 60'000}; });
    const auto staff = idOf<StaffId>(0x44);
    const auto before = lockout.state(staff);
    expect(before.ok(), "lockout: every file gives an answer");
    expect(before->triesBeforeWait >= 0 && before->wait.count() >= 0, "lockout: counts are counts");
    const auto begun = lockout.beginAttempt(staff);
    expect(!begun || (!before->closed && before->wait.count() == 0),
        "lockout: no attempt while a wait runs");
    (void)lockout.withdrawAttempt(staff);
    (void)lockout.succeed(staff);
    (void)lockout.forget(staff);
}

Seeds seeds()
{
    const QByteArray magic = QByteArray("DSLCK1\0\0", 8);
    const auto record = [](quint8 id, quint8 fails) {
        return QByteArray(16, char(id)) + char(fails) + QByteArray(3 + 16 + 8, '\0');
    };
    return {{"empty", magic + char(0)}, {"one-fail", magic + char(1) + record(0x44, 1)},
        {"waiting", magic + char(1) + record(0x44, 7)},
        {"in-doubt", magic + char(2) + record(0, 8) + record(0x44, 10)}};
}

} // namespace doorstep::fuzz::lockout
DOORSTEP_FUZZ(lockout);
