// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/TryGuard.h"

#include <QDir>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <vector>

namespace spectrum::core
{

namespace
{

// A host logs its people out within five seconds.
constexpr std::chrono::milliseconds gentleEnd{8000};

struct Ward {
    pid_t process;
    // Names the process even after its number was given to another one.
    int handle;
};

std::vector<Ward> collectUntilAlone(int line)
{
    std::vector<Ward> wards;
    pid_t process = 0;
    for (;;) {
        const ssize_t size = ::read(line, &process, sizeof process);
        if (size < 0 && errno == EINTR)
            continue;
        if (size != sizeof process)
            return wards;
        wards.push_back({process, int(::syscall(SYS_pidfd_open, process, 0))});
    }
}

bool isRunning(const Ward &ward)
{
    pollfd source{ward.handle, POLLIN, 0};
    return ward.handle >= 0 && ::poll(&source, 1, 0) == 0;
}

// Each of them leads a group of its own.
void signalAll(const std::vector<Ward> &wards, int number)
{
    for (const Ward &ward : wards) {
        if (isRunning(ward))
            ::kill(-ward.process, number);
    }
}

void awaitAll(const std::vector<Ward> &wards)
{
    using Clock = std::chrono::steady_clock;
    const Clock::time_point end = Clock::now() + gentleEnd;
    for (const Ward &ward : wards) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
        pollfd source{ward.handle, POLLIN, 0};
        static_cast<void>(::poll(&source, 1, int(std::max<qint64>(left, 0))));
    }
}

[[noreturn]] void guard(int line, const QString &folder)
{
    // Neither the terminal's Ctrl-C nor its end is for this process, nor a kill by the program's name.
    ::setsid();
    ::prctl(PR_SET_NAME, "try-guard");
    for (const int number : {SIGHUP, SIGINT, SIGTERM})
        ::signal(number, SIG_IGN);
    ::dup2(line, STDIN_FILENO);
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    ::close_range(STDERR_FILENO + 1, ~0U, 0);

    const std::vector<Ward> wards = collectUntilAlone(STDIN_FILENO);
    signalAll(wards, SIGTERM);
    awaitAll(wards);
    signalAll(wards, SIGKILL);
    QDir(folder).removeRecursively();
    ::_exit(0);
}

} // namespace

TryGuard::TryGuard(const QString &folder)
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return;
    const system::FileDescriptor ofGuard(ends[0]);
    m_line.reset(ends[1]);
    m_process = ::fork();
    if (m_process == 0) {
        m_line.reset();
        guard(ofGuard.number(), folder);
    }
}

TryGuard::~TryGuard()
{
    m_line.reset();
    if (m_process > 0)
        ::waitpid(m_process, nullptr, 0);
}

void TryGuard::enlist() const
{
    const pid_t process = ::getpid();
    static_cast<void>(!::send(m_line.number(), &process, sizeof process, MSG_NOSIGNAL));
}

} // namespace spectrum::core
