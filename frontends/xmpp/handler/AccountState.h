// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Logs accounts in and out as their users come and go, and tells users how their account does.
#pragma once

#include "../Service.h"
#include "Capabilities.h"

#include <QHash>

namespace spectrum::xmpp
{

class AccountState
{
public:
    // Arrived: a resource is there that was not before; a login that was refused is tried again.
    enum class Cause : quint8 { Arrived, Changed };
    using Refused = std::function<void(User &user, const Error &error)>;

    AccountState(Service &service, const Capabilities &capabilities)
        : m_service(service), m_capabilities(capabilities)
    {
    }

    // Called when a login could not even begin.
    void setRefused(Refused refused) { m_refused = std::move(refused); }

    // Called for a user who logs out, and is forgotten then.
    void setLeaving(std::function<void(const User &user)> leaving) { m_leaving = std::move(leaving); }

    // After a resource or a room of the user came, changed or went. The user may be gone afterwards.
    void update(User &user, Cause cause);
    // After the account itself changed: also with a password that was wrong.
    void retryLogIn(const UserId &user);
    // The user wants to be connected, whatever was before. One who is not there is asked for a presence.
    void logInNow(const UserId &user);
    // Ends the session until logInNow(), or until the user comes anew. False = there was none.
    bool logOutNow(const UserId &user, const QString &text);
    // The user chose one of the settings below.
    void settingChanged(const UserId &user, const QString &key, const QString &value);
    // After the account is gone.
    void forget(const UserId &user) { m_parked.remove(user); }
    void handleState(User &user, const StateChanged &event);
    // Logs in a user whom nobody has seen yet, but whose account stays connected.
    void bringBack(const UserId &user);
    // What the user wants, or the service for those who did not say.
    // Whether the account is to be logged in.
    [[nodiscard]] bool isWanted(const User &user) const;
    [[nodiscard]] bool staysConnected(const QMap<QString, QString> &settings) const;
    // In server mode, when the session begins.
    void takeServerSettings(const UserId &user, const QMap<QString, QString> &settings);
    // The setting that is there while the user is logged in.
    [[nodiscard]] static QString onlineKey() { return QStringLiteral("online"); }
    // "1" or "0". Enabled: the account is logged in at all.
    [[nodiscard]] static QString enabledKey() { return QStringLiteral("enable_transport"); }
    [[nodiscard]] static QString headlinesKey() { return QStringLiteral("send_headlines"); }
    [[nodiscard]] static QString stayConnectedKey() { return QStringLiteral("stay_connected"); }
    // The service's own presence, to a bare or a full address of the user.
    void tellState(const User &user, const QString &to);

private:
    void logIn(User &user);
    void readSettings(const UserId &user);
    void noteOnline(User &user);
    void logOut(User &user);
    void park(const User &user, const StateChanged &event);
    void tellParked(User &user, const Error &error);
    void takeSettings(const UserId &user, const QMap<QString, QString> &settings);
    void tellServerUser(User &user, SessionState before);
    [[nodiscard]] Presence describe(const User &user) const;
    [[nodiscard]] QString describeTrouble(const User &user) const;

    Service &m_service;
    const Capabilities &m_capabilities;
    std::function<void(const User &user)> m_leaving;
    Refused m_refused;
    // Those whose password was wrong.
    QHash<UserId, Error> m_parked;
};

} // namespace spectrum::xmpp
