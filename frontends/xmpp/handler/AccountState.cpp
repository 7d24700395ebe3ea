// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "AccountState.h"

#include "../Stanzas.h"

namespace spectrum::xmpp
{

namespace
{

// A user without a presence of their own is in a room, so there, or stays connected, so away.
Presence toTell(const User &user)
{
    Presence presence = user.ownPresence();
    if (presence.availability == Availability::Offline)
        presence.availability =
            user.staysConnected && !user.isInRooms() ? Availability::Away : Availability::Online;
    return presence;
}

} // namespace

bool AccountState::isWanted(const User &user) const
{
    if (m_service.isServer())
        return !user.resources.empty() || (user.staysConnected && user.isLoginAsked);
    return user.hasAvailableResource() || user.isInRooms() || (user.staysConnected && user.isLoginAsked);
}

void AccountState::update(User &user, Cause cause)
{
    if (!isWanted(user)) {
        logOut(user);
        return;
    }
    if (user.isHeld)
        return;
    if (!user.isLoginAsked) {
        const auto parked = m_parked.constFind(user.id());
        if (parked != m_parked.cend())
            tellParked(user, *parked);
        else if (cause == Cause::Arrived || user.state != SessionState::Failed)
            logIn(user);
        return;
    }
    const Presence presence = toTell(user);
    if (presence == user.toldPresence)
        return;
    user.toldPresence = presence;
    m_service.host.execute(user.id(), SetPresence{presence});
}

void AccountState::retryLogIn(const UserId &user)
{
    m_parked.remove(user);
    User *known = m_service.users.find(user);
    if (known && !known->isHeld && !known->isLoginAsked && isWanted(*known))
        logIn(*known);
}

void AccountState::logInNow(const UserId &user)
{
    m_parked.remove(user);
    // Whoever logs in wants to be connected, whatever was chosen before.
    if (!m_service.isServer() && m_service.host.canKeepAccounts())
        m_service.host.saveSetting(user, enabledKey(), {});
    User *known = m_service.users.find(user);
    if (known)
        known->isHeld = false;
    if (!known || !isWanted(*known)) {
        m_service.door->send(user.toString(),
                             stanzas::signal("probe", m_service.options.domain, user.toString()));
        return;
    }
    if (!known->isLoginAsked)
        logIn(*known);
}

bool AccountState::logOutNow(const UserId &user, const QString &text)
{
    User *known = m_service.users.find(user);
    if (!known || (!known->isLoginAsked && m_service.host.stateOf(user) == SessionState::Offline))
        return false;
    known->isHeld = true;
    known->isLoginAsked = false;
    known->isNotedOnline = false;
    m_service.host.logOut(user, text);
    if (!m_service.isServer() && m_service.host.canKeepAccounts())
        m_service.host.saveSetting(user, onlineKey(), {});
    return true;
}

void AccountState::logIn(User &user)
{
    user.isLoginAsked = true;
    user.toldPresence = toTell(user);
    const UserId id = user.id();
    // Both at once, so that what the user writes next finds a login that has begun. The store answers in the
    // order in which it is asked: the settings are here before anything is connected.
    readSettings(id);
    // They may be here at once.
    if (user.isHeld)
        return;
    // The session that proves a registration began before anybody was there to hear of it.
    if (!m_service.isServer() && m_service.host.stateOf(id) == SessionState::Connecting) {
        user.state = SessionState::Connecting;
        tellState(user, user.address());
    }
    m_service.host.logIn(id, user.toldPresence)
        .then(&m_service.context, [this, id](const Result<void> &begun) {
            User *known = m_service.users.find(id);
            if (!known || known->isHeld)
                return;
            if (begun) {
                noteOnline(*known);
                return;
            }
            known->isLoginAsked = false;
            if (m_refused)
                m_refused(*known, begun.error());
        });
}

void AccountState::readSettings(const UserId &user)
{
    if (m_service.isServer() || !m_service.host.canKeepAccounts())
        return;
    m_service.host.findSettings(user).then(&m_service.context,
                                           [this, user](const Result<QMap<QString, QString>> &settings) {
                                               if (settings)
                                                   takeSettings(user, *settings);
                                           });
}

// One small value while the user is logged in, so that the next process knows whom to ask for.
void AccountState::noteOnline(User &user)
{
    if (m_service.isServer() || !m_service.host.canKeepAccounts() || std::exchange(user.isNotedOnline, true))
        return;
    m_service.host.saveSetting(user.id(), onlineKey(), QStringLiteral("1"));
}

void AccountState::takeSettings(const UserId &user, const QMap<QString, QString> &settings)
{
    User *known = m_service.users.find(user);
    if (!known)
        return;
    known->isNotedOnline = settings.contains(onlineKey());
    known->staysConnected = staysConnected(settings);
    known->sendsHeadlines = settings.contains(headlinesKey())
                                ? settings.value(headlinesKey()) == QLatin1String("1")
                                : m_service.options.sendsHeadlines;
    if (settings.value(enabledKey()) != QLatin1String("0"))
        return;
    known->isHeld = true;
    known->isLoginAsked = false;
    m_service.host.logOut(user, {});
    tellState(*known, known->address());
}

void AccountState::takeServerSettings(const UserId &user, const QMap<QString, QString> &settings)
{
    if (User *known = m_service.users.find(user))
        known->staysConnected = staysConnected(settings);
}

void AccountState::settingChanged(const UserId &user, const QString &key, const QString &value)
{
    const bool isOn = value == QLatin1String("1");
    User *known = m_service.users.find(user);
    if (key == enabledKey()) {
        if (isOn)
            logInNow(user);
        else
            logOutNow(user, {});
    } else if (known && key == headlinesKey()) {
        known->sendsHeadlines = isOn;
    } else if (known && key == stayConnectedKey()) {
        known->staysConnected = isOn;
        update(*known, Cause::Changed);
    }
}

bool AccountState::staysConnected(const QMap<QString, QString> &settings) const
{
    const auto chosen = settings.constFind(stayConnectedKey());
    if (chosen == settings.cend())
        return m_service.options.staysConnected;
    return *chosen == QLatin1String("1");
}

void AccountState::bringBack(const UserId &id)
{
    User &user = m_service.users.get(id);
    user.staysConnected = true;
    if (!user.isLoginAsked)
        logIn(user);
}

void AccountState::logOut(User &user)
{
    const UserId id = user.id();
    if (user.isLoginAsked)
        m_service.host.logOut(id, {});
    if (user.isLoginAsked && !m_service.isServer() && m_service.host.canKeepAccounts())
        m_service.host.saveSetting(id, onlineKey(), {});
    if (m_leaving)
        m_leaving(user);
    // The event that the session is offline finds nobody any more: whom it would be told to has gone.
    m_service.users.remove(id);
}

// Some networks lock an account after a few wrong passwords, so one is enough however often the user comes.
void AccountState::park(const User &user, const StateChanged &event)
{
    if (event.state == SessionState::Online)
        m_parked.remove(user.id());
    else if (event.state == SessionState::Failed && event.error &&
             event.error->kind == ErrorKind::WrongCredentials && !m_service.isServer())
        m_parked.insert(user.id(), *event.error);
}

void AccountState::tellParked(User &user, const Error &error)
{
    user.state = SessionState::Failed;
    user.trouble = error;
    tellState(user, user.address());
}

void AccountState::handleState(User &user, const StateChanged &event)
{
    const SessionState before = user.state;
    user.state = event.state;
    user.trouble = event.error;
    user.retryIn = event.retryIn;
    if (!event.ownName.isEmpty())
        user.ownName = event.ownName;
    // A session may be there that others asked for: by it a registration was proven.
    user.isLoginAsked = event.state != SessionState::Failed && event.state != SessionState::Offline;
    park(user, event);
    if (m_service.isServer()) {
        tellServerUser(user, before);
        return;
    }
    tellState(user, user.address());
    if (event.state == SessionState::Failed)
        m_service.door->send(user.address(),
                             stanzas::chat(m_service.options.domain, user.address(), describeTrouble(user)));
}

void AccountState::tellServerUser(User &user, SessionState before)
{
    const QString to = user.address();
    if (user.state == SessionState::Failed || user.state == SessionState::Offline) {
        m_service.door->dismiss(to, describeTrouble(user));
        if (user.resources.empty())
            update(user, Cause::Changed);
        return;
    }
    // Every further attempt would be noise.
    if (user.state == SessionState::Waiting && before == SessionState::Online)
        m_service.door->send(to, stanzas::chat(m_service.options.domain, to, describeTrouble(user)));
}

void AccountState::tellState(const User &user, const QString &to)
{
    m_service.door->send(
        to, stanzas::presence(m_service.options.domain, to, describe(user), m_capabilities.element()));
}

Presence AccountState::describe(const User &user) const
{
    const QString network = m_service.host.networkName();
    switch (user.state) {
    case SessionState::Connecting:
        return {Availability::ExtendedAway, QStringLiteral("Connecting to %1…").arg(network)};
    case SessionState::Online:
        return {Availability::Online,
                user.ownName.isEmpty() ? QStringLiteral("Connected to %1.").arg(network)
                                       : QStringLiteral("Connected to %1 as %2.").arg(network, user.ownName)};
    case SessionState::Waiting:
        return {Availability::ExtendedAway, describeTrouble(user)};
    case SessionState::Failed:
        return {Availability::Offline, describeTrouble(user)};
    case SessionState::Offline:
        break;
    }
    if (user.isHeld)
        return {Availability::Offline,
                QStringLiteral("Not connected to %1. Use the command \"login\" to connect.").arg(network)};
    return {Availability::Offline, QStringLiteral("Not connected to %1.").arg(network)};
}

QString AccountState::describeTrouble(const User &user) const
{
    QString text = user.trouble
                       ? toStanzaError(*user.trouble).text
                       : QStringLiteral("The connection to %1 ended.").arg(m_service.host.networkName());
    if (user.state == SessionState::Waiting && user.retryIn.count() > 0)
        text += QStringLiteral(" Trying again in %1 s.").arg(user.retryIn.count());
    else if (user.state == SessionState::Failed && user.trouble && !m_service.isServer() &&
             user.trouble->kind == ErrorKind::WrongCredentials)
        text += QStringLiteral(
            " Register again with the right name and password, or use the command \"re-login\" to try the "
            "same once more.");
    return text;
}

} // namespace spectrum::xmpp
