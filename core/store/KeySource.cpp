// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/KeySource.h"

#include "system/FileDescriptor.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace spectrum::store
{

namespace
{

using system::FileDescriptor;
using KeyBytes = std::array<char, KeySource::keySize + 1>; // one more shows that a file is too long

Error refusal(const QString &text)
{
    return {.kind = ErrorKind::StorageFailed, .userText = text};
}

QString systemError()
{
    return QString::fromLocal8Bit(strerror(errno));
}

// Of a folder that may not exist yet.
QString canonicalFolder(const QString &path)
{
    const QFileInfo folder(path);
    if (folder.exists() || folder.isRoot())
        return folder.canonicalFilePath();
    return QDir(canonicalFolder(folder.absolutePath())).filePath(folder.fileName());
}

bool isBeside(const QString &key, const QString &store)
{
    const QString keyFolder = canonicalFolder(QFileInfo(key).absolutePath());
    const QString storeFolder = canonicalFolder(QFileInfo(store).absolutePath());
    return keyFolder == storeFolder || keyFolder.startsWith(storeFolder + QLatin1Char('/'));
}

Result<Secret> readBytes(const FileDescriptor &file, const QString &path)
{
    KeyBytes bytes{};
    const ssize_t size = ::read(file.number(), bytes.data(), bytes.size());
    if (size < 0)
        return refusal(QStringLiteral("The key file %1 cannot be read: %2.").arg(path, systemError()));
    Secret key(QByteArrayView(bytes.data(), size));
    wipeMemory(bytes.data(), bytes.size());
    if (size != KeySource::keySize) {
        return refusal(QStringLiteral("The key file %1 does not hold exactly %2 bytes.")
                           .arg(path)
                           .arg(KeySource::keySize));
    }
    return key;
}

Result<void> checkOwner(const FileDescriptor &file, const QString &path)
{
    struct stat status {
    };
    if (::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode))
        return refusal(QStringLiteral("The key file %1 is not a regular file.").arg(path));
    if (status.st_uid != ::geteuid())
        return refusal(QStringLiteral("The key file %1 belongs to another user.").arg(path));
    const mode_t mode = status.st_mode & 07777;
    if (mode != 0600 && mode != 0400) {
        return refusal(QStringLiteral("The key file %1 has the mode %2; it must be 0600 or 0400.")
                           .arg(path)
                           .arg(mode, 4, 8, QLatin1Char('0')));
    }
    return {};
}

QString draftOf(const KeySource::Place &place)
{
    return place.file + QLatin1String(".new");
}

QString credentialFolder()
{
    return QFile::decodeName(qgetenv("CREDENTIALS_DIRECTORY"));
}

Result<void> syncFolder(const QString &path)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    const FileDescriptor opened(::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened.isOpen() && ::fsync(opened.number()) == 0)
        return {};
    return refusal(
        QStringLiteral("The key file %1 may not survive a power cut: %2.").arg(path, systemError()));
}

// The service manager has checked who may read it.
Result<Secret> readCredential(const QString &name)
{
    const QString folder = credentialFolder();
    if (folder.isEmpty() || name.contains(QLatin1Char('/'))) {
        return refusal(
            QStringLiteral("database.key_credential: there is no credential \"%1\" for this service.")
                .arg(name));
    }
    const QString path = folder + QLatin1Char('/') + name;
    const FileDescriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.isOpen()) {
        return refusal(
            QStringLiteral("database.key_credential: \"%1\" cannot be read: %2.").arg(name, systemError()));
    }
    return readBytes(file, path);
}

Result<Secret> readFile(const FileDescriptor &file, const QString &path)
{
    if (const auto owner = checkOwner(file, path); !owner)
        return owner.error();
    return readBytes(file, path);
}

Secret randomKey()
{
    std::array<char, KeySource::keySize> bytes{};
    // At most 256 bytes are never cut short, and only a start before the kernel is ready waits.
    while (::getrandom(bytes.data(), bytes.size(), 0) != ssize_t(bytes.size()) && errno == EINTR) {
    }
    Secret key(QByteArrayView(bytes.data(), qsizetype(bytes.size())));
    wipeMemory(bytes.data(), bytes.size());
    return key;
}

bool writeDurably(const QByteArray &path, const Secret &key)
{
    const FileDescriptor file(::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    const QByteArrayView bytes = key.expose();
    return file.isOpen() && ::fchmod(file.number(), 0600) == 0 &&
           ::write(file.number(), bytes.data(), size_t(bytes.size())) == bytes.size() &&
           ::fsync(file.number()) == 0;
}

// Under another name first: a crash never leaves half a key, and a key that is there is never replaced.
Result<Secret> makeFile(const QString &path)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    if (::mkdir(folder.constData(), 0700) != 0 && errno != EEXIST)
        return refusal(
            QStringLiteral("The folder of the key file %1 cannot be made: %2.").arg(path, systemError()));
    const QByteArray name = QFile::encodeName(path);
    const QByteArray draft = name + '.' + QByteArray::number(::getpid());
    const Secret key = randomKey();
    ::unlink(draft.constData());
    const bool isMade = writeDurably(draft, key) && ::link(draft.constData(), name.constData()) == 0;
    const QString reason = isMade ? QString() : systemError();
    ::unlink(draft.constData());
    if (!isMade)
        return refusal(QStringLiteral("The key file %1 cannot be made: %2.").arg(path, reason));
    if (const auto synced = syncFolder(path); !synced)
        return synced.error();
    return key;
}

Result<std::optional<Secret>> present(Result<Secret> key)
{
    if (!key)
        return key.error();
    return std::optional<Secret>(std::move(*key));
}

} // namespace

Result<std::optional<Secret>> KeySource::obtainOther(const Place &place)
{
    if (!place.credential.isEmpty()) {
        const QString name = place.credential + QLatin1String(".old");
        const QString folder = credentialFolder();
        if (folder.isEmpty() || !QFileInfo::exists(folder + QLatin1Char('/') + name))
            return std::optional<Secret>();
        return present(readCredential(name));
    }
    const QString path = draftOf(place);
    const FileDescriptor file(
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (file.isOpen())
        return present(readFile(file, path));
    if (errno == ENOENT)
        return std::optional<Secret>();
    return refusal(QStringLiteral("The key file %1 cannot be opened: %2.").arg(path, systemError()));
}

Result<Secret> KeySource::makeDraft(const Place &place)
{
    if (!place.credential.isEmpty()) {
        return Error{.kind = ErrorKind::Unsupported,
                     .userText = QStringLiteral("The key is the credential \"%1\", which only its owner can "
                                                "change: give the service the new key under this name and "
                                                "the old one as \"%1.old\", and restart it; that changes the "
                                                "store, and \"%1.old\" may go.")
                                     .arg(place.credential)};
    }
    return makeFile(draftOf(place));
}

Result<void> KeySource::adoptDraft(const Place &place)
{
    if (::rename(QFile::encodeName(draftOf(place)).constData(), QFile::encodeName(place.file).constData()) !=
        0)
        return refusal(
            QStringLiteral("The key file %1 cannot be replaced: %2.").arg(place.file, systemError()));
    return syncFolder(place.file);
}

void KeySource::dropDraft(const Place &place)
{
    if (place.credential.isEmpty())
        ::unlink(QFile::encodeName(draftOf(place)).constData());
}

Result<Secret> KeySource::obtain(const Place &place)
{
    if (!place.credential.isEmpty())
        return readCredential(place.credential);
    if (!QFileInfo(place.file).isAbsolute())
        return refusal(QStringLiteral("database.key_file must be an absolute path."));
    if (isBeside(place.file, place.store)) {
        return refusal(
            QStringLiteral("The key file %1 lies in the folder of the store; database.key_file must name "
                           "another folder.")
                .arg(place.file));
    }
    const FileDescriptor file(
        ::open(QFile::encodeName(place.file).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (file.isOpen())
        return readFile(file, place.file);
    if (errno != ENOENT)
        return refusal(
            QStringLiteral("The key file %1 cannot be opened: %2.").arg(place.file, systemError()));
    if (QFileInfo::exists(place.store)) {
        return refusal(
            QStringLiteral("The key file %1 of the store %2 is missing.").arg(place.file, place.store));
    }
    return makeFile(place.file);
}

} // namespace spectrum::store
