// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The rules of the loopback network: who may log in, and how names are spelt.
#pragma once

#include "Exchange.h"

#include <spectrum/NetworkModule.h>

namespace spectrum::loopback
{

// Names are lower case, without spaces and control characters. A name that begins with '#' is a room's. Some
// names have a conduct of their own, which is for tests: see FarEnd.
class LoopbackNetwork : public Network
{
public:
    LoopbackNetwork(const Settings &settings, NetworkHost &host);

    [[nodiscard]] QList<Field> accountFields() const override;
    [[nodiscard]] QList<Field> searchFields() const override;
    [[nodiscard]] Result<QString> normalisedName(const QString &typed) const override;
    [[nodiscard]] Result<ContactId> contactId(const QString &typed) const override;
    [[nodiscard]] Result<RoomId> roomId(const QString &typed) const override;
    [[nodiscard]] bool isRoomName(const QString &typed) const override;
    [[nodiscard]] std::unique_ptr<Session> createSession(Account account, EventSink &sink) override;

    [[nodiscard]] NetworkHost &host() const { return m_host; }
    [[nodiscard]] Exchange &exchange() { return m_exchange; }
    // What is asked in each login: see LoginScript.
    [[nodiscard]] const QStringList &steps() const { return m_steps; }
    [[nodiscard]] bool accepts(const Account &account) const;

private:
    NetworkHost &m_host;
    Secret m_password;
    QStringList m_steps;
    Exchange m_exchange;
};

} // namespace spectrum::loopback
