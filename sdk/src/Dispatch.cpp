// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <spectrum/Dispatch.h>

#include <spectrum/Abilities.h>
#include <spectrum/Session.h>

namespace spectrum
{

namespace
{

// Calls method on the session's ability, if it has it.
template <typename Ability, typename Order>
Result<void> callAbility(Session &session, void (Ability::*method)(const Order &), const Order &order)
{
    auto *ability = qobject_cast<Ability *>(&session);
    if (ability == nullptr)
        return Error{ErrorKind::Unsupported, QStringLiteral("This network cannot do that.")};
    (ability->*method)(order);
    return {};
}

struct Dispatcher {
    Session &session;

    Result<void> operator()(const SendMessage &order) const
    {
        session.sendMessage(order);
        return {};
    }
    Result<void> operator()(const SetPresence &order) const
    {
        session.setPresence(order.presence);
        return {};
    }
    Result<void> operator()(const AnswerLoginStep &order) const
    {
        session.answerLoginStep(order);
        return {};
    }
    Result<void> operator()(const SetTyping &order) const
    {
        return callAbility(session, &Typing::setTyping, order);
    }
    Result<void> operator()(const JoinRoom &order) const
    {
        return callAbility(session, &Rooms::joinRoom, order);
    }
    Result<void> operator()(const LeaveRoom &order) const
    {
        return callAbility(session, &Rooms::leaveRoom, order);
    }
    Result<void> operator()(const SetSubject &order) const
    {
        return callAbility(session, &Rooms::setSubject, order);
    }
    Result<void> operator()(const SetNickname &order) const
    {
        return callAbility(session, &Rooms::setNickname, order);
    }
    Result<void> operator()(const ListRooms &order) const
    {
        return callAbility(session, &Rooms::listRooms, order);
    }
    Result<void> operator()(const SetContact &order) const
    {
        return callAbility(session, &Contacts::setContact, order);
    }
    Result<void> operator()(const RemoveContact &order) const
    {
        return callAbility(session, &Contacts::removeContact, order);
    }
    Result<void> operator()(const AnswerAuthorisation &order) const
    {
        return callAbility(session, &Authorisations::answerAuthorisation, order);
    }
    Result<void> operator()(const RequestProfile &order) const
    {
        return callAbility(session, &Profiles::requestProfile, order);
    }
    Result<void> operator()(const SetProfile &order) const
    {
        return callAbility(session, &Profiles::setProfile, order);
    }
    Result<void> operator()(const RequestPicture &order) const
    {
        return callAbility(session, &Pictures::requestPicture, order);
    }
    Result<void> operator()(const SetPicture &order) const
    {
        return callAbility(session, &Pictures::setPicture, order);
    }
    Result<void> operator()(const SearchContacts &order) const
    {
        return callAbility(session, &Search::searchContacts, order);
    }
    Result<void> operator()(const SetBlocked &order) const
    {
        return callAbility(session, &Blocking::setBlocked, order);
    }
    Result<void> operator()(const InviteToRoom &order) const
    {
        return callAbility(session, &Invitations::inviteToRoom, order);
    }
    Result<void> operator()(const RunAction &order) const
    {
        return callAbility(session, &Actions::runAction, order);
    }
};

} // namespace

Result<void> dispatch(Session &session, const Command &command)
{
    return std::visit(Dispatcher{session}, command);
}

RequestId requestOf(const Command &command)
{
    return std::visit(
        [](const auto &order) {
            if constexpr (requires { order.request; })
                return order.request;
            else
                return RequestId::None;
        },
        command);
}

} // namespace spectrum
