// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// What a frontend module is: the entry point of its .so, and the door that it opens for one instance.
#pragma once

#include <spectrum/Account.h>
#include <spectrum/Administration.h>
#include <spectrum/ApiVersion.h>
#include <spectrum/Archive.h>
#include <spectrum/Clock.h>
#include <spectrum/Commands.h>
#include <spectrum/Events.h>
#include <spectrum/NetworkModule.h>
#include <spectrum/Result.h>
#include <spectrum/Settings.h>

#include <QFuture>
#include <QtPlugin>

#include <memory>
#include <optional>

namespace spectrum
{

// What is known of an account without its secret.
struct AccountSummary {
    QString name = {};
    QMap<QString, QString> options = {};
};

// What a frontend may ask of its host. Implemented by the host's instance, valid as long as the Frontend
// lives. Futures finish in the host's thread; continuations take the frontend as context.
class FrontendHost
{
public:
    [[nodiscard]] virtual Clock &clock() = 0;
    [[nodiscard]] virtual const InstanceId &instance() const = 0;
    // The instance's network, for its fields and its spelling of names.
    [[nodiscard]] virtual const Network &network() const = 0;
    // The network's name as people know it, from the module's metadata.
    [[nodiscard]] virtual QString networkName() const = 0;
    // How long to wait before attempt number 1, 2, … of the frontend's own connection.
    [[nodiscard]] virtual std::chrono::milliseconds reconnectDelay(int attempt) = 0;

    // Accounts that are kept. A future that finishes without an error means that the change is on the disk.
    // A new secret for an account that is online is used at once. findUsers: who has an account, in the order
    // of their ids, at most limit of those after the one given (empty = from the first).
    virtual QFuture<Result<std::optional<AccountSummary>>> findAccount(const UserId &user) = 0;
    virtual QFuture<Result<QList<UserId>>> findUsers(const UserId &after, int limit) = 0;
    virtual QFuture<Result<void>> registerAccount(Account account) = 0;
    // The contacts that were known when the account was last online.
    virtual QFuture<Result<QList<Contact>>> findContacts(const UserId &user) = 0;
    // Small values that the frontend keeps for a user, gone with the account. An empty value is removed.
    virtual QFuture<Result<QMap<QString, QString>>> findSettings(const UserId &user) = 0;
    virtual QFuture<Result<void>> saveSetting(const UserId &user, const QString &key,
                                              const QString &value) = 0;
    // Asks the frontend to get ready for it (Frontend::prepareRemoval) and logs out first. Everything that was
    // kept of the user is gone.
    virtual QFuture<Result<void>> unregisterAccount(const UserId &user) = 0;
    // Whether this instance can keep accounts at all (database.type is not "none").
    [[nodiscard]] virtual bool canKeepAccounts() const = 0;
    // Whether the contact lists are the host's, because the network has none.
    [[nodiscard]] virtual bool ownsContactLists() const = 0;

    // Logs in with the account that is kept. NotRegistered if there is none; otherwise what happens arrives
    // as StateChanged. A user who is logged in gets the presence passed on.
    virtual QFuture<Result<void>> logIn(const UserId &user, const Presence &presence) = 0;
    // Logs in with an account that is kept nowhere. Finishes when the network accepted or refused it. If the
    // user is online already the secret is compared with the one in use; a wrong one is refused and changes
    // nothing.
    virtual QFuture<Result<void>> logInWith(Account account, const Presence &presence) = 0;
    virtual void logOut(const UserId &user, const QString &text) = 0;

    // Carries out a command for the user. Its outcomes arrive as events, also when the user is not logged in:
    // exactly one outcome for each command that has a request id, joins and leaves included.
    virtual void execute(const UserId &user, Command command) = 0;

    [[nodiscard]] virtual SessionState stateOf(const UserId &user) const = 0;
    // A request id that was not used before in this instance.
    [[nodiscard]] virtual RequestId nextRequest() = 0;

    [[nodiscard]] virtual Administration &administration() = 0;

    // What was said, for users who want to read it again; null while the operator wants nothing to be kept. A
    // frontend that never asks for it costs nothing.
    [[nodiscard]] virtual Archive *archive() = 0;

    // The frontend's connection to its own side is up (true once there is one), for readiness and health.
    virtual void reportReady() = 0;
    // The frontend cannot go on; the text names the option to change. The host ends with an error if nothing
    // else runs in it.
    virtual void reportFailure(const Error &error) = 0;

protected:
    ~FrontendHost() = default;
};

// One instance's door to its users. Owned by the host, used in the host's thread only.
class SPECTRUM_SDK_EXPORT Frontend : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~Frontend() override;

    // Called once. Starts to listen or to connect.
    virtual void start() = 0;
    // Called once, before the host deletes it and while sessions still exist: tells users and closes.
    // stopped() follows within three seconds.
    virtual void stop() = 0;
    // Called for everything that happens to a user's account.
    virtual void handleEvent(const UserId &user, const Event &event) = 0;
    // A message with this request id must wait, and perhaps outlive the process: what the frontend needs to
    // tell its sender the outcome later, as bytes that only the frontend understands. Empty: it must not
    // wait, and fails now.
    [[nodiscard]] virtual QByteArray noteOf(RequestId request) const;
    // A message that waited when an earlier process ended has this request id now. Its outcome follows.
    virtual void restoreOrder(const UserId &user, RequestId request, const QByteArray &note);
    // The user's account is about to go, whoever wanted it: what the frontend put into places of the user's
    // own is to be taken back while it can still be known. The account goes when the future is finished, or
    // after a few seconds.
    virtual QFuture<void> prepareRemoval(const UserId &user);
    // The account is gone. Whoever wanted it hears so next.
    virtual void completeRemoval(const UserId &user);
    // Says something in the name of the service. NotConnected: the user cannot be reached now.
    virtual Result<void> announce(const UserId &user, const QString &text);
    // The configuration was read again; what can change while running is applied. Returns the keys that
    // changed but need a restart.
    virtual QStringList reload(const Settings &settings) = 0;

Q_SIGNALS:
    void stopped();
};

// The object that QPluginLoader finds. Constructing it must do nothing but construct.
class FrontendModule
{
public:
    virtual ~FrontendModule() = default;

    // Called once for each instance that names this module. Fails when the settings do not fit together; the
    // error's userText names the key to change. Must not open anything yet.
    [[nodiscard]] virtual Result<std::unique_ptr<Frontend>> createFrontend(const Settings &settings,
                                                                           FrontendHost &host) = 0;
};

} // namespace spectrum

Q_DECLARE_INTERFACE(spectrum::FrontendModule, SPECTRUM_FRONTEND_MODULE_IID)
