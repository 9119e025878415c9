#include "app/viewmodels/vaccinate/consent_view_model.h"

#include "app/viewmodels/parts/row_list_model.h"

namespace doorstep::app {

using domain::ConsentBy;

QVariantList ConsentViewModel::givers() const
{
    const auto choice = [](ConsentBy by, const QString& text, const QString& detail) {
        return Choice{.value = domain::word(by), .text = text, .detail = detail};
    };
    return toVariants(std::vector<Choice>{
        choice(ConsentBy::Patient, tr("%1 agrees").arg(m_patient), tr("and has capacity")),
        choice(ConsentBy::Attorney, tr("Attorney for health and welfare"),
            tr("lasting power of attorney")),
        choice(ConsentBy::BestInterests, tr("Best interests"),
            tr("%1 lacks capacity for this").arg(m_patient)),
        choice(ConsentBy::Deputy, tr("Court-appointed deputy"), {}),
        choice(ConsentBy::Imca, tr("IMCA"), tr("independent mental capacity advocate")),
        choice(ConsentBy::Parent, tr("Parent or guardian"), tr("under 16"))});
}

bool ConsentViewModel::needsName() const
{
    return m_consent.by != ConsentBy::Patient && m_consent.by != ConsentBy::Unknown;
}

QString ConsentViewModel::nameLabel() const
{
    if (!needsName())
        return {};
    return m_consent.by == ConsentBy::BestInterests ? tr("Who decided") : tr("Their name");
}

QString ConsentViewModel::basisLabel() const
{
    switch (m_consent.by) {
    case ConsentBy::BestInterests:
        return tr("Why, and who was asked");
    case ConsentBy::Attorney:
    case ConsentBy::Parent:
        return tr("How they are related");
    case ConsentBy::Unknown:
    case ConsentBy::Patient:
    case ConsentBy::Imca:
    case ConsentBy::Deputy:
        break;
    }
    return {};
}

QString ConsentViewModel::saveText() const
{
    if (m_consent.by == ConsentBy::Unknown)
        return tr("Choose who agrees");
    if (needsName() && m_consent.name.trimmed().isEmpty())
        return tr("Enter the name to save");
    if (m_consent.by == ConsentBy::BestInterests && m_consent.relation.trimmed().isEmpty())
        return tr("Say why to save");
    return tr("Save consent");
}

bool ConsentViewModel::saveReady() const
{
    if (m_consent.by == ConsentBy::Unknown || (needsName() && m_consent.name.trimmed().isEmpty()))
        return false;
    return m_consent.by != ConsentBy::BestInterests || !m_consent.relation.trimmed().isEmpty();
}

void ConsentViewModel::show(const QString& patientName, const std::optional<GivenConsent>& consent)
{
    m_patient = patientName;
    m_consent = consent.value_or(GivenConsent());
    m_nameError.clear();
    m_open = true;
    Q_EMIT changed();
}

void ConsentViewModel::chooseGiver(const QString& value)
{
    m_consent.by = domain::fromWord<ConsentBy>(value);
    if (!needsName())
        m_consent.name.clear();
    if (basisLabel().isEmpty())
        m_consent.relation.clear();
    m_nameError.clear();
    Q_EMIT changed();
}

void ConsentViewModel::editName(const QString& text)
{
    m_consent.name = text;
    m_nameError.clear();
    Q_EMIT changed();
}

void ConsentViewModel::editBasis(const QString& text)
{
    m_consent.relation = text;
    Q_EMIT changed();
}

void ConsentViewModel::save()
{
    if (!saveReady()) {
        if (needsName() && m_consent.name.trimmed().isEmpty())
            m_nameError = tr("Enter the name of the person who decides.");
        Q_EMIT changed();
        return;
    }
    m_open = false;
    Q_EMIT changed();
    Q_EMIT recorded(m_consent);
}

void ConsentViewModel::close()
{
    m_open = false;
    Q_EMIT changed();
}

} // namespace doorstep::app
