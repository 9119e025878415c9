#include "programs/doorstepctl/command.h"

#include "app/viewmodels/words/error_words.h"

#include <QDate>
#include <QFile>
#include <QSaveFile>
#include <cstdio>

namespace doorstep::ctl {

void print(const QString& line)
{
    std::fputs(line.toUtf8().constData(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

void complain(const QString& what, const Error& error)
{
    const QString line
        = QStringLiteral("doorstepctl: %1: %2 [%3]\n")
              .arg(what, app::words::errorSentence(error, app::words::Doing::Reading),
                  QString::fromUtf8(error.detail));
    std::fputs(line.toUtf8().constData(), stderr);
}

Result<QByteArray> readFile(const QString& path, qint64 maxBytes)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, "the file cannot be read"};
    const QByteArray bytes = file.read(maxBytes + 1);
    if (bytes.size() > maxBytes)
        return Error{ErrorCode::LimitExceeded, "the file is too large"};
    return bytes;
}

Status writeFile(const QString& path, QByteArrayView bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return Error{ErrorCode::Io, "the file cannot be written"};
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(bytes.data(), bytes.size());
    if (!file.commit())
        return Error::transient(ErrorCode::DiskFull, "the file was not written whole");
    return {};
}

Result<QDate> dateOf(const QString& text)
{
    const QDate date = QDate::fromString(text, Qt::ISODate);
    if (!date.isValid())
        return Error{ErrorCode::InvalidInput, "dates are written YYYY-MM-DD"};
    return date;
}

} // namespace doorstep::ctl
