#include "core/store/draft_store.h"
#include "core/store/entry_store.h"
#include "core/store/patient_store.h"
#include "core/store/search_store.h"
#include "tests/store/store_fixture.h"
#include "tests/support/test_registry.h"

#include <QElapsedTimer>
#include <algorithm>
#include <ctime>

using namespace doorstep;
using test::Colleague;
using test::StoreFixture;

/// Prints how long the store takes; asserts only that what it did is right. A whole practice's
/// list: DOORSTEP_PATIENTS=15000.
class TestPace : public QObject {
    Q_OBJECT

    struct Times {
        std::vector<qint64> wall; ///< nanoseconds
        std::clock_t cpu = 0; ///< of all of them: steady also on a busy machine
    };
    static void tell(const char* what, Times times)
    {
        auto& nanoseconds = times.wall;
        std::ranges::sort(nanoseconds);
        const auto at = [&](std::size_t percent) {
            return double(nanoseconds.at((nanoseconds.size() - 1) * percent / 100)) / 1e6;
        };
        qInfo("%s: median %.2f ms, p95 %.2f ms, most %.2f ms of %d; CPU %.3f ms each", what, at(50),
            at(95), at(100), int(nanoseconds.size()),
            double(times.cpu) * 1000 / CLOCKS_PER_SEC / double(nanoseconds.size()));
    }
    template <typename Work> static Times timed(int times, Work work)
    {
        Times took;
        const auto before = std::clock();
        for (int i = 0; i < times; ++i) {
            QElapsedTimer timer;
            timer.start();
            work(i);
            took.wall.push_back(timer.nsecsElapsed());
        }
        took.cpu = std::clock() - before;
        return took;
    }
    static QString madeUpName(int i)
    {
        static constexpr const char* parts[]
            = {"Ash", "Brook", "Cloud", "Dale", "Elm", "Fern", "Glen", "Heath", "Iris", "Jay"};
        return QString::fromLatin1(parts[i % 10])
            + QString::fromLatin1(parts[i / 10 % 10]).toLower()
            + QString::fromLatin1(parts[i / 100 % 10]).toLower();
    }

private Q_SLOTS:
    void saves_andDrafts()
    {
        StoreFixture fixture;
        auto store = fixture.openNew();
        const auto patient = fixture.mint.next<PatientId>();
        store::DraftStore drafts(store->connection());
        tell("draft", timed(100, [&](int i) {
            QVERIFY(drafts.put({"form", patient.as<AggregateId>(), fixture.amina,
                QByteArray(i, 'x'), fixture.clock.now()}));
        }));
        tell("save", timed(100, [&](int i) {
            QVERIFY(store->save(fixture.noteAct(patient, QString::number(i))));
        }));
        QCOMPARE(store::EntryStore(store->connection()).receiptCounts()->here, 100);
    }
    void pages_andSearch()
    {
        const int patients = std::max(300, qEnvironmentVariableIntValue("DOORSTEP_PATIENTS"));
        StoreFixture fixture(QStringLiteral("desk"));
        auto store = fixture.openNew();
        const Colleague desk(fixture);
        QVERIFY(store->applyPage({desk.certificates(), std::nullopt, "c", false}));
        constexpr int perPage = 300;
        qint64 seq = 2;
        Times pages;
        for (int first = 0; first < patients; first += perPage) {
            store::Page page{{}, std::nullopt, "c", false};
            for (int i = first; i < std::min(patients, first + perPage); ++i)
                page.entries.push_back(desk.patient(++seq, fixture.mint.next<PatientId>(),
                    madeUpName(i), QStringLiteral("Given%1").arg(i / 1000)));
            const auto took = timed(1, [&](int) { QVERIFY(store->applyPage(page)); });
            pages.wall.push_back(took.wall.front());
            pages.cpu += took.cpu;
        }
        tell("page of 300 new patients", pages);
        store::SearchStore search(store->connection());
        for (const char* typed : {"b", "br", "brookdale", "brook given1", "given"}) {
            const auto found = search.find(QString::fromLatin1(typed), 50);
            QVERIFY(found);
            QVERIFY(found->size() <= 50);
            tell(typed, timed(10, [&](int) {
                QVERIFY(search.find(QString::fromLatin1(typed), 50)->size() == found->size());
            }));
        }
        QCOMPARE(int(store::PatientStore(store->connection()).all()->size()), patients);
        tell("whole list",
            timed(3, [&](int) { QVERIFY(store::PatientStore(store->connection()).all()); }));
    }
};
DOORSTEP_TEST(TestPace);

#include "tst_pace.moc"
