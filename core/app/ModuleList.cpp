// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/ModuleList.h"

#include <QJsonDocument>

namespace spectrum::core
{

namespace
{

QString kindOf(const Manifest &manifest)
{
    return manifest.kind == Manifest::Kind::Frontend ? QStringLiteral("frontend") : QStringLiteral("network");
}

QString stateOf(Registry::State state)
{
    switch (state) {
    case Registry::State::Found:
        return QStringLiteral("found");
    case Registry::State::Refused:
        return QStringLiteral("refused");
    case Registry::State::Loaded:
        return QStringLiteral("loaded");
    case Registry::State::Running:
        return QStringLiteral("running");
    case Registry::State::Failed:
        return QStringLiteral("failed");
    }
    return {};
}

QString defaultOf(const QJsonObject &key)
{
    const QJsonValue value = key.value(u"default");
    return value.isArray() ? value.toArray().toVariantList().value(0).toString()
                           : value.toVariant().toString();
}

} // namespace

QString ModuleList::toText(const Registry &registry)
{
    QString text;
    for (const Registry::Entry &entry : registry.entries()) {
        if (entry.state == Registry::State::Refused)
            text += QStringLiteral("refused   %1: %2\n").arg(entry.path, entry.reason);
        else
            text += QStringLiteral("%1  %2  %3 %4  %5\n")
                        .arg(kindOf(entry.manifest), -8)
                        .arg(entry.manifest.id, -12)
                        .arg(entry.manifest.name, entry.manifest.version, entry.path);
    }
    return text.isEmpty() ? QStringLiteral("No module was found.\n") : text;
}

QString ModuleList::toJson(const Registry &registry)
{
    QJsonArray modules;
    for (const Registry::Entry &entry : registry.entries()) {
        QJsonObject object{{QStringLiteral("path"), entry.path},
                           {QStringLiteral("state"), stateOf(entry.state)}};
        if (!entry.reason.isEmpty())
            object.insert(QStringLiteral("reason"), entry.reason);
        if (entry.state != Registry::State::Refused) {
            object.insert(QStringLiteral("kind"), kindOf(entry.manifest));
            object.insert(QStringLiteral("id"), entry.manifest.id);
            object.insert(QStringLiteral("name"), entry.manifest.name);
            object.insert(QStringLiteral("version"), entry.manifest.version);
        }
        modules.append(object);
    }
    return QString::fromUtf8(QJsonDocument(modules).toJson());
}

QString ModuleList::describe(const Registry &registry, const QString &id)
{
    QString text;
    for (const Registry::Entry &entry : registry.entries()) {
        const Manifest &manifest = entry.manifest;
        if (entry.state == Registry::State::Refused || manifest.id != id)
            continue;
        const bool isIsolated = manifest.isolation == Manifest::Isolation::Process;
        text += QStringLiteral("%1 %2 (%3)\n%4\nfile: %5\nlicense: %6\nsessions: %7\n\n")
                    .arg(manifest.name, manifest.version, kindOf(manifest), manifest.description,
                         manifest.path, manifest.license,
                         isIsolated ? QStringLiteral("in a process of their own")
                                    : QStringLiteral("in the host's process"));
        for (const QJsonValue &value : manifest.keys) {
            const QJsonObject key = value.toObject();
            text += QStringLiteral("%1=%2\n    %3\n")
                        .arg(key.value(u"key").toString(), defaultOf(key), key.value(u"doc").toString());
        }
    }
    return text;
}

} // namespace spectrum::core
