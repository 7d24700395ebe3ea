// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// What a network module is: the entry point of its .so, and the network that it opens for one instance.
#pragma once

#include <spectrum/Account.h>
#include <spectrum/ApiVersion.h>
#include <spectrum/Clock.h>
#include <spectrum/Events.h>
#include <spectrum/LoginStep.h>
#include <spectrum/Result.h>
#include <spectrum/Session.h>
#include <spectrum/Settings.h>

#include <QtPlugin>

#include <memory>

namespace spectrum
{

// What a network module may ask of its host. Valid as long as the Network lives.
class NetworkHost
{
public:
    [[nodiscard]] virtual Clock &clock() = 0;
    // How long to wait before attempt number 1, 2, … to reconnect: exponential, with jitter, from
    // reconnect.min to reconnect.max.
    [[nodiscard]] virtual std::chrono::milliseconds reconnectDelay(int attempt) = 0;

    // Where a module stores the files that people send, each under a name that is not there yet, before it
    // says FileReceived: a folder that nobody else can read. It removes the ones that do not become complete.
    // Empty = files cannot be taken: tell the sender, or the user, so.
    [[nodiscard]] virtual QString filesFolder() const { return {}; }
    // Bytes; larger files are not to be taken. 0 = none at all.
    [[nodiscard]] virtual qint64 maximumFileSize() const { return 0; }

protected:
    ~NetworkHost() = default;
};

// One network of one instance. Owned by the host, which deletes every Session of it first.
class Network
{
public:
    virtual ~Network() = default;

    // What a user must say to have an account; "username" comes first. Constant for the life of the object.
    [[nodiscard]] virtual QList<Field> accountFields() const
    {
        return {{.key = QStringLiteral("username"), .label = QStringLiteral("Name"), .isRequired = true}};
    }

    // What people can be searched by; empty = not at all. Sessions then have the ability Search.
    [[nodiscard]] virtual QList<Field> searchFields() const { return {}; }

    // The canonical spelling of an account name, a contact or a room that somebody typed, or why it cannot be
    // one. Two spellings of one thing have the same result; the result normalises to itself. Pure and fast:
    // called for every message. Unless they say otherwise, accounts are spelled as contacts are, and there
    // are no rooms.
    [[nodiscard]] virtual Result<ContactId> contactId(const QString &typed) const = 0;
    [[nodiscard]] virtual Result<QString> normalisedName(const QString &typed) const
    {
        const Result<ContactId> id = contactId(typed);
        return id ? Result<QString>(id->toString()) : Result<QString>(id.error());
    }
    [[nodiscard]] virtual Result<RoomId> roomId(const QString & /*typed*/) const
    {
        return Error{ErrorKind::Unsupported, QStringLiteral("This network has no rooms.")};
    }
    // Whether a name that was typed is a room's rather than a contact's.
    [[nodiscard]] virtual bool isRoomName(const QString & /*typed*/) const { return false; }

    // Does not connect yet. The account is handed over; sink outlives the session.
    [[nodiscard]] virtual std::unique_ptr<Session> createSession(Account account, EventSink &sink) = 0;
};

// The object that QPluginLoader finds. Constructing it must do nothing but construct.
class NetworkModule
{
public:
    virtual ~NetworkModule() = default;

    // Called once for each instance that names this module. Fails when the settings do not fit together; the
    // error's userText names the key to change. Must not connect to anything yet.
    [[nodiscard]] virtual Result<std::unique_ptr<Network>> createNetwork(const Settings &settings,
                                                                         NetworkHost &host) = 0;
};

// The module of a network that asks neither its settings nor its host for anything.
template <typename T>
class ModuleOf : public NetworkModule
{
public:
    Result<std::unique_ptr<Network>> createNetwork(const Settings &, NetworkHost &) override
    {
        return std::unique_ptr<Network>(std::make_unique<T>());
    }
};

} // namespace spectrum

Q_DECLARE_INTERFACE(spectrum::NetworkModule, SPECTRUM_NETWORK_MODULE_IID)
