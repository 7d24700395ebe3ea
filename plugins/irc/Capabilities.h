// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The IRCv3 capabilities that are used here, as a set.
#pragma once

#include <QByteArrayView>
#include <QFlags>

namespace spectrum::irc
{

enum class Capability : quint16 {
    Sasl = 0x001,
    MultiPrefix = 0x002,
    AwayNotify = 0x004,
    AccountNotify = 0x008,
    ExtendedJoin = 0x010,
    ServerTime = 0x020,
    EchoMessage = 0x040,
    ChangedHost = 0x080,
    SetName = 0x100,
    MessageTags = 0x200,
};
Q_DECLARE_FLAGS(Capabilities, Capability)
Q_DECLARE_OPERATORS_FOR_FLAGS(Capabilities)

struct CapabilityName {
    QByteArrayView name;
    Capability capability;
};

inline constexpr CapabilityName capabilityNames[] = {
    {"sasl", Capability::Sasl},
    {"multi-prefix", Capability::MultiPrefix},
    {"away-notify", Capability::AwayNotify},
    {"account-notify", Capability::AccountNotify},
    {"extended-join", Capability::ExtendedJoin},
    {"server-time", Capability::ServerTime},
    {"echo-message", Capability::EchoMessage},
    {"chghost", Capability::ChangedHost},
    {"setname", Capability::SetName},
    {"message-tags", Capability::MessageTags},
};

} // namespace spectrum::irc
