// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/Store.h"

#include "store/Migrator.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

namespace spectrum::store
{

namespace
{

Error refusal(const QString &text, const QString &detail = {})
{
    return {.kind = ErrorKind::StorageFailed, .userText = text, .detail = detail};
}

Error notUsable(const QString &path, const Error &reason)
{
    return refusal(QStringLiteral("The store %1 cannot be used: %2").arg(path, reason.userText),
                   reason.detail);
}

Result<void> makeFolder(const QString &path)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    if (::mkdir(folder.constData(), 0700) == 0 || errno == EEXIST)
        return {};
    return refusal(QStringLiteral("The folder of the store %1 cannot be made: %2.")
                       .arg(path, QString::fromLocal8Bit(strerror(errno))));
}

// Finished under another name first: a crash at the first start never leaves half a store.
Result<void> makeFile(const QString &path, const Secret &key)
{
    const QString draft = path + QLatin1String(".new");
    for (const char *end : {"", "-journal", "-wal"})
        QFile::remove(draft + QLatin1String(end));
    {
        const auto database = Database::create(draft, key);
        if (!database)
            return database.error();
        if (const auto done = Migrator(Migrator::builtIn()).migrate(**database); !done)
            return notUsable(path, done.error());
    }
    const system::FileDescriptor folder(::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(),
                                               O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (::rename(QFile::encodeName(draft).constData(), QFile::encodeName(path).constData()) != 0 ||
        ::fsync(folder.number()) != 0) {
        return refusal(QStringLiteral("The store %1 cannot be made: %2.")
                           .arg(path, QString::fromLocal8Bit(strerror(errno))));
    }
    return {};
}

Result<std::unique_ptr<Database>> openFile(const QString &path, const Secret &key)
{
    auto database = Database::open(path, key);
    if (!database)
        return database;
    if (const auto done = Migrator(Migrator::builtIn()).migrate(**database); !done)
        return notUsable(path, done.error());
    if (const auto accepted = (*database)->accept(); !accepted)
        return notUsable(path, accepted.error());
    return database;
}

// The key does not open the store, but the other one does if a change of the key was not finished.
Result<std::unique_ptr<Database>> finishRotation(const KeySource::Place &place, const Secret &key,
                                                 const Error &reason)
{
    const auto other = KeySource::obtainOther(place);
    if (!other)
        return other.error();
    if (!*other)
        return reason;
    {
        auto rekeyed = Database::openRekeyed(place.store, **other);
        if (!rekeyed)
            return reason;
        if (!place.credential.isEmpty()) {
            if (const auto change = changeKey(*rekeyed, place.store, **other, key); !change.outcome)
                return notUsable(place.store, change.outcome.error());
        } else if (const auto adopted = KeySource::adoptDraft(place); !adopted) {
            return adopted.error();
        }
    }
    return openFile(place.store, place.credential.isEmpty() ? **other : key);
}

} // namespace

Store::Store(system::LockFile lock, std::unique_ptr<Database> database, const KeySource::Place &place)
    : m_lock(std::move(lock)),
      m_writer(std::move(database)),
      m_accounts(m_writer),
      m_archive(m_writer),
      m_contacts(m_writer),
      m_messages(m_writer),
      m_settings(m_writer),
      m_upkeep(m_writer, place)
{
}

Result<std::unique_ptr<Store>> Store::open(const Options &options)
{
    const QString &path = options.path;
    if (!QFileInfo(path).isAbsolute())
        return refusal(QStringLiteral("database.database must be an absolute path."));
    if (const auto folder = makeFolder(path); !folder)
        return folder.error();
    auto lock = system::LockFile::take(path + QLatin1String(".lock"));
    if (!lock) {
        return Error{.kind = lock.error().kind,
                     .userText =
                         QStringLiteral("The store %1 is in use: %2").arg(path, lock.error().userText)};
    }
    const KeySource::Place place{options.keyFile, options.keyCredential, path};
    const auto key = KeySource::obtain(place);
    if (!key)
        return key.error();
    if (!QFileInfo::exists(path)) {
        if (QFileInfo::exists(path + QLatin1String("-wal")))
            return refusal(QStringLiteral("The store %1 is missing, but its log %1-wal is there.").arg(path));
        if (const auto made = makeFile(path, *key); !made)
            return made.error();
    }
    auto database = openFile(path, *key);
    if (database)
        KeySource::dropDraft(place); // of a change that did not happen
    else
        database = finishRotation(place, *key, database.error());
    if (!database)
        return database.error();
    return std::unique_ptr<Store>(new Store(std::move(*lock), std::move(*database), place));
}

} // namespace spectrum::store
