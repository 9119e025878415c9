#include "qml/import_modules.h"
#include "tests/gallery/gallery_stage.h"

#include <QAccessible>
#include <QFont>
#include <QFontMetricsF>
#include <QRegularExpression>
#include <QtTest>
#include <functional>

Q_IMPORT_QML_PLUGIN(Doorstep_GalleryPlugin)

namespace {

using doorstep::test::GalleryStage;
using doorstep::test::Setting;

constexpr qreal Slack = 0.6; // half a pixel of rounding

void walk(QQuickItem* item, const std::function<void(QQuickItem*)>& see)
{
    if (!item->isVisible())
        return;
    see(item);
    const QList<QQuickItem*> children = item->childItems();
    for (QQuickItem* child : children)
        walk(child, see);
}

bool isTappable(const QQuickItem* item)
{
    return item->inherits("QQuickAbstractButton");
}

bool isOnControl(const QQuickItem* item)
{
    const QQuickItem* up = item;
    while (up && !isTappable(up))
        up = up->parentItem();
    return up != nullptr;
}

QString describe(const QQuickItem* item)
{
    const QString text = item->property("text").toString();
    const QString label = item->objectName().isEmpty() ? text : item->objectName();
    return QStringLiteral("%1 '%2'").arg(
        QString::fromLatin1(item->metaObject()->className()), label);
}

} // namespace

class TestPageStates : public QObject {
    Q_OBJECT

    GalleryStage* m_stage = nullptr; // after the application, before QTest ends it
    std::unique_ptr<QQuickItem> m_page;

    const QList<Setting> m_settings{
        {QStringLiteral("phone"), {412, 915}, false, 1.0},
        {QStringLiteral("phone"), {412, 915}, false, 1.5},
        {QStringLiteral("phone"), {412, 915}, true, 2.0},
        {QStringLiteral("phone"), {320, 640}, false, 1.0},
        {QStringLiteral("tablet"), {1280, 800}, false, 1.0},
    };

    void addStates(const QStringList& pages = {})
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("setting");
        for (int i = 0; i < m_stage->states().size(); ++i) {
            const auto& state = m_stage->states().at(i);
            if (!pages.isEmpty() && !pages.contains(state.page))
                continue;
            for (int k = 0; k < m_settings.size(); ++k) {
                const Setting& setting = m_settings.at(k);
                if (!state.sizes.isEmpty() && state.sizes != setting.sizeName)
                    continue;
                QTest::addRow("%s-%s-%d-%d", qPrintable(state.page), qPrintable(state.name),
                    setting.size.width(), qRound(setting.textScale * 100))
                    << i << k;
            }
        }
    }
    [[nodiscard]] QStringList realPages() const
    {
        QStringList pages;
        for (const auto& state : m_stage->states())
            if (state.page != QLatin1String("parts"))
                pages.append(state.page);
        return pages;
    }
    QQuickItem* mounted()
    {
        QFETCH(int, state);
        QFETCH(int, setting);
        m_page = m_stage->mount(m_stage->states().at(state), m_settings.at(setting));
        if (m_page)
            (void)m_stage->picture();
        return m_page.get();
    }
    static void checkTarget(const QQuickItem* item)
    {
        const bool big = item->width() >= 48 - Slack && item->height() >= 48 - Slack;
        QVERIFY2(big,
            qPrintable(QStringLiteral("%1 is %2 x %3")
                           .arg(describe(item))
                           .arg(item->width())
                           .arg(item->height())));
    }
    static void checkSpoken(QQuickItem* item)
    {
        QVERIFY2(!item->objectName().isEmpty(), qPrintable(describe(item)));
        auto* spoken = QAccessible::queryAccessibleInterface(item);
        QVERIFY2(spoken, qPrintable(describe(item)));
        QVERIFY2(!spoken->text(QAccessible::Name).isEmpty(), qPrintable(describe(item)));
        QVERIFY2(spoken->role() != QAccessible::Client && spoken->role() != QAccessible::NoRole,
            qPrintable(describe(item)));
    }
    static void checkText(const QQuickItem* item, const QString& family)
    {
        QVERIFY2(
            item->property("font").value<QFont>().family() == family, qPrintable(describe(item)));
        QVERIFY2(!item->property("truncated").toBool(), qPrintable(describe(item)));
        const qreal wide = item->property("contentWidth").toReal();
        const qreal high = item->property("contentHeight").toReal();
        QVERIFY2(wide <= item->width() + 1 && high <= item->height() + 1,
            qPrintable(QStringLiteral("%1 needs %2 x %3, has %4 x %5")
                           .arg(describe(item))
                           .arg(wide)
                           .arg(high)
                           .arg(item->width())
                           .arg(item->height())));
    }

    /// The part of the item that no clipping ancestor hides, in page coordinates.
    QRectF seenOf(const QQuickItem* item) const
    {
        QRectF seen = item->mapRectToItem(m_page.get(), item->boundingRect());
        for (const QQuickItem* up = item->parentItem(); up && up != m_page.get();
             up = up->parentItem())
            if (up->clip())
                seen &= up->mapRectToItem(m_page.get(), up->boundingRect());
        return seen & m_page->boundingRect();
    }
    /// Words of ours; a person's name or a file's may be wider than a small screen.
    static void checkWhole(const QQuickItem* item)
    {
        static constexpr qsizetype LongestOfOurs = 13;
        static const QRegularExpression between(QStringLiteral("[ -]"));
        const QFontMetricsF metrics(item->property("font").value<QFont>());
        const QStringList words = item->property("text").toString().split(between);
        for (const QString& word : words)
            QVERIFY2(
                word.size() > LongestOfOurs || metrics.horizontalAdvance(word) <= item->width() + 1,
                qPrintable(QStringLiteral("%1 breaks the word '%2'").arg(describe(item), word)));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_stage = new GalleryStage;
        QVERIFY2(m_stage->problems().isEmpty(), qPrintable(m_stage->problems().join(u'\n')));
        QVERIFY(m_stage->states().size() > 50);
    }
    void init()
    {
        static const QRegularExpression ofQml(
            QStringLiteral("Binding loop|TypeError|ReferenceError"));
        QTest::failOnWarning(ofQml);
    }
    void cleanup() { m_page.reset(); }
    void cleanupTestCase()
    {
        delete m_stage;
        m_stage = nullptr;
    }

    void everyControl_isNamedSpokenAndBigEnough_data() { addStates(realPages()); }
    void everyControl_isNamedSpokenAndBigEnough()
    {
        QVERIFY(mounted());
        QHash<QString, int> names;
        walk(m_page.get(), [&names](QQuickItem* item) {
            if (!isTappable(item) && !item->activeFocusOnTab())
                return;
            checkSpoken(item);
            ++names[item->objectName()];
            if (isTappable(item))
                checkTarget(item);
        });
        for (auto each = names.cbegin(); each != names.cend(); ++each)
            QVERIFY2(each.value() == 1, qPrintable(QStringLiteral("two are called ") + each.key()));
    }

    void everyText_fitsAndUsesTheBundledFace_data() { addStates(); }
    void everyText_fitsAndUsesTheBundledFace()
    {
        QVERIFY(mounted());
        walk(m_page.get(), [](QQuickItem* item) {
            if (!item->inherits("QQuickText") || item->property("text").toString().isEmpty())
                return;
            checkText(item, QStringLiteral("Noto Sans"));
            if (isOnControl(item))
                checkWhole(item);
        });
    }

    void allergies_areInViewHoweverLongTheName_data()
    {
        addStates({QStringLiteral("visit"), QStringLiteral("vaccinate"), QStringLiteral("observe"),
            QStringLiteral("deskRegister")});
    }
    void allergies_areInViewHoweverLongTheName()
    {
        QVERIFY(mounted());
        walk(m_page.get(), [this](QQuickItem* item) {
            if (item->objectName() != QLatin1String("bandAllergies"))
                return;
            const QRectF whole = item->mapRectToItem(m_page.get(), item->boundingRect());
            QVERIFY2(seenOf(item).height() >= whole.height() - Slack, qPrintable(describe(item)));
        });
    }

    void theValueBeingTyped_isInView_data() { addStates({QStringLiteral("observe")}); }
    void theValueBeingTyped_isInView()
    {
        QVERIFY(mounted());
        const bool covered = m_page->property("modal").toBool()
            || !m_page->property("typing").toBool(); // the words say themselves what they are of
        walk(m_page.get(), [this, covered](QQuickItem* item) {
            const QVariant active = item->property("active");
            if (covered || !item->objectName().startsWith(u"tile:") || !active.toBool())
                return;
            QVERIFY2(seenOf(item).height() >= item->height() - Slack, qPrintable(describe(item)));
        });
    }

    void everyItem_staysInsideThePageSideways_data() { addStates(); }
    void everyItem_staysInsideThePageSideways()
    {
        QVERIFY(mounted());
        const qreal width = m_page->width();
        walk(m_page.get(), [this, width](QQuickItem* item) {
            if (item->width() <= 0 || item->height() <= 0)
                return;
            const QRectF box = item->mapRectToItem(m_page.get(), item->boundingRect());
            const bool inside
                = box.left() >= -4 && box.right() <= width + 4; // a focus ring is 3 outside
            QVERIFY2(inside,
                qPrintable(QStringLiteral("%1 from %2 to %3 of %4")
                               .arg(describe(item))
                               .arg(box.left())
                               .arg(box.right())
                               .arg(width)));
        });
    }
};

QTEST_MAIN(TestPageStates)
#include "tst_page_states.moc"
