// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "files/PublicFolder.h"

#include "files/SafeName.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace spectrum::core
{

namespace
{

constexpr mode_t folderMode = 0755;
constexpr mode_t fileMode = 0644;

class Descriptor
{
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Q_DISABLE_COPY_MOVE(Descriptor)

    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }

private:
    int m_fd;
};

Error storageError(int error)
{
    const bool isFull = error == ENOSPC || error == EDQUOT;
    return {ErrorKind::StorageFailed,
            isFull ? QStringLiteral("the gateway has no room for it")
                   : QStringLiteral("the gateway could not store it"),
            qt_error_string(error)};
}

Error noSuchFile()
{
    return {ErrorKind::Internal, QStringLiteral("it did not reach the gateway as it should")};
}

// A file's name in the inbox; empty when the path leads elsewhere.
QByteArray nameIn(const QString &inbox, const QString &path)
{
    const QString prefix = inbox + u'/';
    const QString name = path.startsWith(prefix) ? path.mid(prefix.size()) : QString();
    return name.contains(u'/') || name.contains(QChar(0)) || name == QLatin1String(".") ||
                   name == QLatin1String("..")
               ? QByteArray()
               : QFile::encodeName(name);
}

QByteArray unguessableName()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}

bool writeAll(int fd, const char *bytes, ssize_t size)
{
    while (size > 0) {
        const ssize_t written = ::write(fd, bytes, static_cast<size_t>(size));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        size -= written;
    }
    return true;
}

// Copied rather than moved, so that nobody who has the file open can change it afterwards.
Result<void> copy(int from, int to, qint64 maximumSize)
{
    QByteArray buffer(64 * 1024, Qt::Uninitialized);
    for (qint64 total = 0;;) {
        const ssize_t got = ::read(from, buffer.data(), static_cast<size_t>(buffer.size()));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return storageError(errno);
        if (got == 0)
            return {};
        total += got;
        if (total > maximumSize)
            return Error{ErrorKind::TooLarge, QStringLiteral("it is larger than the gateway takes")};
        if (!writeAll(to, buffer.constData(), got))
            return storageError(errno);
    }
}

Result<void> publish(int file, int folder, const QByteArray &name, qint64 maximumSize)
{
    const Descriptor copied(
        ::openat(folder, name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, fileMode));
    if (!copied.isOpen())
        return storageError(errno);
    Result<void> done = copy(file, copied.get(), maximumSize);
    // A file system may tell only now that it is full.
    if (done && (::fchmod(copied.get(), fileMode) != 0 || ::fsync(copied.get()) != 0))
        done = storageError(errno);
    if (!done)
        ::unlinkat(folder, name.constData(), 0);
    return done;
}

void removeFilesOf(const QString &folder)
{
    for (const QString &name : QDir(folder).entryList(QDir::Files | QDir::System | QDir::Hidden))
        QFile::remove(folder + u'/' + name);
}

} // namespace

Result<QUrl> PublicFolder::take(const QString &path, const QString &name) const
{
    const QByteArray stored = nameIn(m_options.inbox, path);
    if (stored.isEmpty())
        return noSuchFile();
    const Descriptor inbox(::open(QFile::encodeName(m_options.inbox).constData(),
                                  O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    // O_NONBLOCK: opening a pipe would wait for its writer.
    const Descriptor file(
        ::openat(inbox.get(), stored.constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat state {
    };
    const bool isFile =
        file.isOpen() && ::fstat(file.get(), &state) == 0 && S_ISREG(state.st_mode) && state.st_nlink == 1;
    // Its contents stay as long as it is open.
    if (inbox.isOpen())
        ::unlinkat(inbox.get(), stored.constData(), 0);
    if (!isFile)
        return noSuchFile();
    const QByteArray secret = unguessableName();
    const QByteArray folderPath = QFile::encodeName(m_options.directory) + '/' + secret;
    if (::mkdir(folderPath.constData(), folderMode) != 0)
        return storageError(errno);
    const Descriptor folder(::open(folderPath.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    const QString safe = safeFileName(name);
    Result<void> done =
        folder.isOpen() && ::fchmod(folder.get(), folderMode) == 0
            ? publish(file.get(), folder.get(), QFile::encodeName(safe), m_options.maximumSize)
            : Result<void>(storageError(errno));
    if (!done) {
        ::rmdir(folderPath.constData());
        return done.error();
    }
    return QUrl(m_options.url + u'/' + QString::fromLatin1(secret) + u'/' +
                    QString::fromLatin1(QUrl::toPercentEncoding(safe)),
                QUrl::StrictMode);
}

void PublicFolder::discard(const QString &path) const
{
    if (const QByteArray stored = nameIn(m_options.inbox, path); !stored.isEmpty())
        QFile::remove(path);
}

void PublicFolder::removeOlder(std::chrono::hours age) const
{
    static const QRegularExpression ours(QStringLiteral("^[0-9a-f]{32}$"));
    const QDateTime oldest = QDateTime::currentDateTimeUtc().addSecs(-std::chrono::seconds(age).count());
    const auto filter = QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks;
    for (const QFileInfo &folder : QDir(m_options.directory).entryInfoList(filter)) {
        if (!ours.match(folder.fileName()).hasMatch() || folder.lastModified() > oldest)
            continue;
        removeFilesOf(folder.filePath());
        ::rmdir(QFile::encodeName(folder.filePath()).constData());
    }
}

void PublicFolder::emptyInbox() const
{
    removeFilesOf(m_options.inbox);
}

} // namespace spectrum::core
