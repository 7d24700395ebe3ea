// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "module/Probe.h"

#include "module/ModuleFile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPluginLoader>
#include <QSaveFile>
#include <QStandardPaths>

#include <cstdio>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace spectrum::core
{

namespace
{

constexpr qsizetype maximumVerdicts = 200;

Error refuse(const QString &text)
{
    return {.kind = ErrorKind::InvalidInput, .userText = text};
}

Result<void> verdict(int status)
{
    if (WIFSIGNALED(status))
        return refuse(QStringLiteral("it crashes while it is loaded (signal %1)").arg(WTERMSIG(status)));
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return {};
    // What kind of trouble it is, the loader says in its own words.
    return refuse(QStringLiteral("it cannot be loaded: a trial in a process of its own failed with %1")
                      .arg(WEXITSTATUS(status)));
}

QStringList verdictsIn(const QString &cacheFile)
{
    QFile file(cacheFile);
    if (cacheFile.isEmpty() || !file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.read(64 * 1024)).split(u'\n', Qt::SkipEmptyParts);
}

} // namespace

Probe::Probe(Setup setup) : m_setup(std::move(setup)) {}

Probe::Setup Probe::ofThisProcess()
{
    QString folder = qEnvironmentVariable("CACHE_DIRECTORY").section(u':', 0, 0);
    if (folder.isEmpty())
        folder = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) +
                 QStringLiteral("/spectrum2");
    return {.program = QStringLiteral("/proc/self/exe"),
            .cacheFile = folder + QStringLiteral("/module-probes")};
}

Result<void> Probe::examine(const QString &path) const
{
    if (m_setup.program.isEmpty() || ModuleFile::isTrusted(path))
        return {};
    const QString identity = ModuleFile::identity(path);
    if (isRemembered(identity))
        return {};
    const Result<void> examined = runChild(path);
    if (examined)
        remember(identity);
    return examined;
}

Result<void> Probe::runChild(const QString &path) const
{
    const QByteArray program = QFile::encodeName(m_setup.program);
    const QByteArray file = QFile::encodeName(path);
    QByteArray words[] = {program, QByteArrayLiteral("module"), QByteArrayLiteral("probe"), file};
    char *arguments[] = {words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const int trouble = ::posix_spawn(&child, program.constData(), &actions, nullptr, arguments, environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (trouble != 0)
        return refuse(QStringLiteral("it cannot be tried in a process of its own: %1")
                          .arg(QString::fromLocal8Bit(strerror(trouble))));
    const int handle = static_cast<int>(::syscall(SYS_pidfd_open, child, 0));
    pollfd end{handle, POLLIN, 0};
    const bool isLate = handle >= 0 && ::poll(&end, 1, static_cast<int>(m_setup.patience.count())) == 0;
    if (isLate)
        ::kill(child, SIGKILL);
    if (handle >= 0)
        ::close(handle);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return isLate ? refuse(QStringLiteral("it does not come back from being loaded")) : verdict(status);
}

int Probe::runAsChild(const QString &path)
{
    QPluginLoader loader(QFileInfo(path).absoluteFilePath());
    loader.setLoadHints(QLibrary::ResolveAllSymbolsHint | QLibrary::PreventUnloadHint);
    // A module whose libraries are missing is refused by the loader, in its words; only a crash ends here.
    if (!loader.load())
        std::fprintf(stderr, "%s\n", qPrintable(loader.errorString()));
    else
        loader.instance();
    std::fflush(nullptr);
    ::_exit(0);
}

bool Probe::isRemembered(const QString &identity) const
{
    return !identity.isEmpty() && verdictsIn(m_setup.cacheFile).contains(identity);
}

// Not being able to remember costs only the next start's time.
void Probe::remember(const QString &identity) const
{
    if (m_setup.cacheFile.isEmpty() || !QDir().mkpath(QFileInfo(m_setup.cacheFile).path()))
        return;
    QStringList verdicts = verdictsIn(m_setup.cacheFile) << identity;
    verdicts = verdicts.mid(qMax<qsizetype>(0, verdicts.size() - maximumVerdicts));
    QSaveFile file(m_setup.cacheFile);
    if (file.open(QIODevice::WriteOnly) && file.write(verdicts.join(u'\n').toUtf8()) >= 0)
        file.commit();
}

} // namespace spectrum::core
