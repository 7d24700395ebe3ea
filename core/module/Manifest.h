// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What a module says about itself, read from its file without running any code of it.
#pragma once

#include <spectrum/Result.h>

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace spectrum::core
{

struct Manifest {
    enum class Kind : quint8 { Frontend, Network };
    enum class Isolation : quint8 { None, Process };
    // Whose event loop its sessions run in: the host's own, or GLib's, in a process of theirs.
    enum class EventLoop : quint8 { Host, Glib };
    enum class ContactList : quint8 { Network, Host };

    // path is absolute. The error's userText is one sentence without the path.
    [[nodiscard]] static Result<Manifest> read(const QString &path);
    // Of QPluginLoader::metaData().
    [[nodiscard]] static Result<Manifest> fromMetaData(const QJsonObject &metaData);

    Kind kind = Kind::Network;
    QString path = {};
    QString id = {};
    QString name = {};
    QString version = {};
    QString description = {};
    QString license = {};
    Isolation isolation = Isolation::None;
    EventLoop eventLoop = EventLoop::Host;
    ContactList contactList = ContactList::Network;
    QJsonArray keys = {};
    QJsonObject trial = {};
};

} // namespace spectrum::core
