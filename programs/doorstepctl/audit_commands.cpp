#include "app/runtime/desk_reads.h"
#include "core/store/desk_store.h"
#include "core/store/patient_store.h"
#include "programs/doorstepctl/audit_chain.h"
#include "programs/doorstepctl/desk_session.h"

/// Checking from outside what the practice server says it did, and reading who looked at whom.
namespace doorstep::ctl {

namespace {

constexpr qint64 MaxAuditBytes = qint64{512} * 1024 * 1024;
constexpr auto FileOption = "file";
constexpr auto NotedOption = "noted";
constexpr auto PracticeOption = "practice";
constexpr auto KeyOption = "server-key";
constexpr auto NhsOption = "nhs";
constexpr auto MostOption = "most";
constexpr int UsualLines = 200;

struct AskedAudit {
    QByteArray text;
    std::optional<NotedLine> noted;
};

QString valueOf(const QCommandLineParser& options, const char* name)
{
    return options.value(QLatin1String(name));
}

Result<AskedAudit> readAsked(const QCommandLineParser& options)
{
    AskedAudit asked;
    if (const QString noted = valueOf(options, NotedOption); !noted.isEmpty()) {
        DOORSTEP_TRY(line, notedLineFrom(noted));
        asked.noted = line;
    }
    DOORSTEP_TRY(text, readFile(valueOf(options, FileOption), MaxAuditBytes));
    asked.text = std::move(text);
    return asked;
}

/// A person without a store of the practice, who was given the two by someone with one.
Result<AuditExpectation> expectationFrom(const QCommandLineParser& options)
{
    const auto bytes
        = [&](const char* name) { return QByteArray::fromHex(valueOf(options, name).toLatin1()); };
    DOORSTEP_TRY(practice, PracticeId::fromBytes(bytes(PracticeOption)));
    DOORSTEP_TRY(key, crypto::SignPublicKey::fromBytes(bytes(KeyOption)));
    return AuditExpectation{practice, key, {}};
}

int tell(const AskedAudit& asked, AuditExpectation expected)
{
    expected.noted = asked.noted;
    const AuditFinding finding = checkAudit(asked.text, expected);
    print(auditSentence(finding));
    return finding.flaw == AuditFlaw::None && finding.lines > 0 ? 0 : 1;
}

void verifyAudit(const QCommandLineParser& options, const Done& done)
{
    const auto asked = readAsked(options);
    if (!asked) {
        complain(QStringLiteral("audit verify"), asked.error());
        return done(2);
    }
    if (options.isSet(QLatin1String(KeyOption))) {
        const auto expected = expectationFrom(options);
        if (!expected)
            complain(QStringLiteral("audit verify"),
                {ErrorCode::InvalidInput,
                    "--practice and --server-key are hex, as status prints them"});
        return done(expected ? tell(*asked, *expected) : 2);
    }
    DeskSession::with(
        options,
        [asked = *asked](DeskSession& desk, const Done& finish) {
            desk.session().identity().then(
                &desk, [asked, finish](const Result<store::DeviceIdentity>& own) {
                    if (!own)
                        complain(QStringLiteral("audit verify"), own.error());
                    finish(own ? tell(asked, {own->practice, own->serverSign, {}}) : 1);
                });
        },
        done);
}

/// Lines for people: record ids, never names of patients, so that it may be kept as a file.
Result<QStringList> viewLines(store::Connection& connection, const QString& nhsNumber, int most)
{
    store::DeskStore desk(connection);
    std::vector<domain::AuditRow> rows;
    if (nhsNumber.isEmpty()) {
        DOORSTEP_TRY(all, desk.audit(most));
        rows = std::move(all);
    } else {
        DOORSTEP_TRY(patients, store::PatientStore(connection).byNhsNumber(nhsNumber));
        if (patients.empty())
            return Error{ErrorCode::NotFound, "no record with this NHS number"};
        for (const auto& patient : patients) {
            DOORSTEP_TRY(some, desk.auditOf(patient.patient.as<AggregateId>(), most));
            rows.insert(rows.end(), some.begin(), some.end());
        }
    }
    DOORSTEP_TRY(people, app::readPeople(connection));
    QStringList lines;
    for (const auto& row : rows)
        lines << QStringLiteral("%1 %2 %3 by %4 on %5")
                     .arg(row.at.toUtc().toString(Qt::ISODate), row.what,
                         QString::fromLatin1(row.subject.isNull() ? "-" : row.subject.toHex()),
                         people.contains(row.staff) ? people.value(row.staff).name
                                                    : QString::fromLatin1(row.staff.toHex()),
                         QString::fromLatin1(row.device.toHex()));
    return lines;
}

void showViews(const QCommandLineParser& options, const Done& done)
{
    const QString most = valueOf(options, MostOption);
    DeskSession::with(
        options,
        [nhsNumber = valueOf(options, NhsOption).remove(u' '),
            lines = most.isEmpty() ? UsualLines : most.toInt()](
            DeskSession& desk, const Done& finish) {
            desk.session()
                .read([nhsNumber, lines](store::Connection& connection) {
                    return viewLines(connection, nhsNumber, lines);
                })
                .then(&desk, [finish](const Result<QStringList>& found) {
                    if (!found)
                        complain(QStringLiteral("audit views"), found.error());
                    else
                        for (const QString& line : *found)
                            print(line);
                    finish(found ? 0 : 1);
                });
        },
        done);
}

void declareViews(QCommandLineParser& options)
{
    DeskSession::declareOptions(options);
    options.addOption(
        {QLatin1String(NhsOption), QStringLiteral("Of one patient."), QStringLiteral("number")});
    options.addOption({QLatin1String(MostOption), QStringLiteral("Newest lines, 200 if not said."),
        QStringLiteral("number")});
}

void declareAudit(QCommandLineParser& options)
{
    DeskSession::declareOptions(options);
    const auto add = [&](const char* name, const char* what, const char* value) {
        options.addOption({QLatin1String(name), QLatin1String(what), QLatin1String(value)});
    };
    add(FileOption, "What `doorstep-server audit` printed.", "file");
    add(NotedOption, "The last line of an earlier check.", "number:chain");
    add(PracticeOption, "Without a store: the practice, in hex.", "hex");
    add(KeyOption, "Without a store: its server's key, in hex.", "hex");
}

} // namespace

std::vector<Command> auditCommands()
{
    return {
        {"audit verify",
            "--file FILE [--noted NUMBER:CHAIN] (--store DIR --pass-file FILE [--as NAME] | "
            "--practice HEX --server-key HEX)",
            declareAudit, verifyAudit},
        {"audit views", "[--nhs NUMBER] [--most NUMBER] --store DIR --pass-file FILE [--as NAME]",
            declareViews, showViews},
    };
}

} // namespace doorstep::ctl
