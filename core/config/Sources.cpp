// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/Sources.h"

#include <QDir>
#include <QFileInfo>
#include <QProcessEnvironment>

#include <algorithm>

namespace spectrum::config
{

namespace
{

Source readFile(const QString &file, Mistakes &mistakes)
{
    IniText text = Ini::read(file);
    for (Mistake &mistake : text.mistakes)
        report(mistakes, std::move(mistake));
    return {file, std::move(text.entries)};
}

Source readEnvironment(const QMap<QString, QString> &environment)
{
    const QString prefix = QStringLiteral("SPECTRUM2_");
    Source source{QStringLiteral("environment"), {}};
    for (auto it = environment.begin(); it != environment.end(); ++it) {
        const qsizetype border = it.key().indexOf(u"__");
        if (it.key().startsWith(prefix) && border > prefix.size())
            source.entries.append(
                {it.key().mid(prefix.size()).replace(QStringLiteral("__"), QStringLiteral(".")).toLower(),
                 it.value(), 0});
    }
    return source;
}

Source readOverrides(const QStringList &overrides, Mistakes &mistakes)
{
    Source source{QStringLiteral("command line"), {}};
    for (const QString &given : overrides) {
        const QString word = given.startsWith(u"--") ? given.mid(2) : given;
        const qsizetype sign = word.indexOf(u'=');
        const QString key = word.left(sign);
        if (sign < 0 || key.count(u'.') != 1)
            report(mistakes,
                   {.file = source.file, .key = key, .text = QStringLiteral("is not --section.key=value")});
        else
            source.entries.append({key, word.mid(sign + 1), 0});
    }
    return source;
}

} // namespace

QMap<QString, QString> Request::processEnvironment()
{
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    QMap<QString, QString> environment;
    const QStringList names = system.keys();
    for (const QString &name : names) {
        if (name.startsWith(u"SPECTRUM2_"))
            environment.insert(name, system.value(name));
    }
    return environment;
}

const IniEntry *Source::last(const QString &key) const
{
    const auto found = std::find_if(entries.crbegin(), entries.crend(),
                                    [&key](const IniEntry &entry) { return entry.key == key; });
    return found == entries.crend() ? nullptr : &*found;
}

Sources Sources::read(const Request &request, const Schema &schema)
{
    Sources sources;
    sources.overrides = {readEnvironment(request.environment),
                         readOverrides(request.overrides, sources.mistakes)};
    if (!request.file.isEmpty())
        sources.main = readFile(QDir::cleanPath(request.file), sources.mistakes);
    sources.mainIsInstance = sources.main.last(schema.addressKey()) != nullptr;
    const QDir folder(QFileInfo(request.file).dir().filePath(QStringLiteral("transports")));
    QStringList files;
    if (!sources.mainIsInstance && !request.file.isEmpty())
        files = folder.entryList({QStringLiteral("*.cfg")}, QDir::Files | QDir::System, QDir::Name);
    for (const QString &file : std::as_const(files))
        sources.instances.append(readFile(folder.filePath(file), sources.mistakes));
    // A single instance may also be given entirely by the command line or the environment.
    const bool isOverridden = std::any_of(sources.overrides.cbegin(), sources.overrides.cend(),
                                          [&](const Source &s) { return s.last(schema.addressKey()); });
    if (sources.instances.isEmpty() && isOverridden)
        sources.mainIsInstance = true;
    return sources;
}

QStringList Sources::modulePath() const
{
    QStringList folders;
    for (const Source &source : QList<Source>{main} + overrides) {
        QStringList given;
        for (const IniEntry &entry : source.entries) {
            if (entry.key == u"host.module_path")
                given += entry.value;
        }
        if (!given.isEmpty())
            folders = given;
    }
    return folders;
}

} // namespace spectrum::config
