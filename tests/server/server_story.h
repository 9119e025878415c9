#pragma once

#include "tests/support/server_process.h"
#include "tests/support/test_registry.h"
#include "tests/support/wire_device.h"

#include <QTemporaryDir>
#include <algorithm>

namespace doorstep::test {

/// A running server with one claimed practice and its desk: where each story begins.
struct ServerStory {
    ServerStory()
        : server(directory.filePath(QStringLiteral("server")))
        , desk(clock, entry::DeviceRole::Ctl)
    {
    }
    [[nodiscard]] bool begin()
    {
        if (!server.start())
            return false;
        client = std::make_unique<WireClient>(server.port());
        auto claimed = claimPractice(
            *client, server.createPractice(QStringLiteral("Lantern Lane Surgery")), desk, clock);
        if (claimed)
            practice = std::move(*claimed);
        return claimed.ok();
    }
    /// After the server was stopped or killed. Requests signed before the start are refused by
    /// time, so the story's clock must have reached the next second.
    [[nodiscard]] bool beginAgain()
    {
        if (!server.start())
            return false;
        client = std::make_unique<WireClient>(server.port());
        return true;
    }
    [[nodiscard]] std::unique_ptr<WireDevice> admit(
        entry::DeviceRole role = entry::DeviceRole::Tablet)
    {
        auto device = std::make_unique<WireDevice>(clock, role);
        if (!admitDevice(*client, practice, desk, *device))
            return nullptr;
        return device;
    }
    [[nodiscard]] bool grant(const WireDevice& device, ScopeId scope)
    {
        desk.queue(desk.clear(practice,
            entry::ScopeGranted{
                device.id, scope, clock.now().plusMs(-1000), clock.now().plusMs(86'400'000)}));
        return desk.push(*client, practice).ok();
    }
    [[nodiscard]] static bool holds(
        const std::vector<sync::PageEntry>& page, const entry::Entry& wanted)
    {
        return std::any_of(page.begin(), page.end(),
            [&](const sync::PageEntry& line) { return line.entry == wanted && !line.held; });
    }
    [[nodiscard]] static const sync::PageEntry* find(
        const std::vector<sync::PageEntry>& page, const entry::Entry& wanted)
    {
        const auto found = std::find_if(page.rbegin(), page.rend(),
            [&](const sync::PageEntry& line) { return line.entry == wanted; });
        return found == page.rend() ? nullptr : &*found;
    }

    SystemClock clock;
    QTemporaryDir directory;
    ServerProcess server;
    std::unique_ptr<WireClient> client;
    WireDevice desk;
    WirePractice practice;
};

} // namespace doorstep::test
