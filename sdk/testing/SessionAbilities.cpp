// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// The tests of SessionContract about what some sessions can do and others cannot.
#include <spectrum/testing/SessionContract.h>

#include <spectrum/Abilities.h>
#include <spectrum/Dispatch.h>

#include <QtTest>

namespace spectrum::testing
{

using namespace std::chrono_literals;

void SessionContract::refusesWhatItHasNoAbilityFor()
{
    QVERIFY(goOnline());
    const auto isRefused = [this](const Command &command) {
        const Result<void> result = dispatch(*m_session, command);
        return !result && result.error().kind == ErrorKind::Unsupported;
    };
    if (qobject_cast<Rooms *>(m_session.get()) == nullptr) {
        QVERIFY(isRefused(JoinRoom{}) && isRefused(LeaveRoom{}) && isRefused(SetSubject{}));
        QVERIFY(isRefused(SetNickname{}) && isRefused(ListRooms{}));
    }
    if (qobject_cast<Contacts *>(m_session.get()) == nullptr)
        QVERIFY(isRefused(SetContact{}) && isRefused(RemoveContact{}));
    if (qobject_cast<Typing *>(m_session.get()) == nullptr)
        QVERIFY(isRefused(SetTyping{}));
    if (qobject_cast<Blocking *>(m_session.get()) == nullptr)
        QVERIFY(isRefused(SetBlocked{}));
    if (qobject_cast<Invitations *>(m_session.get()) == nullptr)
        QVERIFY(isRefused(InviteToRoom{}));
    if (qobject_cast<Actions *>(m_session.get()) == nullptr)
        QVERIFY(isRefused(RunAction{}));
    QVERIFY(dispatch(*m_session, SetPresence{Presence{Availability::Away}}).isOk());
    QVERIFY(dispatch(*m_session, AnswerLoginStep{.number = 12345}).isOk());
}

bool SessionContract::setBlocked(const ContactId &contact, SetBlocked::Wish wish)
{
    const RequestId request = nextRequest();
    return dispatch(*m_session, SetBlocked{request, contact, wish}).isOk() && waitForOutcomes({request}) &&
           !m_recorder.all<RequestFinished>().back().error;
}

// A network may refuse to block somebody; what it does not refuse it does.
void SessionContract::keepsBlockedPeopleAway()
{
    using Wish = SetBlocked::Wish;
    startSession(m_other->account());
    if (qobject_cast<Blocking *>(m_session.get()) == nullptr)
        return;
    QVERIFY2(!setBlocked(m_other->peer(), Wish::Blocked), "nobody can be blocked before the log-in");
    endSession();
    QVERIFY(goOnline());
    for (const QString &name : hostileNames())
        (void)setBlocked(ContactId(name), Wish::Blocked);
    QCOMPARE(m_recorder.all<RequestFinished>().size(), size_t(hostileNames().size()));
    const auto isHeard = [this] {
        m_recorder.clear();
        m_other->say(QStringLiteral("boo"));
        settle(1s);
        return !m_recorder.all<MessageReceived>().empty();
    };
    if (setBlocked(m_other->peer(), Wish::Blocked))
        QVERIFY(!isHeard());
    QVERIFY(setBlocked(m_other->peer(), Wish::Heard));
    QVERIFY(isHeard());
    (void)setBlocked(m_other->peer(), Wish::Blocked);
    m_other->cut();
    QVERIFY(waitForState(SessionState::Waiting));
    QVERIFY(!setBlocked(m_other->peer(), Wish::Heard));
    QVERIFY(waitForState(SessionState::Online));
    QVERIFY2(isHeard(), "nobody is blocked until the host says it again");
}

// What was never offered, or not in these words, is not done.
void SessionContract::refusesUnknownActions()
{
    QVERIFY(goOnline());
    if (qobject_cast<Actions *>(m_session.get()) == nullptr)
        return;
    QStringList ids = hostileNames();
    ids << QString() << QStringLiteral("no such action");
    for (const QString &id : ids) {
        const RequestId request = nextRequest();
        QVERIFY(dispatch(*m_session, RunAction{request, id}).isOk());
        QVERIFY(waitForOutcomes({request}));
        QVERIFY(m_recorder.all<RequestFinished>().back().error.has_value());
    }
}

void SessionContract::answersInvitations()
{
    QVERIFY(goOnline());
    if (qobject_cast<Invitations *>(m_session.get()) == nullptr)
        return;
    QList<RequestId> requests;
    for (const QString &name : hostileNames()) {
        requests << nextRequest() << nextRequest();
        QVERIFY(
            dispatch(*m_session, InviteToRoom{*(requests.end() - 2), RoomId(name), m_other->peer(), name}));
        QVERIFY(dispatch(*m_session, InviteToRoom{requests.back(), RoomId(name), ContactId(name), {}}));
    }
    QVERIFY(waitForOutcomes(requests));
}

} // namespace spectrum::testing
