// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Messages through a gateway as fast as it takes them, in either mode.
#pragma once

#include "EventLoop.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace bench
{

inline const std::string chatter = "The quick brown fox jumps over the lazy dog while nobody is looking.";

// One way that messages go: how one is sent, where it is counted, and what it may cost (0: whatever).
template <typename Scene>
struct Direction {
    std::string name;
    void (Scene::*send)(int user, const std::string &body);
    long Scene::*arrived;
    double cpuTarget = 0; // in microseconds
};

template <typename Scene>
void waitForMessages(Scene &scene, const Direction<Scene> &direction, long count)
{
    if (!scene.loop.runUntil([&] { return scene.*direction.arrived >= count; }, std::chrono::seconds(30)))
        throw std::runtime_error(direction.name + ": messages were lost");
}

struct Saturation {
    double seconds = 0;
    std::chrono::duration<double, std::micro> cpu{};
};

// From 500 users in turn. No more than a window of them is on its way at a time.
template <typename Scene>
Saturation saturate(Scene &scene, const Direction<Scene> &direction, long total)
{
    constexpr long window = 2'000;
    constexpr int senders = 500;
    scene.*direction.arrived = 0;
    const auto cpu = scene.gateway().cpuTime();
    const Moment start = now();
    for (long sent = 0; sent < total;) {
        // A new chunk whenever the line has room for it, so that the gateway never waits for work.
        for (const long end = std::min(total, sent + 200); sent < end; ++sent)
            (scene.*direction.send)(static_cast<int>(sent % senders), chatter);
        scene.flush();
        waitForMessages(scene, direction, sent - window);
    }
    waitForMessages(scene, direction, total);
    return {std::chrono::duration<double>(now() - start).count(), scene.gateway().cpuTime() - cpu};
}

} // namespace bench
