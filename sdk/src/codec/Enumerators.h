// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// Which numbers are enumerators: the last one of every enumeration that crosses a border.
#pragma once

#include <spectrum/Commands.h>
#include <spectrum/Events.h>

#include <string_view>

namespace spectrum::codec
{

// The compilers print the name of an enumerator, and "(Type)9" for a number that has none.
template <auto value>
constexpr bool isNamed()
{
    return std::string_view(__PRETTY_FUNCTION__).find("value = (") == std::string_view::npos;
}

template <auto last>
constexpr auto checkedLast()
{
    using Enumeration = decltype(last);
    constexpr auto next = static_cast<Enumeration>(static_cast<quint8>(last) + 1);
    static_assert(isNamed<last>() && !isNamed<next>(), "an enumerator was added behind this one");
    return last;
}

template <typename Enumeration>
inline constexpr auto lastOf = nullptr;

template <>
inline constexpr auto lastOf<Peer::Kind> = checkedLast<Peer::Kind::Participant>();
template <>
inline constexpr auto lastOf<MessageKind> = checkedLast<MessageKind::Attention>();
template <>
inline constexpr auto lastOf<Origin> = checkedLast<Origin::Self>();
template <>
inline constexpr auto lastOf<TypingState> = checkedLast<TypingState::Paused>();
template <>
inline constexpr auto lastOf<DeliveryState> = checkedLast<DeliveryState::Failed>();
template <>
inline constexpr auto lastOf<SessionState> = checkedLast<SessionState::Failed>();
template <>
inline constexpr auto lastOf<ErrorKind> = checkedLast<ErrorKind::StorageFailed>();
template <>
inline constexpr auto lastOf<Availability> = checkedLast<Availability::Invisible>();
template <>
inline constexpr auto lastOf<Role> = checkedLast<Role::Moderator>();
template <>
inline constexpr auto lastOf<Affiliation> = checkedLast<Affiliation::Owner>();
template <>
inline constexpr auto lastOf<LeaveReason> = checkedLast<LeaveReason::Disconnected>();
template <>
inline constexpr auto
    lastOf<AnswerAuthorisation::Answer> = checkedLast<AnswerAuthorisation::Answer::Refused>();
template <>
inline constexpr auto lastOf<SetBlocked::Wish> = checkedLast<SetBlocked::Wish::Heard>();
template <>
inline constexpr auto lastOf<FieldType> = checkedLast<FieldType::Choice>();

// An enumeration whose every enumerator is known.
template <typename T>
concept Enumerated = std::is_enum_v<T> && std::is_same_v<std::remove_cvref_t<decltype(lastOf<T>)>, T>;

} // namespace spectrum::codec
