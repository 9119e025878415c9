#include "core/store/append_file.h"
#include "core/store/line_salvage.h"
#include "core/store/outbox.h"
#include "tests/support/test_registry.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <numeric>

using namespace doorstep;
using namespace Qt::StringLiterals;

/// What is left of a damaged outbox. Damage is seeded; a failure prints the seed.
class TestLineSalvage : public QObject {
    Q_OBJECT
private:
    static constexpr int Lines = 30;

    QString path() const { return m_folder.filePath(u"outbox.seal"_s); }
    static QByteArray contentOf(int line)
    {
        return "save " + QByteArray::number(line) + QByteArray(line * 11, 'x');
    }
    /// The contents of all lines that are read, and the damage.
    struct Salvaged {
        std::vector<int> lines;
        std::vector<store::DamagedStretch> damaged;
    };
    Salvaged salvaged() const
    {
        Salvaged result;
        const auto damaged
            = store::salvageLines(path(), store::outboxLines(), [&](QByteArrayView line) {
                  const auto content = crypto::openSealed(m_recovery, line.sliced(8));
                  for (int i = 0; content && i < Lines; ++i)
                      if (*content == contentOf(i))
                          result.lines.push_back(i);
              });
        if (!damaged)
            qFatal("salvage: %s", damaged.error().detail.constData());
        result.damaged = *damaged;
        return result;
    }
    void write(const QByteArray& bytes) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }

    QTemporaryDir m_folder;
    const crypto::BoxKeyPair m_recovery = crypto::makeBoxKeyPair();
    QByteArray m_whole;
    std::vector<qint64> m_ends; ///< of each line
    std::vector<int> m_all;

private Q_SLOTS:
    void initTestCase()
    {
        auto outbox = store::Outbox::open(path(), m_recovery.publicKey);
        QVERIFY(outbox);
        for (int i = 0; i < Lines; ++i) {
            QVERIFY(outbox->append(contentOf(i)));
            m_ends.push_back(outbox->sizeBytes());
        }
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_whole = file.readAll();
        m_all.resize(Lines);
        std::iota(m_all.begin(), m_all.end(), 0);
    }
    void init() { write(m_whole); }

    void wholeFile_isReadWholeAndNothingIsDamaged()
    {
        const auto read = salvaged();
        QCOMPARE(read.lines, m_all);
        QVERIFY(read.damaged.empty());
    }
    void anyBit_costsItsOwnLineAlone()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        QRandomGenerator random(seed);
        for (int round = 0; round < 300; ++round) {
            QByteArray bytes = m_whole;
            const auto bit = random.bounded(qint32(bytes.size() * 8));
            bytes[bit / 8] = char(bytes[bit / 8] ^ (1 << bit % 8));
            write(bytes);
            const auto line
                = int(std::ranges::upper_bound(m_ends, qint64(bit / 8)) - m_ends.begin());
            auto expected = m_all;
            expected.erase(expected.begin() + line);
            const auto read = salvaged();
            const QByteArray note
                = "seed " + QByteArray::number(seed) + ", bit " + QByteArray::number(bit);
            QVERIFY2(read.lines == expected, note.constData());
            QVERIFY2(read.damaged.size() == 1, note.constData());
            const qint64 begin = line == 0 ? 0 : m_ends[std::size_t(line) - 1];
            QCOMPARE(read.damaged.front().at, begin);
            QCOMPARE(read.damaged.front().bytes, m_ends[std::size_t(line)] - begin);
            QCOMPARE(read.damaged.front().atEnd, line == Lines - 1);
        }
    }
    void bytesLostOrPutIn_costTheLinesTheyTouch()
    {
        write(m_whole.left(int(m_ends[4]) + 20) + m_whole.mid(int(m_ends[9]) - 5));
        auto read = salvaged();
        QCOMPARE(int(read.lines.size()), Lines - 5);
        QCOMPARE(int(read.damaged.size()), 1);
        write(
            m_whole.left(int(m_ends[4])) + QByteArray(3000, '\x01') + m_whole.mid(int(m_ends[4])));
        read = salvaged();
        QCOMPARE(read.lines, m_all);
        QCOMPARE(read.damaged.front().bytes, qint64(3000));
    }
    void tornTail_isAStretchAtTheEnd()
    {
        write(m_whole.chopped(1));
        const auto read = salvaged();
        QCOMPARE(int(read.lines.size()), Lines - 1);
        QCOMPARE(int(read.damaged.size()), 1);
        QVERIFY(read.damaged.front().atEnd);
    }
    void ordinaryReading_endsAtTheDamage()
    {
        // Why salvage is there: the same file through AppendFile.
        m_whole[int(m_ends[2]) + 30] = char(m_whole[int(m_ends[2]) + 30] ^ 1);
        write(m_whole);
        m_whole[int(m_ends[2]) + 30] = char(m_whole[int(m_ends[2]) + 30] ^ 1);
        const auto reading = store::readOutbox(path(), m_recovery);
        QVERIFY(reading);
        QCOMPARE(int(reading->lines.size()), 3);
        QCOMPARE(int(salvaged().lines.size()), Lines - 1);
    }
    void megabytesOfNoise_takeNoHours()
    {
        QByteArray noise(8 * 1024 * 1024, Qt::Uninitialized);
        QRandomGenerator random(1);
        random.fillRange(reinterpret_cast<quint32*>(noise.data()), noise.size() / 4);
        write(noise + m_whole);
        const auto read = salvaged();
        QCOMPARE(read.lines, m_all);
        QCOMPARE(read.damaged.front().bytes, qint64(noise.size()));
    }
};
DOORSTEP_TEST(TestLineSalvage);

#include "tst_line_salvage.moc"
