#include "core/store/authority_store.h"
#include "core/store/batch_store.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/desk_fixture.h"

using namespace doorstep;
using namespace doorstep::app;
using test::DeskFixture;
using test::roleOf;
using test::rowWith;

class TestDeskStock : public QObject {
    Q_OBJECT
    std::unique_ptr<test::DeskPractice> m_practice;

    static void typeAuthority(StockViewModel* stock)
    {
        stock->startAuthority();
        stock->editTitle(QStringLiteral("Housebound flu"));
        stock->editVersion(QStringLiteral("1"));
        stock->editValidFrom(QStringLiteral("20/11/2026"));
        stock->editValidTo(QStringLiteral("31 Dec 2026"));
        stock->editAuthorisedBy(QStringLiteral("Dr A. Osei"));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_practice = std::make_unique<test::DeskPractice>();
        QVERIFY(m_practice->made);
    }

    void fridge_countsDosesAndStopsWhatExpired()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("stock")));
        auto* stock = fixture.desk()->stock();
        QCOMPARE(stock->batchCount(), 2);
        QCOMPARE(stock->authorityCount(), 1);
        const int good
            = rowWith(stock->batches(), "batchId", QString::fromLatin1(m_practice->batch.toHex()));
        QCOMPARE(roleOf(stock->batches(), good, "stock").toString(),
            QStringLiteral("20 of 20 in the fridge"));
        QCOMPARE(roleOf(stock->batches(), good, "tone").toString(), QStringLiteral("ok"));
        const int old = rowWith(
            stock->batches(), "batchId", QString::fromLatin1(m_practice->expired.toHex()));
        QCOMPARE(
            roleOf(stock->batches(), old, "stock").toString(), QStringLiteral("Expired, 5 left"));
        QCOMPARE(roleOf(stock->batches(), old, "tone").toString(), QStringLiteral("stop"));
        QCOMPARE(
            roleOf(stock->authorities(), 0, "standing").toString(), QStringLiteral("In force"));
    }

    void delivery_errorsStandAtTheirFieldOneAfterTheOther()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("stock")));
        auto* stock = fixture.desk()->stock();
        QCOMPARE(stock->primaryText(), QStringLiteral("Receive a vaccine delivery"));
        stock->primary();
        QCOMPARE(stock->shown(), QStringLiteral("delivery"));
        stock->primary();
        QCOMPARE(stock->errorField(), QStringLiteral("product"));
        stock->chooseProduct(QStringLiteral("ativ"));
        QCOMPARE(stock->errorField(), QString());
        stock->primary();
        QCOMPARE(stock->errorField(), QStringLiteral("batchNumber"));
        stock->editBatchNumber(QStringLiteral(" FX9A001 "));
        stock->primary();
        QCOMPARE(stock->errorField(), QStringLiteral("expires"));
        stock->editExpires(QStringLiteral("31/10/2026"));
        stock->primary();
        QCOMPARE(stock->errorText(),
            QStringLiteral("FX9A001 expired on 31 Oct 2026. Do not take it in."));
        QCOMPARE(stock->expires(), QStringLiteral("31/10/2026")); // what was typed is kept
        stock->editExpires(QStringLiteral("5/2027"));
        stock->editDoses(QStringLiteral("0"));
        stock->primary();
        QCOMPARE(stock->errorField(), QStringLiteral("doses"));
        stock->editDoses(QStringLiteral("120"));
        QCOMPARE(stock->primaryText(), QStringLiteral("Put FX9A001 in the fridge"));
        stock->primary();
        QTRY_COMPARE_WITH_TIMEOUT(stock->batchCount(), 3, 20'000);
        QCOMPARE(stock->shown(), QString());
        QCOMPARE(stock->batchNumber(), QString());
        const auto batches = fixture.readNow<std::vector<domain::BatchRow>>(
            [](store::Connection& c) { return store::BatchStore(c).all(); });
        const auto made = std::find_if(batches.begin(), batches.end(),
            [](const auto& each) { return each.batchNumber == QLatin1String("FX9A001"); });
        QVERIFY(made != batches.end());
        QCOMPARE(made->expires, QDate(2027, 5, 31));
        QCOMPARE(made->doses, 120);
    }

    void delivery_numberNoPackCarries_isRefusedAtItsField()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("stock")));
        auto* stock = fixture.desk()->stock();
        stock->startDelivery();
        stock->chooseProduct(QStringLiteral("ativ"));
        stock->editBatchNumber(QString(80, QLatin1Char('X')));
        stock->editExpires(QStringLiteral("5/2027"));
        stock->editDoses(QStringLiteral("10"));
        stock->primary();
        QCOMPARE(stock->errorField(), QStringLiteral("batchNumber"));
        QVERIFY(fixture.settled());
        QCOMPARE(stock->batchCount(), 2);
    }

    void leftForm_keepsWhatWasTyped()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("stock")));
        auto* stock = fixture.desk()->stock();
        stock->startDelivery();
        stock->editBatchNumber(QStringLiteral("FX9A001"));
        stock->secondary();
        QCOMPARE(stock->shown(), QString());
        stock->primary();
        QCOMPARE(stock->batchNumber(), QStringLiteral("FX9A001"));
    }

    void authority_psd_namesEverybodyDue()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("stock")));
        auto* stock = fixture.desk()->stock();
        typeAuthority(stock);
        stock->chooseKind(QStringLiteral("psd"));
        QCOMPARE(stock->primaryText(), QStringLiteral("Record the PSD for everybody due"));
        stock->primary();
        QTRY_COMPARE_WITH_TIMEOUT(stock->authorityCount(), 2, 20'000);
        const auto all = fixture.readNow<std::vector<domain::AuthorityRow>>(
            [](store::Connection& c) { return store::AuthorityStore(c).all(); });
        const auto made = std::find_if(all.begin(), all.end(),
            [](const auto& each) { return each.authorityKind == domain::AuthorityKind::Psd; });
        QVERIFY(made != all.end());
        QCOMPARE(made->prescriber, QStringLiteral("Dr A. Osei"));
        QCOMPARE(made->validFrom, QDate(2026, 11, 20));
        QVERIFY(!made->productCodes.isEmpty());
        const auto named = fixture.readNow<std::vector<domain::AuthorityPatientRow>>(
            [id = made->authority](
                store::Connection& c) { return store::AuthorityStore(c).patients(id); });
        QCOMPARE(named.size(), std::size_t{10}); // twelve, without Olive and Kofi
    }

    void authority_gapsAreSaidInTurn()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("stock")));
        auto* stock = fixture.desk()->stock();
        QCOMPARE(stock->secondaryText(), QStringLiteral("Record an authority"));
        stock->secondary();
        QCOMPARE(stock->shown(), QStringLiteral("authority"));
        stock->primary();
        QCOMPARE(stock->errorField(), QStringLiteral("title"));
        typeAuthority(stock);
        stock->editVersion(QStringLiteral(" "));
        stock->primary();
        QCOMPARE(stock->errorField(), QStringLiteral("version"));
        stock->editVersion(QStringLiteral("1"));
        stock->editValidTo(QStringLiteral("1 Nov 2026"));
        stock->primary();
        QCOMPARE(stock->errorText(),
            QStringLiteral("It ends before it begins. Enter a day from 20 Nov 2026 on."));
        stock->editValidTo(QStringLiteral("31/12/2026"));
        stock->editAuthorisedBy({});
        stock->primary();
        QCOMPARE(stock->errorText(), QStringLiteral("Enter who authorised it."));
        QCOMPARE(stock->primaryText(), QStringLiteral("Record the PGD"));
        QVERIFY(fixture.settled());
        QCOMPARE(stock->authorityCount(), 1);
    }
};
DOORSTEP_TEST(TestDeskStock);
#include "tst_desk_stock.moc"
