// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/ChildProcess.h"

#include "isolate/Wire.h"
#include "system/OwnChildren.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <mutex>

namespace spectrum::core
{

namespace
{

Error failure(const QString &text, int number)
{
    return {.kind = ErrorKind::Internal,
            .userText = text + QStringLiteral(": ") + QString::fromLocal8Bit(strerror(number)) + u'.',
            .detail = {}};
}

// A host that was killed could not take its children's folders away.
void sweepFolders()
{
    const QStringList names = QDir::temp().entryList({QStringLiteral("spectrum2-host*-*")}, QDir::Dirs);
    for (const QString &name : names) {
        const QFileInfo folder(QDir::temp(), name);
        const auto owner = static_cast<pid_t>(name.section(u'-', 1, 1).mid(4).toInt());
        const bool isOrphan = owner > 0 && ::kill(owner, 0) != 0 && errno == ESRCH;
        if (isOrphan && !folder.isSymLink() && folder.ownerId() == ::geteuid())
            QDir(folder.filePath()).removeRecursively();
    }
}

std::unique_ptr<QTemporaryDir> newFolder()
{
    static std::once_flag isSwept;
    std::call_once(isSwept, sweepFolders);
    return std::make_unique<QTemporaryDir>(QDir::tempPath() +
                                           QStringLiteral("/spectrum2-host%1-XXXXXX").arg(::getpid()));
}

// What libraries look at. Everything else stays here: settings and credentials come by the environment too.
QList<QByteArray> environmentFor(const QString &folder)
{
    const QByteArray path = QFile::encodeName(folder);
    QList<QByteArray> variables{"HOME=" + path, "TMPDIR=" + path, "XDG_RUNTIME_DIR=" + path};
    for (const char *name : {"PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH", "SSL_CERT_FILE",
                             "SSL_CERT_DIR", "QT_PLUGIN_PATH", "JOURNAL_STREAM", "ASAN_OPTIONS",
                             "LSAN_OPTIONS", "UBSAN_OPTIONS", "RES_OPTIONS"}) {
        if (const QByteArray value = qgetenv(name); !value.isEmpty())
            variables.append(QByteArray(name) + '=' + value);
    }
    return variables;
}

std::vector<char *> pointersTo(QList<QByteArray> &words)
{
    std::vector<char *> pointers;
    for (QByteArray &word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

// The first number after label in a file of lines; 0 when it is not there.
qint64 numberIn(const QString &path, const QByteArray &label)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.read(64 * 1024);
    const qsizetype at = text.indexOf(label);
    return at < 0 ? 0 : text.mid(at + label.size(), 40).simplified().split(' ').value(0).toLongLong();
}

} // namespace

QString ChildProcess::End::toText() const
{
    if (signal != 0)
        return QStringLiteral("ended by signal %1 (%2)")
            .arg(signal)
            .arg(QString::fromLatin1(strsignal(signal)));
    return QStringLiteral("ended with exit code %1").arg(exitCode);
}

Result<std::unique_ptr<ChildProcess>> ChildProcess::start(system::FileDescriptor socket,
                                                          const ActivityMark &mark, bool isGlib)
{
    std::unique_ptr<QTemporaryDir> folder = newFolder();
    if (!folder->isValid())
        return failure(QStringLiteral("No private folder can be made in %1").arg(QDir::tempPath()), errno);
    std::unique_ptr<ChildProcess> child(new ChildProcess(std::move(folder)));
    const Result<void> spawned = child->spawn(socket.number(), mark.number(), isGlib);
    if (!spawned)
        return spawned.error();
    return child;
}

Result<void> ChildProcess::spawn(int socket, int mark, bool isGlib)
{
    QList<QByteArray> words{"spectrum2", "session-host", isGlib ? "glib" : "host"};
    QList<QByteArray> variables = environmentFor(privateFolder());
    const std::vector<char *> arguments = pointersTo(words);
    const std::vector<char *> environment = pointersTo(variables);
    // Above the numbers that the child gets, so that giving one does not take the other.
    const system::FileDescriptor high(::fcntl(socket, F_DUPFD_CLOEXEC, 16));
    const system::FileDescriptor highMark(mark < 0 ? -1 : ::fcntl(mark, F_DUPFD_CLOEXEC, 16));
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_adddup2(&actions, high.number(), wire::socketNumber);
    if (highMark.isOpen())
        ::posix_spawn_file_actions_adddup2(&actions, highMark.number(), wire::markNumber);
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    sigset_t none;
    ::sigemptyset(&none);
    sigset_t all;
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setsigdefault(&attributes, &all);
    // A group of its own: what a terminal sends to the host is for the host to pass on.
    ::posix_spawnattr_setpgroup(&attributes, 0);
    ::posix_spawnattr_setflags(&attributes,
                               POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    pid_t id = 0;
    const int trouble =
        ::posix_spawn(&id, "/proc/self/exe", &actions, &attributes, arguments.data(), environment.data());
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    if (trouble != 0)
        return failure(QStringLiteral("A session host cannot be started"), trouble);
    m_id = id;
    system::OwnChildren::add(m_id);
    m_handle.reset(static_cast<int>(::syscall(SYS_pidfd_open, id, 0)));
    if (!m_handle.isOpen())
        return failure(QStringLiteral("A session host cannot be watched"), errno);
    ::fcntl(m_handle.number(), F_SETFD, FD_CLOEXEC);
    m_watch = std::make_unique<QSocketNotifier>(m_handle.number(), QSocketNotifier::Read);
    connect(m_watch.get(), &QSocketNotifier::activated, this, [this] { reap(WNOHANG); });
    return {};
}

ChildProcess::~ChildProcess()
{
    if (!isAlive())
        return;
    blockSignals(true);
    kill();
    reap(0);
}

void ChildProcess::kill() const
{
    if (isAlive())
        ::kill(static_cast<pid_t>(m_id), SIGKILL);
}

void ChildProcess::reap(int options)
{
    int status = 0;
    pid_t result = 0;
    do {
        result = ::waitpid(static_cast<pid_t>(m_id), &status, options);
    } while (result < 0 && errno == EINTR);
    if (result == 0)
        return;
    system::OwnChildren::remove(m_id);
    m_id = 0;
    if (m_watch) {
        m_watch->setEnabled(false);
        m_watch.release()->deleteLater();
    }
    m_handle.reset();
    Q_EMIT ended({.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0,
                  .exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 0});
}

std::chrono::nanoseconds ChildProcess::waitedForProcessor() const
{
    QFile file(QStringLiteral("/proc/%1/schedstat").arg(m_id));
    if (!isAlive() || !file.open(QIODevice::ReadOnly))
        return {};
    return std::chrono::nanoseconds(file.readAll().split(' ').value(1).toLongLong());
}

qint64 ChildProcess::privateMemory() const
{
    return isAlive() ? numberIn(QStringLiteral("/proc/%1/status").arg(m_id), "RssAnon:") * 1024 : 0;
}

} // namespace spectrum::core
