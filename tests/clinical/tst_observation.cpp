#include "core/clinical/blood_pressure.h"
#include "core/clinical/news2.h"
#include "core/clinical/observation.h"
#include "core/clinical/sct_id.h"
#include "tests/clinical/fixture_files.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace doorstep::clinical;
using namespace Qt::StringLiterals;

namespace {

const QStringList SubNames{
    u"rr"_s, u"spo2"_s, u"air_o2"_s, u"sbp"_s, u"pulse"_s, u"consciousness"_s, u"temp"_s};

News2Reading readingOf(const JsonValue& one)
{
    News2Reading reading;
    reading.respirationsPerMinute = one[u"rr"].toInt();
    reading.spo2Percent = one[u"spo2"].toInt();
    reading.scale = one[u"scale"].toInt() == 2 ? Spo2Scale::Two : Spo2Scale::One;
    if (one[u"o2"].isBoolean())
        reading.onOxygen = one[u"o2"].toBool();
    reading.systolicMmHg = one[u"sbp"].toInt();
    reading.pulsePerMinute = one[u"pulse"].toInt();
    reading.consciousness = acvpuFromLetter(one[u"acvpu"].text());
    if (const auto temperature = one[u"temp"].toDecimal())
        reading.temperatureTenths = static_cast<int>(*temperature->scaled(1));
    return reading;
}

News2Reading calm()
{
    return {16, 98, Spo2Scale::One, false, 130, 72, Acvpu::Alert, 370};
}

} // namespace

class TestObservation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void news2_everyVector_agrees()
    {
        const auto vectors = test::fixtureJson(u"vectors/news2.json"_s);
        const auto& cases = vectors[u"cases"].items();
        QVERIFY(cases.size() >= 60);
        for (const auto& one : cases) {
            const QByteArray name = one[u"name"].text().toUtf8();
            const auto score = scoreNews2(readingOf(one));
            QVERIFY2(score.total == one[u"total"].toInt(), name);
            QVERIFY2(news2BandWord(score.band) == one[u"band"].text(), name);
            if (!one[u"sub"].isObject())
                continue;
            for (std::size_t i = 0; i < News2ParameterCount; ++i)
                QVERIFY2(
                    score.sub[i] == one[u"sub"][SubNames[static_cast<qsizetype>(i)]].toInt(), name);
            QVERIFY2(score.hasSingleThree() == one[u"any3"].toBool(), name);
        }
    }
    void news2_chartBoundaries_temperatureAndScaleTwo()
    {
        const auto temperature = [](int tenths) {
            auto reading = calm();
            reading.temperatureTenths = tenths;
            return *scoreNews2(reading).subOf(News2Parameter::Temperature);
        };
        const std::vector<std::pair<int, int>> chart{
            {350, 3}, {351, 1}, {360, 1}, {361, 0}, {380, 0}, {381, 1}, {390, 1}, {391, 2}};
        for (const auto& [tenths, expected] : chart)
            QCOMPARE(temperature(tenths), expected);
        const auto saturation = [](int percent, bool oxygen) {
            auto reading = calm();
            reading.scale = Spo2Scale::Two;
            reading.spo2Percent = percent;
            reading.onOxygen = oxygen;
            return *scoreNews2(reading).subOf(News2Parameter::OxygenSaturation);
        };
        QCOMPARE(saturation(93, false), 0);
        QCOMPARE(saturation(93, true), 1);
        QCOMPARE(saturation(97, true), 3);
        QCOMPARE(saturation(88, true), 0);
        QCOMPARE(saturation(87, false), 1);
    }
    void news2_anyMissingParameter_givesNoTotal()
    {
        for (int missing = 0; missing < 7; ++missing) {
            auto reading = calm();
            switch (static_cast<News2Parameter>(missing)) {
            case News2Parameter::Respiration:
                reading.respirationsPerMinute.reset();
                break;
            case News2Parameter::OxygenSaturation:
                reading.spo2Percent.reset();
                break;
            case News2Parameter::AirOrOxygen:
                reading.onOxygen.reset();
                break;
            case News2Parameter::Systolic:
                reading.systolicMmHg.reset();
                break;
            case News2Parameter::Pulse:
                reading.pulsePerMinute.reset();
                break;
            case News2Parameter::Consciousness:
                reading.consciousness.reset();
                break;
            case News2Parameter::Temperature:
                reading.temperatureTenths.reset();
                break;
            }
            const auto score = scoreNews2(reading);
            QVERIFY(!score.total);
            QCOMPARE(score.band, News2Band::Incomplete);
            QCOMPARE(score.missing.size(), std::size_t(1));
            QCOMPARE(static_cast<int>(score.missing[0]), missing);
        }
    }
    void news2_scaleTwoHighSaturationWithoutOxygenAnswer_hasNoSubScore()
    {
        auto reading = calm();
        reading.scale = Spo2Scale::Two;
        reading.onOxygen.reset();
        QVERIFY(!scoreNews2(reading).subOf(News2Parameter::OxygenSaturation));
    }
    void news2_notForChildrenOrPregnancy()
    {
        QCOMPARE(news2UseFor(15, false), News2Use::UnderSixteen);
        QCOMPARE(news2UseFor(30, true), News2Use::Pregnant);
        QCOMPARE(news2UseFor(16, false), News2Use::Suitable);
    }

    void definitions_areInEnumOrder_withValidCodes()
    {
        int position = 0;
        for (const auto& definition : observationDefinitions()) {
            QCOMPARE(static_cast<int>(definition.kind), position++);
            QCOMPARE(observationFromWord(definition.word), definition.kind);
            QVERIFY2(definition.snomed.isEmpty() || isConceptId(definition.snomed),
                qPrintable(definition.word));
            if (definition.hard && definition.query) {
                QVERIFY(definition.query->low >= definition.hard->low);
                QVERIFY(definition.query->high <= definition.hard->high);
            }
        }
    }
    void plausibility_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("entered");
        QTest::addColumn<int>("expected");
        const auto row = [](ObservationKind kind, const QString& entered, Plausibility expected) {
            QTest::newRow(qPrintable(definitionOf(kind).word + u' ' + entered))
                << static_cast<int>(kind) << entered << static_cast<int>(expected);
        };
        using K = ObservationKind;
        using P = Plausibility;
        row(K::Systolic, u"412"_s, P::TooHigh);
        row(K::Systolic, u"300"_s, P::Unlikely);
        row(K::Systolic, u"251"_s, P::Unlikely);
        row(K::Systolic, u"250"_s, P::Plausible);
        row(K::Systolic, u"40"_s, P::Unlikely);
        row(K::Systolic, u"39"_s, P::TooLow);
        row(K::Systolic, u"120.5"_s, P::TooManyDecimals);
        row(K::Temperature, u"37.5"_s, P::Plausible);
        row(K::Temperature, u"45.1"_s, P::TooHigh);
        row(K::Temperature, u"29.9"_s, P::Unlikely);
        row(K::Temperature, u"37.55"_s, P::TooManyDecimals);
        row(K::Temperature, u"37,5"_s, P::NotANumber);
        row(K::Pulse, u"٧٢"_s, P::NotANumber);
        row(K::Pulse, u"1e2"_s, P::NotANumber);
        row(K::OxygenSaturation, u"101"_s, P::TooHigh);
        row(K::Consciousness, u"1"_s, P::NotANumber);
    }
    void plausibility()
    {
        QFETCH(int, kind);
        QFETCH(QString, entered);
        QFETCH(int, expected);
        const auto finding = judgeEntry(static_cast<ObservationKind>(kind), entered);
        QCOMPARE(static_cast<int>(finding.plausibility), expected);
        QCOMPARE(finding.entered, entered);
    }
    void plausibility_refusal_namesTheRange()
    {
        const auto finding = judgeEntry(ObservationKind::Systolic, u"412");
        QCOMPARE(finding.allowed->low.toText(), u"40"_s);
        QCOMPARE(finding.allowed->high.toText(), u"300"_s);
    }
    void autoAdvance_onlyWhenNoFurtherDigitFits()
    {
        using K = ObservationKind;
        QVERIFY(isEntryComplete(K::Systolic, u"120"));
        QVERIFY(isEntryComplete(K::Systolic, u"95"));
        QVERIFY(!isEntryComplete(K::Systolic, u"12"));
        QVERIFY(!isEntryComplete(K::Systolic, u"30"));
        QVERIFY(isEntryComplete(K::Temperature, u"37.5"));
        QVERIFY(!isEntryComplete(K::Temperature, u"37"));
        QVERIFY(isEntryComplete(K::RespiratoryRate, u"18"));
        QVERIFY(!isEntryComplete(K::RespiratoryRate, u"8"));
        QVERIFY(isEntryComplete(K::OxygenSaturation, u"97"));
        QVERIFY(!isEntryComplete(K::Systolic, u"412"));
    }
    void autoAdvance_neverHidesAPossibleReading()
    {
        for (const auto& definition : observationDefinitions()) {
            if (!definition.hard || definition.decimals > 0)
                continue;
            for (int value = 0; value <= 999; ++value) {
                const QString text = QString::number(value);
                if (!isEntryComplete(definition.kind, text))
                    continue;
                for (int digit = 0; digit <= 9; ++digit)
                    QVERIFY2(judgeEntry(definition.kind, text + QString::number(digit)).isRefused(),
                        qPrintable(definition.word + text));
            }
        }
    }
    void decimal_isExact()
    {
        QCOMPARE(Decimal::parse(u"0.10")->toText(), u"0.10"_s);
        QCOMPARE(Decimal::parse(u"-0.05")->toText(), u"-0.05"_s);
        QVERIFY(*Decimal::parse(u"37.5") == *Decimal::parse(u"37.50"));
        QVERIFY(*Decimal::parse(u"37.4") < *Decimal::parse(u"37.45"));
        QVERIFY(*Decimal::parse(u"-1.5") < *Decimal::parse(u"-1.4"));
        QVERIFY(*Decimal::parse(u"999999999999999") > *Decimal::parse(u"99999999999999.9"));
        for (const auto bad :
            {u"", u".5", u"5.", u"1.2.3", u"+1", u"1 ", u"1234567890123456", u"0.1234567"})
            QVERIFY(!Decimal::parse(bad));
    }
    void bodyMassIndex_roundsHalfUp()
    {
        QCOMPARE(bodyMassIndex(Decimal::whole(70), Decimal::whole(170))->toText(), u"24.2"_s);
        QCOMPARE(bodyMassIndex(*Decimal::parse(u"81.2"), *Decimal::parse(u"161.5"))->toText(),
            u"31.1"_s);
        QVERIFY(!bodyMassIndex(Decimal::whole(70), *Decimal::parse(u"1.7")));
    }

    void bloodPressure_swappedOrOutOfRange_isNamed()
    {
        QCOMPARE(faultOf({80, 120}), BloodPressureFault::DiastolicNotBelowSystolic);
        QCOMPARE(faultOf({120, 120}), BloodPressureFault::DiastolicNotBelowSystolic);
        QCOMPARE(faultOf({301, 80}), BloodPressureFault::SystolicOutOfRange);
        QCOMPARE(faultOf({120, 19}), BloodPressureFault::DiastolicOutOfRange);
        QVERIFY(!faultOf({120, 80}));
    }
    void bloodPressure_bands_eitherNumberCounts()
    {
        using B = BloodPressureBand;
        const auto clinic = [](int s, int d) {
            return bandOf({s, d}, BloodPressureSetting::Clinic);
        };
        QCOMPARE(clinic(139, 89), B::Below);
        QCOMPARE(clinic(140, 70), B::Stage1);
        QCOMPARE(clinic(120, 90), B::Stage1);
        QCOMPARE(clinic(160, 70), B::Stage2);
        QCOMPARE(clinic(120, 100), B::Stage2);
        QCOMPARE(clinic(180, 70), B::Severe);
        QCOMPARE(clinic(150, 120), B::Severe);
        const auto home = [](int s, int d) {
            return bandOf({s, d}, BloodPressureSetting::HomeAverage);
        };
        QCOMPARE(home(134, 84), B::Below);
        QCOMPARE(home(135, 70), B::Stage1);
        QCOMPARE(home(150, 70), B::Stage2);
        QCOMPARE(home(190, 125), B::Stage2);
    }
    void bloodPressure_targetByAge_andPosture()
    {
        QVERIFY(!isUnderTarget({145, 85}, BloodPressureSetting::Clinic, 79));
        QVERIFY(isUnderTarget({145, 85}, BloodPressureSetting::Clinic, 80));
        QVERIFY(!isUnderTarget({145, 80}, BloodPressureSetting::HomeAverage, 85));
        QVERIFY(isPosturalDrop({140, 80}, {120, 75}));
        QVERIFY(!isPosturalDrop({140, 80}, {121, 75}));
        QVERIFY(isSecondReadingDue({140, 80}));
        QVERIFY(!isSecondReadingDue({139, 89}));
    }
};
DOORSTEP_TEST(TestObservation);

#include "tst_observation.moc"
