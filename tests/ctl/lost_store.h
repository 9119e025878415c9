#pragma once

#include "sync/client/recovery_cards.h"
#include "tests/ctl/ctl_process.h"
#include "tests/store/store_fixture.h"

#include <QDir>
#include <QFile>

namespace doorstep::test {

/// A store with patients in it and the practice's three recovery cards in files, for the tools of
/// the worst day.
class LostStore {
public:
    static constexpr int Patients = 30;

    /// False when a step failed. The store is open afterwards.
    [[nodiscard]] bool make()
    {
        m_store = fixture.openNew();
        return m_store && savePatients(Patients)
            && writeCards(fixture.recovery, QStringLiteral("card"));
    }
    [[nodiscard]] bool savePatients(int count)
    {
        for (int i = 0; i < count; ++i) {
            auto act = fixture.patientAct(fixture.mint.next<PatientId>(),
                QStringLiteral("Testcase"), QString::number(patients++));
            if (!m_store->save(act))
                return false;
            entries.append(act.drafts().front().id);
        }
        return true;
    }
    [[nodiscard]] bool writeCards(const crypto::BoxKeyPair& recovery, const QString& name) const
    {
        const auto cards = client::makeRecoveryCards(fixture.practice, recovery);
        for (std::size_t i = 0; cards && i < cards->size(); ++i) {
            QFile file(card(name, int(i)));
            if (!file.open(QIODevice::WriteOnly)
                || file.write((*cards)[i].text.view().data(), (*cards)[i].text.view().size()) < 0)
                return false;
        }
        return cards.ok();
    }
    [[nodiscard]] QString card(const QString& name, int number) const
    {
        return fixture.folder.filePath(QStringLiteral("%1-%2.txt").arg(name).arg(number));
    }
    [[nodiscard]] QStringList cards(const QString& name = QStringLiteral("card")) const
    {
        return {QStringLiteral("--card"), card(name, 0), QStringLiteral("--card"), card(name, 2)};
    }
    /// Opens it again where it was closed, and leaves it open.
    [[nodiscard]] bool savesMore(int count)
    {
        auto again = fixture.open();
        if (!again)
            return false;
        m_store = std::move(*again);
        return savePatients(count);
    }
    /// As after a proper lock: no WAL.
    void close() { m_store.reset(); }

    static bool flip(const QString& path, qint64 byte)
    {
        QFile file(path);
        char was = 0;
        return file.open(QIODevice::ReadWrite) && file.seek(byte) && file.getChar(&was)
            && file.seek(byte) && file.putChar(char(was ^ 8));
    }
    /// Every file with its content, to show that nothing was changed.
    [[nodiscard]] QMap<QString, QByteArray> content() const
    {
        QMap<QString, QByteArray> all;
        const QDir folder(fixture.files.folder);
        for (const QString& name : folder.entryList(QDir::Files)) {
            QFile file(folder.filePath(name));
            if (file.open(QIODevice::ReadOnly))
                all.insert(name, file.readAll());
        }
        return all;
    }

    StoreFixture fixture;
    QList<EntryId> entries;
    int patients = 0;

private:
    std::unique_ptr<store::Store> m_store;
};

} // namespace doorstep::test
