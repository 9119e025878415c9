#include "core/store/search_words.h"

#include "core/store/name_sound.h"

#include <algorithm>
#include <utility>

namespace doorstep::store {

namespace search_words {

using namespace Qt::StringLiterals;

constexpr qsizetype MostLetters = 40; ///< of one word
constexpr qsizetype ShortestSound = 3; ///< letters typed
constexpr qsizetype ShortestStem = 3; ///< letters of a code that may go on
constexpr qsizetype ShortestAddress = 3;
constexpr qsizetype ShortestPostcode = 3; ///< without a digit: an area is half of the practice
constexpr qsizetype ShortestNumber = 3;
constexpr qsizetype NumberDigits = 10;

bool isDigit(QChar letter)
{
    return letter >= u'0' && letter <= u'9';
}
bool isDigits(const QString& word)
{
    return !word.isEmpty() && std::ranges::all_of(word, isDigit);
}
bool hasDigit(const QString& word)
{
    return std::ranges::any_of(word, isDigit);
}

/// Letters that have no decomposition but are written without their stroke or joined.
QStringView plainLetter(QChar letter)
{
    switch (letter.unicode()) {
    case u'ø':
        return u"o";
    case u'ł':
        return u"l";
    case u'đ':
    case u'ð':
        return u"d";
    case u'ħ':
        return u"h";
    case u'ı':
        return u"i";
    case u'æ':
        return u"ae";
    case u'œ':
        return u"oe";
    case u'þ':
        return u"th";
    case u'ß':
        return u"ss";
    default:
        return {};
    }
}

bool isApostrophe(QChar letter)
{
    return letter == u'\'' || letter == u'’' || letter == u'‘' || letter == u'ʼ' || letter == u'`';
}

QString keptApostrophes(const QString& text)
{
    QString kept;
    const QString folded = text.toCaseFolded().normalized(QString::NormalizationForm_KD);
    for (const QChar letter : folded) {
        const QStringView plain = plainLetter(letter);
        if (letter.isMark())
            continue;
        if (!plain.isEmpty())
            kept += plain;
        else if (letter.isLetterOrNumber() || isApostrophe(letter))
            kept += letter;
        else if (!kept.isEmpty() && kept.back() != u' ')
            kept += u' ';
    }
    return kept.trimmed();
}

QString joined(QString folded)
{
    return folded.remove(u' ');
}

QString cut(const QString& word)
{
    return word.left(MostLetters);
}

/// "O'Brien-Smith": obrien, smith, obriensmith, and o, brien.
QStringList namesOf(const QString& name)
{
    const QString folded = searchFolded(name);
    QStringList words = folded.split(u' ', Qt::SkipEmptyParts);
    words << joined(folded);
    QString apart = keptApostrophes(name);
    for (QChar& letter : apart)
        if (isApostrophe(letter))
            letter = u' ';
    words << apart.split(u' ', Qt::SkipEmptyParts);
    words.removeAll(QString());
    return words;
}

QString monthDay(int month, int day)
{
    return u"@%1%2"_s.arg(month, 2, 10, QChar(u'0')).arg(day, 2, 10, QChar(u'0'));
}

WordRange only(const QString& word)
{
    return {cut(word), {}};
}
/// U+10FFFF sorts after every letter.
WordRange beginningWith(const QString& text)
{
    return {cut(text), cut(text) + QChar(0xdbff) + QChar(0xdfff)};
}

std::vector<WordRange>& at(SearchTerm& term, Nearness nearness)
{
    return term[std::size_t(nearness)];
}

SearchTerm wordTerm(const QString& word)
{
    SearchTerm term;
    at(term, Nearness::Exact) = {only(word)};
    at(term, Nearness::Beginning) = {beginningWith(word)};
    if (hasDigit(word) || word.size() >= ShortestPostcode) {
        at(term, Nearness::Exact).push_back(only(u'%' + word));
        at(term, Nearness::Beginning).push_back(beginningWith(u'%' + word));
    }
    if (word.size() >= ShortestAddress)
        at(term, Nearness::Address) = {beginningWith(u'/' + word)};
    else if (hasDigit(word))
        at(term, Nearness::Address) = {only(u'/' + word)};
    if (hasDigit(word) || word.size() < ShortestSound)
        return term;
    QString code = QString::fromLatin1(nameSound(word));
    if (code.size() < 2)
        return term;
    at(term, Nearness::Sound) = {only(u'~' + code)};
    // A vowel at the end of what is typed so far may go on as anything.
    if (code.endsWith(u'A'))
        code.chop(1);
    if (code.size() >= ShortestStem)
        at(term, Nearness::Sound).push_back(beginningWith(u'~' + code));
    return term;
}

/// A year as far as it is typed, after day and month; two digits are also a whole year.
void addDate(SearchTerm& term, int day, int month, const QString& year)
{
    if (month < 1 || month > 12 || day < 1 || day > 31 || year.size() > 4)
        return;
    const QString start = monthDay(month, day);
    if (year.size() == 4)
        at(term, Nearness::Exact).push_back(only(start + year));
    else
        at(term, Nearness::Beginning).push_back(beginningWith(start + year));
    if (year.size() == 2)
        for (const QString& century : {u"19"_s, u"20"_s})
            at(term, Nearness::Exact).push_back(only(start + century + year));
}

void addNumber(SearchTerm& term, const QString& digits)
{
    if (digits.size() == NumberDigits)
        at(term, Nearness::Exact).push_back(only(u'#' + digits));
    else if (digits.size() >= ShortestNumber)
        at(term, Nearness::Beginning).push_back(beginningWith(u'#' + digits));
}

SearchTerm digitsTerm(const QString& digits)
{
    SearchTerm term = wordTerm(digits);
    addNumber(term, digits);
    if (digits.size() == 4)
        at(term, Nearness::Exact).push_back(only(u'=' + digits));
    if (digits.size() == 6 || digits.size() == 8)
        addDate(term, digits.left(2).toInt(), digits.mid(2, 2).toInt(), digits.mid(4));
    return term;
}

/// Digits in groups: a date, or an NHS number.
SearchTerm groupsTerm(const QStringList& groups)
{
    SearchTerm term;
    addNumber(term, groups.join(QString()));
    if (groups.size() > 3)
        return term;
    if (groups[0].size() == 4 && groups.size() == 3) // ISO
        addDate(term, groups[2].toInt(), groups[1].toInt(), groups[0]);
    else if (groups[0].size() <= 2 && groups[1].size() <= 2)
        addDate(term, groups[0].toInt(), groups[1].toInt(), groups.value(2));
    return term;
}

/// 1-12 for "mar" or "march", 0 for no month.
int monthNamed(const QString& word)
{
    static constexpr std::array Months{u"january", u"february", u"march", u"april", u"may", u"june",
        u"july", u"august", u"september", u"october", u"november", u"december"};
    constexpr qsizetype Abbreviated = 3;
    if (word.size() < Abbreviated)
        return 0;
    for (std::size_t i = 0; i < Months.size(); ++i)
        if (QStringView(Months[i]).startsWith(word))
            return int(i) + 1;
    return 0;
}

/// "31 May 1942": three words from `from` on. Without a year they are a house number and a name.
bool isNamedDate(const QStringList& words, qsizetype from)
{
    return from + 2 < words.size() && isDigits(words[from]) && words[from].size() <= 2
        && monthNamed(words[from + 1]) != 0 && isDigits(words[from + 2]);
}

} // namespace search_words

QString searchFolded(const QString& text)
{
    QString folded = search_words::keptApostrophes(text);
    folded.removeIf(search_words::isApostrophe);
    return folded.simplified();
}

QStringList searchWords(const domain::PatientRow& patient)
{
    using namespace search_words;
    const QStringList names = namesOf(patient.family) + namesOf(patient.given);
    if (names.isEmpty())
        return {};
    QStringList words = names;
    for (const QString& name : names)
        if (const QByteArray sound = nameSound(name); name.size() >= 2 && sound.size() >= 2)
            words << u'~' + QString::fromLatin1(sound);
    if (!patient.nhsNumber.isEmpty())
        words << u'#' + joined(searchFolded(patient.nhsNumber));
    if (patient.born.isValid()) {
        const QString year = u"%1"_s.arg(patient.born.year(), 4, 10, QChar(u'0'));
        words << monthDay(patient.born.month(), patient.born.day()) + year << u'=' + year;
    }
    const QString postcode = searchFolded(patient.postcode);
    QStringList postcodes = postcode.split(u' ', Qt::SkipEmptyParts);
    postcodes << joined(postcode);
    postcodes.removeAll(QString());
    for (const QString& word : std::as_const(postcodes))
        words << u'%' + word;
    const QString address = searchFolded(patient.addressLine + u' ' + patient.town);
    for (const QString& word : address.split(u' ', Qt::SkipEmptyParts))
        words << u'/' + word;
    for (QString& word : words)
        word = cut(word);
    words.removeAll(QString());
    words.sort();
    words.removeDuplicates();
    return words;
}

qint64 nameOrder(const domain::PatientRow& patient)
{
    constexpr int OfFamily = 6, OfGiven = 3, Letters = 27;
    qint64 order = 0;
    const auto add = [&](const QString& name, int count) {
        const QString letters = search_words::joined(searchFolded(name));
        for (int i = 0; i < count; ++i) {
            const char16_t letter = i < letters.size() ? letters[i].unicode() : u' ';
            const bool latin = letter >= u'a' && letter <= u'z';
            order = order * Letters + (latin ? letter - u'a' + 1 : 0);
        }
    };
    add(patient.family, OfFamily);
    add(patient.given, OfGiven);
    return order * PeopleAlike;
}

std::vector<SearchTerm> searchTerms(const QString& typed)
{
    using namespace search_words;
    const QStringList words = searchFolded(typed.left(MostTyped)).split(u' ', Qt::SkipEmptyParts);
    std::vector<SearchTerm> terms;
    for (qsizetype i = 0; i < words.size() && terms.size() < MostTerms;) {
        if (isNamedDate(words, i)) {
            terms.emplace_back();
            addDate(terms.back(), words[i].toInt(), monthNamed(words[i + 1]), words[i + 2]);
            i += 3;
            continue;
        }
        QStringList groups;
        while (i + groups.size() < words.size() && isDigits(words[i + groups.size()]))
            groups << words[i + groups.size()];
        if (groups.size() > 1)
            terms.push_back(groupsTerm(groups));
        else
            terms.push_back(groups.isEmpty() ? wordTerm(words[i]) : digitsTerm(groups.front()));
        i += std::max<qsizetype>(1, groups.size());
    }
    return terms;
}

} // namespace doorstep::store
