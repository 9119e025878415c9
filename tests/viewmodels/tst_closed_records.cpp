#include "core/store/entry_store.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/app_fixture.h"

using namespace doorstep;
using namespace doorstep::app;
using namespace doorstep::test;

/// Records whose key this device was not given yet: kept, counted, and said with what to do.
class TestClosedRecords : public QObject {
    Q_OBJECT
    PracticeOnDisk m_practice;

    /// A page of records under a key that comes with another page, or never.
    store::Page pageOf(const RunningApp& fixture, entry::KeyClass keyClass, int count)
    {
        const entry::EpochKey key{keyClass, 9, crypto::randomSecret()};
        const auto author = crypto::makeSignKeyPair();
        store::Page page;
        for (int i = 0; i < count; ++i) {
            entry::Header header;
            header.practice = fixture.session->device().practice;
            header.id = m_practice.mint.next<EntryId>();
            header.device = m_practice.mint.next<DeviceId>();
            header.staff = m_practice.mint.next<StaffId>();
            header.scope = m_practice.mabel.as<ScopeId>();
            header.wall = m_practice.clock.now();
            const auto made = entry::makeEntry(header, "closed", &key, author.secretKey);
            page.entries.push_back({1'000'000 + i, entry::encodeEntry(*made), {}});
        }
        return page;
    }
    static bool inStore(RunningApp& fixture, std::function<Status(store::Store&)> work)
    {
        bool isDone = false;
        fixture.session->withStore(StorageThread::Urgency::Apply, std::move(work))
            .then(fixture.session.get(), [&](const Status& done) { isDone = done.ok(); });
        return QTest::qWaitFor([&] { return isDone; }, 20'000);
    }
    bool take(RunningApp& fixture, entry::KeyClass keyClass, int count)
    {
        return inStore(
            fixture, [page = pageOf(fixture, keyClass, count)](store::Store& store) -> Status {
                const auto applied = store.applyPage(page);
                return applied ? Status() : applied.error();
            });
    }
    static std::optional<Notice> said(const RunningApp& fixture, const QString& id)
    {
        for (const QVariant& each : fixture.app->sync()->notices()) {
            if (each.value<Notice>().noticeId == id)
                return each.value<Notice>();
        }
        return {};
    }
    static std::optional<Notice> saidClosed(const RunningApp& fixture)
    {
        return said(fixture, QStringLiteral("closed"));
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_practice.made); }

    void recordsWithoutTheirKey_areCounted_withWhyAndWhatNext()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        QVERIFY(!saidClosed(fixture));
        QVERIFY(take(fixture, entry::KeyClass::Care, 2));
        // A tablet is given no key of the desk's: nothing to wait for.
        QVERIFY(take(fixture, entry::KeyClass::Desk, 3));
        QVERIFY(fixture.leaveAndEnter(m_practice.bronwen));
        QTRY_VERIFY(saidClosed(fixture));
        const auto notice = *saidClosed(fixture);
        QCOMPARE(notice.heading, QStringLiteral("2 records cannot be opened yet"));
        QVERIFY2(notice.body.contains(QStringLiteral("the key")), qPrintable(notice.body));
        QVERIFY2(notice.who.contains(QStringLiteral("coordinator")), qPrintable(notice.who));
    }
    void recordsOfAnotherVersion_areCounted_withWhatShowsThem()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        const QString newer = QStringLiteral("newer");
        QVERIFY(!said(fixture, newer));
        // As a fold leaves it that met a kind it does not know.
        QVERIFY(inStore(fixture, [](store::Store& store) {
            return store.connection().run(QStringLiteral(
                "INSERT INTO \"notUnderstood\"(\"aggregate\", \"entry\") VALUES(x'01', x'02')"));
        }));
        QVERIFY(fixture.leaveAndEnter(m_practice.bronwen));
        QTRY_VERIFY(said(fixture, newer));
        QCOMPARE(said(fixture, newer)->heading, QStringLiteral("1 record is not shown here"));
        QVERIFY2(said(fixture, newer)->who.contains(QStringLiteral("update")),
            qPrintable(said(fixture, newer)->who));
    }
};

DOORSTEP_TEST(TestClosedRecords);

#include "tst_closed_records.moc"
