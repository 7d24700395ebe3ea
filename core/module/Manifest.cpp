// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "module/Manifest.h"

#include "module/ModuleFile.h"

#include <spectrum/ApiVersion.h>

#include <QPluginLoader>

#include <algorithm>

namespace spectrum::core
{

namespace
{

Error refuse(const QString &text)
{
    return {.kind = ErrorKind::InvalidInput, .userText = text};
}

QString nameOf(const char *iid)
{
    return QString::fromLatin1(iid).section(u'/', 0, 0);
}

Result<Manifest::Kind> kindOf(const QString &iid)
{
    const QString name = iid.section(u'/', 0, 0);
    const QString version = iid.section(u'/', 1);
    const bool isFrontend = name == nameOf(SPECTRUM_FRONTEND_MODULE_IID);
    if (!isFrontend && name != nameOf(SPECTRUM_NETWORK_MODULE_IID))
        return refuse(
            QStringLiteral("it is a plugin of something else (interface \"%1\")").arg(iid.left(100)));
    bool isMajor = false;
    bool isMinor = false;
    const int major = version.section(u'.', 0, 0).toInt(&isMajor);
    const int minor = version.section(u'.', 1).toInt(&isMinor);
    if (!isMajor || !isMinor || major < 0 || minor < 0)
        return refuse(QStringLiteral("its interface \"%1\" has no version").arg(iid.left(100)));
    if (major != SPECTRUM_API_MAJOR)
        return refuse(QStringLiteral("it was made for interface %1, and this host has %2")
                          .arg(version, QStringLiteral(SPECTRUM_API_VERSION)));
    if (minor > SPECTRUM_API_MINOR)
        return refuse(QStringLiteral("it needs interface %1, which is newer than this host's %2")
                          .arg(version, QStringLiteral(SPECTRUM_API_VERSION)));
    return isFrontend ? Manifest::Kind::Frontend : Manifest::Kind::Network;
}

bool isId(const QString &id)
{
    return !id.isEmpty() && id.size() <= 32 && id[0] >= u'a' && id[0] <= u'z' &&
           std::all_of(id.begin(), id.end(), [](QChar c) {
               return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_';
           });
}

Result<void> checkQt(const QJsonObject &metaData)
{
    const auto built = static_cast<int>(metaData.value(u"version").toInteger());
    if (built >> 16 == QT_VERSION_MAJOR && built >> 8 <= QT_VERSION >> 8)
        return {};
    return refuse(QStringLiteral("it was built with Qt %1.%2, which does not fit this host's %3.%4")
                      .arg(built >> 16)
                      .arg((built >> 8) & 0xff)
                      .arg(QT_VERSION_MAJOR)
                      .arg(QT_VERSION_MINOR));
}

// One of two words, or nothing at all.
Result<bool> readChoice(const QJsonObject &object, const QString &key, const QString &normal,
                        const QString &other)
{
    const QJsonValue value = object.value(key);
    if (value.isUndefined() || value.toString() == normal)
        return false;
    if (value.toString() == other)
        return true;
    return refuse(
        QStringLiteral("the %1 in its metadata is neither \"%2\" nor \"%3\"").arg(key, normal, other));
}

} // namespace

Result<Manifest> Manifest::read(const QString &path)
{
    if (const Result<void> checked = ModuleFile::check(path); !checked)
        return checked.error();
    const QJsonObject metaData = QPluginLoader(path).metaData();
    if (metaData.isEmpty())
        return refuse(QStringLiteral("it is not a module (a shared object without metadata)"));
    Result<Manifest> manifest = fromMetaData(metaData);
    if (manifest)
        manifest->path = path;
    return manifest;
}

Result<Manifest> Manifest::fromMetaData(const QJsonObject &metaData)
{
    const Result<Kind> kind = kindOf(metaData.value(u"IID").toString());
    if (!kind)
        return kind.error();
    if (const Result<void> checked = checkQt(metaData); !checked)
        return checked.error();
    const QJsonObject object = metaData.value(u"MetaData").toObject();
    Manifest manifest;
    manifest.kind = *kind;
    manifest.id = object.value(u"Id").toString();
    manifest.name = object.value(u"Name").toString();
    manifest.version = object.value(u"Version").toString();
    manifest.description = object.value(u"Description").toString();
    manifest.license = object.value(u"License").toString();
    if (!isId(manifest.id))
        return refuse(QStringLiteral("its metadata has no valid Id"));
    for (const auto &[key, value] : {std::pair{"Name", manifest.name}, {"Version", manifest.version}}) {
        if (value.isEmpty())
            return refuse(QStringLiteral("its metadata has no %1").arg(QLatin1String(key)));
    }
    const Result<bool> isIsolated =
        readChoice(object, QStringLiteral("Isolation"), QStringLiteral("none"), QStringLiteral("process"));
    if (!isIsolated)
        return isIsolated.error();
    const Result<bool> isHostList =
        readChoice(object, QStringLiteral("ContactList"), QStringLiteral("network"), QStringLiteral("host"));
    if (!isHostList)
        return isHostList.error();
    const Result<bool> isGlib =
        readChoice(object, QStringLiteral("EventLoop"), QStringLiteral("host"), QStringLiteral("glib"));
    if (!isGlib)
        return isGlib.error();
    if (*isGlib && !*isIsolated)
        return refuse(QStringLiteral("its EventLoop \"glib\" needs the Isolation \"process\""));
    manifest.eventLoop = *isGlib ? EventLoop::Glib : EventLoop::Host;
    manifest.isolation = *isIsolated ? Isolation::Process : Isolation::None;
    manifest.contactList = *isHostList ? ContactList::Host : ContactList::Network;
    if (object.contains(u"Keys") && !object.value(u"Keys").isArray())
        return refuse(QStringLiteral("its metadata has Keys that are no list"));
    manifest.keys = object.value(u"Keys").toArray();
    manifest.trial = object.value(u"Trial").toObject();
    return manifest;
}

} // namespace spectrum::core
