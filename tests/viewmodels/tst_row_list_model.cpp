#include "app/viewmodels/parts/row_list_model.h"
#include "tests/support/test_registry.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <random>

using namespace doorstep;

struct NamedRow {
    Q_GADGET
    DOORSTEP_FIELD(QString, name)
    DOORSTEP_FIELD(int, doors)
    bool operator==(const NamedRow&) const = default;
};

class TestRowListModel : public QObject {
    Q_OBJECT
    using Model = app::RowListModel<NamedRow>;

    static std::vector<NamedRow> rowsOf(const QStringList& names)
    {
        std::vector<NamedRow> rows;
        for (const QString& name : names)
            rows.push_back({.name = name, .doors = 1});
        return rows;
    }
    static QStringList shownBy(const Model& model)
    {
        const int role = model.roleNames().key("name");
        QStringList names;
        for (int row = 0; row < model.rowCount(); ++row)
            names << model.data(model.index(row), role).toString();
        return names;
    }
    /// A view that only believes signals.
    static void follow(Model& model, QStringList& view)
    {
        const auto nameAt = [&model](int row) {
            return model.data(model.index(row), model.roleNames().key("name")).toString();
        };
        connect(&model, &Model::rowsInserted, &model,
            [&view, nameAt](const QModelIndex&, int first, int last) {
                for (int row = first; row <= last; ++row)
                    view.insert(row, nameAt(row));
            });
        connect(
            &model, &Model::rowsRemoved, &model, [&view](const QModelIndex&, int first, int last) {
                view.remove(first, last - first + 1);
            });
        connect(&model, &Model::dataChanged, &model,
            [&view, nameAt](const QModelIndex& first, const QModelIndex& last) {
                for (int row = first.row(); row <= last.row(); ++row)
                    view[row] = nameAt(row);
            });
    }

private Q_SLOTS:
    void setRows_oneGone_othersStayUntouched_data()
    {
        QTest::addColumn<QString>("without");
        QTest::newRow("first") << QStringLiteral("a");
        QTest::newRow("middle") << QStringLiteral("c");
        QTest::newRow("last") << QStringLiteral("e");
    }
    void setRows_oneGone_othersStayUntouched()
    {
        QFETCH(QString, without);
        QStringList names{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"),
            QStringLiteral("d"), QStringLiteral("e")};
        Model model;
        model.setRows(rowsOf(names));
        const QSignalSpy removed(&model, &Model::rowsRemoved);
        const QSignalSpy changed(&model, &Model::dataChanged);
        const QSignalSpy reset(&model, &Model::modelReset);
        const QSignalSpy counted(&model, &Model::countChanged);
        names.removeOne(without);
        model.setRows(rowsOf(names));
        QCOMPARE(shownBy(model), names);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(counted.size(), 1);
        QCOMPARE(changed.size() + reset.size(), 0);
    }
    void setRows_sameRows_saysNothing()
    {
        Model model;
        model.setRows(rowsOf({QStringLiteral("a"), QStringLiteral("b")}));
        const QSignalSpy changed(&model, &Model::dataChanged);
        const QSignalSpy counted(&model, &Model::countChanged);
        model.setRows(rowsOf({QStringLiteral("a"), QStringLiteral("b")}));
        QCOMPARE(changed.size() + counted.size(), 0);
    }
    void setRows_anyListAfterAnyOther_aViewOfSignalsAgrees()
    {
        constexpr unsigned Seed = 20'261'124;
        std::minstd_rand random(Seed);
        Model model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QStringList view;
        follow(model, view);
        for (int round = 0; round < 2'000; ++round) {
            QStringList names;
            for (unsigned i = 0, count = random() % 8; i < count; ++i)
                names << QString(QChar(u'a' + ushort(random() % 4)));
            model.setRows(rowsOf(names));
            QVERIFY2(shownBy(model) == names && view == names,
                qPrintable(QStringLiteral("seed %1, round %2: %3 against %4")
                               .arg(Seed)
                               .arg(round)
                               .arg(view.join(u' '), names.join(u' '))));
        }
    }
};
DOORSTEP_TEST(TestRowListModel);

#include "tst_row_list_model.moc"
