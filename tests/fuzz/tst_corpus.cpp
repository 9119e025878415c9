#include "tests/fuzz/fuzz_target.h"
#include "tests/support/test_registry.h"

#include <QDir>
#include <QFile>

using namespace doorstep::fuzz;

/// Every input that was ever of interest, once more. New ones: ./run fuzz.
class TestCorpus : public QObject {
    Q_OBJECT
    const QDir m_corpus{QStringLiteral(DOORSTEP_SOURCE_DIR "/tests/fixtures/fuzz")};

private Q_SLOTS:
    void corpus_everyFile_isHarmless_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("target");
        for (const Target& target : targets()) {
            const QDir folder(m_corpus.filePath(QString::fromLatin1(target.name)));
            const auto names = folder.entryList(QDir::Files, QDir::Name);
            QVERIFY2(!names.isEmpty(), target.name + " has no corpus");
            for (const QString& name : names)
                QTest::addRow("%s/%s", target.name.constData(), qPrintable(name))
                    << folder.filePath(name) << target.name;
        }
    }
    void corpus_everyFile_isHarmless()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, target);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        findTarget(target)->run(file.readAll()); // ends the program when a property fails
    }
    void corpus_everyFolder_hasATarget()
    {
        for (const QString& name : m_corpus.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            QVERIFY2(findTarget(name.toLatin1()), qPrintable(name));
    }
    void seeds_everyTarget_runThem()
    {
        for (const Target& target : targets())
            for (const Seed& seed : target.seeds())
                target.run(seed.bytes);
    }
};
DOORSTEP_TEST(TestCorpus);

#include "tst_corpus.moc"
