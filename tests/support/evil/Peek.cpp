// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Peek.h"

#include <QDir>
#include <QFile>

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace spectrum::evil
{

namespace
{

// Beyond these are the event loop's own.
constexpr int firstForeignDescriptor = 3;

bool canOpen(const QString &path, int flags)
{
    const int number = ::open(QFile::encodeName(path).constData(), flags, 0600);
    if (number >= 0)
        ::close(number);
    return number >= 0;
}

bool canTrace(pid_t process)
{
    if (::ptrace(PTRACE_ATTACH, process, nullptr, nullptr) != 0)
        return false;
    ::waitpid(process, nullptr, 0);
    ::ptrace(PTRACE_DETACH, process, nullptr, nullptr);
    return true;
}

bool canReadMemory(pid_t process)
{
    char letter = 0;
    iovec here{&letter, 1};
    // The code of an executable at a fixed place would be there; what counts is that it may not be asked.
    iovec there{reinterpret_cast<void *>(0x400000), 1};
    return ::process_vm_readv(process, &here, 1, &there, 1, 0) >= 0 || errno == EFAULT;
}

// Whether the socket of the administrator answers.
bool canAdminister(const QString &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const QByteArray name = QFile::encodeName(path);
    ::strncpy(address.sun_path, name.constData(), sizeof address.sun_path - 1);
    const int number = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience{1, 0};
    ::setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    char answer[4096] = {};
    const char question[] = "{\"command\": \"status\"}\n";
    const bool isAnswered = ::connect(number, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0 &&
                            ::send(number, question, sizeof question - 1, MSG_NOSIGNAL) > 0 &&
                            ::recv(number, answer, sizeof answer - 1, 0) > 0 &&
                            ::strstr(answer, "instances") != nullptr;
    ::close(number);
    return isAnswered;
}

QStringList foreignDescriptors(const Prey &prey)
{
    QStringList found;
    for (const QString &number : QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::NoDotAndDotDot)) {
        const QString target = QFile::symLinkTarget(QStringLiteral("/proc/self/fd/") + number);
        if (number.toInt() >= firstForeignDescriptor && prey.files.contains(target))
            found.append(QStringLiteral("descriptor:") + target);
    }
    return found;
}

} // namespace

QString peekAround(const Prey &prey)
{
    const pid_t parent = ::getppid();
    const QString folder = QStringLiteral("/proc/%1/").arg(parent);
    QStringList worked = foreignDescriptors(prey);
    for (const QString &path : prey.files) {
        if (canOpen(path, O_RDONLY))
            worked.append(QStringLiteral("read:") + path);
    }
    const auto note = [&](bool hasWorked, const char *what) {
        if (hasWorked)
            worked.append(QLatin1String(what));
    };
    note(prey.isToldSecrets, "settings");
    note(canOpen(folder + QStringLiteral("mem"), O_RDONLY), "mem");
    note(canOpen(folder + QStringLiteral("environ"), O_RDONLY), "environ");
    note(canOpen(folder + QStringLiteral("maps"), O_RDONLY), "maps");
    note(!QDir(folder + QStringLiteral("fd"))
              .entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)
              .isEmpty(),
         "fd");
    note(canOpen(QStringLiteral("/tmp/spectrum2-evil"), O_WRONLY | O_CREAT), "write:/tmp");
    note(canTrace(parent), "ptrace");
    note(canReadMemory(parent), "process_vm_readv");
    note(::kill(parent, SIGCONT) == 0, "kill");
    note(canAdminister(prey.socket), "admin");
    note(!qgetenv("SPECTRUM2_EVIL_SECRET").isEmpty(), "environment");
    return worked.isEmpty() ? QStringLiteral("-") : worked.join(u' ');
}

} // namespace spectrum::evil
