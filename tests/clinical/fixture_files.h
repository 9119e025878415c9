#pragma once

#include "core/clinical/json_value.h"

#include <QFile>
#include <QString>

namespace doorstep::test {

inline QByteArray fixtureBytes(const QString& path)
{
    QFile file(QStringLiteral(DOORSTEP_SOURCE_DIR "/tests/fixtures/") + path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("fixture missing: %s", qPrintable(path));
    return file.readAll();
}

inline clinical::JsonValue fixtureJson(const QString& path)
{
    auto document = clinical::readJson(fixtureBytes(path));
    if (!document)
        qFatal("fixture %s: %s", qPrintable(path), document.error().detail.constData());
    return std::move(*document);
}

/// Rows of a small, well-formed comma file with quotes; the first row names the columns.
inline QList<QHash<QString, QString>> fixtureRows(const QString& path)
{
    QList<QStringList> rows{{}};
    QString cell;
    bool quoted = false;
    const QString text = QString::fromUtf8(fixtureBytes(path));
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'"') {
            if (quoted && i + 1 < text.size() && text[i + 1] == u'"')
                cell += text[i++];
            else
                quoted = !quoted;
        } else if (!quoted && (c == u',' || c == u'\n')) {
            rows.last().append(cell);
            cell.clear();
            if (c == u'\n')
                rows.append(QStringList());
        } else if (quoted || c != u'\r') {
            cell += c;
        }
    }
    if (!cell.isEmpty())
        rows.last().append(cell);
    const QStringList header = rows.takeFirst();
    QList<QHash<QString, QString>> result;
    for (const auto& row : rows) {
        if (row.size() < 2)
            continue;
        QHash<QString, QString> fields;
        for (qsizetype i = 0; i < header.size() && i < row.size(); ++i)
            fields.insert(header[i], row[i]);
        result.append(fields);
    }
    return result;
}

} // namespace doorstep::test
