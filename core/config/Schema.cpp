// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/Schema.h"

#include <QFile>
#include <QJsonDocument>

static void initSchemaResource()
{
    Q_INIT_RESOURCE(config_schema);
}

namespace spectrum::config
{

namespace
{

Error invalid(const QString &text)
{
    return {.kind = ErrorKind::InvalidInput, .userText = text};
}

// Of the key that stands for all others of its section.
QString openName(const QString &name)
{
    return name.section(u'.', 0, 0) + QStringLiteral(".*");
}

Result<QList<Key>> readKeys(const QJsonArray &array)
{
    QList<Key> keys;
    for (const QJsonValue &value : array) {
        Result<Key> key = Key::fromJson(value.toObject());
        if (!key)
            return key.error();
        keys.append(std::move(*key));
    }
    return keys;
}

} // namespace

Schema Schema::host()
{
    initSchemaResource();
    QFile file(QStringLiteral(":/schema/host.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The schema of the host's keys is not in the executable.");
    const Result<Schema> schema = fromJson(file.readAll());
    if (!schema)
        qFatal("The schema of the host's keys: %s", qPrintable(schema.error().userText));
    return *schema;
}

Result<Schema> Schema::fromJson(const QByteArray &json)
{
    QJsonParseError trouble;
    const QJsonObject object = QJsonDocument::fromJson(json, &trouble).object();
    if (trouble.error != QJsonParseError::NoError)
        return invalid(trouble.errorString());
    Schema schema;
    Result<QList<Key>> keys = readKeys(object.value(u"keys").toArray());
    if (!keys)
        return keys.error();
    schema.m_host = std::move(*keys);
    for (qsizetype i = 0; i < schema.m_host.size(); ++i) {
        if (schema.m_hostNames.contains(schema.m_host[i].name))
            return invalid(QStringLiteral("the key \"%1\" is there twice").arg(schema.m_host[i].name));
        schema.m_hostNames.insert(schema.m_host[i].name, i);
    }
    schema.m_addressKey = object.value(u"addressKey").toString();
    schema.m_addressVariable = object.value(u"addressVariable").toString();
    const QJsonObject programs = object.value(u"programs").toObject();
    for (auto it = programs.begin(); it != programs.end(); ++it)
        schema.m_programs.insert(it.key(), it.value().toString());
    for (const QJsonValue &section : object.value(u"optionalSections").toArray())
        schema.m_optionalSections += section.toString();
    return schema;
}

Result<void> Schema::addModule(Kind kind, const QString &id, const QJsonArray &array)
{
    if (hasModule(kind, id))
        return invalid(QStringLiteral("the keys of the module \"%1\" are there already").arg(id));
    Result<QList<Key>> keys = readKeys(array);
    if (!keys)
        return keys.error();
    Module module{std::move(*keys), {}};
    for (qsizetype i = 0; i < module.keys.size(); ++i) {
        const QString &name = module.keys[i].name;
        if (m_hostNames.contains(name))
            return invalid(QStringLiteral("the key \"%1\" is one of the host's").arg(name));
        if (module.names.contains(name))
            return invalid(QStringLiteral("the key \"%1\" is there twice").arg(name));
        const int other = kind == Kind::Frontend ? 1 : 0;
        for (const Module &met : m_modules[other]) {
            if (met.names.contains(name))
                return invalid(QStringLiteral("the key \"%1\" is another module's already").arg(name));
        }
        module.keys[i].scope = Key::Scope::Instance;
        module.names.insert(name, i);
    }
    m_modules[static_cast<int>(kind)].insert(id, std::move(module));
    return {};
}

const Key *Schema::hostKey(const QString &name) const
{
    const auto found = m_hostNames.constFind(name);
    return found == m_hostNames.cend() ? nullptr : &m_host[*found];
}

const Key *Schema::find(const QString &name, const QString &frontend, const QString &network) const
{
    if (const Key *key = hostKey(name))
        return key;
    const std::pair<const QMap<QString, Module> &, const QString &> places[] = {{m_modules[0], frontend},
                                                                                {m_modules[1], network}};
    for (const auto &[modules, id] : places) {
        const auto module = modules.constFind(id);
        if (module == modules.cend())
            continue;
        const auto found = module->names.constFind(name);
        if (found != module->names.cend())
            return &module->keys[*found];
    }
    return nullptr;
}

const Key *Schema::findOpen(const QString &name, const QString &frontend, const QString &network) const
{
    return find(openName(name), frontend, network);
}

QString Schema::ownerOf(const QString &name) const
{
    for (const auto &modules : m_modules) {
        for (auto it = modules.cbegin(); it != modules.cend(); ++it) {
            if (it->names.contains(name) || it->names.contains(openName(name)))
                return it.key();
        }
    }
    return {};
}

QList<Key> Schema::keysOf(Kind kind, const QString &id) const
{
    return m_modules[static_cast<int>(kind)].value(id).keys;
}

QList<Key> Schema::keysFor(const QString &frontend, const QString &network) const
{
    return m_host + keysOf(Kind::Frontend, frontend) + keysOf(Kind::Network, network);
}

bool Schema::hasModule(Kind kind, const QString &id) const
{
    return m_modules[static_cast<int>(kind)].contains(id);
}

QString Schema::networkOfProgram(const QString &program) const
{
    for (auto it = m_programs.cbegin(); it != m_programs.cend(); ++it) {
        if (program.contains(it.key()))
            return it.value();
    }
    return {};
}

bool Schema::isOptionalSection(const QString &section) const
{
    return m_optionalSections.contains(section);
}

} // namespace spectrum::config
