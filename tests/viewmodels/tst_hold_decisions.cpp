#include "core/domain/hold_rules.h"
#include "core/ledger/kinds/box_kinds.h"
#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/ledger/kinds/round_kinds.h"
#include "core/ledger/kinds/shared_kinds.h"
#include "core/store/box_store.h"
#include "core/store/care_store.h"
#include "core/store/follow_up_store.h"
#include "core/store/hold_store.h"
#include "core/store/patient_store.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/app_fixture.h"

using namespace doorstep;
using namespace doorstep::app;
using test::roleOf;
using test::RunningApp;
using test::WrittenElsewhere;
namespace rules = doorstep::domain::hold_rules;

/// A nurse decides what is held, through the page's view-model, and the rows are what the decision
/// says. Rows come from the fold alone: they are the same on every device.
class TestHoldDecisions : public QObject {
    Q_OBJECT
    std::unique_ptr<test::PracticeOnDisk> m_practice;

    [[nodiscard]] WrittenElsewhere elsewhere() const
    {
        return {m_practice->folder.filePath(QStringLiteral("store")), m_practice->vault,
            m_practice->clock};
    }
    template <typename KindType>
    [[nodiscard]] static ledger::Act about(IdMint& mint, PatientId patient, const KindType& fields)
    {
        ledger::Act act(mint);
        act.add(patient.as<ScopeId>(), patient.as<AggregateId>(), fields);
        return act;
    }
    /// A dose with its movement out of the box.
    [[nodiscard]] ledger::Act doseFor(IdMint& mint, const char* batch) const
    {
        ledger::Act act(mint);
        const EntryId dose
            = act.add(m_practice->kofi.as<ScopeId>(), m_practice->kofi.as<AggregateId>(),
                ledger::VaccinationRecorded{.status = domain::VaccinationStatus::Given,
                    .programme = QStringLiteral("flu-2026-27"),
                    .productName = QStringLiteral("aTIV"),
                    .batchNumber = QString::fromLatin1(batch),
                    .occurredOn = QDate(2026, 11, 24),
                    .source = domain::VaccinationSource::Ours});
        act.add(m_practice->round.as<ScopeId>(), m_practice->box.as<AggregateId>(),
            ledger::StockMoved{.batch = m_practice->batch,
                .reason = domain::StockReason::Given,
                .doses = 1,
                .vaccination = dose});
        return act;
    }
    [[nodiscard]] static int left(RunningApp& app, BoxId box)
    {
        int all = 0;
        for (const auto& row : app.readNow<std::vector<domain::BoxContentRow>>(
                 [box](store::Connection& c) { return store::BoxStore(c).contents(box); }))
            all += row.remaining;
        return all;
    }
    [[nodiscard]] std::size_t dosesNow(RunningApp& app) const
    {
        return app
            .readNow<std::vector<domain::VaccinationRow>>(
                [kofi = m_practice->kofi](
                    store::Connection& c) { return store::CareStore(c).vaccinations(kofi); })
            .size();
    }
    [[nodiscard]] static QString openRules(RunningApp& app)
    {
        QStringList open;
        for (const auto& hold : app.readNow<std::vector<domain::HoldRow>>(
                 [](store::Connection& c) { return store::HoldStore(c).open(); }))
            open.append(hold.rule);
        return open.join(QLatin1Char(' '));
    }
    /// Opens the hold of that heading; false when there is none.
    [[nodiscard]] static bool choose(RunningApp& app, const QString& heading)
    {
        auto* holds = app.app->desk()->holds();
        holds->readAgain();
        if (!QTest::qWaitFor([&] { return holds->count() > 0; }, 20'000))
            return false;
        for (int row = 0; row < holds->count(); ++row)
            if (roleOf(holds->rows(), row, "heading").toString() == heading) {
                holds->decide(roleOf(holds->rows(), row, "holdId").toString());
                return true;
            }
        return false;
    }
    [[nodiscard]] static QStringList textsOf(HoldsViewModel* holds)
    {
        QStringList texts;
        for (const QVariant& each : holds->values())
            texts.append(each.value<HoldValue>().text);
        return texts;
    }
    /// Takes the first way whose text holds these words, with a reason; true when it is saved.
    [[nodiscard]] static bool decide(RunningApp& app, const QString& words)
    {
        auto* holds = app.app->desk()->holds();
        for (const QVariant& each : holds->choices())
            if (holds->chosen().isEmpty() && each.value<Choice>().text.contains(words))
                holds->choose(each.value<Choice>().value);
        holds->editDecision(QStringLiteral("Asked Dev and Kofi"));
        if (!holds->saveReady())
            return false;
        holds->save();
        return QTest::qWaitFor([&] { return holds->deciding().isEmpty(); }, 20'000)
            && app.settled();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_practice = std::make_unique<test::PracticeOnDisk>();
        QVERIFY(m_practice->made);
    }

    void phoneAndAddressOfOneImport_eachShowsItsOwnValues()
    {
        auto others = elsewhere();
        const auto details = [&](const char* phone, const char* line) {
            return about(others.mint(), m_practice->kofi,
                ledger::PatientRecorded{.phone = QString::fromLatin1(phone),
                    .address = ledger::Address{.line = QString::fromLatin1(line),
                        .town = {},
                        .postcode = {},
                        .area = {},
                        .mapX = {},
                        .mapY = {}}});
        };
        QVERIFY(others.save(m_practice->dev, details("01632 960 114", "40 Mill Rise")));
        QVERIFY(others.save(m_practice->bronwen, details("01632 960 411", "4 Mill Rise")));
        RunningApp desk(others.store(), m_practice->clock, m_practice->vault);
        QVERIFY(desk.enter(m_practice->bronwen));
        auto* holds = desk.app->desk()->holds();
        QVERIFY(choose(desk, QStringLiteral("Two values: phone")));
        QStringList phones = textsOf(holds);
        phones.sort();
        QCOMPARE(phones,
            QStringList({QStringLiteral("01632 960 114"), QStringLiteral("01632 960 411")}));
        for (const QVariant& each : holds->values()) {
            const auto side = each.value<HoldValue>();
            QCOMPARE(side.current, side.text == QStringLiteral("01632 960 411"));
            QVERIFY(side.who.startsWith(side.current ? QStringLiteral("Bronwen Achebe, ")
                                                     : QStringLiteral("Dev Harroway, ")));
        }
        QVERIFY(choose(desk, QStringLiteral("Two values: address")));
        QVERIFY(textsOf(holds).contains(QStringLiteral("40 Mill Rise")));
        QVERIFY(textsOf(holds).contains(QStringLiteral("4 Mill Rise")));

        QVERIFY(choose(desk, QStringLiteral("Two values: phone")));
        QVERIFY(decide(desk, QStringLiteral("Right: 01632 960 114")));
        const auto row = desk.readNow<std::optional<domain::PatientRow>>(
            [kofi = m_practice->kofi](
                store::Connection& c) { return store::PatientStore(c).find(kofi); });
        QCOMPARE(row->phone, QStringLiteral("01632 960 114"));
        QCOMPARE(openRules(desk), QStringLiteral("field.address"));
    }

    void boxAndPersonAreNamed_notTheirIds()
    {
        auto others = elsewhere();
        const auto assign = [&](StaffId staff) {
            ledger::Act act(others.mint());
            act.add(m_practice->round.as<ScopeId>(), m_practice->kofiVisit.as<AggregateId>(),
                ledger::VisitPlanned{.assignedTo = staff});
            return act;
        };
        QVERIFY(others.save(m_practice->dev, assign(m_practice->dev)));
        ledger::Act closed(others.mint());
        closed.add(m_practice->round.as<ScopeId>(), m_practice->box.as<AggregateId>(),
            ledger::BoxClosed{.closedAt = m_practice->clock.now(), .difference = 0});
        QVERIFY(others.save(m_practice->dev, std::move(closed)));
        RunningApp desk(others.store(), m_practice->clock, m_practice->vault);
        QVERIFY(desk.enter(m_practice->bronwen));
        auto* holds = desk.app->desk()->holds();
        QVERIFY(choose(desk, QStringLiteral("Two values: who visits")));
        QCOMPARE(holds->about(), QStringLiteral("Kofi Fernley"));
        QVERIFY(textsOf(holds).contains(QStringLiteral("Dev Harroway")));
        QVERIFY(textsOf(holds).contains(QStringLiteral("Bronwen Achebe")));
        QVERIFY(choose(desk, QStringLiteral("Box changed after closing")));
        QCOMPARE(holds->about(), QStringLiteral("box 2, Harbour round, 24 Nov 2026"));
        QVERIFY(textsOf(holds).contains(QStringLiteral("Closed: nothing missing")));
        QVERIFY(textsOf(holds).last().endsWith(QStringLiteral("Not accounted for: 6")));
        QVERIFY(decide(desk, QStringLiteral("Counted again")));
        QCOMPARE(openRules(desk), QStringLiteral("field.assignedTo"));
    }

    void twoDoses_oneNotGiven_isEnteredInErrorWithItsStock_andUndoBringsBothBack()
    {
        auto others = elsewhere();
        QVERIFY(others.save(m_practice->dev, doseFor(others.mint(), "FX7K198")));
        QVERIFY(others.save(m_practice->bronwen, doseFor(others.mint(), "FX7K231")));
        RunningApp desk(others.store(), m_practice->clock, m_practice->vault);
        QVERIFY(desk.enter(m_practice->bronwen));
        QCOMPARE(dosesNow(desk), std::size_t(2));
        const int before = left(desk, m_practice->box);
        QVERIFY(choose(desk, QStringLiteral("Two doses")));
        QVERIFY(decide(desk, QStringLiteral("Not given: aTIV, FX7K198")));
        QCOMPARE(openRules(desk), QString());
        QCOMPARE(dosesNow(desk), std::size_t(1));
        QCOMPARE(left(desk, m_practice->box), before + 1);

        desk.app->lastSave()->undo();
        QTRY_COMPARE_WITH_TIMEOUT(openRules(desk), rules::DoubleDose.toString(), 20'000);
        QCOMPARE(dosesNow(desk), std::size_t(2));
        QCOMPARE(left(desk, m_practice->box), before);
    }

    void twoDoses_bothGiven_stayOnRecord()
    {
        auto others = elsewhere();
        QVERIFY(others.save(m_practice->dev, doseFor(others.mint(), "FX7K198")));
        QVERIFY(others.save(m_practice->bronwen, doseFor(others.mint(), "FX7K231")));
        RunningApp desk(others.store(), m_practice->clock, m_practice->vault);
        QVERIFY(desk.enter(m_practice->bronwen));
        QVERIFY(choose(desk, QStringLiteral("Two doses")));
        QVERIFY(decide(desk, QStringLiteral("Both were given")));
        QCOMPARE(openRules(desk), QString());
        QCOMPARE(dosesNow(desk), std::size_t(2));
    }

    void twoDoses_areNotForAnAssistantToDecide()
    {
        auto others = elsewhere();
        QVERIFY(others.save(m_practice->dev, doseFor(others.mint(), "FX7K198")));
        QVERIFY(others.save(m_practice->bronwen, doseFor(others.mint(), "FX7K231")));
        RunningApp desk(others.store(), m_practice->clock, m_practice->vault);
        QVERIFY(desk.enter(m_practice->dev));
        QVERIFY(choose(desk, QStringLiteral("Two doses")));
        QVERIFY(!decide(desk, QStringLiteral("Not given: aTIV, FX7K198")));
        QCOMPARE(dosesNow(desk), std::size_t(2));
    }

    void allergyAgainstNone_theOneSaidWrongIsEnteredInError_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("alerts");
        QTest::addColumn<QString>("status");
        QTest::addRow("allergy") << QStringLiteral("Right: Allergy: latex") << 1
                                 << QStringLiteral("listed");
        QTest::addRow("none") << QStringLiteral("Right: No known allergies") << 0
                              << QStringLiteral("none-known");
    }
    void allergyAgainstNone_theOneSaidWrongIsEnteredInError()
    {
        QFETCH(QString, words);
        QFETCH(int, alerts);
        QFETCH(QString, status);
        auto others = elsewhere();
        QVERIFY(others.save(m_practice->dev,
            about(others.mint(), m_practice->kofi,
                ledger::AllergiesChecked{.allergyStatus = domain::AllergyStatus::NoneKnown,
                    .checkedAt = m_practice->clock.now()})));
        QVERIFY(others.save(m_practice->bronwen,
            about(others.mint(), m_practice->kofi,
                ledger::AlertAdded{
                    .alertKind = domain::AlertKind::Allergy, .text = QStringLiteral("latex")})));
        RunningApp desk(others.store(), m_practice->clock, m_practice->vault);
        QVERIFY(desk.enter(m_practice->bronwen));
        QVERIFY(choose(desk, QStringLiteral("Allergies differ")));
        QVERIFY(decide(desk, words));
        QCOMPARE(openRules(desk), QString());
        const auto kofi = m_practice->kofi;
        const auto rows = desk.readNow<std::vector<domain::AlertRow>>(
            [kofi](store::Connection& c) { return store::PatientStore(c).alerts(kofi); });
        QCOMPARE(int(rows.size()), alerts);
        const auto row = desk.readNow<std::optional<domain::PatientRow>>(
            [kofi](store::Connection& c) { return store::PatientStore(c).find(kofi); });
        QCOMPARE(domain::word(row->allergyStatus), status);
    }

    void followUpClosedTwice_theChosenResultStands()
    {
        auto others = elsewhere();
        const auto id = others.mint().next<FollowUpId>();
        QVERIFY(others.save(m_practice->bronwen,
            about(others.mint(), m_practice->kofi,
                ledger::FollowUpOpened{.followUp = id,
                    .followUpKind = domain::FollowUpKind::Contact,
                    .text = QStringLiteral("Ring his daughter")})));
        for (const char* result : {"No answer", "Daughter rang back"})
            QVERIFY(others.save(m_practice->dev,
                about(others.mint(), m_practice->kofi,
                    ledger::FollowUpClosed{
                        .followUp = id, .result = QString::fromLatin1(result)})));
        RunningApp desk(others.store(), m_practice->clock, m_practice->vault);
        QVERIFY(desk.enter(m_practice->bronwen));
        const auto result = [&] {
            return desk
                .readNow<std::optional<domain::FollowUpRow>>(
                    [id](store::Connection& c) { return store::FollowUpStore(c).find(id); })
                ->result;
        };
        QCOMPARE(result(), QStringLiteral("No answer"));
        QVERIFY(choose(desk, QStringLiteral("Done twice")));
        QVERIFY(decide(desk, QStringLiteral("Right: Daughter rang back")));
        QCOMPARE(openRules(desk), QString());
        QCOMPARE(result(), QStringLiteral("Daughter rang back"));
    }
};

DOORSTEP_TEST(TestHoldDecisions);
#include "tst_hold_decisions.moc"
