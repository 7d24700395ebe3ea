// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "admin/AdminClient.h"

#include "admin/SocketAddress.h"

#include <spectrum/Secret.h>

#include <QJsonDocument>

#include <sys/time.h>

#include <array>
#include <cerrno>

namespace spectrum::core
{

namespace
{

Error unreachable(const QString &path)
{
    const bool isNobodyThere = errno == ENOENT || errno == ECONNREFUSED;
    const QString reason =
        isNobodyThere ? QStringLiteral("no host runs there") : QString::fromLocal8Bit(strerror(errno));
    return {isNobodyThere ? ErrorKind::Unreachable : ErrorKind::NotAllowed,
            QStringLiteral("The admin socket %1: %2.").arg(path, reason)};
}

// For connecting, for sending and for receiving.
void limitTime(const system::FileDescriptor &file, std::chrono::milliseconds patience)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(patience);
    const std::chrono::microseconds rest = patience - seconds;
    const timeval limit{.tv_sec = seconds.count(), .tv_usec = rest.count()};
    for (const int option : {SO_SNDTIMEO, SO_RCVTIMEO})
        ::setsockopt(file.number(), SOL_SOCKET, option, &limit, sizeof limit);
}

Error cutOff()
{
    if (errno == EAGAIN)
        return {ErrorKind::TimedOut, QStringLiteral("The host does not answer.")};
    return {ErrorKind::ConnectionLost, QStringLiteral("The host ended the connection without an answer.")};
}

} // namespace

Result<AdminClient> AdminClient::connectTo(const QString &path, std::chrono::milliseconds patience)
{
    const std::optional<sockaddr_un> address = socketAddress(path);
    system::FileDescriptor file(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    limitTime(file, patience);
    errno = ENAMETOOLONG;
    if (!address || !file.isOpen() ||
        ::connect(file.number(), reinterpret_cast<const sockaddr *>(&*address), sizeof *address) != 0)
        return unreachable(path);
    return AdminClient(std::move(file));
}

Result<QJsonObject> AdminClient::ask(const QJsonObject &request)
{
    QByteArray line = QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n';
    const Result<void> sent = send(line);
    wipeMemory(line.data(), size_t(line.size()));
    if (!sent)
        return sent.error();
    const Result<QByteArray> answer = receiveLine();
    if (!answer)
        return answer.error();
    return QJsonDocument::fromJson(*answer).object();
}

Result<void> AdminClient::send(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t size = ::send(m_file.number(), bytes.data(), size_t(bytes.size()), MSG_NOSIGNAL);
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            return cutOff();
        bytes = bytes.sliced(size);
    }
    return {};
}

Result<QByteArray> AdminClient::receiveLine()
{
    QByteArray line;
    std::array<char, 16384> bytes;
    while (line.size() <= maximumAnswer) {
        errno = 0; // which the end of the connection does not set
        const ssize_t size = ::recv(m_file.number(), bytes.data(), bytes.size(), 0);
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            return cutOff();
        line.append(bytes.data(), size);
        if (line.endsWith('\n'))
            return line;
    }
    return Error{ErrorKind::TooLarge, QStringLiteral("The host's answer is too long.")};
}

} // namespace spectrum::core
