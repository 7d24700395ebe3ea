// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// The tests that every network's sessions pass: login, messages, names, endings.
#pragma once

#include <spectrum/testing/EventRecorder.h>
#include <spectrum/testing/OtherSide.h>

#include <QObject>

#include <functional>
#include <memory>

namespace spectrum::testing
{

// A test derives from this, or from RoomContract when its network has rooms, says how to open its network,
// and adds what is its own:
//
//     class MyContract : public spectrum::testing::SessionContract
//     {
//         Q_OBJECT
//         std::unique_ptr<spectrum::testing::OtherSide> openOtherSide() override;
//     };
//     QTEST_GUILESS_MAIN(MyContract)
//
// Every event of every test also goes through the codec and must come out equal.
class SessionContract : public QObject
{
    Q_OBJECT

protected:
    // Called once for each test function.
    [[nodiscard]] virtual std::unique_ptr<OtherSide> openOtherSide() = 0;

    [[nodiscard]] OtherSide &other() { return *m_other; }
    [[nodiscard]] Session &session() { return *m_session; }
    [[nodiscard]] EventRecorder &recorder() { return m_recorder; }

    void startSession(Account account);
    // Logs in and waits; false when the session did not get Online.
    [[nodiscard]] bool goOnline();
    void endSession();
    // Turns the event loop and passes time until it is true, or for five seconds at most.
    [[nodiscard]] bool waitUntil(const std::function<bool()> &isTrue);
    [[nodiscard]] bool waitForState(SessionState state);
    // Lets time pass in which nothing more should happen.
    void settle(std::chrono::milliseconds time);

    RequestId order(const Peer &peer, const QString &body);
    [[nodiscard]] RequestId nextRequest();
    // Carries the order out and waits. True when the network did it.
    [[nodiscard]] bool setBlocked(const ContactId &contact, SetBlocked::Wish wish);
    [[nodiscard]] bool waitForOutcomes(const QList<RequestId> &requests);
    // What is left of a text when the network has cut it and taken out what it cannot carry.
    [[nodiscard]] static QString essence(const QStringList &bodies);
    [[nodiscard]] static QStringList hostileNames();
    static void addTexts();

private Q_SLOTS:
    void init();
    void cleanup();

    void connectsBeforeItIsOnline();
    void refusesWrongSecret();
    void refusesMessagesBeforeItIsOnline();
    void deliversInOrder();
    void carriesTextToPeer_data() { addTexts(); }
    void carriesTextToPeer();
    void carriesTextFromPeer_data() { addTexts(); }
    void carriesTextFromPeer();
    void withstandsHostilePeers();
    void withstandsLoneSurrogates();
    void refusesWhatItHasNoAbilityFor();
    void keepsBlockedPeopleAway();
    void refusesUnknownActions();
    void answersInvitations();
    void normalisesNamesOnce();
    void endsOpenOrdersAtLogOut();
    void saysNothingAfterOffline();
    void canBeDeletedInAnyState_data();
    void canBeDeletedInAnyState();
    void comesBackAfterACut();
    void endsOrdersThatWereOpenAtACut();

private:
    std::unique_ptr<OtherSide> m_other;
    EventRecorder m_recorder;
    std::unique_ptr<Session> m_session;
    quint64 m_lastRequest = 0;
    std::chrono::milliseconds m_passed{0};
};

} // namespace spectrum::testing
