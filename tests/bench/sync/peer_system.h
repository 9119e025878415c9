#pragma once

#include "tests/bench/sync/sync_system.h"

#include <QProcess>
#include <QTemporaryDir>

namespace doorstep::bench {

/// A peer from peers.sh: its server and its client, each a Node program, fresh in every run.
class PeerSystem final : public SyncSystem {
public:
    /// `programs`: where peers.sh put them; `records`: the documents, one a line.
    PeerSystem(QString name, QString programs, QString records)
        : m_name(std::move(name))
        , m_programs(std::move(programs))
        , m_records(std::move(records))
    {
    }
    [[nodiscard]] static bool isThere(const QString& programs);

    [[nodiscard]] SyncFigures run(const SyncLoad& load, const Route& route) override;

private:
    void start(QProcess& process, const QString& part, const QStringList& words) const;

    QString m_name; ///< as its programs are called
    QString m_programs;
    QString m_records;
};

} // namespace doorstep::bench
