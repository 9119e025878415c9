#pragma once

#include <QObject>
#include <QtTest>
#include <functional>
#include <memory>
#include <vector>

namespace doorstep::test {

using Factory = std::function<std::unique_ptr<QObject>()>;

/// The Qt Test classes linked into this executable, in link order.
std::vector<Factory>& registry();

template <typename TestClass> struct Registration {
    Registration()
    {
        registry().push_back([] { return std::make_unique<TestClass>(); });
    }
};

} // namespace doorstep::test

/// Put after the class: one executable an area runs all its classes (main is in test_support).
#define DOORSTEP_TEST(TestClass)                                                                   \
    static const doorstep::test::Registration<TestClass> registered##TestClass
