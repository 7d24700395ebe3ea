// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "module/Loader.h"

#include <QPluginLoader>

namespace spectrum::core
{

namespace
{

Error refuse(const QString &text)
{
    return {.kind = ErrorKind::InvalidInput, .userText = text};
}

} // namespace

Result<QObject *> Loader::load(const Manifest &manifest)
{
    // The file may have changed since the scan.
    const Result<Manifest> now = Manifest::read(manifest.path);
    if (!now)
        return now.error();
    if (now->id != manifest.id || now->kind != manifest.kind || now->keys != manifest.keys)
        return refuse(QStringLiteral("its file changed while the host was starting"));
    QPluginLoader loader(manifest.path);
    loader.setLoadHints(QLibrary::ResolveAllSymbolsHint | QLibrary::PreventUnloadHint);
    QObject *object = loader.instance();
    if (!object)
        return refuse(QStringLiteral("it cannot be loaded: %1").arg(loader.errorString()));
    const bool isRight = manifest.kind == Manifest::Kind::Frontend
                             ? qobject_cast<FrontendModule *>(object) != nullptr
                             : qobject_cast<NetworkModule *>(object) != nullptr;
    if (!isRight)
        return refuse(QStringLiteral("its object does not have the interface that its metadata names"));
    return object;
}

} // namespace spectrum::core
