// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "EventLoop.h"

#include <arpa/inet.h>
#include <cerrno>
#include <poll.h>
#include <stdexcept>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bench
{

EventLoop::EventLoop() : m_epoll(epoll_create1(EPOLL_CLOEXEC)) {}

EventLoop::~EventLoop()
{
    close(m_epoll);
}

void EventLoop::watch(int fd, std::function<void()> onReadable)
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = fd;
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, fd, &event);
    m_handlers[fd] = std::move(onReadable);
}

void EventLoop::forget(int fd)
{
    epoll_ctl(m_epoll, EPOLL_CTL_DEL, fd, nullptr);
    m_handlers.erase(fd);
}

bool EventLoop::runUntil(const std::function<bool()> &condition, std::chrono::milliseconds timeout)
{
    const Moment deadline = now() + timeout;
    while (!condition()) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - now());
        if (left.count() <= 0)
            return false;
        turn(left);
    }
    return true;
}

void EventLoop::runUntil(Moment moment)
{
    // The wait is in whole milliseconds; the rest of the last one is spent looking, so that no answer waits.
    for (Moment time = now(); time < moment; time = now())
        turn(std::chrono::floor<std::chrono::milliseconds>(moment - time));
}

void EventLoop::runFor(std::chrono::milliseconds duration)
{
    runUntil([] { return false; }, duration);
}

void EventLoop::turn(std::chrono::milliseconds wait)
{
    epoll_event events[256];
    const int count = epoll_wait(m_epoll, events, 256, static_cast<int>(wait.count()));
    for (int i = 0; i < count; ++i) {
        const auto handler = m_handlers.find(events[i].data.fd);
        if (handler != m_handlers.end()) {
            const auto action = handler->second; // it may forget its own descriptor
            action();
        }
    }
}

Listener listenOnLoopback()
{
    Listener listener;
    listener.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(listener.fd, reinterpret_cast<sockaddr *>(&address), size) != 0 ||
        listen(listener.fd, 8192) != 0 ||
        getsockname(listener.fd, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        throw std::runtime_error("cannot listen on loopback");
    listener.port = ntohs(address.sin_port);
    return listener;
}

bool isListening(int port)
{
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool isTaken = connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
    close(fd);
    return isTaken;
}

bool readAvailable(int fd, std::string &buffer)
{
    char chunk[65536];
    for (;;) {
        const ssize_t count = recv(fd, chunk, sizeof chunk, MSG_DONTWAIT);
        if (count > 0) {
            buffer.append(chunk, static_cast<size_t>(count));
            if (count < static_cast<ssize_t>(sizeof chunk))
                return true;
            continue;
        }
        return count < 0 && (errno == EAGAIN || errno == EINTR);
    }
}

void writeAll(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        const ssize_t count = send(fd, bytes, size, MSG_NOSIGNAL);
        if (count > 0) {
            bytes += count;
            size -= static_cast<size_t>(count);
        } else if (errno == EAGAIN) {
            pollfd ready{fd, POLLOUT, 0};
            poll(&ready, 1, 1000);
        } else {
            throw std::runtime_error("the gateway closed a connection");
        }
    }
}

} // namespace bench
