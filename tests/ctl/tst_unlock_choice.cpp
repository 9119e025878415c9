#include "programs/doorstepctl/unlock_choice.h"
#include "tests/support/test_registry.h"

using namespace doorstep;
using namespace Qt::StringLiterals;

class TestUnlockChoice : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onePerson_needsNoName() { QCOMPARE(*choose({m_priya}), m_priya); }
    void onePersonWithASecret_isNotTheFirstName() { QCOMPARE(*choose({m_tom}), m_tom); }
    void severalPeople_withoutAName_areAsked_andNobodyIsTried()
    {
        const auto chosen = choose({m_priya, m_tom});
        QCOMPARE(chosen.error().code, ErrorCode::InvalidInput);
        QVERIFY(chosen.error().detail.contains("Priya Nandra, Tom Testcase"));
    }
    void name_choosesItsPerson_inAnyCase()
    {
        QCOMPARE(*choose({m_priya, m_tom}, u"Tom Testcase"_s), m_tom);
        QCOMPARE(*choose({m_priya, m_tom}, u"priya nandra"_s), m_priya);
    }
    void nameOfSomebodyWithoutASecret_isNotFound()
    {
        QCOMPARE(choose({m_priya}, u"Tom Testcase"_s).error().code, ErrorCode::NotFound);
        QCOMPARE(choose({m_priya}, u"Nobody Atall"_s).error().code, ErrorCode::NotFound);
        QCOMPARE(choose({}).error().code, ErrorCode::NotFound);
    }
    void nameOfTwoPeople_isRefused()
    {
        m_names.push_back({StaffId({3}), u"Tom Testcase"_s, u"hca"_s});
        QCOMPARE(
            choose({m_tom, StaffId({3})}, u"Tom Testcase"_s).error().code, ErrorCode::InvalidInput);
    }

private:
    Result<StaffId> choose(const QSet<StaffId>& withSecret, const QString& as = {}) const
    {
        return ctl::chooseWhoUnlocks(m_names, withSecret, as);
    }

    const StaffId m_priya{{1}};
    const StaffId m_tom{{2}};
    std::vector<store::UnlockName> m_names{
        {m_priya, u"Priya Nandra"_s, u"coordinator"_s}, {m_tom, u"Tom Testcase"_s, u"nurse"_s}};
};
DOORSTEP_TEST(TestUnlockChoice);

#include "tst_unlock_choice.moc"
