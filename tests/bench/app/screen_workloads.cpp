#include "tests/bench/app/app_workloads.h"

#include "app/viewmodels/shell/app_view_model.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTimer>
#include <QtTest>
#include <ctime>

namespace doorstep::bench {

namespace {

double monotonicMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

/// The real app's window over a tablet, with the nurse in and Today on screen.
class ShownToday {
public:
    explicit ShownToday(BenchTablet& tablet)
        : m_open(tablet)
        , m_sync(m_open.session)
        , m_enrolment(m_open.session, m_sync)
        , m_app(m_open.session, m_sync, m_enrolment)
    {
        m_engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
        m_engine.setInitialProperties({{QStringLiteral("app"), QVariant::fromValue(&m_app)}});
        m_engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Doorstep/Shell/Main.qml")));
        if (m_engine.rootObjects().isEmpty())
            stop("the shell did not load");
        m_window = qobject_cast<QQuickWindow*>(m_engine.rootObjects().constFirst());
        m_open.enter();
        waitFor(*m_app.today(), &app::TodayViewModel::changed,
            [this] { return m_app.today()->stops()->rowCount() > 0; });
        (void)m_window->grabWindow();
        const auto* page = m_window->findChild<QQuickItem*>(QStringLiteral("screen:today"));
        m_list = page ? page->property("scroll").value<QQuickItem*>() : nullptr;
        if (!m_list)
            stop("Today is not on screen");
    }

    [[nodiscard]] QQuickWindow& window() const { return *m_window; }
    [[nodiscard]] double scrolled() const { return m_list->property("contentY").toDouble(); }
    [[nodiscard]] double lowest() const
    {
        return m_list->property("contentHeight").toDouble() - m_list->height();
    }
    [[nodiscard]] QRectF list() const
    {
        return m_list->mapRectToScene({0, 0, m_list->width(), m_list->height()});
    }
    [[nodiscard]] int rows() { return m_app.today()->stops()->rowCount(); }

private:
    OpenTablet m_open;
    app::SyncDriver m_sync;
    app::TabletEnrolment m_enrolment;
    app::AppViewModel m_app;
    QQmlApplicationEngine m_engine; ///< last: pages go before what they show
    QQuickWindow* m_window = nullptr;
    QQuickItem* m_list = nullptr;
};

/// Times every frame of a window while it lives.
class FrameTimes {
public:
    explicit FrameTimes(QQuickWindow& window)
    {
        QObject::connect(
            &window, &QQuickWindow::beforeSynchronizing, &m_here, [this] { m_timer.start(); },
            Qt::DirectConnection);
        QObject::connect(
            &window, &QQuickWindow::afterRendering, &m_here,
            [this] { m_samples.push_back(double(m_timer.nsecsElapsed()) / 1e6); },
            Qt::DirectConnection);
    }
    [[nodiscard]] const std::vector<double>& samples() const { return m_samples; }

private:
    QObject m_here;
    QElapsedTimer m_timer;
    std::vector<double> m_samples;
};

/// One swipe over the list, `step` pixels a frame, upwards when positive.
void swipe(ShownToday& today, QPointingDevice* finger, int step)
{
    constexpr int MarginOfSwipe = 40;
    constexpr int NoFrameMs = 100; // at an end of the list nothing is drawn
    const QRectF list = today.list().adjusted(0, MarginOfSwipe, 0, -MarginOfSwipe);
    QPoint at(int(list.center().x()), int(step > 0 ? list.bottom() : list.top()));
    QQuickWindow& window = today.window();
    QTest::touchEvent(&window, finger).press(0, at, &window);
    for (at.ry() -= step; list.contains(at); at.ry() -= step) {
        QEventLoop loop;
        QObject::connect(&window, &QQuickWindow::frameSwapped, &loop, &QEventLoop::quit);
        QTimer::singleShot(NoFrameMs, &loop, &QEventLoop::quit);
        QTest::touchEvent(&window, finger).move(0, at, &window);
        loop.exec();
    }
    QTest::touchEvent(&window, finger).release(0, at, &window);
}

struct Start {
    double frame = 0;
    double page = 0;
};

Start startOnce(const QString& folder)
{
    QProcess program;
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    const double before = monotonicMilliseconds();
    program.start(QCoreApplication::applicationDirPath() + QStringLiteral("/first_frame"),
        {QStringLiteral("--store"), folder});
    if (!program.waitForFinished() || program.exitCode() != 0)
        stop("first_frame did not end well");
    const QList<QByteArray> said = program.readAllStandardOutput().simplified().split(' ');
    if (said.size() != 2)
        stop("first_frame said something else");
    return {said[0].toDouble() - before, said[1].toDouble() - before};
}

} // namespace

std::vector<Figure> firstFrame(const QString& folder, int rounds)
{
    Figure frame{.workload = QStringLiteral("process start to first frame"),
        .scheme = QStringLiteral("offscreen"),
        .unit = QStringLiteral("ms"),
        .samples = {},
        .goal = 300};
    Figure page = frame;
    page.workload = QStringLiteral("process start to first page");
    page.goal = 0;
    (void)startOnce(folder); // reads the files from disk
    for (int round = 0; round < rounds; ++round) {
        const Start start = startOnce(folder);
        frame.samples.push_back(start.frame);
        page.samples.push_back(start.page);
    }
    return {frame, page};
}

std::vector<Figure> scrollToday(BenchTablet& tablet, int frames)
{
    constexpr int PixelsAFrame = 24;
    ShownToday today(tablet);
    QPointingDevice* finger = QTest::createTouchDevice();
    const FrameTimes times(today.window());
    bool down = true;
    bool moved = false;
    while (times.samples().size() < std::size_t(frames)) {
        const double from = today.scrolled();
        swipe(today, finger, down ? PixelsAFrame : -PixelsAFrame);
        moved = moved || today.scrolled() > from;
        if (down ? today.scrolled() >= today.lowest() : today.scrolled() <= 0)
            down = !down;
    }
    if (!moved)
        stop("the finger did not scroll Today");
    return {{.workload = QStringLiteral("Today, a frame of scrolling %1 rows").arg(today.rows()),
        .scheme = QStringLiteral("offscreen"),
        .unit = QStringLiteral("ms"),
        .samples = times.samples(),
        .statistic = Figure::Statistic::P99,
        .goal = 10}};
}

} // namespace doorstep::bench
