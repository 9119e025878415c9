#include "app/viewmodels/words/register_words.h"

#include "app/viewmodels/words/words.h"

#include <QCoreApplication>

namespace doorstep::app::words {

std::vector<Choice> registerChoices()
{
    const auto choice = [](const char* word, const char* text) {
        return Choice{.value = QString::fromLatin1(word),
            .text = QCoreApplication::translate("RegisterWords", text)};
    };
    return {choice("housebound", "Housebound"), choice("learning-disability", "LD"),
        choice("care-home", "Care home"), choice("palliative", "Palliative"), choice("smi", "SMI")};
}

QString registerText(const QString& word)
{
    for (const Choice& choice : registerChoices())
        if (choice.value == word)
            return choice.text;
    QString text = word;
    return sentence(text.replace(QLatin1Char('-'), QLatin1Char(' ')));
}

} // namespace doorstep::app::words
