// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/TryWaiter.h"

#include <QFile>

#include <poll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <cstring>

namespace spectrum::core
{

TryWaiter::TryWaiter(const QString &notifyPath)
{
    sigset_t wanted;
    ::sigemptyset(&wanted);
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGCHLD})
        ::sigaddset(&wanted, number);
    ::sigprocmask(SIG_BLOCK, &wanted, &m_previous);
    m_signals.reset(::signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK));

    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const QByteArray path = QFile::encodeName(notifyPath);
    if (size_t(path.size()) >= sizeof address.sun_path)
        return;
    std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
    m_notices.reset(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (::bind(m_notices.number(), reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        m_notices.reset();
}

TryWaiter::~TryWaiter()
{
    leave();
}

void TryWaiter::leave() const
{
    ::sigprocmask(SIG_SETMASK, &m_previous, nullptr);
}

TryWaiter::Event TryWaiter::wait(std::chrono::milliseconds patience)
{
    using Clock = std::chrono::steady_clock;
    const Clock::time_point end = Clock::now() + patience;
    while (!m_isStopping) {
        int left = -1;
        if (patience.count() >= 0)
            left = int(std::max<qint64>(
                std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count(), 0));
        std::array<pollfd, 2> sources{pollfd{m_signals.number(), POLLIN, 0},
                                      pollfd{m_notices.number(), POLLIN, 0}};
        const int count = ::poll(sources.data(), sources.size(), left);
        if (count == 0)
            return Event::TimedOut;
        if (count > 0 && sources[0].revents != 0)
            return readSignal();
        if (count > 0 && readNotice())
            return Event::Ready;
    }
    return Event::Stop;
}

TryWaiter::Event TryWaiter::readSignal()
{
    signalfd_siginfo signal{};
    static_cast<void>(!::read(m_signals.number(), &signal, sizeof signal));
    if (signal.ssi_signo == SIGCHLD)
        return Event::Child;
    m_isStopping = true;
    return Event::Stop;
}

bool TryWaiter::readNotice() const
{
    std::array<char, 512> text{};
    const ssize_t size = ::recv(m_notices.number(), text.data(), text.size(), 0);
    return size > 0 && QByteArrayView(text.data(), size).startsWith("READY=1");
}

} // namespace spectrum::core
