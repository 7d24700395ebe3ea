// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ServerMeasures.h"

#include "ServerScene.h"

#include <stdexcept>

namespace bench
{

namespace
{

const std::string chatter = "The quick brown fox jumps over the lazy dog while nobody is looking.";

double secondsSince(Moment start)
{
    return std::chrono::duration<double>(now() - start).count();
}

struct Direction {
    std::string name;
    void (ServerScene::*send)(size_t client, const std::string &body);
    long ServerScene::*arrived;
};

const Direction directions[] = {
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
    constexpr long window = 2'000;
    constexpr size_t senders = 500;
    for (const Direction &direction : directions) {
        scene.*direction.arrived = 0;
        const auto cpu = scene.gateway().cpuTime();
        const auto waitFor = [&](long arrived) {
            if (!scene.loop.runUntil([&] { return scene.*direction.arrived >= arrived; },
                                     std::chrono::seconds(30)))
                throw std::runtime_error(direction.name + ": messages were lost");
        };
        for (long sent = 0; sent < total;) {
            for (const long end = std::min(total, sent + 200); sent < end; ++sent)
                (scene.*direction.send)(static_cast<size_t>(sent) % senders, chatter);
            waitFor(sent - window);
        }
        waitFor(total);
        const std::chrono::duration<double, std::micro> used = scene.gateway().cpuTime() - cpu;
        report.add({"CPU per message, " + direction.name, used.count() / total, "us"});
    }
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
