// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "admin/AdminSocket.h"

#include "admin/SocketAddress.h"
#include "system/OwnChildren.h"

#include <spectrum/Log.h>

#include <QFileInfo>

#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

SPECTRUM_LOG_CATEGORY(logAdmin, "spectrum.admin")

namespace spectrum::core
{

namespace
{

constexpr int backlog = 16;

Error refusal(const QString &path, const QString &reason, ErrorKind kind = ErrorKind::NotAllowed)
{
    return {kind, QStringLiteral("The admin socket %1 cannot be made: %2.").arg(path, reason)};
}

QString systemError()
{
    return QString::fromLocal8Bit(strerror(errno));
}

system::FileDescriptor newSocket()
{
    return system::FileDescriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
}

const sockaddr *plain(const sockaddr_un &address)
{
    return reinterpret_cast<const sockaddr *>(&address);
}

// What is in the way may only be the socket of a process that is gone.
Result<void> clear(const QString &path, const sockaddr_un &address)
{
    struct stat status {
    };
    if (::lstat(address.sun_path, &status) != 0) {
        if (errno == ENOENT)
            return {};
        return refusal(path, systemError());
    }
    if (!S_ISSOCK(status.st_mode))
        return refusal(path, QStringLiteral("there is a file of that name that is not a socket"));
    const system::FileDescriptor file = newSocket();
    if (!file.isOpen())
        return refusal(path, systemError());
    if (::connect(file.number(), plain(address), sizeof address) == 0 || errno != ECONNREFUSED)
        return refusal(path, QStringLiteral("another program listens there"), ErrorKind::Conflict);
    if (::unlink(address.sun_path) != 0)
        return refusal(path, systemError());
    return {};
}

Result<system::FileDescriptor> bindTo(const QString &path, const sockaddr_un &address)
{
    system::FileDescriptor file = newSocket();
    // Made without rights for others, and only then open to anybody.
    const mode_t mask = ::umask(0177);
    const bool isBound = file.isOpen() && ::bind(file.number(), plain(address), sizeof address) == 0;
    const int error = errno;
    ::umask(mask);
    errno = error;
    if (!isBound || ::listen(file.number(), backlog) != 0)
        return refusal(path, systemError());
    return file;
}

bool mayAdminister(int file)
{
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(file, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
        return false;
    // Of our user, but only to carry out what others want: it has nobody to administer.
    // One that is gone already waits for no answer: nobody can tell any more whose it was.
    const bool isGone = peer.pid != 0 && ::kill(peer.pid, 0) != 0 && errno == ESRCH;
    if (isGone || system::OwnChildren::contains(peer.pid)) {
        qCWarning(logAdmin) << "Refused the session host" << peer.pid << "at the admin socket.";
        return false;
    }
    if (peer.uid == 0 || peer.uid == ::geteuid())
        return true;
    qCWarning(logAdmin) << "Refused process" << peer.pid << "of user" << peer.uid << "at the admin socket.";
    return false;
}

} // namespace

Result<std::unique_ptr<AdminSocket>> AdminSocket::listen(const QString &path, Clock &clock,
                                                         AdminPeer::Handler handler)
{
    const std::optional<sockaddr_un> address = socketAddress(path);
    if (!address || !QFileInfo(path).isAbsolute())
        return refusal(path, QStringLiteral("its path is not absolute, or too long"));
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    if (::mkdir(folder.constData(), 0700) != 0 && errno != EEXIST)
        return refusal(path, QStringLiteral("its folder cannot be made: ") + systemError());
    auto lock = system::LockFile::take(path + QLatin1String(".lock"));
    if (!lock)
        return refusal(path, lock.error().userText.chopped(1), lock.error().kind);
    if (const auto cleared = clear(path, *address); !cleared)
        return cleared.error();
    auto file = bindTo(path, *address);
    if (!file)
        return file.error();
    Place place{.path = path, .lock = std::move(*lock), .file = std::move(*file)};
    return std::unique_ptr<AdminSocket>(new AdminSocket(std::move(place), clock, std::move(handler)));
}

AdminSocket::AdminSocket(Place place, Clock &clock, AdminPeer::Handler handler)
    : m_place(std::move(place)),
      m_clock(clock),
      m_handler(std::move(handler)),
      m_notifier(m_place.file.number(), QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &AdminSocket::accept);
}

AdminSocket::~AdminSocket()
{
    m_notifier.setEnabled(false);
    m_peers.clear();
    QFile::remove(m_place.path);
}

void AdminSocket::accept()
{
    system::FileDescriptor file(
        ::accept4(m_place.file.number(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!file.isOpen() && (errno == EMFILE || errno == ENFILE)) {
        // Who waits stays in the queue, and would be announced again at once.
        m_notifier.setEnabled(false);
        m_clock.schedule(std::chrono::seconds(1), this, [this] { m_notifier.setEnabled(true); });
    }
    if (!file.isOpen() || !mayAdminister(file.number()))
        return;
    auto peer = std::make_unique<AdminPeer>(std::move(file), m_clock, m_handler);
    // Queued: it may end inside one of its own functions.
    connect(
        peer.get(), &AdminPeer::ended, this, [this, gone = peer.get()] { forget(gone); },
        Qt::QueuedConnection);
    m_peers.push_back(std::move(peer));
    if (m_peers.size() > maximumPeers)
        m_peers.back()->refuse({ErrorKind::Overloaded, QStringLiteral("Too many are connected already.")});
}

void AdminSocket::forget(AdminPeer *peer)
{
    std::erase_if(m_peers, [peer](const auto &each) { return each.get() == peer; });
}

} // namespace spectrum::core
