// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One epoll loop for all of the benchmark's sockets, turned by whoever waits for something.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <unordered_map>

namespace bench
{

using Moment = std::chrono::steady_clock::time_point;
inline Moment now()
{
    return std::chrono::steady_clock::now();
}

// Handlers may add and remove descriptors while they run.
class EventLoop
{
public:
    EventLoop();
    ~EventLoop();
    EventLoop(const EventLoop &) = delete;
    EventLoop &operator=(const EventLoop &) = delete;

    void watch(int fd, std::function<void()> onReadable);
    void forget(int fd);

    // Turns until the condition holds; false when the time ran out first.
    bool runUntil(const std::function<bool()> &condition, std::chrono::milliseconds timeout);
    // At the given moment, neither earlier nor a millisecond later.
    void runUntil(Moment moment);
    void runFor(std::chrono::milliseconds duration);

private:
    void turn(std::chrono::milliseconds wait);

    int m_epoll;
    std::unordered_map<int, std::function<void()>> m_handlers;
};

// A listening TCP socket on 127.0.0.1, on a port chosen by the kernel.
struct Listener {
    int fd = -1;
    int port = 0;
};
Listener listenOnLoopback();

// Whether somebody takes connections at that port of 127.0.0.1.
bool isListening(int port);

// Reads what is there and appends it; false when the peer has closed.
bool readAvailable(int fd, std::string &buffer);
// Writes everything, waiting in poll() when the kernel's buffer is full.
void writeAll(int fd, const char *bytes, size_t size);
inline void writeAll(int fd, const std::string &bytes)
{
    writeAll(fd, bytes.data(), bytes.size());
}

} // namespace bench
