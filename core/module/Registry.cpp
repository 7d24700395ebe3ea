// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "module/Registry.h"

#include "module/Loader.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace spectrum::core
{

namespace
{

QString describe(const QString &path, const QString &reason)
{
    return QStringLiteral("The module %1 is refused: %2.").arg(path, reason);
}

} // namespace

Registry::Registry(Probe probe) : m_probe(std::move(probe)) {}

QStringList Registry::defaultFolders()
{
    QString program = QFileInfo(QStringLiteral("/proc/self/exe")).symLinkTarget();
    if (program.isEmpty())
        program = QCoreApplication::applicationFilePath();
    const QDir beside(QFileInfo(program).path());
    QStringList folders;
    // The library folder of the build, then the plain one: /usr/lib/MULTIARCH, /usr/lib64, /usr/lib.
    for (const QString &library : {QStringLiteral(SPECTRUM_LIBDIR), QStringLiteral("lib")}) {
        const QString folder =
            QDir::cleanPath(beside.filePath(QStringLiteral("../%1/spectrum2/modules").arg(library)));
        if (QFileInfo(folder).isDir() && !folders.contains(folder))
            folders += folder;
    }
    return folders;
}

void Registry::scan(const QStringList &folders)
{
    for (const QString &folder : folders) {
        const QString absolute = QDir(folder).absolutePath();
        scanFolder(absolute + QStringLiteral("/frontends"), Manifest::Kind::Frontend);
        scanFolder(absolute + QStringLiteral("/networks"), Manifest::Kind::Network);
    }
}

void Registry::scanFolder(const QString &folder, Manifest::Kind kind)
{
    const QStringList names = QDir(folder).entryList(
        {QStringLiteral("*.so")}, QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString &name : names)
        consider(folder + u'/' + name, kind);
}

void Registry::consider(const QString &path, Manifest::Kind kind)
{
    const bool isMet = std::any_of(m_entries.cbegin(), m_entries.cend(),
                                   [&path](const Entry &known) { return known.path == path; });
    if (isMet)
        return;
    Entry entry{.path = path};
    Result<Manifest> manifest = Manifest::read(path);
    if (!manifest)
        entry.reason = manifest.error().userText;
    else if (manifest->kind != kind)
        entry.reason = kind == Manifest::Kind::Frontend
                           ? QStringLiteral("a network module among the frontends")
                           : QStringLiteral("a frontend module among the networks");
    else if (const Entry *other = find(kind, manifest->id))
        entry.reason = QStringLiteral("its id \"%1\" is the one of %2").arg(manifest->id, other->path);
    else
        entry.manifest = std::move(*manifest);
    if (!entry.reason.isEmpty())
        entry.state = State::Refused;
    m_entries.push_back(std::move(entry));
}

const Registry::Entry *Registry::find(Manifest::Kind kind, const QString &id) const
{
    const auto found = std::find_if(m_entries.cbegin(), m_entries.cend(), [&](const Entry &entry) {
        return entry.state != State::Refused && entry.manifest.kind == kind && entry.manifest.id == id;
    });
    return found == m_entries.cend() ? nullptr : &*found;
}

Registry::Entry *Registry::entry(Manifest::Kind kind, const QString &id)
{
    return const_cast<Entry *>(std::as_const(*this).find(kind, id));
}

QStringList Registry::refusals() const
{
    QStringList sentences;
    for (const Entry &entry : m_entries) {
        if (entry.state == State::Refused)
            sentences += describe(entry.path, entry.reason);
    }
    return sentences;
}

Result<QObject *> Registry::load(Manifest::Kind kind, const QString &id)
{
    Entry *found = entry(kind, id);
    if (!found)
        return Error{.kind = ErrorKind::NotFound,
                     .userText = QStringLiteral("There is no module \"%1\".").arg(id)};
    if (found->object)
        return found->object;
    const Result<void> examined = m_probe.examine(found->path);
    Result<QObject *> loaded = examined ? Loader::load(found->manifest) : Result<QObject *>(examined.error());
    if (!loaded) {
        found->state = State::Refused;
        found->reason = loaded.error().userText;
        return Error{.kind = ErrorKind::InvalidInput, .userText = describe(found->path, found->reason)};
    }
    found->object = *loaded;
    found->state = State::Loaded;
    return found->object;
}

Result<FrontendModule *> Registry::frontend(const QString &id)
{
    const Result<QObject *> object = load(Manifest::Kind::Frontend, id);
    if (!object)
        return object.error();
    return qobject_cast<FrontendModule *>(*object);
}

Result<NetworkModule *> Registry::network(const QString &id)
{
    const Result<QObject *> object = load(Manifest::Kind::Network, id);
    if (!object)
        return object.error();
    return qobject_cast<NetworkModule *>(*object);
}

void Registry::refuse(Manifest::Kind kind, const QString &id, const QString &reason)
{
    if (Entry *found = entry(kind, id)) {
        found->state = State::Refused;
        found->reason = reason;
    }
}

void Registry::setRunning(Manifest::Kind kind, const QString &id)
{
    if (Entry *found = entry(kind, id))
        found->state = State::Running;
}

void Registry::setFailed(Manifest::Kind kind, const QString &id, const QString &reason)
{
    if (Entry *found = entry(kind, id)) {
        found->state = State::Failed;
        found->reason = reason;
    }
}

} // namespace spectrum::core
