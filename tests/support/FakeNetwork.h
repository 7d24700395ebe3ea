// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A network whose sessions do what the test says.
#pragma once

#include <spectrum/Abilities.h>
#include <spectrum/NetworkModule.h>

#include <QList>

#include <functional>

namespace spectrum::testing
{

class FakeNetwork;

// Writes down what it is asked, and answers through the sink when the test calls say().
class FakeSession final : public Session, public Rooms, public Contacts, public Typing
{
    Q_OBJECT
    Q_INTERFACES(spectrum::Rooms spectrum::Contacts spectrum::Typing)

public:
    FakeSession(FakeNetwork &owner, Account accountGiven, EventSink &eventSink);
    ~FakeSession() override;

    void logIn(const Presence &presence) override;
    void logOut(const QString &text) override;
    void sendMessage(const SendMessage &order) override { take(order); }
    void setPresence(const Presence &presence) override { presences.append(presence); }
    void answerLoginStep(const AnswerLoginStep &answer) override { take(answer); }
    void joinRoom(const JoinRoom &order) override { take(order); }
    void leaveRoom(const LeaveRoom &order) override { take(order); }
    void setSubject(const SetSubject &order) override { take(order); }
    void setNickname(const SetNickname &order) override { take(order); }
    void listRooms(const ListRooms &order) override { take(order); }
    void setContact(const SetContact &order) override { take(order); }
    void removeContact(const RemoveContact &order) override { take(order); }
    void setTyping(const SetTyping &order) override { take(order); }

    void say(Event event) { sink.handleEvent(std::move(event)); }
    void say(SessionState state) { say(StateChanged{.state = state}); }
    void fail(ErrorKind kind) { say(StateChanged{.state = SessionState::Failed, .error = Error{kind}}); }

    FakeNetwork &network;
    Account account;
    EventSink &sink;
    QList<Presence> presences;
    QList<Command> orders;
    std::function<void(const Command &)> onOrder;
    bool isLoggedIn = false;
    bool isLoggedOut = false;

private:
    void take(const Command &command)
    {
        orders.append(command);
        if (onOrder)
            onOrder(command);
    }
};

class FakeNetwork final : public Network
{
public:
    QList<Field> accountFields() const override { return fields; }
    Result<QString> normalisedName(const QString &typed) const override
    {
        if (typed.contains(QLatin1Char(' ')))
            return Error{ErrorKind::InvalidInput, QStringLiteral("A name has no spaces.")};
        return typed.toLower();
    }
    Result<ContactId> contactId(const QString &typed) const override { return ContactId(typed.toLower()); }
    Result<RoomId> roomId(const QString &typed) const override { return RoomId(typed.toLower()); }
    bool isRoomName(const QString &typed) const override { return typed.startsWith(QLatin1Char('#')); }
    std::unique_ptr<Session> createSession(Account account, EventSink &sink) override
    {
        if (makesNothing)
            return nullptr;
        return std::make_unique<FakeSession>(*this, std::move(account), sink);
    }

    [[nodiscard]] FakeSession *last() const { return alive.isEmpty() ? nullptr : alive.last(); }

    QList<Field> fields{{.key = QStringLiteral("username"), .isRequired = true}};
    QList<FakeSession *> alive;
    int made = 0;
    // What a session does by itself.
    std::function<void(FakeSession &)> onLogIn;
    bool leavesAtOnce = true;
    bool makesNothing = false;
};

inline FakeSession::FakeSession(FakeNetwork &owner, Account accountGiven, EventSink &eventSink)
    : network(owner), account(std::move(accountGiven)), sink(eventSink)
{
    ++network.made;
    network.alive.append(this);
}

inline FakeSession::~FakeSession()
{
    network.alive.removeOne(this);
}

inline void FakeSession::logIn(const Presence &presence)
{
    isLoggedIn = true;
    presences.append(presence);
    if (network.onLogIn)
        network.onLogIn(*this);
}

inline void FakeSession::logOut(const QString &)
{
    isLoggedOut = true;
    if (network.leavesAtOnce)
        say(SessionState::Offline);
}

// Hands out one FakeNetwork, which stays reachable as long as its owner keeps it.
class FakeNetworkModule final : public NetworkModule
{
public:
    Result<std::unique_ptr<Network>> createNetwork(const Settings &, NetworkHost &) override
    {
        auto made = std::make_unique<FakeNetwork>();
        network = made.get();
        return std::unique_ptr<Network>(std::move(made));
    }

    FakeNetwork *network = nullptr;
};

} // namespace spectrum::testing
