#include "tests/support/test_registry.h"

#include <QCoreApplication>

namespace doorstep::test {

std::vector<Factory>& registry()
{
    static std::vector<Factory> factories;
    return factories;
}

} // namespace doorstep::test

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("doorstep-test"));
    int failures = 0;
    for (const auto& make : doorstep::test::registry()) {
        const auto test = make();
        failures += QTest::qExec(test.get(), argc, argv);
    }
    if (doorstep::test::registry().empty())
        return 2; // an area without tests is a broken build, not a pass
    return failures == 0 ? 0 : 1;
}
