#include "core/store/person_store.h"
#include "tests/support/test_registry.h"
#include "tests/viewmodels/desk_fixture.h"

using namespace doorstep;
using namespace doorstep::app;
using test::DeskFixture;
using test::roleOf;
using test::rowWith;

class TestDeskDevices : public QObject {
    Q_OBJECT
    std::unique_ptr<test::DeskPractice> m_practice;

    [[nodiscard]] QString hexOf(StaffId staff) const { return QString::fromLatin1(staff.toHex()); }

private Q_SLOTS:
    void initTestCase()
    {
        m_practice = std::make_unique<test::DeskPractice>();
        QVERIFY(m_practice->made);
    }

    void devices_listsThisDeskAndTheTablet()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("devices")));
        auto* devices = fixture.desk()->devices();
        QCOMPARE(devices->countText(), QStringLiteral("2 devices, 3 people"));
        const int tablet = rowWith(
            devices->devices(), "deviceId", QString::fromLatin1(m_practice->tablet.toHex()));
        QVERIFY(tablet >= 0);
        QVERIFY(roleOf(devices->devices(), tablet, "name")
                    .toString()
                    .startsWith(QStringLiteral("Tablet ")));
        QVERIFY(roleOf(devices->devices(), tablet, "takesPeople").toBool());
        const QString desk = roleOf(devices->devices(), 1 - tablet, "under").toString();
        QVERIFY2(desk.startsWith(QStringLiteral("This device.")), qPrintable(desk));
        QCOMPARE(devices->primaryText(), QStringLiteral("Invite a tablet"));
        QVERIFY(devices->primaryReady());
    }

    void staffCode_isEightFigures_shownUntilHandedOver()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("devices")));
        auto* devices = fixture.desk()->devices();
        devices->choosePerson(hexOf(m_practice->bronwen));
        QCOMPARE(devices->shown(), QStringLiteral("person"));
        QCOMPARE(devices->personName(), QStringLiteral("Bronwen Achebe"));
        QCOMPARE(devices->personFact(), QStringLiteral("Practice nurse, NMC 00A0000E"));
        devices->makeCode(QString::fromLatin1(m_practice->tablet.toHex()));
        QTRY_VERIFY_WITH_TIMEOUT(!devices->code().isEmpty(), 20'000);
        const QString first = devices->code();
        QVERIFY2(QRegularExpression(QStringLiteral("^\\d{4} \\d{4}$")).match(first).hasMatch(),
            qPrintable(first));
        QVERIFY(devices->codeFor().startsWith(QStringLiteral("Bronwen Achebe, on Tablet ")));
        QCOMPARE(devices->primaryText(), QStringLiteral("I have handed over the code"));
        devices->primary();
        QCOMPARE(devices->code(), QString());
        QCOMPARE(devices->shown(), QStringLiteral("person"));
        devices->makeCode(QString::fromLatin1(m_practice->tablet.toHex()));
        QTRY_VERIFY_WITH_TIMEOUT(!devices->code().isEmpty(), 20'000);
        QVERIFY(devices->code() != first);
        devices->choosePerson(hexOf(m_practice->dev)); // nobody's code under another's name
        QCOMPARE(devices->code(), QString());
    }

    void staffCode_forAnUnknownDevice_isNotMade()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("devices")));
        auto* devices = fixture.desk()->devices();
        devices->choosePerson(hexOf(m_practice->bronwen));
        devices->makeCode(QString::fromLatin1(m_practice->mint.next<DeviceId>().toHex()));
        QVERIFY(fixture.settled());
        QCOMPARE(devices->code(), QString());
    }

    void device_takenOutOfUse_thenWiped_saysSoAndTakesNobody()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("devices")));
        auto* devices = fixture.desk()->devices();
        auto* removal = devices->removal();
        const QString tablet = QString::fromLatin1(m_practice->tablet.toHex());
        devices->chooseDevice(tablet);
        QCOMPARE(devices->shown(), QStringLiteral("device"));
        QCOMPARE(removal->choices().size(), 3);
        QVERIFY(!devices->primaryReady());
        devices->primary(); // nothing is chosen: nothing is done
        removal->choose(QStringLiteral("revoke"));
        QCOMPARE(devices->primaryText(), QStringLiteral("Take %1 out of use").arg(removal->name()));
        devices->primary();
        const auto under = [&] {
            const int row = rowWith(devices->devices(), "deviceId", tablet);
            return roleOf(devices->devices(), row, "under").toString();
        };
        QTRY_COMPARE_WITH_TIMEOUT(
            under(), QStringLiteral("Out of use: it reads nothing more"), 20'000);
        QCOMPARE(removal->chosen(), QString());
        QCOMPARE(removal->choices().size(), 2);
        const int row = rowWith(devices->devices(), "deviceId", tablet);
        QVERIFY(!roleOf(devices->devices(), row, "takesPeople").toBool());
        removal->choose(QStringLiteral("wipeNow"));
        devices->readAgain(); // as a sync makes it do
        QVERIFY(fixture.settled());
        QCOMPARE(removal->chosen(), QStringLiteral("wipeNow"));
        QCOMPARE(devices->primaryText(), QStringLiteral("Wipe %1 at once").arg(removal->name()));
        devices->primary();
        QTRY_COMPARE_WITH_TIMEOUT(
            under(), QStringLiteral("Out of use. Wipe ordered 24 Nov 2026"), 20'000);
        QCOMPARE(removal->choices().size(), 0);
        QCOMPARE(devices->primaryText(), QStringLiteral("Invite a tablet"));
    }

    void device_thisOne_cannotTakeItselfOutOfUse()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("devices")));
        auto* devices = fixture.desk()->devices();
        devices->chooseDevice(QString::fromLatin1(fixture.session->device().device.toHex()));
        QCOMPARE(devices->shown(), QStringLiteral("device"));
        QVERIFY(devices->removal()->choices().isEmpty());
        devices->removal()->choose(QStringLiteral("revoke"));
        QCOMPARE(devices->removal()->chosen(), QString());
        devices->secondary();
        QCOMPARE(devices->shown(), QString());
    }

    void person_takenOutOfUse_onceChosenAndConfirmed_takesNoCode()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("devices")));
        auto* devices = fixture.desk()->devices();
        auto* removal = devices->personRemoval();
        devices->choosePerson(hexOf(m_practice->bronwen));
        QCOMPARE(removal->choices().size(), 1);
        QVERIFY2(removal->standing().contains(QStringLiteral("cannot be undone")),
            qPrintable(removal->standing()));
        QCOMPARE(devices->primaryText(), QStringLiteral("Invite a tablet"));
        removal->choose(QStringLiteral("out"));
        QCOMPARE(devices->primaryText(), QStringLiteral("Take Bronwen Achebe out of use"));
        devices->secondary();
        QCOMPARE(removal->chosen(), QString());
        QCOMPARE(devices->shown(), QStringLiteral("person"));
        removal->choose(QStringLiteral("out"));
        devices->choosePerson(hexOf(m_practice->dev)); // chosen for nobody else
        QCOMPARE(removal->chosen(), QString());
        devices->choosePerson(hexOf(m_practice->bronwen));
        removal->choose(QStringLiteral("out"));
        devices->primary();
        const auto duty = [&] {
            const int row = rowWith(devices->people(), "staffId", hexOf(m_practice->bronwen));
            return roleOf(devices->people(), row, "duty").toString();
        };
        QTRY_COMPARE_WITH_TIMEOUT(duty(), QStringLiteral("Practice nurse, out of use"), 20'000);
        QCOMPARE(removal->error(), QString());
        QVERIFY(removal->choices().isEmpty());
        QVERIFY(removal->standing().startsWith(QStringLiteral("Out of use")));
        QVERIFY(!devices->personTakesCodes());
        devices->makeCode(QString::fromLatin1(m_practice->tablet.toHex()));
        QVERIFY(fixture.settled());
        QCOMPARE(devices->code(), QString());
        const auto kinds = fixture.kindsOf(m_practice->bronwen.as<AggregateId>());
        QVERIFY2(kinds.contains(QStringLiteral("staff.revoked")),
            qPrintable(kinds.join(QLatin1Char(' '))));
    }

    void person_whoIsIn_isTakenOutBySomebodyElse()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("devices")));
        auto* devices = fixture.desk()->devices();
        auto* removal = devices->personRemoval();
        devices->choosePerson(hexOf(m_practice->priya));
        QVERIFY(removal->choices().isEmpty());
        QVERIFY(removal->standing().contains(QStringLiteral("This is you")));
        removal->choose(QStringLiteral("out"));
        QCOMPARE(removal->chosen(), QString());
        QCOMPARE(devices->primaryText(), QStringLiteral("Invite a tablet"));
    }

    void lock_forgetsTheCode()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("devices")));
        auto* devices = fixture.desk()->devices();
        devices->choosePerson(hexOf(m_practice->bronwen));
        devices->makeCode(QString::fromLatin1(m_practice->tablet.toHex()));
        QTRY_VERIFY_WITH_TIMEOUT(!devices->code().isEmpty(), 20'000);
        fixture.session->lock();
        QTRY_COMPARE_WITH_TIMEOUT(devices->code(), QString(), 20'000);
        QCOMPARE(devices->shown(), QString());
    }

    void invite_noAnswerYet_canBeStopped()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("devices")));
        auto* devices = fixture.desk()->devices();
        devices->primary();
        QCOMPARE(devices->shown(), QStringLiteral("invitation"));
        QCOMPARE(devices->ticket(), QString());
        devices->choosePerson(
            hexOf(m_practice->bronwen)); // an invitation is ended by its own button
        QCOMPARE(devices->shown(), QStringLiteral("invitation"));
        devices->secondary();
        QCOMPARE(devices->shown(), QString());
        QCOMPARE(devices->primaryText(), QStringLiteral("Invite a tablet"));
        devices->choosePerson(hexOf(m_practice->bronwen));
        QCOMPARE(devices->shown(), QStringLiteral("person"));
    }

    void invite_nobodyAnswers_isSaidAfterItsTime_andCanBeTriedAgain()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("devices")));
        auto* devices = fixture.desk()->devices();
        devices->primary();
        QTRY_COMPARE(devices->stage(), QStringLiteral("waiting"));
        QCOMPARE(devices->error(), QString());
        QVERIFY(QTest::qWaitFor(
            [&] {
                m_practice->clock.advanceMs(200);
                return !devices->error().isEmpty();
            },
            20'000));
        QVERIFY2(devices->error().startsWith(QStringLiteral(
                     "The practice server does not answer. Nothing was handed out.")),
            qPrintable(devices->error()));
        QVERIFY(!devices->busy());
        QCOMPARE(devices->primaryText(), QStringLiteral("Invite again"));
        devices->primary();
        QTRY_COMPARE(devices->stage(), QStringLiteral("waiting"));
        QCOMPARE(devices->error(), QString());
    }

    void invite_endsOnceTheTabletIsAccepted_saysThatItMayHaveJoined()
    {
        for (const auto code : {ErrorCode::Unreachable, ErrorCode::Expired, ErrorCode::Refused}) {
            const Error error{code, "at the end"};
            const QString before = DevicesViewModel::endText(error, false);
            QVERIFY2(!before.contains(QStringLiteral("may have joined")), qPrintable(before));
            const QString after = DevicesViewModel::endText(error, true);
            QVERIFY2(after.contains(QStringLiteral("may have joined"))
                    && after.contains(QStringLiteral("take it out of use"))
                    && !after.contains(QStringLiteral("Nothing was handed out")),
                qPrintable(after));
        }
    }

    void lock_endsTheInvitation()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("devices")));
        auto* devices = fixture.desk()->devices();
        devices->primary();
        QTRY_COMPARE(devices->stage(), QStringLiteral("waiting"));
        fixture.session->lock(); // the transport it speaks over goes with it
        QCOMPARE(devices->stage(), QStringLiteral("idle"));
        QCOMPARE(devices->ticket(), QString());
    }

    void newPerson_nurseNeedsARegistration()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("devices")));
        auto* devices = fixture.desk()->devices();
        devices->startNewPerson();
        QCOMPARE(devices->primaryText(), QStringLiteral("Enter the name"));
        devices->editNewName(QStringLiteral("Sanjay Wick"));
        QCOMPARE(devices->primaryText(), QStringLiteral("Choose what they are"));
        devices->chooseNewRole(QStringLiteral("nurse"));
        QCOMPARE(devices->primaryText(), QStringLiteral("Enter the registration number"));
        QVERIFY(!devices->primaryReady());
        devices->primary(); // says what is missing and adds nobody
        QVERIFY(fixture.settled());
        QCOMPARE(devices->people()->rowCount(), 3);
        devices->editNewRegistration(QStringLiteral("NMC 00B0000E"));
        QCOMPARE(devices->primaryText(), QStringLiteral("Add Sanjay"));
        devices->primary();
        QTRY_COMPARE_WITH_TIMEOUT(devices->people()->rowCount(), 4, 20'000);
        QCOMPARE(devices->shown(), QString());
        QCOMPARE(devices->newName(), QString());
        const auto people = fixture.readNow<std::vector<domain::PersonRow>>(
            [](store::Connection& c) { return store::PersonStore(c).all(); });
        QVERIFY(std::any_of(people.begin(), people.end(), [](const auto& person) {
            return person.name == QLatin1String("Sanjay Wick")
                && person.registration == QLatin1String("NMC 00B0000E");
        }));
    }

    void newPerson_hcaNeedsNone()
    {
        DeskFixture fixture(*m_practice);
        QVERIFY(fixture.enterSection(QStringLiteral("devices")));
        auto* devices = fixture.desk()->devices();
        devices->startNewPerson();
        devices->editNewName(QStringLiteral("Ottoline Marsh"));
        devices->chooseNewRole(QStringLiteral("hca"));
        QVERIFY(devices->primaryReady());
        QCOMPARE(devices->secondaryText(), QStringLiteral("Do not add"));
        devices->secondary();
        QCOMPARE(devices->shown(), QString());
        QCOMPARE(devices->people()->rowCount(), 3);
    }

    void qrModules_areASquareWithThreeFinders()
    {
        const QStringList rows = qrModules(QByteArray("DS1:") + QByteArray(261, 'A'));
        QVERIFY(rows.size() >= 21);
        for (const QString& row : rows)
            QCOMPARE(row.size(), rows.size());
        QVERIFY(rows.front().startsWith(QStringLiteral("11111110")));
        QVERIFY(rows.front().endsWith(QStringLiteral("01111111")));
        QVERIFY(rows.back().startsWith(QStringLiteral("11111110")));
        QVERIFY(qrModules({}).isEmpty());
        QVERIFY(qrModules(QByteArray(4000, 'A')).isEmpty()); // more than a symbol can hold
    }
};
DOORSTEP_TEST(TestDeskDevices);
#include "tst_desk_devices.moc"
