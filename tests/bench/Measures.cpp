// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Measures.h"

#include "Saturation.h"
#include "Scene.h"

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace bench
{

namespace
{

double milliseconds(Moment::duration duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

double percentile(const std::vector<double> &sorted, double part)
{
    return sorted.at(
        std::min(sorted.size() - 1, static_cast<size_t>(part * static_cast<double>(sorted.size()))));
}

const Direction<Scene> directions[] = {
    {"user to IRC", &Scene::sendToContact, &Scene::arrivedAtIrc, 12},
    {"IRC to user", &Scene::sendToUser, &Scene::arrivedAtXmpp, 8},
};

void measureUsers(Scene &scene, Report &report)
{
    scene.loop.runFor(std::chrono::milliseconds(1500));
    const long idle = scene.gateway().pss();
    report.add({"PSS idle", static_cast<double>(idle) / 1024, "MiB", 17});
    for (const int count : {100, 1000, 5000}) {
        scene.registerUsers(count);
        scene.loop.runFor(std::chrono::milliseconds(300));
        const int before = scene.online();
        const Moment start = now();
        scene.logIn(count);
        const double seconds = milliseconds(now() - start) / 1000;
        scene.loop.runFor(std::chrono::milliseconds(1500));
        const std::string at = " at " + std::to_string(count);
        report.add({"PSS per user" + at, static_cast<double>(scene.gateway().pss() - idle) / count, "KiB",
                    count == 1000 ? 8.0 : 0.0});
        report.add({"logins" + at, (count - before) / seconds, "1/s", count == 1000 ? 1000.0 : 0.0, true});
    }
}

void measureSaturation(Scene &scene, Report &report)
{
    constexpr long total = 100'000;
    for (const Direction<Scene> &direction : directions) {
        const Saturation found = saturate(scene, direction, total);
        report.add(
            {"CPU per message, " + direction.name, found.cpu.count() / total, "us", direction.cpuTarget});
        report.add({"messages at saturation, " + direction.name, total / found.seconds, "1/s"});
    }
}

void measureLatency(Scene &scene, Report &report)
{
    constexpr int count = 1000;
    for (const Direction<Scene> &direction : directions) {
        std::vector<Moment> sentAt;
        std::vector<double> delays;
        scene.*direction.arrived = 0;
        scene.onArrival = [&](std::string_view) {
            delays.push_back(milliseconds(now() - sentAt.at(delays.size())));
        };
        for (int i = 0; i < count; ++i) {
            sentAt.push_back(now());
            (scene.*direction.send)(0, chatter);
            scene.flush();
            const Moment next = sentAt.back() + std::chrono::milliseconds(5);
            scene.loop.runUntil(next);
        }
        waitForMessages(scene, direction, count);
        scene.onArrival = nullptr;
        std::sort(delays.begin(), delays.end());
        report.add({"p50 at 200/s, " + direction.name, percentile(delays, 0.5), "ms"});
        report.add({"p99 at 200/s, " + direction.name, percentile(delays, 0.99), "ms", 0.6});
    }
}

void measureBurst(Scene &scene, Report &report)
{
    constexpr int burst = 5;
    for (const Direction<Scene> &direction : directions) {
        std::vector<double> times;
        for (int round = 0; round < 9; ++round) {
            scene.loop.runFor(std::chrono::milliseconds(300));
            scene.*direction.arrived = 0;
            const Moment start = now();
            for (int i = 0; i < burst; ++i) {
                (scene.*direction.send)(0, chatter);
                scene.flush();
            }
            waitForMessages(scene, direction, burst);
            times.push_back(milliseconds(now() - start));
        }
        report.add({"burst of 5 on a quiet line, " + direction.name, median(times), "ms", 1});
    }
}

void measureRoomJoin(Scene &scene, Report &report)
{
    constexpr int people = 500;
    scene.irc.setChannelSize(people);
    std::vector<double> times;
    for (int round = 0; round < 5; ++round) {
        const std::string room = "#bench" + std::to_string(round) + "@irc.bench.example";
        int presences = 0;
        bool isComplete = false;
        scene.onOtherStanza = [&](std::string_view stanza) {
            if (!attribute(stanza, "from").starts_with(room))
                return;
            presences += stanza.starts_with("<presence") ? 1 : 0;
            isComplete = isComplete || stanza.find("<subject") != std::string_view::npos;
        };
        const Moment start = now();
        scene.xmpp.queue("<presence from='user0@users.example/bench' to='" + room +
                         "/user0'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
        scene.flush();
        if (!scene.loop.runUntil([&] { return presences >= people && isComplete; }, std::chrono::seconds(10)))
            throw std::runtime_error("a room was not joined: " + std::to_string(presences) + " people");
        times.push_back(milliseconds(now() - start));
    }
    scene.onOtherStanza = nullptr;
    report.add({"join a room with 500 people", median(times), "ms"});
}

} // namespace

void measureStart(const std::string &program, Report &report)
{
    std::vector<double> times;
    for (int i = 0; i < 7; ++i) {
        Scene scene(program);
        times.push_back(milliseconds(scene.xmpp.readySince() - scene.gateway().startedAt()));
    }
    report.add({"start to handshake", median(times), "ms", 40});
}

void measureGateway(const std::string &program, Report &report)
{
    Scene scene(program);
    measureUsers(scene, report);
    measureSaturation(scene, report);
    measureLatency(scene, report);
    measureBurst(scene, report);
    measureRoomJoin(scene, report);
}

} // namespace bench
