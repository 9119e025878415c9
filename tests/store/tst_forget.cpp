#include "core/ledger/kinds/round_kinds.h"
#include "core/store/append_file.h"
#include "core/store/database.h"
#include "core/store/draft_store.h"
#include "core/store/entry_store.h"
#include "core/store/patient_store.h"
#include "core/store/scope_store.h"
#include "core/store/search_store.h"
#include "core/vfs/page_cipher.h"
#include "tests/store/store_fixture.h"
#include "tests/support/test_registry.h"

#include <QDirIterator>
#include <QFileInfo>

using namespace doorstep;
using namespace Qt::StringLiterals;
using test::Colleague;
using test::StoreFixture;

namespace {

constexpr qint64 Day = 86'400'000;

/// Every page of the closed database as SQLite means it, free pages too, one after the other.
QByteArray plainPages(const StoreFixture& fixture)
{
    const auto envelope = store::readEnvelope(fixture.files);
    const auto sealed = store::readFileWhole(fixture.files.database(), 1 << 30);
    if (!envelope || !sealed)
        return {};
    const vfs::PageCipher cipher(
        store::deriveFromMaster(fixture.masterKey, store::MasterKeyUse::Database),
        envelope->head().databaseSalt, *vfs::cipherFromByte(envelope->head().cipher));
    QByteArray plain(sealed->size(), '\0');
    const auto* from = reinterpret_cast<const vfs::Byte*>(sealed->constData());
    auto* to = reinterpret_cast<vfs::Byte*>(plain.data());
    for (qsizetype at = 0; at + vfs::PageSize <= sealed->size(); at += vfs::PageSize) {
        // Free leaves need not authenticate; open() leaves zeros then.
        const bool opened = cipher.open(quint32(at / vfs::PageSize + 1), from + at, to + at);
        Q_UNUSED(opened)
    }
    return plain;
}

} // namespace

/// A tablet with a desk behind it that grants and plans.
class TestForget : public QObject {
    Q_OBJECT

    std::unique_ptr<StoreFixture> m_fixture;
    std::unique_ptr<Colleague> m_desk;
    std::unique_ptr<store::Store> m_store;
    qint64 m_seq = 10;

    [[nodiscard]] Instant now() const { return m_fixture->clock.now(); }
    [[nodiscard]] bool pull(const std::vector<QByteArray>& entries)
    {
        store::Page page{{}, std::nullopt, "after", false};
        for (const QByteArray& bytes : entries)
            page.entries.push_back({++m_seq, bytes, {}});
        const auto applied = m_store->applyPage(page);
        return applied && applied->unopened == 0 && applied->refused == 0;
    }
    [[nodiscard]] bool grant(ScopeId scope, qint64 fromMs, qint64 toMs)
    {
        return pull({m_desk->clear(entry::ScopeGranted{
            m_fixture->device, scope, now().plusMs(fromMs), now().plusMs(toMs)})});
    }
    [[nodiscard]] QByteArray ofDesk(const ledger::Act& act) const
    {
        return m_desk->seal(act.drafts().front(), m_fixture->careKey);
    }
    /// A patient that the desk recorded, with a note, granted for a day.
    [[nodiscard]] PatientId granted(const QString& family)
    {
        const auto patient = m_fixture->mint.next<PatientId>();
        const bool pulled = grant(patient.as<ScopeId>(), -1000, Day)
            && pull({ofDesk(m_fixture->patientAct(patient, family, u"Bo"_s, u"9990000018"_s)),
                ofDesk(m_fixture->noteAct(patient, u"knows of "_s + family.repeated(8)))});
        return pulled ? patient : PatientId();
    }
    [[nodiscard]] bool note(PatientId patient, const QString& text)
    {
        return m_store->save(m_fixture->noteAct(patient, text)).ok();
    }
    [[nodiscard]] bool acknowledgeAll()
    {
        const auto outgoing = m_store->outgoing(0, 1000, 1 << 20);
        if (!outgoing || outgoing->entries.empty())
            return false;
        const auto count = quint32(outgoing->entries.size());
        const qint64 first = m_seq + 1;
        m_seq += count;
        return m_store
            ->acknowledge({outgoing->incarnation, {{outgoing->firstCtr, count, first}}, {}, 0})
            .ok();
    }
    [[nodiscard]] store::Forgotten forget()
    {
        const auto forgotten = m_store->forgetEnded(now(), {ScopeId({7})}, 100);
        return forgotten ? *forgotten : store::Forgotten{{}, -1, -1, false};
    }
    [[nodiscard]] bool has(PatientId patient)
    {
        const auto row = store::PatientStore(m_store->connection()).find(patient);
        return row && row->has_value();
    }
    [[nodiscard]] qint64 count(const char* sql)
    {
        auto statement = m_store->connection().prepare(QString::fromLatin1(sql));
        return statement && *statement->next() ? statement->integer(0) : -1;
    }
    [[nodiscard]] bool putDraft(PatientId patient, const QByteArray& content)
    {
        return store::DraftStore(m_store->connection())
            .put({"visit/" + patient.toHex(), patient.as<AggregateId>(), m_fixture->amina, content,
                now()})
            .ok();
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<StoreFixture>();
        m_store = m_fixture->openNew();
        QVERIFY(m_store);
        m_desk = std::make_unique<Colleague>(*m_fixture);
        store::Page certificates{m_desk->certificates(), std::nullopt, "certified", false};
        QVERIFY(m_store->applyPage(certificates));
        m_seq = 10;
    }
    void cleanup()
    {
        m_store.reset();
        m_desk.reset();
        m_fixture.reset();
    }

    void grantOver_noPageAndNoLogHoldsAnythingOfThePatients()
    {
        constexpr int Each = 40;
        std::vector<PatientId> leaving, staying;
        QList<QByteArray> others; // pieces of other people's sealed entries
        for (int i = 0; i < Each; ++i) {
            leaving.push_back(granted(u"Quillfeather%1"_s.arg(i)));
            staying.push_back(granted(u"Oakenshade%1"_s.arg(i)));
            QVERIFY(grant(staying.back().as<ScopeId>(), 0, 30 * Day));
            QVERIFY(note(leaving.back(), u"ferret bites "_s.repeated(i + 1)));
            const QByteArray more
                = ofDesk(m_fixture->noteAct(leaving.back(), u"zebulon %1"_s.arg(i)));
            QVERIFY(pull({more}));
            others.append(more.last(48));
        }
        QVERIFY(putDraft(leaving.front(), "half a zebulon"));
        QVERIFY(acknowledgeAll());
        QVERIFY(m_store->checkpoint());
        const qint64 words = count("SELECT count(*) FROM searchWord");
        const qint64 own = count("SELECT count(*) FROM entry WHERE own = 1");

        m_fixture->clock.advanceMs(4 * Day);
        QCOMPARE(forget().scopes, Each);
        QCOMPARE(QFileInfo(m_fixture->files.database() + u"-wal"_s).size(), 0);
        for (int i = 0; i < Each; ++i) {
            QVERIFY(!has(leaving[std::size_t(i)]));
            QVERIFY(has(staying[std::size_t(i)]));
        }
        QCOMPARE(count("SELECT count(*) FROM searchRow"), Each);
        QVERIFY(count("SELECT count(*) FROM searchWord") < words);
        QCOMPARE(count("SELECT count(*) FROM searchWord WHERE row NOT IN "
                       "(SELECT row FROM searchRow)"),
            0);
        QVERIFY(store::SearchStore(m_store->connection()).find(u"quillfeather"_s, 5)->empty());
        QCOMPARE(count("SELECT count(*) FROM draft"), 0);
        // Own entries stay, sealed, until they are safe.
        QCOMPARE(count("SELECT count(*) FROM entry WHERE own = 1"), own);
        QCOMPARE(count("SELECT count(*) FROM entry WHERE own = 1 AND payload IS NOT NULL"), 0);

        m_store.reset();
        const QByteArray pages = plainPages(*m_fixture);
        QVERIFY(pages.contains("Oakenshade7"));
        QVERIFY(pages.toLower().contains("oakenshade39"));
        for (const QByteArray& gone : {"quillfeather"_ba, "ferret"_ba, "zebulon"_ba})
            QVERIFY2(!pages.toLower().contains(gone), gone.constData());
        for (const QByteArray& sealed : others)
            QVERIFY(!pages.contains(sealed));
    }
    void ownEntriesUnacknowledged_scopeWaitsForThem()
    {
        const auto patient = granted(u"Ashdown"_s);
        QVERIFY(note(patient, u"rang the bell"_s));
        m_fixture->clock.advanceMs(2 * Day);
        QCOMPARE(forget().waiting, 1);
        QVERIFY(has(patient));
        QVERIFY(acknowledgeAll());
        QCOMPARE(forget().scopes, 1);
        QVERIFY(!has(patient));
        QCOMPARE(forget().scopes, 0);
    }
    void draftJustTyped_holdsPatientAndVisit_anOldOneGoesWithThem()
    {
        const auto patient = granted(u"Ashdown"_s);
        const auto round = m_fixture->mint.next<RoundId>();
        const auto visit = m_fixture->mint.next<VisitId>();
        ledger::Act planned(m_fixture->mint);
        ledger::VisitPlanned plan;
        plan.round = round;
        plan.patient = patient;
        planned.add(round.as<ScopeId>(), visit.as<AggregateId>(), plan);
        QVERIFY(grant(round.as<ScopeId>(), -1000, Day));
        QVERIFY(pull({ofDesk(planned)}));
        m_fixture->clock.advanceMs(2 * Day);
        QVERIFY(putDraft(patient, "typed and not saved"));
        QCOMPARE(forget().waiting, 2);
        QVERIFY(has(patient));
        QCOMPARE(count("SELECT count(*) FROM visit"), 1);
        QCOMPARE(count("SELECT count(*) FROM draft"), 1);
        m_fixture->clock.advanceMs(store::ScopeStore::DraftHoldsForMs + 1);
        QCOMPARE(forget().scopes, 2);
        QVERIFY(!has(patient));
        QCOMPARE(count("SELECT count(*) FROM visit"), 0);
        QCOMPARE(count("SELECT count(*) FROM draft"), 0);
    }
    void grantedAgain_orForLater_stays_revokedGoesAtOnce()
    {
        const auto again = granted(u"Ashdown"_s);
        const auto later = granted(u"Birch"_s);
        const auto revoked = granted(u"Cedar"_s);
        QVERIFY(grant(again.as<ScopeId>(), 0, 7 * Day));
        QVERIFY(grant(later.as<ScopeId>(), 5 * Day, 7 * Day));
        QVERIFY(grant(revoked.as<ScopeId>(), 0, 7 * Day));
        QVERIFY(pull({m_desk->clear(entry::ScopeRevoked{m_fixture->device, revoked.as<ScopeId>(),
            now().plusMs(2 * Day), now().plusMs(30 * Day)})}));
        m_fixture->clock.advanceMs(Day + 1);
        QCOMPARE(forget().scopes, 0);
        m_fixture->clock.advanceMs(Day);
        QCOMPARE(forget().scopes, 1);
        QVERIFY(has(again));
        QVERIFY(has(later));
        QVERIFY(!has(revoked));
    }
    void metOnTheRoad_goesTwoWeeksAfterTheLastEntry_andHalfARecordNeverShows()
    {
        const auto patient = m_fixture->mint.next<PatientId>();
        QVERIFY(m_store->save(m_fixture->patientAct(patient, u"Doorstep"_s, u"Di"_s)));
        QVERIFY(acknowledgeAll());
        m_fixture->clock.advanceMs(10 * Day);
        QVERIFY(pull({ofDesk(m_fixture->noteAct(patient, u"registered since"_s))}));
        m_fixture->clock.advanceMs(13 * Day);
        QCOMPARE(forget().scopes, 0);
        m_fixture->clock.advanceMs(2 * Day);
        QCOMPARE(forget().scopes, 1);
        QVERIFY(!has(patient));
        // The server made the scope the tablet's own and goes on sending.
        QVERIFY(pull({ofDesk(m_fixture->noteAct(patient, u"moved away"_s))}));
        QCOMPARE(forget().scopes, 1);
        QVERIFY(store::PatientStore(m_store->connection()).notes(patient)->empty());
    }
    void practiceScope_isNeverGivenUp()
    {
        const qint64 entries = count("SELECT count(*) FROM entry");
        QVERIFY(grant(ScopeId({7}), -2000, -1000));
        QCOMPARE(forget().scopes, 0);
        QCOMPARE(count("SELECT count(*) FROM entry"), entries + 1);
    }
    void aFewAtATime_untilNoneIsLeft()
    {
        for (int i = 0; i < 5; ++i)
            QVERIFY(!granted(u"Ashdown"_s).isNull());
        m_fixture->clock.advanceMs(2 * Day);
        const auto first = m_store->forgetEnded(now(), {}, 3);
        QVERIFY(first && first->more);
        QCOMPARE(first->scopes, 3);
        const auto second = m_store->forgetEnded(now(), {}, 3);
        QVERIFY(second && !second->more);
        QCOMPARE(second->scopes, 2);
    }
    void readerInTheWay_theNextCallEmptiesTheLog()
    {
        const auto patient = granted(u"Ashdown"_s);
        m_fixture->clock.advanceMs(2 * Day);
        auto reader = m_store->openReader();
        QVERIFY(reader.ok());
        QVERIFY(m_store->connection().run(u"PRAGMA busy_timeout = 50"_s));
        {
            auto reading = (*reader)->prepare(u"SELECT family FROM patient"_s);
            QVERIFY(reading && *reading->next());
            QCOMPARE(forget().scopes, 1);
            QVERIFY(!has(patient));
            QVERIFY(QFileInfo(m_fixture->files.database() + u"-wal"_s).size() > 0);
        }
        QCOMPARE(forget().scopes, 0);
        QCOMPARE(QFileInfo(m_fixture->files.database() + u"-wal"_s).size(), 0);
        reader->reset();
        m_store.reset();
        QVERIFY(!plainPages(*m_fixture).contains("Ashdown"));
    }
    void databaseSetAside_isNoPlaceWhereThisDeviceReadsWhatItGaveUp()
    {
        QVERIFY(has(granted(u"Thistlewood"_s)));
        m_store.reset();
        QVERIFY(store::setDatabaseAside(m_fixture->files));
        QVERIFY(store::makeDatabaseAnew(m_fixture->files, m_fixture->masterKey));
        auto opened = m_fixture->open();
        QVERIFY(opened);
        m_store = std::move(*opened);
        QCOMPARE(forget().scopes, 0);
        QDirIterator left(m_fixture->files.setAside(), QDir::Files, QDirIterator::Subdirectories);
        QVERIFY(left.hasNext());
        while (left.hasNext())
            QVERIFY2(left.next().endsWith(u".sealed"_s), qPrintable(left.filePath()));
    }
};

DOORSTEP_TEST(TestForget);
#include "tst_forget.moc"
