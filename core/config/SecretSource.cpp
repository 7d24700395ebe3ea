// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/SecretSource.h"

#include <QFile>
#include <QFileInfo>

namespace spectrum::config
{

namespace
{

Error refuse(const QString &text)
{
    return {.kind = ErrorKind::InvalidInput, .userText = text};
}

} // namespace

Result<Secret> SecretSource::fromFile(const QString &path)
{
    const QFileInfo about(path);
    if (about.exists() && !about.isFile())
        return refuse(QStringLiteral("%1 is not a regular file").arg(path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return refuse(QStringLiteral("%1 cannot be read: %2").arg(path, file.errorString()));
    if (file.size() > maximumSize)
        return refuse(QStringLiteral("%1 is larger than 64 KiB").arg(path));
    QByteArray bytes = file.read(maximumSize);
    QByteArrayView view(bytes);
    while (view.endsWith('\n') || view.endsWith('\r'))
        view.chop(1);
    Secret secret(view);
    wipeMemory(bytes.data(), static_cast<size_t>(bytes.size()));
    if (secret.isEmpty())
        return refuse(QStringLiteral("%1 is empty").arg(path));
    return secret;
}

Result<Secret> SecretSource::fromCredential(const QString &name)
{
    const QString folder = qEnvironmentVariable("CREDENTIALS_DIRECTORY");
    if (folder.isEmpty())
        return refuse(
            QStringLiteral("there are no credentials ($CREDENTIALS_DIRECTORY is not set); the service "
                           "manager gives them with LoadCredential="));
    if (name.isEmpty() || name.contains(u'/') || name.startsWith(u'.'))
        return refuse(QStringLiteral("is not the name of a credential"));
    return fromFile(folder + u'/' + name);
}

bool SecretSource::isReadableByOthers(const QString &path)
{
    return QFileInfo(path).permission(QFileDevice::ReadOther);
}

} // namespace spectrum::config
