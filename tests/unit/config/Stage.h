// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A folder with configuration files and the schema of the host, the frontend and the IRC module, for tests.
#pragma once

#include "config/Configuration.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>

namespace spectrum::config::testing
{

class Stage
{
public:
    Stage() : m_schema(Schema::host())
    {
        add(Schema::Kind::Frontend, QStringLiteral("xmpp"), FRONTEND_METADATA);
        add(Schema::Kind::Network, QStringLiteral("irc"), NETWORK_METADATA);
    }

    [[nodiscard]] const Schema &schema() const { return m_schema; }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    QString write(const QString &name, const QByteArray &text) const
    {
        QDir().mkpath(path(name).section(u'/', 0, -2));
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            return {};
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        return file.fileName();
    }

    [[nodiscard]] Outcome resolve(const Request &request) const
    {
        return config::resolve(Sources::read(request, m_schema), m_schema);
    }

    [[nodiscard]] Outcome resolve(const QByteArray &text) const
    {
        return resolve(Request{.file = write(QStringLiteral("one.cfg"), text)});
    }

    // Without the folder, which differs in each run.
    [[nodiscard]] QStringList told(const Mistakes &mistakes) const
    {
        QStringList sentences;
        for (const Mistake &mistake : mistakes)
            sentences += mistake.toString().remove(m_folder.path() + u'/');
        return sentences;
    }

private:
    void add(Schema::Kind kind, const QString &id, const char *metadata)
    {
        QFile file(QString::fromUtf8(metadata));
        if (file.open(QIODevice::ReadOnly))
            (void)m_schema.addModule(
                kind, id, QJsonDocument::fromJson(file.readAll()).object().value(u"Keys").toArray());
    }

    Schema m_schema;
    QTemporaryDir m_folder;
};

inline const QByteArray minimalInstance = "[service]\njid=irc.example.org\nnetwork=irc\n";

} // namespace spectrum::config::testing
