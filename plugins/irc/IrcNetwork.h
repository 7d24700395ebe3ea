// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One IRC network of one instance: its names, its settings, and what its sessions share.
#pragma once

#include "FlushQueue.h"
#include "NameRules.h"
#include "Options.h"

#include <spectrum/NetworkModule.h>

namespace spectrum::irc
{

class IrcNetwork final : public Network
{
public:
    IrcNetwork(Options options, NetworkHost &host);

    [[nodiscard]] QList<Field> accountFields() const override;
    // A nickname keeps its capital letters: others see it as it was registered.
    [[nodiscard]] Result<QString> normalisedName(const QString &typed) const override;
    [[nodiscard]] Result<ContactId> contactId(const QString &typed) const override;
    [[nodiscard]] Result<RoomId> roomId(const QString &typed) const override;
    [[nodiscard]] bool isRoomName(const QString &typed) const override;
    [[nodiscard]] std::unique_ptr<Session> createSession(Account account, EventSink &sink) override;

private:
    Options m_options;
    NetworkHost &m_host;
    NameRules m_names;
    FlushQueue m_queue;
};

} // namespace spectrum::irc
