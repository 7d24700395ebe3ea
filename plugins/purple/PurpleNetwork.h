// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One network of one instance: a protocol of libpurple and the settings of its accounts.
#pragma once

#include "NameRules.h"
#include "ProtocolChoice.h"

#include <spectrum/NetworkModule.h>

#include <map>
#include <optional>

#include <purple.h>

namespace spectrum::purple
{

class PurpleNetwork final : public Network
{
public:
    // Starts nothing: libpurple runs from the first account on.
    PurpleNetwork(const Settings &settings, NetworkHost &host);

    [[nodiscard]] QList<Field> accountFields() const override;
    [[nodiscard]] Result<QString> normalisedName(const QString &typed) const override;
    [[nodiscard]] Result<ContactId> contactId(const QString &typed) const override;
    [[nodiscard]] Result<RoomId> roomId(const QString &typed) const override;
    [[nodiscard]] bool isRoomName(const QString &typed) const override;
    [[nodiscard]] std::unique_ptr<Session> createSession(Account account, EventSink &sink) override;

private:
    [[nodiscard]] Result<PurpleAccount *> makeAccount(const Account &account,
                                                      const ProtocolChoice &choice) const;
    [[nodiscard]] const NameRules &namesOf(const QString &protocol);

    Settings m_settings;
    NetworkHost &m_host;
    // service.protocol, which may be "any".
    QString m_protocol;
    NameRules m_names;
    // Of the protocols that accounts named.
    std::map<QString, NameRules> m_otherNames;
    mutable std::optional<QList<Field>> m_fields;
};

} // namespace spectrum::purple
