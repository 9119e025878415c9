#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/ledger/kinds/round_kinds.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/app_fixture.h"

using namespace doorstep;
using namespace doorstep::app;
using test::headingsOf;
using test::hexOf;
using test::roleOf;
using test::RunningApp;
using test::WrittenElsewhere;

/// What two devices recorded without knowing of each other, on the tablet of whoever stands at the
/// door.
class TestHoldAlerts : public QObject {
    Q_OBJECT
    std::unique_ptr<test::PracticeOnDisk> m_practice;

    [[nodiscard]] WrittenElsewhere elsewhere() const
    {
        return {m_practice->folder.filePath(QStringLiteral("store")), m_practice->vault,
            m_practice->clock};
    }
    [[nodiscard]] ledger::Act doseFor(IdMint& mint, PatientId patient, const char* batch) const
    {
        ledger::Act act(mint);
        act.add(patient.as<ScopeId>(), patient.as<AggregateId>(),
            ledger::VaccinationRecorded{.status = domain::VaccinationStatus::Given,
                .programme = QStringLiteral("flu-2026-27"),
                .productName = QStringLiteral("aTIV"),
                .batchNumber = QString::fromLatin1(batch),
                .visit = m_practice->mabelVisit,
                .occurredAt = m_practice->clock.now(),
                .occurredOn = QDate(2026, 11, 24),
                .source = domain::VaccinationSource::Ours});
        return act;
    }
    template <typename KindType>
    [[nodiscard]] static ledger::Act about(IdMint& mint, PatientId patient, const KindType& fields)
    {
        ledger::Act act(mint);
        act.add(patient.as<ScopeId>(), patient.as<AggregateId>(), fields);
        return act;
    }
    [[nodiscard]] static Notice noticeWith(const QVariantList& notices, const QString& heading)
    {
        for (const QVariant& each : notices)
            if (each.value<Notice>().heading == heading)
                return each.value<Notice>();
        return {};
    }
    [[nodiscard]] static QStringList sentencesOf(const QVariantList& lines)
    {
        QStringList all;
        for (const QVariant& each : lines) {
            const auto line = each.value<FactLine>();
            all.push_back(line.lead + line.strong + line.tail);
        }
        return all;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_practice = std::make_unique<test::PracticeOnDisk>();
        QVERIFY(m_practice->made);
    }

    void twoDoses_areSaidAtOnce_onTodayAtTheVisitAndBeforeTheNeedle()
    {
        auto others = elsewhere();
        QVERIFY(others.save(m_practice->dev, doseFor(others.mint(), m_practice->mabel, "FX7K198")));
        RunningApp tablet(others.store(), m_practice->clock, m_practice->vault);
        QVERIFY(tablet.enter(m_practice->bronwen));
        tablet.app->visit()->show(hexOf(m_practice->mabelVisit), false);
        QVERIFY(tablet.settled());
        QVERIFY(!headingsOf(tablet.app->visit()->notices()).contains(QStringLiteral("Two doses")));

        // The second one is folded: nobody asked for anything.
        tablet.app->lastSave()->save(doseFor(tablet.session->mint(), m_practice->mabel, "FX7K231"));
        QTRY_VERIFY_WITH_TIMEOUT(
            headingsOf(tablet.app->visit()->notices()).contains(QStringLiteral("Two doses")),
            20'000);
        const auto visit = tablet.app->visit()->notices().front().value<Notice>();
        QCOMPARE(visit.kind, QStringLiteral("stop"));
        QVERIFY(visit.body.contains(QStringLiteral("FX7K198")));
        QVERIFY(visit.body.contains(QStringLiteral("FX7K231")));
        QVERIFY(visit.body.contains(QStringLiteral("Dev Harroway, ")));
        QVERIFY(visit.body.contains(QStringLiteral("Do not give Mabel another.")));
        QCOMPARE(visit.who, QStringLiteral("Decides: Bronwen Achebe, practice nurse"));
        QCOMPARE(roleOf(tablet.app->visit()->jobs(), 0, "tagText").toString(),
            QStringLiteral("Two doses on record"));

        const auto today = noticeWith(
            tablet.app->today()->notices(), QStringLiteral("Mabel Thistlewood: Two doses"));
        QCOMPARE(today.kind, QStringLiteral("stop"));
        QVERIFY(
            today.noticeId.startsWith(QStringLiteral("visit:") + hexOf(m_practice->mabelVisit)));
        QSignalSpy wanted(tablet.app->today(), &TodayViewModel::visitWanted);
        tablet.app->today()->act(today.noticeId);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].toString(), hexOf(m_practice->mabelVisit));
        const auto next = tablet.app->today()->next().value<NextStop>();
        QCOMPARE(next.tags.front().value<Tag>().text, QStringLiteral("Two doses"));

        tablet.app->today()->openJob(
            hexOf(m_practice->mabelVisit), QStringLiteral("vaccinate:flu-2026-27"));
        QTRY_COMPARE_WITH_TIMEOUT(tablet.app->vaccinate()->doses()->rowCount(), 1, 20'000);
        tablet.app->vaccinate()->allClear();
        QVERIFY(headingsOf(tablet.app->vaccinate()->askNotices())
                    .contains(QStringLiteral("Two doses")));
        QCOMPARE(tablet.app->vaccinate()->saveText(), QStringLiteral("Stopped: two doses"));
        QVERIFY(!tablet.app->vaccinate()->saveReady());
    }

    void phoneAndCodeChangedTwice_bothShowWithTheSameWeightAndWhoRecordedThem()
    {
        auto others = elsewhere();
        const auto details = [&](const char* phone, const char* code, const char* line) {
            return about(others.mint(), m_practice->kofi,
                ledger::PatientRecorded{.phone = QString::fromLatin1(phone),
                    .address = ledger::Address{.line = QString::fromLatin1(line),
                        .town = {},
                        .postcode = {},
                        .area = {},
                        .mapX = {},
                        .mapY = {}},
                    .keyCode = QString::fromLatin1(code)});
        };
        QVERIFY(others.save(m_practice->dev, details("01632 960 114", "4071", "40 Mill Rise")));
        QVERIFY(others.save(m_practice->bronwen, details("01632 960 411", "4117", "4 Mill Rise")));
        RunningApp tablet(others.store(), m_practice->clock, m_practice->vault);
        QVERIFY(tablet.enter(m_practice->bronwen));
        auto* visit = tablet.app->visit();
        visit->show(hexOf(m_practice->kofiVisit), false);
        QVERIFY(tablet.settled());
        std::vector<FactLine> phones;
        for (const QVariant& each : visit->ways())
            if (each.value<FactLine>().strong.startsWith(QStringLiteral("01632")))
                phones.push_back(each.value<FactLine>());
        QCOMPARE(phones.size(), std::size_t(2));
        QCOMPARE(phones[0].strong, QStringLiteral("01632 960 411"));
        QVERIFY(phones[0].tail.startsWith(QStringLiteral(", recorded by Bronwen Achebe, ")));
        QCOMPARE(phones[1].strong, QStringLiteral("01632 960 114"));
        QVERIFY(phones[1].tail.startsWith(QStringLiteral(", also recorded by Dev Harroway, ")));
        // Codes stay covered until asked for, and then both are told.
        QVERIFY(!sentencesOf(visit->ways()).join(QString()).contains(QStringLiteral("4071")));
        QCOMPARE(visit->keyCode(), QString());
        visit->showCode();
        QCOMPARE(visit->keyCode(), QStringLiteral("4117, or 4071"));
        for (const QVariant& each : visit->notices())
            QVERIFY(!each.value<Notice>().body.contains(QStringLiteral("4071")));
        QVERIFY(
            visit->patient().address.startsWith(QStringLiteral("4 Mill Rise, or 40 Mill Rise")));
        QVERIFY(headingsOf(visit->notices()).contains(QStringLiteral("Two values: address")));
    }

    void bornTwice_isWarnedWithBothSides()
    {
        auto others = elsewhere();
        for (const int year : {1958, 1968})
            QVERIFY(others.save(m_practice->dev,
                about(others.mint(), m_practice->kofi,
                    ledger::PatientRecorded{.born = QDate(year, 2, 3)})));
        RunningApp tablet(others.store(), m_practice->clock, m_practice->vault);
        QVERIFY(tablet.enter(m_practice->bronwen));
        tablet.app->visit()->show(hexOf(m_practice->kofiVisit), false);
        QVERIFY(tablet.settled());
        const auto notice = noticeWith(
            tablet.app->visit()->notices(), QStringLiteral("Two values: date of birth"));
        QCOMPARE(notice.kind, QStringLiteral("warn"));
        QVERIFY(notice.body.contains(QStringLiteral("3 Feb 1958")));
        QVERIFY(notice.body.contains(QStringLiteral("3 Feb 1968")));
    }

    void noneKnownAgainstAnAllergy_isSaidAtTheDoor()
    {
        auto others = elsewhere();
        QVERIFY(others.save(m_practice->dev,
            about(others.mint(), m_practice->kofi,
                ledger::AllergiesChecked{.allergyStatus = domain::AllergyStatus::NoneKnown,
                    .checkedAt = m_practice->clock.now()})));
        QVERIFY(others.save(m_practice->bronwen,
            about(others.mint(), m_practice->kofi,
                ledger::AlertAdded{
                    .alertKind = domain::AlertKind::Allergy, .text = QStringLiteral("latex")})));
        RunningApp tablet(others.store(), m_practice->clock, m_practice->vault);
        QVERIFY(tablet.enter(m_practice->dev));
        tablet.app->visit()->show(hexOf(m_practice->kofiVisit), false);
        QVERIFY(tablet.settled());
        const auto notice
            = noticeWith(tablet.app->visit()->notices(), QStringLiteral("Allergies differ"));
        QVERIFY(notice.body.contains(QStringLiteral("No known allergies")));
        QVERIFY(notice.body.contains(QStringLiteral("Allergy: latex")));
        QVERIFY(notice.body.contains(QStringLiteral("Ask Kofi again")));
    }

    void workOfTheFormerAssignee_isMarked_andTheNewOneIsTold()
    {
        auto others = elsewhere();
        const auto scope = m_practice->round.as<ScopeId>();
        const auto visit = m_practice->kofiVisit.as<AggregateId>();
        ledger::Act moved(others.mint());
        moved.add(scope, visit, ledger::VisitPlanned{.assignedTo = m_practice->dev});
        QVERIFY(others.save(
            m_practice->bronwen, std::move(moved), WrittenElsewhere::Knowing::WhatStands));
        ledger::Act ended(others.mint());
        ended.add(scope, visit,
            ledger::OutcomeRecorded{
                .outcome = domain::Outcome::NotIn, .endedAt = m_practice->clock.now()});
        QVERIFY(others.save(m_practice->bronwen, std::move(ended)));
        RunningApp tablet(others.store(), m_practice->clock, m_practice->vault);
        const QString said = QStringLiteral("Recorded by Bronwen Achebe after reassignment");
        const QString onToday = QStringLiteral("Kofi Fernley: ") + said;
        QVERIFY(tablet.enter(m_practice->dev));
        QVERIFY(headingsOf(tablet.app->today()->notices()).contains(onToday));
        tablet.app->visit()->show(hexOf(m_practice->kofiVisit), false);
        QVERIFY(tablet.settled());
        const auto notice = noticeWith(tablet.app->visit()->notices(), said);
        QVERIFY(notice.body.startsWith(QStringLiteral("Not in, ")));
        QVERIFY(notice.body.contains(QStringLiteral("had moved to Dev Harroway")));
        tablet.app->today()->toggleDone();
        const int rows = tablet.app->today()->stops()->rowCount();
        QVERIFY(roleOf(tablet.app->today()->stops(), rows - 1, "window")
                    .toString()
                    .endsWith(QStringLiteral(" by Bronwen after reassignment")));

        QVERIFY(tablet.leaveAndEnter(m_practice->bronwen)); // who wrote it knows
        QVERIFY(!headingsOf(tablet.app->today()->notices()).contains(onToday));
    }
};

DOORSTEP_TEST(TestHoldAlerts);
#include "tst_hold_alerts.moc"
