// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// All keys that exist: the host's own and those that the modules declare.
#pragma once

#include "config/Key.h"

#include <QHash>
#include <QJsonArray>
#include <QMap>

namespace spectrum::config
{

class Schema
{
public:
    enum class Kind : quint8 { Frontend, Network };

    // The host's keys. Modules are added to a copy of it.
    [[nodiscard]] static Schema host();
    [[nodiscard]] static Result<Schema> fromJson(const QByteArray &json);

    // The keys of a module's metadata. Refused as a whole when one is malformed or the host has it already.
    [[nodiscard]] Result<void> addModule(Kind kind, const QString &id, const QJsonArray &keys);

    // A key of the host, of this frontend or of this network; nullptr when none of them has it.
    [[nodiscard]] const Key *find(const QString &name, const QString &frontend, const QString &network) const;
    // A key of a section whose names only the module itself knows; nullptr when theirs is not such a section.
    [[nodiscard]] const Key *findOpen(const QString &name, const QString &frontend,
                                      const QString &network) const;
    // The id of any module that knows the key; empty when none does.
    [[nodiscard]] QString ownerOf(const QString &name) const;
    [[nodiscard]] const Key *hostKey(const QString &name) const;
    [[nodiscard]] QList<Key> hostKeys() const { return m_host; }
    [[nodiscard]] QList<Key> keysOf(Kind kind, const QString &id) const;
    // Everything that an instance of these modules may set, the host's keys included.
    [[nodiscard]] QList<Key> keysFor(const QString &frontend, const QString &network) const;
    [[nodiscard]] QStringList modules(Kind kind) const { return m_modules[static_cast<int>(kind)].keys(); }
    [[nodiscard]] bool hasModule(Kind kind, const QString &id) const;

    // The key that gives an instance its address, and the variable in values that stands for it.
    [[nodiscard]] const QString &addressKey() const { return m_addressKey; }
    [[nodiscard]] const QString &addressVariable() const { return m_addressVariable; }
    // The network that a program of the first Spectrum 2 (service.backend) stands for; empty if none.
    [[nodiscard]] QString networkOfProgram(const QString &program) const;
    // Whether the section belongs to a known module that may not be installed.
    [[nodiscard]] bool isOptionalSection(const QString &section) const;

private:
    using Names = QHash<QString, qsizetype>;
    struct Module {
        QList<Key> keys = {};
        Names names = {};
    };

    QList<Key> m_host;
    Names m_hostNames;
    QMap<QString, Module> m_modules[2];
    QString m_addressKey;
    QString m_addressVariable;
    QMap<QString, QString> m_programs;
    QStringList m_optionalSections;
};

} // namespace spectrum::config
