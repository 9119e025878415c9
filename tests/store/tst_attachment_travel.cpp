#include "core/store/append_file.h"
#include "core/store/attachment_store.h"
#include "tests/store/store_fixture.h"
#include "tests/support/test_registry.h"

#include <QDir>

using namespace doorstep;
using namespace Qt::StringLiterals;
using store::Attachment;
using test::Colleague;
using test::StoreFixture;

/// Attachments between stores, with the practice server left out: what one would send, what
/// another takes.
class TestAttachmentTravel : public QObject {
    Q_OBJECT

    std::unique_ptr<StoreFixture> m_fixture;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<Colleague> m_colleague;
    PatientId m_patient;
    qint64 m_seq = 2;

    [[nodiscard]] store::AttachmentStore& attachments() { return m_store->attachments(); }
    [[nodiscard]] int waiting() { return *store::attachmentsWaiting(m_store->connection()); }
    [[nodiscard]] Result<Attachment> add(const QByteArray& content)
    {
        m_fixture->clock.advanceMs(1000);
        return attachments().add({m_patient.as<ScopeId>(), m_patient.as<AggregateId>(),
                                     "image/jpeg", m_fixture->clock.now()},
            content);
    }
    [[nodiscard]] ledger::Act actOf(const ledger::AttachmentRecorded& recorded)
    {
        ledger::Act act(m_fixture->mint);
        act.add(m_patient.as<ScopeId>(), m_patient.as<AggregateId>(), recorded);
        return act;
    }
    [[nodiscard]] bool name(const Attachment& attachment)
    {
        return m_store->save(actOf(*attachments().describe(attachment.id, {}))).ok();
    }
    [[nodiscard]] bool acknowledge(quint64 ctr)
    {
        const auto out = m_store->outgoing(ctr, 1, 1 << 20);
        return m_store->acknowledge({out->incarnation, {{ctr, 1, ++m_seq}}, {}, 0}).ok();
    }
    [[nodiscard]] QByteArray fileOf(const Attachment& attachment)
    {
        return *attachments().sealedPart(attachment.id, 0, 1 << 30);
    }
    /// As it lies on somebody else's device, with the entry that they would write of it.
    struct Foreign {
        QByteArray sealed;
        ledger::AttachmentRecorded recorded;
    };
    [[nodiscard]] Foreign foreign(const QByteArray& content)
    {
        const auto made = add(content);
        Foreign theirs{fileOf(*made), *attachments().describe(made->id, {})};
        if (!attachments().remove(made->id))
            qFatal("remove");
        return theirs;
    }
    [[nodiscard]] bool receive(const ledger::AttachmentRecorded& recorded)
    {
        const QByteArray bytes
            = m_colleague->seal(actOf(recorded).drafts().front(), m_fixture->careKey);
        store::Page page;
        page.entries = {{++m_seq, bytes, {}}};
        page.cursor = "c";
        return m_store->applyPage(page).ok();
    }
    [[nodiscard]] QStringList files() const
    {
        return QDir(m_fixture->files.attachments()).entryList(QDir::Files);
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<StoreFixture>();
        m_store = m_fixture->openNew();
        QVERIFY(m_store);
        m_colleague = std::make_unique<Colleague>(*m_fixture);
        m_patient = m_fixture->mint.next<PatientId>();
        store::Page page;
        page.entries = m_colleague->certificates();
        page.cursor = "c";
        QVERIFY(m_store->applyPage(page).ok());
        m_seq = 2;
    }
    void cleanup()
    {
        m_colleague.reset();
        m_store.reset();
        m_fixture.reset();
    }

    void sent_onlyOnceItsEntryIsThere_smallOnesFirst()
    {
        const auto large = add(QByteArray(store::AttachmentStore::SmallAttachment + 1, 'l'));
        const auto small = add(QByteArray(store::AttachmentStore::SmallAttachment, 's'));
        const auto nameless = add("never saved");
        QCOMPARE(waiting(), 0);
        QVERIFY(name(*large) && name(*small));
        QCOMPARE(waiting(), 2);
        QVERIFY(attachments().toSend()->empty());
        QVERIFY(acknowledge(1));
        QCOMPARE(attachments().toSend()->size(), std::size_t(1));
        QVERIFY(acknowledge(2));
        const auto all = *attachments().toSend();
        QCOMPARE(all.size(), std::size_t(2));
        QCOMPARE(all[0].id, small->id);
        QCOMPARE(all[0].blob, crypto::hash({fileOf(*small)}));
        QCOMPARE(all[1].id, large->id);
        QVERIFY(attachments().setSent(small->id).ok());
        QCOMPARE(waiting(), 1);
        QVERIFY(!attachments().find(nameless->id)->value().isSent);
    }
    void serverPutBack_eachIsOfferedAgain_onceItsEntryIsThereAgain()
    {
        const auto made = add("content");
        QVERIFY(name(*made) && acknowledge(1));
        QVERIFY(attachments().setSent(made->id).ok());
        QVERIFY(m_store->beginTimeline(store::TimelineId({7})).ok());
        QCOMPARE(waiting(), 1);
        QVERIFY(attachments().toSend()->empty());
        QVERIFY(acknowledge(1));
        QCOMPARE(attachments().toSend()->size(), std::size_t(1));
    }
    void sealedPart_isThatPart_andADamagedFileIsNotOffered()
    {
        const auto made = add(QByteArray(100'000, 'c'));
        const QByteArray whole = fileOf(*made);
        QCOMPARE(whole.size(), store::sealedAttachmentSize(100'000));
        QCOMPARE(*attachments().sealedPart(made->id, 70'000, 1000), whole.mid(70'000, 1000));
        QCOMPARE(*attachments().sealedPart(made->id, whole.size() - 3, 1000), whole.right(3));
        QVERIFY(attachments().checkSealed(*made).ok());
        const QString path
            = m_fixture->files.attachments() + u'/' + QString::fromLatin1(made->id.toHex());
        QVERIFY(store::writeFileWhole(path, whole.chopped(1)).ok());
        QCOMPARE(attachments().checkSealed(*made).error().code, ErrorCode::Corrupt);
        QVERIFY(QFile::remove(path));
        QCOMPARE(attachments().checkSealed(*made).error().code, ErrorCode::NotFound);
        QCOMPARE(attachments().sealedPart(made->id, 0, 9).error().code, ErrorCode::NotFound);
    }
    void fetched_isKept_readable_andMissingNoMore()
    {
        const QByteArray content(150'000, 'p');
        const auto theirs = foreign(content);
        QVERIFY(receive(theirs.recorded));
        const auto missing = *attachments().missing();
        QCOMPARE(missing.size(), std::size_t(1));
        QCOMPARE(missing[0].scope, m_patient.as<ScopeId>());
        const auto kept = attachments().keepFetched(missing[0], theirs.sealed);
        QVERIFY2(kept.ok(), kept ? "" : kept.error().detail.constData());
        QVERIFY(kept->isSent);
        QVERIFY(attachments().missing()->empty());
        QCOMPARE(waiting(), 0);
        m_store.reset();
        m_store = std::move(*m_fixture->open());
        QCOMPARE(*attachments().read(kept->id), content);
        QVERIFY(attachments().toSend()->empty());
        // What it takes to send it again is here, should the server lose it.
        QCOMPARE(attachments().describe(kept->id, {})->key, theirs.recorded.key);
        QVERIFY(m_store->forgetScope(m_patient.as<ScopeId>()).ok());
        QVERIFY(files().isEmpty());
    }
    void notWhatTheEntryNames_isNotKept()
    {
        const auto theirs = foreign("content");
        QVERIFY(receive(theirs.recorded));
        const auto missing = *attachments().missing();
        const auto refused = [&](const QByteArray& sealed) {
            const auto kept = attachments().keepFetched(missing[0], sealed);
            return !kept && kept.error().code == ErrorCode::Corrupt && files().isEmpty();
        };
        QByteArray changed = theirs.sealed;
        changed[60] = char(changed[60] ^ 1);
        QVERIFY(refused(changed));
        QVERIFY(refused(theirs.sealed.chopped(1)));
        QVERIFY(refused({}));
        QVERIFY(attachments().keepFetched(missing[0], theirs.sealed).ok());
    }
    void entryWithAnotherKeyOrSize_keepsNothing()
    {
        for (const bool key : {true, false}) {
            auto theirs = foreign("content");
            if (key)
                theirs.recorded.key[3] = char(theirs.recorded.key[3] ^ 1);
            else
                ++theirs.recorded.size;
            QVERIFY(receive(theirs.recorded));
            const auto missing = *attachments().missing();
            const auto& mine = missing.front().blob.toBytes() == theirs.recorded.blob
                ? missing.front()
                : missing.back();
            const auto kept = attachments().keepFetched(mine, theirs.sealed);
            QVERIFY(!kept && kept.error().code == ErrorCode::Corrupt);
            QVERIFY(files().isEmpty());
        }
    }
    void blobThatClaimsTheIdOfAnother_leavesThatOneAlone()
    {
        const auto mine = add("mine");
        const QByteArray before = fileOf(*mine);
        // Sealed under another key with the same id: a hash and a signature would both be right.
        const QString elsewhere = m_fixture->files.folder + u"/elsewhere"_s;
        const SecretBytes key = crypto::randomSecret();
        const auto blob = store::writeAttachmentFile(elsewhere, mine->id, key, "theirs");
        QVERIFY(blob.ok());
        ledger::AttachmentRecorded recorded;
        recorded.blob = blob->toBytes();
        recorded.key = key.view().toByteArray();
        recorded.size = 6;
        recorded.mediaType = u"image/jpeg"_s;
        QVERIFY(receive(recorded));
        const auto missing = *attachments().missing();
        QCOMPARE(missing.size(), std::size_t(1));
        const auto kept
            = attachments().keepFetched(missing[0], *store::readFileWhole(elsewhere, 1 << 20));
        QCOMPARE(kept.error().code, ErrorCode::Corrupt);
        QCOMPARE(fileOf(*mine), before);
        QCOMPARE(*attachments().read(mine->id), QByteArray("mine"));
    }
    void nonsenseInAnEntry_namesNothing_andACorrectedOneIsNotFetched()
    {
        const auto theirs = foreign("content");
        for (int wrong = 0; wrong < 4; ++wrong) {
            auto recorded = theirs.recorded;
            if (wrong == 0)
                recorded.blob.chop(1);
            else if (wrong == 1)
                recorded.size = -1;
            else if (wrong == 2)
                recorded.size = store::MaxAttachment + 1;
            else
                recorded.mediaType.clear();
            QVERIFY(receive(recorded));
        }
        QVERIFY(attachments().missing()->empty());
        QVERIFY(receive(theirs.recorded));
        QCOMPARE(attachments().missing()->size(), std::size_t(1));
    }
};

DOORSTEP_TEST(TestAttachmentTravel);
#include "tst_attachment_travel.moc"
