/// All memory of a real process, as a core dump would hold it and more (locked pages are left out
/// of one): keys, PIN and what stands on a page are found while the store is open, and not after it
/// is locked.
#include "tests/fault/campaigns.h"
#include "tests/store/store_fixture.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace doorstep::test {

namespace memory_scan {

constexpr std::size_t KeyBytes = 32;
constexpr std::size_t PinDigits = 12;
constexpr std::size_t PageLetters = 64;
constexpr int PageRows = 400; ///< some 40 pages and their values
const std::array<const char*, 6> Names{
    "master key", "signing seed", "practice key", "database key", "PIN", "text of a page"};
const std::array<std::size_t, Names.size()> Sizes{
    KeyBytes, KeyBytes, KeyBytes, KeyBytes, PinDigits, PageLetters};
using Found = std::array<bool, Names.size()>;

/// Straight from locked memory into the pipe: no copy of it may be left behind by the test itself.
void tell(int pipe, const SecretBytes& secret)
{
    if (::write(pipe, secret.data(), secret.size()) != ssize_t(secret.size()))
        ::_exit(1);
}
void say(int pipe)
{
    const char word = '.';
    if (::write(pipe, &word, 1) != 1)
        ::_exit(1);
}
void hear(int pipe)
{
    char word = 0;
    if (::read(pipe, &word, 1) != 1)
        ::_exit(1);
}

SecretBytes randomPin()
{
    SecretBytes pin(PinDigits);
    crypto::fillRandom(pin.data(), pin.size());
    for (std::size_t i = 0; i < PinDigits; ++i)
        pin.data()[i] = static_cast<unsigned char>('0' + pin.data()[i] % 10);
    return pin;
}

SecretBytes randomLetters()
{
    SecretBytes letters(PageLetters);
    crypto::fillRandom(letters.data(), letters.size());
    for (std::size_t i = 0; i < PageLetters; ++i)
        letters.data()[i] = static_cast<unsigned char>('a' + letters.data()[i] % 26);
    return letters;
}

/// Rows whose text SQLite makes itself, of the letters in upper case: nothing but SQLite ever holds
/// it, as every name of a patient is also somewhere in Qt's memory.
bool fillPages(store::Store& store, const SecretBytes& letters)
{
    auto put = store.connection().prepare(
        QStringLiteral("INSERT INTO draft(key, content, changed) VALUES(?, CAST(upper(?) AS BLOB), "
                       "0)"));
    for (qint64 row = 0; put && row < PageRows; ++row)
        if (!put->bind(QString::number(row)).bind(QString::fromLatin1(letters.view())).run())
            return false;
    auto found = store.connection().prepare(
        QStringLiteral("SELECT count(DISTINCT lower(content)) FROM draft"));
    return found && found->next() && found->integer(0) == 1;
}

/// Unlocks, works, waits to be looked at, locks, waits again.
void beSubject(int out, int in)
{
    {
        StoreFixture fixture;
        SecretBytes pin = randomPin();
        if (!fixture.openNew())
            ::_exit(1);
        auto envelope = store::readEnvelope(fixture.files);
        if (!envelope
            || !envelope->putStaff(fixture.staffKeys(), pin, store::SecretKind::Passphrase,
                fixture.deviceSecret, StoreFixture::CheapCost)
            || !store::writeEnvelope(fixture.files, *envelope, fixture.masterKey))
            ::_exit(1);
        auto keys = fixture.unlock()->tryPin(fixture.amina, pin);
        auto opened = fixture.open();
        const auto patient = fixture.mint.next<PatientId>();
        if (!keys || !opened
            || !(*opened)->save(
                fixture.patientAct(patient, QStringLiteral("Testcase"), QStringLiteral("Amina"))))
            ::_exit(1);
        const SecretBytes letters = randomLetters();
        if (!fillPages(**opened, letters))
            ::_exit(1);
        tell(out, keys->masterKey);
        tell(out, keys->signSeed);
        tell(out, fixture.careKey.key);
        tell(out, store::deriveFromMaster(keys->masterKey, store::MasterKeyUse::Database));
        tell(out, pin);
        tell(out, letters);
        hear(in);
    }
    say(out);
    hear(in);
    ::_exit(0);
}

/// Which of the secrets are anywhere in the memory of `process`.
Found findIn(pid_t process, const QByteArrayList& secrets)
{
    Found found{};
    const std::string folder = "/proc/" + std::to_string(process);
    std::FILE* maps = std::fopen((folder + "/maps").c_str(), "r");
    const int memory = ::open((folder + "/mem").c_str(), O_RDONLY);
    std::array<char, 512> line{};
    while (maps && memory >= 0 && std::fgets(line.data(), int(line.size()), maps)) {
        quint64 from = 0, to = 0;
        char readable = 0;
        if (std::sscanf(line.data(), "%llx-%llx %c", &from, &to, &readable) != 3 || readable != 'r')
            continue;
        QByteArray bytes(qsizetype(to - from), Qt::Uninitialized);
        const auto count = ::pread(memory, bytes.data(), std::size_t(bytes.size()), off_t(from));
        bytes.truncate(std::max<qsizetype>(0, count));
        for (std::size_t i = 0; i < found.size(); ++i)
            found[i] = found[i] || bytes.contains(secrets[qsizetype(i)]);
    }
    if (maps)
        std::fclose(maps);
    ::close(memory);
    return found;
}

QByteArray readExactly(int pipe, std::size_t size)
{
    QByteArray bytes;
    while (std::size_t(bytes.size()) < size) {
        QByteArray part(qsizetype(size) - bytes.size(), Qt::Uninitialized);
        const auto count = ::read(pipe, part.data(), std::size_t(part.size()));
        if (count <= 0)
            return {};
        bytes += part.first(count);
    }
    return bytes;
}

} // namespace memory_scan

Tally runMemoryScan(const Share& share, const QByteArray&)
{
    using namespace memory_scan;
    Tally tally;
    for (qint64 i = 0; i < share.own(); ++i) {
        std::array<int, 2> up{}, down{};
        if (::pipe(up.data()) != 0 || ::pipe(down.data()) != 0)
            std::abort();
        const pid_t process = ::fork();
        if (process < 0)
            std::abort(); // kill() would take -1 for every process there is
        if (process == 0)
            beSubject(up[1], down[0]);
        for (const int end : {up[1], down[0]})
            ::close(end); // or a subject that dies would be waited for
        QByteArrayList secrets;
        for (std::size_t secret = 0; secret < Names.size(); ++secret)
            secrets << readExactly(up[0], Sizes[secret]);
        secrets.back() = secrets.back().toUpper();
        ++tally.cases;
        if (secrets.contains(QByteArray())) {
            tally.fault(tally.lost, "the store did not open");
        } else {
            const auto open = findIn(process, secrets);
            say(down[1]);
            hear(up[0]);
            const auto locked = findIn(process, secrets);
            say(down[1]);
            for (std::size_t secret = 0; secret < Names.size(); ++secret) {
                if (!open[secret])
                    tally.fault(
                        tally.lost, QByteArray("the scan does not see the ") + Names[secret]);
                if (locked[secret])
                    tally.fault(
                        tally.lost, Names[secret] + QByteArray(" in memory after the lock"));
            }
        }
        ::kill(process, SIGKILL);
        ::waitpid(process, nullptr, 0);
        for (const int end : {up[0], down[1]})
            ::close(end);
    }
    return tally;
}

} // namespace doorstep::test
