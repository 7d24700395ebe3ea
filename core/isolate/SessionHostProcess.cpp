// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/SessionHostProcess.h"

#include "isolate/SessionHost.h"
#include "system/EpollDispatcher.h"
#include "system/Hardening.h"
#include "system/LogSetup.h"

#include <QCoreApplication>

#include <csignal>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>

namespace spectrum::core
{

bool isSessionHostProcess()
{
    int type = 0;
    socklen_t size = sizeof(type);
    return ::getsockopt(wire::socketNumber, SOL_SOCKET, SO_TYPE, &type, &size) == 0;
}

int runSessionHost(const QString &loop)
{
    ::fcntl(wire::socketNumber, F_SETFD, FD_CLOEXEC);
    ::fcntl(wire::markNumber, F_SETFD, FD_CLOEXEC);
    // It was started by a path that says nothing.
    ::prctl(PR_SET_NAME, "session-host");
    // One that hangs would not notice that its host was killed.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    ::signal(SIGPIPE, SIG_IGN);
    // What an administrator sends goes to the host, which decides when this ends.
    ::signal(SIGINT, SIG_IGN);
    ::signal(SIGHUP, SIG_IGN);
    system::Hardening::forbidTracing();
    system::LogSetup::apply({});
    // A module on GLib needs Qt's own dispatcher for it, which is the default.
    if (loop != QLatin1String("glib"))
        system::EpollDispatcher::install();
    int count = 1;
    char name[] = "spectrum2";
    char *words[] = {name, nullptr};
    const QCoreApplication application(count, words);
    system::LogSetup::attachToEventLoop();
    SessionHost host{system::FileDescriptor(wire::socketNumber),
                     ActivityMark(system::FileDescriptor(wire::markNumber))};
    QObject::connect(
        &host, &SessionHost::finished, &application, [](int code) { QCoreApplication::exit(code); },
        Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace spectrum::core
