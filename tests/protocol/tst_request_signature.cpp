#include "sync/protocol/request_signature.h"
#include "tests/entry/entry_samples.h"
#include "tests/support/test_registry.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace doorstep;
using namespace doorstep::sync;

class TestRequestSignature : public QObject {
    Q_OBJECT
    const PracticeId m_practice = test::idOf<PracticeId>(0x11);
    const DeviceId m_device = test::idOf<DeviceId>(0x33);
    const Instant m_now{1'795'510'800'000};
    const RequestTarget m_target{"POST", "practice.example:8443", "/sync/1", ""};
    const QByteArray m_body = "a body";
    crypto::SignKeyPair m_key = test::sampleStaffKey();

    HeaderFields signedFields() const
    {
        return signRequest(
            m_target, m_body, m_practice, m_device, m_now, RequestNonce::random(), m_key.secretKey);
    }
    bool accepted(
        const HeaderFields& fields, const RequestTarget& target, const QByteArray& body) const
    {
        const auto claimed = readRequestSignature(fields);
        return claimed.ok() && claimed->practice == m_practice && claimed->device == m_device
            && verifyRequest(*claimed, target, body, m_key.publicKey).ok();
    }

private Q_SLOTS:
    void signatureBase_rfc9421B26_signsTheSameBytes()
    {
        QFile file(QStringLiteral(DOORSTEP_SOURCE_DIR "/tests/fixtures/protocol/rfc9421-b26.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto vector = QJsonDocument::fromJson(file.readAll()).object();
        const auto binary = [&](const char* name) {
            return QByteArray::fromBase64(
                vector.value(QLatin1StringView(name)).toString().toLatin1(),
                QByteArray::Base64UrlEncoding);
        };
        HeaderFields components;
        for (const auto& each : vector.value(QLatin1StringView("components")).toArray())
            components.emplace_back(each.toArray().at(0).toString().toLatin1(),
                each.toArray().at(1).toString().toLatin1());
        const auto base = signatureBase(
            components, vector.value(QLatin1StringView("parameters")).toString().toLatin1());
        const auto key
            = crypto::signKeyPairFromSeed(SecretBytes::copyOf(binary("secretSeedBase64Url")));
        QCOMPARE(key.publicKey.toBytes(), binary("publicKeyBase64Url"));
        QCOMPARE(crypto::sign(key.secretKey, base).toBytes(),
            QByteArray::fromBase64(
                vector.value(QLatin1StringView("signatureBase64")).toString().toLatin1()));
    }
    void request_signed_isAccepted()
    {
        const auto fields = signedFields();
        QVERIFY(accepted(fields, m_target, m_body));
        const auto claimed = readRequestSignature(fields);
        QCOMPARE(claimed->created.ms, m_now.ms);
        QVERIFY(verifyRequest(*claimed, m_target, m_body, m_key.publicKey).ok());
        QVERIFY(!verifyRequest(*claimed, m_target, m_body, crypto::makeSignKeyPair().publicKey));
    }
    void request_emptyBody_isSignedToo()
    {
        const auto fields = signRequest(
            m_target, {}, m_practice, m_device, m_now, RequestNonce(), m_key.secretKey);
        QVERIFY(accepted(fields, m_target, {}));
        QVERIFY(!accepted(fields, m_target, "x"));
    }
    void request_everyBitOfEveryPart_isCovered()
    {
        const auto fields = signedFields();
        int flips = 0;
        const auto flipAll = [&](const QByteArray& original, auto&& use) {
            for (qsizetype bit = 0; bit < original.size() * 8; ++bit) {
                QByteArray flipped = original;
                flipped[bit / 8] = char(flipped[bit / 8] ^ (1 << (bit % 8)));
                ++flips;
                if (use(flipped))
                    return false;
            }
            return true;
        };
        QVERIFY(
            flipAll(m_body, [&](const QByteArray& b) { return accepted(fields, m_target, b); }));
        for (const auto member :
            {&RequestTarget::method, &RequestTarget::authority, &RequestTarget::path}) {
            QVERIFY(flipAll(m_target.*member, [&](const QByteArray& changed) {
                auto target = m_target;
                target.*member = changed;
                return accepted(fields, target, m_body);
            }));
        }
        for (std::size_t i = 0; i < fields.size(); ++i) {
            QVERIFY2(flipAll(fields[i].second,
                         [&](const QByteArray& changed) {
                             auto other = fields;
                             other[i].second = changed;
                             return accepted(other, m_target, m_body);
                         }),
                fields[i].first.constData());
        }
        qInfo("%d single-bit changes, none accepted", flips);
        QVERIFY(flips > 3000);
    }
    void request_queryAdded_isRefused()
    {
        auto target = m_target;
        target.query = "a=1";
        QVERIFY(!accepted(signedFields(), target, m_body));
    }
    void request_fieldMissingTwiceOrMutated_isRefused()
    {
        const auto fields = signedFields();
        for (std::size_t i = 0; i < fields.size(); ++i) {
            auto without = fields;
            without.erase(without.begin() + qsizetype(i));
            QVERIFY(!readRequestSignature(without));
            auto twice = fields;
            twice.push_back(fields[i]);
            QVERIFY(!readRequestSignature(twice));
        }
        std::mt19937 random(9421);
        for (int i = 0; i < 10'000; ++i) {
            auto other = fields;
            auto& value = other[random() % other.size()].second;
            const auto before = value;
            value = test::mutated(value, random);
            if (value != before)
                QVERIFY2(!accepted(other, m_target, m_body), value.constData());
        }
    }
    void request_parametersReordered_isRefused()
    {
        auto fields = signedFields();
        for (auto& [name, value] : fields) {
            if (name == "signature-input")
                value.replace(
                    ";alg=\"ed25519\";tag=\"doorstep-1\"", ";tag=\"doorstep-1\";alg=\"ed25519\"");
        }
        QVERIFY(!readRequestSignature(fields));
    }
    void answer_belongsToItsRequestAndBody()
    {
        const AnswerContext context{m_device, RequestNonce::random(), 200};
        const auto fields = signAnswer(context, m_body, m_now, m_key.secretKey);
        QCOMPARE(verifyAnswer(context, fields, m_body, m_key.publicKey)->ms, m_now.ms);
        QVERIFY(!verifyAnswer(context, fields, "a bodY", m_key.publicKey));
        auto other = context;
        other.nonce = RequestNonce::random();
        QVERIFY(!verifyAnswer(other, fields, m_body, m_key.publicKey));
        other = context;
        other.status = 401;
        QVERIFY(!verifyAnswer(other, fields, m_body, m_key.publicKey));
        other = context;
        other.device = test::idOf<DeviceId>(1);
        QVERIFY(!verifyAnswer(other, fields, m_body, m_key.publicKey));
        auto later = fields;
        later[0].second = QByteArray::number(m_now.ms + 1);
        QVERIFY(!verifyAnswer(context, later, m_body, m_key.publicKey));
        QVERIFY(!verifyAnswer(context, {}, m_body, m_key.publicKey));
    }
};
DOORSTEP_TEST(TestRequestSignature);

#include "tst_request_signature.moc"
