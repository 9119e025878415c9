#include "app/runtime/desk_reads.h"
#include "programs/doorstepctl/desk_session.h"

#include <QSocketNotifier>
#include <unistd.h>

/// People, authorities, batches, and bringing a tablet in.
namespace doorstep::ctl {

namespace {

using Options = const QCommandLineParser&;

/// Runs `build` on the storage thread with scopes and mint, saves its act, prints `said`.
template <typename Made>
void saveMade(DeskSession& desk, const QString& what,
    std::function<Result<Made>(IdMint&, const app::PracticeScope&, store::Connection&)> build,
    std::function<QString(const Made&)> said, Done finish)
{
    desk.session()
        .read([build, &mint = desk.session().mint()](
                  store::Connection& connection) -> Result<std::shared_ptr<Made>> {
            DOORSTEP_TRY(scopes, app::readScopes(connection));
            DOORSTEP_TRY(made, build(mint, scopes, connection));
            return std::make_shared<Made>(std::move(made));
        })
        .then(&desk, [&desk, what, said, finish](Result<std::shared_ptr<Made>> made) {
            if (!made) {
                complain(what, made.error());
                finish(1);
                return;
            }
            const QString line = said(**made);
            desk.save(std::move((*made)->act), what, [line, finish](int code) {
                if (code == 0)
                    print(line);
                finish(code);
            });
        });
}

QString hex(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes);
}

void addPerson(Options options, const Done& done)
{
    app::NewPerson person;
    person.name = options.value(QStringLiteral("name"));
    person.role = domain::fromWord<domain::Role>(options.value(QStringLiteral("role")));
    person.registration = options.value(QStringLiteral("registration"));
    DeskSession::with(
        options,
        [person](DeskSession& desk, const Done& finish) {
            saveMade<app::PersonAct>(
                desk, QStringLiteral("person add"),
                [person](IdMint& mint, const app::PracticeScope& scopes, store::Connection&) {
                    return app::personAct(mint, scopes, person);
                },
                [](const app::PersonAct& made) {
                    return QStringLiteral("staff %1").arg(hex(made.staff.toHex()));
                },
                finish);
        },
        done);
}

void addBatch(Options options, const Done& done)
{
    const auto expires = dateOf(options.value(QStringLiteral("expires")));
    if (!expires) {
        complain(QStringLiteral("batch add"), expires.error());
        done(2);
        return;
    }
    app::NewBatch batch;
    batch.programme = options.value(QStringLiteral("programme"));
    batch.product = options.value(QStringLiteral("product"));
    batch.batchNumber = options.value(QStringLiteral("number"));
    batch.expires = *expires;
    batch.doses = options.value(QStringLiteral("doses")).toInt();
    batch.receivedOn = QDate::currentDate();
    DeskSession::with(
        options,
        [batch](DeskSession& desk, const Done& finish) {
            saveMade<app::BatchAct>(
                desk, QStringLiteral("batch add"),
                [batch, packs = desk.session().packs()](IdMint& mint,
                    const app::PracticeScope& scopes, store::Connection&) -> Result<app::BatchAct> {
                    for (const auto& pack : packs) {
                        if (pack.id == batch.programme)
                            return app::batchAct(mint, scopes, pack, batch);
                    }
                    return Error{ErrorCode::NotFound, "programme"};
                },
                [](const app::BatchAct& made) {
                    return QStringLiteral("batch %1").arg(hex(made.batch.toHex()));
                },
                finish);
        },
        done);
}

Result<app::NewAuthority> authorityFrom(Options options)
{
    app::NewAuthority authority;
    authority.kind = domain::fromWord<domain::AuthorityKind>(options.value(QStringLiteral("kind")));
    authority.title = options.value(QStringLiteral("title"));
    authority.version = options.value(QStringLiteral("version"));
    authority.programme = options.value(QStringLiteral("programme"));
    authority.prescriber = options.value(QStringLiteral("prescriber"));
    authority.authorisedBy = options.value(QStringLiteral("authorised-by"));
    DOORSTEP_TRY(from, dateOf(options.value(QStringLiteral("from"))));
    DOORSTEP_TRY(to, dateOf(options.value(QStringLiteral("to"))));
    authority.validFrom = from;
    authority.validTo = to;
    return authority;
}

/// The dm+d ids of the named products, and the patients a PSD names by NHS number.
Result<app::AuthorityAct> buildAuthority(IdMint& mint, const app::PracticeScope& scopes,
    store::Connection& connection, const std::vector<clinical::ProgrammePack>& packs,
    app::NewAuthority authority, const QStringList& products, const QStringList& patients)
{
    for (const auto& pack : packs) {
        for (const QString& id : products) {
            const auto* product = pack.id == authority.programme ? pack.productById(id) : nullptr;
            if (product && !product->dmd.isEmpty())
                authority.productCodes.append(product->dmd);
        }
    }
    const auto lookups = app::storeLookups(connection);
    for (const QString& number : patients) {
        const auto known = lookups.byNhsNumber(number);
        if (!known)
            return Error{ErrorCode::NotFound, "no patient has that NHS number"};
        authority.patients.append(known->patient.patient);
    }
    return app::authorityAct(mint, scopes, authority);
}

void addAuthority(Options options, const Done& done)
{
    const auto authority = authorityFrom(options);
    if (!authority) {
        complain(QStringLiteral("authority add"), authority.error());
        done(2);
        return;
    }
    const QStringList products = options.values(QStringLiteral("product"));
    const QStringList patients = options.values(QStringLiteral("patient"));
    DeskSession::with(
        options,
        [authority = *authority, products, patients](DeskSession& desk, const Done& finish) {
            saveMade<app::AuthorityAct>(
                desk, QStringLiteral("authority add"),
                [authority, products, patients, packs = desk.session().packs()](
                    IdMint& mint, const app::PracticeScope& scopes, store::Connection& connection) {
                    return buildAuthority(
                        mint, scopes, connection, packs, authority, products, patients);
                },
                [](const app::AuthorityAct& made) {
                    return QStringLiteral("authority %1").arg(hex(made.authority.toHex()));
                },
                finish);
        },
        done);
}

/// The enrolment of one tablet from the terminal: prints the ticket, waits for the six digits.
class TicketDesk final : public QObject {
public:
    TicketDesk(DeskSession& desk, std::vector<sync::EnrolStaff> staff, std::chrono::seconds life,
        Done finish)
        : QObject(&desk)
        , m_desk(desk)
        , m_staff(std::move(staff))
        , m_life(life)
        , m_finish(std::move(finish))
        , m_enrolment(desk.session(), desk.sync())
        , m_input(STDIN_FILENO, QSocketNotifier::Read)
    {
        m_input.setEnabled(false);
        connect(&m_input, &QSocketNotifier::activated, this, [this] { readDigits(); });
        connect(&m_enrolment, &app::DeskEnrolment::changed, this, [this] { look(); });
        connect(&desk.sync(), &app::SyncDriver::synced, this, [this] { invite(); });
        connect(&desk.sync(), &app::SyncDriver::stateChanged, this, [this] {
            if (m_desk.sync().state() == app::SyncDriver::State::Waiting && !m_invited)
                fail(*m_desk.sync().lastError());
        });
    }

private:
    void invite()
    {
        if (!std::exchange(m_invited, true))
            m_enrolment.invite({entry::DeviceRole::Tablet, m_staff, true, m_life});
    }

    void look()
    {
        using Stage = client::DeskEnrolment::Stage;
        if (m_enrolment.lastError()) {
            fail(*m_enrolment.lastError());
            return;
        }
        if (!m_enrolment.codeText().isEmpty() && !std::exchange(m_shown, true))
            print(QStringLiteral("ticket %1").arg(QString::fromLatin1(m_enrolment.codeText())));
        if (m_enrolment.stage() == Stage::Comparing && !m_input.isEnabled()) {
            print(QStringLiteral("type the six digits that the tablet shows"));
            m_input.setEnabled(true);
        }
        // Told twice, by the last step and by the end; a second code would make the first one void.
        if (m_enrolment.stage() == Stage::Done && !std::exchange(m_handedOut, true))
            handOutCodes(0);
    }

    void readDigits()
    {
        char line[64] = {};
        const auto count = ::read(STDIN_FILENO, line, sizeof line - 1);
        if (count <= 0) {
            m_input.setEnabled(false);
            return;
        }
        const Status typed
            = m_enrolment.typeDigits(QByteArray(line, static_cast<qsizetype>(count)).trimmed());
        if (!typed)
            complain(QStringLiteral("digits"), typed.error());
        else
            m_input.setEnabled(false);
    }

    void handOutCodes(std::size_t next)
    {
        if (next == m_staff.size()) {
            m_desk.syncOnce(m_finish);
            m_desk.sync().syncNow();
            return;
        }
        const auto& person = m_staff[next];
        m_enrolment.staffCode(person.staff, *m_enrolment.device(), person.role)
            .then(this, [this, next](Result<QByteArray> code) {
                if (!code) {
                    fail(code.error());
                    return;
                }
                print(QStringLiteral("device %1 staff %2 code %3")
                          .arg(hex(m_enrolment.device()->toHex()), hex(m_staff[next].staff.toHex()),
                              QString::fromLatin1(*code)));
                handOutCodes(next + 1);
            });
    }

    void fail(const Error& error)
    {
        complain(QStringLiteral("ticket"), error);
        m_finish(1);
    }

    DeskSession& m_desk;
    std::vector<sync::EnrolStaff> m_staff;
    std::chrono::seconds m_life;
    Done m_finish;
    app::DeskEnrolment m_enrolment;
    QSocketNotifier m_input;
    bool m_invited = false;
    bool m_shown = false;
    bool m_handedOut = false;
};

void ticket(Options options, const Done& done)
{
    const QStringList wanted = options.values(QStringLiteral("person"));
    std::chrono::seconds life = sync::limits::TicketLife;
    if (options.isSet(QStringLiteral("life")))
        life = std::chrono::seconds(options.value(QStringLiteral("life")).toInt());
    if (life.count() < 1 || life > sync::limits::TicketLife) {
        complain(QStringLiteral("ticket"), {ErrorCode::InvalidInput, "--life is 1 to 600"});
        done(2);
        return;
    }
    DeskSession::with(
        options,
        [wanted, life](DeskSession& desk, const Done& finish) {
            desk.session()
                .read([](store::Connection& connection) { return app::readPeople(connection); })
                .then(&desk, [wanted, life, &desk, finish](Result<app::PeopleById> people) {
                    std::vector<sync::EnrolStaff> staff;
                    for (const auto& person : people ? *people : app::PeopleById()) {
                        const auto role = entry::staffRoleFromWord(domain::word(person.role));
                        if (role && wanted.contains(hex(person.staff.toHex())))
                            staff.push_back({person.staff, person.name, *role});
                    }
                    if (staff.empty()) {
                        complain(
                            QStringLiteral("ticket"), {ErrorCode::NotFound, "name a --person"});
                        finish(2);
                        return;
                    }
                    new TicketDesk(desk, std::move(staff), life, finish);
                });
        },
        done);
}

void declarePeople(QCommandLineParser& options, std::initializer_list<const char*> names)
{
    DeskSession::declareOptions(options);
    for (const char* name : names)
        options.addOption({QLatin1String(name), QLatin1String(name), QStringLiteral("value")});
}

} // namespace

std::vector<Command> peopleCommands()
{
    return {
        {"person add",
            "--name NAME --role ROLE [--registration NUMBER] --store DIR --pass-file FILE [--as "
            "NAME]",
            [](QCommandLineParser& options) {
                declarePeople(options, {"name", "role", "registration"});
            },
            addPerson},
        {"batch add",
            "--programme ID --product ID --number TEXT --expires DATE --doses N --store DIR "
            "--pass-file FILE [--as NAME]",
            [](QCommandLineParser& options) {
                declarePeople(options, {"programme", "product", "number", "expires", "doses"});
            },
            addBatch},
        {"authority add",
            "--kind pgd|psd|national-protocol --title TEXT --version TEXT --programme ID --product "
            "ID... "
            "--from DATE --to DATE [--authorised-by NAME] [--prescriber NAME] [--patient NHS...] "
            "--store DIR --pass-file FILE [--as NAME]",
            [](QCommandLineParser& options) {
                declarePeople(options,
                    {"kind", "title", "version", "programme", "product", "from", "to",
                        "authorised-by", "prescriber", "patient"});
            },
            addAuthority},
        {"ticket",
            "--person STAFF... [--life SECONDS, 1 to 600] --store DIR --pass-file FILE [--as NAME]",
            [](QCommandLineParser& options) {
                declarePeople(options, {"person", "life"});
            },
            ticket},
    };
}

} // namespace doorstep::ctl
