#include "programs/doorstepctl/audit_chain.h"
#include "tests/ctl/ctl_process.h"
#include "tests/server/server_story.h"

#include <QFile>

using namespace doorstep;
using namespace doorstep::test;
using namespace Qt::StringLiterals;

/// The audit of a real server, checked from outside it, whole and after every kind of change.
class TestAudit : public QObject {
    Q_OBJECT

    [[nodiscard]] ctl::AuditExpectation expected() const
    {
        return {m_story->practice.id, m_story->practice.serverKey, {}};
    }
    [[nodiscard]] ctl::AuditFinding check(const QList<QByteArray>& lines) const
    {
        return ctl::checkAudit(lines.join('\n'), expected());
    }
    QString write(const QByteArray& text) const
    {
        QFile file(m_story->directory.filePath(u"audit.jsonl"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            return {};
        return file.fileName();
    }
    CtlRun verify(const QByteArray& text, const QStringList& more = {}) const
    {
        return runCtl(
            QStringList{u"audit"_s, u"verify"_s, u"--file"_s, write(text), u"--practice"_s,
                QString::fromLatin1(m_story->practice.id.toHex()), u"--server-key"_s,
                QString::fromLatin1(m_story->practice.serverKey.toBytes().toHex())}
            + more);
    }

    std::unique_ptr<ServerStory> m_story;
    QList<QByteArray> m_lines;

private Q_SLOTS:
    void initTestCase()
    {
        m_story = std::make_unique<ServerStory>();
        QVERIFY(m_story->begin());
        for (int admitted = 0; admitted < 3; ++admitted)
            QVERIFY(m_story->admit());
        QVERIFY(!m_story->server.command({u"backup"_s}).isEmpty());
        m_lines = m_story->server.command({u"audit"_s}).trimmed().split('\n');
        QVERIFY2(m_lines.size() >= 6, m_lines.join('\n'));
    }

    void wholeChain_isSound_alsoWithTheServerDown()
    {
        const CtlRun run = verify(m_lines.join('\n'));
        QCOMPARE(run.code, 0);
        QVERIFY2(
            run.said.startsWith(u"%1 lines from "_s.arg(m_lines.size())), qPrintable(run.said));
        m_story->server.stop();
        QCOMPARE(m_story->server.command({u"audit"_s}).trimmed(), m_lines.join('\n'));
    }
    void everyCharacterThatMeansSomething_changed_isNamed()
    {
        const QByteArray line = m_lines.at(2);
        for (qsizetype at = 0; at < line.size(); ++at) {
            if (!QByteArrayView("0123456789abcdef").contains(line.at(at)))
                continue;
            QList<QByteArray> lines = m_lines;
            lines[2][at] = line.at(at) == '1' ? '2' : '1';
            const ctl::AuditFinding finding = check(lines);
            QVERIFY2(finding.flaw != ctl::AuditFlaw::None, lines.at(2));
            // What moves a line to another practice shows in the next line of this one.
            QVERIFY(finding.atLine == 3 || finding.atLine == 4);
            QCOMPARE(finding.lines, quint64(2));
        }
    }
    void lineLeftOut_putTwice_orMoved_isNamed()
    {
        QList<QByteArray> without = m_lines;
        without.removeAt(1);
        QCOMPARE(check(without).flaw, ctl::AuditFlaw::Gap);
        QCOMPARE(check(without).atLine, 2);
        QList<QByteArray> twice = m_lines;
        twice.insert(3, m_lines.at(2));
        QCOMPARE(check(twice).flaw, ctl::AuditFlaw::Gap);
        QCOMPARE(check(twice).atLine, 4);
        QList<QByteArray> moved = m_lines;
        moved.swapItemsAt(3, 4);
        QCOMPARE(check(moved).atLine, 4);
    }
    void chainBySomebodyElse_isForged()
    {
        ctl::AuditExpectation other = expected();
        other.serverKey = crypto::makeSignKeyPair().publicKey;
        const auto finding = ctl::checkAudit(m_lines.join('\n'), other);
        QCOMPARE(finding.flaw, ctl::AuditFlaw::Forged);
        QCOMPARE(finding.atLine, 1);
    }
    void tailCutOff_showsAgainstTheNotedLine()
    {
        const ctl::AuditFinding whole = check(m_lines);
        const QString noted = u"%1:%2"_s.arg(whole.last.seq)
                                  .arg(QString::fromLatin1(whole.last.chain.toBytes().toHex()));
        QVERIFY(verify(m_lines.join('\n')).said.endsWith(noted));
        QCOMPARE(verify(m_lines.join('\n'), {u"--noted"_s, noted}).code, 0);
        QList<QByteArray> cut = m_lines;
        cut.removeLast();
        QCOMPARE(check(cut).flaw, ctl::AuditFlaw::None);
        const CtlRun run = verify(cut.join('\n'), {u"--noted"_s, noted});
        QCOMPARE(run.code, 1);
        QVERIFY2(run.said.contains(u"before the one you noted"_s), qPrintable(run.said));
    }
    void chainWrittenAgain_showsAgainstTheNotedLine()
    {
        ctl::AuditExpectation remembered = expected();
        remembered.noted = ctl::NotedLine{2, crypto::hash({"another second line"})};
        const auto finding = ctl::checkAudit(m_lines.join('\n'), remembered);
        QCOMPARE(finding.flaw, ctl::AuditFlaw::Rewritten);
        QCOMPARE(finding.atLine, 2);
    }
    void whatIsNoAudit_isSaidToBeNone()
    {
        for (const QByteArray& text : {QByteArray("hello"), QByteArray("{}"), QByteArray("\n"),
                 QByteArray(2'000, '['), QByteArray(R"({"seq":1e300})")})
            QCOMPARE(ctl::checkAudit(text, expected()).flaw, ctl::AuditFlaw::Unreadable);
        QCOMPARE(verify("").code, 1);
        QCOMPARE(verify(m_lines.join('\n'), {u"--noted"_s, u"7"_s}).code, 2);
        QCOMPARE(runCtl({u"audit"_s, u"verify"_s, u"--file"_s, u"/nowhere"_s}).code, 2);
    }
    void everyFlaw_hasASentenceOfItsOwn()
    {
        QSet<QString> sentences;
        for (int flaw = 0; flaw <= int(ctl::AuditFlaw::Rewritten); ++flaw) {
            ctl::AuditFinding finding;
            finding.flaw = ctl::AuditFlaw(flaw);
            finding.lines = 7;
            const QString sentence = ctl::auditSentence(finding);
            QVERIFY(!sentence.isEmpty() && !sentence.contains(u'%'));
            sentences.insert(sentence);
        }
        QCOMPARE(sentences.size(), qsizetype(ctl::AuditFlaw::Rewritten) + 1);
    }
};
DOORSTEP_TEST(TestAudit);

#include "tst_audit.moc"
