#include "tests/support/test_registry.h"
#include "tests/viewmodels/desk_fixture.h"

#include <QRandomGenerator>

using namespace doorstep;
using namespace doorstep::app;
using test::DeskFixture;
using test::roleOf;

class TestDeskUptake : public QObject {
    Q_OBJECT

    static int sum(const UptakeRow& row)
    {
        return row.ours + row.elsewhere + row.refused + row.due + row.notEligible;
    }

private Q_SLOTS:
    void desk_countsTheImportedList()
    {
        test::DeskPractice practice;
        QVERIFY(practice.made);
        DeskFixture fixture(practice);
        QVERIFY(fixture.enterSection(QStringLiteral("uptake")));
        auto* uptake = fixture.desk()->uptake();
        QCOMPARE(uptake->everybody(), 12);
        QCOMPARE(uptake->rows()->rowCount(), 2); // everybody, housebound
        QCOMPARE(roleOf(uptake->rows(), 0, "elsewhere").toInt(), 1); // Olive
        QCOMPARE(roleOf(uptake->rows(), 0, "due").toInt(), 10);
        QCOMPARE(roleOf(uptake->rows(), 0, "notEligible").toInt(), 1); // Kofi
        QCOMPARE(roleOf(uptake->rows(), 0, "percent").toString(), QStringLiteral("9 %"));
        QCOMPARE(uptake->asOf(), QStringLiteral("As of 09:00 today"));
        QVERIFY(uptake->factsText().endsWith(QStringLiteral("facts dated 22 Nov 2026")));
        fixture.session->lock();
        QTRY_COMPARE_WITH_TIMEOUT(uptake->everybody(), 0, 20'000);
        QCOMPARE(uptake->asOf(), QString());
    }

    void anyFacts_partsAddUpInEveryRow()
    {
        using clinical::EligibilityState;
        const QStringList words{
            QStringLiteral("housebound"), QStringLiteral("ld"), QStringLiteral("smi")};
        for (quint32 seed = 0; seed < 200; ++seed) {
            QRandomGenerator random(seed);
            std::vector<UptakeFact> facts;
            for (int i = random.bounded(60); i > 0; --i) {
                UptakeFact fact;
                for (const QString& word : words)
                    if (random.bounded(2) == 1)
                        fact.registers.push_back(word);
                fact.eligibility.state = static_cast<EligibilityState>(random.bounded(8));
                if (random.bounded(3) == 0)
                    fact.given = random.bounded(2) == 0 ? domain::VaccinationSource::Ours
                                                        : domain::VaccinationSource::Elsewhere;
                fact.refused = random.bounded(4) == 0;
                facts.push_back(fact);
            }
            const auto rows = uptakeRows(facts);
            QVERIFY2(!rows.empty() && rows.front().everybody == static_cast<int>(facts.size()),
                qPrintable(QStringLiteral("seed %1").arg(seed)));
            for (const auto& row : rows) {
                QVERIFY2(
                    sum(row) == row.everybody, qPrintable(QStringLiteral("seed %1").arg(seed)));
                QVERIFY2(row.share >= 0 && row.share <= 1,
                    qPrintable(QStringLiteral("seed %1").arg(seed)));
            }
        }
    }

    void givenBeatsRefused_nobodyOffered_hasNoPercent()
    {
        UptakeFact given;
        given.given = domain::VaccinationSource::Ours;
        given.refused = true;
        QCOMPARE(uptakeRows({given}).front().ours, 1);
        QCOMPARE(uptakeRows({given}).front().percent, QStringLiteral("100 %"));
        QCOMPARE(uptakeRows({}).front().percent, QStringLiteral("–"));
    }
};
DOORSTEP_TEST(TestDeskUptake);
#include "tst_desk_uptake.moc"
