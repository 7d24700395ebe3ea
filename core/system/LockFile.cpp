// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/LockFile.h"

#include <QFile>

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <cstring>

namespace spectrum::system
{

namespace
{

QString holderOf(int file)
{
    char text[16] = {};
    const ssize_t size = ::pread(file, text, sizeof text - 1, 0);
    const qlonglong process = size > 0 ? QByteArray(text, size).trimmed().toLongLong() : 0;
    return process > 0 ? QStringLiteral("process %1").arg(process) : QStringLiteral("another process");
}

} // namespace

Result<LockFile> LockFile::take(const QString &path)
{
    FileDescriptor file(
        ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.isOpen()) {
        return Error{.kind = ErrorKind::StorageFailed,
                     .userText = QStringLiteral("The lock file %1 cannot be opened: %2.")
                                     .arg(path, QString::fromLocal8Bit(strerror(errno)))};
    }
    if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
        return Error{.kind = ErrorKind::Conflict,
                     .userText = QStringLiteral("%1 is locked by %2.").arg(path, holderOf(file.number()))};
    }
    // For people only: that it could not be written does not weaken the lock.
    const QByteArray process = QByteArray::number(qlonglong(::getpid())) + '\n';
    if (::ftruncate(file.number(), 0) == 0)
        static_cast<void>(!::pwrite(file.number(), process.constData(), size_t(process.size()), 0));
    return LockFile(std::move(file));
}

QString LockFile::holder(const QString &path)
{
    const FileDescriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    // A shared lock is given back with the descriptor, and two who look are not in each other's way.
    if (!file.isOpen() || ::flock(file.number(), LOCK_SH | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        return {};
    return holderOf(file.number());
}

} // namespace spectrum::system
