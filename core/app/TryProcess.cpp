// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/TryProcess.h"

#include <QFile>
#include <QStandardPaths>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <utility>
#include <vector>

namespace spectrum::core
{

namespace
{

// A host logs its people out within five seconds.
constexpr std::chrono::milliseconds gentleEnd{8000};

// What exec() wants: pointers into strings that live as long as this.
class Words
{
public:
    explicit Words(const QStringList &words)
    {
        for (const QString &word : words)
            m_texts.push_back(QFile::encodeName(word));
        for (QByteArray &text : m_texts)
            m_pointers.push_back(text.data());
        m_pointers.push_back(nullptr);
    }
    [[nodiscard]] char *const *pointers() const { return m_pointers.data(); }

private:
    std::vector<QByteArray> m_texts;
    std::vector<char *> m_pointers;
};

QStringList environmentWith(const QStringList &added)
{
    QStringList all = added;
    for (char **one = environ; *one != nullptr; ++one) {
        const QString text = QFile::decodeName(*one);
        if (!text.startsWith(u"SPECTRUM2_") && !text.startsWith(u"NOTIFY_SOCKET="))
            all.append(text);
    }
    return all;
}

} // namespace

QString TryProcess::find(const QString &name)
{
    const QString found = QStandardPaths::findExecutable(name);
    if (!found.isEmpty())
        return found;
    return QStandardPaths::findExecutable(
        name, {QStringLiteral("/usr/sbin"), QStringLiteral("/sbin"), QStringLiteral("/usr/local/sbin")});
}

Result<TryProcess> TryProcess::start(const Start &start, const TryWaiter &waiter, const TryGuard &guard)
{
    const Words words(QStringList{start.program} + start.arguments);
    const Words environment(environmentWith(start.environment));
    const QByteArray program = QFile::encodeName(start.program);
    const QByteArray log = QFile::encodeName(start.logFile);
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child < 0)
        return Error{ErrorKind::Internal, QStringLiteral("%1 cannot be started").arg(start.program)};
    if (child > 0)
        return TryProcess(child, start.logFile);

    // A session of its own: the terminal's Ctrl-C is for the trial, which ends everything in order.
    ::setsid();
    guard.enlist();
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    const int input = ::open("/dev/null", O_RDONLY);
    const int output = ::open(log.constData(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(input, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    ::close_range(STDERR_FILENO + 1, ~0U, 0);
    waiter.leave();
    if (::getppid() == parent)
        ::execve(program.constData(), words.pointers(), environment.pointers());
    ::_exit(127);
}

TryProcess::TryProcess(pid_t process, QString logFile) : m_process(process), m_logFile(std::move(logFile)) {}

TryProcess::TryProcess(TryProcess &&other) noexcept
    : m_process(other.m_process),
      m_isRunning(std::exchange(other.m_isRunning, false)),
      m_exitCode(other.m_exitCode),
      m_logFile(std::move(other.m_logFile))
{
}

TryProcess::~TryProcess()
{
    stop();
}

bool TryProcess::isRunning()
{
    int status = 0;
    if (m_isRunning && ::waitpid(m_process, &status, WNOHANG) != 0) {
        m_isRunning = false;
        m_exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    return m_isRunning;
}

QString TryProcess::lastLine() const
{
    QFile file(m_logFile);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray text = file.readAll().trimmed();
    return QString::fromUtf8(text.mid(text.lastIndexOf('\n') + 1));
}

void TryProcess::stop()
{
    if (!isRunning())
        return;
    ::kill(m_process, SIGTERM);
    if (endsWithin(gentleEnd))
        return;
    ::kill(m_process, SIGKILL);
    ::waitpid(m_process, nullptr, 0);
    m_isRunning = false;
}

bool TryProcess::endsWithin(std::chrono::milliseconds patience)
{
    const system::FileDescriptor process(int(::syscall(SYS_pidfd_open, m_process, 0)));
    pollfd source{process.number(), POLLIN, 0};
    // A second Ctrl-C is held back meanwhile, so nothing interrupts this.
    static_cast<void>(::poll(&source, 1, int(patience.count())));
    return !isRunning();
}

} // namespace spectrum::core
