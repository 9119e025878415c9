#include "core/store/database.h"
#include "core/store/setting_store.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/app_fixture.h"

#include <QFileInfo>

using namespace doorstep;
using namespace doorstep::app;
using namespace doorstep::test;
using namespace Qt::StringLiterals;

/// Records that do not open: a page of their own, a decision in two steps, and an honest Today.
class TestDamaged : public QObject {
    Q_OBJECT
    static constexpr int Patience = 20'000;
    using Screen = AppViewModel::Screen;

    /// The tablet's folder with its first page overwritten.
    static void damage(const QString& store, const QString& copy)
    {
        QVERIFY(QDir().mkpath(copy));
        for (const QFileInfo& file : QDir(store).entryInfoList(QDir::Files))
            QVERIFY(QFile::copy(file.filePath(), copy + u'/' + file.fileName()));
        QFile database(store::StoreFiles{copy}.database());
        QVERIFY(database.open(QIODevice::ReadWrite));
        QVERIFY(database.seek(1000));
        QCOMPARE(database.write(QByteArray(8, 'x')), 8);
    }
    void meetDamage(RunningApp& running)
    {
        QTRY_COMPARE_WITH_TIMEOUT(running.app->screen(), Screen::Unlock, Patience);
        running.app->unlock()->choosePerson(QString::fromLatin1(m_practice.bronwen.toHex()));
        running.typePin(PracticeOnDisk::Pin);
        QTRY_COMPARE_WITH_TIMEOUT(running.app->screen(), Screen::Damaged, Patience);
        QCOMPARE(running.app->unlock()->stage(), u"damaged"_s);
    }

    PracticeOnDisk m_practice;
    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_practice.made);
        damage(m_practice.folder.filePath(u"store"_s), m_folder.filePath(u"store"_s));
    }

    void damage_isSaid_andNothingIsMadeByItself()
    {
        RunningApp running(m_folder.filePath(u"store"_s), m_practice.clock, m_practice.vault);
        auto* unlock = running.app->unlock();
        meetDamage(running);
        unlock->digit(u"1"_s); // nothing asks for one
        QCOMPARE(unlock->filled(), 0);
        unlock->leaveDamaged();
        QCOMPARE(running.app->screen(), Screen::Unlock);
        meetDamage(running); // and every time again
        unlock->getRecords();
        QCOMPARE(unlock->stage(), u"anewPin"_s);
        QCOMPARE(unlock->prompt(), u"PIN for Bronwen"_s);
        running.typePin("24681");
        unlock->leaveDamaged(); // stopped before the last digit
        QCOMPARE(unlock->stage(), u"damaged"_s);
        QCOMPARE(unlock->filled(), 0);
        QVERIFY(store::isDatabaseSetAside(running.session->files()));
    }
    void wrongPin_isSaid_andAsksAgain()
    {
        RunningApp running(m_folder.filePath(u"store"_s), m_practice.clock, m_practice.vault);
        auto* unlock = running.app->unlock();
        meetDamage(running);
        unlock->getRecords();
        running.typePin("111111");
        QTRY_VERIFY_WITH_TIMEOUT(unlock->error().contains(u"That PIN is not right"_s), Patience);
        QCOMPARE(unlock->stage(), u"anewPin"_s);
        QCOMPARE(running.app->screen(), Screen::Damaged);
        QVERIFY(store::isDatabaseSetAside(running.session->files()));
    }
    void pinAgain_opensEmptyRecords_thatDoNotCallTheDayEmpty()
    {
        RunningApp running(m_folder.filePath(u"store"_s), m_practice.clock, m_practice.vault);
        auto* unlock = running.app->unlock();
        meetDamage(running);
        unlock->getRecords();
        running.typePin(PracticeOnDisk::Pin);
        QVERIFY(!unlock->busyText().isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(running.app->screen(), Screen::Today, Patience);
        QVERIFY(!unlock->isDamaged());
        auto* today = running.app->today();
        QTRY_COMPARE_WITH_TIMEOUT(today->emptyFact(), u"Your round is not here yet"_s, Patience);
        QVERIFY(today->emptyNext().contains(u"come from the practice"_s));
        QCOMPARE(today->emptyAction(), u"Get them now"_s);
        today->emptyAct();
        QCOMPARE(running.app->screen(), Screen::Today); // it syncs and looks for nobody
        auto* find = running.app->find();
        running.app->go(u"find"_s);
        find->editQuery(u"Thistle"_s);
        QTRY_COMPARE_WITH_TIMEOUT(
            find->emptyFact(), u"No one called 'Thistle' is here yet"_s, Patience);
        QVERIFY(find->emptyNext().contains(u"Search again"_s));

        QVERIFY(running.leaveAndEnter(m_practice.bronwen)); // as any store from now on
        QTRY_COMPARE_WITH_TIMEOUT(today->emptyFact(), u"Your round is not here yet"_s, Patience);
    }
    void roundThatCameBeforeTheSyncWasWhole_saysThatRecordsMayBeMissing()
    {
        const QString heading = u"Not all records are here yet"_s;
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        QVERIFY(!headingsOf(fixture.app->today()->notices()).contains(heading));
        QVERIFY(fixture.app->today()->emptyFact().isEmpty());
        bool done = false;
        fixture.session
            ->withStore(StorageThread::Urgency::Save,
                [](store::Store& store) {
                    return store::SettingStore(store.connection()).putInteger("ui.lastReached", 0);
                })
            .then(fixture.session.get(), [&done](const Status& put) { done = put.ok(); });
        QTRY_VERIFY_WITH_TIMEOUT(done, Patience);
        QVERIFY(fixture.leaveAndEnter(m_practice.bronwen));
        QTRY_VERIFY_WITH_TIMEOUT(
            headingsOf(fixture.app->today()->notices()).contains(heading), Patience);
    }
};
DOORSTEP_TEST(TestDamaged);

#include "tst_damaged.moc"
