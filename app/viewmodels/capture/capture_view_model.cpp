#include "app/viewmodels/capture/capture_view_model.h"

#include "app/runtime/capture_act.h"
#include "app/viewmodels/words/lease_words.h"
#include "app/viewmodels/words/typed_date.h"
#include "app/viewmodels/words/words.h"
#include "core/clinical/nhs_number.h"

namespace doorstep::app {

namespace capture {

const QString formPart = QStringLiteral("capture");

} // namespace capture

CaptureViewModel::CaptureViewModel(RecordsInHand& records, LastSave& saves, QObject* parent)
    : QObject(parent)
    , m_records(records)
    , m_saves(saves)
    , m_draft(records.round().session())
{
    Session& session = m_records.round().session();
    connect(&session, &Session::stateChanged, this, &CaptureViewModel::follow);
    connect(&session, &Session::readingChanged, this, &CaptureViewModel::follow);
    connect(&m_records.round(), &RoundInHand::changed, this, &CaptureViewModel::refresh);
    connect(&m_records, &RecordsInHand::changed, this, &CaptureViewModel::changed);
    connect(&m_draft, &VisitDraft::restored, this, &CaptureViewModel::changed);
}

/// The form is there from the moment the lease ends until it is renewed or the device locks.
void CaptureViewModel::follow()
{
    const Session& session = m_records.round().session();
    const bool isOpen = session.state() == Session::State::Open
        && session.reading().right != client::ReadingRight::Full;
    if (isOpen != m_open) {
        m_open = isOpen;
        m_error.clear();
        if (isOpen)
            m_draft.open(session.person().staff.as<VisitId>(), PatientId());
        else
            m_draft.close();
    }
    refresh();
}

void CaptureViewModel::refresh()
{
    std::vector<BegunVisit> rows;
    if (m_open) {
        const auto& file = m_records.round().file();
        for (const auto& visit : file.visits) {
            const auto* patient = file.patient(visit.patient);
            if (patient)
                rows.push_back({.visitId = QString::fromLatin1(visit.visit.toHex()),
                    .name = words::fullName(patient->patient.family, patient->patient.given),
                    .under = patient->patient.addressLine});
        }
    }
    m_visits.setRows(std::move(rows));
    Q_EMIT changed();
}

QVariant CaptureViewModel::notice() const
{
    return QVariant::fromValue(words::leaseIsOver(m_records.round().session().reading()));
}

bool CaptureViewModel::mayWrite() const
{
    return m_records.round().session().reading().right == client::ReadingRight::CaptureOnly;
}

QString CaptureViewModel::typed(const char* field) const
{
    return m_draft.part(capture::formPart).value(QLatin1String(field)).toString();
}

bool CaptureViewModel::isReady() const
{
    return !family().trimmed().isEmpty() && !given().trimmed().isEmpty()
        && !text().trimmed().isEmpty() && !m_saves.busy();
}

QString CaptureViewModel::waitingText() const
{
    if (m_records.sync().state() == SyncDriver::State::Running)
        return tr("Asking the practice");
    return m_records.strip().text;
}

void CaptureViewModel::edit(const QString& field, const QString& text)
{
    QCborMap form = m_draft.part(capture::formPart);
    if (text.isEmpty())
        form.remove(field);
    else
        form[field] = text;
    m_draft.setPart(capture::formPart, form);
    m_error.clear();
    Q_EMIT changed();
}

void CaptureViewModel::save()
{
    Session& session = m_records.round().session();
    if (!mayWrite() || m_saves.busy())
        return;
    CaptureNote note{.by = m_records.round().by(),
        .device = session.device().device,
        .family = family(),
        .given = given(),
        .born = words::dateTyped(born()),
        .text = text()};
    const auto number = clinical::NhsNumber::parse(nhsNumber());
    if (number.number)
        note.nhsNumber = number.number->digits();
    if (family().trimmed().isEmpty() || given().trimmed().isEmpty())
        m_error = tr("Enter family name and given name.");
    else if (!born().trimmed().isEmpty()
        && (!note.born.isValid() || note.born > m_records.round().today()))
        m_error = tr("Enter a date of birth like 14 Mar 1942 or 14/3/1942, or leave it empty.");
    else if (!nhsNumber().trimmed().isEmpty() && !number.number)
        m_error = tr("That is not an NHS number. Check its ten digits, or leave it empty.");
    else if (text().trimmed().isEmpty())
        m_error = tr("Write down what was done.");
    else
        m_error.clear();
    Q_EMIT changed();
    if (!m_error.isEmpty())
        return;
    m_saves.save(
        captureAct(session.mint(), note),
        [this] {
            m_draft.dropPart(capture::formPart);
            m_draft.keepNow();
            Q_EMIT changed();
        },
        false);
}

void CaptureViewModel::tryNow()
{
    m_records.sync().syncNow();
}

void CaptureViewModel::openVisit(const QString& visitId)
{
    Q_EMIT visitWanted(visitId, true);
}

} // namespace doorstep::app
