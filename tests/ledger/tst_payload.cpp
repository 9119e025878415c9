#include "core/entry/cbor.h"
#include "core/ledger/kinds/box_kinds.h"
#include "core/ledger/kinds/care_kinds.h"
#include "core/ledger/kinds/patient_kinds.h"
#include "core/ledger/kinds/round_kinds.h"
#include "core/ledger/tables.h"
#include "tests/ledger/author.h"
#include "tests/support/test_registry.h"

#include <QMetaProperty>
#include <QSet>

using namespace doorstep;
using namespace doorstep::ledger;
using namespace doorstep::test;

class TestPayload : public QObject {
    Q_OBJECT

    const AggregateId m_patient = idOf<AggregateId>("patient");
    const ActId m_act = idOf<ActId>("act");

    static VaccinationRecorded fullDose()
    {
        VaccinationRecorded dose;
        dose.status = domain::VaccinationStatus::Given;
        dose.programme = QStringLiteral("flu-2026-27");
        dose.product = QStringLiteral("ativ");
        dose.batch = idOf<BatchId>("batch");
        dose.expires = QDate(2027, 2, 28);
        dose.doseMicrolitres = 500;
        dose.occurredAt = {1795510800000};
        dose.occurredOn = QDate(2026, 11, 24);
        dose.consentBy = domain::ConsentBy::BestInterests;
        dose.answers = {{.question = QStringLiteral("fever"), .answer = domain::Answer::No},
            {.question = QStringLiteral("egg"),
                .answer = domain::Answer::Unsure,
                .detail = QStringLiteral("rash as a child")}};
        return dose;
    }
    Payload decoded(QCborMap fields, const char* kind) const
    {
        const Payload payload{QString::fromLatin1(kind), 1, m_patient, m_act, {}, fields, {}};
        return *decodePayload(encodePayload(payload));
    }

private Q_SLOTS:
    void codec_everyKind_hasACodecForEveryMember()
    {
        for (const KindDescriptor& kind : knownKinds())
            QVERIFY2(hasCodec(*kind.fields), kind.spec.name);
    }
    void kinds_namesAreUnique_andFound()
    {
        QSet<QByteArray> names;
        for (const KindDescriptor& kind : knownKinds()) {
            QVERIFY(!names.contains(kind.spec.name));
            names.insert(kind.spec.name);
            QCOMPARE(findKind(QString::fromLatin1(kind.spec.name)), &kind);
            QVERIFY(kind.spec.aggregate != AggregateKind::Unknown);
        }
        QVERIFY(findKind(u"nothingOfTheSort") == nullptr);
    }
    void kinds_mergingKinds_observedFieldsExist()
    {
        for (const KindDescriptor& kind : knownKinds()) {
            const bool hasOptional = !statedFields(*kind.fields,
                [&] {
                    QCborMap everything;
                    for (int i = 0; i < kind.fields->propertyCount(); ++i)
                        everything.insert(QString::fromLatin1(kind.fields->property(i).name()), 1);
                    return everything;
                }())
                                          .isEmpty();
            QVERIFY2(!kind.spec.mergesByField || hasOptional, kind.spec.name);
        }
    }

    void vaccination_roundTrip_isEqualAndStable()
    {
        const Payload payload = makePayload(m_patient, m_act, fullDose());
        const QByteArray bytes = encodePayload(payload);
        const auto read = decodePayload(bytes);
        QVERIFY(read);
        QCOMPARE(read->aggregate, m_patient);
        QCOMPARE(read->act, m_act);
        QCOMPARE(encodePayload(*read), bytes);
        const auto dose = fieldsOf<VaccinationRecorded>(*read);
        QVERIFY(dose);
        QVERIFY(*dose == fullDose());
    }
    void fields_defaultsAreNotWritten()
    {
        QVERIFY(writeFields(
            VaccinationRecorded::staticMetaObject, std::make_unique<VaccinationRecorded>().get())
                    .isEmpty());
    }
    void optional_notStatedAndStatedEmpty_stayApart()
    {
        PatientRecorded cleared;
        cleared.phone = QString();
        cleared.deceasedOn = QDate(); // "not deceased after all"
        cleared.gender = domain::Gender::Unknown;
        cleared.household = HouseholdId();
        const Payload payload = makePayload(m_patient, m_act, cleared);
        QCOMPARE(statedFields(PatientRecorded::staticMetaObject, payload.fields),
            (QStringList{QStringLiteral("gender"), QStringLiteral("phone"),
                QStringLiteral("household"), QStringLiteral("deceasedOn")}));
        const auto read = fieldsOf<PatientRecorded>(*decodePayload(encodePayload(payload)));
        QVERIFY(read);
        QVERIFY(*read == cleared);
        QVERIFY(!read->family.has_value());
    }
    void basis_roundTrip_isKept()
    {
        const Basis basis{{QStringLiteral("phone"), idOf<EntryId>("before")}};
        const auto read
            = decodePayload(encodePayload(makePayload(m_patient, m_act, PatientRecorded(), basis)));
        QVERIFY(read);
        QVERIFY(read->basis == basis);
    }

    void unknownKind_roundTrip_isByteExact()
    {
        QCborMap map{{QStringLiteral("k"), QStringLiteral("kindOfTomorrow")},
            {QStringLiteral("v"), 3}, {QStringLiteral("a"), m_patient.toBytes()},
            {QStringLiteral("t"), m_act.toBytes()},
            {QStringLiteral("d"), QCborMap{{QStringLiteral("x"), QCborArray{1, true}}}},
            {QStringLiteral("zz"), QStringLiteral("envelope of tomorrow")}};
        const QByteArray bytes = entry::encodeCbor(map);
        const auto read = decodePayload(bytes);
        QVERIFY(read);
        QCOMPARE(encodePayload(*read), bytes);
    }
    void unknownFieldsAndWords_roundTrip_areByteExact()
    {
        QCborMap fields = makePayload(m_patient, m_act, fullDose()).fields;
        fields.insert(QStringLiteral("temperatureOfTheArm"), 36);
        fields.insert(QStringLiteral("consentBy"), QStringLiteral("court-of-tomorrow"));
        fields.insert(QStringLiteral("doseNumber"), 0); // an explicit default
        QCborArray answers = fields.value(QStringLiteral("answers")).toArray();
        QCborMap answer = answers.at(0).toMap();
        answer.insert(QStringLiteral("askedBy"), QStringLiteral("carer"));
        answers[0] = answer;
        fields.insert(QStringLiteral("answers"), answers);
        const Payload payload = decoded(fields, "vaccinationRecorded");
        QCborMap unread;
        const auto dose = fieldsOf<VaccinationRecorded>(payload, &unread);
        QVERIFY(dose);
        QCOMPARE(dose->consentBy, domain::ConsentBy::Unknown);
        QCOMPARE(dose->answers.size(), 2);
        QCOMPARE(unread.size(), 4);
        QCOMPARE(
            writeFields(VaccinationRecorded::staticMetaObject, &*dose, unread), payload.fields);
    }

    void wrongType_isCorrupt_namesTheField()
    {
        const struct {
            const char* field;
            QCborValue value;
        } cases[] = {{"doseMicrolitres", QStringLiteral("500")}, {"programme", 7},
            {"batch", QByteArray("short")}, {"expires", QStringLiteral("2027-02-28")},
            {"answers", QCborMap()}, {"answers", QCborArray{1}}, {"status", 1},
            {"doseNumber", qint64{1} << 40}, {"occurredAt", true}};
        for (const auto& wrong : cases) {
            QCborMap fields;
            fields.insert(QString::fromLatin1(wrong.field), wrong.value);
            const auto read = fieldsOf<VaccinationRecorded>(decoded(fields, "vaccinationRecorded"));
            QVERIFY2(!read, wrong.field);
            QCOMPARE(read.error().code, ErrorCode::Corrupt);
            QCOMPARE(read.error().detail, QByteArray(wrong.field));
        }
    }
    void otherKindAndNewerSchema_areNamed()
    {
        Payload payload = makePayload(m_patient, m_act, NoteRecorded());
        QCOMPARE(fieldsOf<VaccinationRecorded>(payload).error().code, ErrorCode::InvalidInput);
        payload.schema = 2;
        QCOMPARE(fieldsOf<NoteRecorded>(payload).error().code, ErrorCode::Unsupported);
    }
    void damagedBytes_areRefused_neverCrash()
    {
        const QByteArray bytes = encodePayload(makePayload(m_patient, m_act, fullDose()));
        for (qsizetype cut = 0; cut < bytes.size(); ++cut)
            QVERIFY(!decodePayload(QByteArrayView(bytes).first(cut)));
        for (qsizetype at = 0; at < bytes.size(); ++at) {
            QByteArray flipped = bytes;
            flipped[at] = static_cast<char>(flipped[at] ^ 0x40);
            if (const auto read = decodePayload(flipped)) // some flips are another valid payload
                QCOMPARE(encodePayload(*read), flipped);
        }
    }

    void act_namesBasis_ofStatedAndObservedFields()
    {
        FakeClock clock;
        IdMint mint(clock, 1);
        Act act(mint);
        const auto scope = idOf<ScopeId>("patient");
        PatientRecorded first{.phone = QStringLiteral("01632 960001")};
        PatientRecorded second{.phone = QStringLiteral("01632 960002")};
        const EntryId firstId = act.add(scope, m_patient, first);
        act.add(scope, m_patient, second);
        const auto visit = idOf<AggregateId>("visit");
        act.add(scope, visit, OutcomeRecorded{.outcome = domain::Outcome::NotIn});
        const auto head = idOf<EntryId>("head");
        act.nameBasis([&](AggregateId, const QString& field) {
            return field == QStringLiteral("outcome") ? EntryId() : head;
        });
        QCOMPARE(act.drafts()[0].payload.basis, (Basis{{QStringLiteral("phone"), head}}));
        QCOMPARE(act.drafts()[1].payload.basis, (Basis{{QStringLiteral("phone"), firstId}}));
        QCOMPARE(act.drafts()[2].payload.basis, (Basis{{QStringLiteral("assignedTo"), head}}));
        for (const Draft& draft : act.drafts())
            QCOMPARE(draft.payload.act, act.id());
    }
};
DOORSTEP_TEST(TestPayload);

#include "tst_payload.moc"
