// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/StoreExamination.h"

#include "store/Database.h"
#include "store/KeySource.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

namespace spectrum::core
{

namespace
{

using Verdict = Finding::Verdict;

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

// The folder itself, or the one above in which it would be made.
QFileInfo nearestFolder(const QString &path)
{
    QFileInfo folder(path);
    while (!folder.exists() && !folder.isRoot())
        folder = QFileInfo(folder.absolutePath());
    return folder;
}

Finding examineFolder(const QFileInfo &folder)
{
    Finding finding{.subject = QStringLiteral("store folder")};
    if (!folder.isDir() || !folder.isWritable()) {
        finding.verdict = Verdict::Bad;
        finding.text = QStringLiteral("%1 cannot be written to by this user.").arg(folder.filePath());
        finding.advice =
            QStringLiteral("Run this as the user of the service (service.user), give the folder to that "
                           "user with chown, or change database.database.");
    } else {
        finding.text = QStringLiteral("%1 can be written to.").arg(folder.filePath());
    }
    return finding;
}

Finding examineSpace(const QFileInfo &folder)
{
    constexpr qint64 mebibyte = 1024 * 1024;
    constexpr qint64 tight = 200 * mebibyte;
    constexpr qint64 hopeless = 20 * mebibyte;
    const QStorageInfo storage(folder.absoluteFilePath());
    const qint64 available = storage.bytesAvailable();
    Finding finding{
        .subject = QStringLiteral("disk"),
        .text = QStringLiteral("%1 MiB are free in %2.").arg(available / mebibyte).arg(folder.filePath())};
    if (available < tight) {
        finding.verdict = available < hopeless ? Verdict::Bad : Verdict::Doubtful;
        finding.advice = QStringLiteral(
            "Make room: when the disk is full nobody can register and no message can wait for its "
            "network.");
    }
    return finding;
}

Finding examineKey(const store::KeySource::Place &place, bool hasStore, std::optional<Secret> &secret)
{
    const bool isCredential = !place.credential.isEmpty();
    Finding finding{.subject = QStringLiteral("store key")};
    // One that is missing would be made by obtaining it.
    if (!isCredential && !hasStore && !QFileInfo::exists(place.file)) {
        finding.text = QStringLiteral("%1 will be made at the first start.").arg(place.file);
        return finding;
    }
    Result<Secret> obtained = store::KeySource::obtain(place);
    if (!obtained) {
        finding.verdict = Verdict::Bad;
        finding.text = obtained.error().userText;
        finding.advice = isCredential
                             ? QStringLiteral("Give the credential with LoadCredential= in the unit of the "
                                              "service; see database.key_credential.")
                             : QStringLiteral("The file of database.key_file must belong to the user of the "
                                              "service and have the mode 0600. Without the right key the "
                                              "store cannot be read.");
        return finding;
    }
    finding.text = isCredential ? QStringLiteral("The service manager hands the key over.")
                                : QStringLiteral("%1 is readable to its owner only.").arg(place.file);
    secret = std::move(*obtained);
    return finding;
}

Finding examineFile(const QString &path, const Secret &secret)
{
    Finding finding{.subject = QStringLiteral("store"),
                    .text = QStringLiteral("%1 opens with its key.").arg(path)};
    if (const auto opened = store::Database::open(path, secret); !opened) {
        finding.verdict = Verdict::Bad;
        finding.text = opened.error().userText;
        finding.advice =
            QStringLiteral("Nothing was changed. Check database.database and database.key_file; a copy "
                           "made by spectrum2 ctl backup needs the key of its time.");
    }
    return finding;
}

} // namespace

QList<Finding> StoreExamination::examine(const Settings &host, Examiner::Use use)
{
    if (host.text(key("database.type")) == QLatin1String("none"))
        return {{.subject = QStringLiteral("store"),
                 .text = QStringLiteral("Nothing is kept: database.type is none.")}};
    const store::KeySource::Place place{.file = host.text(key("database.key_file")),
                                        .credential = host.text(key("database.key_credential")),
                                        .store = host.text(key("database.database"))};
    const QFileInfo folder = nearestFolder(QFileInfo(place.store).absolutePath());
    const bool hasStore = QFileInfo::exists(place.store);
    QList<Finding> findings{examineFolder(folder), examineSpace(folder)};
    std::optional<Secret> secret;
    findings += examineKey(place, hasStore, secret);
    if (use == Examiner::Use::InUse)
        findings += Finding{.subject = QStringLiteral("store"),
                            .text = QStringLiteral("It was not opened: a host uses it.")};
    else if (hasStore && secret)
        findings += examineFile(place.store, *secret);
    return findings;
}

} // namespace spectrum::core
