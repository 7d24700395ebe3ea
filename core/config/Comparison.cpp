// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/Comparison.h"

namespace spectrum::config
{

namespace
{

// Each key that stands for others of its section becomes those of them that one of the two has.
QList<Key> expanded(const QList<Key> &keys, const Settings &before, const Settings &after)
{
    QStringList declared;
    for (const Key &key : keys)
        declared += key.name;
    QStringList names = before.keys() + after.keys();
    names.removeIf([&declared](const QString &name) { return declared.contains(name); });
    names.removeDuplicates();
    names.sort();
    QList<Key> all;
    for (const Key &key : keys) {
        if (!key.isOpen()) {
            all.append(key);
            continue;
        }
        for (const QString &name : std::as_const(names)) {
            if (name.section(u'.', 0, 0) != key.section())
                continue;
            all.append(key);
            all.last().name = name;
        }
    }
    return all;
}

void compareSettings(const QString &prefix, const QList<Key> &keys, const Settings &before,
                     const Settings &after, Changes &changes)
{
    for (const Key &key : keys) {
        const bool isSame = key.type == Key::Type::Secret ? before.secret(key.name) == after.secret(key.name)
                                                          : before.list(key.name) == after.list(key.name);
        if (isSame || key.status != Key::Status::Current)
            continue;
        changes.changed += prefix + key.name;
        if (key.needsRestart)
            changes.needRestart += prefix + key.name;
    }
}

const InstanceConfiguration *find(const Configuration &configuration, const InstanceId &id)
{
    for (const InstanceConfiguration &instance : configuration.instances) {
        if (instance.id == id)
            return &instance;
    }
    return nullptr;
}

} // namespace

Changes compare(const Configuration &before, const Configuration &after, const Schema &schema)
{
    Changes changes;
    QList<Key> hostKeys;
    const QList<Key> all = schema.hostKeys();
    for (const Key &key : all) {
        if (key.scope == Key::Scope::Host)
            hostKeys += key;
    }
    compareSettings({}, hostKeys, before.host, after.host, changes);
    for (const InstanceConfiguration &now : after.instances) {
        const InstanceConfiguration *was = find(before, now.id);
        if (!was) {
            changes.added += now.id;
            continue;
        }
        QList<Key> keys = schema.keysFor(now.frontend, now.network);
        keys.removeIf([](const Key &key) { return key.scope == Key::Scope::Host; });
        compareSettings(now.id.toString() + QStringLiteral(": "), expanded(keys, was->settings, now.settings),
                        was->settings, now.settings, changes);
    }
    for (const InstanceConfiguration &was : before.instances) {
        if (!find(after, was.id))
            changes.removed += was.id;
    }
    return changes;
}

} // namespace spectrum::config
