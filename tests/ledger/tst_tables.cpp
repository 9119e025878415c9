#include "core/ledger/tables.h"

#include "core/domain/care_rows.h"
#include "core/domain/desk_rows.h"
#include "core/domain/patient_rows.h"
#include "core/domain/round_rows.h"
#include "tests/ledger/author.h"
#include "tests/support/test_registry.h"

#include <QSet>

using namespace doorstep;
using namespace doorstep::ledger;
using namespace doorstep::test;

class TestTables : public QObject {
    Q_OBJECT

    static QByteArrayList columnNames(const Table& table)
    {
        QByteArrayList names;
        for (const Column& column : table.columns)
            names.append(column.name);
        return names;
    }
    template <typename Row> static bool comesBack(const Row& row)
    {
        return rowFrom<Row>(columnValues(tableOf<Row>(), &row)) == row;
    }

private Q_SLOTS:
    void tables_namesUnique_keysAndIndexesAreColumns()
    {
        QSet<QByteArray> names;
        for (const Table& table : tables()) {
            QVERIFY2(!names.contains(table.name), table.name);
            names.insert(table.name);
            const QByteArrayList columns = columnNames(table);
            QVERIFY2(columns.contains(table.aggregateColumn), table.name);
            QVERIFY2(!table.key.isEmpty(), table.name);
            for (const QByteArray& key : table.key)
                QVERIFY2(columns.contains(key), table.name + ' ' + key);
            for (const auto& index : table.indexes)
                for (const QByteArray& column : index)
                    QVERIFY2(columns.contains(column), table.name + ' ' + column);
        }
    }
    void tables_nameFollowsTheRow()
    {
        QCOMPARE(tableOf<domain::PatientRow>().name, QByteArray("patient"));
        QCOMPARE(tableOf<domain::FollowUpRow>().name, QByteArray("followUp"));
        QCOMPARE(tableOf<domain::FollowUpRow>().aggregateColumn, QByteArray("patient"));
    }
    void row_emptyMembers_areNull()
    {
        const domain::VisitRow row;
        const Table& table = tableOf<domain::VisitRow>();
        const QVariantList values = columnValues(table, &row);
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const QByteArray& name = table.columns[i].name;
            const bool isNumber = name == "position" || name == "outcomes" || name == "cardLeft"
                || name == "afterReassignment";
            QVERIFY2(values[qsizetype(i)].isNull() != isNumber, name);
        }
        QVERIFY(comesBack(row));
    }
    void row_everyColumnType_comesBack()
    {
        domain::RoundRow round;
        round.round = idOf<RoundId>("round");
        round.roundKind = domain::RoundKind::Clinic;
        round.day = QDate(2026, 11, 24);
        round.startsAt = QTime(9, 30);
        round.team = {idOf<StaffId>("a"), idOf<StaffId>("b")};
        round.programmes = {QStringLiteral("flu-2026-27"), QStringLiteral("a \"quoted\" one")};
        round.closedAt = {1795510800000};
        QVERIFY(comesBack(round));

        domain::ObservationSetRow set;
        set.onOxygen = false;
        set.news2Total = 0;
        QVERIFY(comesBack(set));
        set.news2Total.reset();
        QVERIFY(comesBack(set));

        domain::ImportRow import;
        import.fileHash = QByteArray("\0\1\2", 3);
        import.undone = true;
        QVERIFY(comesBack(import));

        domain::ObservationRow value;
        value.scaled = -375;
        value.decimals = 1;
        QVERIFY(comesBack(value));
    }
    void row_wordsAreWords_idsAreBytes()
    {
        domain::VisitRow row;
        row.visit = idOf<VisitId>("visit");
        row.outcome = domain::Outcome::NotIn;
        const Table& table = tableOf<domain::VisitRow>();
        const QVariantList values = columnValues(table, &row);
        const QByteArrayList names = columnNames(table);
        QCOMPARE(values[names.indexOf("outcome")].toString(), QStringLiteral("not-in"));
        QCOMPARE(values[names.indexOf("visit")].toByteArray(), row.visit.toBytes());
    }
};
DOORSTEP_TEST(TestTables);

#include "tst_tables.moc"
