#include "core/store/entry_store.h"
#include "core/store/patient_store.h"
#include "core/store/trust_store.h"
#include "tests/store/store_fixture.h"
#include "tests/support/test_registry.h"

#include <algorithm>
#include <map>

using namespace doorstep;
using test::Colleague;
using test::StoreFixture;

/// What a desk's clear entries mean follows from where the server put them, whatever came first.
class TestServerOrder : public QObject {
    Q_OBJECT

    static store::Page pageOf(std::vector<store::PageEntry> entries)
    {
        return {std::move(entries), std::nullopt, "after", false};
    }
    static EntryId idOf(const store::PageEntry& line)
    {
        return entry::decodeEntry(line.bytes)->header.id;
    }
    static bool has(store::Store& store, PatientId patient)
    {
        const auto row = store::PatientStore(store.connection()).find(patient);
        return row && row->has_value();
    }
    static store::PageEntry heldAt(store::PageEntry line, qint64 seq)
    {
        line.seq = seq;
        line.heldReason = "revoked";
        return line;
    }
    static store::PageEntry routedAt(store::PageEntry line, qint64 seq)
    {
        line.seq = seq;
        return line;
    }
    /// A desk that has rejected what a tablet wrote and the server holds at 5.
    struct Rejected {
        StoreFixture fixture{QStringLiteral("desk")};
        std::unique_ptr<store::Store> store = fixture.openNew();
        Colleague desk{fixture};
        Colleague tablet{fixture, entry::DeviceRole::Tablet};
        PatientId patient = fixture.mint.next<PatientId>();
        store::PageEntry line
            = tablet.patient(5, patient, QStringLiteral("A"), QStringLiteral("B"));

        [[nodiscard]] bool make() const
        {
            return store->applyPage(pageOf(desk.certificates()))
                && store->applyPage(pageOf(tablet.certificates()))
                && store->applyPage(pageOf({heldAt(line, 5)}))
                && store->saveClear(
                    ScopeId({7}), {entry::EntryRejected{idOf(line), QStringLiteral("not ours")}});
        }
    };
    static entry::PinsOrdered order(quint64 serial, quint8 fill)
    {
        return {serial, {{{fill}}, {{quint8(fill + 1)}}}, {}};
    }
    /// What a store keeps of these when they come one after the other.
    static std::map<QString, QByteArray> rowsOf(
        store::Connection& connection, const std::vector<entry::PinsOrdered>& orders)
    {
        const auto pins = QStringLiteral(" setting WHERE name LIKE 'trust.pins%'");
        std::map<QString, QByteArray> rows;
        if (!connection.run(QStringLiteral("DELETE FROM") + pins))
            return rows;
        for (const auto& each : orders) {
            if (!store::TrustStore(connection).put(each))
                return {};
        }
        auto read = connection.prepare(QStringLiteral("SELECT name, value FROM") + pins);
        while (read && *read->next())
            rows.emplace(read->text(0), read->bytes(1));
        return rows;
    }

private Q_SLOTS:
    void pinsOrdered_inAnyOrder_theSameRows()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        auto& connection = store->connection();
        // Two desks in the same millisecond.
        const std::vector orders{order(5, 1), order(7, 3), order(9, 5), order(9, 7)};
        std::array at{0, 1, 2, 3};
        const auto rows = rowsOf(connection, orders);
        QVERIFY(!rows.empty());
        while (std::next_permutation(at.begin(), at.end())) {
            std::vector<entry::PinsOrdered> shuffled;
            for (const int each : at)
                shuffled.push_back(orders[std::size_t(each)]);
            QVERIFY(rowsOf(connection, shuffled) == rows);
        }
    }
    void scopeRevoked_grantThatStandsBeforeItComesLater_isEndedAllTheSame()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const Colleague desk(fixture);
        const ScopeId scope({5});
        QVERIFY(store->applyPage(pageOf(desk.certificates())));
        const auto grant = desk.clear(entry::ScopeGranted{fixture.device, scope, {0}, {1'000}});
        const auto revoked = desk.clear(entry::ScopeRevoked{fixture.device, scope, {500}, {1'000}});
        QVERIFY(store->applyPage(pageOf({{9, revoked, {}}})));
        QVERIFY(store->applyPage(pageOf({{8, grant, {}}})));
        const auto grants = store::TrustStore(store->connection()).grantsOf(fixture.device);
        QCOMPARE(grants->size(), std::size_t(1));
        QCOMPARE(grants->front().revokedFrom.value_or(Instant{}).ms, qint64(500));
    }
    void scopeGranted_thatStandsAfterARevocation_isNotEndedByIt()
    {
        StoreFixture fixture(QStringLiteral("desk"));
        auto store = fixture.openNew();
        const Colleague desk(fixture);
        const ScopeId scope({5});
        const DeviceId tablet({6});
        // Both written before the other was heard of; the server puts the grant last.
        QVERIFY(store->applyPage(pageOf(desk.certificates())));
        const auto grant = desk.clear(entry::ScopeGranted{tablet, scope, {0}, {1'000}});
        QVERIFY(store->applyPage(pageOf({{9, grant, {}}})));
        QVERIFY(
            store->saveClear(ScopeId({7}), {entry::ScopeRevoked{tablet, scope, {500}, {1'000}}}));
        store::TrustStore trust(store->connection());
        QVERIFY(trust.grantsOf(tablet)->front().revokedFrom.has_value());
        const auto run = store->outgoing(0, 1, 1)->incarnation;
        QVERIFY(store->acknowledge({run, {{1, 1, 8}}, {}, 0}));
        QVERIFY(!trust.grantsOf(tablet)->front().revokedFrom.has_value());
    }
    void decision_thatComesBeforeItsEntry_countsWhenTheEntryComes()
    {
        StoreFixture fixture(QStringLiteral("desk"));
        auto store = fixture.openNew();
        const Colleague desk(fixture), tablet(fixture, entry::DeviceRole::Tablet);
        QVERIFY(store->applyPage(pageOf(desk.certificates())));
        QVERIFY(store->applyPage(pageOf(tablet.certificates())));
        const auto out = fixture.mint.next<PatientId>();
        const auto in = fixture.mint.next<PatientId>();
        const auto rejected = tablet.patient(5, out, QStringLiteral("Out"), QStringLiteral("Side"));
        const auto released = tablet.patient(6, in, QStringLiteral("In"), QStringLiteral("Side"));
        QVERIFY(store->applyPage(
            pageOf({{3, desk.clear(entry::EntryRejected{idOf(rejected), QStringLiteral("no")}), {}},
                {4, desk.clear(entry::EntryReleased{idOf(released), QStringLiteral("yes")}),
                    {}}})));
        QVERIFY(store->applyPage(pageOf({heldAt(rejected, 5), heldAt(released, 6)})));
        QVERIFY(!has(*store, out));
        QVERIFY(has(*store, in));
    }
    void rejected_staysOut_evenWhereTheServerRoutedIt_andWhateverIsDecidedLater()
    {
        Rejected at;
        QVERIFY(at.make());
        const auto& store = at.store;
        const auto& line = at.line;
        // A server put back that learns the entry before the revocation knows no reason to hold it.
        QVERIFY(store->beginTimeline(store::TimelineId({2})));
        QVERIFY(store->applyPage(pageOf({routedAt(line, 4)})));
        QVERIFY(!has(*store, at.patient));
        QVERIFY(store->saveClear(
            ScopeId({7}), {entry::EntryReleased{idOf(line), QStringLiteral("ours after all")}}));
        QVERIFY(!has(*store, at.patient));
    }
    void rejectedByADeskPutBack_afterItsReleaseStands_isWhereTheReleasePutIt()
    {
        // Decided once, but the database was put back to before that; and now otherwise.
        Rejected at;
        QVERIFY(at.make());
        const auto& store = at.store;
        const auto& line = at.line;
        QVERIFY(store->applyPage(pageOf(
            {{8, at.desk.clear(entry::EntryReleased{idOf(line), QStringLiteral("ours")}), {}},
                routedAt(line, 9)})));
        QVERIFY(has(*store, at.patient));
        auto row
            = store->connection().prepare(QStringLiteral("SELECT seq FROM entry WHERE id = ?"));
        QVERIFY(row && *row->bind(idOf(line)).next());
        QCOMPARE(row->integer(0), 9);
    }
    void rejectedAsATwin_theFirstEntryStands()
    {
        StoreFixture fixture(QStringLiteral("desk"));
        auto store = fixture.openNew();
        const Colleague desk(fixture);
        const auto patient = fixture.mint.next<PatientId>();
        auto entries = desk.certificates();
        entries.push_back(desk.patient(3, patient, QStringLiteral("A"), QStringLiteral("B")));
        QVERIFY(store->applyPage(pageOf(entries)));
        QVERIFY(store->saveClear(
            ScopeId({7}), {entry::EntryRejected{idOf(entries.back()), QString(entry::AboutTwin)}}));
        QVERIFY(has(*store, patient));
    }
    void routedOnce_heldByAServerPutBack_isNamedForRelease()
    {
        StoreFixture fixture(QStringLiteral("desk"));
        auto store = fixture.openNew();
        const Colleague desk(fixture), tablet(fixture, entry::DeviceRole::Tablet);
        QVERIFY(store->applyPage(pageOf(desk.certificates())));
        QVERIFY(store->applyPage(pageOf(tablet.certificates())));
        const auto line = tablet.patient(
            5, fixture.mint.next<PatientId>(), QStringLiteral("A"), QStringLiteral("B"));
        QVERIFY(store->applyPage(pageOf({line}))->heldAgain.empty());
        QVERIFY(store->applyPage(pageOf({heldAt(line, 5)}))->heldAgain.empty()); // the same log
        QVERIFY(store->beginTimeline(store::TimelineId({2})));
        const auto applied = store->applyPage(pageOf({heldAt(line, 4)}));
        QCOMPARE(applied->heldAgain, std::vector<EntryId>{idOf(line)});
    }
};
DOORSTEP_TEST(TestServerOrder);

#include "tst_server_order.moc"
