// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/Copy.h"

#include "store/SqlError.h"
#include "system/FileDescriptor.h"

#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sqlite3.h>

#include <cerrno>
#include <cstring>

namespace spectrum::store
{

namespace
{

// One MiB: others wait a few milliseconds for it.
constexpr int pagesPerStep = 256;

Error refusal(const QString &path, const QString &reason, const QString &detail = {})
{
    return {.kind = ErrorKind::StorageFailed,
            .userText = QStringLiteral("The copy %1 cannot be made: %2.").arg(path, reason),
            .detail = detail};
}

QString systemError()
{
    return QString::fromLocal8Bit(strerror(errno));
}

bool sync(const QString &path, int flags)
{
    const system::FileDescriptor file(::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC));
    return file.isOpen() && ::fsync(file.number()) == 0;
}

} // namespace

Result<std::unique_ptr<Copy>> Copy::begin(Database &source, const QString &path, const Secret &key)
{
    if (!QFileInfo(path).isAbsolute())
        return refusal(path, QStringLiteral("its path must be absolute"));
    if (QFileInfo(path).isSymLink() || QFileInfo::exists(path))
        return refusal(path, QStringLiteral("there is such a file already"));
    std::unique_ptr<Copy> copy(new Copy(path));
    copy->removeDraft();
    auto target = Database::create(copy->draft(), key);
    if (!target)
        return refusal(path, target.error().userText.chopped(1), target.error().detail);
    copy->m_target = std::move(*target);
    copy->m_backup = ::sqlite3_backup_init(copy->m_target->connection(), "main", source.connection(), "main");
    if (copy->m_backup == nullptr)
        return refusal(path, QStringLiteral("the store failed"),
                       sqlError(copy->m_target->connection()).detail);
    return copy;
}

Copy::~Copy()
{
    if (!m_target)
        return;
    ::sqlite3_backup_finish(m_backup);
    m_target.reset();
    removeDraft();
}

void Copy::removeDraft() const
{
    for (const char *end : {"", "-journal", "-wal"})
        QFile::remove(draft() + QLatin1String(end));
}

Result<bool> Copy::step()
{
    const int code = ::sqlite3_backup_step(m_backup, pagesPerStep);
    if (code == SQLITE_OK)
        return false;
    if (code != SQLITE_DONE) {
        const Error error = sqlError(code);
        return refusal(m_path,
                       (code & 0xff) == SQLITE_FULL ? QStringLiteral("the disk is full")
                                                    : QStringLiteral("it cannot be written"),
                       error.detail);
    }
    if (const auto finished = finish(); !finished)
        return finished.error();
    return true;
}

Result<void> Copy::finish()
{
    const int code = ::sqlite3_backup_finish(std::exchange(m_backup, nullptr));
    if (code != SQLITE_OK)
        return refusal(m_path, QStringLiteral("it cannot be written"), sqlError(code).detail);
    m_target.reset();
    // link() never replaces what came to be there meanwhile.
    const bool isKept = sync(draft(), O_RDWR) && ::link(QFile::encodeName(draft()).constData(),
                                                        QFile::encodeName(m_path).constData()) == 0;
    const QString reason = isKept ? QString() : systemError();
    removeDraft();
    if (!isKept || !sync(QFileInfo(m_path).absolutePath(), O_RDONLY | O_DIRECTORY))
        return refusal(m_path, isKept ? systemError() : reason);
    return {};
}

} // namespace spectrum::store
