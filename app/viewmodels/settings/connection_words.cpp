#include "app/viewmodels/settings/connection_words.h"

#include "app/viewmodels/words/error_words.h"

#include <QCoreApplication>

namespace doorstep::app {

namespace connection_words {

QString says(const char* text)
{
    return QCoreApplication::translate("connection", text);
}

QString passed(client::ConnectionStep step)
{
    switch (step) {
    case client::ConnectionStep::Name:
        return says("The practice's server was found");
    case client::ConnectionStep::Reach:
        return says("It can be reached from here");
    case client::ConnectionStep::Key:
        return says("It is the practice's own server");
    }
    return {};
}

QString failed(const client::ConnectionFinding& finding)
{
    switch (finding.step) {
    case client::ConnectionStep::Name:
        return says("The practice's server was not found");
    case client::ConnectionStep::Reach:
        return says("The practice's server did not answer");
    case client::ConnectionStep::Key:
        return finding.error->code == ErrorCode::Untrusted
            ? says("What answered has another key than the practice's server")
            : says("The line was cut before it could show who it is");
    }
    return {};
}

ConnectionStepLine line(bool hasPassed, const QString& words, std::chrono::milliseconds took)
{
    const QString seconds = QString::number(static_cast<double>(took.count()) / 1000, 'f', 1);
    return {hasPassed ? QStringLiteral("check") : QStringLiteral("info"),
        hasPassed ? QStringLiteral("ok") : QStringLiteral("warn"), words,
        hasPassed ? says(", %1 s").arg(seconds) : QString()};
}

} // namespace connection_words

ConnectionStepLine connectionStepLine(const client::ConnectionFinding& finding)
{
    using namespace connection_words;
    const bool hasPassed = !finding.error;
    return line(hasPassed, hasPassed ? passed(finding.step) : failed(finding), finding.took);
}

ConnectionStepLine answerStepLine(bool hasPassed, std::chrono::milliseconds took)
{
    using namespace connection_words;
    return line(hasPassed,
        hasPassed ? says("It takes records from this device")
                  : says("It did not take records from this device now"),
        took);
}

QString connectionVerdict(const client::ConnectionFinding& finding)
{
    using namespace connection_words;
    if (!finding.error)
        return {};
    switch (finding.step) {
    case client::ConnectionStep::Name:
        return says("This device has no network, or this Wi-Fi does not lead out. Every record is "
                    "safe here. Check Wi-Fi or mobile data, then test again.");
    case client::ConnectionStep::Reach:
        return says("There is a network, but nobody answered at the practice's address. Every "
                    "record is safe here. Try mobile data, or ask the practice whether its server "
                    "is on.");
    case client::ConnectionStep::Key:
        return finding.error->code == ErrorCode::Untrusted
            ? says("Its key is not one of the practice's. Nothing was sent to it. This is usually "
                   "a Wi-Fi that wants you to sign in first: sign in to it in the browser, or use "
                   "mobile data, then test again. If it stays so everywhere, the practice has "
                   "changed its server's keys: ask it for a connection code and enter it below.")
            : says("This network lets nothing encrypted through. Every record is safe here. Try "
                   "another Wi-Fi or mobile data.");
    }
    return {};
}

QString repinSentence(const Error& error)
{
    using namespace connection_words;
    switch (error.code) {
    case ErrorCode::Corrupt:
    case ErrorCode::InvalidInput:
        return says("The code is not as the practice shows it (a character is wrong, missing or "
                    "too many): compare the two and correct it.");
    case ErrorCode::Unsupported:
        return error.detail == "newer connection code"
            ? says("This code comes from a newer Doorstep: update this device first.")
            : says("This is not a connection code: those start with DSP1.");
    case ErrorCode::Untrusted:
        return says("This code was not signed by your practice and was not used.");
    case ErrorCode::Refused:
        if (error.detail == "practice")
            return says("This code is another practice's and was not used.");
        return error.detail == "far ahead"
            ? says("This code is dated years ahead of this device and was not used: check the "
                   "date of this device, then try again.")
            : says("This code is older than what this device knows already: ask the practice for "
                   "a new one.");
    default: // what no code causes
        return words::errorSentence(error, words::Doing::Reading);
    }
}

} // namespace doorstep::app
