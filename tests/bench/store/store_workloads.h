#pragma once

#include "core/vfs/sealed_vfs.h"

#include <QSqlDatabase>
#include <QStringList>
#include <functional>
#include <random>
#include <vector>

namespace doorstep::bench {

/// How much: rows in the store and repetitions of each workload.
struct Size {
    int patients;
    int commits;
    int pointReads;
    int searches;
    int worklists;
    int opens;
};
inline constexpr Size SmallSize{1'000, 100, 1'000, 100, 40, 20};
inline constexpr Size FullSize{10'000, 1'000, 10'000, 500, 200, 50};

/// One store, plain or sealed, through the same Qt SQL path and with the same pragmas.
class BenchStore {
public:
    /// `key` null: plain SQLite.
    BenchStore(QString path, const vfs::VfsKey* key);
    ~BenchStore();
    BenchStore(const BenchStore&) = delete;
    BenchStore& operator=(const BenchStore&) = delete;

    void open();
    void close();
    [[nodiscard]] const QSqlDatabase& db() const { return m_db; }
    void run(const QString& sql) const;

private:
    QString m_path;
    const vfs::VfsKey* m_key;
    QString m_name;
    QSqlDatabase m_db;
};

struct Workload {
    const char* name;
    double goal; ///< highest ratio to plain that the design allows; 0 = none set
    bool coldCache; ///< the store is opened again first
    std::function<void(BenchStore&)> run;
};

/// In the order they have to run: each builds on what the ones before it left.
[[nodiscard]] std::vector<Workload> storeWorkloads(const Size& size);

} // namespace doorstep::bench
