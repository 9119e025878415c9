#include "programs/doorstepctl/audit_chain.h"
#include "programs/doorstepctl/desk_session.h"

/// Checking from outside what the practice server says it did.
namespace doorstep::ctl {

namespace {

constexpr qint64 MaxAuditBytes = qint64{512} * 1024 * 1024;
constexpr auto FileOption = "file";
constexpr auto NotedOption = "noted";
constexpr auto PracticeOption = "practice";
constexpr auto KeyOption = "server-key";

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
    };
}

} // namespace doorstep::ctl
