// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ServerMeasures.h"

#include "Saturation.h"
#include "ServerScene.h"

namespace bench
{

namespace
{

double secondsSince(Moment start)
{
    return std::chrono::duration<double>(now() - start).count();
}

const Direction<ServerScene> directions[] = {
    {"TLS client to IRC", &ServerScene::sendToContact, &ServerScene::arrivedAtIrc},
    {"IRC to TLS client", &ServerScene::sendToUser, &ServerScene::arrivedAtXmpp},
};

void measureClients(ServerScene &scene, Report &report)
{
    constexpr size_t warm = 100;
    constexpr size_t count = 1000;
    scene.logIn(warm);
    scene.loop.runFor(std::chrono::milliseconds(1500));
    const long before = scene.gateway().pss();
    const auto cpu = scene.gateway().cpuTime();
    const Moment start = now();
    scene.logIn(count);
    const double seconds = secondsSince(start);
    const std::chrono::duration<double, std::milli> used = scene.gateway().cpuTime() - cpu;
    scene.loop.runFor(std::chrono::milliseconds(1500));
    const double each = static_cast<double>(scene.gateway().pss() - before) / (count - warm);
    report.add({"PSS per TLS client at 1000", each, "KiB"});
    report.add({"TLS clients in a GiB", 1024 * 1024 / each, ""});
    report.add({"TLS logins", (count - warm) / seconds, "1/s"});
    report.add({"CPU per TLS login", used.count() / (count - warm), "ms"});
}

void measureMessages(ServerScene &scene, Report &report)
{
    constexpr long total = 50'000;
    for (const Direction<ServerScene> &direction : directions)
        report.add({"CPU per message, " + direction.name,
                    saturate(scene, direction, total).cpu.count() / total, "us"});
}

// Keep-alives are all that there is to do.
void measureIdleness(ServerScene &scene, Report &report)
{
    constexpr size_t count = 5000;
    constexpr std::chrono::seconds time{20};
    scene.logIn(count);
    scene.loop.runFor(std::chrono::milliseconds(3000));
    const auto cpu = scene.gateway().cpuTime();
    scene.loop.runFor(time);
    const std::chrono::duration<double> used = scene.gateway().cpuTime() - cpu;
    report.add(
        {"CPU of 5000 idle TLS clients", 100 * used.count() / static_cast<double>(time.count()), "%", 1});
}

} // namespace

void measureServerMode(const std::string &program, Report &report)
{
    ServerScene scene(program);
    measureClients(scene, report);
    measureMessages(scene, report);
    measureIdleness(scene, report);
}

} // namespace bench
