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
    store::Page pageOf(const RunningApp& fixture, int count)
    {
        const entry::EpochKey key{entry::KeyClass::Care, 9, crypto::randomSecret()};
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
    bool take(RunningApp& fixture, int count)
    {
        bool isTaken = false;
        fixture.session
            ->withStore(StorageThread::Urgency::Apply,
                [page = pageOf(fixture, count)](
                    store::Store& store) { return store.applyPage(page); })
            .then(fixture.session.get(),
                [&](const Result<store::Applied>& applied) { isTaken = applied.ok(); });
        return QTest::qWaitFor([&] { return isTaken; }, 20'000);
    }
    static std::optional<Notice> said(const RunningApp& fixture)
    {
        for (const QVariant& each : fixture.app->sync()->notices()) {
            if (each.value<Notice>().heading.contains(QStringLiteral("cannot be opened")))
                return each.value<Notice>();
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_practice.made); }

    void recordsWithoutTheirKey_areCounted_withWhyAndWhatNext()
    {
        AppFixture fixture(m_practice);
        QVERIFY(fixture.enter(m_practice.bronwen));
        QVERIFY(!said(fixture));
        QVERIFY(take(fixture, 2));
        QVERIFY(fixture.leaveAndEnter(m_practice.bronwen));
        QTRY_VERIFY(said(fixture));
        const auto notice = *said(fixture);
        QCOMPARE(notice.heading, QStringLiteral("2 records cannot be opened yet"));
        QVERIFY2(notice.body.contains(QStringLiteral("the key")), qPrintable(notice.body));
        QVERIFY2(notice.who.contains(QStringLiteral("coordinator")), qPrintable(notice.who));
    }
};

DOORSTEP_TEST(TestClosedRecords);

#include "tst_closed_records.moc"
