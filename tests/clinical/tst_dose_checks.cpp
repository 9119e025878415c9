#include "core/clinical/authority.h"
#include "core/clinical/batch.h"
#include "tests/support/fake_clock.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace doorstep::clinical;
using namespace Qt::StringLiterals;

namespace dose_checks {

const QDate Day(2026, 11, 24);
const QString Ativ = u"37547211000001103"_s;
const QString Tivc = u"43207411000001105"_s;

struct People {
    test::FakeClock clock;
    IdMint mint{clock, 7};
    StaffId nurse = mint.next<StaffId>();
    StaffId assistant = mint.next<StaffId>();
    PatientId mabel = mint.next<PatientId>();
    PatientId other = mint.next<PatientId>();

    Authority authority(AuthorityKind kind)
    {
        Authority result;
        result.id = mint.next<AuthorityId>();
        result.kind = kind;
        result.title = u"PGD flu"_s;
        result.version = u"3.1"_s;
        result.validFrom = QDate(2026, 9, 1);
        result.validTo = QDate(2027, 3, 31);
        result.products = {Ativ};
        result.signatures
            = {{nurse, u"3.1"_s, QDate(2026, 9, 10)}, {assistant, u"3.1"_s, QDate(2026, 9, 10)}};
        result.patients = {mabel};
        return result;
    }
    DoseIntent intent(StaffId giver, Profession profession)
    {
        return {giver, profession, mabel, Ativ, u"aTIV"_s, true, Day};
    }
};

StopRule onlyRule(const Stops& stops)
{
    return stops.size() == 1 ? stops[0].rule : StopRule::NoAuthority;
}

BoxBatch boxBatch(IdMint& mint, const QString& lot, const QString& product, QDate expiry, int left)
{
    return {mint.next<BatchId>(), lot, product, u"aTIV"_s, {}, expiry, left, false};
}

} // namespace dose_checks

using namespace dose_checks;

class TestDoseChecks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pgd_signedRegisteredProfessional_mayGive()
    {
        People p;
        QVERIFY(
            checkAuthority(p.authority(AuthorityKind::Pgd), p.intent(p.nurse, Profession::Nurse))
                .empty());
    }
    void pgd_unregisteredProfessions_areNeverCovered()
    {
        People p;
        for (const auto profession : {Profession::HealthcareAssistant, Profession::NursingAssociate,
                 Profession::PhysicianAssociate}) {
            const auto stops = checkAuthority(
                p.authority(AuthorityKind::Pgd), p.intent(p.assistant, profession));
            QCOMPARE(onlyRule(stops), StopRule::PgdNotForProfession);
            QCOMPARE(stops[0].liftedBy, LiftedBy::Prescriber);
            // Nor asked to sign it: that would lift nothing.
            auto unsignedPgd = p.authority(AuthorityKind::Pgd);
            unsignedPgd.signatures.clear();
            QCOMPARE(onlyRule(checkAuthority(unsignedPgd, p.intent(p.assistant, profession))),
                StopRule::PgdNotForProfession);
        }
    }
    void pgd_notSignedThisVersion_asksTheGiverToSign()
    {
        People p;
        auto pgd = p.authority(AuthorityKind::Pgd);
        pgd.version = u"3.2"_s;
        const auto stops = checkAuthority(pgd, p.intent(p.nurse, Profession::Nurse));
        QCOMPARE(onlyRule(stops), StopRule::AuthorityNotSigned);
        QCOMPARE(stops[0].liftedBy, LiftedBy::Giver);
        QCOMPARE(stops[0].detail, u"3.2"_s);
        pgd.version = u"3.1"_s;
        pgd.signatures = {{p.nurse, u"3.1"_s, Day.addDays(1)}};
        QCOMPARE(onlyRule(checkAuthority(pgd, p.intent(p.nurse, Profession::Nurse))),
            StopRule::AuthorityNotSigned);
    }
    void validity_firstAndLastDayBelong()
    {
        People p;
        const auto pgd = p.authority(AuthorityKind::Pgd);
        const auto ruleOn = [&](QDate on) {
            auto intent = p.intent(p.nurse, Profession::Nurse);
            intent.on = on;
            const auto stops = checkAuthority(pgd, intent);
            return stops.empty() ? QString() : stopRuleWord(stops[0].rule);
        };
        QCOMPARE(ruleOn(QDate(2026, 8, 31)), u"authority-not-yet-valid"_s);
        QCOMPARE(ruleOn(QDate(2026, 9, 10)), QString());
        QCOMPARE(ruleOn(QDate(2027, 3, 31)), QString());
        QCOMPARE(ruleOn(QDate(2027, 4, 1)), u"authority-expired"_s);
    }
    void undatedDocument_isNeverValid()
    {
        People p;
        auto pgd = p.authority(AuthorityKind::Pgd);
        pgd.validTo = {};
        QVERIFY(!mayGoOn(checkAuthority(pgd, p.intent(p.nurse, Profession::Nurse))));
    }
    void psd_namedPatientOnly_noGiverSignatureNeeded()
    {
        People p;
        auto psd = p.authority(AuthorityKind::Psd);
        psd.signatures.clear();
        auto intent = p.intent(p.assistant, Profession::HealthcareAssistant);
        QVERIFY(checkAuthority(psd, intent).empty());
        intent.patient = p.other;
        QCOMPARE(onlyRule(checkAuthority(psd, intent)), StopRule::PatientNotNamed);
    }
    void nationalProtocol_unregisteredGiver_injectionsOnly()
    {
        People p;
        const auto protocol = p.authority(AuthorityKind::NationalProtocol);
        auto intent = p.intent(p.assistant, Profession::HealthcareAssistant);
        QVERIFY(checkAuthority(protocol, intent).empty());
        intent.byInjection = false;
        QCOMPARE(onlyRule(checkAuthority(protocol, intent)), StopRule::ProtocolInjectionsOnly);
        intent.profession = Profession::Nurse;
        QVERIFY(checkAuthority(protocol, intent).empty());
    }
    void administrator_mayNotGiveUnderAnything()
    {
        People p;
        for (const auto kind :
            {AuthorityKind::Pgd, AuthorityKind::Psd, AuthorityKind::NationalProtocol})
            QVERIFY(
                !checkAuthority(p.authority(kind), p.intent(p.assistant, Profession::Administrator))
                     .empty());
    }
    void choice_prefersTheNamedPatientsDirection()
    {
        People p;
        const auto pgd = p.authority(AuthorityKind::Pgd);
        const auto psd = p.authority(AuthorityKind::Psd);
        const auto protocol = p.authority(AuthorityKind::NationalProtocol);
        const auto choose = [&](std::vector<Authority> all, Profession profession) {
            return chooseAuthority(all, p.intent(p.assistant, profession));
        };
        QCOMPARE(*choose({pgd, protocol, psd}, Profession::HealthcareAssistant).chosen, psd.id);
        QCOMPARE(*choose({protocol, pgd}, Profession::Nurse).chosen, pgd.id);
        QCOMPARE(*choose({pgd, protocol}, Profession::HealthcareAssistant).chosen, protocol.id);
    }
    void choice_none_givesTheNearestReason()
    {
        People p;
        auto expired = p.authority(AuthorityKind::Pgd);
        expired.validTo = QDate(2026, 10, 31);
        auto elsewhere = p.authority(AuthorityKind::NationalProtocol);
        elsewhere.products = {Tivc};
        const auto intent = p.intent(p.nurse, Profession::Nurse);
        const auto choice = chooseAuthority({expired, elsewhere}, intent);
        QVERIFY(!choice.chosen);
        QCOMPARE(onlyRule(choice.stops), StopRule::AuthorityExpired);
        QCOMPARE(chooseAuthority({}, intent).stops[0].rule, StopRule::NoAuthority);
        QCOMPARE(chooseAuthority({elsewhere}, intent).stops[0].rule, StopRule::NoAuthority);
    }

    void batch_rightBatch_passes_caseAndBlanksIgnored()
    {
        People p;
        const std::vector<BoxBatch> box{
            boxBatch(p.mint, u"FX7K198"_s, Ativ, QDate(2027, 1, 31), 8)};
        const auto finding = checkBatch(box, {u" fx7k198 "_s, Ativ, u"aTIV"_s, std::nullopt, Day});
        QCOMPARE(*finding.batch, box[0].id);
        QVERIFY(finding.stops.empty());
    }
    void batch_faults_areNamed()
    {
        People p;
        auto batch = boxBatch(p.mint, u"FX7K198"_s, Ativ, QDate(2026, 11, 24), 8);
        const auto check = [&](const BoxBatch& b, QDate on, const QString& product,
                               std::optional<QDate> scanned = {}) {
            return checkBatch({b}, {u"FX7K198"_s, product, u"aTIV"_s, scanned, on}).stops;
        };
        QVERIFY(
            check(batch, QDate(2026, 11, 24), Ativ).empty()); // usable to the end of its last day
        const auto expired = check(batch, QDate(2026, 11, 25), Ativ);
        QCOMPARE(onlyRule(expired), StopRule::BatchExpired);
        QCOMPARE(expired[0].date, QDate(2026, 11, 24));
        QCOMPARE(onlyRule(check(batch, Day, Tivc)), StopRule::BatchOtherProduct);
        QCOMPARE(
            onlyRule(check(batch, Day, Ativ, QDate(2027, 1, 31))), StopRule::BatchExpiryDiffers);
        QVERIFY(!mayGoOn(check(batch, Day, Ativ, QDate(2026, 10, 31)))); // the stricter date counts
        auto quarantined = batch;
        quarantined.quarantined = true;
        QCOMPARE(onlyRule(check(quarantined, Day, Ativ)), StopRule::BatchQuarantined);
        auto undated = batch;
        undated.expiry = {};
        QCOMPARE(onlyRule(check(undated, Day, Ativ)), StopRule::BatchExpiryUnknown);
        auto empty = batch;
        empty.dosesLeft = 0;
        QCOMPARE(onlyRule(check(empty, Day, Ativ)), StopRule::BatchNoneLeft);
        QCOMPARE(onlyRule(checkBatch({batch}, {u"ZZ"_s, Ativ, u"aTIV"_s, {}, Day}).stops),
            StopRule::BatchNotInBox);
    }
    void batch_sameNumberOfTwoProducts_meansTheOneGiven()
    {
        People p;
        const std::vector<BoxBatch> box{boxBatch(p.mint, u"A1"_s, Tivc, QDate(2027, 1, 31), 8),
            boxBatch(p.mint, u"A1"_s, Ativ, QDate(2027, 2, 28), 8)};
        const auto finding = checkBatch(box, {u"A1"_s, Ativ, u"aTIV"_s, {}, Day});
        QCOMPARE(*finding.batch, box[1].id);
        QVERIFY(finding.stops.empty());
    }
    void preset_firstToExpireThatMayBeUsed()
    {
        People p;
        std::vector<BoxBatch> box{boxBatch(p.mint, u"LATE"_s, Ativ, QDate(2027, 6, 30), 3),
            boxBatch(p.mint, u"SOON"_s, Ativ, QDate(2026, 12, 31), 3),
            boxBatch(p.mint, u"GONE"_s, Ativ, QDate(2026, 11, 23), 3),
            boxBatch(p.mint, u"NONE"_s, Ativ, QDate(2026, 11, 30), 0)};
        QCOMPARE(*presetBatch(box, Ativ, Day), box[1].id);
        box[1].quarantined = true;
        QCOMPARE(*presetBatch(box, Ativ, Day), box[0].id);
        QVERIFY(!presetBatch(box, Tivc, Day));
    }

    void stopWords_roundTrip_everyRule()
    {
        QSet<QString> words;
        for (int i = 0; i <= static_cast<int>(StopRule::PreScreenAnswer); ++i) {
            const auto rule = static_cast<StopRule>(i);
            const auto word = stopRuleWord(rule);
            QVERIFY(!word.isEmpty());
            words.insert(word);
            QCOMPARE(*stopRuleFromWord(word), rule);
        }
        QCOMPARE(words.size(), static_cast<int>(StopRule::PreScreenAnswer) + 1);
        QVERIFY(!stopRuleFromWord(u"from-the-future"));
    }
    void words_ofProfessionsAndKinds_roundTrip()
    {
        for (int i = 0; i <= static_cast<int>(Profession::Administrator); ++i)
            QCOMPARE(*professionFromWord(professionWord(static_cast<Profession>(i))),
                static_cast<Profession>(i));
        QCOMPARE(*authorityKindFromWord(u"national-protocol"), AuthorityKind::NationalProtocol);
    }
};
DOORSTEP_TEST(TestDoseChecks);

#include "tst_dose_checks.moc"
